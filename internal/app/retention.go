package app

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/web"
)

const (
	retentionLease = "retention"
	purgeBatch     = 50 // conversations in one transaction: others write in between
	purgeBatches   = 20 // in one round
)

// retain deletes the words of conversations that are past their time, where the desk has set one. One server at a time
// does it: the others find the lease taken.
func (a *App) retain(holder string) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		before, limited, err := a.past(ctx)
		if err != nil || !limited {
			return err
		}
		deleted := 0
		for range purgeBatches {
			now := a.now()
			mine, err := a.store.TakeLease(ctx, retentionLease, holder, now, now.Add(5*time.Minute))
			if err != nil || !mine {
				return err
			}
			n, err := a.store.PurgePast(ctx, before, now, purgeBatch)
			if err != nil {
				return err
			}
			if deleted += n; n < purgeBatch {
				break
			}
		}
		if deleted > 0 {
			a.log.LogAttrs(ctx, slog.LevelInfo, "words of conversations past their time were deleted", slog.Int("conversations", deleted))
		}
		return nil
	}
}

// past gives the moment before which resolved conversations lose their words; false where they are kept for ever. A
// setting that cannot be read deletes nothing.
func (a *App) past(ctx context.Context) (time.Time, bool, error) {
	text, err := a.store.Setting(ctx, web.RetentionSetting)
	if err != nil || text == "" {
		return time.Time{}, false, err
	}
	months, err := strconv.Atoi(text)
	if err != nil || months < 1 {
		return time.Time{}, false, err
	}
	return web.PastBefore(a.now(), months), true, nil
}
