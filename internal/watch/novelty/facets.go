package novelty

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Facets are what a sentence says, without its order and its small words: what two sayings of the same share.
type Facets struct {
	Stems   []string // of the content words, sorted, each once
	Values  []string // numbers in one way of writing, and currencies, sorted, each once
	Logic   []string // senses that change what it says: if, only, until, must, sorted, each once; negations are not among them
	Negated bool
	Binds   bool // it may bind the company: a rule, a price, a delay, the law
}

// negations are the senses that turn a sentence around.
func negations() []string { return []string{"not", "never", "none", "without", "ne"} }

// FacetsOf reads a sentence. A number word that also stands for "somebody" or "the same" ("one") is no value.
func FacetsOf(language desk.Language, text string) Facets {
	l := read(analysis.NewStemmer(language), text)
	f := Facets{Binds: binds(l)}
	digits := strings.ContainsAny(text, "1")
	for _, w := range l.words {
		_, logical := book.logic[w.stem]
		switch {
		case slices.Contains(negations(), w.stem):
			f.Negated = true
		case numeral(w.stem), slices.Contains([]string{"eur", "usd", "gbp", "percent", "half", "double"}, w.stem):
			if w.stem != "1" || digits {
				f.Values = append(f.Values, w.stem)
			}
		case logical:
			f.Logic = append(f.Logic, w.stem)
		default:
			f.Stems = append(f.Stems, w.stem)
		}
	}
	for _, list := range []*[]string{&f.Stems, &f.Values, &f.Logic} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return f
}

// Says tells whether one of some passages says what a sentence says, in its words: see same.
func Says(language desk.Language, sentence string, passages []string) bool {
	s := analysis.NewStemmer(language)
	return verbatim(sentence, passages) || sameAsAny(read(s, sentence), windows(s, passages))
}

// Sentences cuts a text at its lines and the ends of its sentences.
func Sentences(text string) []string {
	runes := []rune(text)
	var list []string
	for _, span := range sentences(text) {
		if one := strings.TrimSpace(string(runes[span.Start:span.End])); one != "" {
			list = append(list, one)
		}
	}
	return list
}
