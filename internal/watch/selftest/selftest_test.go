package selftest_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

// world is a desk of no pages, a log and whoever is told.
type world struct {
	*selftest.Service
	guard      *flow.Guarded
	clock      time.Time
	runs       []selftest.Run
	versions   selftest.Versions
	mistakes   []mutate.Mistake
	remembered []string
	raised     []breaker.Signal
	leased     bool // by another server
	fault      error
}

func (w *world) Sent(context.Context, int) ([]guard.Input, error)   { return nil, w.fault }
func (w *world) Quoted(context.Context, int) ([]guard.Input, error) { return nil, nil }
func (w *world) Mistakes(context.Context) ([]mutate.Mistake, error) { return w.mistakes, nil }
func (w *world) PutSelfTest(_ context.Context, run selftest.Run) error {
	w.runs = append(w.runs, run)
	return nil
}

func (w *world) Check(ctx context.Context, in guard.Input) (desk.Verdict, []desk.Finding) {
	return w.guard.Check(ctx, in)
}
func (w *world) Names() []string      { return w.guard.Names() }
func (w *world) Hung() map[string]int { return w.guard.Hung() }

func (w *world) Remembers(_ context.Context, d desk.Draft) (bool, error) {
	return slices.Contains(w.remembered, d.Text), nil
}

func (w *world) LastSelfTest(context.Context) (selftest.Run, error) {
	if len(w.runs) == 0 {
		return selftest.Run{}, desk.Errorf(desk.NotFound, "none")
	}
	return w.runs[len(w.runs)-1], nil
}

func (w *world) Ground(_ context.Context, question string, language desk.Language, d desk.Draft) (guard.Input, error) {
	text := "You can return a lamp within 30 days."
	return guard.Input{Question: question, Language: language, Draft: d, Sources: []guard.Source{{
		Article: "a", Version: "v", Unit: "u", Title: "Returns", Language: desk.English, Contract: desk.Contract{Status: desk.StatusApproved},
		Text: text, End: len(text), Shown: text,
	}}}, nil
}

// newWorld makes a world whose guard has each check spoilt; nil: as it is.
// It has some answers of the bank, or all of them.
func newWorld(t *testing.T, spoil func(guard.Check) guard.Check) *world {
	t.Helper()
	return newWorldOf(t, 12, spoil)
}

func newWorldOf(t *testing.T, bank int, spoil func(guard.Check) guard.Check) *world {
	t.Helper()
	checks := guard.Checks()
	var names []string
	for i := range checks {
		names = append(names, checks[i].Name)
		if spoil != nil {
			checks[i] = spoil(checks[i])
		}
	}
	w := &world{guard: flow.NewGuarded(checks, 30*time.Second), clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), versions: selftest.Versions{Guard: "g", Knowledge: 1}}
	cfg := selftest.Defaults()
	cfg.Hang, cfg.Seeds, cfg.Bank = 30*time.Millisecond, 1, bank
	w.Service = selftest.New(selftest.Parts{
		Guard: w, Expected: names, Desk: w, Log: w,
		Spoil: func(check string, run func(guard.Input) ([]desk.Finding, error), within time.Duration) selftest.Guard {
			return w.guard.Spoilt(check, run, within)
		},
		House: func(context.Context) (mutate.House, error) {
			return mutate.House{Brand: []string{"Virgin Money", "Scunthorpe Outdoor", "Essex Ferries"}}, nil
		},
		Versions: func(context.Context) (selftest.Versions, error) { return w.versions, nil },
		Lease:    func(context.Context, time.Time, time.Time) (bool, error) { return !w.leased, nil },
		Raise:    func(_ context.Context, s breaker.Signal) error { w.raised = append(w.raised, s); return nil },
		Now:      func() time.Time { return w.clock }, NewID: func() string { return "id" }, Seed: func() uint64 { return 7 }, Logger: slog.New(slog.DiscardHandler),
	}, cfg)
	return w
}

func (w *world) run(t *testing.T) selftest.Run {
	t.Helper()
	r, err := w.Run(t.Context(), selftest.ByPerson)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.runs) == 0 || w.runs[len(w.runs)-1].Verdict != r.Verdict {
		t.Error("the run was not kept")
	}
	return r
}

