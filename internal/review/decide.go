package review

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Verb is what an operator may do with a held draft.
type Verb string

// The verbs.
const (
	Approve  Verb = "approve"
	Edit     Verb = "edit"
	Refuse   Verb = "refuse"
	TakeOver Verb = "take_over"
)

// Decide acts on a held turn. Approve sends the draft as it stands, as the assistant's words; Edit sends the operator's
// text as the operator's words; Refuse hands over with words to the customer; TakeOver makes the operator the owner.
// Invalid for another verb or an edit without text, NotFound for no such turn, Conflict for a turn no longer held.
func (s *Service) Decide(ctx context.Context, turnID string, verb Verb, text string, by desk.Operator) error {
	turn, err := s.store.Turn(ctx, turnID)
	if err != nil {
		return err
	}
	switch verb {
	case Approve:
		return s.approve(ctx, turn, by)
	case Edit:
		return s.edit(ctx, turn, text, by)
	case Refuse:
		return s.refuse(ctx, turn)
	case TakeOver:
		return s.TakeOver(ctx, turn.Conversation, by)
	}
	return desk.Errorf(desk.Invalid, "action %q: use approve, edit, refuse or take_over", verb)
}

func (s *Service) approve(ctx context.Context, turn desk.Turn, by desk.Operator) error {
	d, err := s.store.Decision(ctx, turn.ID)
	if err != nil {
		return err
	}
	return s.onHeld(ctx, turn, desk.Sent, desk.ReviewApproved, func(cur conversation.Current, change *conversation.Change, now time.Time) error {
		answered(cur, change, desk.Owner{Kind: desk.OwnedByAssistant}, now)
		change.Messages = []desk.Message{{
			ID: s.newID(), Conversation: turn.Conversation, Turn: turn.ID, Author: desk.ByAssistant, Operator: by.ID,
			Text: d.Draft.Text, Language: d.Draft.Language, Claims: d.Draft.Claims, Created: now,
		}}
		d.Action, d.Reason = desk.Send, desk.ReviewApproved
		change.Decision, change.DecisionTurn = &d, turn.ID
		return nil
	})
}

func (s *Service) edit(ctx context.Context, turn desk.Turn, text string, by desk.Operator) error {
	text, err := conversation.Clean(text, messageLimit)
	if err != nil {
		return err
	}
	return s.onHeld(ctx, turn, desk.Sent, desk.ReviewEdited, func(cur conversation.Current, change *conversation.Change, now time.Time) error {
		answered(cur, change, desk.Owner{Kind: desk.OwnedByPerson, ID: by.ID}, now)
		change.Messages = []desk.Message{{
			ID: s.newID(), Conversation: turn.Conversation, Turn: turn.ID, Author: desk.ByOperator, Operator: by.ID,
			Text: text, Language: cur.Conversation.Language, Created: now,
		}}
		return nil
	})
}

func (s *Service) refuse(ctx context.Context, turn desk.Turn) error {
	return s.onHeld(ctx, turn, desk.HandedOver, desk.ReviewRefused, func(cur conversation.Current, change *conversation.Change, now time.Time) error {
		return s.handOver(change, cur, turn.ID, desk.ReviewRefused, now)
	})
}

// onHeld plans a change on a turn that is still held.
func (s *Service) onHeld(ctx context.Context, turn desk.Turn, to desk.TurnState, reason desk.Reason,
	plan func(conversation.Current, *conversation.Change, time.Time) error,
) error {
	return s.store.ChangeConversation(ctx, turn.Conversation, func(cur conversation.Current) (conversation.Change, error) {
		t, open := cur.Turn(turn.ID)
		if !open || t.State != desk.HeldBack {
			return conversation.Change{}, desk.Errorf(desk.Conflict, "this draft is no longer waiting: somebody decided on it, or the customer wrote again")
		}
		now := s.now()
		c := cur.Conversation
		c.Updated = now
		change := conversation.Change{Conversation: c, At: now, Turns: []conversation.TurnMove{{
			Turn: t.ID, From: t.State, Epoch: t.Epoch, To: to, Reason: reason, Topic: t.Topic, At: now,
		}}}
		return change, plan(cur, &change, now)
	})
}

func answered(cur conversation.Current, change *conversation.Change, owner desk.Owner, now time.Time) {
	c := &change.Conversation
	c.State, c.Owner, c.Due = desk.WaitingCustomer, owner, now.Add(customerSilence)
	if cur.Promise != nil {
		change.ClosePromise = desk.PromiseKept
	}
}
