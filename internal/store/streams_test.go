package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// lives has conversations come, a while apart: each whose number blocked names has its first answer held by the guard.
func (w *world) lives(t *testing.T, n int, apart time.Duration, blocked func(int) bool) {
	t.Helper()
	for i := range n {
		w.clock.add(apart)
		got, err := w.desk.Accept(t.Context(), conversation.Incoming{Text: "why?", Opening: conversation.Opening{Conversation: desk.Conversation{Inbox: "web", Channel: "widget"}}})
		if err != nil {
			t.Fatal(err)
		}
		claim, err := w.db.ClaimTurn(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, w.clock.now(), w.clock.now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		d := desk.Decision{Action: desk.Send, Reason: desk.Answered, Topic: "lamps", Language: desk.English, Draft: desk.Draft{Mode: desk.Quote, Text: "Because."}}
		if blocked(i) {
			d.Action, d.Reason = desk.HandOver, desk.GuardHeld
		}
		if err := w.desk.Settle(t.Context(), claim, d); err != nil {
			t.Fatal(err)
		}
	}
}

// A desk that was good for days goes wrong: its streams, held against what a person reviewed, see it; before that they are
// quiet, and where they were told nothing they say nothing.
func TestStreamsSeeADeskGoWrong(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		s, claire := w.watch(), desk.Operator{ID: "claire"}
		var raised []breaker.Signal
		raise := func(_ context.Context, signal breaker.Signal) error { raised = append(raised, signal); return nil }
		start := w.clock.now()
		w.lives(t, 300, 10*time.Minute, func(i int) bool { return i%100 == 50 })
		w.must(t, s.Feed(t.Context(), raise)) // nothing is learnt yet
		if _, err := s.Learn(t.Context(), start.Add(-time.Hour), start.Add(-time.Minute), claire); !desk.Is(err, desk.Invalid) {
			t.Errorf("learnt from nothing: %v", err)
		}
		w.clock.add(time.Hour)
		list, err := s.Learn(t.Context(), start, w.clock.now(), claire)
		if err != nil {
			t.Fatal(err)
		}
		blocked := find(t, list, watch.Blocked)
		if blocked.Baseline.Failed != 3 || blocked.Baseline.Of != 300 || blocked.Baseline.By != "claire" || blocked.P0 < .025 || blocked.P0 > .026 {
			t.Errorf("%+v", blocked)
		}
		if blocked.Standing != drift.Watched || blocked.Line() <= 0 {
			t.Errorf("%s, line %v", blocked.Standing, blocked.Line())
		}
		w.lives(t, 100, 10*time.Minute, func(i int) bool { return i == 50 })
		w.clock.add(8 * 24 * time.Hour)
		w.must(t, s.Feed(t.Context(), raise))
		if len(raised) != 0 {
			t.Fatalf("raised while all was well: %+v", raised)
		}
		if now := find(t, w.streams(t), watch.Blocked); now.State.Seen != 100 || now.State.Failed != 1 || len(now.Failing) != 1 {
			t.Errorf("what was reviewed is fed too, or what came since is not: %+v", now.State)
		}
		w.lives(t, 60, 10*time.Minute, func(i int) bool { return i%2 == 0 })
		w.clock.add(8 * 24 * time.Hour)
		if err := s.Feed(t.Context(), func(context.Context, breaker.Signal) error { return errors.New("away") }); err == nil {
			t.Fatal("an alarm that could not be raised is no error")
		}
		w.must(t, s.Feed(t.Context(), raise)) // and is raised the next time
		w.must(t, s.Feed(t.Context(), raise))
		var alarm []breaker.Signal
		for _, signal := range raised {
			if signal.Stream == string(watch.Blocked) {
				alarm = append(alarm, signal)
			}
		}
		if len(alarm) != 1 || alarm[0].Scope != "desk" || alarm[0].Value < alarm[0].Line || len(alarm[0].Conversations) == 0 {
			t.Fatalf("%+v", alarm)
		}
		seen, failed, sum := 0, 0, 0.0
		h, err := s.History(t.Context(), watch.Blocked, "desk", time.UTC)
		w.must(t, err)
		for _, d := range h.Days {
			seen, failed, sum = seen+d.Seen, failed+d.Failed, max(sum, d.Sum)
		}
		if seen != 460 || failed != 34 || len(h.Failing) != 34 || sum < h.Line {
			t.Errorf("the days have %d of %d, %d conversations and a sum of %v", failed, seen, len(h.Failing), sum)
		}
		behind, err := w.db.FirstAnswers(t.Context(), h.Failing[30:])
		if err != nil || len(behind) != 4 || behind[0].Decision.Reason != desk.GuardHeld || behind[0].Conversation != h.Failing[33] {
			t.Errorf("behind the number stand %+v, %v", behind, err)
		}
		if _, err := s.History(t.Context(), watch.Blocked, "topic:none", time.UTC); !desk.Is(err, desk.NotFound) {
			t.Error(err)
		}
		w.must(t, s.Restart(t.Context(), watch.Blocked, "desk"))
		if now := find(t, w.streams(t), watch.Blocked); now.State.Paged || now.State.Seen != 0 {
			t.Errorf("begun anew: %+v", now.State)
		}
		if err := s.Restart(t.Context(), watch.Blocked, "topic:none"); !desk.Is(err, desk.NotFound) {
			t.Error(err)
		}
	})
}

