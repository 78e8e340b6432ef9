package triage

import (
	_ "embed"
	"slices"
)

//go:embed lexicon/person.txt
var personText string

// personBook holds the patterns of lexicon/person.txt; a test says that the file parses.
var personBook, personFault = parsePhrases(personText)

// WantsPerson tells whether a customer asks for a human, in English or French whatever the conversation is in, spelt
// well or badly. It is made for recall: a message that is little more than "agent" or "un humain" is a wish. A wish that
// the same words take back ("no need to transfer me"), and words that only look alike ("user agent", "ressources
// humaines"), are none.
func WantsPerson(text string) bool { return wantsPerson(scanWords(excerpt(text))) }

// wantsPerson looks for a wish that no exclusion takes back.
func wantsPerson(words []word) bool {
	if personFault != nil {
		return true // a broken list must not keep anybody from a person
	}
	matches := personBook.find(words)
	taken := takenBack(matches, len(words))
	return slices.ContainsFunc(matches, func(m phraseMatch) bool { return m.tag == "want" && !taken.covers(m) })
}

// exclusions says of each word where the shortest and the longest exclusion that begin there end; 0 where none does.
type exclusions struct {
	shortest, longest []int
}

func takenBack(matches []phraseMatch, n int) exclusions {
	e := exclusions{make([]int, n), make([]int, n)}
	for _, m := range matches {
		if m.tag != "not" {
			continue
		}
		e.longest[m.from] = max(e.longest[m.from], m.to)
		if e.shortest[m.from] == 0 || m.to < e.shortest[m.from] {
			e.shortest[m.from] = m.to
		}
	}
	return e
}

// longestExclusion is how many words before a wish an exclusion that reaches its last word can begin.
const longestExclusion = 24

// covers tells whether an exclusion reaches the last word of a wish, or lies within it.
func (e exclusions) covers(wish phraseMatch) bool {
	for i := max(0, wish.to-longestExclusion); i < wish.to; i++ {
		if e.longest[i] >= wish.to || i >= wish.from && e.shortest[i] > 0 && e.shortest[i] <= wish.to {
			return true
		}
	}
	return false
}
