package flow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

// Guarded runs the guard's checks, each with a deadline. A check that errs, panics, overruns or is missing has failed,
// and failing is a blocking finding. A check that hangs cannot be killed: it is switched off for good, which blocks
// every draft, and Hung says so to whoever minds the breaker.
type Guarded struct {
	checks []guard.Check
	within time.Duration

	mu   sync.Mutex
	hung map[string]int
}

// NewGuarded makes a runner of checks. within is each check's deadline.
func NewGuarded(checks []guard.Check, within time.Duration) *Guarded {
	return &Guarded{checks: checks, within: within, hung: map[string]int{}}
}

type checked struct {
	findings []desk.Finding
	err      error
}

// Check runs every check and gives the verdict. Without any check the verdict is Held.
func (g *Guarded) Check(ctx context.Context, in guard.Input) (desk.Verdict, []desk.Finding) {
	if len(g.checks) == 0 {
		return desk.Held, []desk.Finding{failed("guard", "no check is installed")}
	}
	in = guard.Shared(in) // read once for every check
	results := make([]chan checked, len(g.checks))
	for i, check := range g.checks {
		results[i] = make(chan checked, 1)
		if g.isHung(check.Name) {
			results[i] <- checked{err: errors.New("switched off after it hung")}
			continue
		}
		go func() { results[i] <- run(check, in) }()
	}
	deadline := time.NewTimer(g.within)
	defer deadline.Stop()
	var findings []desk.Finding
	expired := false
	for i, check := range g.checks {
		r := g.await(ctx, check.Name, results[i], deadline.C, &expired)
		if r.err != nil {
			findings = append(findings, failed(check.Name, r.err.Error()))
			continue
		}
		findings = append(findings, r.findings...)
	}
	return desk.VerdictOf(findings), findings
}

// await takes one check's result. Once the deadline has passed, what is not there has overrun.
func (g *Guarded) await(ctx context.Context, name string, result chan checked, deadline <-chan time.Time, expired *bool) checked {
	select {
	case r := <-result:
		return r
	default:
	}
	if !*expired {
		select {
		case r := <-result:
			return r
		case <-deadline:
			*expired = true
		case <-ctx.Done():
			return checked{err: ctx.Err()}
		}
		select {
		case r := <-result:
			return r
		default:
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hung[name]++
	return checked{err: fmt.Errorf("gave no answer within %s", g.within)}
}

func (g *Guarded) isHung(name string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.hung[name] > 0
}

// Hung gives the checks that are switched off and how often each overran.
func (g *Guarded) Hung() map[string]int {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]int{}
	maps.Copy(out, g.hung)
	return out
}

func run(check guard.Check, in guard.Input) (r checked) {
	defer func() {
		if p := recover(); p != nil {
			r = checked{err: fmt.Errorf("panicked: %v", p)}
		}
	}()
	if check.Run == nil {
		return checked{err: errors.New("is missing")}
	}
	findings, err := check.Run(in)
	return checked{findings: findings, err: err}
}

func failed(check, why string) desk.Finding {
	return desk.Finding{Check: check, Severity: desk.Block, Claim: desk.WholeDraft, Message: "the check failed: " + why}
}
