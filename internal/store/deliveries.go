package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

const deliveryColumns = `id, message, conversation, channel, state, epoch, attempts, next_at, fault, recipient, after_seq, seq`

func scanDelivery(row interface{ Scan(dest ...any) error }) (desk.Delivery, error) {
	var d desk.Delivery
	var next int64
	err := row.Scan(&d.ID, &d.Message, &d.Conversation, &d.Channel, &d.State, &d.Epoch, &d.Attempts, &next, &d.Fault, &d.Recipient, &d.After, &d.Seq)
	d.Next = moment(next)
	return d, err
}

// ownChannel tells which channels show a message as soon as its row is there: delivery is the commit itself.
func ownChannel(channel string) bool {
	return channel == "widget" || channel == "api" || channel == "trial"
}

// queueDelivery puts a message of ours on its way outward.
func (t *tx) queueDelivery(ctx context.Context, channel string, m desk.Message, seq int64) error {
	t.tell(TopicDeliveries)
	return t.exec(ctx, `INSERT INTO deliveries (id, message, conversation, channel, state, epoch, attempts, next_at, created_at, seq)
		VALUES ($1, $1, $2, $3, 'queued', 0, 0, $4, $4, $5)`, m.ID, m.Conversation, channel, micros(m.Created), seq)
}

// DueDeliveries implements deliver.Store. Of each conversation only the first that is still queued is due to each recipient:
// what was said later does not arrive earlier.
func (db *DB) DueDeliveries(ctx context.Context, at time.Time, limit int) ([]desk.Delivery, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+deliveryColumns+` FROM deliveries d
		WHERE state = 'queued' AND next_at <= $1 AND NOT EXISTS (
			SELECT 1 FROM deliveries e WHERE e.conversation = d.conversation AND e.recipient = d.recipient AND e.state = 'queued' AND e.seq < d.seq)
		ORDER BY next_at LIMIT $2`, micros(at), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanDelivery)
	return list, db.fail(err)
}

// ClaimDelivery implements deliver.Store.
func (db *DB) ClaimDelivery(ctx context.Context, d desk.Delivery, at, lease time.Time) (desk.Delivery, error) {
	err := db.do(ctx, func(t *tx) error {
		return t.moveDelivery(ctx, d, `UPDATE deliveries SET epoch = epoch + 1, next_at = $1
			WHERE id = $2 AND epoch = $3 AND state = 'queued' AND next_at <= $4`, micros(lease), d.ID, d.Epoch, micros(at))
	})
	d.Epoch++
	return d, err
}

// SettleDelivery implements deliver.Store.
func (db *DB) SettleDelivery(ctx context.Context, d desk.Delivery, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		done := int64(0)
		if d.State == desk.Delivered {
			done = micros(at)
		}
		return t.moveDelivery(ctx, d, `UPDATE deliveries SET state = $1, attempts = $2, next_at = $3, fault = $4, done_at = $5
			WHERE id = $6 AND epoch = $7 AND state = 'queued'`, d.State, d.Attempts, micros(d.Next), d.Fault, done, d.ID, d.Epoch)
	})
}

// moveDelivery is a compare-and-set: Conflict where it changes no row.
func (t *tx) moveDelivery(ctx context.Context, d desk.Delivery, query string, args ...any) error {
	n, err := t.changed(ctx, query, args...)
	if err == nil && n != 1 {
		err = desk.Errorf(desk.Conflict, "delivery %s is no longer ours", d.ID)
	}
	return err
}

// failDelivery closes a claimed delivery for good.
func (t *tx) failDelivery(ctx context.Context, d desk.Delivery, at time.Time) error {
	if err := t.refuse(ctx, d); err != nil {
		return err
	}
	return t.moveDelivery(ctx, d, `UPDATE deliveries SET state = 'failed', attempts = $1, fault = $2, done_at = $3
		WHERE id = $4 AND epoch = $5 AND state = 'queued'`, d.Attempts, d.Fault, micros(at), d.ID, d.Epoch)
}

// Parcel implements deliver.Store.
func (db *DB) Parcel(ctx context.Context, d desk.Delivery) (deliver.Parcel, error) {
	p := deliver.Parcel{Delivery: d}
	var err error
	if p.Message, err = scanMessage(db.read.QueryRowContext(ctx, `SELECT `+messageColumns+messageTables+` WHERE m.id = $1`, d.Message)); err != nil {
		return p, db.fail(err)
	}
	if p.Conversation, err = db.Conversation(ctx, d.Conversation); err != nil {
		return p, err
	}
	if p.Letter, err = db.letter(ctx, p); err != nil {
		return p, err
	}
	err = db.read.QueryRowContext(ctx, `SELECT COALESCE(external, '') FROM customers WHERE id = $1`, p.Conversation.Customer).Scan(&p.External)
	return p, db.fail(err)
}

// CountDeliveries tells how many deliveries of a channel are on their way, and how many failed for good since a moment.
func (db *DB) CountDeliveries(ctx context.Context, channel string, since time.Time) (queued, failed int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM deliveries WHERE state = 'queued' AND channel = $2),
		(SELECT count(*) FROM deliveries WHERE state = 'failed' AND created_at > $1 AND channel = $2)`, micros(since), channel).Scan(&queued, &failed)
	return queued, failed, db.fail(err)
}
