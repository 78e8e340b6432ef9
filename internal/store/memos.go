package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/audience"
)

// Memo implements watch.Memos.
func (db *DB) Memo(ctx context.Context, name string) (string, error) {
	var text string
	err := db.fail(db.read.QueryRowContext(ctx, `SELECT body FROM memos WHERE name = $1`, name).Scan(&text))
	if desk.Is(err, desk.NotFound) {
		return "", nil
	}
	return text, err
}

// SaveMemo implements watch.Memos.
func (db *DB) SaveMemo(ctx context.Context, name, text string) error {
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO memos (name, body) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET body = excluded.body`, name, text)
	})
}

// Questions implements watch.Questions.
func (db *DB) Questions(ctx context.Context, after string, from, until time.Time, limit int) ([]audience.Question, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT c.id, c.customer, c.created_at, c.language,
		COALESCE((SELECT d.question FROM turns t JOIN decisions d ON d.turn = t.id WHERE t.conversation = c.id ORDER BY t.created_at, t.id LIMIT 1), '')
		FROM conversations c WHERE c.id > $1 AND c.created_at >= $2 AND c.created_at <= $3 AND NOT c.trial ORDER BY c.id LIMIT $4`,
		after, micros(from), micros(until), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (audience.Question, error) {
		var q audience.Question
		var at int64
		err := row.Scan(&q.Conversation, &q.Customer, &at, &q.Language, &q.Text)
		q.Created = moment(at)
		return q, err
	})
	return list, db.fail(err)
}
