package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/watch"
)

// Streams gives the streams of the watch, in the order in which they were made.
func (db *DB) Streams(ctx context.Context) ([]watch.Stream, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT body FROM streams ORDER BY made_at, kind, scope`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Stream, error) {
		var s watch.Stream
		var text string
		if err := row.Scan(&text); err != nil {
			return s, err
		}
		return s, fromJSON(text, &s)
	})
	return list, db.fail(err)
}

// SaveStreams writes streams by kind and scope.
func (db *DB) SaveStreams(ctx context.Context, list []watch.Stream) error {
	return db.do(ctx, func(t *tx) error {
		for _, s := range list {
			text, err := toJSON(s)
			if err != nil {
				return err
			}
			if err := t.exec(ctx, `INSERT INTO streams (kind, scope, body, made_at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (kind, scope) DO UPDATE SET body = excluded.body`, s.Kind, s.Scope, text, micros(s.Made)); err != nil {
				return err
			}
		}
		return nil
	})
}

// firstReason is why the first turn of a conversation c was decided as it was; NULL where the assistant had no part in it.
const firstReason = `(SELECT d.first_reason FROM turns t JOIN decisions d ON d.turn = t.id WHERE t.conversation = c.id ORDER BY t.created_at, t.id LIMIT 1)`

// failed gives, for a kind of stream, what makes a conversation c, or a sample s, a failure at its age, in microseconds.
func failed(kind watch.Kind) string {
	switch kind {
	case watch.Blocked:
		return firstReason + ` = 'guard_held'`
	case watch.Faulty:
		return firstReason + ` IN ('fault', 'deadline')`
	case watch.HandedOver:
		return `EXISTS (SELECT 1 FROM turns t WHERE t.conversation = c.id AND t.state = 'handed_over' AND t.decided_at <= c.created_at + 3600000000)`
	case watch.Unhappy:
		return `(EXISTS (SELECT 1 FROM reports r WHERE r.conversation = c.id AND r.created_at <= c.created_at + 86400000000)
			OR EXISTS (SELECT 1 FROM ratings g WHERE g.conversation = c.id AND g.score = 1 AND g.created_at <= c.created_at + 86400000000)
			OR EXISTS (SELECT 1 FROM turns t WHERE t.conversation = c.id AND t.reason = 'upset' AND t.created_at > c.created_at AND t.created_at <= c.created_at + 86400000000))`
	case watch.Rerouted:
		return `EXISTS (SELECT 1 FROM acts a WHERE a.ref = c.id AND a.act = 'conversation:assign_team' AND a.created_at <= c.created_at + 86400000000)`
	case watch.Wrong:
		return `EXISTS (SELECT 1 FROM labels l WHERE l.turn = s.turn AND l.label <> 'right' AND l.created_at <= s.made_at + 259200000000)`
	case watch.Repeated:
		return `EXISTS (SELECT 1 FROM conversations o WHERE o.customer = c.customer AND o.id > c.id AND o.created_at <= c.created_at + 604800000000)`
	}
	return `TRUE`
}

// Outcomes gives conversations as a stream looks at them. See watch.Streams.
func (db *DB) Outcomes(ctx context.Context, kind watch.Kind, after string, from, until time.Time, limit int) ([]watch.Outcome, error) {
	if kind == watch.Wrong {
		return db.reviewed(ctx, after, from, until, limit)
	}
	//nolint:gosec // what is put in is one of the constants above
	rows, err := db.read.QueryContext(ctx, `SELECT c.id, c.id, c.created_at, c.channel, c.language,
		(SELECT t.topic FROM turns t WHERE t.conversation = c.id ORDER BY t.created_at, t.id LIMIT 1), `+failed(kind)+`
		FROM conversations c WHERE c.id > $1 AND c.created_at >= $2 AND c.created_at <= $3 AND NOT c.trial AND `+firstReason+` IS NOT NULL ORDER BY c.id LIMIT $4`,
		after, micros(from), micros(until), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanOutcome)
	return list, db.fail(err)
}

// reviewed gives the answers that were drawn by lot and that somebody has labelled, in the order in which they were drawn.
func (db *DB) reviewed(ctx context.Context, after string, from, until time.Time, limit int) ([]watch.Outcome, error) {
	//nolint:gosec // what is put in is one of the constants above
	rows, err := db.read.QueryContext(ctx, `SELECT s.day || '/' || s.turn, t.conversation, s.made_at, c.channel, c.language, t.topic, `+failed(watch.Wrong)+`
		FROM samples s JOIN turns t ON t.id = s.turn JOIN conversations c ON c.id = t.conversation
		WHERE s.part = 'lot' AND s.day || '/' || s.turn > $1 AND s.made_at >= $2 AND s.made_at <= $3 AND EXISTS (SELECT 1 FROM labels l WHERE l.turn = s.turn AND l.created_at <= s.made_at + 259200000000)
		ORDER BY s.day, s.turn LIMIT $4`, after, micros(from), micros(until), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanOutcome)
	return list, db.fail(err)
}

func scanOutcome(row scanner) (watch.Outcome, error) {
	var o watch.Outcome
	var at int64
	err := row.Scan(&o.Key, &o.Conversation, &at, &o.Channel, &o.Language, &o.Topic, &o.Failed)
	o.Created = moment(at)
	return o, err
}
