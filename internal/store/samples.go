package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
)

// Candidates gives the answers that the assistant sent by itself between two moments, with what speaks for looking at them.
func (db *DB) Candidates(ctx context.Context, from, until time.Time) ([]watch.Candidate, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+decisionColumns+`, d.turn, EXISTS (SELECT 1 FROM reports r WHERE r.turn = d.turn)
		FROM decisions d JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE d.created_at >= $1 AND d.created_at < $2 AND d.first_reason = 'answered' AND NOT c.trial ORDER BY d.created_at, d.turn`, micros(from), micros(until))
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (*watch.Candidate, error) {
		var c watch.Candidate
		var r decisionRow
		var reported bool
		if err := row.Scan(append(r.dest(), &c.Turn, &reported)...); err != nil {
			return nil, err
		}
		d, err := r.decision()
		if err != nil || len(d.Draft.Claims) == 0 {
			return nil, err
		}
		c.Risk = riskOf(d, reported)
		return &c, nil
	})
	var candidates []watch.Candidate
	for _, c := range list {
		if c != nil {
			candidates = append(candidates, *c)
		}
	}
	return candidates, db.fail(err)
}

// riskOf counts what speaks for looking at an answer.
func riskOf(d desk.Decision, reported bool) int {
	risk := 2 * len(d.New)
	if reported {
		risk += 4
	}
	if d.Draft.Mode == desk.Compose {
		risk += 2
	}
	for _, f := range d.Findings {
		if f.Severity == desk.Warn {
			risk++
		}
	}
	return risk
}

// AddSamples writes the sample of a day. A day that has one keeps it.
func (db *DB) AddSamples(ctx context.Context, day string, parts map[string]watch.Part, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		var n int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM samples WHERE day = $1`, day).Scan(&n); err != nil || n > 0 {
			return err
		}
		for turn, part := range parts {
			if err := t.exec(ctx, `INSERT INTO samples (turn, day, part, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (turn) DO NOTHING`, turn, day, part, micros(at)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sampled gives the samples of the days from one on, newest day first, with their labels.
func (db *DB) Sampled(ctx context.Context, from string, limit int) ([]watch.Sampled, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+decisionColumns+`, s.turn, s.day, s.part, t.conversation
		FROM samples s JOIN decisions d ON d.turn = s.turn JOIN turns t ON t.id = s.turn WHERE s.day >= $1 ORDER BY s.day DESC, s.turn LIMIT $2`, from, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Sampled, error) {
		s := watch.Sampled{Labels: map[string][]watch.Label{}}
		var r decisionRow
		if err := row.Scan(append(r.dest(), &s.Turn, &s.Day, &s.Part, &s.Conversation)...); err != nil {
			return s, err
		}
		var err error
		s.Decision, err = r.decision()
		return s, err
	})
	if err != nil {
		return nil, db.fail(err)
	}
	return list, db.labels(ctx, from, list)
}

// labels fills in what operators found, each claim in its order.
func (db *DB) labels(ctx context.Context, from string, list []watch.Sampled) error {
	at := map[string]int{}
	for i, s := range list {
		at[s.Turn] = i
	}
	rows, err := db.read.QueryContext(ctx, `SELECT l.turn, l.operator, l.label FROM labels l JOIN samples s ON s.turn = l.turn WHERE s.day >= $1
		ORDER BY l.turn, l.operator, l.claim`, from)
	if err != nil {
		return db.fail(err)
	}
	_, err = scanAll(rows, func(row scanner) (struct{}, error) {
		var turn, operator string
		var label watch.Label
		if err := row.Scan(&turn, &operator, &label); err != nil {
			return struct{}{}, err
		}
		if i, there := at[turn]; there {
			list[i].Labels[operator] = append(list[i].Labels[operator], label)
		}
		return struct{}{}, nil
	})
	return db.fail(err)
}

// LabelClaims keeps what an operator found of an answer's claims. NotFound for an answer that is in no sample.
func (db *DB) LabelClaims(ctx context.Context, turn, operator string, labels []watch.Label, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		var n int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM samples WHERE turn = $1`, turn).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return desk.Errorf(desk.NotFound, "the answer %s is in no sample", turn)
		}
		for i, label := range labels {
			if err := t.exec(ctx, `INSERT INTO labels (turn, claim, operator, label, created_at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (turn, claim, operator) DO UPDATE SET label = excluded.label, created_at = excluded.created_at`, turn, i, operator, label, micros(at)); err != nil {
				return err
			}
		}
		return nil
	})
}
