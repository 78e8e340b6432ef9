package burst

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	// apart is how many words the second word of a pair may stand behind the first: "logs me out".
	apart = 3
	// termsMost bounds what is kept of one question: a long letter says its matter early.
	termsMost = 24
)

// Read gives what a question is about: stems of its content words, and for the words of the list (words.txt) the thing that
// they mean in either language. Each once, in order of the alphabet. A greeting, a number or an empty question gives
// nothing, and so does one that says no more than what every second question says.
func Read(text string, language desk.Language) []string {
	s := analysis.NewStemmer(language)
	tokens := analysis.Tokens(text)
	var terms []string
	skip := map[int]bool{}
	telling := 0
	for i, t := range tokens {
		if skip[i] || t.Number() || len(terms) == termsMost {
			continue
		}
		term, at := named(s, tokens, i)
		if at > 0 {
			skip[at] = true
		}
		if term == "" || slices.Contains(terms, term) {
			continue
		}
		terms = append(terms, term)
		if _, faint := book.faint[term]; !faint {
			telling++
		}
	}
	if telling == 0 && len(terms) < 2 {
		return nil
	}
	slices.Sort(terms)
	return terms
}

// named gives the term of one word, empty for a word that says nothing here. at is the place of the other word of its pair.
func named(s *analysis.Stemmer, tokens []analysis.Token, i int) (term string, at int) {
	word := tokens[i].Text
	stem := s.Stem(word)
	for j := i + 1; j < len(tokens) && j <= i+apart; j++ {
		for _, p := range book.pairs[stem] {
			if p.second == tokens[j].Text {
				return p.thing, j
			}
		}
	}
	if thing, ok := book.things[stem]; ok {
		return thing, 0
	}
	_, little := book.little[word]
	_, littleStem := book.little[stem]
	if little || littleStem || len(word) < 3 || analysis.Stop(s.Language(), word) {
		return "", 0
	}
	return stem, 0
}
