package review

import (
	"context"
	"errors"
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
// Invalid for another verb or an edit without text, NotFound for no such turn, Conflict, with a sentence that says what
// happened to it, for a turn no longer held: of several acts at the same instant one is done, and the others change
// nothing.
func (s *Service) Decide(ctx context.Context, turnID string, verb Verb, text string, by desk.Operator) error {
	turn, err := s.store.Turn(ctx, turnID)
	if err != nil {
		return err
	}
	err = s.decide(ctx, turn, verb, text, by)
	if desk.Is(err, desk.Conflict) {
		return s.gone(ctx, turnID, err)
	}
	return err
}

func (s *Service) decide(ctx context.Context, turn desk.Turn, verb Verb, text string, by desk.Operator) error {
	switch verb {
	case Approve:
		return s.approve(ctx, turn, by)
	case Edit:
		return s.edit(ctx, turn, text, by)
	case Refuse:
		return s.refuse(ctx, turn, by)
	case TakeOver:
		return s.takeHeld(ctx, turn, by)
	}
	return desk.Errorf(desk.Invalid, "action %q: use approve, edit, refuse or take_over", verb)
}

// gone says what became of a draft that is no longer held.
func (s *Service) gone(ctx context.Context, turnID string, err error) error {
	turn, readErr := s.store.Turn(ctx, turnID)
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	return desk.Wrap(err, desk.Conflict, "this draft is no longer waiting, and nothing was sent: "+fate(turn))
}

// fate says in words how a turn that was held has ended.
func fate(turn desk.Turn) string {
	switch turn.State {
	case desk.Sent, desk.Clarified:
		return "somebody else has sent an answer already"
	case desk.HandedOver:
		return handedOver(turn.Reason)
	case desk.Superseded:
		return "a person has taken the conversation over"
	case desk.Merged:
		return "the customer wrote again, and the new message is answered with this one"
	case desk.Accepted, desk.Answering, desk.HeldBack:
	}
	return "look at how it stands now"
}

func handedOver(reason desk.Reason) string {
	why := map[desk.Reason]string{
		desk.ReviewRefused: "somebody else refused it, and a person answers",
		desk.ReviewLate:    "nobody had decided in time, and the conversation went to a person",
		desk.AssistantOff:  "the assistant was stopped, and the conversation went to a person",
	}[reason]
	if why == "" {
		return "the conversation went to a person"
	}
	return why
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
		change.Judged = s.judged(d, turn, true, by, now)
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

// judged is what an act on a draft says of its new claims: approved, they are known from now on, and what they say again of a
// refused claim is right after all; refused, neither they nor their like are said.
func (s *Service) judged(d desk.Decision, turn desk.Turn, right bool, by desk.Operator, now time.Time) []desk.JudgedClaim {
	var list []desk.JudgedClaim
	add := func(text string) {
		list = append(list, desk.JudgedClaim{
			ID: s.newID(), Turn: turn.ID, Text: text, Language: d.Draft.Language, Right: right, By: by.ID, At: now,
		})
	}
	for _, claim := range d.New {
		add(claim.Text)
		if right && claim.Like != "" {
			add(claim.Like)
		}
	}
	return list
}

func (s *Service) refuse(ctx context.Context, turn desk.Turn, by desk.Operator) error {
	d, err := s.store.Decision(ctx, turn.ID)
	if err != nil {
		return err
	}
	return s.onHeld(ctx, turn, desk.HandedOver, desk.ReviewRefused, func(cur conversation.Current, change *conversation.Change, now time.Time) error {
		change.Judged = s.judged(d, turn, false, by, now)
		return s.handOver(change, cur, turn.ID, desk.ReviewRefused, now)
	})
}

// takeHeld makes an operator the owner of a conversation with a held draft. Of two who take it at the same instant one
// gets it.
func (s *Service) takeHeld(ctx context.Context, turn desk.Turn, by desk.Operator) error {
	return s.store.ChangeConversation(ctx, turn.Conversation, func(cur conversation.Current) (conversation.Change, error) {
		if t, open := cur.Turn(turn.ID); !open || t.State != desk.HeldBack {
			return conversation.Change{}, notHeld()
		}
		return s.takeOver(cur, by), nil
	})
}

func notHeld() error { return desk.Errorf(desk.Conflict, "this draft is no longer waiting") }

// onHeld plans a change on a turn that is still held.
func (s *Service) onHeld(ctx context.Context, turn desk.Turn, to desk.TurnState, reason desk.Reason,
	plan func(conversation.Current, *conversation.Change, time.Time) error,
) error {
	return s.store.ChangeConversation(ctx, turn.Conversation, func(cur conversation.Current) (conversation.Change, error) {
		t, open := cur.Turn(turn.ID)
		if !open || t.State != desk.HeldBack {
			return conversation.Change{}, notHeld()
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
