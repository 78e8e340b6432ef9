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

// wantsPerson looks for a wish that no exclusion takes back: none reaches its last word or lies within it.
func wantsPerson(words []word) bool {
	if personFault != nil {
		return true // a broken list must not keep anybody from a person
	}
	var wishes, exclusions []phraseMatch
	for _, m := range personBook.find(words) {
		if m.tag == "want" {
			wishes = append(wishes, m)
		} else {
			exclusions = append(exclusions, m)
		}
	}
	return slices.ContainsFunc(wishes, func(wish phraseMatch) bool {
		return !slices.ContainsFunc(exclusions, wish.takenBackBy)
	})
}

// takenBackBy tells whether an exclusion covers the last word of a match or lies within it.
func (m phraseMatch) takenBackBy(exclusion phraseMatch) bool {
	return exclusion.from < m.to && exclusion.to >= m.to || exclusion.from >= m.from && exclusion.to <= m.to
}
