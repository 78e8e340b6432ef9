package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/review"
)

// TopicAnswering speaks to the customer's pages of who writes an answer: when it begins, goes on or ends.
func TopicAnswering(id string) string { return "answering:" + id }

// SeeViewer notes for how long an operator can be taken to look at a conversation and to type in it. Pages of operators
// are woken where somebody came, went, or began or ended to type.
func (db *DB) SeeViewer(ctx context.Context, conversationID, operator string, now time.Time, sight review.Sight) error {
	until := func(d time.Duration) int64 { return micros(now.Add(max(d, 0))) }
	return db.do(ctx, func(t *tx) error {
		var wasUntil, wasTyping, wasAnswering int64
		err := t.QueryRowContext(ctx, `SELECT until_at, typing_until, answers_until FROM viewers WHERE conversation = $1 AND operator = $2`, conversationID, operator).
			Scan(&wasUntil, &wasTyping, &wasAnswering)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		at := micros(now)
		if (wasUntil > at) != (sight.Looks > 0) || (wasTyping > at) != (sight.Types > 0) {
			t.tell(TopicCase(conversationID))
		}
		if wasAnswering > at || sight.Answers > 0 {
			t.tell(TopicAnswering(conversationID))
		}
		if err := t.exec(ctx, `DELETE FROM viewers WHERE until_at <= $1`, at); err != nil {
			return err
		}
		if sight.Looks <= 0 {
			return t.exec(ctx, `DELETE FROM viewers WHERE conversation = $1 AND operator = $2`, conversationID, operator)
		}
		return t.exec(ctx, `INSERT INTO viewers (conversation, operator, until_at, typing_until, answers_until) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (conversation, operator) DO UPDATE
			SET until_at = excluded.until_at, typing_until = excluded.typing_until, answers_until = excluded.answers_until`,
			conversationID, operator, until(sight.Looks), until(sight.Types), until(sight.Answers))
	})
}

// Viewers tells who looks at a conversation at a moment, by id.
func (db *DB) Viewers(ctx context.Context, conversationID string, now time.Time) ([]review.Viewer, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT operator, typing_until, answers_until FROM viewers WHERE conversation = $1 AND until_at > $2 ORDER BY operator`,
		conversationID, micros(now))
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (review.Viewer, error) {
		var v review.Viewer
		var typing, answers int64
		err := row.Scan(&v.Operator, &typing, &answers)
		v.Typing, v.Answering = typing > micros(now), answers > micros(now)
		return v, err
	})
	return list, db.fail(err)
}
