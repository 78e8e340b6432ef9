package guard

import (
	"errors"
	"fmt"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// inForce holds every claim to text whose contract holds at the moment of the decision: approved, begun, not ended. A
// review date that has passed is noted, since an overdue review does not make a text wrong.
//
// It catches draft, withdrawn, expired and future text. It cannot know that a text is wrong although its contract holds.
func inForce(in Input) ([]desk.Finding, error) {
	if in.At.IsZero() {
		return nil, errors.New("check inforce: Input.At is zero, so no contract can be judged; the caller must say what time it is")
	}
	var found []desk.Finding
	for n, claim := range in.Draft.Claims {
		for s := range sourcesOf(in, claim) {
			c := in.Sources[s].Contract
			switch {
			case !c.InForce(in.At):
				found = append(found, desk.Finding{
					Check: "inforce", Severity: desk.Block, Claim: n,
					Message: fmt.Sprintf("%q %s", in.Sources[s].Title, lapse(c, in.At)),
				})
			case !c.ReviewBy.IsZero() && in.At.After(c.ReviewBy):
				found = append(found, desk.Finding{
					Check: "inforce", Severity: desk.Note, Claim: n,
					Message: fmt.Sprintf("%q was to be reviewed by %s", in.Sources[s].Title, c.ReviewBy.Format(time.DateOnly)),
				})
			}
		}
	}
	return found, nil
}

// lapse says in words why a contract does not hold.
func lapse(c desk.Contract, at time.Time) string {
	switch {
	case c.Status == desk.StatusWithdrawn:
		return "was withdrawn"
	case c.Status != desk.StatusApproved:
		return "is not approved"
	case at.Before(c.ValidFrom):
		return "is valid only from " + c.ValidFrom.Format(time.DateOnly)
	}
	return "was valid until " + c.ValidUntil.Format(time.DateOnly)
}
