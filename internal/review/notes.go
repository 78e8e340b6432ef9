package review

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Note is what an operator tells the others in a conversation. It is no message: no channel carries it, no event names it,
// and the assistant does not read it.
type Note struct {
	ID           string
	Conversation string
	Operator     string
	Name         string // how that operator is called; given by the store
	Text         string
	Created      time.Time
}

// AddNote writes a note under an id: written again under the same one it is a Conflict.
func (s *Service) AddNote(ctx context.Context, conversationID, id string, by desk.Operator, text string) error {
	text, err := conversation.Clean(text, messageLimit)
	if err != nil {
		return err
	}
	return s.store.AddNote(ctx, Note{ID: id, Conversation: conversationID, Operator: by.ID, Text: text, Created: s.now()})
}

// Viewer is an operator who looks at a conversation now.
type Viewer struct {
	Operator  string
	Typing    bool // anything at all, a private note too
	Answering bool // an answer to the customer
}

// Sight says for how long an operator can be taken to look at a conversation, to type in it, and to write an answer to the
// customer. One who looks no longer has gone.
type Sight struct{ Looks, Types, Answers time.Duration }
