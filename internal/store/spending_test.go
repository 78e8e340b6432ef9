package store_test

import (
	"sync"
	"testing"

	"github.com/vigie-desk/vigie/internal/store"
)

func TestSpendingAddsUpOverCallers(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ctx := t.Context()
		if sum, err := w.db.Spent(ctx, "2026-11-22"); sum != 0 || err != nil {
			t.Fatalf("a day that nobody knows has cost %d, %v", sum, err)
		}
		if first, err := w.db.Warned(ctx, "2026-11-22"); first || err != nil {
			t.Fatalf("a day that cost nothing can be warned about: %v, %v", first, err)
		}
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				for _, tokens := range []int64{700, -200} { // set aside, then settled
					if _, err := w.db.Spend(ctx, "2026-11-22", tokens); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if sum, err := w.db.Spend(ctx, "2026-11-22", 1); sum != 20*500+1 || err != nil {
			t.Errorf("the sum is %d, %v", sum, err)
		}
		if sum, err := w.db.Spent(ctx, "2026-11-23"); sum != 0 || err != nil {
			t.Errorf("the next day has cost %d, %v", sum, err)
		}
		for i, want := range []bool{true, false} {
			if first, err := w.db.Warned(ctx, "2026-11-22"); first != want || err != nil {
				t.Errorf("warning %d: first %v, %v", i+1, first, err)
			}
		}
	})
}
