package knowledge

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// Verdict says which side of a contradiction holds.
type Verdict string

// The verdicts.
const (
	LeftHolds  Verdict = "left"
	RightHolds Verdict = "right"
	BothHold   Verdict = "both" // they do not contradict each other: not found again for these two versions
)

// Ruling is what somebody found of a contradiction.
type Ruling struct {
	Contradiction string
	Verdict       Verdict
	By            string
	At            time.Time
}

// Settle keeps what an operator found of a contradiction. The side that does not hold is silenced until its page changes,
// and the other may be said again; with withdraw its whole page is taken out of use, unless both sides stand on one.
// NotFound where the contradiction is no longer there: one of its pages has changed.
func (l *Library) Settle(ctx context.Context, id string, verdict Verdict, withdraw bool, by string) (contradict.Contradiction, error) {
	list, err := l.conflicts.Contradictions(ctx)
	if err != nil {
		return contradict.Contradiction{}, err
	}
	for _, c := range list {
		if c.ID == id {
			return c, l.rule(ctx, c, verdict, withdraw, by)
		}
	}
	return contradict.Contradiction{}, desk.Errorf(desk.NotFound, "contradiction %s: it is settled, or one of its pages has changed", id)
}

func (l *Library) rule(ctx context.Context, c contradict.Contradiction, verdict Verdict, withdraw bool, by string) error {
	wrong := ""
	switch verdict {
	case LeftHolds:
		wrong = c.Right.Article
	case RightHolds:
		wrong = c.Left.Article
	case BothHold:
	default:
		return desk.Errorf(desk.Invalid, "verdict %q: use left, right or both", verdict)
	}
	if by == "" {
		return desk.Errorf(desk.Invalid, "contradiction %s: say which operator decides", c.ID)
	}
	if withdraw && c.Left.Article == c.Right.Article {
		return desk.Errorf(desk.Invalid, "contradiction %s: both passages stand on one page: mark the wrong one instead of withdrawing the page", c.ID)
	}
	if err := l.conflicts.Rule(ctx, Ruling{Contradiction: c.ID, Verdict: verdict, By: by, At: l.now()}); err != nil {
		return err
	}
	if !withdraw || wrong == "" {
		return nil
	}
	_, err := l.Withdraw(ctx, wrong, by)
	return err
}
