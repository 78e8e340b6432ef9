package store_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// A conversation is put through random acts of customers, the assistant, operators, the sweeper and a clock that jumps.
// After each, nobody is left: an owner and a due time, at most one open turn, at most one open promise, and every turn
// that ended has been answered by exactly one thing said.
func TestNobodyIsLeftWhateverHappens(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
	ann := desk.Operator{ID: newID(), Name: "Ann", Email: "ann@example.org", Team: "support", Role: desk.RoleOperator}
	if err := w.db.AddOperator(t.Context(), ann, "x", w.clock.now()); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		m := &model{world: w, people: people, ann: ann, t: t, r: r, claims: map[string]conversation.Claim{}}
		m.open()
		for range rapid.IntRange(1, 12).Draw(r, "acts") {
			act := rapid.SampledFrom([]string{"write", "claim", "send", "clarify", "hold", "handover", "sweep", "reply", "take", "resolve", "approve", "refuse", "stop", "jump"}).Draw(r, "act")
			m.do(act)
			m.holds(act)
		}
		// Left to itself, every turn ends.
		for range 4 {
			w.clock.add(10 * 24 * time.Hour)
			m.check(w.desk.Sweep(t.Context(), func(conversation.Claim) {}))
		}
		m.ended()
	})
}

type model struct {
	*world
	people *review.Service
	ann    desk.Operator
	t      *testing.T
	r      *rapid.T
	id     string
	turns  []string
	claims map[string]conversation.Claim
}

// check lets pass what a compare-and-set refuses.
func (m *model) check(err error) {
	if err != nil && !desk.Is(err, desk.Conflict) && !desk.Is(err, desk.NotFound) {
		m.r.Fatal(err)
	}
}

func (m *model) open() {
	got, err := m.desk.Accept(m.t.Context(), incoming("", "a question"))
	if err != nil {
		m.r.Fatal(err)
	}
	m.id, m.turns = got.Conversation, []string{got.Turn}
}

func (m *model) last() string { return m.turns[len(m.turns)-1] }

func (m *model) do(act string) {
	ctx := m.t.Context()
	switch act {
	case "write":
		got, err := m.desk.Accept(ctx, incoming(m.id, "one thing more"))
		m.check(err)
		m.turns = append(m.turns, got.Turn)
	case "claim":
		turn, err := m.db.Turn(ctx, m.last())
		m.check(err)
		now := m.clock.now()
		claim, err := m.db.ClaimTurn(ctx, conversation.Claim{Turn: turn.ID, Conversation: m.id, Epoch: turn.Epoch}, now, now.Add(time.Second))
		m.check(err)
		if err == nil {
			m.claims[turn.ID] = claim
		}
	case "send", "clarify", "hold", "handover":
		d := answered()
		d.Action = map[string]desk.Action{"send": desk.Send, "clarify": desk.Clarify, "hold": desk.Hold, "handover": desk.HandOver}[act]
		if claim, ok := m.claims[m.last()]; ok {
			m.check(m.desk.Settle(ctx, claim, d))
		}
	case "sweep":
		m.check(m.desk.Sweep(ctx, func(conversation.Claim) {}))
	case "reply":
		_, err := m.people.Reply(ctx, m.id, m.ann, "Here is what I found.")
		m.check(err)
	case "take":
		m.check(m.people.TakeOver(ctx, m.id, m.ann))
	case "resolve":
		m.check(m.people.Resolve(ctx, m.id, m.ann))
	case "approve":
		m.check(m.people.Decide(ctx, m.last(), review.Approve, "", m.ann))
	case "refuse":
		m.check(m.people.Decide(ctx, m.last(), review.Refuse, "", m.ann))
	case "stop":
		_, err := m.desk.Stop(ctx, m.db.Live, func(desk.Conversation, desk.Turn) bool { return true })
		m.check(err)
	case "jump":
		m.clock.add(time.Duration(rapid.Int64Range(-int64(48*time.Hour), int64(48*time.Hour)).Draw(m.r, "by")))
	}
}

func (m *model) holds(after string) {
	c := m.conversation(m.t, m.id)
	if c.State != desk.Resolved && (c.Owner.Kind == "" || c.Due.IsZero()) {
		m.r.Fatalf("after %s: %s without an owner or a due time", after, c.State)
	}
	open := 0
	for _, id := range m.turns {
		if m.turn(m.t, id).State.Open() {
			open++
		}
	}
	if open > 1 {
		m.r.Fatalf("after %s: %d open turns", after, open)
	}
	if c.State == desk.Resolved && open > 0 {
		m.r.Fatalf("after %s: resolved with an open turn", after)
	}
	if c.State == desk.WithAssistant && open == 0 {
		m.r.Fatalf("after %s: the assistant has the conversation, and no turn to answer", after)
	}
}

// ended: every turn has ended, and each that was sent, clarified or handed over by the assistant's side spoke once.
func (m *model) ended() {
	spoken := map[string]int{}
	for _, msg := range m.messages(m.t, m.id) {
		if msg.Author == desk.ByAssistant {
			spoken[msg.Turn]++
		}
	}
	for _, id := range m.turns {
		turn := m.turn(m.t, id)
		if turn.State.Open() {
			m.r.Fatalf("turn %s was left %s", id, turn.State)
		}
		want := 0
		if (turn.State == desk.Sent && turn.Reason != desk.ReviewEdited) || turn.State == desk.Clarified {
			want = 1
		}
		if spoken[id] != want {
			m.r.Fatalf("turn %s is %s (%s) and the assistant spoke %d times", id, turn.State, turn.Reason, spoken[id])
		}
	}
}
