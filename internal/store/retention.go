package store

import (
	"context"
	"time"
)

// purged stands where words were.
const purged = `'[…]'`

// purges take the words out of one conversation, in this order. Ids, times and what was decided stay: the ledger can
// still be followed. A table that holds words of a conversation needs a line here, or one in keptTables.
func purges() []string {
	return []string{
		`DELETE FROM said WHERE conversation = $1`,
		`DELETE FROM words WHERE conversation = $1`,
		`DELETE FROM notes WHERE conversation = $1`,
		`DELETE FROM viewers WHERE conversation = $1`,
		`DELETE FROM reaches WHERE conversation = $1`,
		`DELETE FROM origins WHERE conversation = $1`,
		`DELETE FROM symptoms WHERE conversation = $1`,
		`DELETE FROM files WHERE conversation = $1`,
		`UPDATE ratings SET words = '' WHERE conversation = $1`,
		`UPDATE decisions SET question = '', draft = '', findings = '', novel = '' WHERE turn IN (SELECT id FROM turns WHERE conversation = $1)`,
		`UPDATE acts SET reason = '' WHERE reason <> '' AND (ref = $1 OR ref IN (SELECT id FROM turns WHERE conversation = $1))`,
		`UPDATE messages SET body = ` + purged + `, claims = '', files = '' WHERE conversation = $1`,
		`UPDATE conversations SET preview = ` + purged + ` WHERE id = $1`,
	}
}

// keptTables hold ids, times and states of conversations, and no words: they stay.
func keptTables() []string {
	return []string{"turns", "promises", "deliveries", "events", "idempotency", "reports", "tellings", "waits", "recipients"}
}

// forgetCustomer takes away who the customer was, once none of their conversations has words left.
const forgetCustomer = `UPDATE customers SET name = '', email = '', attributes = '{}' WHERE id = (SELECT customer FROM conversations WHERE id = $1)
	AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.customer = customers.id AND (c.state <> 'resolved' OR c.purged_at < c.updated_at))`

const past = ` FROM conversations WHERE state = 'resolved' AND purged_at < updated_at AND NOT legal_hold AND updated_at < $1`

// CountPast counts the resolved conversations that have words and were last touched before a moment.
func (db *DB) CountPast(ctx context.Context, before time.Time) (n int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*)`+past, micros(before)).Scan(&n)
	return n, db.fail(err)
}

// PurgePast takes the words out of such conversations, oldest first, so many at most in one transaction, and tells how
// many. One that a customer has written in meanwhile is not among them.
func (db *DB) PurgePast(ctx context.Context, before, now time.Time, limit int) (int, error) {
	var ids []string
	err := db.do(ctx, func(t *tx) error {
		rows, err := t.QueryContext(ctx, `SELECT id`+past+` ORDER BY updated_at, id LIMIT $2`, micros(before), limit)
		if err != nil {
			return err
		}
		if ids, err = scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) }); err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.purge(ctx, id, before, now); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ids), err
}

func (t *tx) purge(ctx context.Context, id string, before, now time.Time) error {
	// First the row that a customer's message would change: whoever comes second waits, and here finds nothing to do.
	n, err := t.changed(ctx, `UPDATE conversations SET purged_at = $2 WHERE id = $3 AND id IN (SELECT id`+past+`)`, micros(before), micros(now), id)
	if err != nil || n == 0 {
		return err
	}
	if err := t.dropWordings(ctx, id); err != nil {
		return err
	}
	for _, statement := range append(purges(), forgetCustomer) {
		if err := t.exec(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
}

// TakeLease gives a piece of work to a server until a moment, unless another has it now.
func (db *DB) TakeLease(ctx context.Context, name, holder string, now, until time.Time) (bool, error) {
	var n int64
	err := db.do(ctx, func(t *tx) (err error) {
		n, err = t.changed(ctx, `INSERT INTO leases (name, holder, until_at) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at WHERE leases.until_at <= $4 OR leases.holder = excluded.holder`,
			name, holder, micros(until), micros(now))
		return err
	})
	return n > 0, err
}
