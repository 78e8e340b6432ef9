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
			for _, w := range formsOf(language, words) {
				if _, taken := stems[s.Stem(w)]; !taken {
					stems[s.Stem(w)] = "=" + words[0]
				}
			}
		}
	}
	return book
})

// formsOf adds to French infinitives in -er the forms that end otherwise than their stem: nous conservons, ils expirent.
func formsOf(language desk.Language, words []string) []string {
	if language != desk.French {
		return words
	}
	all := slices.Clone(words)
	for _, w := range words {
		if root, verb := strings.CutSuffix(w, "er"); verb && len(root) > 3 {
			for end := range strings.FieldsSeq("e es ent ons ez ee ees a era erons erez eront") {
				all = append(all, root+end)
			}
		}
	}
	return all
}

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

// saying is a sentence as it is compared: what it is about, its values with their units, and whether it denies.
type saying struct {
	stems   []string // one for all words that say the same, sorted
	about   []string // those that say what it is about: no units, no words that say nothing by themselves
	values  []string
	units   map[string]string // of values: day, month, metre
	core    string            // the first thing that is done: return, repair, cancel; empty: nothing of the kind
	logic   []string
	negated bool
	binds   bool
}

// read takes a sentence apart.
func read(language desk.Language, text string) saying {
	f := novelty.FacetsOf(language, text)
	denies := turned()[language]
	s := saying{values: f.Values, units: map[string]string{}, logic: f.Logic, negated: f.Negated, binds: f.Binds}
	for value, beside := range f.Beside {
		for _, stem := range beside {
			if one := classOf(language, stem); slices.Contains(unitsOf(), one) && s.units[value] == "" {
				s.units[value] = one
			}
		}
	}
	for _, stem := range f.Stems {
		one := classOf(language, stem)
		if empty(one) {
			continue
		}
		s.stems = append(s.stems, one)
		measured := len(s.values) > 0 && slices.Contains(unitsOf(), one)
		switch {
		case denies[stem]:
			s.negated = !s.negated
		case !measured && !light(one):
			s.about = append(s.about, one)
		}
	}
	for _, list := range []*[]string{&s.stems, &s.about} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	if s.core = coreOf(language, text); s.core == "=refund" {
		s.about = slices.DeleteFunc(s.about, func(stem string) bool { return stem == "=charge" }) // a refund is paid, and costs nobody anything
	}
	if len(s.about) == 0 {
		s.about = s.stems
	}
	return s
}

func classOf(language desk.Language, stem string) string {
	if one, known := thesaurus()[language][stem]; known {
		return one
	}
	return stem
}

// coreOf gives the first thing that a sentence says is done.
func coreOf(language desk.Language, text string) string {
	s := analysis.NewStemmer(language)
	for _, t := range analysis.Tokens(text) {
		if one := classOf(language, s.Stem(t.Text)); slices.Contains(deeds(), one) {
			return one
		}
	}
	return ""
}

// unitsOf are what values are counted in.
func unitsOf() []string {
	return []string{"=day", "=week", "=month", "=year", "=hour", "=working", "minut", "second", "metr", "litr", "watt", "gb", "mb", "kg", "kilo"}
}

// deeds are what a company does for its customers: who was told about one was not told about another.
func deeds() []string {
	return []string{
		"=refund", "=return", "=ship", "=cancel", "=warranty", "=repair", "=replace", "=expire", "=renew", "=delete", "=discount", "=upgrade", "=change", "=keep",
	}
}

// light tells whether a stem says nothing by itself: an invoice takes, gets, has or comes after ten days.
func light(stem string) bool {
	return slices.Contains([]string{
		"take", "get", "give", "make", "find", "found", "avail", "allow", "=allow", "come", "go", "put", "let", "last", "possibl", "receiv", "becom", "stay", "remain", "valid",
		"prend", "dur", "elevent", "disponibl", "vers", "verson", "versent", "compt", "fair", "donn", "recevoir", "recoiv", "peut", "faut", "elev", "rest", "valabl", "prevoir", "prevoi", "possibil",
	}, stem)
}

// empty tells whether a stem says nothing about the matter: who speaks, and to whom.
func empty(stem string) bool {
	return slices.Contains([]string{"", "we", "you", "they", "i", "our", "your", "their", "my", "pleas", "merci", "thank"}, stem)
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
