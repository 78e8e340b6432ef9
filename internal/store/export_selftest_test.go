package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
)

// PutJudged keeps what a person found of a claim.
func (db *DB) PutJudged(ctx context.Context, j desk.JudgedClaim) error {
	return db.do(ctx, func(t *tx) error { return t.judge(ctx, []desk.JudgedClaim{j}) })
}
