package guard

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// complete holds a quotation to its surroundings: a list, steps, code or table row is shown whole and a row with its
// headers; a quotation does not begin with a word that points at something left out, does not end with a colon or in the
// middle of a sentence; and no sentence right before or behind it, in the same section, restricts what it says.
//
// It catches the condition that was left behind. It looks at two sentences on either side and at the words that usually
// restrict: a condition further off, on another page, or in other words is not seen.
func complete(in Input) ([]desk.Finding, error) {
	if in.Draft.Mode == desk.Compose {
		return nil, nil // check conditions looks at what a model's own words leave out
	}
	passages := cited(in)
	draft := draftPlain(in).text
	stemmer := analysis.NewStemmer(in.Language)
	var found []desk.Finding
	for _, p := range passages {
		for _, why := range p.incomplete(passages, draft, stemmer) {
			found = append(found, desk.Finding{Check: "complete", Severity: desk.Block, Claim: p.firstClaim(), Message: why})
		}
	}
	return found, nil
}

func (p *passage) firstClaim() int {
	if len(p.placed) == 0 {
		return desk.WholeDraft
	}
	return p.placed[0].claim
}

// incomplete says what is missing from the quotation of one unit.
func (p *passage) incomplete(all []*passage, draft string, stemmer *analysis.Stemmer) []string {
	if len(p.placed) == 0 {
		return []string{"the quotation cannot be found in its source, so nobody can tell what stands around it"}
	}
	switch p.source.Kind {
	case desk.List, desk.Steps, desk.Code:
		if !p.whole(draft) {
			return []string{fmt.Sprintf("only a part of the %s is quoted", p.source.Kind)}
		}
	case desk.TableRow:
		if why := p.tornRow(draft); why != "" {
			return []string{why}
		}
	case desk.Prose:
	}
	var missing []string
	for _, r := range p.runs(all, draft) {
		missing = append(missing, r.lacks(p, stemmer)...)
	}
	return missing
}

// tornRow says why a table row is not shown whole with its headers. A row whose plain words are those of the raw text has
// no headers unless another claim shows them, which a row alone cannot.
func (p *passage) tornRow(draft string) string {
	switch {
	case !p.whole(draft):
		return "only a part of the table row is quoted"
	case p.in.text == p.inRaw.text && !strings.Contains(p.words, ":"):
		return "the table row is quoted without its headers"
	}
	return ""
}

// sentence is one sentence around or in a unit: its text, and whether the draft shows it.
type sentence struct {
	text  string
	shown bool
}

// surroundings gives the sentences of the unit's section in order, those of the unit in the words that a customer sees,
// and where the unit's begin and end.
func (p *passage) surroundings(all []*passage, draft string) (list []sentence, from, to int) {
	if !opensWithHeading(p.raw) {
		for _, s := range tail(sectionTail(nearby(p.before, true)), neighbours, p.source.Start) {
			list = append(list, sentence{s.text, shownElsewhere(all, p, s, draft)})
		}
	}
	from = len(list)
	list = append(list, p.sentences(draft)...)
	to = len(list)
	for _, s := range head(sectionHead(nearby(p.after, false)), neighbours, p.source.End) {
		list = append(list, sentence{s.text, shownElsewhere(all, p, s, draft)})
	}
	return list, from, to
}

// neighbours is how many sentences on either side of a quotation are looked at.
const neighbours = 2

// sentences gives the sentences of the unit, each with whether the draft shows it: more than half of it, or its very
// words in another place.
func (p *passage) sentences(draft string) []sentence {
	cover := p.cover()
	var list []sentence
	i, at := 0, 0
	for text := range analysis.SentenceTexts(p.words) {
		at += utf8.RuneCountInString(text)
		from, covered := i, 0
		for ; i < len(p.in.text) && p.in.at[i] < at; i++ {
			if cover[i] {
				covered++
			}
		}
		if i > from {
			said := 2*covered > i-from || covered == 0 && saidIn(draft, p.in.text[from:i])
			list = append(list, sentence{text, said})
		}
	}
	return list
}

// saidIn tells whether plain words, long enough to be no accident, stand in the draft.
func saidIn(draft, words string) bool { return len(words) > 20 && strings.Contains(draft, words) }

// run is a stretch of sentences that the draft shows, and what stands right before and behind it without being shown.
type run struct {
	before, shown, after []string
	closes               bool // the section ends behind it
}

