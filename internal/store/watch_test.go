package store_test

import (
	"database/sql"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

func (w *world) watch() *watch.Service {
	return watch.New(watch.Parts{Store: w.db, Claims: w.db, Ration: w.db, Streams: w.db, Samples: w.db, Memos: w.db, Questions: w.db, Now: w.clock.now, NewID: newID})
}

// level is what the breakers leave to the assistant in a scope.
func level(t *testing.T, s *watch.Service, scope string) desk.Autonomy {
	t.Helper()
	levels, err := s.Levels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	least := desk.Auto
	for _, l := range levels {
		if l.Scope == scope {
			least = min(least, l.Level)
		}
	}
	return least
}

// An alarm opens an incident and its scope's breaker at once, for every server and after a restart; only a person and a full
// run of approved drafts close it.
func TestAlarmOpensAndAPersonCloses(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		s, claire := w.watch(), desk.Operator{ID: "claire"}
		signal := breaker.Signal{Cause: breaker.CauseDrift, Severity: breaker.Major, Stream: "blocks", Scope: "topic:returns", Value: 91, Line: 90, Conversations: []string{"c1"}}
		first, err := s.Raise(t.Context(), signal)
		if err != nil || first.Stage != breaker.StageOpen || first.Stopped.At.IsZero() || level(t, s, "topic:returns") != desk.DraftOnly {
			t.Fatalf("%+v %v", first, err)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if joined, err := s.Raise(t.Context(), signal); err != nil || joined.ID != first.ID {
					t.Errorf("another incident of the same: %s %v", joined.ID, err)
				}
			})
		}
		all.Wait()
		if open, err := w.db.OpenIncidents(t.Context()); err != nil || len(open) != 1 || open[0].Evidence.Alarms != 9 {
			t.Errorf("%+v %v", open, err)
		}
		in := func(scope string) bool { return scope == "topic:returns" }
		if err := s.Move(t.Context(), "topic:returns", breaker.PersonCloses, claire); !desk.Is(err, desk.Conflict) {
			t.Errorf("closed while open: %v", err)
		}
		w.must(t, s.Reviewed(t.Context(), breaker.ApprovedUnchanged, w.clock.now(), claire, in)) // made while it was open: it counts for nothing
		w.must(t, s.Move(t.Context(), "topic:returns", breaker.Probe, claire))
		w.must(t, s.Reviewed(t.Context(), breaker.ApprovedUnchanged, w.clock.now().Add(-time.Minute), claire, in)) // made before: nor does it
		for range breaker.FullRun - 1 {
			w.must(t, s.Reviewed(t.Context(), breaker.ApprovedUnchanged, w.clock.now(), claire, in))
		}
		if err := s.Move(t.Context(), "topic:returns", breaker.PersonCloses, claire); !desk.Is(err, desk.Conflict) || !strings.Contains(err.Error(), "19") {
			t.Errorf("closed after 19: %v", err)
		}
		w.must(t, s.Reviewed(t.Context(), breaker.ApprovedUnchanged, w.clock.now(), claire, in))
		if level(t, s, "topic:returns") != desk.DraftOnly {
			t.Error("a machine has raised it")
		}
		w.must(t, s.Move(t.Context(), "topic:returns", breaker.PersonCloses, claire))
		if level(t, s, "topic:returns") != desk.Auto {
			t.Error("closed, and still lowered")
		}
		w.must(t, s.Act(t.Context(), first.ID, breaker.Act{Kind: breaker.ActAcknowledge, By: "claire"}))
		w.must(t, s.Note(t.Context(), first.ID, "a new prompt", claire))
		w.must(t, s.Act(t.Context(), first.ID, breaker.Act{Kind: breaker.ActMitigate, By: "claire"}))
		w.must(t, s.Act(t.Context(), first.ID, breaker.Act{Kind: breaker.ActClose, By: "claire"}))
		w.must(t, s.Note(t.Context(), first.ID, "what we learnt", claire))
		if err := s.Begins(t.Context(), first.ID, w.clock.now().Add(-time.Hour), claire); !desk.Is(err, desk.Conflict) {
			t.Errorf("a closed incident begins earlier: %v", err)
		}
		w.must(t, s.Act(t.Context(), first.ID, breaker.Act{Kind: breaker.ActReopen, By: "claire"}))
		for _, kind := range []breaker.ActKind{breaker.ActAcknowledge, breaker.ActMitigate, breaker.ActClose} {
			w.must(t, s.Act(t.Context(), first.ID, breaker.Act{Kind: kind, By: "claire"}))
		}
		if err := s.Note(t.Context(), "none", "x", claire); !desk.Is(err, desk.NotFound) {
			t.Errorf("a note on no incident: %v", err)
		}
		other, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		kept, err := other.Incident(t.Context(), first.ID)
		if err != nil || kept.Stage != breaker.StageClosed || kept.Closed.By != "claire" {
			t.Errorf("%+v %v", kept, err)
		}
		if list, err := other.Incidents(t.Context(), 10); err != nil || len(list) != 1 {
			t.Errorf("%d incidents, %v", len(list), err)
		}
	})
}

