package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// Canned lists the replies that operators insert, by language and title.
func (db *DB) Canned(ctx context.Context) ([]review.Canned, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, title, language, body FROM canned ORDER BY language, title, id LIMIT 500`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (c review.Canned, err error) {
		return c, row.Scan(&c.ID, &c.Title, &c.Language, &c.Text)
	})
	return list, db.fail(err)
}

// SaveCanned inserts or replaces one, on record.
func (db *DB) SaveCanned(ctx context.Context, c review.Canned, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO canned (id, title, language, body, updated_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET title = excluded.title, language = excluded.language, body = excluded.body, updated_at = excluded.updated_at`,
			c.ID, c.Title, c.Language, c.Text, micros(d.At))
	})
}

// DropCanned removes one, on record. NotFound for one that does not exist.
func (db *DB) DropCanned(ctx context.Context, id string, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		n, err := t.changed(ctx, `DELETE FROM canned WHERE id = $1`, id)
		if err == nil && n == 0 {
			return desk.Errorf(desk.NotFound, "no such reply")
		}
		return err
	})
}
