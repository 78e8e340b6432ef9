package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/review"
)

// SeeViewer notes that an operator looks at a conversation, and perhaps types in it, until a lease ends; a zero lease is
// that they have gone. Pages of operators are woken where somebody came, went, or began or ended to type.
func (db *DB) SeeViewer(ctx context.Context, conversationID, operator string, now, until, typing time.Time) error {
	return db.do(ctx, func(t *tx) error {
		var wasUntil, wasTyping int64
		err := t.QueryRowContext(ctx, `SELECT until_at, typing_until FROM viewers WHERE conversation = $1 AND operator = $2`, conversationID, operator).
			Scan(&wasUntil, &wasTyping)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		at := micros(now)
		if (wasUntil > at) != until.After(now) || (wasTyping > at) != typing.After(now) {
			t.tell(TopicCase(conversationID))
		}
		if err := t.exec(ctx, `DELETE FROM viewers WHERE until_at <= $1`, at); err != nil {
			return err
		}
		if !until.After(now) {
			return t.exec(ctx, `DELETE FROM viewers WHERE conversation = $1 AND operator = $2`, conversationID, operator)
		}
		return t.exec(ctx, `INSERT INTO viewers (conversation, operator, until_at, typing_until) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation, operator) DO UPDATE SET until_at = excluded.until_at, typing_until = excluded.typing_until`,
			conversationID, operator, micros(until), micros(typing))
	})
}

// Viewers tells who looks at a conversation at a moment, by id.
func (db *DB) Viewers(ctx context.Context, conversationID string, now time.Time) ([]review.Viewer, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT operator, typing_until FROM viewers WHERE conversation = $1 AND until_at > $2 ORDER BY operator`,
		conversationID, micros(now))
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (review.Viewer, error) {
		var v review.Viewer
		var typing int64
		err := row.Scan(&v.Operator, &typing)
		v.Typing = typing > micros(now)
		return v, err
	})
	return list, db.fail(err)
}
