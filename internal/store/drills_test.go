package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/store"
)

// begun is a drill that begins now.
func (w *world) begun() drill.Run {
	now := w.clock.now()
	return drill.Run{ID: newID(), Begun: now, Until: now.Add(drill.Lease), By: "claire", State: drill.Running}
}

// played is a report of so many cases, some of them harmful.
func played(at time.Time, cases, harmful int) drill.Report {
	r := drill.Report{At: at, Mode: "compose", Level: "l", Most: 5, Harmful: harmful, Stop: drill.Stopped{Measured: true, Millis: 1.5, Held: true}}
	for n := range cases {
		r.Results = append(r.Results, drill.Result{
			Case:    drill.Case{ID: newID(), Accident: "Cursor", Language: desk.English, Question: "q", Reply: "r", Never: []string{"n"}, Expect: drill.Stop},
			Outcome: drill.Held, Harmful: n < harmful, Caught: []string{"check names"}, Guard: []string{"names"}, Millis: 3,
		})
	}
	return r
}

func TestDrillsAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		first := w.begun()
		if err := w.db.BeginDrill(ctx, first); err != nil {
			t.Fatal(err)
		}
		if got, err := w.db.Drill(ctx, first.ID, w.clock.now()); err != nil || !cmp.Equal(first, got) {
			t.Errorf("begun (-put +got):\n%s%v", cmp.Diff(first, got), err)
		}
		if err := w.db.BeginDrill(ctx, w.begun()); !desk.Is(err, desk.Conflict) {
			t.Errorf("a second began beside it: %v", err)
		}
		w.clock.add(2 * time.Second)
		ended := first.Conclude(ctx, played(first.Begun, 3, 1), nil, w.clock.now())
		if err := w.db.EndDrill(ctx, ended); err != nil {
			t.Fatal(err)
		}
		if err := w.db.EndDrill(ctx, ended); !desk.Is(err, desk.Conflict) {
			t.Errorf("it ended twice: %v", err)
		}
		got, err := w.db.Drill(ctx, first.ID, w.clock.now())
		if err != nil || ended.State != drill.Failed || !cmp.Equal(ended, got) {
			t.Errorf("ended (-put +got):\n%s%v", cmp.Diff(ended, got), err)
		}

		// The command records its run when that has ended, beside one that runs.
		second := w.begun()
		if err := w.db.BeginDrill(ctx, second); err != nil {
			t.Fatal(err)
		}
		own := drill.Run{ID: newID(), Begun: w.clock.now(), Own: true}.Conclude(ctx, played(w.clock.now(), 2, 0), nil, w.clock.now().Add(time.Second))
		if err := errors.Join(w.db.PutDrill(ctx, own), w.db.EndDrill(ctx, second.Conclude(ctx, drill.Report{}, errors.New("no pages"), w.clock.now()))); err != nil {
			t.Fatal(err)
		}
		if err := w.db.PutDrill(ctx, own); !desk.Is(err, desk.Conflict) {
			t.Errorf("put twice: %v", err)
		}
		list, err := w.db.Drills(ctx, w.clock.now(), 10)
		states := map[string]drill.State{}
		for _, r := range list {
			states[r.ID] = r.State
		}
		if diff := cmp.Diff(map[string]drill.State{first.ID: drill.Failed, second.ID: drill.Broken, own.ID: drill.Passed}, states); diff != "" || err != nil {
			t.Errorf("listed (-want +got):\n%s%v", diff, err)
		}
		if list[2].ID != first.ID || list[2].Cases != 3 || list[2].Harmful != 1 {
			t.Errorf("the oldest is not the last: %+v", list)
		}
		if _, err := w.db.Drill(ctx, "none", w.clock.now()); !desk.Is(err, desk.NotFound) {
			t.Errorf("of none: %v", err)
		}
	})
}

