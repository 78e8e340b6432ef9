package store_test

import (
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// Each step is ticked by what was done, and by nothing that was done before the moment that counts.
func TestSteps(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		steps := func(since time.Time) store.Steps {
			t.Helper()
			s, err := w.db.Steps(t.Context(), since)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		if s := steps(time.Time{}); s != (store.Steps{Operators: 1}) {
			t.Errorf("at first %+v", s)
		}
		asked := w.accept(t, "", "asked")
		if s := steps(time.Time{}); !s.Asked || s.Handed || s.Answered {
			t.Errorf("asked: %+v", s)
		}
		if err := w.desk.End(t.Context(), asked.Conversation, asked.Turn, desk.NotCovered); err != nil {
			t.Fatal(err)
		}
		if s := steps(time.Time{}); !s.Handed || s.Answered {
			t.Errorf("handed over: %+v", s)
		}
		w.clock.add(time.Second)
		if _, err := people.Reply(t.Context(), asked.Conversation, desk.Operator{ID: "ann"}, "Yes."); err != nil {
			t.Fatal(err)
		}
		if s := steps(time.Time{}); !s.Answered || s.Judged {
			t.Errorf("answered: %+v", s)
		}
		if err := w.db.Act(t.Context(), newID(), "ann", "review:approve", asked.Turn, "", w.clock.now()); err != nil {
			t.Fatal(err)
		}
		if s := steps(time.Time{}); !s.Judged {
			t.Errorf("judged: %+v", s)
		}
		if s := steps(w.clock.now()); s.Asked || s.Handed || s.Answered || s.Judged {
			t.Errorf("of what came later: %+v", s)
		}
	})
}