// A guard in order is above its floor on the bank that comes with the program, and nothing is lowered.
func TestGuardInOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	w := newWorldOf(t, 0, nil)
	r := w.run(t)
	if r.Below() || len(w.raised) > 0 || r.Cases < 1000 {
		t.Errorf("%s %q after %d cases, raised %+v", r.Verdict, r.Reasons, r.Cases, w.raised)
	}
	for _, f := range r.Kinds {
		if f.Name == string(mutate.Branded) && f.Held > 0 || f.Name == string(mutate.CheckBroken) && f.Held < f.All {
			t.Errorf("%+v", f)
		}
	}
	t.Logf("%s; caught %d of %d, %d of %d twins held", r.Verdict, r.Catch.Held, r.Catch.All, r.FalseBlock.Held, r.FalseBlock.All)
}

// The same run can be had again from its seed.
func TestSeedRepeatsARun(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	w := newWorldOf(t, 2, nil)
	a, b := w.run(t), w.run(t)
	if a.Catch != b.Catch || len(a.Slips) != len(b.Slips) || a.Seed != 7 {
		t.Errorf("%+v and %+v", a.Catch, b.Catch)
	}
}

// A guard that has gone wrong without a sound is found by the next run: the desk drops to drafts, with the reason, and
// whoever minds incidents is told.
func TestFaultsAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	nothing := func(guard.Input) ([]desk.Finding, error) { return nil, nil }
	for name, tt := range map[string]struct {
		spoil func(guard.Check) guard.Check
		names string // in the reasons
	}{
		"reads the first 500 words": {func(c guard.Check) guard.Check {
			return guard.Check{Name: c.Name, Run: func(in guard.Input) ([]desk.Finding, error) { return c.Run(firstWords(in, 500)) }}
		}, "shape"},
		"blocks everything": {func(c guard.Check) guard.Check {
			return guard.Check{Name: c.Name, Run: func(guard.Input) ([]desk.Finding, error) { return make([]desk.Finding, 1), nil }}
		}, "benign twins held"},
		"finds nothing":    {func(c guard.Check) guard.Check { return guard.Check{Name: c.Name, Run: nothing} }, "values"},
		"numbers asleep":   {asleep("numbers", "binding", "values"), "values"},
		"in force asleep":  {asleep("inforce"), "machinery"},
		"negation asleep":  {asleep("negation"), "meaning"},
		"markup asleep":    {asleep("markup", "contacts", "form"), "shape"},
		"every check errs": {func(c guard.Check) guard.Check { return guard.Check{Name: c.Name, Run: nil} }, "benign twins held"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, tt.spoil)
			r := w.run(t)
			if !r.Below() || !r.Lowered || len(w.raised) != 1 || w.raised[0].Cause != breaker.CauseSelfTest {
				t.Fatalf("%s %q, raised %+v", r.Verdict, r.Reasons, w.raised)
			}
			if !strings.Contains(strings.Join(r.Reasons, ";"), tt.names) {
				t.Errorf("the reason does not name %q: %q", tt.names, r.Reasons)
			}
		})
	}
}

func asleep(names ...string) func(guard.Check) guard.Check {
	return func(c guard.Check) guard.Check {
		if slices.Contains(names, c.Name) {
			c.Run = func(guard.Input) ([]desk.Finding, error) { return nil, nil }
		}
		return c
	}
}

// firstWords gives an input of which only the first words of the draft are seen, claims cut accordingly.
func firstWords(in guard.Input, most int) guard.Input {
	if len(strings.Fields(in.Draft.Text)) <= most {
		return in
	}
	end := len([]rune(strings.Join(strings.Fields(in.Draft.Text)[:most], " ")))
	seen := 1
	for seen < len(in.Draft.Claims) && in.Draft.Claims[seen].End <= end {
		seen++
	}
	in.Draft.Claims = slices.Clone(in.Draft.Claims[:min(seen, len(in.Draft.Claims))])
	in.Draft.Text = string([]rune(in.Draft.Text)[:in.Draft.Claims[len(in.Draft.Claims)-1].End])
	return guard.Prepared(guard.Input{
		Question: in.Question, Language: in.Language, At: in.At, Draft: in.Draft, Sources: in.Sources, Contradicted: in.Contradicted, Brand: in.Brand,
	})
}