// A server that dies while it plays: until the lease has passed nothing else begins, then the run counts as interrupted, what
// it says later counts for nothing, and another begins.
func TestDrillOfADeadServer(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		dead := w.begun()
		if err := w.db.BeginDrill(ctx, dead); err != nil {
			t.Fatal(err)
		}
		w.clock.add(drill.Lease - time.Second)
		if err := w.db.BeginDrill(ctx, w.begun()); !desk.Is(err, desk.Conflict) {
			t.Errorf("another began within the lease: %v", err)
		}
		w.clock.add(time.Second)
		expect := func(when string) {
			t.Helper()
			got, err := w.db.Drill(ctx, dead.ID, w.clock.now())
			if err != nil || got.State != drill.Interrupted || !got.Ended.Equal(dead.Until) {
				t.Errorf("%s: %+v, %v", when, got, err)
			}
		}
		expect("after its lease")
		if err := w.db.EndDrill(ctx, dead.Conclude(ctx, played(dead.Begun, 3, 0), nil, w.clock.now())); !desk.Is(err, desk.Conflict) {
			t.Errorf("a dead server's drill passed: %v", err)
		}
		next := w.begun()
		if err := w.db.BeginDrill(ctx, next); err != nil {
			t.Fatal(err)
		}
		expect("after another began")
		if err := w.db.EndDrill(ctx, dead.Conclude(ctx, played(dead.Begun, 3, 0), nil, w.clock.now())); !desk.Is(err, desk.Conflict) {
			t.Errorf("a dead server's drill passed while another runs: %v", err)
		}
		if got, err := w.db.Drill(ctx, next.ID, w.clock.now()); err != nil || got.State != drill.Running {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestDrillsOfTwoServers(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		other, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		for round := range 20 {
			var won atomic.Pointer[drill.Run]
			var wins atomic.Int64
			var group sync.WaitGroup
			for n := range 6 {
				group.Go(func() {
					run := w.begun()
					err := []*store.DB{w.db, other}[n%2].BeginDrill(t.Context(), run)
					if err == nil {
						wins.Add(1)
						won.Store(&run)
					} else if !desk.Is(err, desk.Conflict) {
						t.Error(err)
					}
				})
			}
			group.Wait()
			if wins.Load() != 1 {
				t.Fatalf("round %d: %d began", round, wins.Load())
			}
			if err := w.db.EndDrill(t.Context(), won.Load().Conclude(t.Context(), played(w.clock.now(), 1, 0), nil, w.clock.now())); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// What cannot be read, or does not agree with itself, counts as failed.
func TestDrillsThatCannotBeRead(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		for name, row := range map[string]struct{ state, report string }{
			"broken report": {"passed", "{"}, "no report": {"passed", ""}, "another's report": {"passed", "{}"}, "unknown state": {"excellent", "{}"},
		} {
			run := drill.Run{ID: newID(), Begun: w.clock.now()}.Conclude(ctx, played(w.clock.now(), 2, 0), nil, w.clock.now())
			if err := errors.Join(w.db.PutDrill(ctx, run), w.db.SpoilDrill(ctx, run.ID, row.state, row.report)); err != nil {
				t.Fatal(err)
			}
			got, err := w.db.Drill(ctx, run.ID, w.clock.now())
			if err == nil || got.State != drill.Failed || got.ID != run.ID {
				t.Errorf("%s: %s, %v", name, got.State, err)
			}
		}
		run := drill.Run{ID: newID(), Begun: w.clock.now(), State: drill.Passed}
		if err := w.db.PutDrill(ctx, run); err != nil {
			t.Fatal(err)
		}
		if list, err := w.db.Drills(ctx, w.clock.now(), 1); err != nil || list[0].ID != run.ID || list[0].State != drill.Failed {
			t.Errorf("nothing was played, and it passed: %+v, %v", list, err)
		}
	})
}

func TestDrillsBeyondWhatIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: more than a hundred rows")
	}
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		put := func(ctx context.Context) {
			t.Helper()
			w.clock.add(time.Minute)
			if err := w.db.PutDrill(ctx, drill.Run{ID: newID(), Begun: w.clock.now()}.Conclude(ctx, played(w.clock.now(), 1, 0), nil, w.clock.now())); err != nil {
				t.Fatal(err)
			}
		}
		for range 103 {
			put(t.Context())
		}
		if list, err := w.db.Drills(t.Context(), w.clock.now(), 1000); err != nil || len(list) != 100 || !list[0].Begun.Equal(w.clock.now()) {
			t.Errorf("%d are kept, %v", len(list), err)
		}
	})
}
