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
	Beside  map[string][]string // of each value the two content words after it, and the one before
	Binds   bool                // it may bind the company: a rule, a price, a delay, the law
}

// negations are the senses that turn a sentence around.
func negations() []string { return []string{"not", "never", "none", "without", "ne"} }

// FacetsOf reads a sentence. A number word that also stands for "somebody" or "the same" ("one") is no value.
func FacetsOf(language desk.Language, text string) Facets {
	l := read(analysis.NewStemmer(language), text)
	f := Facets{Binds: binds(l), Beside: map[string][]string{}}
	digits := strings.ContainsAny(text, "1")
	for i, w := range l.words {
		_, logical := book.logic[w.stem]
		switch {
		case slices.Contains(negations(), w.stem):
			f.Negated = true
		case numeral(w.stem), slices.Contains([]string{"eur", "usd", "gbp", "percent", "half", "double"}, w.stem):
			if w.stem != "1" || digits {
				f.Values = append(f.Values, w.stem)
				f.Beside[w.stem] = append(f.Beside[w.stem], around(l.words, i)...)
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

// around gives the content words that stand beside a number: the two after it, then the one before.
func around(words []word, at int) []string {
	var list []string
	for _, i := range []int{at + 1, at + 2, at - 1} {
		if i >= 0 && i < len(words) && !numeral(words[i].stem) {
			list = append(list, words[i].stem)
		}
	}
	return list
}

// Known are passages made ready for asking what they say.
type Known struct {
	stemmer  *analysis.Stemmer
	passages []string
	lines    []line
}

// Know reads passages, once for all that is asked of them.
func Know(language desk.Language, passages []string) Known {
	s := analysis.NewStemmer(language)
	k := Known{stemmer: s, lines: windows(s, passages)}
	for _, p := range passages {
		k.passages = append(k.passages, strings.Join(strings.Fields(p), " "))
	}
	return k
}

// Says tells whether one of the passages says what a sentence says, in its words: see same.
func (k Known) Says(sentence string) bool {
	return verbatim(sentence, k.passages) || sameAsAny(read(k.stemmer, sentence), k.lines)
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
