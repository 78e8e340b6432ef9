package recall

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

//go:embed words.txt
var wordsFile string

// thesaurus gives the stem that stands for all words of its line. It is read once, when it is first asked.
var thesaurus = sync.OnceValue(func() map[desk.Language]map[string]string {
	book := map[desk.Language]map[string]string{desk.English: {}, desk.French: {}}
	for language, stems := range book {
		s := analysis.NewStemmer(language)
		for line := range strings.Lines(wordsFile) {
			words := strings.Fields(line)
			if len(words) == 0 || words[0] == "#" {
				continue
			}
			for _, w := range words {
				if _, taken := stems[s.Stem(w)]; !taken {
					stems[s.Stem(w)] = "=" + words[0]
				}
			}
		}
	}
	return book
})

// turned are words that refuse by themselves, by their stems: "returns are excluded" denies what "can be returned" says.
var turned = sync.OnceValue(func() map[desk.Language]map[string]bool {
	words := map[desk.Language]string{
		desk.English: "impossible exclude excluded excludes excluding prohibited forbidden banned unable refuse refused refuses free gratis complimentary non-refundable unavailable decline declined",
		desk.French:  "impossible exclu exclue exclus exclues interdit interdite interdits refuse refusee gratuit gratuite gratuits gratuites gratuitement offert offerte indisponible",
	}
	out := map[desk.Language]map[string]bool{}
	for language, list := range words {
		s := analysis.NewStemmer(language)
		out[language] = map[string]bool{}
		for w := range strings.FieldsSeq(list) {
			out[language][s.Stem(w)] = true
		}
	}
	return out
})

// saying is a sentence as it is compared: what it is about, its values, and whether it denies.
type saying struct {
	stems   []string // one for all words that say the same, sorted
	values  []string
	logic   []string
	negated bool
	binds   bool
}

// read takes a sentence apart.
func read(language desk.Language, text string) saying {
	f := novelty.FacetsOf(language, text)
	same, denies := thesaurus()[language], turned()[language]
	s := saying{values: f.Values, logic: f.Logic, negated: f.Negated, binds: f.Binds}
	for _, stem := range f.Stems {
		if denies[stem] {
			s.negated = !s.negated
		}
		if one, known := same[stem]; known {
			stem = one
		}
		s.stems = append(s.stems, stem)
	}
	slices.Sort(s.stems)
	s.stems = slices.DeleteFunc(slices.Compact(s.stems), empty)
	return s
}

// empty tells whether a stem says nothing about the matter: who speaks, and to whom.
func empty(stem string) bool {
	return slices.Contains([]string{"we", "you", "they", "i", "our", "your", "their", "my", "pleas", "merci", "thank"}, stem)
}

// Stems are what a wording can be found by: what it is about, and its values with a mark before them. At most stemsMost.
func Stems(language desk.Language, text string) []string {
	s := read(language, text)
	list := slices.Clone(s.stems)
	for _, v := range s.values {
		list = append(list, valueMark+v)
	}
	for i, stem := range list {
		list[i] = strings.ReplaceAll(stem[:min(len(stem), stemLongest)], " ", "")
	}
	slices.Sort(list)
	list = slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" })
	return list[:min(len(list), stemsMost)]
}

const (
	valueMark   = "#"
	stemsMost   = 60 // of one claim: a claim is a sentence
	stemLongest = 40 // bytes
)
