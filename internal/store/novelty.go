package store

import (
	"context"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// exposure counts who else was told new claims. It changes one row first: until the transaction ends, whoever else would count
// waits.
func (t *tx) exposure(ctx context.Context, customer string, now time.Time) (desk.Exposure, error) {
	if err := t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'tellings'`); err != nil {
		return desk.Exposure{}, err
	}
	var e desk.Exposure
	var err error
	if e.Most, err = noveltyBudget(ctx, t); err != nil {
		return e, err
	}
	err = t.QueryRowContext(ctx, `SELECT
		(SELECT COUNT(DISTINCT customer) FROM tellings WHERE state = 'open' AND customer <> $1),
		(SELECT COUNT(DISTINCT customer) FROM tellings WHERE created_at > $2 AND customer <> $1 AND state <> 'kept')`, customer, micros(now.Add(-time.Hour))).Scan(&e.Unreviewed, &e.Hour)
	return e, err
}

// noveltyBudget reads how many customers may be told. What is no number lets nobody be told.
func noveltyBudget(ctx context.Context, q querier) (int, error) {
	rows, err := q.QueryContext(ctx, `SELECT value FROM settings WHERE name = $1`, watch.NoveltySetting)
	if err != nil {
		return 0, err
	}
	list, err := scanAll(rows, func(row scanner) (int, error) {
		var text string
		if err := row.Scan(&text); err != nil {
			return 0, err
		}
		n, bad := strconv.Atoi(text)
		if bad != nil {
			return 0, nil //nolint:nilerr // a setting that cannot be read allows nothing
		}
		return n, nil
	})
	if err != nil || len(list) == 0 {
		return watch.NoveltyBudget, err
	}
	return list[0], nil
}

// NoveltyBudget tells how many customers may be told new claims unseen.
func (db *DB) NoveltyBudget(ctx context.Context) (int, error) {
	n, err := noveltyBudget(ctx, db.read)
	return n, db.fail(err)
}

// NewMoments gives the answers with fresh claims since a moment, told or kept back because enough had been told.
func (db *DB) NewMoments(ctx context.Context, since time.Time) ([]novelty.Moment, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT created_at, customer, settled_at FROM tellings WHERE created_at > $1 AND n = 0`, micros(since))
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (novelty.Moment, error) {
		var m novelty.Moment
		var at, looked int64
		err := row.Scan(&at, &m.Customer, &looked)
		m.At, m.Looked = moment(at), moment(looked)
		return m, err
	})
	return list, db.fail(err)
}

// newClaims writes which new claims a customer is told, and what a person found of others.
func (t *tx) newClaims(ctx context.Context, tellings []desk.Telling, judged []desk.JudgedClaim) error {
	for _, told := range tellings {
		t.tell(TopicDesk)
		if err := t.exec(ctx, `INSERT INTO tellings (turn, n, conversation, customer, state, settled_by, created_at, settled_at)
			VALUES ($1, $2, $3, $4, $5, '', $6, 0)`, told.Turn, told.N, told.Conversation, told.Customer, told.State, micros(told.At)); err != nil {
			return err
		}
	}
	return t.judge(ctx, judged)
}

// judge keeps what a person found of claims, and what that says of those that customers were told in the same turn.
func (t *tx) judge(ctx context.Context, judged []desk.JudgedClaim) error {
	if len(judged) == 0 {
		return nil
	}
	for _, j := range judged {
		if err := t.exec(ctx, `UPDATE tellings SET settled_by = $1, settled_at = $2 WHERE turn = $3 AND state = 'kept'`, j.By, micros(j.At), j.Turn); err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO judged (id, turn, body, language, is_right, operator, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			j.ID, j.Turn, j.Text, j.Language, j.Right, j.By, micros(j.At)); err != nil {
			return err
		}
	}
	t.tell(TopicDesk)
	return t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'judged'`)
}

// Judge remembers what a person found of a claim.
func (db *DB) Judge(ctx context.Context, judged desk.JudgedClaim) error {
	return db.do(ctx, func(t *tx) error { return t.judge(ctx, []desk.JudgedClaim{judged}) })
}

// SettleTelling says what a person found of a claim that was told, and remembers it for all that say the same. Conflict
// where that was said already, NotFound where nothing was told.
func (db *DB) SettleTelling(ctx context.Context, told desk.Telling, judged desk.JudgedClaim) error {
	return db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE tellings SET state = $1, settled_by = $2, settled_at = $3 WHERE turn = $4 AND n = $5 AND state <> $1 AND state <> 'kept' `,
			told.State, judged.By, micros(judged.At), told.Turn, told.N)
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "this was settled so already, or was never told")
		}
		return t.judge(ctx, []desk.JudgedClaim{judged})
	})
}

// Tellings gives what was told unseen since a moment, and whatever still waits for a person, newest first.
func (db *DB) Tellings(ctx context.Context, since time.Time, limit int) ([]desk.Telling, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT turn, n, conversation, customer, state, created_at FROM tellings
		WHERE (created_at > $1 OR state = 'open') AND state <> 'kept' ORDER BY created_at DESC, turn, n LIMIT $2`, micros(since), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (desk.Telling, error) {
		var told desk.Telling
		var at int64
		err := row.Scan(&told.Turn, &told.N, &told.Conversation, &told.Customer, &told.State, &at)
		told.At = moment(at)
		return told, err
	})
	return list, db.fail(err)
}

// JudgedGeneration grows whenever somebody judges a claim.
func (db *DB) JudgedGeneration(ctx context.Context) (int64, error) {
	var n int64
	err := db.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'judged'`).Scan(&n)
	return n, db.fail(err)
}

// Judged gives all that people found of claims, oldest first. It reads them all: leaving one out would send it.
func (db *DB) Judged(ctx context.Context) ([]desk.JudgedClaim, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, turn, body, language, is_right, operator, created_at FROM judged ORDER BY created_at, id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (desk.JudgedClaim, error) {
		var j desk.JudgedClaim
		var at int64
		err := row.Scan(&j.ID, &j.Turn, &j.Text, &j.Language, &j.Right, &j.By, &at)
		j.At = moment(at)
		return j, err
	})
	return list, db.fail(err)
}
