// Package review is the operator's half: answer, take over, give back, resolve, and decide on drafts that were held.
// Every act is one change of a conversation, applied wholly or not at all; a person's act always wins over the
// assistant's work in progress, which is superseded in the same transaction.
package review

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Store applies changes and reads the ledger. See conversation.Store for the errors.
type Store interface {
	ChangeConversation(ctx context.Context, id string, plan func(conversation.Current) (conversation.Change, error)) error
	Turn(ctx context.Context, id string) (desk.Turn, error)
	Decision(ctx context.Context, turn string) (desk.Decision, error)
	Threads
	// AddNote keeps a note, and wakes the pages of operators that show the conversation. NotFound where there is none.
	AddNote(ctx context.Context, n Note) error
}

// Threads read what was said before a conversation is given back.
type Threads interface {
	Conversation(ctx context.Context, id string) (desk.Conversation, error)
	RecentMessages(ctx context.Context, conversationID string, limit int) ([]desk.Message, error)
}

// Waiting is one line of the list of conversations that wait for somebody.
type Waiting struct {
	desk.Conversation
	Name    string      // what the customer gave
	Preview string      // the beginning of what they last wrote
	Reason  desk.Reason // of the last turn: why it is where it is
}

// Draft is an answer that was held, and waits for an operator.
type Draft struct {
	Turn     desk.Turn // held; Due says by when a person was to have looked
	Team     string
	Decision desk.Decision
}

// Handover plans what a hand-over changes; conversation.Service does.
type Handover func(change *conversation.Change, cur conversation.Current, turn string, reason desk.Reason, now time.Time) error

// Service is the room's work. It is safe for concurrent use.
type Service struct {
	store    Store
	handOver Handover
	now      func() time.Time
	newID    func() string
}

// New makes the service.
func New(store Store, handOver Handover, now func() time.Time, newID func() string) *Service {
	return &Service{store: store, handOver: handOver, now: now, newID: newID}
}

const (
	messageLimit    = 20_000             // code points
	customerSilence = 7 * 24 * time.Hour // after a person's answer, until the conversation counts as resolved
	personSilence   = 4 * time.Hour      // in which a person who took over must have answered
)

// Reply sends an operator's own words. It takes the conversation over where the assistant had it, keeps the open
// promise, and leaves the next word to the customer.
func (s *Service) Reply(ctx context.Context, conversationID string, by desk.Operator, text string) (message string, err error) {
	id := s.newID()
	return id, s.ReplyOnce(ctx, conversationID, id, by, text)
}

// ReplyOnce is Reply with the message's id given: sent again under the same id it is a Conflict, and nothing goes out twice.
func (s *Service) ReplyOnce(ctx context.Context, conversationID, id string, by desk.Operator, text string) error {
	return s.ReplyWith(ctx, conversationID, id, by, text, nil, nil, desk.FileLimits{})
}

// ReplyWith is ReplyOnce with files: those that came before, by their ids, and those that come with it. There may be no words
// then.
func (s *Service) ReplyWith(ctx context.Context, conversationID, id string, by desk.Operator, text string, files []string, carried []desk.Upload, most desk.FileLimits) error {
	if len(files)+len(carried) == 0 || strings.TrimSpace(text) != "" {
		clean, err := conversation.Clean(text, messageLimit)
		if err != nil {
			return err
		}
		text = clean
	}
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		now := s.now()
		change := s.take(cur, by, desk.WaitingCustomer, now.Add(customerSilence), now)
		if cur.Promise != nil {
			change.ClosePromise = desk.PromiseKept
		}
		change.Messages = []desk.Message{{
			ID: id, Conversation: conversationID, Author: desk.ByOperator, Operator: by.ID, Text: text,
			Language: cur.Conversation.Language, Files: conversation.Named(files, carried), Created: now,
		}}
		for _, u := range carried {
			u.Conversation, u.Created = conversationID, now
			change.FileLimits = most
			change.NewFiles = append(change.NewFiles, u)
		}
		return change, nil
	})
}

// TakeOver makes an operator the conversation's owner. What the assistant had in hand is superseded; the promise to the
// customer stays open until somebody answers.
func (s *Service) TakeOver(ctx context.Context, conversationID string, by desk.Operator) error {
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		return s.takeOver(cur, by), nil
	})
}

func (s *Service) takeOver(cur conversation.Current, by desk.Operator) conversation.Change {
	now := s.now()
	due := now.Add(personSilence)
	if cur.Promise != nil && cur.Promise.By.Before(due) {
		due = cur.Promise.By
	}
	return s.take(cur, by, desk.WithPerson, due, now)
}

// Resolve ends a conversation. The customer's next message reopens it.
func (s *Service) Resolve(ctx context.Context, conversationID string, by desk.Operator) error {
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		change := s.take(cur, by, desk.Resolved, time.Time{}, s.now())
		if cur.Promise != nil {
			change.ClosePromise = desk.PromiseWithdrawn
		}
		return change, nil
	})
}

func (s *Service) take(cur conversation.Current, by desk.Operator, state desk.ConversationState, due, now time.Time) conversation.Change {
	c := cur.Conversation
	c.State, c.Owner, c.Due, c.Updated = state, desk.Owner{Kind: desk.OwnedByPerson, ID: by.ID}, due, now
	change := conversation.Change{Conversation: c, At: now}
	for _, t := range cur.Open {
		change.Turns = append(change.Turns, conversation.TurnMove{
			Turn: t.ID, From: t.State, Epoch: t.Epoch, To: desk.Superseded, Reason: desk.PersonHasIt, Topic: t.Topic, At: now,
		})
	}
	return change
}
