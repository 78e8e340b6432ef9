package llm

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Spending remembers the tokens of each day, for all replicas together. Days are written 2006-01-02.
type Spending interface {
	// Spend adds tokens, which may be negative, to a day's sum, which starts at 0, and gives the sum after that. Reading
	// and adding are one step: of two calls at once, one sees the other's tokens.
	Spend(ctx context.Context, day string, tokens int64) (sum int64, err error)
	// Spent gives a day's sum, 0 for a day that it does not know.
	Spent(ctx context.Context, day string) (int64, error)
	// Warned marks that somebody has been warned about a day, and tells whether this call was the first to do so.
	Warned(ctx context.Context, day string) (first bool, err error)
}

// Budget is how many tokens a day may cost. Before a call, what it may cost is set aside; after it, what it did cost
// takes that place. A call begins while the sum, with all that is set aside, is below the limit; so a day costs at most
// one call more than the limit, besides what the estimates of the calls in flight are wrong by.
type Budget struct {
	Limit    int64 // tokens a day; 0: no limit, they are only counted
	Zone     *time.Location
	Now      func() time.Time
	Spending Spending
	Warn     func(ctx context.Context, day string, spent, limit int64) // once a day, when 80 % are spent; nil: nobody is told

	mu     sync.Mutex
	warned string // the day about which this process need not ask again
}

// settleWithin bounds the counting after a call, which is done even when the caller has gone.
const settleWithin = 2 * time.Second

// Model gives a model whose calls are counted. Beyond the limit it refuses with fault BudgetSpent, kind Busy, without a
// call. Where the tokens cannot be counted and there is a limit, it refuses too.
func (b *Budget) Model(m Model) Model { return &countedModel{b, m} }

type countedModel struct {
	budget *Budget
	model  Model
}

// Complete implements Model.
func (m *countedModel) Complete(ctx context.Context, r Request) (Result, error) {
	set, err := m.budget.Reserve(ctx, Estimate(r))
	if err != nil {
		return Result{}, err
	}
	result, err := m.model.Complete(ctx, r)
	cost := set.Tokens
	switch {
	case result.Usage.Known():
		cost = result.Usage.Total()
	case err != nil && !FailureOf(err).Charged:
		cost = 0
	case err == nil:
		cost = estimateIn(r) + estimateText(len(result.Text))
	}
	set.Settle(ctx, cost)
	return result, err
}

// Reservation is tokens set aside for one call, to be settled once.
type Reservation struct {
	Day    string
	Tokens int64
	budget *Budget
}

// Reserve sets tokens aside on today's account, or refuses.
func (b *Budget) Reserve(ctx context.Context, tokens int64) (Reservation, error) {
	now := b.Now().In(b.zone())
	day := now.Format(time.DateOnly)
	set := Reservation{Day: day, Tokens: tokens, budget: b}
	if b.Limit > 0 {
		spent, err := b.Spending.Spent(ctx, day)
		if err != nil {
			return Reservation{}, uncounted(err)
		}
		if spent >= b.Limit {
			return Reservation{}, b.refuse(ctx, now, spent)
		}
	}
	sum, err := b.Spending.Spend(ctx, day, tokens)
	switch {
	case err != nil && b.Limit > 0:
		return Reservation{}, uncounted(err)
	case err != nil:
		return Reservation{Day: day, budget: b}, nil //nolint:nilerr // without a limit the count is for show
	case b.Limit > 0 && sum-tokens >= b.Limit:
		set.Settle(ctx, 0) // others came between the two looks
		return Reservation{}, b.refuse(ctx, now, sum-tokens)
	}
	return set, nil
}

// Settle puts what a call cost in the place of what was set aside, on the day on which it was set aside. Where that
// cannot be written, the reservation stands, which is more and not less than the cost.
func (r Reservation) Settle(ctx context.Context, cost int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleWithin)
	defer cancel()
	sum, err := r.budget.Spending.Spend(ctx, r.Day, cost-r.Tokens)
	if err == nil {
		r.budget.warn(ctx, r.Day, sum)
	}
}

// Today gives the day, what it has cost so far with what is set aside, and the limit (0: none).
func (b *Budget) Today(ctx context.Context) (day string, spent, limit int64, err error) {
	day = b.Now().In(b.zone()).Format(time.DateOnly)
	spent, err = b.Spending.Spent(ctx, day)
	return day, spent, b.Limit, err
}

func (b *Budget) zone() *time.Location {
	if b.Zone == nil {
		return time.UTC
	}
	return b.Zone
}

// warn tells somebody, once a day over all replicas, that four fifths of the budget are spent.
func (b *Budget) warn(ctx context.Context, day string, spent int64) {
	if b.Limit <= 0 || b.Warn == nil || spent < b.Limit-b.Limit/5 {
		return
	}
	b.mu.Lock()
	known := b.warned == day
	b.mu.Unlock()
	if known {
		return
	}
	first, err := b.Spending.Warned(ctx, day)
	if err != nil {
		return // the next call asks again
	}
	b.mu.Lock()
	b.warned = day
	b.mu.Unlock()
	if first {
		b.Warn(ctx, day, spent, b.Limit)
	}
}

func (b *Budget) refuse(ctx context.Context, now time.Time, spent int64) error {
	b.warn(ctx, now.Format(time.DateOnly), spent)
	y, m, d := now.Date()
	next := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	return Fail(Failure{Fault: BudgetSpent, RetryAfter: next.Sub(now)}, fmt.Sprintf(
		"the token budget for %s is used up (%d of %d); the model is asked again from %s, or as soon as VIGIE_MODEL_BUDGET is raised",
		now.Format(time.DateOnly), spent, b.Limit, next.Format("2006-01-02 15:04 MST")))
}

func uncounted(err error) error {
	return Fail(Failure{Fault: Uncounted, Err: err},
		"the tokens of today cannot be counted, so the model is not asked; see what is wrong with the database")
}
