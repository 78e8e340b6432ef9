package guard

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/offence.txt
var offenceText string

//go:embed phrases/mockery.txt
var mockeryText string

var (
	offenceBook, offenceFail = parseBook(offenceText, nil)
	mockeryBook, mockeryFail = parseBook(mockeryText, nil)
)

// offence blocks a draft that insults, threatens or mocks its reader, or speaks with contempt, hatred or threat of people,
// in English or French, whatever its language says. It goes by structure: who is spoken of (the reader, people, "they"
// where people are named), and what is said of them (a trait, a wish of harm, an animal's or a disease's name, a place
// denied); obscene words are held wherever they stand. Hidden spellings are undone first: see unmasked. A hostile
// sentence is excused where it is reported and spoken against, a group's structure also where a source says it word for
// word, since pages on conduct quote what they forbid. Words of a brand's name, and a mild word that quotes the customer,
// are let through.
//
// It catches the plain forms and the common families of mockery. It cannot catch contempt in wholly polite words, irony
// that only the matter shows, nor a stereotype that names nothing bad.
func offence(in Input) ([]desk.Finding, error) {
	if offenceFail != nil {
		return nil, offenceFail
	}
	if mockeryFail != nil {
		return nil, mockeryFail
	}
	o := offenceReader{in: in, brand: brandWords(in)}
	var sentences []utterance
	for _, u := range utterances(in) {
		u.words = unmasked(u.words)
		sentences = append(sentences, u)
		o.read(u.words)
	}
	var found []desk.Finding
	for n, u := range sentences {
		if why := o.against(n, u); why != "" {
			found = append(found, desk.Finding{Check: "offence", Severity: desk.Block, Claim: u.claim, Message: why})
		}
	}
	return found, nil
}

// offenceReader keeps what one run of the check knows of the draft as a whole.
type offenceReader struct {
	in      Input
	brand   map[string]bool
	found   [][]phraseMatch // of each sentence
	people  bool            // people are named somewhere
	counter bool            // something speaks against such talk
	quoted  map[int]bool
	phrases string          // the sources' words
	known   map[string]bool // words of the sources and of the question
}

func (o *offenceReader) read(words []heardWord) {
	matches := offenceBook.find(words)
	o.found = append(o.found, matches)
	for _, m := range matches {
		o.people = o.people || m.tag == "people"
		o.counter = o.counter || m.tag == "counter"
	}
}

// against says what is offensive in a sentence; empty where nothing is.
func (o *offenceReader) against(n int, u utterance) string {
	for _, m := range o.found[n] {
		said := u.words[m.from:m.to]
		if m.tag == "loose" && (o.counter || o.reported(n, m.to)) {
			continue
		}
		switch m.tag {
		case "foul":
			if !o.named(said) {
				return "holds the offensive words: " + saidOf(said)
			}
		case "you":
			if !takenBackIn(said) && !takenBackBefore(u.words, m.from) && !o.named(said) && !o.echoed(said) {
				return "insults or threatens the reader: " + saidOf(said)
			}
		case "group", "group denied", "pronoun", "pronoun denied", "loose":
			if (m.tag == "pronoun" || m.tag == "pronoun denied") && !o.people {
				continue
			}
			if (m.tag == "loose" || m.tag == "pronoun" || m.tag == "pronoun denied") && o.matter(said) {
				continue
			}
			denied := m.tag == "group denied" || m.tag == "pronoun denied"
			if !denied && (takenBackIn(said) || takenBackBefore(u.words, m.from)) || o.excused(n, u, m) || o.named(said) {
				continue
			}
			return "speaks with contempt of people: " + saidOf(said)
		}
	}
	for _, m := range mockeryBook.find(u.words) {
		if !o.stands(u) && !o.echoed(u.words[m.from:m.to]) {
			return "mocks the reader: " + saidOf(u.words[m.from:m.to])
		}
	}
	return ""
}

