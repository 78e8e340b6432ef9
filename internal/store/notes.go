package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/review"
)

// TopicCase speaks to operators alone: of notes in a conversation, and of who looks at it.
func TopicCase(id string) string { return "case:" + id }

// AddNote implements review.Store. No event names a note, so that no stream of a customer can come to it.
func (db *DB) AddNote(ctx context.Context, n review.Note) error {
	return db.do(ctx, func(t *tx) error {
		// The words of the note are to be found: searched 0 has the whole conversation read again.
		changed, err := t.changed(ctx, `UPDATE conversations SET searched = 0 WHERE id = $1`, n.Conversation)
		if err != nil {
			return err
		}
		if changed == 0 {
			return noConversation(n.Conversation)
		}
		t.tell(TopicCase(n.Conversation))
		return t.exec(ctx, `INSERT INTO notes (id, conversation, operator, body, created_at) VALUES ($1, $2, $3, $4, $5)`,
			n.ID, n.Conversation, n.Operator, n.Text, micros(n.Created))
	})
}

// Notes gives the last notes of a conversation, oldest first.
func (db *DB) Notes(ctx context.Context, conversationID string, limit int) ([]review.Note, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT * FROM (SELECT n.id, n.conversation, n.operator, COALESCE(o.name, ''), n.body, n.created_at
		FROM notes n LEFT JOIN operators o ON o.id = n.operator WHERE n.conversation = $1 ORDER BY n.created_at DESC, n.id DESC LIMIT $2) latest
		ORDER BY created_at, id`, conversationID, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (review.Note, error) {
		var n review.Note
		var at int64
		err := row.Scan(&n.ID, &n.Conversation, &n.Operator, &n.Name, &n.Text, &at)
		n.Created = moment(at)
		return n, err
	})
	return list, db.fail(err)
}
