package store

import (
	"context"
	"time"
)

// Steps is what a desk has come to.
type Steps struct {
	Knowledge bool // an article is there that may be quoted
	Asked     bool // a customer has asked something
	Handed    bool // something has come to a person
	Answered  bool // an operator has answered a customer
	Judged    bool // an operator has decided on a draft
	Operators int
}

// Steps looks for what was done since a moment. It is made for a desk's first days: of what was said it looks at the
// first ten thousand messages.
func (db *DB) Steps(ctx context.Context, since time.Time) (Steps, error) {
	var s Steps
	err := db.read.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM articles WHERE status = 'approved'),
		EXISTS (SELECT 1 FROM (SELECT author, created_at FROM messages LIMIT 10000) m WHERE m.author = 'customer' AND m.created_at > $1),
		EXISTS (SELECT 1 FROM (SELECT state, created_at FROM turns LIMIT 10000) t WHERE t.state = 'handed_over' AND t.created_at > $1),
		EXISTS (SELECT 1 FROM (SELECT author, created_at FROM messages LIMIT 10000) m WHERE m.author = 'operator' AND m.created_at > $1),
		EXISTS (SELECT 1 FROM acts WHERE act LIKE 'review:%' AND created_at > $1),
		(SELECT count(*) FROM operators)`, micros(since)).
		Scan(&s.Knowledge, &s.Asked, &s.Handed, &s.Answered, &s.Judged, &s.Operators)
	return s, db.fail(err)
}
