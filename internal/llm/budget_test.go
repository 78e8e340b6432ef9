package llm_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
)

// spending is a memory of tokens, which can fail.
type spending struct {
	days   map[string]int64
	writes int
	warned map[string]bool
	broken error
}

func newSpending() *spending { return &spending{days: map[string]int64{}, warned: map[string]bool{}} }

func (s *spending) Spend(ctx context.Context, day string, tokens int64) (int64, error) {
	if s.broken != nil {
		return 0, s.broken
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.writes++
	s.days[day] += tokens
	return s.days[day], nil
}

func (s *spending) Spent(_ context.Context, day string) (int64, error) { return s.days[day], s.broken }

func (s *spending) Warned(_ context.Context, day string) (bool, error) {
	first := !s.warned[day]
	s.warned[day] = true
	return first, s.broken
}

// costs is a model whose calls cost so much, or fail.
type costs struct {
	usage llm.Usage
	err   error
	calls int
}

func (c *costs) Complete(context.Context, llm.Request) (llm.Result, error) {
	c.calls++
	return llm.Result{Text: "Within 30 days, 1 2 3.", Usage: c.usage}, c.err
}

func TestBudgetCounts(t *testing.T) {
	t.Parallel()
	r := ask(words)
	estimate := llm.Estimate(r)
	if estimate < 200+10 || estimate > 200+100 {
		t.Fatalf("estimate %d", estimate)
	}
	tests := map[string]struct {
		model costs
		want  int64
	}{
		"as reported":         {costs{usage: llm.Usage{In: 30, Out: 12}}, 42},
		"not reported":        {costs{}, estimate - 200 + 8},
		"refused":             {costs{err: llm.Fail(llm.Failure{Fault: llm.BadKey}, "x")}, 0},
		"broken, not known":   {costs{err: llm.Fail(llm.Failure{Fault: llm.CutShort, Charged: true}, "x")}, estimate},
		"broken, as reported": {costs{usage: llm.Usage{In: 30, Out: 1}, err: llm.Fail(llm.Failure{Fault: llm.Unfinished, Charged: true}, "x")}, 31},
	}
	for name, tt := range tests {
		s := newSpending()
		budget := &llm.Budget{Limit: 10_000, Now: func() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }, Spending: s}
		_, err := budget.Model(&tt.model).Complete(t.Context(), r)
		if !errors.Is(err, tt.model.err) || s.days["2026-05-04"] != tt.want {
			t.Errorf("%s: %v, spent %v, want %d", name, err, s.days, tt.want)
		}
	}
}

// A caller who has gone is still counted.
func TestBudgetCountsTheGone(t *testing.T) {
	t.Parallel()
	s := newSpending()
	ctx, cancel := context.WithCancel(t.Context())
	budget := &llm.Budget{Limit: 10_000, Now: time.Now, Spending: s}
	set, err := budget.Reserve(ctx, 500)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	set.Settle(ctx, 77)
	if s.days[set.Day] != 77 {
		t.Errorf("%v", s.days)
	}
}

func TestBudgetDay(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zones here: ", err)
	}
	now := time.Date(2026, 10, 24, 21, 59, 0, 0, time.UTC) // 23:59 there, the last minute of its day
	s := newSpending()
	var warnings []string
	budget := &llm.Budget{
		Limit: 1000, Zone: paris, Now: func() time.Time { return now }, Spending: s,
		Warn: func(_ context.Context, day string, spent, limit int64) { warnings = append(warnings, day) },
	}
	model := &costs{usage: llm.Usage{In: 700, Out: 99}}
	call := func() error { _, err := budget.Model(model).Complete(t.Context(), ask(words)); return err }
	if err := call(); err != nil || len(warnings) != 0 { // 799
		t.Fatal(err, warnings)
	}
	model.usage = llm.Usage{In: 1}
	for range 3 { // 800: four fifths
		if err := call(); err != nil || !cmp.Equal(warnings, []string{"2026-10-24"}) {
			t.Fatal(err, warnings)
		}
	}
	model.usage = llm.Usage{In: 300}
	if err := call(); err != nil { // 1102: the last call may go beyond
		t.Fatal(err)
	}
	err = call()
	if llm.FaultOf(err) != llm.BudgetSpent || desk.KindOf(err) != desk.Busy || llm.FailureOf(err).RetryAfter != time.Minute {
		t.Fatalf("%v", err)
	}
	if e, _ := errors.AsType[*desk.Error](err); e.Message != "the token budget for 2026-10-24 is used up (1102 of 1000); the model is asked again from 2026-10-25 00:00 CEST, or as soon as VIGIE_MODEL_BUDGET is raised" {
		t.Error(e.Message)
	}
	if calls := model.calls; calls != 5 {
		t.Errorf("%d calls", calls)
	}
	set, err := budget.Reserve(t.Context(), 0)
	if err == nil {
		t.Fatalf("%+v", set)
	}
	now = now.Add(time.Minute) // the day of 25 hours begins
	if err := call(); err != nil || s.days["2026-10-25"] != 300 {
		t.Fatal(err, s.days)
	}
	now = now.Add(24*time.Hour + 59*time.Minute)
	if day, spent, limit, _ := budget.Today(t.Context()); day != "2026-10-25" || spent != 300 || limit != 1000 {
		t.Error(day, spent, limit)
	}
	replica := &llm.Budget{Limit: 1000, Zone: paris, Now: func() time.Time { return now.Add(-48 * time.Hour) }, Spending: s, Warn: budget.Warn}
	if _, err := replica.Reserve(t.Context(), 1); err == nil || len(warnings) != 1 {
		t.Errorf("another replica warns again: %v, %v", warnings, err)
	}
}

// Without a count and with a limit nothing is asked; without a limit the count is for show.
func TestBudgetThatCannotCount(t *testing.T) {
	t.Parallel()
	s := newSpending()
	s.broken = errors.New("disk full")
	model := &costs{}
	limited := (&llm.Budget{Limit: 1000, Now: time.Now, Spending: s}).Model(model)
	if _, err := limited.Complete(t.Context(), ask(words)); llm.FaultOf(err) != llm.Uncounted || desk.KindOf(err) != desk.Unavailable || model.calls != 0 {
		t.Errorf("%v, %d calls", err, model.calls)
	}
	free := (&llm.Budget{Now: time.Now, Spending: s}).Model(model)
	if _, err := free.Complete(t.Context(), ask(words)); err != nil || model.calls != 1 {
		t.Errorf("%v, %d calls", err, model.calls)
	}
}

// stale is a spending whose sum is looked at before the others have written theirs.
type stale struct{ *spending }

func (stale) Spent(context.Context, string) (int64, error) { return 0, nil }

// Of calls that looked at the same moment, those that come after the limit are refused, and give back what they set
// aside. A call that is refused at once writes nothing.
func TestBudgetRace(t *testing.T) {
	t.Parallel()
	s := newSpending()
	budget := &llm.Budget{Limit: 1000, Now: func() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }, Spending: stale{s}}
	var through int
	for range 5 {
		if _, err := budget.Reserve(t.Context(), 400); err == nil {
			through++
		} else if llm.FaultOf(err) != llm.BudgetSpent {
			t.Fatal(err)
		}
	}
	if through != 3 || s.days["2026-05-04"] != 1200 {
		t.Errorf("%d calls, %v", through, s.days)
	}
	s.writes = 0
	budget.Spending = s
	if _, err := budget.Reserve(t.Context(), 400); llm.FaultOf(err) != llm.BudgetSpent || s.writes != 0 {
		t.Errorf("%v after %d writes", err, s.writes)
	}
}
