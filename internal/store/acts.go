package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// actsMost bounds what is read of one thing's record.
const actsMost = 50

// Acts gives what people did to one thing, a turn for one, oldest first.
func (db *DB) Acts(ctx context.Context, ref string) ([]review.Act, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT operator, act, ref, reason, created_at FROM acts WHERE ref = $1 ORDER BY created_at, id LIMIT $2`, ref, actsMost)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (review.Act, error) {
		var a review.Act
		var at int64
		err := row.Scan(&a.By, &a.Name, &a.Ref, &a.Reason, &at)
		a.At = moment(at)
		return a, err
	})
	return list, db.fail(err)
}

// LowerLevel writes the level of a scope, unless the scope has a lower one already: false then, and nothing is changed.
func (db *DB) LowerLevel(ctx context.Context, l desk.Level) (bool, error) {
	var n int64
	err := db.do(ctx, func(t *tx) (err error) {
		t.tell(TopicDesk)
		n, err = t.changed(ctx, `INSERT INTO autonomy (scope, level, set_by, set_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (scope) DO UPDATE SET level = excluded.level, set_by = excluded.set_by, set_at = excluded.set_at
			WHERE excluded.level = 'off' OR (excluded.level = 'draft' AND autonomy.level <> 'off') OR autonomy.level = 'auto'`,
			l.Scope, l.Level.String(), l.By, micros(l.At))
		return err
	})
	return n > 0, err
}
