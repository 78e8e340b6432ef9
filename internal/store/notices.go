package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

func (t *tx) queueNotices(ctx context.Context, notices []watch.Notice) error {
	for _, n := range notices {
		if err := t.exec(ctx, `INSERT INTO notices (id, incident, round, rung, repeat, way, recipient, state, epoch, attempts, next_at, fault, created_at, done_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 0, 0, $8, '', $9, 0)`,
			n.ID, n.Incident, n.Round, n.Rung, n.Repeat, n.Way, n.Recipient, micros(n.Next), micros(n.Made)); err != nil {
			return err
		}
		t.tell(TopicDeliveries)
	}
	return nil
}

// withdrawNotices takes back what was not said yet of an incident that a person has taken in hand.
func (t *tx) withdrawNotices(ctx context.Context, in breaker.Incident) error {
	if in.Stage.Waiting() {
		return nil
	}
	return t.exec(ctx, `UPDATE notices SET state = 'withdrawn', done_at = $1 WHERE incident = $2 AND state = 'queued'`, micros(latest(in)), in.ID)
}

// NoticesOf lists what was said of an incident, and to whom, in the order of telling.
func (db *DB) NoticesOf(ctx context.Context, incident string) ([]watch.Notice, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, incident, round, rung, repeat, way, recipient, state, attempts, fault, created_at, next_at, done_at
		FROM notices WHERE incident = $1 ORDER BY created_at, way DESC, recipient, id`, incident)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Notice, error) {
		var n watch.Notice
		var made, next, done int64
		err := row.Scan(&n.ID, &n.Incident, &n.Round, &n.Rung, &n.Repeat, &n.Way, &n.Recipient, &n.State, &n.Attempts, &n.Fault, &made, &next, &done)
		n.Made, n.Next, n.Done = moment(made), moment(next), moment(done)
		return n, err
	})
	return list, db.fail(err)
}

// CountNotices tells how many notices are on their way, and how many failed for good since a moment.
func (db *DB) CountNotices(ctx context.Context, since time.Time) (queued, failed int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM notices WHERE state = 'queued'),
		(SELECT count(*) FROM notices WHERE state = 'failed' AND created_at > $1)`, micros(since)).Scan(&queued, &failed)
	return queued, failed, db.fail(err)
}

// Notices are the notices of incidents as a deliver.Store: the incident stands in a delivery's Message.
type Notices struct{ *DB }

// Notices gives them.
func (db *DB) Notices() Notices { return Notices{db} }

// DueDeliveries implements deliver.Store. No notice waits for another.
func (n Notices) DueDeliveries(ctx context.Context, at time.Time, limit int) ([]desk.Delivery, error) {
	rows, err := n.read.QueryContext(ctx, `SELECT id, incident, way, state, epoch, attempts, next_at, fault, recipient FROM notices
		WHERE state = 'queued' AND next_at <= $1 ORDER BY next_at, id LIMIT $2`, micros(at), limit)
	if err != nil {
		return nil, n.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (desk.Delivery, error) {
		var d desk.Delivery
		var next int64
		err := row.Scan(&d.ID, &d.Message, &d.Channel, &d.State, &d.Epoch, &d.Attempts, &next, &d.Fault, &d.Recipient)
		d.Next = moment(next)
		return d, err
	})
	return list, n.fail(err)
}

// ClaimDelivery implements deliver.Store.
func (n Notices) ClaimDelivery(ctx context.Context, d desk.Delivery, at, lease time.Time) (desk.Delivery, error) {
	err := n.do(ctx, func(t *tx) error {
		return t.moveDelivery(ctx, d, `UPDATE notices SET epoch = epoch + 1, next_at = $1
			WHERE id = $2 AND epoch = $3 AND state = 'queued' AND next_at <= $4`, micros(lease), d.ID, d.Epoch, micros(at))
	})
	d.Epoch++
	return d, err
}

// SettleDelivery implements deliver.Store. What arrived although it was withdrawn meanwhile was said.
func (n Notices) SettleDelivery(ctx context.Context, d desk.Delivery, at time.Time) error {
	return n.do(ctx, func(t *tx) error {
		done := int64(0)
		if d.State != desk.Queued {
			done = micros(at)
		}
		return t.moveDelivery(ctx, d, `UPDATE notices SET state = $1, attempts = $2, next_at = $3, fault = $4, done_at = $5
			WHERE id = $6 AND epoch = $7 AND (state = 'queued' OR (state = 'withdrawn' AND $8))`,
			d.State, d.Attempts, micros(d.Next), d.Fault, done, d.ID, d.Epoch, d.State == desk.Delivered)
	})
}

// Parcel implements deliver.Store. What a notice says is read by whoever writes it.
func (Notices) Parcel(_ context.Context, d desk.Delivery) (deliver.Parcel, error) {
	return deliver.Parcel{Delivery: d}, nil
}