func (w *world) streams(t *testing.T) []watch.Stream {
	t.Helper()
	list, err := w.db.Streams(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func find(t *testing.T, list []watch.Stream, kind watch.Kind) watch.Stream {
	t.Helper()
	for _, s := range list {
		if s.Kind == kind && s.Scope == "desk" {
			return s
		}
	}
	t.Fatalf("no stream %s", kind)
	return watch.Stream{}
}

// What operators find in the sample counts once an answer, in the order in which it was drawn, and only what was drawn by lot;
// what they gave to another team within a day counts, and to a colleague not.
func TestReviewsAndRoutesAreCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		start := w.clock.now()
		turns := w.asks(t, 8, time.Minute, func(int) string { return "why?" })
		day := func(parts map[string]watch.Part) {
			t.Helper()
			w.clock.add(24 * time.Hour)
			w.must(t, w.db.AddSamples(t.Context(), w.clock.now().Format(time.DateOnly), parts, w.clock.now()))
		}
		label := func(turn int, operator string, l watch.Label) {
			t.Helper()
			w.must(t, w.db.LabelClaims(t.Context(), turns[turn], operator, []watch.Label{l}, w.clock.now()))
		}
		day(map[string]watch.Part{turns[0]: watch.ByLot, turns[1]: watch.ByRisk, turns[2]: watch.ByLot, turns[3]: watch.ByLot})
		day(map[string]watch.Part{turns[4]: watch.ByLot})
		label(4, "ann", watch.LabelRight)
		label(0, "ann", watch.LabelRight)
		label(0, "ben", watch.LabelMisleading)
		label(1, "ann", watch.LabelWrong)
		label(2, "ann", watch.LabelRight)
		list, err := w.db.Outcomes(t.Context(), watch.Wrong, "", start, w.clock.now(), 10)
		w.must(t, err)
		var got []bool
		for _, o := range list {
			got = append(got, o.Failed)
		}
		if len(list) != 3 || !got[0] || got[1] || got[2] || list[0].Topic != "lamps" || list[0].Key >= list[1].Key || list[1].Key >= list[2].Key {
			t.Errorf("%+v", list)
		}
		after, err := w.db.Outcomes(t.Context(), watch.Wrong, list[1].Key, start, w.clock.now(), 10)
		if err != nil || len(after) != 1 || after[0].Key != list[2].Key {
			t.Errorf("after the second: %+v %v", after, err)
		}
		w.clock.add(4 * 24 * time.Hour)
		label(3, "ann", watch.LabelWrong) // too late to count
		h, err := w.watch().Learn(t.Context(), start, w.clock.now(), desk.Operator{ID: "ann"})
		w.must(t, err)
		if st := find(t, h, watch.Wrong); st.Baseline.Failed != 1 || st.Baseline.Of != 3 || st.P0 <= 0 {
			t.Errorf("%+v", st)
		}

		of := func(turn int) string { return w.turn(t, turns[turn]).Conversation }
		for i, act := range []string{"conversation:assign_team", "conversation:assign"} {
			w.must(t, w.db.Act(t.Context(), newID(), "ann", act, of(5+i), "", w.turn(t, turns[5+i]).Created.Add(time.Hour)))
		}
		w.must(t, w.db.Act(t.Context(), newID(), "ann", "conversation:assign_team", of(7), "", w.turn(t, turns[7]).Created.Add(25*time.Hour)))
		routes, err := w.db.Outcomes(t.Context(), watch.Rerouted, "", start, w.clock.now(), 10)
		w.must(t, err)
		n := 0
		for _, o := range routes {
			if o.Failed {
				if n++; o.Conversation != of(5) {
					t.Errorf("counted %+v", o)
				}
			}
		}
		if n != 1 || len(routes) != 8 {
			t.Errorf("%d of %d were given to another team", n, len(routes))
		}
	})
}
