package analysis

import (
	_ "embed"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words/irregular.txt
var irregularText string

// theIrregular maps, in each language, a folded form to the word that it is a form of ("sent" to "send", "recu" to
// "recevoir"). It is read once from the text that is part of the program, and never changes.
var theIrregular = readIrregular(irregularText)

func readIrregular(text string) map[desk.Language]map[string]string {
	forms := map[desk.Language]map[string]string{desk.English: {}, desk.French: {}}
	language := desk.English
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(line, "#"):
		case words[0] == "|":
			language = desk.French
		default:
			for _, form := range words[1:] {
				forms[language][form] = words[0]
			}
		}
	}
	return forms
}
