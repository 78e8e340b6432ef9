package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

const conversationColumns = `id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at, precedence, language, trial, events, created_at, updated_at`

func scanConversation(row interface{ Scan(dest ...any) error }) (desk.Conversation, error) {
	var c desk.Conversation
	var due, precedence, created, updated int64
	err := row.Scan(&c.ID, &c.Inbox, &c.Customer, &c.Channel, &c.State, &c.Owner.Kind, &c.Owner.ID, &c.Team, &due, &precedence,
		&c.Language, &c.Trial, &c.Events, &created, &updated)
	c.Due, c.Urgency, c.Created, c.Updated = moment(due), desk.Urgency(-precedence), moment(created), moment(updated)
	return c, err
}

// precedence is how an urgency is kept: the lowest stands first, so that a page of what waits is one range of an index.
func precedence(u desk.Urgency) int64 { return -int64(u) }

// OpenConversation implements conversation.Store.
func (db *DB) OpenConversation(ctx context.Context, o conversation.Opening, c conversation.Change) error {
	return db.do(ctx, func(t *tx) error {
		customer, err := t.customer(ctx, o, c.At)
		if err != nil {
			return err
		}
		conv := o.Conversation
		err = t.exec(ctx, `INSERT INTO conversations (id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at,
			language, trial, events, visitor, preview, created_at, updated_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, '', $13, $13)`,
			conv.ID, conv.Inbox, customer, conv.Channel, conv.State, conv.Owner.Kind, conv.Owner.ID, conv.Team, micros(conv.Due),
			conv.Language, conv.Trial, o.Visitor, micros(c.At))
		if err != nil {
			return err
		}
		if err := t.openReach(ctx, o, conv.ID, customer, c.At); err != nil {
			return err
		}
		if err := t.origin(ctx, conv.ID, o.Origin); err != nil {
			return err
		}
		return t.apply(ctx, conv, c)
	})
}

