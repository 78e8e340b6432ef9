package retrieve

import (
	_ "embed"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words/thesaurus.txt
var thesaurusText string

//go:embed words/weak.txt
var weakText string

//go:embed words/everyday.txt
var everydayText string

// Read once from texts that are part of the program, and never changed.
var (
	theThesaurus = analysis.ReadThesaurus(thesaurusText) // words that mean nearly the same
	theWeak      = readWords(weakText)                   // words that frame a question
	theEveryday  = readWords(everydayText)               // words of everyday talk
)

// readWords reads the words of each language, English before a bar and French behind it, as stems.
func readWords(text string) map[desk.Language]map[string]bool {
	words := map[desk.Language]map[string]bool{desk.English: {}, desk.French: {}}
	stemmer := analysis.NewStemmer(desk.English)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			if word == "|" {
				stemmer = analysis.NewStemmer(desk.French)
				continue
			}
			words[stemmer.Language()][stemmer.Stem(analysis.Fold(word))] = true
		}
	}
	return words
}
