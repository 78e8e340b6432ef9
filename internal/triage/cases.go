package triage

import (
	_ "embed"
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
	var cases []Case
	for _, kind := range []CaseKind{Urgent, Legal, Vulnerable} {
		if triggers := triggersOf(kind, matches, words, excluded); len(triggers) > 0 {
			cases = append(cases, Case{Kind: kind, Words: triggers})
		}
	}
	return cases
}

// triggersOf gives the words of the matches of one kind that no exclusion touches.
func triggersOf(kind CaseKind, matches []phraseMatch, words []word, excluded []bool) []string {
	var triggers []string
	for _, m := range matches {
		if m.tag != string(kind) || touched(excluded[m.from:m.to]) {
			continue
		}
		parts := make([]string, 0, m.to-m.from)
		for _, w := range words[m.from:m.to] {
			parts = append(parts, w.text)
		}
		triggers = append(triggers, strings.Join(parts, " "))
	}
	return triggers
}

func touched(excluded []bool) bool {
	for _, e := range excluded {
		if e {
			return true
		}
	}
	return false
}
