package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// openReach notes the address that is known of a new conversation's customer, so that it is there before the first answer.
func (t *tx) openReach(ctx context.Context, o conversation.Opening, id, customer string, at time.Time) error {
	if !o.Reached || !ownChannel(o.Conversation.Channel) {
		return nil
	}
	email := o.Customer.Email
	if email == "" {
		if err := t.QueryRowContext(ctx, `SELECT email FROM customers WHERE id = $1`, customer).Scan(&email); err != nil {
			return err
		}
	}
	if email, _ = conversation.Address(email); email == "" {
		return nil // what is no address reaches nobody
	}
	return t.exec(ctx, `INSERT INTO reaches (conversation, email, epoch, refused, set_at, seen_at, seen_seq, last_seq, mailed_seq, unseen_since)
		VALUES ($1, $2, 1, FALSE, $3, $3, 0, 0, 0, 0)`, id, email, micros(at))
}

// unseen notes a message of ours that its customer has yet to see.
func (t *tx) unseen(ctx context.Context, m desk.Message, seq int64) error {
	return t.exec(ctx, `UPDATE reaches SET last_seq = $1, unseen_since = CASE WHEN unseen_since = 0 THEN $2 ELSE unseen_since END
		WHERE conversation = $3`, seq, micros(m.Created), m.Conversation)
}

// refuse notes that nobody takes mail for the address of a delivery that failed for good.
func (t *tx) refuse(ctx context.Context, d desk.Delivery) error {
	if d.Channel != deliver.Mail || !d.Refused {
		return nil
	}
	return t.exec(ctx, `UPDATE reaches SET refused = TRUE WHERE conversation = $1`, d.Conversation)
}

// Reach reads how a conversation's customer is reached; the zero Reach where no address was ever given.
func (db *DB) Reach(ctx context.Context, conversationID string) (desk.Reach, error) {
	r := desk.Reach{Conversation: conversationID}
	var seen int64
	err := db.read.QueryRowContext(ctx, `SELECT email, epoch, refused, seen_at, seen_seq FROM reaches WHERE conversation = $1`, conversationID).
		Scan(&r.Email, &r.Epoch, &r.Refused, &seen, &r.SeenSeq)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	r.Seen = moment(seen)
	return r, db.fail(err)
}

const (
	addressesMost = 5              // conversations that one address may be given for within addressesIn
	addressesIn   = 24 * time.Hour // or anybody could have us write to somebody else again and again
	seenEach      = 20 * time.Second
)

// SetAddress has mail about a conversation go to an address, from what is said next; the empty one ends it. Busy where
// the address was given for too many conversations lately.
func (db *DB) SetAddress(ctx context.Context, conversationID, email string, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		if email == "" {
			return t.exec(ctx, `UPDATE reaches SET email = '', refused = FALSE, unseen_since = 0 WHERE conversation = $1`, conversationID)
		}
		var others int
		err := t.QueryRowContext(ctx, `SELECT count(*) FROM reaches WHERE email = $1 AND set_at > $2 AND conversation <> $3`,
			email, micros(at.Add(-addressesIn)), conversationID).Scan(&others)
		if err != nil {
			return err
		}
		if others >= addressesMost {
			return desk.Errorf(desk.Busy, "email: this address was given for many conversations today; try again tomorrow")
		}
		return t.exec(ctx, `INSERT INTO reaches (conversation, email, epoch, refused, set_at, seen_at, seen_seq, last_seq, mailed_seq, unseen_since)
			SELECT id, CAST($2 AS TEXT), 1, FALSE, CAST($3 AS BIGINT), CAST($3 AS BIGINT), events, events, events, 0 FROM conversations WHERE id = $1
			ON CONFLICT (conversation) DO UPDATE SET email = excluded.email, refused = FALSE, set_at = excluded.set_at, seen_at = excluded.seen_at,
			epoch = CASE WHEN reaches.email = excluded.email THEN reaches.epoch ELSE reaches.epoch + 1 END`, conversationID, email, micros(at))
	})
}

// NoteSeen notes that a customer is there, and has seen a conversation up to an event (0: nothing new). It writes at most
// every 20 s, or where something was seen for the first time.
func (db *DB) NoteSeen(ctx context.Context, conversationID string, seq int64, at time.Time) error {
	r, err := db.Reach(ctx, conversationID)
	if err != nil || r.Email == "" || seq <= r.SeenSeq && at.Sub(r.Seen) < seenEach {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `UPDATE reaches SET seen_at = CASE WHEN seen_at > $1 THEN seen_at ELSE $1 END,
			seen_seq = CASE WHEN seen_seq > $2 THEN seen_seq ELSE $2 END,
			unseen_since = CASE WHEN $2 >= last_seq THEN 0 ELSE unseen_since END WHERE conversation = $3`, micros(at), seq, conversationID)
	})
}
