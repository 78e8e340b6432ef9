package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

func TestActsOfOneThing(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		want := []review.Act{
			{By: "o1", Name: review.Overrule, Ref: "t1", Reason: "l'accord du chef"}, {By: "key:k", Name: "review:edit", Ref: "t1"},
		}
		for i := range want {
			want[i].At = w.clock.now()
			if err := w.db.Act(t.Context(), newID(), want[i].By, want[i].Name, want[i].Ref, want[i].Reason, want[i].At); err != nil {
				t.Fatal(err)
			}
			if err := w.db.Act(t.Context(), newID(), "o2", "review:approve", fmt.Sprint("other ", i), "", want[i].At); err != nil {
				t.Fatal(err)
			}
			w.clock.add(time.Second)
		}
		got, err := w.db.Acts(t.Context(), "t1")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if none, err := w.db.Acts(t.Context(), "t2"); len(none) > 0 || err != nil {
			t.Error(none, err)
		}
	})
}

// Lowering never raises, also where two people lower the same scope at the same instant.
func TestLowerLevel(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		level := func(scope string) desk.Autonomy {
			t.Helper()
			levels, err := w.db.Levels(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range levels {
				if l.Scope == scope {
					return l.Level
				}
			}
			return desk.Auto
		}
		lower := func(scope string, to desk.Autonomy) bool {
			done, err := w.db.LowerLevel(t.Context(), desk.Level{Scope: scope, Level: to, By: "o", At: w.clock.now()})
			if err != nil {
				t.Error(err)
			}
			return done
		}
		all := []desk.Autonomy{desk.Off, desk.DraftOnly, desk.Auto}
		for _, from := range all {
			for _, to := range all {
				if err := w.db.SetLevel(t.Context(), desk.Level{Scope: "topic:x", Level: from, By: "o", At: w.clock.now()}); err != nil {
					t.Fatal(err)
				}
				if done, after := lower("topic:x", to), level("topic:x"); done != (to <= from) || after != min(from, to) {
					t.Errorf("%s lowered to %s: %v, is %s", from, to, done, after)
				}
			}
		}
		for i := range 20 {
			scope := fmt.Sprint("topic:", i)
			var group sync.WaitGroup
			for _, to := range []desk.Autonomy{desk.DraftOnly, desk.Off, desk.DraftOnly} {
				group.Go(func() { lower(scope, to) })
			}
			group.Wait()
			if got := level(scope); got != desk.Off {
				t.Errorf("lowered to off and to draft at once, and is %s", got)
			}
		}
	})
}
