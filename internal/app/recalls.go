package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/vigie-desk/vigie/internal/store"
)

// watchTexts proposes recalls when the knowledge changes. What it has looked at is kept, so that a change made while no server
// ran is looked at too; what fails is looked at again.
func (a *App) watchTexts(ctx context.Context) error {
	news, done := a.store.Subscribe(store.TopicKnowledge)
	defer done()
	again := time.NewTicker(time.Minute)
	defer again.Stop()
	for {
		if err := a.once(ctx, a.recalls.Consider); err != nil && !errors.Is(err, context.Canceled) {
			a.log.LogAttrs(ctx, slog.LevelError, "periodic work failed", slog.String("work", "recalls"), slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-news:
		case <-again.C:
		}
	}
}
