package analysis

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Stemmer gives the stems of one language and remembers them. It is not safe for concurrent use; make one for each
// piece of work.
type Stemmer struct {
	language desk.Language
	known    map[string]string
}

// NewStemmer makes a stemmer. A language other than French is stemmed as English.
func NewStemmer(language desk.Language) *Stemmer {
	return &Stemmer{language: language, known: map[string]string{}}
}

// Language gives the stemmer's language.
func (s *Stemmer) Language() desk.Language { return s.language }

// Stem gives the Snowball stem of a folded word, and numbers as they are. The French stemmer sees the folded word, so
// that a customer without accents meets the same stem.
func (s *Stemmer) Stem(word string) string {
	if len(word) < 3 || len(word) > 64 || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	if stem, ok := s.known[word]; ok {
		return stem
	}
	stem := ""
	if s.language == desk.French {
		stem = french.Stem(word, false)
	} else {
		stem = english.Stem(strings.TrimSuffix(word, "'s"), false)
	}
	if len(s.known) < 200_000 {
		s.known[word] = stem
	}
	return stem
}

// Terms gives the stems of the content words of a text, in order, stop words left out.
func (s *Stemmer) Terms(text string) []string {
	tokens := Tokens(text)
	terms := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if !Stop(s.language, t.Text) {
			terms = append(terms, s.Stem(t.Text))
		}
	}
	return terms
}
