package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// insertDecision writes the ledger's row and, for what was sent, which span of which version each claim stands on. A
// held turn that is decided a second time keeps its first row's question and draft, and takes the new outcome.
func (t *tx) insertDecision(ctx context.Context, turn string, d desk.Decision, at time.Time) error {
	draft, err := toJSON(d.Draft)
	if err != nil {
		return err
	}
	findings, err := toJSON(d.Findings)
	if err != nil {
		return err
	}
	versions, err := toJSON(d.Versions)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `INSERT INTO decisions (turn, action, reason, topic, language, question, draft, findings, versions, elapsed_us, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (turn) DO UPDATE SET action = excluded.action, reason = excluded.reason`,
		turn, d.Action.String(), d.Reason, d.Topic, d.Language, d.Question, draft, findings, versions, d.Elapsed.Microseconds(), micros(at))
	if err != nil || d.Action != desk.Send {
		return err
	}
	for i, claim := range d.Draft.Claims {
		for n, e := range claim.Evidence {
			if err := t.exec(ctx, `INSERT INTO evidence (turn, claim, n, article, version, start_at, end_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (turn, claim, n) DO NOTHING`,
				turn, i, n, e.Article, e.Version, e.Start, e.End); err != nil {
				return err
			}
		}
	}
	return nil
}

// Decision reads the ledger's row of a turn. NotFound where nothing was decided.
func (db *DB) Decision(ctx context.Context, turn string) (desk.Decision, error) {
	var d desk.Decision
	var action, draft, findings, versions string
	var elapsed int64
	err := db.read.QueryRowContext(ctx, `SELECT action, reason, topic, language, question, draft, findings, versions, elapsed_us
		FROM decisions WHERE turn = $1`, turn).
		Scan(&action, &d.Reason, &d.Topic, &d.Language, &d.Question, &draft, &findings, &versions, &elapsed)
	if err != nil {
		return d, db.fail(err)
	}
	d.Action, d.Elapsed = parseAction(action), time.Duration(elapsed)*time.Microsecond
	for text, into := range map[string]any{draft: &d.Draft, findings: &d.Findings, versions: &d.Versions} {
		if err := fromJSON(text, into); err != nil {
			return d, err
		}
	}
	return d, nil
}

// parseAction reads an action's name; what it does not know is Hold.
func parseAction(name string) desk.Action {
	for _, a := range []desk.Action{desk.HandOver, desk.Clarify, desk.Send} {
		if a.String() == name {
			return a
		}
	}
	return desk.Hold
}

func (t *tx) insertKey(ctx context.Context, k conversation.IdempotencyKey, conversationID string, turn *desk.Turn, at time.Time) error {
	id := ""
	if turn != nil {
		id = turn.ID
	}
	return t.exec(ctx, `INSERT INTO idempotency (caller, name, body_hash, conversation, turn, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		k.Caller, k.Name, k.BodyHash, conversationID, id, micros(at))
}

// Remembered is what a request with an idempotency key has made.
type Remembered struct {
	BodyHash     string
	Conversation string
	Turn         string
}

// IdempotencyKey finds what a caller's key has made since a moment. NotFound for a key that is new.
func (db *DB) IdempotencyKey(ctx context.Context, caller, name string, since time.Time) (Remembered, error) {
	var r Remembered
	err := db.read.QueryRowContext(ctx, `SELECT body_hash, conversation, turn FROM idempotency
		WHERE caller = $1 AND name = $2 AND created_at > $3`, caller, name, micros(since)).Scan(&r.BodyHash, &r.Conversation, &r.Turn)
	return r, db.fail(err)
}

// ForgetBefore drops what is kept only for a time: idempotency keys older than a moment and ended sessions.
func (db *DB) ForgetBefore(ctx context.Context, keys, sessions time.Time) error {
	return db.do(ctx, func(t *tx) error {
		if err := t.exec(ctx, `DELETE FROM idempotency WHERE created_at <= $1`, micros(keys)); err != nil {
			return err
		}
		return t.exec(ctx, `DELETE FROM sessions WHERE expires_at <= $1`, micros(sessions))
	})
}
