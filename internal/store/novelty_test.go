package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
)

// says has the assistant answer a new customer with one new claim, on a server of the desk, and gives how the turn ended.
func (w *world) says(t *testing.T, on *conversation.Service, novelty desk.Novelty, trial bool) desk.Turn {
	t.Helper()
	got, err := on.Accept(t.Context(), conversation.Incoming{Text: "why?", Opening: conversation.Opening{
		Conversation: desk.Conversation{Inbox: "web", Channel: "widget", Trial: trial},
	}})
	if err != nil {
		t.Error(err)
		return desk.Turn{}
	}
	claim, err := w.db.ClaimTurn(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, w.clock.now(), w.clock.now().Add(time.Minute))
	if err != nil {
		t.Error(err)
		return desk.Turn{}
	}
	d := desk.Decision{
		Action: desk.Send, Reason: desk.Answered, Language: desk.English,
		Draft: desk.Draft{Mode: desk.Compose, Language: desk.English, Text: "The lamp hums."},
		New:   []desk.NewClaim{{End: 14, Text: "The lamp hums.", Novelty: novelty}},
	}
	if err := on.Settle(t.Context(), claim, d); err != nil {
		t.Error(err)
	}
	turn, err := w.db.Turn(t.Context(), got.Turn)
	if err != nil {
		t.Error(err)
	}
	return turn
}

// However many servers answer at once, no more customers are told a new claim than the budget allows: those of claims that
// nobody has looked at, and those of the last hour.
func TestFewAreToldWhatIsNew(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		servers := []*conversation.Service{w.desk}
		if cfg.URL != "" {
			other, err := store.Open(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = other.Close() })
			servers = append(servers, conversation.New(other, w.clock.now, newID, conversation.Defaults()))
		}
		tell := func(n int) (told int) {
			t.Helper()
			var all sync.WaitGroup
			states := make([]desk.Turn, n)
			for i := range n {
				all.Go(func() { states[i] = w.says(t, servers[i%len(servers)], desk.FreshClaim, false) })
			}
			all.Wait()
			for _, turn := range states {
				switch {
				case turn.State == desk.Sent:
					told++
				case turn.State != desk.HeldBack || turn.Reason != desk.NoveltySpent:
					t.Errorf("not told: %s %s", turn.State, turn.Reason)
				}
			}
			return told
		}
		if told := tell(30); told != watch.NoveltyBudget {
			t.Errorf("%d customers were told at once", told)
		}
		w.clock.add(2 * time.Hour)
		if told := tell(3); told != 0 {
			t.Errorf("%d more while nobody has looked", told)
		}
		if trial := w.says(t, w.desk, desk.FreshClaim, true); trial.State != desk.Sent {
			t.Errorf("a trial tells nobody: %s %s", trial.State, trial.Reason)
		}
		w.lookAt(t)
		if told := tell(9); told != watch.NoveltyBudget {
			t.Errorf("%d told when all had been looked at", told)
		}
		w.lookAt(t)
		if told := tell(3); told != 0 {
			t.Errorf("%d more within the hour", told)
		}
		if binding := w.says(t, w.desk, desk.BindingClaim, false); binding.State != desk.HeldBack || binding.Reason != desk.SaysNew {
			t.Errorf("what binds: %s %s", binding.State, binding.Reason)
		}
	})
}

// lookAt finds every open telling right.
func (w *world) lookAt(t *testing.T) {
	t.Helper()
	list, err := w.db.Tellings(t.Context(), w.clock.now(), 100)
	if err != nil || len(list) != watch.NoveltyBudget {
		t.Fatalf("%d open, %v", len(list), err)
	}
	before, err := w.db.JudgedGeneration(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, told := range list {
		told.State = desk.TellingRight
		judged := desk.JudgedClaim{ID: newID(), Turn: told.Turn, Text: fmt.Sprint("The lamp hums ", i), Language: desk.English, Right: true, By: "ben", At: w.clock.now()}
		if err := w.db.SettleTelling(t.Context(), told, judged); err != nil {
			t.Fatal(err)
		}
		if err := w.db.SettleTelling(t.Context(), told, judged); !desk.Is(err, desk.Conflict) {
			t.Errorf("settled so twice: %v", err)
		}
	}
	after, err := w.db.JudgedGeneration(t.Context())
	if err != nil || after != before+int64(len(list)) {
		t.Errorf("generation %d, then %d, %v", before, after, err)
	}
	judged, err := w.db.Judged(t.Context())
	if err != nil || len(judged) == 0 || judged[0].Text != "The lamp hums 0" || !judged[0].Right || judged[0].By != "ben" {
		t.Errorf("%+v %v", judged, err)
	}
}

// The ledger keeps what was new.
func TestNewClaimsInTheLedger(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		turn := w.says(t, w.desk, desk.FreshClaim, false)
		d, err := w.db.Decision(t.Context(), turn.ID)
		if err != nil || len(d.New) != 1 || d.New[0].Text != "The lamp hums." || d.New[0].Novelty != desk.FreshClaim {
			t.Errorf("%+v %v", d.New, err)
		}
		if list, err := w.db.Tellings(t.Context(), time.Time{}, 10); err != nil || len(list) != 1 || list[0].Turn != turn.ID || list[0].State != desk.TellingOpen {
			t.Errorf("%+v %v", list, err)
		}
	})
}
