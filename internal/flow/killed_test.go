package flow

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// onePage is a knowledge of one page.
func onePage() brokenKnowledge {
	text := "Delivery to Belgium takes 3 working days."
	page := answer.Page{Article: desk.Article{
		ID: "a", Version: "v", Key: "a", Title: "Delivery to Belgium", Language: desk.English, Text: text, Contract: desk.Contract{Status: desk.StatusApproved},
	}, Units: []desk.Unit{{ID: "v/0", Article: "a", Version: "v", Kind: desk.Prose, End: utf8.RuneCountInString(text), Text: text}}}
	x := index.New()
	x.Put(1, index.Entry{Article: page.Article, Units: page.Units})
	return brokenKnowledge{view: func() retrieve.View { return x.Snapshot() }, page: func() (answer.Page, error) { return page, nil }}
}

// Whatever check is killed, hangs, panics or errs while drafts pass: of 10,000 drafts made after it broke none is sent, and
// those before it were.
func TestNothingIsSentPastABrokenCheck(t *testing.T) {
	const drafts = 10_000
	end := make(chan struct{})
	defer close(end)
	ways := map[string]func(guard.Input) ([]desk.Finding, error){
		"killed": nil,
		"hangs":  func(guard.Input) ([]desk.Finding, error) { <-end; return nil, nil },
		"panics": func(guard.Input) ([]desk.Finding, error) { panic("oh") },
		"errs":   func(guard.Input) ([]desk.Finding, error) { return nil, errors.New("broken") },
	}
	checks := guard.Checks()
	each := drafts/(len(checks)*len(ways)) + 1
	if testing.Short() {
		each = 10
	}
	var before, sentBefore, after, sentAfter atomic.Int64
	for n, check := range checks {
		for name, way := range ways {
			var broken atomic.Bool
			live := NewGuarded(checks, time.Second).Spoilt(check.Name, func(in guard.Input) ([]desk.Finding, error) {
				switch {
				case !broken.Load():
					return check.Run(in)
				case way == nil:
					return run(guard.Check{Name: check.Name}, in).findings, errors.New("is missing")
				}
				return way(in)
			}, 300*time.Millisecond)
			f := drafting(t, live)
			ask := func(all, sent *atomic.Int64) {
				all.Add(1)
				if f.decide(t.Context(), conversation.Claim{Turn: "t", Conversation: "c"}).Action == desk.Send {
					sent.Add(1)
				}
			}
			ask(&before, &sentBefore)
			var group sync.WaitGroup
			broken.Store(true)
			if n%2 == 0 && way == nil { // really gone, not only faulty
				f.Guard = live.Spoilt(check.Name, nil, 0)
			}
			for range 2 {
				group.Go(func() {
					for range (each + 1) / 2 {
						ask(&after, &sentAfter)
					}
				})
			}
			group.Wait()
			if sentAfter.Load() > 0 {
				t.Fatalf("check %s %s: a draft was sent", check.Name, name)
			}
		}
	}
	t.Logf("%d of %d drafts sent before a check broke, %d of %d after", sentBefore.Load(), before.Load(), sentAfter.Load(), after.Load())
	if sentBefore.Load() != before.Load() {
		t.Errorf("with every check in order %d of %d drafts were sent", sentBefore.Load(), before.Load())
	}
	if after.Load() < drafts && !testing.Short() {
		t.Errorf("only %d drafts were tried", after.Load())
	}
}

func drafting(t *testing.T, g *Guarded) *Flow {
	t.Helper()
	return New(Parts{
		Memory: asks("How long does delivery to Belgium take?"), Knowledge: onePage(), Guard: g, Levels: noLevels, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Settle: func(context.Context, conversation.Claim, desk.Decision) error { return nil },
	}, Config{Ceiling: desk.Auto, Within: 12 * time.Second, Lease: time.Second, Tuning: retrieve.DefaultTuning()})
}

// A spoilt copy leaves the live runner as it was, and remembers nothing in it.
func TestSpoiltIsACopy(t *testing.T) {
	end := make(chan struct{})
	defer close(end)
	live := NewGuarded([]guard.Check{{Name: "a", Run: passes}, {Name: "b", Run: passes}}, time.Second)
	copied := live.Spoilt("b", func(guard.Input) ([]desk.Finding, error) { <-end; return nil, nil }, 10*time.Millisecond)
	if verdict, _ := copied.Check(t.Context(), guard.Input{}); verdict != desk.Held || copied.Hung()["b"] == 0 {
		t.Error("the copy is not spoilt")
	}
	if verdict, _ := live.Check(t.Context(), guard.Input{}); verdict != desk.Pass || len(live.Hung()) > 0 {
		t.Error("the live runner is")
	}
	if names := live.Names(); len(names) != 2 || names[1] != "b" {
		t.Errorf("names %v", names)
	}
}
