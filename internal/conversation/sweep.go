package conversation

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Overdue is what the sweeper must look at.
type Overdue struct {
	Turns     []desk.Turn         // open and past due: hand over
	Unclaimed []Claim             // accepted and not begun, or begun and the lease lost: answer
	Promises  []desk.Promise      // open and past
	Silent    []desk.Conversation // the customer has not come back: resolve
	Ownerless []desk.Conversation // not resolved, and nobody answers for it: hand over
}

// Sweep does once what is overdue. resume is called for each turn that somebody should begin to answer; it must not
// wait. An error about one thing does not keep the others waiting; all are returned.
func (s *Service) Sweep(ctx context.Context, resume func(Claim)) error {
	due, err := s.store.Overdue(ctx, s.now(), 500)
	if err != nil {
		return err
	}
	var errs []error
	for _, t := range due.Turns {
		reason := desk.Deadline
		if t.State == desk.HeldBack {
			reason = desk.ReviewLate
		}
		errs = append(errs, unlessLost(s.End(ctx, t.Conversation, t.ID, reason)))
	}
	for _, claim := range due.Unclaimed {
		resume(claim)
	}
	for _, p := range due.Promises {
		errs = append(errs, unlessLost(s.Miss(ctx, p)))
	}
	for _, c := range due.Silent {
		errs = append(errs, unlessLost(s.resolveSilent(ctx, c)))
	}
	for _, c := range due.Ownerless {
		errs = append(errs, unlessLost(s.adopt(ctx, c)))
	}
	return errors.Join(errs...)
}

// unlessLost drops the error of a step that somebody else took first: that is what the compare-and-set is for.
func unlessLost(err error) error {
	if desk.Is(err, desk.Conflict) || desk.Is(err, desk.NotFound) {
		return nil
	}
	return err
}

// Miss closes a promise that was not kept. The first time the customer hears a new time; after the second nobody is
// told one more date, and the conversation goes to the desk's owner.
func (s *Service) Miss(ctx context.Context, p desk.Promise) error {
	return s.store.ChangeConversation(ctx, p.Conversation, func(cur Current) (Change, error) {
		if cur.Promise == nil || cur.Promise.ID != p.ID {
			return Change{}, desk.Errorf(desk.Conflict, "promise %s is closed", p.ID)
		}
		now := s.now()
		c := cur.Conversation
		roster, err := cur.Roster(c.Team, now)
		if err != nil {
			return Change{}, err
		}
		promise := s.promise(c, p.Turn, roster, now)
		promise.Misses = p.Misses + 1
		c.Updated, c.Due = now, promise.By
		change := Change{ClosePromise: desk.PromiseMissed, At: now}
		if promise.Misses == 1 {
			language := c.Language.Or(desk.English)
			change.NewPromise = promise
			change.Messages = []desk.Message{s.notice(c, p.Turn, s.words(language, roster, now).missed(promise.By), language, now)}
		} else {
			c.Owner = desk.Owner{Kind: desk.OwnedByTeam, ID: OwnersTeam}
		}
		if c.State == desk.WaitingCustomer {
			c.State = desk.WaitingPerson
		}
		change.Conversation = c
		return change, nil
	})
}

// OwnersTeam stands for the operators whose role is owner: what was missed twice lies with them.
const OwnersTeam = "owners"

func (s *Service) resolveSilent(ctx context.Context, seen desk.Conversation) error {
	return s.store.ChangeConversation(ctx, seen.ID, func(cur Current) (Change, error) {
		c, now := cur.Conversation, s.now()
		if c.State != desk.WaitingCustomer || c.Due.After(now) || len(cur.Open) > 0 {
			return Change{}, desk.Errorf(desk.Conflict, "conversation %s moved on", c.ID)
		}
		c.State, c.Due, c.Updated = desk.Resolved, time.Time{}, now
		return Change{Conversation: c, At: now}, nil
	})
}

// adopt hands a conversation that nobody answers for to its team. No path leads there; a row edited by hand might.
func (s *Service) adopt(ctx context.Context, seen desk.Conversation) error {
	return s.store.ChangeConversation(ctx, seen.ID, func(cur Current) (Change, error) {
		c, now := cur.Conversation, s.now()
		if len(cur.Open) > 0 || c.State == desk.Resolved {
			return Change{}, desk.Errorf(desk.Conflict, "conversation %s moved on", c.ID)
		}
		c.Language = c.Language.Or(desk.English)
		if c.Team == "" {
			c.Team = s.cfg.CommonTeam
		}
		c.Updated = now
		change := Change{Conversation: c, At: now}
		return change, s.handOver(&change, cur, "", desk.Fault, now)
	})
}