// phrased tells whether words stand in a row in the sources.
func (o *offenceReader) phrased(words []heardWord) bool {
	if o.phrases == "" {
		o.phrases = " " + strings.Join(foldsOf(hear(sourceText(o.in), 0)), " ") + " "
	}
	return strings.Contains(o.phrases, " "+strings.Join(foldsOf(words), " ")+" ")
}

// matter tells whether the sources or the customer speak of the people or of the bad thing that words name: then the two may
// stand in one sentence without being said of each other.
func (o *offenceReader) matter(words []heardWord) bool {
	if o.known == nil {
		o.known = map[string]bool{}
		for _, t := range analysis.Tokens(sourceText(o.in) + "\n" + o.in.Question) {
			o.known[t.Text] = true
		}
	}
	return o.known[words[0].fold] || o.known[words[len(words)-1].fold]
}

// excused tells whether hostile words about people are reported and spoken against, or stand in a source as they are said.
func (o *offenceReader) excused(n int, u utterance, m phraseMatch) bool {
	if o.stands(u) || o.phrased(u.words[m.from:m.to]) {
		return true
	}
	quoted := u.words[m.from].quoted && u.words[m.to-1].quoted
	if quoted && slices.ContainsFunc(o.found[n], func(r phraseMatch) bool { return r.tag == "report" && !u.words[r.from].quoted }) {
		return true
	}
	return o.counter && (quoted || o.reported(n, m.to))
}

// reported tells whether a word that reports what somebody says opens before a place in a sentence.
func (o *offenceReader) reported(n, before int) bool {
	return slices.ContainsFunc(o.found[n], func(r phraseMatch) bool { return r.tag == "report" && r.from <= before })
}

func (o *offenceReader) stands(u utterance) bool {
	if o.quoted == nil {
		o.quoted = quotedClaims(o.in)
	}
	return o.quoted[u.claim]
}

// named tells whether words are part of a brand's name, or of a name with a capital that the sources or the question write.
func (o *offenceReader) named(words []heardWord) bool {
	return slices.ContainsFunc(words, func(w heardWord) bool {
		return o.brand[w.fold] || w.capital && len(words) == 1 && (holdsName(o.in.Question, w.fold) || holdsName(sourceText(o.in), w.fold))
	})
}

// echoed tells whether words are quoted from the customer's own message.
func (o *offenceReader) echoed(words []heardWord) bool {
	if !words[0].quoted {
		return false
	}
	asked := map[string]bool{}
	for _, t := range analysis.Tokens(o.in.Question) {
		asked[t.Text] = true
	}
	return !slices.ContainsFunc(words, func(w heardWord) bool { return !asked[w.fold] })
}

// holdsName tells whether a text writes a word with a capital, within a sentence.
func holdsName(text, fold string) bool {
	return slices.ContainsFunc(hear(text, 0), func(w heardWord) bool { return w.capital && w.fold == fold })
}

func brandWords(in Input) map[string]bool {
	brand := map[string]bool{}
	for _, name := range in.Brand {
		for _, t := range analysis.Tokens(name) {
			brand[t.Text] = true
		}
	}
	return brand
}

// takenBackIn tells whether words hold a negation that takes back what they say: "are not stupid", but not "nothing but
// animals" or "no better than rats".
func takenBackIn(words []heardWord) bool {
	for i := range words {
		switch words[i].fold {
		case "not", "never", "nor", "neither", "pas", "jamais", "ni", "nullement":
			if i+1 < len(words) && (words[i+1].fold == "better" || words[i+1].fold == "only" || words[i+1].fold == "just" || words[i+1].fold == "seulement") {
				continue
			}
			return true
		}
	}
	return false
}

// takenBackBefore tells whether the clause before words[at] takes back what follows: "no woman deserves", "nobody should
// hate", "I would never hurt".
func takenBackBefore(words []heardWord, at int) bool {
	for i := at - 1; i >= 0 && at-i <= 4; i-- {
		if words[i+1].before != noPause {
			return false
		}
		switch words[i].fold {
		case "not", "no", "never", "nobody", "none", "neither", "without", "nor", "pas", "jamais", "aucun", "aucune", "personne", "nul", "ni":
			return true
		}
	}
	return false
}
