package triage

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// CaseKind says why an operator should know of a message at once.
type CaseKind string

// The kinds of case.
const (
	Urgent     CaseKind = "urgent"     // harm or loss within hours
	Legal      CaseKind = "legal"      // a lawyer, a court, an authority, a right claimed in form
	Vulnerable CaseKind = "vulnerable" // illness, bereavement, danger, hardship, despair, a child
)

// Case is one such reason and the words of the message, as written, that gave it.
type Case struct {
	Kind  CaseKind
	Words []string
}

//go:embed lexicon/cases.txt
var casesText string

var casesBook, casesFault = parsePhrases(casesText)

// Cases gives the cases that a text is, each kind at most once, urgent first; nil for none. English and French are both
// looked for, whatever the language given: an emergency is told in the tongue that comes first.
func Cases(text string, _ desk.Language) []Case { return casesOf(scanWords(excerpt(text))) }

func casesOf(words []word) []Case {
	if casesFault != nil {
		return nil
	}
	excluded := make([]bool, len(words))
	matches := casesBook.find(words)
	for _, m := range matches {
		for i := m.from; i < m.to && m.tag == "not"; i++ {
			excluded[i] = true
		}
	}
	general := generalQuestion(words)
	var cases []Case
	for _, kind := range []CaseKind{Urgent, Legal, Vulnerable} {
		if triggers := triggersOf(kind, matches, words, excluded, general); len(triggers) > 0 {
			cases = append(cases, Case{Kind: kind, Words: triggers})
		}
	}
	return cases
}

// generalQuestion tells whether a text asks about the world and not about its writer: "what does a mediator do?".
func generalQuestion(words []word) bool {
	asks := false
	for _, w := range words {
		if _, personal := personalWords[w.fold]; personal {
			return false
		}
		asks = asks || w.asks > 0
	}
	return asks
}

var personalWords = setOf("i im ive id ill me my mine we us our you your u ur je j me m moi mon ma mes nous on notre nos vous votre vos tu te ton ta tes")

// triggersOf gives the words of the matches of one kind that no exclusion touches, each once.
func triggersOf(kind CaseKind, matches []phraseMatch, words []word, excluded []bool, general bool) []string {
	var triggers []string
	for _, m := range matches {
		mine := m.tag == string(kind) || m.tag == string(kind)+" by itself" && !general
		if !mine || touched(excluded[m.from:m.to]) {
			continue
		}
		if text := wording(words[m.from:m.to]); len(triggers) < mostTriggers && !slices.Contains(triggers, text) {
			triggers = append(triggers, text)
		}
	}
	return triggers
}

// mostTriggers is how many triggers of a kind are told.
const mostTriggers = 8

// wording joins words as they were written.
func wording(words []word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

func touched(excluded []bool) bool { return slices.Contains(excluded, true) }
