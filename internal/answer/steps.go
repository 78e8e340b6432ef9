package answer

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// withSteps adds the steps that stand under the same headings to what is quoted for somebody who asks how to do a thing:
// the sentence before them often has the question's words, and does not answer it.
func withSteps(question string, page Page, pick map[int]bool) map[int]bool {
	if !asksHow(question) {
		return pick
	}
	for _, u := range page.Units {
		if !pick[u.Ordinal] || u.Kind == desk.Steps {
			continue
		}
		for _, steps := range page.Units {
			if steps.Kind == desk.Steps && slices.Equal(steps.Path, u.Path) && sameScope(steps.Scope, u.Scope) {
				pick[steps.Ordinal] = true
			}
		}
	}
	return pick
}

// asksHow tells whether a question asks for a way to do something, in English or French. "How long" and "how much" ask
// for something else.
func asksHow(question string) bool {
	folded := " " + strings.Join(strings.Fields(analysis.Fold(question)), " ")
	for _, ask := range []string{
		" how do ", " how can ", " how to ", " how should ", " steps", " where do i ", " what do i do", " comment ", " etapes", " marche a suivre", " que dois-je faire", " que faire",
	} {
		if strings.Contains(folded, ask) {
			return true
		}
	}
	return false
}
