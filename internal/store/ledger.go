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
	fresh := ""
	if len(d.New) > 0 {
		if fresh, err = toJSON(d.New); err != nil {
			return err
		}
	}
	err = t.exec(ctx, `INSERT INTO decisions (turn, action, reason, topic, language, question, draft, findings, versions, elapsed_us, created_at, novel, first_reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $3)
		ON CONFLICT (turn) DO UPDATE SET action = excluded.action, reason = excluded.reason`,
		turn, d.Action.String(), d.Reason, d.Topic, d.Language, d.Question, draft, findings, versions, d.Elapsed.Microseconds(), micros(at), fresh)
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

// decisionColumns are those of a decision d; of a turn without one they are empty.
const decisionColumns = `COALESCE(d.action, ''), COALESCE(d.reason, ''), COALESCE(d.topic, ''), COALESCE(d.language, ''), COALESCE(d.question, ''),
	COALESCE(d.draft, ''), COALESCE(d.findings, ''), COALESCE(d.versions, ''), COALESCE(d.elapsed_us, 0), COALESCE(d.novel, '')`

// decisionRow is a decision as it lies in its columns.
type decisionRow struct {
	made                                     desk.Decision
	action, draft, findings, versions, fresh string
	elapsed                                  int64
}

func (r *decisionRow) dest() []any {
	d := &r.made
	return []any{&r.action, &d.Reason, &d.Topic, &d.Language, &d.Question, &r.draft, &r.findings, &r.versions, &r.elapsed, &r.fresh}
}

func (r *decisionRow) decision() (desk.Decision, error) {
	d := r.made
	d.Action, d.Elapsed = parseAction(r.action), time.Duration(r.elapsed)*time.Microsecond
	for text, into := range map[string]any{r.draft: &d.Draft, r.findings: &d.Findings, r.versions: &d.Versions, r.fresh: &d.New} {
		if err := fromJSON(text, into); err != nil {
			return d, err
		}
	}
	return d, nil
}

// Decision reads the ledger's row of a turn. NotFound where nothing was decided.
func (db *DB) Decision(ctx context.Context, turn string) (desk.Decision, error) {
	var r decisionRow
	err := db.read.QueryRowContext(ctx, `SELECT `+decisionColumns+` FROM decisions d WHERE d.turn = $1`, turn).Scan(r.dest()...)
	if err != nil {
		return desk.Decision{}, db.fail(err)
	}
	return r.decision()
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
	// A key of that name that has outlived its time is forgotten, whether or not its row is gone yet.
	n, err := t.changed(ctx, `INSERT INTO idempotency (caller, name, body_hash, conversation, turn, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (caller, name) DO UPDATE SET body_hash = excluded.body_hash, conversation = excluded.conversation, turn = excluded.turn,
		created_at = excluded.created_at WHERE idempotency.created_at <= $7`,
		k.Caller, k.Name, k.BodyHash, conversationID, id, micros(at), micros(at.Add(-conversation.KeyKept)))
	if err == nil && n != 1 {
		err = desk.Errorf(desk.Conflict, "this idempotency key is in use already")
	}
	return err
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