// customer finds the customer with the company's own id, or inserts one.
func (t *tx) customer(ctx context.Context, o conversation.Opening, at time.Time) (string, error) {
	var external any
	if o.External != "" {
		external = o.External
		var id string
		err := t.QueryRowContext(ctx, `SELECT id FROM customers WHERE external = $1`, o.External).Scan(&id)
		if err == nil || !errors.Is(err, sql.ErrNoRows) {
			return id, err
		}
	}
	attributes, err := toJSON(o.Customer.Attributes)
	if err != nil {
		return "", err
	}
	return o.Customer.ID, t.exec(ctx, `INSERT INTO customers (id, external, name, email, attributes, signed, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		o.Customer.ID, external, o.Customer.Name, o.Customer.Email, attributes, o.Customer.Signed, micros(at))
}

// ChangeConversation implements conversation.Store.
func (db *DB) ChangeConversation(ctx context.Context, id string, plan func(conversation.Current) (conversation.Change, error)) error {
	return db.do(ctx, func(t *tx) error {
		cur, err := t.current(ctx, id, db.dialect.lockRow)
		if err != nil {
			return err
		}
		cur.Frozen = func(topic string) (string, error) { return t.frozen(ctx, topic, db.dialect.shareRow) }
		change, err := conversation.Plan(cur, plan)
		if err != nil {
			return err
		}
		return t.apply(ctx, cur.Conversation, change)
	})
}

// current reads what a change is planned on and holds the conversation until the transaction ends.
func (t *tx) current(ctx context.Context, id, lock string) (conversation.Current, error) {
	var cur conversation.Current
	c, err := scanConversation(t.QueryRowContext(ctx, `SELECT `+conversationColumns+` FROM conversations WHERE id = $1`+lock, id))
	if err != nil {
		return cur, err
	}
	cur.Conversation = c
	if cur.Open, err = t.openTurns(ctx, id); err != nil {
		return cur, err
	}
	// While the assistant has the next word nobody has promised anything: the change that gave it the word saw to that.
	if c.State != desk.WithAssistant {
		if cur.Promise, err = t.openPromise(ctx, id); err != nil {
			return cur, err
		}
	}
	cur.Roster = func(team string, now time.Time) (conversation.Roster, error) { return t.roster(ctx, team, now) }
	cur.Exposure = func(now time.Time) (desk.Exposure, error) { return t.exposure(ctx, c.Customer, now) }
	cur.TeamOf = func(topic string) (string, error) { return t.teamOf(ctx, topic, c.Inbox) }
	return cur, nil
}

func (t *tx) openTurns(ctx context.Context, conversationID string) ([]desk.Turn, error) {
	rows, err := t.QueryContext(ctx, `SELECT `+turnColumns+` FROM turns
		WHERE conversation = $1 AND state IN ('accepted', 'answering', 'held') ORDER BY created_at, id`, conversationID)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, scanTurn)
}

func (t *tx) openPromise(ctx context.Context, conversationID string) (*desk.Promise, error) {
	p, err := scanPromise(t.QueryRowContext(ctx, `SELECT `+promiseColumns+` FROM promises WHERE conversation = $1 AND state = 'open'`, conversationID))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil // no promise is a fact, not an error
	}
	return &p, err
}

// apply writes a change. The conversation before it is given; its row is held.
func (t *tx) apply(ctx context.Context, before desk.Conversation, c conversation.Change) error {
	events := before.Events
	event := func(kind, ref string) error {
		events++
		return t.exec(ctx, `INSERT INTO events (conversation, seq, kind, ref, created_at) VALUES ($1, $2, $3, $4, $5)`,
			before.ID, events, kind, ref, micros(c.At))
	}
	if c.NewTurn != nil {
		if err := t.insertTurn(ctx, *c.NewTurn); err != nil {
			return err
		}
	}
	if err := t.moveTurns(ctx, c.Turns, event); err != nil {
		return err
	}
	if err := t.carry(ctx, before.Inbox, c); err != nil {
		return err
	}
	for i, m := range c.Messages {
		if err := t.insertMessage(ctx, before.Channel, &c.Messages[i], events+1); err != nil {
			return err
		}
		if err := event("message", m.ID); err != nil {
			return err
		}
	}
	if err := t.applyPromise(ctx, before.ID, c, event); err != nil {
		return err
	}
	if c.Decision != nil {
		if err := t.insertDecision(ctx, c.DecisionTurn, *c.Decision, c.At); err != nil {
			return err
		}
	}
	if err := t.report(ctx, c.Report, c.Settled); err != nil {
		return err
	}
	if err := t.newClaims(ctx, c.Tellings, c.Judged); err != nil {
		return err
	}
	if err := t.waits(ctx, c); err != nil {
		return err
	}
	if err := t.correct(ctx, before.ID, c); err != nil {
		return err
	}
	if c.Undelivered != nil {
		if err := t.failDelivery(ctx, *c.Undelivered, c.At); err != nil {
			return err
		}
		if err := event("delivery", c.Undelivered.ID); err != nil {
			return err
		}
	}
	if c.Key != nil {
		if err := t.insertKey(ctx, *c.Key, before.ID, c.NewTurn, c.At); err != nil {
			return err
		}
	}
	return t.saveConversation(ctx, before, c, events, event)
}

func (t *tx) saveConversation(ctx context.Context, before desk.Conversation, change conversation.Change, events int64, event func(kind, ref string) error) error {
	c := change.Conversation
	if c.State != before.State || c.Owner != before.Owner {
		if err := event("state", string(c.State)); err != nil {
			return err
		}
		events++
	}
	if c.State != before.State || c.Owner != before.Owner || c.Urgency != before.Urgency || c.Team != before.Team || !c.Due.Equal(before.Due) ||
		len(change.Messages) > 0 {
		t.tell(TopicDesk)
	}
	if err := t.recount(ctx, before, c); err != nil {
		return err
	}
	preview := ""
	for _, m := range change.Messages {
		if m.Author == desk.ByCustomer {
			preview = previewOf(m)
		}
	}
	n, err := t.changed(ctx, `UPDATE conversations SET state = $1, owner_kind = $2, owner_id = $3, team = $4, due_at = $5, language = $6,
		events = $7, updated_at = $8, preview = CASE WHEN $9 = '' THEN preview ELSE $9 END, precedence = $12,
		alert_at = CASE WHEN $1 <> 'waiting_person' THEN 0 WHEN CAST($13 AS BIGINT) = 0 THEN alert_at ELSE CAST($13 AS BIGINT) END WHERE id = $10 AND events = $11`,
		c.State, c.Owner.Kind, c.Owner.ID, c.Team, micros(c.Due), c.Language, events, micros(change.At), preview, before.ID, before.Events,
		precedence(c.Urgency), alertAt(before, c, change.At))
	if err != nil {
		return err
	}
	if n != 1 {
		return desk.Errorf(desk.Conflict, "conversation %s changed meanwhile", before.ID)
	}
	t.tell(TopicConversation(before.ID))
	return nil
}

// recount keeps the count of conversations that wait for each team, so that no page counts rows.
func (t *tx) recount(ctx context.Context, before, after desk.Conversation) error {
	old, now := waitingCounter(before.State, before.Team), waitingCounter(after.State, after.Team)
	if old == now || before.Trial {
		return nil
	}
	if err := t.count(ctx, old, -1); err != nil {
		return err
	}
	return t.count(ctx, now, 1)
}

func waitingCounter(state desk.ConversationState, team string) string {
	if state != desk.WaitingPerson {
		return ""
	}
	return "waiting:" + team
}

// count adds to a kept counter; the empty name counts nothing.
func (t *tx) count(ctx context.Context, name string, by int64) error {
	if name == "" || by == 0 {
		return nil
	}
	return t.exec(ctx, `INSERT INTO counters (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value`, name, by)
}

// clip cuts a text to so many code points.
func clip(text string, most int) string {
	n := 0
	for i := range text {
		if n == most {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// Conversation reads one. NotFound where there is none.
func (db *DB) Conversation(ctx context.Context, id string) (desk.Conversation, error) {
	c, err := scanConversation(db.read.QueryRowContext(ctx, `SELECT `+conversationColumns+` FROM conversations WHERE id = $1`, id))
	return c, db.fail(err)
}

// Visitor gives the SHA-256 of the token that opens a conversation to its visitor, empty for none.
func (db *DB) Visitor(ctx context.Context, id string) (string, error) {
	var hash string
	err := db.read.QueryRowContext(ctx, `SELECT visitor FROM conversations WHERE id = $1`, id).Scan(&hash)
	return hash, db.fail(err)
}

// Customer reads one.
func (db *DB) Customer(ctx context.Context, id string) (desk.Customer, error) {
	var c desk.Customer
	var attributes string
	err := db.read.QueryRowContext(ctx, `SELECT id, name, email, attributes, signed FROM customers WHERE id = $1`, id).
		Scan(&c.ID, &c.Name, &c.Email, &attributes, &c.Signed)
	if err != nil {
		return c, db.fail(err)
	}
	return c, fromJSON(attributes, &c.Attributes)
}

// WaitingCount tells how many conversations wait for a team.
func (db *DB) WaitingCount(ctx context.Context, team string) (int, error) {
	return db.counter(ctx, "waiting:"+team)
}

func (db *DB) counter(ctx context.Context, name string) (int, error) {
	var n int
	err := db.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = $1`, name).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, db.fail(err)
}

// Live implements conversation.Live: conversations with an open turn, by id.
func (db *DB) Live(ctx context.Context, after string, limit int) ([]desk.Conversation, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+conversationColumns+` FROM conversations WHERE id > $1 AND id IN
		(SELECT conversation FROM turns WHERE state IN ('accepted', 'answering', 'held')) ORDER BY id LIMIT $2`, after, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanConversation)
	return list, db.fail(err)
}

// Backup copies the whole database to a new file, while it is in use.
func (db *DB) Backup(ctx context.Context, path string) error {
	return db.fail(db.dialect.backup(ctx, db, path))
}
