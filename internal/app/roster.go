package app

import (
	"context"
	"log/slog"
	"time"
)

// roster watches whether anybody is there who could keep a promise to a customer. It says loudly where nobody is, and
// has a time promised to those who wait as soon as somebody is.
type roster struct {
	*App
	warned  bool // said since the start that nobody is on the roster
	alarmed bool // said since the start that a customer waits for nobody
	passes  int  // over those who wait without a promise, since somebody is there
}

// watchRoster looks every second.
func (a *App) watchRoster(ctx context.Context) error {
	r := &roster{App: a}
	return a.every(time.Second, "roster", r.look)(ctx)
}

func (r *roster) look(ctx context.Context) error {
	some, err := r.store.HasOperators(ctx)
	if err != nil {
		return err
	}
	if some {
		return r.promise(ctx)
	}
	r.passes = 0
	if !r.warned {
		r.warned = true
		r.log.LogAttrs(ctx, slog.LevelWarn, "nobody is on the roster: a customer who needs a person is promised no time, and nobody answers; add somebody with vigie operator add, or with the set-up link")
	}
	if r.alarmed {
		return nil
	}
	waiting, _, err := r.store.Undated(ctx, "", 1)
	if len(waiting) > 0 {
		r.alarmed = true
		r.log.LogAttrs(ctx, slog.LevelError, "a customer waits for a person and nobody is on the roster", slog.String("conversation", waiting[0].ID))
	}
	return err
}

// passesEnough is one for those who waited, and one for a hand-over that was being written while the first operator came.
const passesEnough = 2

func (r *roster) promise(ctx context.Context) error {
	if r.passes >= passesEnough {
		return nil
	}
	n, err := r.conversations.PromiseAll(ctx, r.store.Undated)
	if n > 0 {
		r.log.LogAttrs(ctx, slog.LevelInfo, "customers who waited for nobody were promised a time", slog.Int("conversations", n))
	}
	if err == nil {
		r.passes++
	}
	return err
}
