package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

func (t *tx) insertMessage(ctx context.Context, channel string, said *desk.Message, seq int64) error {
	m := *said
	claims := ""
	if len(m.Claims) > 0 {
		text, err := toJSON(m.Claims)
		if err != nil {
			return err
		}
		claims = text
	}
	files, named, err := t.attach(ctx, *said)
	if err != nil {
		return err
	}
	said.Files = named
	err = t.exec(ctx, `INSERT INTO messages (id, conversation, turn, seq, author, operator, body, language, claims, created_at, files)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.ID, m.Conversation, m.Turn, seq, m.Author, m.Operator, m.Text, m.Language, claims, micros(m.Created), files)
	if err != nil || m.Author == desk.ByCustomer {
		return err
	}
	if ownChannel(channel) {
		return t.unseen(ctx, m, seq)
	}
	return t.queueDelivery(ctx, channel, m, seq)
}

const messageColumns = `m.id, m.conversation, m.turn, m.author, m.operator, COALESCE(o.name, ''), m.body, m.language, m.claims, m.files, m.created_at, m.seq, COALESCE(d.state, '')`

const messageTables = ` FROM messages m LEFT JOIN operators o ON o.id = m.operator LEFT JOIN deliveries d ON d.id = m.id`

func scanMessage(row interface{ Scan(dest ...any) error }) (desk.Message, error) {
	var m desk.Message
	var claims, files string
	var created int64
	err := row.Scan(&m.ID, &m.Conversation, &m.Turn, &m.Author, &m.Operator, &m.Name, &m.Text, &m.Language, &claims, &files, &created, &m.Seq, &m.Delivery)
	if err != nil {
		return m, err
	}
	m.Created = moment(created)
	if err := fromJSON(files, &m.Files); err != nil {
		return m, err
	}
	return m, fromJSON(claims, &m.Claims)
}

// Messages gives what was said in a conversation after an event, in order.
func (db *DB) Messages(ctx context.Context, conversationID string, after int64, limit int) ([]desk.Message, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+messageColumns+messageTables+`
		WHERE m.conversation = $1 AND m.seq > $2 ORDER BY m.seq LIMIT $3`, conversationID, after, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	said, err := scanAll(rows, scanMessage)
	return said, db.fail(err)
}

// RecentMessages gives the last messages of a conversation, oldest first.
func (db *DB) RecentMessages(ctx context.Context, conversationID string, limit int) ([]desk.Message, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+messageColumns+messageTables+`
		WHERE m.conversation = $1 ORDER BY m.seq DESC LIMIT $2`, conversationID, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	said, err := scanAll(rows, scanMessage)
	for i, j := 0, len(said)-1; i < j; i, j = i+1, j-1 {
		said[i], said[j] = said[j], said[i]
	}
	return said, db.fail(err)
}

// Events gives what happened in a conversation after an event, in order and without gaps.
func (db *DB) Events(ctx context.Context, conversationID string, after int64, limit int) ([]desk.Event, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT seq, kind, ref, created_at FROM events
		WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3`, conversationID, after, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	events, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (desk.Event, error) {
		var e desk.Event
		var at int64
		err := row.Scan(&e.Seq, &e.Kind, &e.Ref, &at)
		e.At = moment(at)
		return e, err
	})
	return events, db.fail(err)
}

const promiseColumns = `id, conversation, turn, team, state, by_at, misses, created_at`

func scanPromise(row interface{ Scan(dest ...any) error }) (desk.Promise, error) {
	var p desk.Promise
	var by, created int64
	err := row.Scan(&p.ID, &p.Conversation, &p.Turn, &p.Team, &p.State, &by, &p.Misses, &created)
	p.By, p.Created = moment(by), moment(created)
	return p, err
}

// OpenPromise reads the open promise of a conversation. NotFound where there is none.
func (db *DB) OpenPromise(ctx context.Context, conversationID string) (desk.Promise, error) {
	p, err := scanPromise(db.read.QueryRowContext(ctx, `SELECT `+promiseColumns+` FROM promises WHERE conversation = $1 AND state = 'open'`, conversationID))
	return p, db.fail(err)
}

// TurnPromise reads the newest promise that was made for a turn. NotFound where there is none.
func (db *DB) TurnPromise(ctx context.Context, turn string) (desk.Promise, error) {
	p, err := scanPromise(db.read.QueryRowContext(ctx, `SELECT `+promiseColumns+` FROM promises WHERE turn = $1 ORDER BY created_at DESC LIMIT 1`, turn))
	return p, db.fail(err)
}

func (t *tx) applyPromise(ctx context.Context, conversationID string, c conversation.Change, event func(kind, ref string) error) error {
	if c.ClosePromise != "" {
		if err := t.exec(ctx, `UPDATE promises SET state = $1, closed_at = $2 WHERE conversation = $3 AND state = 'open'`,
			c.ClosePromise, micros(c.At), conversationID); err != nil {
			return err
		}
	}
	p := c.NewPromise
	if p == nil {
		return nil
	}
	if err := t.exec(ctx, `INSERT INTO promises (id, conversation, turn, team, state, by_at, misses, created_at, closed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
		p.ID, p.Conversation, p.Turn, p.Team, p.State, micros(p.By), p.Misses, micros(p.Created)); err != nil {
		return err
	}
	return event("promise", p.ID)
}
