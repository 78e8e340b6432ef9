package retrieve

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words/thesaurus.txt
var thesaurusText string

//go:embed words/weak.txt
var weakText string

// theThesaurus is read once from the text that is part of the program, and never changes.
var theThesaurus = readThesaurus(thesaurusText)

// theWeak are the framing words of each language, folded.
var theWeak = readWeak(weakText)

// thesaurus knows groups of terms that mean nearly the same.
type thesaurus struct {
	groups  map[desk.Language]map[string][]int // term, or terms joined by blanks -> its groups
	members [](map[desk.Language][]string)     // by group, the terms of one word
	longest int                                // words in the longest phrase
}

// readThesaurus reads groups, one a line: English words, a bar, French words. A low line joins words to a phrase.
func readThesaurus(text string) *thesaurus {
	t := &thesaurus{groups: map[desk.Language]map[string][]int{desk.English: {}, desk.French: {}}}
	analysers := map[desk.Language]*Analyser{desk.English: NewAnalyser(desk.English), desk.French: NewAnalyser(desk.French)}
	for line := range strings.Lines(text) {
		english, french, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		group := len(t.members)
		t.members = append(t.members, map[desk.Language][]string{})
		t.add(group, english, analysers[desk.English])
		t.add(group, french, analysers[desk.French])
	}
	return t
}

func (t *thesaurus) add(group int, words string, analyser *Analyser) {
	for entry := range strings.FieldsSeq(words) {
		var terms []string
		for _, word := range Words(strings.ReplaceAll(entry, "_", " ")) {
			terms = append(terms, analyser.stemmer.Stem(word))
		}
		if len(terms) == 0 {
			continue
		}
		t.longest = max(t.longest, len(terms))
		key := strings.Join(terms, " ")
		if known := t.groups[analyser.language][key]; !slices.Contains(known, group) {
			t.groups[analyser.language][key] = append(known, group)
		}
		name := strings.Join(analyser.content(strings.ReplaceAll(entry, "_", " ")), " ")
		if list := t.members[group][analyser.language]; name != "" && !slices.Contains(list, name) {
			t.members[group][analyser.language] = append(list, name)
		}
	}
}

// of gives the terms of a language that mean nearly the same as a term or phrase of another or the same language.
func (t *thesaurus) of(key string, from, to desk.Language) []string {
	var terms []string
	for _, group := range t.groups[from][key] {
		for _, term := range t.members[group][to] {
			if !slices.Contains(terms, term) && (from != to || term != key) {
				terms = append(terms, term)
			}
		}
	}
	return terms
}

func readWeak(text string) map[desk.Language]map[string]bool {
	weak := map[desk.Language]map[string]bool{desk.English: {}, desk.French: {}}
	language := desk.English
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			if word == "|" {
				language = desk.French
				continue
			}
			weak[language][analysis.Fold(word)] = true
		}
	}
	return weak
}
