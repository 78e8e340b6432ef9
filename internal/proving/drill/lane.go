package drill

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
)

// lane is a conversation that is nowhere but here: one message, one turn, and what was decided of it.
type lane struct {
	c        Case
	at       time.Time
	decision desk.Decision
}

func newLane(c Case, at time.Time) *lane { return &lane{c: c, at: at} }

func (l *lane) claim() conversation.Claim {
	return conversation.Claim{Turn: "drill", Conversation: "drill"}
}

// ClaimTurn implements flow.Memory.
func (l *lane) ClaimTurn(_ context.Context, c conversation.Claim, _, _ time.Time) (conversation.Claim, error) {
	c.Epoch++
	return c, nil
}

// Turn implements flow.Memory.
func (l *lane) Turn(context.Context, string) (desk.Turn, error) {
	return desk.Turn{ID: "drill", Conversation: "drill", Message: "drill", State: desk.Answering, Created: l.at}, nil
}

// Conversation implements flow.Memory.
func (l *lane) Conversation(context.Context, string) (desk.Conversation, error) {
	return desk.Conversation{
		ID: "drill", Inbox: "web", Customer: "drill", Channel: "drill", Language: l.c.Language, Trial: true,
		Owner: desk.Owner{Kind: desk.OwnedByAssistant},
	}, nil
}

// Customer implements flow.Memory.
func (l *lane) Customer(context.Context, string) (desk.Customer, error) {
	return desk.Customer{ID: "drill"}, nil
}

// RecentMessages implements flow.Memory.
func (l *lane) RecentMessages(context.Context, string, int) ([]desk.Message, error) {
	return []desk.Message{{ID: "drill", Conversation: "drill", Author: desk.ByCustomer, Text: l.c.Question, Created: l.at}}, nil
}

// settle keeps the decision and tells nobody.
func (l *lane) settle(_ context.Context, _ conversation.Claim, d desk.Decision) error {
	l.decision = d
	return nil
}

// rogue is a model that says one thing, whatever it is told.
type rogue struct {
	says   string
	speaks func() // hears that the model was asked; nil: nobody does
	calls  atomic.Int64
}

// Complete implements llm.Model.
func (m *rogue) Complete(context.Context, llm.Request) (llm.Result, error) {
	m.calls.Add(1)
	if m.speaks != nil {
		m.speaks()
	}
	return llm.Result{Text: m.says, Model: "drill", Finish: "stop"}, nil
}

func (m *rogue) asked() bool { return m.calls.Load() > 0 }
