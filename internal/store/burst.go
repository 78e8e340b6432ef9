package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// origin keeps from where a conversation was begun.
func (t *tx) origin(ctx context.Context, conversationID, prefix string) error {
	if prefix == "" {
		return nil
	}
	return t.exec(ctx, `INSERT INTO origins (conversation, prefix) VALUES ($1, $2)`, conversationID, prefix)
}

// NoteSymptom keeps what a turn is about, once a turn, and gives it with what the desk knows of who asked. part names the freeze
// or the known issue that it belongs to.
func (db *DB) NoteSymptom(ctx context.Context, s burst.Symptom, part string) (burst.Symptom, error) {
	err := db.do(ctx, func(t *tx) error {
		err := t.QueryRowContext(ctx, `SELECT c.customer, u.signed, COALESCE(o.prefix, '') FROM conversations c JOIN customers u ON u.id = c.customer
			LEFT JOIN origins o ON o.conversation = c.id WHERE c.id = $1`, s.Conversation).Scan(&s.Customer, &s.Signed, &s.Origin)
		if err != nil {
			return err
		}
		return t.exec(ctx, `INSERT INTO symptoms (turn, conversation, customer, signed, topic, language, terms, answered, burst, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (turn) DO UPDATE SET topic = excluded.topic, language = excluded.language, terms = excluded.terms, answered = excluded.answered, burst = excluded.burst`,
			s.Turn, s.Conversation, s.Customer, s.Signed, s.Topic, s.Language, strings.Join(s.Terms, " "), s.Answered, part, micros(s.At))
	})
	return s, err
}

// RecentSymptoms gives what was asked since a moment and is part of no freeze, newest first.
func (db *DB) RecentSymptoms(ctx context.Context, since time.Time, limit int) ([]burst.Symptom, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT s.turn, s.conversation, s.customer, s.signed, COALESCE(o.prefix, ''), s.topic, s.language, s.terms, s.answered, s.created_at
		FROM symptoms s LEFT JOIN origins o ON o.conversation = s.conversation WHERE s.created_at > $1 AND s.burst = '' ORDER BY s.created_at DESC, s.turn DESC LIMIT $2`,
		micros(since), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (burst.Symptom, error) {
		var s burst.Symptom
		var terms string
		var at int64
		err := row.Scan(&s.Turn, &s.Conversation, &s.Customer, &s.Signed, &s.Origin, &s.Topic, &s.Language, &terms, &s.Answered, &at)
		s.Terms, s.At = strings.Fields(terms), moment(at)
		return s, err
	})
	return list, db.fail(err)
}

// PastSymptoms gives the terms of what was asked in a time and was part of no freeze, newest first.
func (db *DB) PastSymptoms(ctx context.Context, from, until time.Time, limit int) ([][]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT terms FROM symptoms WHERE created_at > $1 AND created_at <= $2 AND burst = ''
		ORDER BY created_at DESC, turn DESC LIMIT $3`, micros(from), micros(until), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) ([]string, error) {
		var terms string
		err := row.Scan(&terms)
		return strings.Fields(terms), err
	})
	return list, db.fail(err)
}

const freezeColumns = `id, topic, terms, state, customers, signed, evidence, first, since_at, ended_at, ended_by, reason, issue`

func scanFreeze(row scanner) (burst.Freeze, error) {
	var f burst.Freeze
	var terms, first string
	var evidence, since, ended int64
	err := row.Scan(&f.ID, &f.Topic, &terms, &f.State, &f.Customers, &f.Signed, &evidence, &first, &since, &ended, &f.By, &f.Reason, &f.Issue)
	if err != nil {
		return f, err
	}
	f.Terms, f.Evidence, f.Since, f.Ended = strings.Fields(terms), float64(evidence), moment(since), moment(ended)
	return f, fromJSON(first, &f.First)
}

// evidenceMost is what is kept of more.
const evidenceMost = 1e12

