package store

import (
	"context"
	"fmt"
)

// LimitPages makes the database as full as a disk: it may hold only so many pages more than it does.
func (db *DB) LimitPages(ctx context.Context, more int) error {
	return db.do(ctx, func(t *tx) error {
		var pages int
		if err := t.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
			return err
		}
		var limit int
		return t.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+more)).Scan(&limit)
	})
}
