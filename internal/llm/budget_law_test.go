package llm_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/llm"
)

// locked is a spending that several replicas share.
type locked struct {
	mu sync.Mutex
	*spending
}

func (l *locked) Spend(ctx context.Context, day string, tokens int64) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.spending.Spend(ctx, day, tokens)
}

func (l *locked) Spent(ctx context.Context, day string) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.spending.Spent(ctx, day)
}

func (l *locked) Warned(ctx context.Context, day string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.spending.Warned(ctx, day)
}

// Whatever is reserved and settled in whatever order, on however many replicas: the sum is what the calls cost plus what
// is set aside; where no call costs more than its estimate, a day costs less than the limit and one call more; once a
// call was refused and nothing is set aside, nothing but a new day or a higher limit lets one through; and the lead is
// warned exactly once, in time.
func TestBudgetLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const day = "2026-05-04"
		limit := rapid.Int64Range(1, 5000).Draw(t, "limit")
		s := newSpending()
		warnings := 0
		replicas := make([]*llm.Budget, rapid.IntRange(1, 3).Draw(t, "replicas"))
		for i := range replicas {
			replicas[i] = &llm.Budget{
				Limit: limit, Now: func() time.Time { return time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC) }, Spending: s,
				Warn: func(context.Context, string, int64, int64) { warnings++ },
			}
		}
		const dearest = 600
		var open []llm.Reservation
		var cost, aside int64
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			budget := rapid.SampledFrom(replicas).Draw(t, "replica")
			if len(open) > 0 && rapid.Bool().Draw(t, "settle") {
				i := rapid.IntRange(0, len(open)-1).Draw(t, "which")
				spent := rapid.Int64Range(0, open[i].Tokens).Draw(t, "spent")
				open[i].Settle(t.Context(), spent)
				cost, aside = cost+spent, aside-open[i].Tokens
				open = append(open[:i], open[i+1:]...)
			} else {
				set, err := budget.Reserve(t.Context(), rapid.Int64Range(1, dearest).Draw(t, "tokens"))
				if (err == nil) != (cost+aside < limit) {
					t.Fatalf("at %d+%d of %d: %v", cost, aside, limit, err)
				}
				if err == nil {
					open, aside = append(open, set), aside+set.Tokens
				}
			}
			if s.days[day] != cost+aside {
				t.Fatalf("the sum is %d, not %d+%d", s.days[day], cost, aside)
			}
			if cost > limit+dearest {
				t.Fatalf("cost %d of %d", cost, limit)
			}
			if warnings > 1 || cost >= limit && len(open) == 0 && warnings != 1 {
				t.Fatalf("%d warnings at %d of %d", warnings, cost, limit)
			}
		}
	})
}

// Many calls at once on two replicas cost no more than the limit and one call.
func TestBudgetTogether(t *testing.T) {
	t.Parallel()
	s := &locked{spending: newSpending()}
	var together sync.WaitGroup
	var mu sync.Mutex
	warnings := 0
	for range 2 {
		budget := &llm.Budget{
			Limit: 10_000, Now: func() time.Time { return time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC) }, Spending: s,
			Warn: func(context.Context, string, int64, int64) { mu.Lock(); warnings++; mu.Unlock() },
		}
		model := budget.Model(&priced{})
		for range 40 {
			together.Go(func() { _, _ = model.Complete(context.Background(), ask(words)) })
		}
	}
	together.Wait()
	if spent := s.days["2026-05-04"]; spent < 8000 || spent > 10_000+llm.Estimate(ask(words)) || warnings != 1 {
		t.Errorf("spent %d, %d warnings", spent, warnings)
	}
}

// priced is a model that costs nearly what was estimated.
type priced struct{}

func (*priced) Complete(context.Context, llm.Request) (llm.Result, error) {
	return llm.Result{Text: "x", Usage: llm.Usage{In: 20, Out: 190}}, nil
}
