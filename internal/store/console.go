package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/watch"
)

// Latest gives what was decided last, newest first, trials left out.
func (db *DB) Latest(ctx context.Context, limit int) ([]watch.Decided, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+decisionColumns+`, d.turn, t.conversation, t.state, d.created_at
		FROM decisions d JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE NOT c.trial ORDER BY d.created_at DESC, d.turn DESC LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Decided, error) {
		var d watch.Decided
		var r decisionRow
		var at int64
		if err := row.Scan(append(r.dest(), &d.Turn, &d.Conversation, &d.State, &at)...); err != nil {
			return d, err
		}
		d.At = moment(at)
		var err error
		d.Decision, err = r.decision()
		return d, err
	})
	return list, db.fail(err)
}

// Health counts what of the knowledge needs a person at a moment: expired, and due for review.
func (db *DB) Health(ctx context.Context, at time.Time) (expired, due int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT
		(SELECT COUNT(*) FROM articles WHERE status = 'approved' AND valid_until > 0 AND valid_until <= $1),
		(SELECT COUNT(*) FROM articles WHERE status = 'approved' AND review_by > 0 AND review_by <= $1)`, micros(at)).Scan(&expired, &due)
	return expired, due, db.fail(err)
}
