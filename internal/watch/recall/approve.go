package recall

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Approve lets a correction go out, as the approver has read it: in that revision. Forbidden for who wrote on it, but for a
// desk on which nobody else may approve, with a reason that goes on record; Conflict where the words or the list are no longer
// those.
func (s *Service) Approve(ctx context.Context, id string, revision int64, by desk.Operator, alone string) error {
	r, err := s.book.Recall(ctx, id)
	if err != nil {
		return err
	}
	if r.State != Waiting {
		return gone(r)
	}
	if r.Revision != revision {
		return desk.Errorf(desk.Conflict, "this recall was changed since you read it, and nothing was sent: read it again")
	}
	own := slices.Contains(r.Writers, by.ID)
	alone = strings.TrimSpace(alone)
	if own && alone == "" {
		return desk.Errorf(desk.Forbidden, "you wrote this correction: another lead or owner approves it; where there is no other, say so with a reason")
	}
	if utf8.RuneCountInString(alone) > seedLongest {
		return desk.Errorf(desk.Invalid, "the reason: at most %d characters", seedLongest)
	}
	l, err := s.again(ctx, r)
	if err != nil {
		return err
	}
	before, err := s.book.Recipients(ctx, id)
	if err != nil {
		return err
	}
	if read, now := addressed(shownOf(before)), addressed(l.recipients); !maps.Equal(read, now) {
		if err := s.step(ctx, r, Waiting, "recall:list", by.ID, func(step *Step) { step.List, step.To.Partial = l.recipients, l.partial }); err != nil {
			return err
		}
		return desk.Errorf(desk.Conflict, "the list has changed since you read it, from %d to %d, and nothing was sent: look at it again", len(read), len(now))
	}
	corrections, err := s.book.Corrections(ctx, id)
	if err != nil {
		return err
	}
	if err := s.complete(ctx, r, l, &corrections); err != nil {
		return err
	}
	return s.step(ctx, r, Sending, "recall:approve", by.ID, func(step *Step) {
		step.List, step.Queue, step.Alone = l.recipients, true, own
		step.To.ApprovedBy, step.To.Approved = by.ID, step.At
		if own {
			step.To.Alone = alone
		}
	})
}

// addressed are the claims whose customers get the correction.
func addressed(list []Recipient) map[Place]bool {
	out := map[Place]bool{}
	for _, r := range list {
		if r.Standing == Listed {
			out[Place{r.Turn, r.Claim}] = true
		}
	}
	return out
}

func shownOf(list []Shown) []Recipient {
	out := make([]Recipient, len(list))
	for i, one := range list {
		out[i] = one.Recipient
	}
	return out
}

// GiveBack has a correction written anew.
func (s *Service) GiveBack(ctx context.Context, id, reason string, by desk.Operator) error {
	return s.end(ctx, id, Drafting, "recall:back", reason, by)
}

// Dismiss ends a recall for which there is nothing to put right.
func (s *Service) Dismiss(ctx context.Context, id, reason string, by desk.Operator) error {
	if strings.TrimSpace(reason) == "" {
		return desk.Errorf(desk.Invalid, "the reason: say why nobody is corrected; it goes on record")
	}
	return s.end(ctx, id, Dismissed, "recall:dismiss", reason, by)
}

// Close ends a recall whose corrections have all gone out. Conflict while any is on its way.
func (s *Service) Close(ctx context.Context, id string, by desk.Operator) error {
	return s.end(ctx, id, Closed, "recall:close", "", by)
}

func (s *Service) end(ctx context.Context, id string, to State, deed, reason string, by desk.Operator) error {
	r, err := s.book.Recall(ctx, id)
	if err != nil {
		return err
	}
	if !May(r.State, to) {
		return gone(r)
	}
	if runes := []rune(strings.TrimSpace(reason)); len(runes) > seedLongest {
		return desk.Errorf(desk.Invalid, "the reason: at most %d characters", seedLongest)
	}
	return s.step(ctx, r, to, deed, by.ID, func(step *Step) {
		step.To.Reason = strings.TrimSpace(reason)
		if to == Closed || to == Dismissed {
			step.To.EndedBy, step.To.Ended = by.ID, step.At
		}
	})
}