// runs gives the shown stretches that touch the unit.
func (p *passage) runs(all []*passage, draft string) []run {
	list, from, to := p.surroundings(all, draft)
	var runs []run
	for i := from; i < to; i++ {
		if !list[i].shown || i > from && list[i-1].shown {
			continue
		}
		var r run
		first, last := i, i
		for first > 0 && list[first-1].shown {
			first--
		}
		for last < len(list) && list[last].shown {
			r.shown = append(r.shown, list[last].text)
			last++
		}
		for n := max(0, first-neighbours); n < first; n++ {
			r.before = append(r.before, list[n].text)
		}
		for n := last; n < min(len(list), last+neighbours) && !list[n].shown; n++ {
			r.after = append(r.after, list[n].text)
		}
		r.closes = last >= len(list)
		runs = append(runs, r)
	}
	return runs
}

// lacks says what a run of sentences lacks.
func (r run) lacks(p *passage, stemmer *analysis.Stemmer) []string {
	var missing []string
	first, last := r.shown[0], strings.TrimSpace(r.shown[len(r.shown)-1])
	if len(r.before) > 0 {
		if word := pointsBack(first, p.source, stemmer); word != "" {
			missing = append(missing, fmt.Sprintf("the quotation begins with %q, and what that refers to is left out", word))
		}
	}
	plain := strings.TrimRight(last, "*_` \"'»”)")
	if strings.HasSuffix(plain, ":") {
		missing = append(missing, "the quotation ends with a colon, and what it announces is left out")
	}
	if len(r.after) > 0 && p.source.Kind != desk.Code && p.source.Kind != desk.TableRow && breaksOff(plain, r.after[0]) {
		missing = append(missing, "the quotation ends in the middle of a sentence or a list")
	}
	if restriction := r.restriction(p, stemmer); restriction != "" {
		missing = append(missing, fmt.Sprintf("a restriction beside the quotation is left out: %q", clip(strings.TrimSpace(restriction))))
	}
	return missing
}

// restriction gives the neighbouring sentence that restricts the run, or "".
func (r run) restriction(p *passage, stemmer *analysis.Stemmer) string {
	subject := subjectOf(strings.Join(r.shown, "\n"), stemmer)
	for n, text := range r.after {
		if cueIn(text).binds(n == 0, subject, text, stemmer) {
			return text
		}
	}
	for n, text := range slices.Backward(r.before) {
		if cueIn(text).bindsAhead(n == len(r.before)-1, subject, text, stemmer) {
			return text
		}
	}
	return ""
}

// breaksOff tells whether a quotation stops before its sentence or list does: it has no closing sign and the next line
// goes on in lower case, or both are items of one list.
func breaksOff(last, next string) bool {
	following := strings.TrimLeft(next, " \t\r\n*_`>")
	if listItem(strings.TrimLeft(last, " \t>")) && listItem(strings.TrimLeft(next, " \t\r\n>")) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(following)
	return !ended(last) && unicode.IsLower(r)
}

// pointsBack gives the word with which a text points at something before it, or "". "It is possible" points at nothing,
// and "this plan" at nothing that a heading with "plan" does not say.
func pointsBack(text string, s Source, stemmer *analysis.Stemmer) string {
	words := analysis.Tokens(text)
	if len(words) == 0 {
		return ""
	}
	word := words[0].Text
	kind, ok := backward[word]
	if !ok {
		return ""
	}
	next := ""
	if len(words) > 1 {
		next = words[1].Text
	}
	switch kind {
	case connective:
		return word
	case pronoun:
		if len(words) > 1 && impersonal(words[1:]) {
			return ""
		}
		return word
	case demonstrative:
		if pageWord(next) || headed(next, s, stemmer) {
			return ""
		}
		return word
	}
	return word
}

// headed tells whether the title or a heading names what a demonstrative points at.
func headed(word string, s Source, stemmer *analysis.Stemmer) bool {
	if word == "" || analysis.Stop(stemmer.Language(), word) {
		return false
	}
	stem := stemmer.Stem(word)
	for _, heading := range append([]string{s.Title}, s.Path...) {
		for _, t := range analysis.Tokens(heading) {
			if stemmer.Stem(t.Text) == stem {
				return true
			}
		}
	}
	return false
}
