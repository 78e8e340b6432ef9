package answer

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// definitionsMost is how much of definitions is said along, in code points.
const definitionsMost = 800

// withDefinitions adds the units that define a word which the chosen ones use: 14 days are another time where the page
// says that "days" are working days.
func withDefinitions(page Page, pick map[int]bool) map[int]bool {
	return along(page, pick, definitionsMost, func(u desk.Unit) bool { return definesOne(u, page, pick) })
}

func definesOne(u desk.Unit, page Page, pick map[int]bool) bool {
	for sentence := range analysis.SentenceTexts(u.Text) {
		term, ok := analysis.Defines(sentence)
		if ok && slices.ContainsFunc(page.Units, func(v desk.Unit) bool { return pick[v.Ordinal] && analysis.Uses(v.Text, term) }) {
			return true
		}
	}
	return false
}

// whole completes a choice of units with what must be said along: the rows and steps that were asked for, the words that
// the page defines, its exceptions.
func whole(question string, page Page, pick map[int]bool) map[int]bool {
	return withDefinitions(page, withExceptions(page, withSteps(question, page, withTables(question, page, pick))))
}
