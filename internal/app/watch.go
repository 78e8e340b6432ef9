package app

import (
	"context"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// levels gives what the assistant may do in each scope: what operators set, and what breakers leave of it. Where either cannot be
// read there is no answer, and so no sending.
func (a *App) levels(ctx context.Context) ([]desk.Level, error) {
	set, err := a.store.Levels(ctx)
	if err != nil {
		return nil, err
	}
	left, err := a.watch.Levels(ctx)
	return slices.Concat(set, left), err
}
