package conversation

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Incoming is a customer's message at the door.
type Incoming struct {
	Conversation string // empty: a new one
	Opening      Opening
	Text         string
	Language     desk.Language // as the customer or the page states it; Unknown: triage finds out
	Key          *IdempotencyKey
	Files        []string // ids of files that came before
	FileLimits   desk.FileLimits
	Carried      []desk.Upload // files that come with it; they get their conversation here
}

// Accepted is a message that will not be lost.
type Accepted struct {
	Conversation string
	Turn         string
	Message      string
	State        desk.TurnState // Accepted, or HandedOver where a person has the conversation
}

// Accept takes a message and opens its turn, in one transaction. It fails with Invalid or TooLarge for a text that
// cannot be taken, NotFound for a conversation that does not exist, Conflict for an idempotency key already used.
func (s *Service) Accept(ctx context.Context, in Incoming) (Accepted, error) {
	text, err := in.words(s.cfg.MessageLimit)
	if err != nil {
		return Accepted{}, err
	}
	in.Text = text
	now := s.now()
	turn := &desk.Turn{ID: s.newID(), Message: s.newID(), State: desk.Accepted, Created: now, Due: now.Add(s.cfg.AnswerWithin)}
	got := Accepted{Conversation: in.Conversation, Turn: turn.ID, Message: turn.Message, State: desk.Accepted}
	if in.Conversation == "" {
		in.Opening.Conversation.ID = s.newID()
		got.Conversation = in.Opening.Conversation.ID
		err = s.open(ctx, in, turn, now)
	} else {
		got.State, err = s.follow(ctx, in, turn, now)
	}
	if err != nil {
		return Accepted{}, err
	}
	return got, nil
}

func (s *Service) open(ctx context.Context, in Incoming, turn *desk.Turn, now time.Time) error {
	o := in.Opening
	if o.Customer.ID == "" {
		o.Customer.ID = s.newID()
	}
	c := &o.Conversation
	c.Customer, c.Language, c.Created = o.Customer.ID, in.Language, now
	if c.Team == "" {
		c.Team = s.cfg.CommonTeam
	}
	change := s.toAssistant(*c, in, turn, now)
	o.Conversation = change.Conversation
	return s.store.OpenConversation(ctx, o, change)
}

func (s *Service) toAssistant(c desk.Conversation, in Incoming, turn *desk.Turn, now time.Time) Change {
	turn.Conversation = c.ID
	c.State, c.Owner, c.Due, c.Updated = desk.WithAssistant, desk.Owner{Kind: desk.OwnedByAssistant}, turn.Due, now
	return Change{
		Conversation: c, NewTurn: turn, Key: in.Key, At: now, NewFiles: in.carried(c.ID, now), FileLimits: in.FileLimits,
		Messages: []desk.Message{{
			ID: turn.Message, Conversation: c.ID, Turn: turn.ID, Author: desk.ByCustomer, Text: in.Text, Language: in.Language, Files: in.files(), Created: now,
		}},
	}
}

// follow takes a further message. Where the assistant has the conversation, the new turn takes over what was still open;
// where a person has it, the message goes to that person and the assistant stays out.
func (s *Service) follow(ctx context.Context, in Incoming, turn *desk.Turn, now time.Time) (desk.TurnState, error) {
	state := desk.Accepted
	err := s.store.ChangeConversation(ctx, in.Conversation, func(cur Current) (Change, error) {
		if s.personHas(cur.Conversation) {
			state = desk.HandedOver
			return s.toPerson(cur, in, turn, now)
		}
		state = desk.Accepted
		change := s.toAssistant(cur.Conversation, in, turn, now)
		change.Turns = endOpen(cur, desk.Merged, now)
		if cur.Promise != nil {
			change.ClosePromise = desk.PromiseWithdrawn
		}
		return change, nil
	})
	return state, err
}

// personHas tells whether a person answers here: one has taken the conversation, or it was handed over and nobody has
// given it back. A held draft still belongs to the assistant: what the customer adds is answered anew.
func (s *Service) personHas(c desk.Conversation) bool {
	return c.State != desk.Resolved && c.Owner.Kind != desk.OwnedByAssistant
}

func (s *Service) toPerson(cur Current, in Incoming, turn *desk.Turn, now time.Time) (Change, error) {
	c := cur.Conversation
	turn.Conversation, turn.State, turn.Reason, turn.Decided = c.ID, desk.HandedOver, desk.PersonHasIt, now
	c.Updated = now
	change := Change{
		NewTurn: turn, Key: in.Key, At: now, NewFiles: in.carried(c.ID, now), FileLimits: in.FileLimits,
		Messages: []desk.Message{{
			ID: turn.Message, Conversation: c.ID, Turn: turn.ID, Author: desk.ByCustomer, Text: in.Text, Language: in.Language, Files: in.files(), Created: now,
		}},
	}
	if c.State == desk.WaitingCustomer && s.cfg.Closes(in.Text) && len(in.files()) == 0 {
		change.Conversation = c // "thanks!" after an operator's answer asks nobody for another
		return change, nil
	}
	if c.State != desk.WithPerson {
		c.State = desk.WaitingPerson
	}
	err := s.promiseAgain(&change, &c, cur, turn.ID, in.Language, now)
	change.Conversation = c
	return change, err
}

// promiseAgain says by when the person answers: a new promise where none stands, else the standing one. Who is talking
// with a person already is not interrupted.
func (s *Service) promiseAgain(change *Change, c *desk.Conversation, cur Current, turn string, language desk.Language, now time.Time) error {
	if cur.Promise != nil && c.State == desk.WithPerson {
		return nil
	}
	roster, err := cur.Roster(c.Team, now)
	if err != nil {
		return err
	}
	promise := cur.Promise
	if promise == nil {
		promise = s.promise(*c, turn, roster, now)
		change.NewPromise, c.Due = promise, promise.By
	}
	language = language.Or(c.Language).Or(desk.English)
	change.Messages = append(change.Messages, s.notice(*c, turn, s.words(language, roster, now).added(promise.By), language, now))
	return nil
}

// endOpen moves every open turn of a conversation to a final state.
func endOpen(cur Current, to desk.TurnState, now time.Time) []TurnMove {
	var moves []TurnMove
	for _, t := range cur.Open {
		moves = append(moves, TurnMove{Turn: t.ID, From: t.State, Epoch: t.Epoch, To: to, Reason: t.Reason, Topic: t.Topic, At: now})
	}
	return moves
}

// Clean gives a customer's text as it is kept: valid UTF-8 without NUL and control characters other than line ends and
// tabs, trimmed. It fails with Invalid for one with nothing in it, TooLarge for one over the limit (code points).
func Clean(text string, limit int) (string, error) {
	if len(text) > 4*limit {
		return "", tooLong(limit)
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r', r < ' ', r == 0x7f:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.TrimSpace(text)
	if text == "" {
		return "", desk.Errorf(desk.Invalid, "text: the message is empty; write at least one word")
	}
	if utf8.RuneCountInString(text) > limit {
		return "", tooLong(limit)
	}
	return text, nil
}

func tooLong(limit int) error {
	return desk.Errorf(desk.TooLarge, "text: the message is longer than %d characters; shorten it or send it in parts", limit)
}