func (w *world) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A breaker's row that was damaged allows nothing in its scope, and nothing more anywhere else.
func TestDamagedBreakerAllowsNothing(t *testing.T) {
	folder := t.TempDir()
	w := newWorld(t, store.Config{Folder: folder})
	s := w.watch()
	for _, scope := range []string{"topic:a", "topic:b"} {
		if _, err := s.Raise(t.Context(), breaker.Signal{Cause: breaker.CauseDrift, Severity: breaker.Major, Stream: "blocks", Scope: scope}); err != nil {
			t.Fatal(err)
		}
	}
	file, err := sql.Open("sqlite", folder+"/vigie.db")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if _, err := file.ExecContext(t.Context(), `UPDATE breakers SET body = substr(body, 1, 20) WHERE scope = 'topic:a'`); err != nil {
		t.Fatal(err)
	}
	if a, b := level(t, s, "topic:a"), level(t, s, "topic:b"); a != desk.Off || b != desk.DraftOnly {
		t.Errorf("damaged %s, the other %s", a, b)
	}
	if list, err := w.db.Breakers(t.Context()); err == nil || len(list) != 2 || !strings.Contains(err.Error(), "topic:a") {
		t.Errorf("%d breakers, %v", len(list), err)
	}
	w.must(t, s.Move(t.Context(), "topic:a", breaker.Probe, desk.Operator{ID: "claire"}))
	if a := level(t, s, "topic:a"); a != desk.DraftOnly {
		t.Errorf("let try: %s", a)
	}
}

// What was changed shortly before stands in the incident.
func TestIncidentTellsWhatWasChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		w.must(t, w.db.Act(t.Context(), newID(), "claire", "autonomy:auto", "topic:returns", "", w.clock.now().Add(-time.Hour)))
		w.must(t, w.db.Act(t.Context(), newID(), "claire", "autonomy:auto", "topic:old", "", w.clock.now().Add(-48*time.Hour)))
		in, err := w.watch().Raise(t.Context(), breaker.Signal{Cause: breaker.CauseDrift, Severity: breaker.Critical, Stream: "blocks", Scope: "desk"})
		if err != nil {
			t.Fatal(err)
		}
		var changes []string
		for _, e := range in.Timeline {
			if e.Kind == breaker.EntryChange {
				changes = append(changes, e.By+" "+e.Text)
			}
		}
		if len(changes) != 1 || changes[0] != "claire autonomy:auto topic:returns" {
			t.Errorf("%q", changes)
		}
		if level(t, w.watch(), "desk") != desk.Off {
			t.Error("critical, and the assistant still speaks")
		}
	})
}

// Who was told something while an incident lasted is counted in its scopes alone, and from when a person says that it began.
func TestTouched(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		w.lives(t, 6, time.Hour, func(i int) bool { return i == 3 }) // of topic lamps, in English; one was held
		in, err := w.watch().Raise(t.Context(), breaker.Signal{Cause: breaker.CauseRedButton, Severity: breaker.Critical, Stream: "button", Scope: "topic:lamps", Value: 1, Line: 1})
		w.must(t, err)
		count := func(scopes ...string) [2]int {
			t.Helper()
			in, err := w.db.Incident(t.Context(), in.ID)
			w.must(t, err)
			from, to := in.Harm(w.clock.now())
			got, err := w.db.Touched(t.Context(), scopes, from, to, 2)
			w.must(t, err)
			if len(got.Answers) != min(2, got.Conversations) {
				t.Errorf("%d answers of %d conversations", len(got.Answers), got.Conversations)
			}
			return [2]int{got.Conversations, got.Customers}
		}
		w.must(t, w.watch().Begins(t.Context(), in.ID, w.clock.now().Add(-150*time.Minute), desk.Operator{ID: "ann"}))
		if got := count("topic:lamps"); got != [2]int{2, 2} { // three came, of which one was held
			t.Errorf("%v in two and a half hours", got)
		}
		w.must(t, w.watch().Begins(t.Context(), in.ID, w.clock.now().Add(-24*time.Hour), desk.Operator{ID: "ann"}))
		for scopes, want := range map[string]int{"topic:lamps": 5, "topic:other": 0, "language:en": 5, "language:fr": 0, "channel:widget": 5, "inbox:web": 5, "inbox:none": 0, "desk": 5, "odd": 5} {
			if got := count(scopes); got != [2]int{want, want} {
				t.Errorf("%s: %v, want %d", scopes, got, want)
			}
		}
		if got := count("topic:other", "language:en"); got != [2]int{5, 5} {
			t.Errorf("either of two scopes: %v", got)
		}
		if err := w.watch().Begins(t.Context(), in.ID, w.clock.now().Add(time.Hour), desk.Operator{ID: "ann"}); !desk.Is(err, desk.Invalid) {
			t.Errorf("begun after it was seen: %v", err)
		}
		if err := w.watch().Begins(t.Context(), in.ID, w.clock.now().Add(-time.Hour), desk.Operator{}); !desk.Is(err, desk.Invalid) {
			t.Errorf("nobody said so: %v", err)
		}
	})
}

// What an answer is made with stands in the incident where it changed; what people do with customers does not.
func TestChangesOfModelAndPageAreTold(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		for _, model := range []string{"small-1", "small-1", "", "small-2"} {
			w.clock.add(time.Minute)
			got := w.accept(t, "", "why?")
			d := desk.Decision{Action: desk.Send, Reason: desk.Answered, Draft: desk.Draft{Text: "Because."}, Versions: desk.Versions{Guard: "g1", Model: model}}
			w.must(t, w.desk.Settle(t.Context(), w.claim(t, got), d))
		}
		w.must(t, w.db.Act(t.Context(), newID(), "claire", "report:wrong", "x", "", w.clock.now()))
		w.must(t, w.db.Act(t.Context(), newID(), "claire", "review:edit", "x", "", w.clock.now()))
		list, err := w.db.ChangedSince(t.Context(), w.clock.now().Add(-time.Hour), 20)
		if err != nil || len(list) != 1 || list[0].What != "model small-1 > small-2" || !list[0].At.Equal(w.clock.now()) {
			t.Errorf("%+v %v", list, err)
		}
	})
}
