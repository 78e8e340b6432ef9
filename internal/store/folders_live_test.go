package store_test

import (
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// Whatever changes a line or a count of the desk wakes its pages, on another replica too where replicas share a database.
func TestDeskIsWoken(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		watched := w.db
		if cfg.URL != "" {
			other, err := store.Open(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = other.Close() }()
			watched = other
		}
		news, stop := watched.Subscribe(store.TopicDesk)
		defer stop()
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		ann := desk.Operator{ID: "ann"}
		drain := func() {
			for {
				select {
				case <-news:
				case <-time.After(200 * time.Millisecond):
					return
				}
			}
		}
		var id string
		for _, step := range []struct {
			name string
			do   func() error
		}{
			{"a new conversation", func() error { id = w.accept(t, "", "question").Conversation; return nil }},
			{"a further message", func() error { w.accept(t, id, "more"); return nil }},
			{"given to an operator", func() error { return people.Assign(t.Context(), id, ann) }},
			{"a message to that operator", func() error { w.accept(t, id, "still there?"); return nil }},
			{"an answer", func() error { _, err := people.Reply(t.Context(), id, ann, "yes"); return err }},
			{"given to a team", func() error { return people.AssignTeam(t.Context(), id, "support") }},
			{"given back", func() error { _, err := people.GiveBack(t.Context(), id); return err }},
			{"closed", func() error { return people.Resolve(t.Context(), id, ann) }},
			{"opened again", func() error { return people.Reopen(t.Context(), id, ann) }},
		} {
			drain()
			at := time.Now()
			if err := step.do(); err != nil {
				t.Fatal(step.name, err)
			}
			select {
			case <-news:
				if took := time.Since(at); took > time.Second {
					t.Errorf("%s: woken after %v", step.name, took)
				}
			case <-time.After(3 * time.Second):
				t.Errorf("%s: nobody was woken", step.name)
			}
		}
	})
}
