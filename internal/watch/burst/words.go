package burst

import (
	_ "embed"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words.txt
var wordsFile string

// wordBook is the file, read.
type wordBook struct {
	things map[string]string   // stem of either language -> the thing
	pairs  map[string][]pair   // stem of the first word -> what follows it
	faint  map[string]struct{} // things that say little by themselves
	little map[string]struct{} // words, and their stems, that say nothing of a symptom
}

// pair is two words that mean a thing together.
type pair struct{ second, thing string }

var book = readBook(wordsFile)

func readBook(file string) wordBook {
	b := wordBook{things: map[string]string{}, pairs: map[string][]pair{}, faint: map[string]struct{}{}, little: map[string]struct{}{}}
	stemmers := []*analysis.Stemmer{analysis.NewStemmer(desk.English), analysis.NewStemmer(desk.French)}
	section := ""
	for row := range strings.Lines(file) {
		row = strings.TrimSpace(row)
		switch {
		case row == "" || row[0] == '#':
		case row[0] == '[':
			section = row
		case section == "[things]":
			b.thing(row, stemmers)
		default:
			for w := range strings.FieldsSeq(row) {
				b.little[w] = struct{}{}
				for _, s := range stemmers {
					b.little[s.Stem(w)] = struct{}{}
				}
			}
		}
	}
	return b
}

// thing reads a line of the list of things. What a customer may have written there too, never begins with the sign =.
func (b *wordBook) thing(row string, stemmers []*analysis.Stemmer) {
	name, words, _ := strings.Cut(row, "=")
	name, faint := strings.CutSuffix(strings.TrimSpace(name), "?")
	name = "=" + name
	if faint {
		b.faint[name] = struct{}{}
	}
	for w := range strings.FieldsSeq(words) {
		first, second, joined := strings.Cut(w, "+")
		for _, s := range stemmers {
			if stem := s.Stem(first); joined {
				b.pairs[stem] = append(b.pairs[stem], pair{second: second, thing: name})
			} else {
				b.things[stem] = name
			}
		}
	}
}
