package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// asks has customers ask things, a while apart, and be answered; it gives the turns.
func (w *world) asks(t *testing.T, n int, apart time.Duration, question func(int) string) []string {
	t.Helper()
	var turns []string
	for i := range n {
		w.clock.add(apart)
		got := w.accept(t, "", question(i))
		w.must(t, w.desk.Settle(t.Context(), w.claim(t, got), desk.Decision{
			Action: desk.Send, Reason: desk.Answered, Language: desk.English, Topic: "lamps", Question: question(i),
			Draft: desk.Draft{Mode: desk.Quote, Text: "Because.", Claims: []desk.Claim{{End: 8, Text: "Because."}}},
		}))
		turns = append(turns, got.Turn)
	}
	return turns
}

// An alarm points to what else has changed: to the checks, where they judge labelled answers otherwise; to the customers, where
// they ask other things; else to the assistant. While another alarm may still come, that is said.
func TestAnAlarmPointsToACause(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		s, claire := w.watch(), desk.Operator{ID: "claire"}
		start := w.clock.now()
		usual := []string{"Where is my parcel?", "How do I send a lamp back?", "Can I pay by card?"}
		turns := w.asks(t, 120, time.Minute, func(i int) string { return usual[i%3] })
		parts := map[string]watch.Part{}
		for _, turn := range turns[:30] {
			parts[turn] = watch.ByLot
		}
		w.must(t, w.db.AddSamples(t.Context(), w.clock.now().Format(time.DateOnly), parts, w.clock.now()))
		for _, turn := range turns[:30] {
			w.must(t, w.db.LabelClaims(t.Context(), turn, "claire", []watch.Label{watch.LabelRight}, w.clock.now()))
		}
		_, err := s.Learn(t.Context(), start, w.clock.now(), claire)
		w.must(t, err)
		strict := false
		look := func() {
			t.Helper()
			w.clock.add(time.Hour)
			n := 0
			w.must(t, s.Rescore(t.Context(), func(context.Context, desk.Turn, desk.Decision) (passed, stands bool, err error) {
				n++
				return !strict || n%4 == 0, n%10 != 0, nil
			}))
		}
		points := func(alarm time.Time) (drift.Cause, bool) {
			t.Helper()
			p, err := s.Points(t.Context(), alarm, watch.Blocked)
			w.must(t, err)
			return p.Cause, p.Settled
		}
		for range 48 {
			look()
		}
		p, err := s.Points(t.Context(), time.Time{}, "")
		w.must(t, err)
		if p.Cause != drift.None || len(p.Anchors.Verdicts) != 27 || p.Anchors.Changed != 0 || !p.Anchors.Alarmed.IsZero() {
			t.Errorf("all is well, and %+v", p)
		}
		if cause, settled := points(w.clock.now()); cause != drift.System || settled {
			t.Errorf("at once: %s, settled %v", cause, settled)
		}
		if cause, settled := points(w.clock.now().Add(-25 * time.Hour)); cause != drift.System || !settled {
			t.Errorf("a day later: %s, settled %v", cause, settled)
		}

		w.asks(t, 150, time.Minute, func(i int) string { return fmt.Sprint("Is your factory in Leeds hiring welders, number ", i, "?") })
		w.clock.add(2 * time.Minute)
		w.must(t, s.Feed(t.Context(), func(context.Context, breaker.Signal) error { return nil }))
		if cause, _ := points(w.clock.now()); cause != drift.Audience {
			t.Errorf("customers ask other things: %s", cause)
		}

		strict = true
		look()
		if cause, settled := points(w.clock.now()); cause != drift.Judge || !settled {
			t.Errorf("the checks judge otherwise: %s, settled %v", cause, settled)
		}
		w.must(t, w.db.SaveMemo(t.Context(), "anchors", `{"verdicts":7}`))
		if _, err := s.Points(t.Context(), w.clock.now(), watch.Blocked); !desk.Is(err, desk.Internal) {
			t.Errorf("what cannot be read is read: %v", err)
		}
	})
}
