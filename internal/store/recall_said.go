package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// Unnoted implements recall.Notes. The index that it reads holds only what is not noted.
func (db *DB) Unnoted(ctx context.Context, limit int) ([]recall.Answer, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT m.id, m.turn, m.conversation, m.language, m.claims, c.trial FROM messages m
		JOIN conversations c ON c.id = m.conversation
		WHERE m.author = 'assistant' AND m.claims <> '' AND NOT m.noted ORDER BY m.created_at, m.id LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (recall.Answer, error) {
		var a recall.Answer
		var claims string
		if err := row.Scan(&a.Message, &a.Turn, &a.Conversation, &a.Language, &claims, &a.Trial); err != nil {
			return a, err
		}
		return a, fromJSON(claims, &a.Claims)
	})
	return list, db.fail(err)
}

// Note implements recall.Notes. Whoever notes holds one row until the end, and so does whoever deletes: no wording goes while
// somebody else is noted as told it.
func (db *DB) Note(ctx context.Context, answers []recall.Answer, tellings []recall.Telling) error {
	return db.do(ctx, func(t *tx) error {
		if err := t.holdSaid(ctx); err != nil {
			return err
		}
		there := map[string]bool{}
		for _, a := range answers {
			// Deleted meanwhile: its claims are gone, and it is noted no more.
			n, err := t.changed(ctx, `UPDATE messages SET noted = TRUE WHERE id = $1 AND claims <> '' AND NOT noted`, a.Message)
			if err != nil {
				return err
			}
			there[a.Turn] = n == 1
		}
		tellings = slices.DeleteFunc(slices.Clone(tellings), func(one recall.Telling) bool { return !there[one.Turn] })
		fresh, err := t.noteWordings(ctx, tellings)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, one := range tellings {
			rows = append(rows, []any{one.Turn, one.Claim, one.Wording.ID, one.Conversation})
		}
		if err := t.insertRows(ctx, `said (turn, claim, wording, conversation)`, `(turn, claim)`, rows); err != nil {
			return err
		}
		return t.exec(ctx, `UPDATE counters SET value = value + $1 WHERE name = 'said'`, fresh)
	})
}

func (t *tx) holdSaid(ctx context.Context) error {
	return t.exec(ctx, `UPDATE counters SET value = value WHERE name = 'said'`)
}

// noteWordings keeps wordings that are new, and tells how many were. Their stems go in sorted, so that neighbours in the index
// are written together.
func (t *tx) noteWordings(ctx context.Context, tellings []recall.Telling) (fresh int64, err error) {
	var stems [][]any
	for _, one := range tellings {
		w := one.Wording
		n, err := t.changed(ctx, `INSERT INTO wordings (id, language, body, stems) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
			w.ID, w.Language, w.Text, strings.Join(w.Stems, " "))
		if err != nil {
			return 0, err
		}
		if n == 0 {
			continue
		}
		fresh++
		for _, stem := range w.Stems {
			stems = append(stems, []any{stem, w.ID})
		}
	}
	slices.SortFunc(stems, func(a, b []any) int { return cmp.Compare(a[0].(string), b[0].(string)) })
	return fresh, t.insertRows(ctx, `wording_stems (stem, wording)`, `(stem, wording)`, stems)
}

// insertRows inserts many rows with few statements, and passes over those that are there.
func (t *tx) insertRows(ctx context.Context, into, key string, rows [][]any) error {
	for part := range slices.Chunk(rows, 100) {
		var values []string
		var args []any
		for _, row := range part {
			values = append(values, "("+places(len(args)+1, len(row))+")")
			args = append(args, row...)
		}
		if err := t.exec(ctx, `INSERT INTO `+into+` VALUES `+strings.Join(values, ", ")+` ON CONFLICT `+key+` DO NOTHING`, args...); err != nil {
			return err
		}
	}
	return nil
}

// dropWordings takes out the wordings that nobody but this conversation's customer was told. Its rows of said go after.
func (t *tx) dropWordings(ctx context.Context, conversationID string) error {
	if err := t.holdSaid(ctx); err != nil {
		return err
	}
	rows, err := t.QueryContext(ctx, `SELECT w.id, w.stems FROM wordings w WHERE w.id IN (SELECT s.wording FROM said s WHERE s.conversation = $1)
		AND NOT EXISTS (SELECT 1 FROM said o WHERE o.wording = w.id AND o.conversation <> $1)`, conversationID)
	if err != nil {
		return err
	}
	list, err := scanAll(rows, func(row scanner) (w [2]string, err error) { return w, row.Scan(&w[0], &w[1]) })
	if err != nil {
		return err
	}
	for _, w := range list {
		for stem := range strings.FieldsSeq(w[1]) {
			if err := t.exec(ctx, `DELETE FROM wording_stems WHERE stem = $1 AND wording = $2`, stem, w[0]); err != nil {
				return err
			}
		}
		if err := t.exec(ctx, `DELETE FROM wordings WHERE id = $1`, w[0]); err != nil {
			return err
		}
	}
	return nil
}

// LegalHold tells whether a conversation is kept for a dispute.
func (db *DB) LegalHold(ctx context.Context, conversationID string) (held bool, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT legal_hold FROM conversations WHERE id = $1`, conversationID).Scan(&held)
	return held, db.fail(err)
}

// SetLegalHold keeps a conversation for a dispute, or no longer: nothing is deleted from one, and no recall writes to it.
// Conflict where it stands so already.
func (db *DB) SetLegalHold(ctx context.Context, conversationID string, held bool) error {
	return db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE conversations SET legal_hold = $1 WHERE id = $2 AND legal_hold <> $1`, held, conversationID)
		if err == nil && n != 1 {
			err = desk.Errorf(desk.Conflict, "conversation %s stands so already", conversationID)
		}
		t.tell(TopicConversation(conversationID))
		return err
	})
}
