package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// foldTitles fills in what a release before the list by title did not keep.
func foldTitles(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `SELECT id, title, contract FROM articles WHERE folded = ''`)
	if err != nil {
		return err
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (a desk.Article, err error) {
		var text string
		if err := row.Scan(&a.ID, &a.Title, &text); err != nil {
			return a, err
		}
		a.Contract, err = contractOf(text)
		return a, err
	})
	if err != nil || len(list) == 0 {
		return err
	}
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, a := range list {
		if _, err := t.ExecContext(ctx, `UPDATE articles SET folded = $1, valid_until = $2, review_by = $3 WHERE id = $4 AND folded = ''`,
			knowledge.Folded(a), micros(a.Contract.ValidUntil), micros(a.Contract.ReviewBy), a.ID); err != nil {
			return errors.Join(err, t.Rollback())
		}
	}
	return t.Commit()
}

// conflicting tells whether an article a stands on a side of a contradiction that is not settled.
const conflicting = `EXISTS (SELECT 1 FROM contradictions c LEFT JOIN rulings r ON r.contradiction = c.id
	WHERE (c.left_article = a.id OR c.right_article = a.id) AND COALESCE(r.verdict, '') <> 'both')`

// Browse gives a page of articles without their texts, ordered by title, and where the next goes on; none: there is none.
func (db *DB) Browse(ctx context.Context, q knowledge.Browse) (list []knowledge.Head, next knowledge.Place, err error) {
	pattern := ""
	if title := q.FoldedTitle(); title != "" {
		pattern = "%" + strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(title) + "%"
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+headColumns+`, a.cut, a.folded FROM articles a
		WHERE (a.folded, a.id) > ($1, $2) AND ($3 = '' OR a.language = $3) AND ($4 = '' OR a.topic = $4) AND ($5 = '' OR a.status = $5)
		AND ($6 = '' OR a.folded LIKE $6 ESCAPE '!')
		AND ($7 <> 'expired' OR (a.status = 'approved' AND a.valid_until > 0 AND a.valid_until <= $8))
		AND ($7 <> 'due' OR (a.status = 'approved' AND a.review_by > 0 AND a.review_by < $8 AND (a.valid_until = 0 OR a.valid_until > $8)))
		AND ($7 <> 'suspicious' OR a.suspicious)
		AND ($7 <> 'contradicted' OR `+conflicting+`)
		ORDER BY a.folded, a.id LIMIT $9`,
		q.After.Folded, q.After.ID, string(q.Language), q.Topic, string(q.Status), pattern, string(q.Sort), micros(q.At), q.Limit+1)
	if err != nil {
		return nil, next, db.fail(err)
	}
	var places []knowledge.Place
	list, err = scanAll(rows, func(row interface{ Scan(dest ...any) error }) (h knowledge.Head, err error) {
		fields, finish := headFields(&h.Article)
		var at string
		if err := row.Scan(append(fields, &h.Cut, &at)...); err != nil {
			return h, err
		}
		places = append(places, knowledge.Place{Folded: at, ID: h.Article.ID})
		return h, finish()
	})
	if err == nil && len(list) > q.Limit {
		list, next = list[:q.Limit], places[q.Limit-1]
	}
	return list, next, db.fail(err)
}

// editionsMost bounds what is listed of one article's past.
const editionsMost = 200

// Editions gives the versions of an article, the newest first.
func (db *DB) Editions(ctx context.Context, article string) ([]knowledge.Edition, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, number, title, created_at FROM versions WHERE article = $1 ORDER BY number DESC LIMIT $2`, article, editionsMost)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (e knowledge.Edition, err error) {
		var written int64
		err = row.Scan(&e.ID, &e.Number, &e.Title, &written)
		e.Written = moment(written)
		return e, err
	})
	return list, db.fail(err)
}

// Missed gives the questions since a moment that nothing in the knowledge answered, the newest first; trials left out.
func (db *DB) Missed(ctx context.Context, since time.Time, limit int) ([]knowledge.Miss, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT t.conversation, d.question, d.topic, d.language, d.created_at
		FROM decisions d JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE d.reason = 'not_covered' AND d.created_at >= $1 AND NOT c.trial ORDER BY d.created_at DESC LIMIT $2`, micros(since), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (m knowledge.Miss, err error) {
		var at int64
		err = row.Scan(&m.Conversation, &m.Question, &m.Topic, &m.Language, &at)
		m.At = moment(at)
		return m, err
	})
	return list, db.fail(err)
}
