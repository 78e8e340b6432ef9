package conversation

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Claim is the right to answer a turn, until somebody raises its epoch.
type Claim struct {
	Turn         string
	Conversation string
	Epoch        int64
}

const (
	// customerSilence is after how long an answered conversation counts as resolved.
	customerSilence = 72 * time.Hour
)

// Settle writes the decision on a claimed turn and does what it says, in one transaction: the ledger row, the words to
// the customer, the promise, the new state. It fails with Conflict where the claim is lost: the caller drops its work.
func (s *Service) Settle(ctx context.Context, claim Claim, d desk.Decision) error {
	return s.store.ChangeConversation(ctx, claim.Conversation, func(cur Current) (Change, error) {
		turn, open := cur.Turn(claim.Turn)
		if !open || turn.State != desk.Answering || turn.Epoch != claim.Epoch {
			return Change{}, desk.Errorf(desk.Conflict, "turn %s is no longer ours to answer", claim.Turn)
		}
		return s.settle(cur, turn, d)
	})
}

// End hands over a turn that nobody answered in time, whatever its claim. It fails with Conflict where the turn has
// ended meanwhile.
func (s *Service) End(ctx context.Context, conversation, id string, reason desk.Reason) error {
	return s.store.ChangeConversation(ctx, conversation, func(cur Current) (Change, error) {
		turn, open := cur.Turn(id)
		if !open {
			return Change{}, desk.Errorf(desk.Conflict, "turn %s has ended", id)
		}
		d := desk.Decision{Action: desk.HandOver, Reason: reason, Topic: turn.Topic, Language: cur.Conversation.Language}
		return s.settle(cur, turn, d)
	})
}

func (s *Service) settle(cur Current, turn desk.Turn, d desk.Decision) (Change, error) {
	now := s.now()
	d, err := unfrozen(cur, d)
	if err != nil {
		return Change{}, err
	}
	d, tellings, err := s.rationed(cur, turn, d, now)
	if err != nil {
		return Change{}, err
	}
	c := cur.Conversation
	c.Language = d.Language.Or(c.Language).Or(desk.English)
	c.Updated = now
	if d.Topic != "" {
		team, err := cur.TeamOf(d.Topic)
		if err != nil {
			return Change{}, err
		}
		c.Team = team
	}
	change := Change{Conversation: c, Decision: &d, DecisionTurn: turn.ID, Tellings: tellings, At: now}
	move := TurnMove{Turn: turn.ID, From: turn.State, Epoch: turn.Epoch, Reason: d.Reason, Topic: d.Topic, At: now}
	switch d.Action {
	case desk.Send:
		move.To = desk.Sent
		s.say(&change, turn, d, now)
	case desk.Clarify:
		move.To = desk.Clarified
		s.say(&change, turn, d, now)
	case desk.Hold:
		move.To = desk.HeldBack
		err = s.hold(&change, &move, cur, turn, now)
	case desk.HandOver:
		move.To = desk.HandedOver
		err = s.handOver(&change, cur, turn.ID, d.Reason, now)
		change.Wait = waitOf(c, turn, d)
	}
	change.Turns = append(change.Turns, move)
	return change, err
}

// rationed holds back what says something new where enough customers were told new things that no person has seen. The count
// is taken in the transaction that tells one more, so that no two servers tell the last one twice. What may bind the
// company, or was refused, is never told, whoever decided so.
func (s *Service) rationed(cur Current, turn desk.Turn, d desk.Decision, now time.Time) (desk.Decision, []desk.Telling, error) {
	if d.Action != desk.Send || len(d.New) == 0 {
		return d, nil, nil
	}
	var tellings []desk.Telling
	for i, claim := range d.New {
		if claim.Novelty != desk.FreshClaim {
			d.Action, d.Reason = desk.Hold, desk.SaysNew
			return d, nil, nil
		}
		tellings = append(tellings, desk.Telling{
			Turn: turn.ID, N: i, Conversation: cur.Conversation.ID, Customer: cur.Conversation.Customer, State: desk.TellingOpen, At: now,
		})
	}
	if cur.Conversation.Trial {
		return d, nil, nil // nobody is told
	}
	exposure, err := cur.Exposure(now)
	if err == nil && exposure.Spent() {
		d.Action, d.Reason = desk.Hold, desk.NoveltySpent
		for i := range tellings {
			tellings[i].State = desk.TellingKept
		}
	}
	return d, tellings, err
}

// say puts the draft before the customer as the assistant's message.
func (s *Service) say(change *Change, turn desk.Turn, d desk.Decision, now time.Time) {
	c := &change.Conversation
	c.State, c.Owner, c.Due = desk.WaitingCustomer, desk.Owner{Kind: desk.OwnedByAssistant}, now.Add(customerSilence)
	change.Messages = append(change.Messages, desk.Message{
		ID: s.newID(), Conversation: c.ID, Turn: turn.ID, Author: desk.ByAssistant, Text: d.Draft.Text,
		Language: d.Draft.Language.Or(c.Language), Claims: d.Draft.Claims, Created: now,
	})
	if d.Unread {
		change.Messages = append(change.Messages, s.notice(*c, turn.ID, words{language: c.Language}.unread(), c.Language, now))
	}
}

// hold keeps the draft for an operator, and tells the customer so at once, with a time.
func (s *Service) hold(change *Change, move *TurnMove, cur Current, turn desk.Turn, now time.Time) error {
	roster, err := cur.Roster(change.Conversation.Team, now)
	if err != nil {
		return err
	}
	c := &change.Conversation
	promise := s.promise(*c, turn.ID, roster, now)
	move.Due = promise.By
	c.State, c.Owner, c.Due = desk.WaitingPerson, desk.Owner{Kind: desk.OwnedByAssistant}, promise.By
	replacePromise(change, cur, promise)
	change.Messages = append(change.Messages, s.notice(*c, turn.ID, s.words(c.Language, roster, now).held(promise.By), c.Language, now))
	return nil
}

// handOver gives the conversation to its team, and tells the customer what happens next and by when.
func (s *Service) handOver(change *Change, cur Current, turn string, reason desk.Reason, now time.Time) error {
	roster, err := cur.Roster(change.Conversation.Team, now)
	if err != nil {
		return err
	}
	c := &change.Conversation
	promise := s.promise(*c, turn, roster, now)
	c.State, c.Owner, c.Due = desk.WaitingPerson, desk.Owner{Kind: desk.OwnedByTeam, ID: c.Team}, promise.By
	replacePromise(change, cur, promise)
	change.Messages = append(change.Messages, s.notice(*c, turn, s.words(c.Language, roster, now).handOver(reason, promise.By), c.Language, now))
	return nil
}

func replacePromise(change *Change, cur Current, promise *desk.Promise) {
	if cur.Promise != nil {
		change.ClosePromise = desk.PromiseWithdrawn
	}
	change.NewPromise = promise
}

func (s *Service) promise(c desk.Conversation, turn string, roster Roster, now time.Time) *desk.Promise {
	return &desk.Promise{
		ID: s.newID(), Conversation: c.ID, Turn: turn, Team: roster.Team.ID, State: desk.PromiseOpen,
		By: roster.By(now, s.cfg.Zone), Created: now,
	}
}

func (s *Service) notice(c desk.Conversation, turn, text string, language desk.Language, now time.Time) desk.Message {
	return desk.Message{
		ID: s.newID(), Conversation: c.ID, Turn: turn, Author: desk.ByDesk, Text: text, Language: language, Created: now,
	}
}
