package store

import (
	"context"
	"database/sql"
	"errors"
)

// Spend implements llm.Spending: it adds tokens to a day's sum and gives the sum.
func (db *DB) Spend(ctx context.Context, day string, tokens int64) (sum int64, err error) {
	err = db.do(ctx, func(t *tx) error {
		return t.QueryRowContext(ctx, `INSERT INTO spending (day, tokens, warned) VALUES ($1, $2, FALSE)
			ON CONFLICT (day) DO UPDATE SET tokens = spending.tokens + excluded.tokens RETURNING tokens`, day, tokens).Scan(&sum)
	})
	return sum, err
}

// Spent implements llm.Spending.
func (db *DB) Spent(ctx context.Context, day string) (sum int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT tokens FROM spending WHERE day = $1`, day).Scan(&sum)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return sum, db.fail(err)
}

// Warned implements llm.Spending: it marks a day, and tells whether it was not marked before.
func (db *DB) Warned(ctx context.Context, day string) (first bool, err error) {
	err = db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE spending SET warned = TRUE WHERE day = $1 AND NOT warned`, day)
		first = n == 1
		return err
	})
	return first, err
}
