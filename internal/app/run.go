package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// loop is one thing that runs for as long as the desk does.
type loop struct {
	name string
	run  func(context.Context) error
}

// loops are started in this order, and waited for in reverse.
func (a *App) loops() []loop {
	return []loop{
		{"index", a.followKnowledge},
		{"flow", a.answer},
		{"sweeper", a.every(time.Second, "sweep", func(ctx context.Context) error {
			return a.conversations.Sweep(ctx, func(c conversation.Claim) { a.flow.Offer(c) })
		})},
		{"issues", a.every(time.Second, "known issues", a.issues.Step)},
		{"deliver", a.carry},
		{"letters", a.writeLetters},
		{"topics", a.every(30*time.Second, "topics", a.topics.load)},
		{"streams", a.every(30*time.Second, "streams", a.feed(a.newID()))},
		{"anchors", a.every(10*time.Minute, "anchors", a.rescore(a.newID()))},
		{"samples", a.every(10*time.Minute, "samples", a.draw(a.newID()))},
		{"brands", a.every(30*time.Second, "brands", a.brands.load)},
		{"selftest", a.testGuard},
		{"drills", a.playDrills(a.newID())},
		{"call", a.every(10*time.Second, "call", a.call(a.newID()))},
		{"notices", a.carryNotices},
		{"roster", a.watchRoster},
		{"search", a.every(time.Second, "search", a.search.Index)},
		{"said", a.every(time.Second, "said", a.recalls.Note)},
		{"corrections", a.every(time.Second, "corrections", a.recalls.Round)},
		{"recalls", a.watchTexts},
		{"retention", a.every(time.Minute, "retention", a.retain(a.newID()))},
		{"files", a.every(10*time.Minute, "files", func(ctx context.Context) error {
			return a.store.DropLooseFiles(ctx, a.now().Add(-time.Hour))
		})},
		{"housekeeping", a.every(time.Hour, "housekeeping", func(ctx context.Context) error {
			return errors.Join(a.store.ForgetBefore(ctx, a.now().Add(-conversation.KeyKept), a.now()), a.store.ForgetSymptoms(ctx, a.now().Add(-burst.History)))
		})},
	}
}

// answer waits for the index and then answers turns. What is accepted before that waits in the queue: an empty index
// would hand it over as not covered.
func (a *App) answer(ctx context.Context) error {
	select {
	case <-a.shelf.ready:
		debug.FreeOSMemory() // what building the index needed is not needed again
		return a.flow.Run(ctx)
	case <-ctx.Done():
		return nil
	}
}

func (a *App) carry(ctx context.Context) error {
	news, done := a.store.Subscribe(store.TopicDeliveries)
	defer done()
	return a.deliver.Run(ctx, news)
}

func (a *App) followKnowledge(ctx context.Context) error {
	news, done := a.store.Subscribe(store.TopicKnowledge)
	defer done()
	return a.shelf.follow(ctx, news, 500*time.Millisecond)
}

// every does something at once and then at each tick. An error is logged and the next tick tries again.
func (a *App) every(pause time.Duration, name string, do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			a.noteFailure(ctx, name, a.once(ctx, do))
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	}
}

// noteFailure logs what went wrong with periodic work; that it was stopped is nothing wrong.
func (a *App) noteFailure(ctx context.Context, work string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		a.log.LogAttrs(ctx, slog.LevelError, "periodic work failed", slog.String("work", work), slog.Any("error", err))
	}
}

// once turns a panic of periodic work into an error: the sweeper must not die of one conversation.
func (a *App) once(ctx context.Context, do func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panicked: %v", p)
		}
	}()
	return do(ctx)
}

// start runs loops until ctx ends or one of them fails, then waits for all.
func start(ctx context.Context, loops []loop) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var group sync.WaitGroup
	errs := make([]error, len(loops))
	for i, l := range loops {
		group.Go(func() {
			defer stop()
			if err := l.run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				errs[i] = fmt.Errorf("%s: %w", l.name, err)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}
