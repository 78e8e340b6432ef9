package store_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// last gives what was said last.
func (w *world) last(t testing.TB, id string) desk.Message {
	t.Helper()
	said := w.messages(t, id)
	return said[len(said)-1]
}

// undated fails where a customer was promised something that nobody is there to keep.
func (w *world) undated(t testing.TB, id string) {
	t.Helper()
	if p, err := w.db.OpenPromise(t.Context(), id); !desk.Is(err, desk.NotFound) {
		t.Errorf("promise %+v, %v", p, err)
	}
	if m := w.last(t, id); m.Author != desk.ByDesk || !strings.Contains(m.Text, "nobody here yet") || regexp.MustCompile(`[0-9]:[0-9]|tomorrow|today`).MatchString(m.Text) {
		t.Errorf("%s said %q", m.Author, m.Text)
	}
	c := w.conversation(t, id)
	if c.State != desk.WaitingPerson || c.Owner != (desk.Owner{Kind: desk.OwnedByTeam, ID: "support"}) || c.Due.IsZero() {
		t.Errorf("conversation %+v", c)
	}
}

// Where nobody is on the roster nothing is promised, by no path; the conversation waits all the same, and is promised a
// time as soon as somebody is there.
func TestNobodyOnTheRosterPromisesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		asked := w.handOver(t, desk.AskedForPerson)
		w.undated(t, asked)
		w.accept(t, asked, "Is anybody there?")
		w.undated(t, asked)

		late := w.accept(t, "", "When?")
		w.clock.add(16 * time.Second)
		w.sweep(t)
		w.undated(t, late.Conversation)

		hold := answered()
		hold.Action, hold.Reason = desk.Hold, desk.AutonomyDraft
		held := w.accept(t, "", "When?")
		if err := w.desk.Settle(t.Context(), w.claim(t, held), hold); err != nil {
			t.Fatal(err)
		}
		w.undated(t, held.Conversation)
		if turn := w.turn(t, held.Turn); turn.State != desk.HandedOver {
			t.Errorf("a draft that nobody can check is %s", turn.State)
		}
		if d, err := w.db.Decision(t.Context(), held.Turn); err != nil || d.Action != desk.HandOver || d.Draft.Text == "" {
			t.Errorf("ledger %+v, %v", d, err)
		}

		// The sweeper says nothing more, however long it takes.
		before := len(w.messages(t, asked))
		for range 5 {
			w.clock.add(24 * time.Hour)
			w.sweep(t)
		}
		if n, err := w.desk.PromiseAll(t.Context(), w.db.Undated); err != nil || n != 0 {
			t.Errorf("%d promised by nobody, %v", n, err)
		}
		if n := len(w.messages(t, asked)); n != before {
			t.Errorf("%d notices while nobody was there", n-before)
		}

		w.hire(t)
		if n, err := w.desk.PromiseAll(t.Context(), w.db.Undated); err != nil || n != 3 {
			t.Errorf("%d of 3 promised, %v", n, err)
		}
		for _, id := range []string{asked, late.Conversation, held.Conversation} {
			p, err := w.db.OpenPromise(t.Context(), id)
			if err != nil || !p.By.After(w.clock.now()) || !w.conversation(t, id).Due.Equal(p.By) {
				t.Errorf("promise %+v, %v", p, err)
			}
			if m := w.last(t, id); !strings.Contains(m.Text, "somebody now") || !strings.Contains(m.Text, "(UTC)") {
				t.Errorf("said %q", m.Text)
			}
		}
		if n, err := w.desk.PromiseAll(t.Context(), w.db.Undated); err != nil || n != 0 {
			t.Errorf("%d promised twice, %v", n, err)
		}
	})
}

func (w *world) sweep(t testing.TB) {
	t.Helper()
	if err := w.desk.Sweep(t.Context(), func(conversation.Claim) {}); err != nil {
		t.Fatal(err)
	}
}

// A promise that an earlier release made with nobody on the roster is admitted as missed, once, without another date.
func TestOldPromiseOfNobodyIsMissedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.handOver(t, desk.AskedForPerson)
		if err := w.db.Dismiss(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			w.clock.add(7 * 24 * time.Hour)
			w.sweep(t)
		}
		w.undated(t, id)
		if n := len(w.messages(t, id)); n != 3 {
			t.Errorf("%d messages: the question, the hand-over, the missed promise", n)
		}
	})
}
