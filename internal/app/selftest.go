package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

var (
	_ selftest.Log   = (*store.DB)(nil)
	_ selftest.Desk  = (*proofs)(nil)
	_ selftest.Guard = (*flow.Guarded)(nil)
)

const (
	selfTestLease = "selftest"
	checkWithin   = 2 * time.Second
	testCalm      = 30 * time.Second // after a start, before the guard is tested: first come the customers who waited
	testLook      = 15 * time.Second
)

// liveGuard is whatever guard the flow asks at this moment: the test must not look at another.
type liveGuard struct{ flow *flow.Flow }

func (g liveGuard) Check(ctx context.Context, in guard.Input) (desk.Verdict, []desk.Finding) {
	return g.flow.Guard.Check(ctx, in)
}
func (g liveGuard) Names() []string      { return g.flow.Guard.Names() }
func (g liveGuard) Hung() map[string]int { return g.flow.Guard.Hung() }

// selfTest makes the service that tests the guard.
func (a *App) selfTest() *selftest.Service {
	holder := a.newID()
	var expected []string
	for _, c := range guard.Checks() {
		expected = append(expected, c.Name)
	}
	return selftest.New(selftest.Parts{
		Guard: liveGuard{a.flow},
		Spoil: func(check string, run func(guard.Input) ([]desk.Finding, error), within time.Duration) selftest.Guard {
			return a.flow.Guard.Spoilt(check, run, within)
		},
		Expected: expected, Desk: &proofs{Flow: a.flow, store: a.store, reference: flow.NewGuarded(guard.Checks(), checkWithin)}, Log: a.store,
		House: a.house, Versions: a.versions, Raise: a.raise,
		Lease: func(ctx context.Context, now, until time.Time) (bool, error) {
			return a.store.TakeLease(ctx, selfTestLease, holder, now, until)
		},
		Pause: exchange.Pause, Now: a.now, NewID: a.newID, Seed: rand.Uint64, Logger: a.log,
	}, selftest.Defaults())
}

// testGuard tests the guard for as long as the desk runs.
func (a *App) testGuard(ctx context.Context) error {
	select {
	case <-a.shelf.ready:
	case <-ctx.Done():
		return nil
	}
	select {
	case <-time.After(testCalm):
	case <-ctx.Done():
		return nil
	}
	return a.every(testLook, "self-test of the guard", a.selftest.Tick)(ctx)
}

// proofs gives what the cases of a self-test are made of.
type proofs struct {
	*flow.Flow // Ground and Remembers
	store      *store.DB
	reference  *flow.Guarded // a guard in order, apart from the live one: it only chooses what to quote
}

// Sent implements selftest.Desk. Answers whose pages have changed since make room for older ones.
func (p *proofs) Sent(ctx context.Context, most int) ([]guard.Input, error) {
	turns, err := p.store.Answered(ctx, 4*most)
	if err != nil {
		return nil, err
	}
	var list []guard.Input
	for _, t := range turns {
		if len(list) == most {
			break
		}
		in, stands, err := p.Replayed(ctx, t.Turn, t.Decision)
		if err != nil {
			return nil, err
		}
		if stands {
			list = append(list, in)
		}
	}
	return list, nil
}

// Quoted implements selftest.Desk.
func (p *proofs) Quoted(ctx context.Context, most int) ([]guard.Input, error) {
	return p.Flow.Quoted(ctx, most, func(ctx context.Context, in guard.Input) bool {
		verdict, _ := p.reference.Check(ctx, in)
		return verdict == desk.Pass
	})
}

// Mistakes implements selftest.Desk.
func (p *proofs) Mistakes(ctx context.Context) ([]mutate.Mistake, error) {
	if err := p.store.GatherMistakes(ctx); err != nil {
		return nil, err
	}
	return p.store.Mistakes(ctx)
}

// house is what the desk knows of itself: the names that its pages tell apart, and its own.
func (a *App) house(ctx context.Context) (mutate.House, error) {
	if err := a.brands.load(ctx); err != nil {
		return mutate.House{}, err
	}
	h := mutate.House{Names: map[string][]string{}, Brand: a.brands.list()}
	for key, values := range a.shelf.View().Scopes() {
		for _, value := range values {
			if len([]rune(value)) > 2 { // codes of countries are no names in a text
				h.Names[key] = append(h.Names[key], strings.ToUpper(value[:1])+value[1:])
			}
		}
	}
	return h, nil
}

// versions says which parts a test of now speaks of.
func (a *App) versions(context.Context) (selftest.Versions, error) {
	settings := sha256.Sum256([]byte(fmt.Sprint(a.cfg.Mode, a.cfg.Ceiling(), a.cfg.Model.Kind, a.brands.list())))
	return selftest.Versions{
		Guard: guard.Version, Knowledge: a.shelf.View().Generation(), Model: a.cfg.Model.Name, Prompt: answer.PromptVersion(a.cfg.Mode),
		Settings: hex.EncodeToString(settings[:6]),
	}, nil
}