// A check that is gone, or was switched off because it hung, is below the floor by itself.
func TestMissingAndHungChecks(t *testing.T) {
	w := newWorldOf(t, 2, nil)
	w.guard = flow.NewGuarded(guard.Checks()[1:], 30*time.Second)
	if r := w.run(t); !r.Below() || !strings.Contains(r.Reasons[0], "the check form is missing") {
		t.Errorf("%s %q", r.Verdict, r.Reasons)
	}

	end := make(chan struct{})
	defer close(end)
	checks := guard.Checks()
	checks[2].Run = func(guard.Input) ([]desk.Finding, error) { <-end; return nil, nil }
	w = newWorldOf(t, 2, nil)
	w.guard = flow.NewGuarded(checks, 50*time.Millisecond)
	w.guard.Check(t.Context(), guard.Input{}) // a customer's draft, which hangs
	w.runs = append(w.runs, selftest.Run{At: w.clock, Versions: w.versions, Verdict: "above"})
	for range 3 { // told once, before any run is due
		if err := w.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.raised) != 1 || w.raised[0].Cause != breaker.CauseHungCheck {
		t.Errorf("raised %+v", w.raised)
	}
	if r := w.run(t); !r.Below() || !strings.Contains(strings.Join(r.Reasons, ";"), "the check "+checks[2].Name+" hung") {
		t.Errorf("%s %q", r.Verdict, r.Reasons)
	}
}

// What was really said wrongly must be held in every run to come, by the guard or by what the desk remembers.
func TestMistakesMustBeHeld(t *testing.T) {
	w := newWorld(t, nil)
	invented := mutate.Mistake{ID: "judged:1", Question: "Returns", Claim: "Each subscription is limited to one device as a security policy.", Language: desk.English}
	verbatim := mutate.Mistake{ID: "report:2:0", Question: "Returns", Claim: "You can return a lamp within 30 days.", Language: desk.English}
	w.mistakes = []mutate.Mistake{invented, verbatim}
	r := w.run(t)
	if !r.Below() || !strings.Contains(r.Reasons[0], "report:2:0") || strings.Contains(r.Reasons[0], "judged:1") {
		t.Errorf("%s %q", r.Verdict, r.Reasons)
	}
	w.remembered = []string{verbatim.Claim}
	if r := w.run(t); r.Below() || r.Answers[selftest.FromMistake] != 2 {
		t.Errorf("%s %q", r.Verdict, r.Reasons)
	}
}

// Too few cases are no verdict: nothing is lowered.
func TestTooFewCasesChangeNothing(t *testing.T) {
	floor := selftest.Defaults().Floor
	verdict, _ := floor.Judge(mutate.Tally([]mutate.Outcome{{Kind: mutate.NumberChanged, Held: true}, {Kind: mutate.Verbatim}}))
	if r := (selftest.Run{Verdict: verdict.String()}); verdict != mutate.NotEnough || r.Below() {
		t.Errorf("%s", verdict)
	}
	if !(selftest.Run{}).Below() {
		t.Error("a run without a verdict counts as good")
	}
}

// Every hour, and after each change a little later; one server at a time; a run that fails lowers nothing and is tried again.
func TestWhenItRuns(t *testing.T) {
	w := newWorldOf(t, 2, nil)
	tick := func(want int, cause selftest.Cause) {
		t.Helper()
		if err := w.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(w.runs) != want || w.runs[want-1].Cause != cause {
			t.Fatalf("%d runs, the last for %q; want %d, %q", len(w.runs), w.runs[len(w.runs)-1].Cause, want, cause)
		}
	}
	tick(1, selftest.Hourly)
	tick(1, selftest.Hourly)
	w.versions.Knowledge++
	w.clock = w.clock.Add(time.Minute)
	tick(1, selftest.Hourly)
	w.clock = w.clock.Add(5 * time.Minute)
	tick(2, selftest.KnowledgeChanged)
	for _, change := range []struct {
		cause selftest.Cause
		make  func()
	}{
		{selftest.GuardChanged, func() { w.versions.Guard = "g2" }},
		{selftest.ModelChanged, func() { w.versions.Model = "m" }},
		{selftest.PromptChanged, func() { w.versions.Prompt = "p" }},
		{selftest.SettingsChanged, func() { w.versions.Settings = "s" }},
	} {
		change.make()
		w.clock = w.clock.Add(5 * time.Minute)
		tick(len(w.runs)+1, change.cause)
	}
	w.clock = w.clock.Add(time.Hour)
	w.leased = true
	tick(6, selftest.SettingsChanged)
	w.leased, w.fault = false, errors.New("gone")
	if err := w.Tick(t.Context()); err == nil || len(w.raised) > 0 {
		t.Errorf("a run that failed: %v, raised %+v", err, w.raised)
	}
	w.fault = nil
	tick(7, selftest.Hourly)
}

// A run that is called off says so and gives no verdict.
func TestCalledOff(t *testing.T) {
	w := newWorldOf(t, 2, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Run(ctx, selftest.Hourly); err == nil || len(w.runs)+len(w.raised) > 0 {
		t.Errorf("%v, %d runs, raised %+v", err, len(w.runs), w.raised)
	}
}
