package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// The customer's pages are woken by an answer that is being written, as often as it is said, and by nothing else.
func TestAnswering(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		news, stop := w.db.Subscribe(store.TopicAnswering("c"))
		defer stop()
		time.Sleep(100 * time.Millisecond) // a connection that has just been made wakes everybody once
		drain := func() bool {
			woken := false
			for {
				select {
				case <-news:
					woken = true
				case <-time.After(150 * time.Millisecond):
					return woken
				}
			}
		}
		drain()
		const looks, types = 30 * time.Second, 6 * time.Second
		for i, c := range []struct {
			sight     review.Sight
			wakes     bool
			answering bool
		}{
			{review.Sight{Looks: looks}, false, false},
			{review.Sight{Looks: looks, Types: types}, false, false},
			{review.Sight{Looks: looks, Types: types, Answers: types}, true, true},
			{review.Sight{Looks: looks, Types: types, Answers: types}, true, true},
			{review.Sight{Looks: looks}, true, false},
			{review.Sight{Looks: looks}, false, false},
			{review.Sight{Looks: looks, Types: types, Answers: types}, true, true},
			{review.Sight{}, true, false},
		} {
			if err := w.db.SeeViewer(t.Context(), "c", "ann", w.clock.now(), c.sight); err != nil {
				t.Fatal(err)
			}
			if woken := drain(); woken != c.wakes {
				t.Errorf("%d: woken %v", i, woken)
			}
			got, err := w.db.Viewers(t.Context(), "c", w.clock.now())
			if err != nil || (len(got) > 0 && got[0].Answering) != c.answering {
				t.Errorf("%d: %v %v", i, got, err)
			}
		}
		w.clock.add(looks)
		if got, err := w.db.Viewers(t.Context(), "c", w.clock.now()); err != nil || len(got) != 0 {
			t.Errorf("%v %v", got, err)
		}
	})
}

// Who looks is seen on another replica; a lease that is not renewed ends by itself, and only what changes wakes anybody.
func TestViewers(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		other, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		news, stop := w.db.Subscribe(store.TopicCase("c"))
		defer stop()
		time.Sleep(100 * time.Millisecond) // a connection that has just been made wakes everybody once
		drain := func() bool {
			woken := false
			for {
				select {
				case <-news:
					woken = true
				case <-time.After(150 * time.Millisecond):
					return woken
				}
			}
		}
		drain()
		see := func(operator string, looks, types time.Duration) {
			t.Helper()
			now := w.clock.now()
			if err := w.db.SeeViewer(t.Context(), "c", operator, now, review.Sight{Looks: looks, Types: types}); err != nil {
				t.Fatal(err)
			}
		}
		for i, c := range []struct {
			do    func()
			wakes bool
			want  []review.Viewer
		}{
			{func() { see("ann", 30*time.Second, 0) }, true, []review.Viewer{{Operator: "ann"}}},
			{func() { see("ann", 30*time.Second, 0) }, false, []review.Viewer{{Operator: "ann"}}},
			{func() { see("ben", 30*time.Second, 6*time.Second) }, true, []review.Viewer{{Operator: "ann"}, {Operator: "ben", Typing: true}}},
			{func() { w.clock.add(7 * time.Second) }, false, []review.Viewer{{Operator: "ann"}, {Operator: "ben"}}},
			{func() { see("ann", 0, 0) }, true, []review.Viewer{{Operator: "ben"}}},
			{func() { w.clock.add(30 * time.Second) }, false, nil},
			{func() { see("ann", 30*time.Second, 0) }, true, []review.Viewer{{Operator: "ann"}}},
		} {
			c.do()
			if woken := drain(); woken != c.wakes {
				t.Errorf("%d: woken %v", i, woken)
			}
			got, err := other.Viewers(t.Context(), "c", w.clock.now())
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%d: %v (-want +got):\n%s", i, err, diff)
			}
		}
	})
}
