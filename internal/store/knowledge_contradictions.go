package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// wrongSide gives the side that a verdict calls wrong, empty for none.
func wrongSide(v knowledge.Verdict) contradict.Which {
	switch v {
	case knowledge.LeftHolds:
		return contradict.Right
	case knowledge.RightHolds:
		return contradict.Left
	case knowledge.BothHold:
	}
	return ""
}

// Rule keeps what somebody found of a contradiction; a later word takes the place of an earlier one.
func (db *DB) Rule(ctx context.Context, r knowledge.Ruling) error {
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicKnowledge)
		return t.exec(ctx, `INSERT INTO rulings (contradiction, verdict, operator, created_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (contradiction) DO UPDATE SET verdict = excluded.verdict, operator = excluded.operator, created_at = excluded.created_at`,
			r.Contradiction, string(r.Verdict), r.By, micros(r.At))
	})
}

// Contradictions gives those that were found and of which nobody has said that both sides hold, ordered by id.
func (db *DB) Contradictions(ctx context.Context) ([]contradict.Contradiction, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT c.id, c.kind, c.subject, c.withholds, c.left_side, c.right_side, COALESCE(r.verdict, '')
		FROM contradictions c LEFT JOIN rulings r ON r.contradiction = c.id
		WHERE COALESCE(r.verdict, '') <> 'both' ORDER BY c.id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (c contradict.Contradiction, err error) {
		var left, right, verdict string
		if err := row.Scan(&c.ID, &c.Kind, &c.Subject, &c.Withholds, &left, &right, &verdict); err != nil {
			return c, err
		}
		c.Wrong = wrongSide(knowledge.Verdict(verdict))
		if err := fromJSON(left, &c.Left); err != nil {
			return c, err
		}
		return c, fromJSON(right, &c.Right)
	})
	return list, db.fail(err)
}

// SetContradictions replaces those that touch one of the articles, with nil all of them.
func (db *DB) SetContradictions(ctx context.Context, articles []string, found []contradict.Contradiction) error {
	return db.do(ctx, func(t *tx) error {
		if articles == nil {
			if err := t.exec(ctx, `DELETE FROM contradictions`); err != nil {
				return err
			}
		}
		for _, id := range articles {
			if err := t.exec(ctx, `DELETE FROM contradictions WHERE left_article = $1 OR right_article = $1`, id); err != nil {
				return err
			}
		}
		for _, c := range found {
			if err := t.insertContradiction(ctx, c); err != nil {
				return err
			}
		}
		t.tell(TopicKnowledge)
		return nil
	})
}

func (t *tx) insertContradiction(ctx context.Context, c contradict.Contradiction) error {
	left, err := toJSON(c.Left)
	if err != nil {
		return err
	}
	right, err := toJSON(c.Right)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO contradictions (id, kind, subject, withholds, left_article, right_article, left_side, right_side)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
		c.ID, string(c.Kind), c.Subject, c.Withholds, c.Left.Article, c.Right.Article, left, right)
}
