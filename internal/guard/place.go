package guard

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// passage is a cited source made ready: its two readings, the raw span and the plain words, and where the draft's claims
// stand in the words that a customer is shown.
type passage struct {
	source Source
	before string // the article's text up to the unit
	raw    string // the unit's span as it is written
	after  string // the text behind it
	words  string // what a customer is shown: Shown, or the raw span where there is none
	inRaw  plain
	in     plain // of words
	placed []place
	all    readOnce[bool] // see whole
}

// unplaced gives a passage of the same source in which no claim was placed yet.
func (p *passage) unplaced() *passage {
	return &passage{source: p.source, before: p.before, raw: p.raw, after: p.after, words: p.words, inRaw: p.inRaw, in: p.in}
}

// place is where a claim stands in a passage: bytes of its plain words.
type place struct{ claim, start, end int }

// placedPassages gives the cited sources with the draft's claims placed in them.
func placedPassages(in Input) []*passage {
	var passages []*passage
	known := map[int]*passage{}
	for c, claim := range in.Draft.Claims {
		for _, e := range claim.Evidence {
			n := sourceOf(in.Sources, e)
			if n < 0 {
				continue
			}
			p, ok := known[n]
			if !ok {
				p = readySource(in, n).unplaced()
				known[n] = p
				passages = append(passages, p)
			}
			p.put(c, claimPlain(in, c))
		}
	}
	return passages
}

// words gives the source's text as it is written and as it is shown.
func (s Source) words() (raw, shown string) {
	_, raw, _, _ = around(s.Text, s.Start, s.End)
	if strings.TrimSpace(s.Shown) == "" {
		return raw, raw
	}
	return raw, s.Shown
}

// sourceOf finds the source that a piece of evidence names: by article, version and unit, or, where it names no unit, by
// a span that lies in the unit's. It gives -1 where there is none.
func sourceOf(sources []Source, e desk.Evidence) int {
	for n := range sources {
		s := &sources[n]
		if s.Article != e.Article || s.Version != e.Version {
			continue
		}
		if e.Unit == s.Unit && e.Unit != "" || e.Unit == "" && s.Start <= e.Start && e.End <= s.End {
			return n
		}
	}
	return -1
}

func ready(s Source) *passage {
	p := &passage{source: s, words: s.Shown}
	p.before, p.raw, p.after, _ = around(s.Text, s.Start, s.End)
	p.inRaw = strip(p.raw)
	if strings.TrimSpace(p.words) == "" || p.words == p.raw {
		p.words, p.in = p.raw, p.inRaw
		return p
	}
	p.in = strip(p.words)
	return p
}

// put finds a claim in the passage's words. A claim that stands there twice is placed behind the one before it, so that
// a repeated line is covered by its repetition.
func (p *passage) put(claim int, needle plain) {
	from := 0
	if n := len(p.placed); n > 0 {
		if p.placed[n-1].claim == claim {
			return
		}
		from = p.placed[n-1].end
	}
	i, j, ok := p.in.find(needle, from)
	if !ok {
		i, j, ok = p.in.find(needle, 0)
	}
	if ok {
		p.placed = append(p.placed, place{claim, i, j})
	}
}

// whole tells whether the draft, in its plain form, shows all of the passage's words: claims that cite it, and lines that
// another claim says for it, as the caption of a table is said once for all its rows. It is asked once every claim has
// been placed.
func (p *passage) whole(draft string) bool {
	return p.all.get(func() bool { return p.shownWhole(draft) })
}

func (p *passage) shownWhole(draft string) bool {
	cover := p.cover()
	elsewhere := map[int]bool{} // lines that were missing and stand elsewhere in the draft
	for i, r := range p.in.text {
		if cover[i] || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		line := p.in.line[i]
		if _, asked := elsewhere[line]; !asked {
			elsewhere[line] = strings.Contains(draft, p.lineAt(i))
		}
		if !elsewhere[line] {
			return false
		}
	}
	return len(p.in.text) > 0
}

// cover marks the bytes of the plain words that the draft's claims show.
func (p *passage) cover() []bool {
	cover := make([]bool, len(p.in.text))
	for _, at := range p.placed {
		for i := at.start; i < at.end; i++ {
			cover[i] = true
		}
	}
	return cover
}

// lineAt gives the plain line that a byte stands in.
func (p *passage) lineAt(i int) string {
	from, to := i, i
	for from > 0 && p.in.line[from-1] == p.in.line[i] {
		from--
	}
	for to < len(p.in.text) && p.in.line[to] == p.in.line[i] {
		to++
	}
	return p.in.text[from:to]
}

// opensSentence tells whether what stands before a plain text's byte i ends a sentence or a line, so that a claim may
// begin there without having lost its head.
func (p plain) opensSentence(i int) bool {
	return i == 0 || p.line[i] != p.line[i-1] || ended(p.text[:i])
}

// closesSentence tells whether a claim that ends before byte j has its end.
func (p plain) closesSentence(j int) bool {
	return j >= len(p.text) || p.line[j] != p.line[j-1] || ended(p.text[:j])
}

// ended tells whether a text closes with the end of a sentence, closing quotes and brackets apart.
func ended(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"')]»"))
	return last == '.' || last == '!' || last == '?' || last == '…'
}

// sourcesOf gives the indexes of the sources that a claim's evidence names, each once.
func sourcesOf(in Input, claim desk.Claim) iter.Seq[int] {
	return func(yield func(int) bool) {
		var seen []int
		for _, e := range claim.Evidence {
			n := sourceOf(in.Sources, e)
			if n < 0 || slices.Contains(seen, n) {
				continue
			}
			seen = append(seen, n)
			if !yield(n) {
				return
			}
		}
	}
}
