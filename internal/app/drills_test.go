package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// lead is a browser in which a lead has signed in at a desk that runs.
type lead struct {
	t    *testing.T
	base string
	*http.Client
}

func (a *App) leadAt(t *testing.T, base string) lead {
	t.Helper()
	o := desk.Operator{Name: "Claire Martin", Email: "claire@desk.example", Team: "support", Role: desk.RoleLead}
	if _, err := a.access.AddOperator(t.Context(), o, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	l := lead{t, base, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	l.post("/desk/login", "email", o.Email, "password", "correct horse battery")
	return l
}

func (l lead) post(path string, fields ...string) (status int, at, page string) {
	l.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, l.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", l.base)
	return l.do(r)
}

func (l lead) get(path string) (status int, at, page string) {
	l.t.Helper()
	r, err := http.NewRequest(http.MethodGet, l.base+path, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.do(r)
}

func (l lead) do(r *http.Request) (status int, at, page string) {
	l.t.Helper()
	got, err := l.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return got.StatusCode, got.Request.URL.Path, string(body)
}

// ended waits until no drill runs any more, woken as the pages are, and gives the newest.
func (a *App) ended(t *testing.T, news <-chan struct{}) drill.Run {
	t.Helper()
	late := time.After(2 * time.Minute)
	for {
		if run := a.newest(t); run.State != drill.Running {
			return run
		}
		select {
		case <-news:
		case <-late:
			t.Fatal("the drill does not end")
		}
	}
}

func (a *App) newest(t *testing.T) drill.Run {
	t.Helper()
	list, err := a.store.Drills(t.Context(), a.now(), 1)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	run, err := a.store.Drill(t.Context(), list[0].ID, a.now())
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// readyAfter has the whole desk lowered for an incident that asks for a drill, and twenty drafts approved since.
func (a *App) readyAfter(t *testing.T, signal breaker.Signal) desk.Operator {
	t.Helper()
	claire, ctx := desk.Operator{ID: "claire"}, t.Context()
	signal.Scope, signal.Severity, signal.Drill = conversation.WholeDesk, breaker.Critical, true
	if err := errors.Join(a.raise(ctx, signal), a.watch.Move(ctx, conversation.WholeDesk, breaker.Probe, claire)); err != nil {
		t.Fatal(err)
	}
	for range breaker.FullRun {
		if err := a.watch.Reviewed(ctx, breaker.ApprovedUnchanged, a.now(), claire, func(string) bool { return true }); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.watch.Move(ctx, conversation.WholeDesk, breaker.PersonCloses, claire); !desk.Is(err, desk.Conflict) {
		t.Fatalf("the breaker closes without a drill: %v", err)
	}
	return claire
}

func (a *App) wholeDesk(t *testing.T) breaker.Breaker {
	t.Helper()
	list, err := a.store.AllBreakers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		if b.Scope == conversation.WholeDesk {
			return b
		}
	}
	return breaker.New(conversation.WholeDesk)
}

// A lead presses the button on a desk that runs, with a model that it would ask: the drill is played beside it, its report
// stands on the page, the model was asked nothing, and the breaker that waited for a drill closes.
func TestDrillFromThePage(t *testing.T) {
	if testing.Short() {
		t.Skip("a drill of the whole desk takes seconds where races are looked for")
	}
	var calls atomic.Int64
	model := fake.Start(t, fake.Func(func(fake.Request) fake.Step { calls.Add(1); return fake.Text("x") }).Always())
	cfg, err := config.Read(map[string]string{"data": t.TempDir(), "mode": "compose", "autonomy": "auto", "model-url": model.URL().String(), "model": "scripted", "model-kind": "openai"}, nil, config.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Build(t.Context(), cfg, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.furnishDemo(t.Context(), demo.HelpCentre); err != nil {
		t.Fatal(err)
	}
	l := a.leadAt(t, background(t, a))
	waiting := a.readyAfter(t, breaker.Signal{Cause: breaker.CauseDrift, Stream: "blocked", Value: 9, Line: 8})
	news, done := a.store.Subscribe(store.TopicDesk)
	defer done()
	status, at, _ := l.post("/watch/drills")
	run := a.ended(t, news)
	if status != http.StatusOK || at != "/watch/drills/"+run.ID {
		t.Errorf("%d at %s", status, at)
	}
	if run.State != drill.Passed || run.Cases != 72 || run.Report.Level != drill.LevelDraft || run.By == "" || calls.Load() > 0 {
		t.Errorf("%s, %d cases, %q, by %q, %d calls", run.State, run.Cases, run.Report.Level, run.By, calls.Load())
	}
	t.Logf("%d cases in %s", run.Cases, run.Ended.Sub(run.Begun))
	_, _, page := l.get("/watch/drills/" + run.ID)
	for _, want := range []string{"Of 72 derailments none would have harmed a customer.", "Claire Martin", "Cursor, April 2025", "a model writes", "kept its words back"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if _, _, page := l.get("/watch"); !strings.Contains(page, `standing-in_force">passed<`) {
		t.Error("the watch does not tell of it")
	}
	if _, _, page := l.get("/watch/drills/" + run.ID + "/report.html"); !strings.Contains(page, "<table>") {
		t.Error("the report is no page")
	}
	if b := a.wholeDesk(t); !b.DrillPassed {
		t.Errorf("the breaker was not told: %+v", b)
	}
	if err := a.watch.Move(t.Context(), conversation.WholeDesk, breaker.PersonCloses, waiting); err != nil {
		t.Errorf("the breaker does not close: %v", err)
	}
}

// What the command played is on record beside what the page began; cases of one's own count for nothing else.
func TestDrillCommandIsOnRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	a := newApp(t, filepath.Join("demo", "company"))
	r := &run{ctx: t.Context(), cli: &cli{}, System: System{Now: a.now}}
	own, err := drill.Read("own.jsonl", []byte(`{"id":"a","accident":"x","language":"en","question":"How long does delivery to Belgium take?","reply":"r","harm":"h","expect":"person"}`))
	if err != nil {
		t.Fatal(err)
	}
	a.readyAfter(t, breaker.Signal{Cause: breaker.CauseDrift, Stream: "blocked", Value: 9, Line: 8})
	if _, err := (&drillCmd{Pack: []string{"own.jsonl"}}).play(r, a, own); err != nil {
		t.Fatal(err)
	}
	if kept := a.newest(t); !kept.Own || kept.State != drill.Failed || kept.Cases != 1 || a.wholeDesk(t).State != breaker.Ready {
		t.Errorf("%+v, %s", kept, a.wholeDesk(t).State)
	}
	cases, err := drill.Packed()
	if err != nil {
		t.Fatal(err)
	}
	report, err := (&drillCmd{}).play(r, a, cases)
	if err != nil {
		t.Fatal(err)
	}
	if kept := a.newest(t); kept.Own || kept.State != drill.Passed || kept.By != "" || len(kept.Report.Results) != len(report.Results) || !a.wholeDesk(t).DrillPassed {
		t.Errorf("%s, %d results, %+v", kept.State, len(kept.Report.Results), a.wholeDesk(t))
	}
}

// A drill that would have harmed somebody makes the breaker that asked for one more careful, as the command does.
func TestFailedDrill(t *testing.T) {
	a := newApp(t, "")
	a.readyAfter(t, breaker.Signal{Cause: breaker.CauseDrift, Stream: "blocked", Value: 9, Line: 8})
	run, err := a.beginDrill(t.Context(), "claire")
	if err != nil {
		t.Fatal(err)
	}
	bad := drill.Report{Harmful: 1, Results: make([]drill.Result, 2)}
	if err := a.concludeDrill(t.Context(), run.Conclude(t.Context(), bad, nil, a.now()), a.store.EndDrill); err != nil {
		t.Fatal(err)
	}
	if b := a.wholeDesk(t); b.State != breaker.Open || b.Why != breaker.DrillFailed || b.By != "claire" {
		t.Errorf("%+v", b)
	}
	if open, err := a.store.OpenIncidents(t.Context()); err != nil || !slices.ContainsFunc(open, func(in breaker.Incident) bool { return in.Cause == breaker.CauseDrill }) {
		t.Errorf("nobody is called: %+v, %v", open, err)
	}
	if kept := a.newest(t); kept.State != drill.Failed || kept.Harmful != 1 {
		t.Errorf("%+v", kept)
	}
}

// moved is a clock that a test moves.
type moved struct{ at atomic.Int64 }

func (m *moved) now() time.Time {
	return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC).Add(time.Duration(m.at.Load()))
}

func (m *moved) add(d time.Duration) { m.at.Add(int64(d)) }

// The schedule, month after month: nothing while it is off; then one drill, by one of two servers, and the next when that one
// is 30 days old. One that breaks is tried again an hour later, and not before.
func TestDrillsOnSchedule(t *testing.T) {
	if testing.Short() {
		t.Skip("drills of the whole desk take seconds where races are looked for")
	}
	onBothDatabases(t, func(t *testing.T, flags map[string]string) {
		t.Helper()
		clock, ctx := &moved{}, t.Context()
		a := newAppAt(t, filepath.Join("demo", "company"), flags, clock.now)
		b := newAppAt(t, "", flags, clock.now)
		if err := b.shelf.load(ctx); err != nil {
			t.Fatal(err)
		}
		look := func() (played, failed int) {
			t.Helper()
			before, err := a.store.Drills(ctx, clock.now(), drillsRead)
			if err != nil {
				t.Fatal(err)
			}
			for server, app := range map[string]*App{"a": a, "b": b} {
				if err := app.drillOnSchedule(ctx, server); err != nil { // the loop logs it
					failed++
				}
			}
			after, err := a.store.Drills(ctx, clock.now(), drillsRead)
			if err != nil {
				t.Fatal(err)
			}
			return len(after) - len(before), failed
		}
		expect := func(when string, want int, state drill.State) {
			t.Helper()
			if n, failed := look(); n != want || (failed > 0) != (state == drill.Broken) {
				t.Errorf("%s: %d drills begin, want %d; %d errors", when, n, want, failed)
			}
			if state != "" && a.newest(t).State != state {
				t.Errorf("%s: the newest is %s, want %s", when, a.newest(t).State, state)
			}
		}
		set := func(often string) {
			t.Helper()
			if err := a.store.SaveSetting(ctx, drill.ScheduleSetting, often, access.Deed{ID: newID(), By: "claire", Act: "watch:drills", Ref: "settings:watch", At: clock.now()}); err != nil {
				t.Fatal(err)
			}
		}
		expect("while it is off", 0, "")
		set(drill.Monthly)
		expect("on its first day", 1, drill.Passed)
		expect("at the next look", 0, "")
		clock.add(drill.Month - time.Minute)
		expect("a minute before the month is over", 0, "")
		live := a.flow.Guard
		a.flow.Guard, b.flow.Guard = nil, nil // the drill breaks
		clock.add(2 * time.Minute)
		expect("after a month", 1, drill.Broken)
		clock.add(drill.Again - time.Minute)
		expect("before an hour has passed", 0, "")
		a.flow.Guard, b.flow.Guard = live, live
		clock.add(time.Minute)
		expect("an hour later", 1, drill.Passed)
		set("")
		clock.add(2 * drill.Month)
		expect("once it is off again", 0, "")
	})
}

func onBothDatabases(t *testing.T, f func(t *testing.T, flags map[string]string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, map[string]string{"data": t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { f(t, map[string]string{"database": storetest.Postgres(t)}) })
}

// Two servers, and many leads who press at once: one drill begins. Its server dies; when its lease has passed the other
// server begins one, and the first counts as interrupted.
func TestDrillOfTwoServers(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, flags map[string]string) {
		t.Helper()
		clock, ctx := &moved{}, t.Context()
		a, b := newAppAt(t, "", flags, clock.now), newAppAt(t, "", maps.Clone(flags), clock.now)
		var begun atomic.Int64
		press := func() {
			var group sync.WaitGroup
			for n := range 8 {
				group.Go(func() {
					if _, err := []*App{a, b}[n%2].startDrill(ctx, desk.Operator{ID: "claire"}); err == nil {
						begun.Add(1)
					} else if !desk.Is(err, desk.Conflict) {
						t.Error(err)
					}
				})
			}
			group.Wait()
		}
		press()
		clock.add(drill.Lease - time.Second)
		press()
		if begun.Load() != 1 || a.newest(t).State != drill.Running {
			t.Fatalf("%d begin, %s", begun.Load(), a.newest(t).State)
		}
		first := a.newest(t)
		clock.add(time.Second)
		if a.newest(t).State != drill.Interrupted {
			t.Errorf("a dead server's drill is %s", a.newest(t).State)
		}
		for len(a.begun)+len(b.begun) > 0 { // it died: what it had in hand is gone
			select {
			case <-a.begun:
			case <-b.begun:
			}
		}
		press()
		if begun.Load() != 2 || b.newest(t).State != drill.Running || b.newest(t).ID == first.ID {
			t.Errorf("%d begin, %+v", begun.Load(), b.newest(t))
		}
		if kept, err := b.store.Drill(ctx, first.ID, clock.now()); err != nil || kept.State != drill.Interrupted {
			t.Errorf("the first is %s, %v", kept.State, err)
		}
	})
}

// A server stops while a drill is played, or before its knowledge was there: the drill is put down as interrupted, and the
// breakers hear nothing of it.
func TestDrillInterrupted(t *testing.T) {
	for name, knows := range map[string]bool{"while it is played": true, "before the knowledge is there": false} {
		t.Run(name, func(t *testing.T) {
			folder := ""
			if knows {
				folder = filepath.Join("demo", "company")
			}
			a := newApp(t, folder)
			a.readyAfter(t, breaker.Signal{Cause: breaker.CauseDrift, Stream: "blocked", Value: 9, Line: 8})
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			playing := make(chan struct{})
			var once sync.Once
			a.flow.Levels = func(ctx context.Context) ([]desk.Level, error) {
				once.Do(func() { close(playing) })
				<-ctx.Done()
				return nil, ctx.Err()
			}
			ended := make(chan error, 1)
			go func() { ended <- a.playDrills("one")(ctx) }()
			if _, err := a.startDrill(ctx, desk.Operator{ID: "claire"}); err != nil {
				t.Fatal(err)
			}
			if knows {
				<-playing
			}
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if kept := a.newest(t); kept.State != drill.Interrupted || kept.Ended.IsZero() || !kept.Ended.Before(kept.Until) {
				t.Errorf("%+v", kept)
			}
			if b := a.wholeDesk(t); b.State != breaker.Ready || b.DrillPassed {
				t.Errorf("%+v", b)
			}
			if _, err := a.startDrill(t.Context(), desk.Operator{ID: "claire"}); err != nil {
				t.Errorf("no other begins after it: %v", err)
			}
		})
	}
}
