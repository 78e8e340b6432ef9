package analysis

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words/concepts.txt
var conceptsText string

// theConcepts is read once from the text that is part of the program, and never changes.
var theConcepts = ReadThesaurus(conceptsText)

// Concepts gives the words that customers and help pages use for one and the same thing: either may stand for the other
// without changing which page answers.
func Concepts() *Thesaurus { return theConcepts }

// Thesaurus knows groups of words and short phrases that belong together, across English and French. It never changes,
// and it is safe for concurrent use.
type Thesaurus struct {
	groups  map[desk.Language]map[string][]int // stem, or stems joined by blanks -> its groups
	members []map[desk.Language][]string       // by group, the content stems of each entry, joined by blanks
	longest int
}

// ReadThesaurus reads groups, one a line: English words, a bar, French words. A low line joins words to a phrase; a line
// that begins with # is a remark.
func ReadThesaurus(text string) *Thesaurus {
	t := &Thesaurus{groups: map[desk.Language]map[string][]int{desk.English: {}, desk.French: {}}}
	english, french := NewStemmer(desk.English), NewStemmer(desk.French)
	for line := range strings.Lines(text) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		group := len(t.members)
		t.members = append(t.members, map[desk.Language][]string{})
		t.add(group, left, english)
		t.add(group, right, french)
	}
	return t
}

func (t *Thesaurus) add(group int, entries string, stemmer *Stemmer) {
	language := stemmer.Language()
	for entry := range strings.FieldsSeq(entries) {
		phrase := strings.ReplaceAll(entry, "_", " ")
		var stems []string
		for _, token := range Tokens(phrase) {
			stems = append(stems, stemmer.Stem(token.Text))
		}
		if len(stems) == 0 {
			continue
		}
		t.longest = max(t.longest, len(stems))
		key := strings.Join(stems, " ")
		if known := t.groups[language][key]; !slices.Contains(known, group) {
			t.groups[language][key] = append(known, group)
		}
		name := strings.Join(stemmer.Terms(phrase), " ")
		if list := t.members[group][language]; name != "" && !slices.Contains(list, name) {
			t.members[group][language] = append(list, name)
		}
	}
}

// Longest gives the number of words in the longest phrase.
func (t *Thesaurus) Longest() int { return t.longest }

// Of gives the terms of one language that belong with a stem, or with stems joined by blanks, of the same or the other
// language. A term of several words is their content stems joined by blanks.
func (t *Thesaurus) Of(key string, from, to desk.Language) []string {
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
