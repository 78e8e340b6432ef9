package web

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// opened finds the message that began a conversation, by its key. A browser that keeps the cookie of the answer and loses
// the page sends the message once more, and now from within the conversation.
func (s *Server) opened(ctx context.Context, inbox, conversationID, key string, body any) (taken, bool, error) {
	if conversationID == "" || key == "" {
		return taken{}, false, nil
	}
	hash, err := hashBody("", body)
	if err != nil {
		return taken{}, false, err
	}
	before, err := s.Remembered(ctx, "open:"+inbox, key, s.Now().Add(-conversation.KeyKept))
	if desk.Is(err, desk.NotFound) {
		return taken{}, false, nil
	}
	if err != nil {
		return taken{}, false, err
	}
	same := before.Conversation == conversationID && before.BodyHash == hash
	return taken{conversation: before.Conversation, turn: before.Turn, repeated: true}, same, nil
}
