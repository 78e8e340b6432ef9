package flow

import (
	"fmt"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// reported looks for sentences of a draft that customers have called wrong, and nobody has found to be right since: those
// with the same words, and those that stand on the same passage. It gives a finding for each, so that whoever checks the
// draft sees which. A courtesy says nothing that could be wrong.
func reported(draft desk.Draft, frozen []desk.Claim) []desk.Finding {
	var found []desk.Finding
	for n, claim := range draft.Claims {
		for _, told := range frozen {
			if claim.Kind == desk.CourtesyClaim || len(told.Evidence) == 0 || !sameSaying(claim, told) {
				continue
			}
			found = append(found, desk.Finding{
				Check: "reported", Severity: desk.Warn, Claim: n, Message: fmt.Sprintf("a customer called this wrong: %q", told.Text),
			})
			break
		}
	}
	return found
}

func sameSaying(a, b desk.Claim) bool {
	if plain(a.Text) == plain(b.Text) {
		return true
	}
	for _, x := range a.Evidence {
		for _, y := range b.Evidence {
			if samePassage(x, y) {
				return true
			}
		}
	}
	return false
}

// samePassage tells whether two quotes are of one passage: of a version the spans touch, of any the words are the same.
// So a page that was changed elsewhere frees nothing, and one whose passage was put right does.
func samePassage(a, b desk.Evidence) bool {
	if a.Article != b.Article {
		return false
	}
	if a.Version == b.Version && (a.Unit != "" && a.Unit == b.Unit || a.Start < b.End && b.Start < a.End) {
		return true
	}
	return a.Quote != "" && plain(a.Quote) == plain(b.Quote)
}

// plain is a sentence without what does not change what it says.
func plain(text string) string {
	return strings.Trim(strings.ToLower(strings.Join(strings.Fields(text), " ")), " .!?…:;")
}
