package flow

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

func passes(guard.Input) ([]desk.Finding, error) { return nil, nil }

func TestCheckThatFailsHolds(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	for name, run := range map[string]func(guard.Input) ([]desk.Finding, error){
		"errs":    func(guard.Input) ([]desk.Finding, error) { return nil, errors.New("broken") },
		"panics":  func(guard.Input) ([]desk.Finding, error) { panic("oh") },
		"hangs":   func(guard.Input) ([]desk.Finding, error) { <-hang; return nil, nil },
		"missing": nil,
		"blocks":  func(guard.Input) ([]desk.Finding, error) { return []desk.Finding{{Check: "x"}}, nil },
	} {
		t.Run(name, func(t *testing.T) {
			g := NewGuarded([]guard.Check{{Name: "good", Run: passes}, {Name: "bad", Run: run}, {Name: "last", Run: passes}}, 50*time.Millisecond)
			verdict, findings := g.Check(t.Context(), guard.Input{})
			if verdict != desk.Held || len(findings) != 1 {
				t.Errorf("verdict %s with %+v", verdict, findings)
			}
		})
	}
}

func TestCleanPass(t *testing.T) {
	g := NewGuarded([]guard.Check{{Name: "good", Run: passes}}, time.Second)
	if verdict, findings := g.Check(t.Context(), guard.Input{}); verdict != desk.Pass || len(findings) != 0 {
		t.Errorf("verdict %s with %+v", verdict, findings)
	}
}

func TestNoChecksHold(t *testing.T) {
	if verdict, _ := NewGuarded(nil, time.Second).Check(t.Context(), guard.Input{}); verdict != desk.Held {
		t.Error("without a check everything passes")
	}
}

func TestHungCheckStaysOff(t *testing.T) {
	hang := make(chan struct{})
	var calls atomic.Int64
	defer close(hang)
	g := NewGuarded([]guard.Check{{Name: "slow", Run: func(guard.Input) ([]desk.Finding, error) {
		calls.Add(1)
		<-hang
		return nil, nil
	}}}, 20*time.Millisecond)
	for range 3 {
		if verdict, _ := g.Check(t.Context(), guard.Input{}); verdict != desk.Held {
			t.Fatal("a hung check let a draft pass")
		}
	}
	if calls.Load() != 1 || g.Hung()["slow"] == 0 {
		t.Errorf("called %d times, hung %v", calls.Load(), g.Hung())
	}
}

func TestCancelledCheckHoldsAndIsNotCalledHung(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	g := NewGuarded([]guard.Check{{Name: "slow", Run: func(guard.Input) ([]desk.Finding, error) { <-hang; return nil, nil }}}, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	verdict, findings := g.Check(ctx, guard.Input{})
	if verdict != desk.Held || !strings.Contains(findings[0].Message, "canceled") {
		t.Errorf("verdict %s with %+v", verdict, findings)
	}
	if len(g.Hung()) > 0 {
		t.Error("a turn that was cancelled switched a check off")
	}
}
