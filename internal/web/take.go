package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// request is a customer's message as any door hands it in.
type request struct {
	conversation string // empty: a new one
	inbox        desk.Inbox
	caller       caller
	opening      conversation.Opening
	text         string
	files        []string      // that came before, by their ids
	carried      []desk.Upload // that come with it
	language     desk.Language
	key          string // idempotency key; empty: none
	body         any    // what the key stands for, hashed
	person       bool   // hand over at once: the customer pressed the button
}

// taken is a message that will not be lost.
type taken struct {
	conversation string
	turn         string
	token        string // the visitor's, where this began a conversation without a key
	repeated     bool   // an earlier request with the same key made it
}

// take accepts a message once, and has its turn answered. A request that was made before gives what it made then. One
// that is new passes the limits first.
func (s *Server) take(ctx context.Context, r request) (taken, error) {
	in := conversation.Incoming{Conversation: r.conversation, Opening: r.opening, Text: r.text, Language: r.language, Files: r.files, Carried: r.carried, FileLimits: s.cfg.Files}
	who := r.caller.name()
	if r.conversation == "" && r.caller.key == nil {
		who = "open:" + r.inbox.ID
	}
	t, err := s.repeated(ctx, r, who, &in)
	if err != nil || t.repeated {
		return t, err
	}
	if err := s.tooMany(len(r.files) + len(r.carried)); err != nil {
		return taken{}, err
	}
	if err := s.allowed(ctx, r); err != nil {
		return taken{}, err
	}
	if r.conversation == "" {
		in.Opening.Reached = s.cfg.Mail && r.inbox.Visitors
		in.Opening.Origin = s.originOf(ctx, r.caller)
		in.Opening.Conversation = desk.Conversation{Inbox: r.inbox.ID, Team: r.inbox.Team, Channel: s.channelOf(r.caller)}
		if r.caller.key == nil {
			if t.token, err = s.visitorToken(r, in.Key); err != nil {
				return taken{}, err
			}
			in.Opening.Visitor = access.Fingerprint(t.token)
		}
	}
	got, err := s.Conversations.Accept(ctx, in)
	if in.Key != nil && desk.Is(err, desk.Conflict) {
		// The same request came twice at the same time, and the other was faster.
		if again, lookErr := s.repeated(ctx, r, who, &in); lookErr != nil || again.repeated {
			return again, lookErr
		}
	}
	if err != nil {
		return taken{}, err
	}
	if got.State == desk.Accepted && (!r.person || !s.toPerson(ctx, got)) {
		s.Offer(conversation.Claim{Turn: got.Turn, Conversation: got.Conversation})
	}
	t.conversation, t.turn = got.Conversation, got.Turn
	s.noteSeen(ctx, got.Conversation, 0)
	return t, nil
}

// channelOf says how replies travel.
func (s *Server) channelOf(c caller) string {
	if c.key != nil {
		return s.cfg.KeyChannel
	}
	return "widget"
}

// allowed asks whether a new message may come in now. The company's own server, with its key, is bound by the queue only.
func (s *Server) allowed(ctx context.Context, r request) error {
	if r.caller.key == nil {
		if err := s.limitMessage(r.caller.visitor, network(visitOf(ctx).client), r.inbox.ID); err != nil {
			return err
		}
	}
	if r.person {
		return nil // people wait in no queue for the machine
	}
	return s.admit()
}

// toPerson hands a turn over without asking the assistant. Where that fails the turn goes its usual way, which knows a
// wish for a person too.
func (s *Server) toPerson(ctx context.Context, got conversation.Accepted) bool {
	return s.Conversations.End(ctx, got.Conversation, got.Turn, desk.AskedForPerson) == nil
}

// keyShortest is the least that an idempotency key of a caller without a name must have: whoever repeats the key gets
// the same conversation, so it must be beyond guessing.
const keyShortest, keyLongest = 16, 255

// repeated looks for what the same request made before. It fills in the key that the message is accepted with.
func (s *Server) repeated(ctx context.Context, r request, who string, in *conversation.Incoming) (taken, error) {
	if r.key == "" {
		return taken{}, nil
	}
	unnamed := r.conversation == "" && r.caller.key == nil
	if len(r.key) > keyLongest || unnamed && len(r.key) < keyShortest {
		return taken{}, desk.Errorf(desk.Invalid, "Idempotency-Key: use %d to %d characters that nobody can guess, such as a random UUID", keyShortest, keyLongest)
	}
	hash, err := hashBody(r.conversation, r.body)
	if err != nil {
		return taken{}, err
	}
	in.Key = &conversation.IdempotencyKey{Caller: who, Name: r.key, BodyHash: hash}
	before, err := s.Remembered(ctx, who, r.key, s.Now().Add(-conversation.KeyKept))
	if desk.Is(err, desk.NotFound) {
		return taken{}, nil
	}
	if err != nil {
		return taken{}, err
	}
	if before.BodyHash != hash {
		return taken{}, desk.Errorf(desk.Mismatch, "Idempotency-Key: this key was used for another request in the last 24 hours; use a new one for a new message")
	}
	t := taken{conversation: before.Conversation, turn: before.Turn, repeated: true}
	if unnamed {
		t.token, err = s.visitorToken(r, in.Key)
	}
	return t, err
}

func hashBody(conversationID string, body any) (string, error) {
	text, err := json.Marshal([]any{conversationID, body})
	if err != nil {
		return "", fmt.Errorf("web: hash of a request: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// visitorToken makes the token of a new conversation: random, or, where the request can come again, made from its key.
func (s *Server) visitorToken(r request, key *conversation.IdempotencyKey) (string, error) {
	if key == nil {
		return s.Access.NewVisitor()
	}
	return access.VisitorFor(s.cfg.Secret, r.inbox.ID, key.Name, key.BodyHash), nil
}
