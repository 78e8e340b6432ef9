package flow

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// past is a memory of one message.
type past struct {
	text string
	err  error
	turn desk.Turn
}

func (p past) ClaimTurn(_ context.Context, c conversation.Claim, _, _ time.Time) (conversation.Claim, error) {
	c.Epoch++
	return c, nil
}

func (p past) Turn(context.Context, string) (desk.Turn, error) { return p.turn, p.err }

func (p past) Conversation(context.Context, string) (desk.Conversation, error) {
	return desk.Conversation{ID: "c", Language: desk.English, Owner: desk.Owner{Kind: desk.OwnedByAssistant}}, p.err
}

func (p past) Customer(context.Context, string) (desk.Customer, error) { return desk.Customer{}, p.err }

func (p past) RecentMessages(context.Context, string, int) ([]desk.Message, error) {
	return []desk.Message{{ID: "m", Author: desk.ByCustomer, Text: p.text}}, p.err
}

// broken is a knowledge that fails in one way.
type brokenKnowledge struct {
	view func() retrieve.View
	page func() (answer.Page, error)
}

func (b brokenKnowledge) View() retrieve.View                               { return b.view() }
func (b brokenKnowledge) Page(context.Context, string) (answer.Page, error) { return b.page() }
func (b brokenKnowledge) Contradicted(string) map[string][]string           { return nil }
func empty() retrieve.View                                                  { return index.New().Snapshot() }
func noLevels(context.Context) ([]desk.Level, error)                        { return nil, nil }

func settled(t *testing.T, parts Parts, cfg Config) desk.Decision {
	t.Helper()
	var got []desk.Decision
	parts.Settle = func(_ context.Context, _ conversation.Claim, d desk.Decision) error {
		got = append(got, d)
		return nil
	}
	parts.Log, parts.Now = slog.New(slog.DiscardHandler), time.Now
	if parts.Guard == nil {
		parts.Guard = NewGuarded(guard.Checks(), time.Second)
	}
	if parts.Levels == nil {
		parts.Levels = noLevels
	}
	if cfg.Within == 0 {
		cfg.Within = 12 * time.Second
	}
	cfg.Lease, cfg.Tuning = time.Second, retrieve.DefaultTuning()
	if err := New(parts, cfg).Answer(t.Context(), conversation.Claim{Turn: "t", Conversation: "c"}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d decisions", len(got))
	}
	return got[0]
}

func asks(text string) past {
	return past{text: text, turn: desk.Turn{ID: "t", Message: "m", Created: time.Now()}}
}

// Whatever breaks, the turn ends in a hand-over and nothing is said that was not checked.
func TestWhateverBreaksIsHandedOver(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	sound := brokenKnowledge{view: empty, page: func() (answer.Page, error) { return answer.Page{}, errors.New("no page") }}
	for name, c := range map[string]struct {
		parts Parts
		cfg   Config
		want  desk.Reason
	}{
		"nothing known":   {Parts{Memory: asks("How long does delivery take?"), Knowledge: sound}, Config{Ceiling: desk.Auto}, desk.NotCovered},
		"autonomy off":    {Parts{Memory: asks("How long does delivery take?"), Knowledge: sound}, Config{}, desk.AssistantOff},
		"wants a person":  {Parts{Memory: asks("I want to talk to a human"), Knowledge: sound}, Config{Ceiling: desk.Auto}, desk.AskedForPerson},
		"memory gone":     {Parts{Memory: past{err: errors.New("gone")}, Knowledge: sound}, Config{Ceiling: desk.Auto}, desk.Fault},
		"levels gone":     {Parts{Memory: asks("How long?"), Knowledge: sound, Levels: func(context.Context) ([]desk.Level, error) { return nil, errors.New("gone") }}, Config{Ceiling: desk.Auto}, desk.Fault},
		"search panics":   {Parts{Memory: asks("How long does delivery take?"), Knowledge: brokenKnowledge{view: func() retrieve.View { panic("oh") }}}, Config{Ceiling: desk.Auto}, desk.Fault},
		"search hangs":    {Parts{Memory: asks("How long does delivery take?"), Knowledge: brokenKnowledge{view: func() retrieve.View { <-hang; return empty() }}}, Config{Ceiling: desk.Auto, Within: 50 * time.Millisecond}, desk.Deadline},
		"level is off":    {Parts{Memory: asks("hello"), Knowledge: sound, Levels: func(context.Context) ([]desk.Level, error) { return []desk.Level{{Scope: "desk"}}, nil }}, Config{Ceiling: desk.Auto}, desk.AssistantOff},
		"language is off": {Parts{Memory: asks("hello"), Knowledge: sound, Levels: func(context.Context) ([]desk.Level, error) { return []desk.Level{{Scope: "language:en"}}, nil }}, Config{Ceiling: desk.Auto}, desk.AssistantOff},
	} {
		t.Run(name, func(t *testing.T) {
			d := settled(t, c.parts, c.cfg)
			if d.Action != desk.HandOver || d.Reason != c.want {
				t.Errorf("%s, %s; want a hand-over, %s", d.Action, d.Reason, c.want)
			}
		})
	}
}

func TestCourtesyNeedsNoPerson(t *testing.T) {
	d := settled(t, Parts{Memory: asks("Thanks, goodbye!"), Knowledge: brokenKnowledge{view: empty}}, Config{Ceiling: desk.Auto})
	if d.Action != desk.Send || d.Reason != desk.Courtesy || d.Draft.Text == "" {
		t.Errorf("%+v", d)
	}
}