// Freeze freezes a topic, unless one of the freezes that stand is for the same: that is asked in the transaction, with everybody
// else who would freeze something waiting. The first who asked wait for its end from now on. false: another was first.
func (db *DB) Freeze(ctx context.Context, f burst.Freeze, same func(burst.Freeze) bool) (bool, error) {
	first, err := toJSON(f.First)
	if err != nil {
		return false, err
	}
	made := false
	err = db.do(ctx, func(t *tx) error {
		made = false
		standing, err := t.lockFreezes(ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(standing, same) {
			return nil
		}
		made = true
		t.tell(TopicDesk)
		if err := t.exec(ctx, `INSERT INTO freezes (id, topic, terms, state, customers, signed, evidence, first, raised, since_at, ended_at, ended_by, reason, issue)
			VALUES ($1, $2, $3, 'frozen', $4, $5, $6, $7, FALSE, $8, 0, '', '', '')`,
			f.ID, f.Topic, strings.Join(f.Terms, " "), f.Customers, f.Signed, int64(min(f.Evidence, evidenceMost)), first, micros(f.Since)); err != nil {
			return err
		}
		for _, asked := range f.First {
			if err := t.exec(ctx, `UPDATE symptoms SET burst = $1 WHERE turn = $2`, f.ID, asked.Turn); err != nil {
				return err
			}
			if err := t.wait(ctx, conversation.Wait{Freeze: f.ID, Conversation: asked.Conversation, Turn: asked.Turn, About: true}, f.Since); err != nil {
				return err
			}
		}
		return nil
	})
	return made, err
}

// lockFreezes gives the freezes that stand; until the transaction ends nobody else makes or ends one, and no answer is let out
// that has not looked.
func (t *tx) lockFreezes(ctx context.Context) ([]burst.Freeze, error) {
	if err := t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'freezes'`); err != nil {
		return nil, err
	}
	rows, err := t.QueryContext(ctx, `SELECT `+freezeColumns+` FROM freezes WHERE state = 'frozen' ORDER BY since_at, id`)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, scanFreeze)
}

// frozen gives the freeze of a topic, empty for none.
func (t *tx) frozen(ctx context.Context, topic, share string) (string, error) {
	var generation int64
	if err := t.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'freezes'`+share).Scan(&generation); err != nil {
		return "", err
	}
	var id string
	err := t.QueryRowContext(ctx, `SELECT id FROM freezes WHERE state = 'frozen' AND topic = $1 ORDER BY since_at LIMIT 1`, topic).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// waits writes who waits for the end of a freeze, and what became of who did.
func (t *tx) waits(ctx context.Context, c conversation.Change) error {
	if c.Wait != nil {
		if err := t.wait(ctx, *c.Wait, c.At); err != nil {
			return err
		}
	}
	k := c.Known
	if k == nil {
		return nil
	}
	state := "left"
	if k.Told {
		state = "told"
	}
	n, err := t.changed(ctx, `UPDATE waits SET state = $1, issue = $2, told_at = $3 WHERE freeze_id = $4 AND conversation = $5 AND state = 'waiting'`,
		state, k.Issue, micros(c.At), k.Freeze, k.Conversation)
	if err == nil && n != 1 {
		err = desk.Errorf(desk.Conflict, "conversation %s was told already", k.Conversation)
	}
	return err
}

// wait keeps that a conversation waits for the end of a freeze; who asks again about the symptom waits for that.
func (t *tx) wait(ctx context.Context, w conversation.Wait, at time.Time) error {
	return t.exec(ctx, `INSERT INTO waits (freeze_id, conversation, turn, about, state, issue, created_at, told_at) VALUES ($1, $2, $3, $4, 'waiting', '', $5, 0)
		ON CONFLICT (freeze_id, conversation) DO UPDATE SET turn = excluded.turn, about = excluded.about WHERE waits.state = 'waiting' AND (excluded.about OR NOT waits.about)`,
		w.Freeze, w.Conversation, w.Turn, w.About, micros(at))
}
