package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// contract is how a desk.Contract stands in a row: times in microseconds, 0 for none.
type contract struct {
	Owner      string      `json:"owner,omitempty"`
	ValidFrom  int64       `json:"valid_from,omitempty"`
	ValidUntil int64       `json:"valid_until,omitempty"`
	ReviewBy   int64       `json:"review_by,omitempty"`
	Scope      desk.Scope  `json:"applies_to,omitempty"`
	Status     desk.Status `json:"status"`
	ApprovedBy string      `json:"approved_by,omitempty"`
	AmendedBy  string      `json:"amended_by,omitempty"`
}

func contractText(c desk.Contract) (string, error) {
	return toJSON(contract{
		Owner: c.Owner, ValidFrom: micros(c.ValidFrom), ValidUntil: micros(c.ValidUntil), ReviewBy: micros(c.ReviewBy),
		Scope: c.Scope, Status: c.Status, ApprovedBy: c.ApprovedBy, AmendedBy: c.AmendedBy,
	})
}

func contractOf(text string) (desk.Contract, error) {
	var c contract
	err := fromJSON(text, &c)
	return desk.Contract{
		Owner: c.Owner, ValidFrom: moment(c.ValidFrom), ValidUntil: moment(c.ValidUntil), ReviewBy: moment(c.ReviewBy),
		Scope: c.Scope, Status: c.Status, ApprovedBy: c.ApprovedBy, AmendedBy: c.AmendedBy,
	}, err
}

// unit is how a desk.Unit stands in its version's row; the version and the article are the row's own.
type unit struct {
	Kind  desk.UnitKind `json:"k"`
	Path  []string      `json:"p,omitempty"`
	Start int           `json:"s"`
	End   int           `json:"e"`
	Text  string        `json:"t"`
	Scope desk.Scope    `json:"a,omitempty"`
}

func unitsText(units []desk.Unit) (string, error) {
	rows := make([]unit, len(units))
	for i, u := range units {
		rows[i] = unit{Kind: u.Kind, Path: u.Path, Start: u.Start, End: u.End, Text: u.Text, Scope: u.Scope}
	}
	return toJSON(rows)
}

func unitsOf(text, article, version string) ([]desk.Unit, error) {
	var rows []unit
	if err := fromJSON(text, &rows); err != nil {
		return nil, err
	}
	units := make([]desk.Unit, len(rows))
	for i, u := range rows {
		units[i] = desk.Unit{
			ID: knowledge.UnitID(version, i), Article: article, Version: version, Ordinal: i, Kind: u.Kind, Path: u.Path,
			Start: u.Start, End: u.End, Text: u.Text, Scope: u.Scope,
		}
	}
	return units, nil
}

const headColumns = `a.id, a.source, a.name, a.path, a.language, a.title, a.url, a.topic, a.contract, a.version, a.number,
	a.hash, a.suspicious, a.updated_at`

// headFields gives where a row of headColumns goes; finish must be called once it is read.
func headFields(a *desk.Article) (fields []any, finish func() error) {
	var text string
	var updated int64
	fields = []any{
		&a.ID, &a.Source, &a.Key, &a.Path, &a.Language, &a.Title, &a.URL, &a.Topic, &text, &a.Version, &a.Number,
		&a.Hash, &a.Suspicious, &updated,
	}
	return fields, func() (err error) {
		a.Updated = moment(updated)
		a.Contract, err = contractOf(text)
		return err
	}
}

// Heads gives articles without their texts, ordered by id.
func (db *DB) Heads(ctx context.Context, q knowledge.Query) ([]knowledge.Head, error) {
	limit := int64(q.Limit)
	if limit <= 0 {
		limit = 1 << 40
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+headColumns+`, a.cut FROM articles a
		WHERE a.id > $1 AND ($2 = '' OR a.source = $2) AND ($3 = '' OR a.status = $3) AND ($4 = '' OR a.topic = $4)
		ORDER BY a.id LIMIT $5`, q.After, q.Source, string(q.Status), q.Topic, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (h knowledge.Head, err error) {
		fields, finish := headFields(&h.Article)
		if err := row.Scan(append(fields, &h.Cut)...); err != nil {
			return h, err
		}
		return h, finish()
	})
	return list, db.fail(err)
}

const entryColumns = headColumns + `, v.body, v.units`

func scanEntry(row interface{ Scan(dest ...any) error }, more ...any) (e knowledge.Entry, err error) {
	var units string
	fields, finish := headFields(&e.Article)
	if err := row.Scan(append(append(fields, &e.Article.Text, &units), more...)...); err != nil {
		return e, err
	}
	if err := finish(); err != nil {
		return e, err
	}
	e.Units, err = unitsOf(units, e.Article.ID, e.Article.Version)
	return e, err
}

// Entry gives an article in its newest version, withdrawn ones too.
func (db *DB) Entry(ctx context.Context, id string) (knowledge.Entry, error) {
	e, err := scanEntry(db.read.QueryRowContext(ctx, `SELECT `+entryColumns+` FROM articles a JOIN versions v ON v.id = a.version
		WHERE a.id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return e, desk.Errorf(desk.NotFound, "article %s: there is none", id)
	}
	return e, db.fail(err)
}

// Version gives a version as it was written. What a version does not keep (topic, address, path) is the article's of
// today.
func (db *DB) Version(ctx context.Context, id string) (knowledge.Entry, error) {
	var title, text, units, body string
	var number, created int64
	var e knowledge.Entry
	fields, finish := headFields(&e.Article)
	row := db.read.QueryRowContext(ctx, `SELECT `+headColumns+`, v.title, v.contract, v.body, v.units, v.number, v.created_at
		FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = $1`, id)
	err := row.Scan(append(fields, &title, &text, &body, &units, &number, &created)...)
	if errors.Is(err, sql.ErrNoRows) {
		return e, desk.Errorf(desk.NotFound, "version %s: there is none", id)
	}
	if err != nil {
		return e, db.fail(err)
	}
	if err := finish(); err != nil {
		return e, err
	}
	a := &e.Article
	a.Title, a.Text, a.Version, a.Number, a.Updated = title, body, id, int(number), moment(created)
	if a.Contract, err = contractOf(text); err != nil {
		return e, err
	}
	e.Units, err = unitsOf(units, a.ID, id)
	return e, err
}

// Changed hands over the articles changed after a generation, in order, and gives the generation up to which nothing is
// left out. What is written meanwhile may come too, and comes again the next time.
func (db *DB) Changed(ctx context.Context, since int64, yield func(knowledge.Entry) error) (generation int64, err error) {
	if err := db.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'knowledge'`).Scan(&generation); err != nil {
		return 0, db.fail(err)
	}
	if generation <= since {
		return since, nil
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+entryColumns+` FROM articles a JOIN versions v ON v.id = a.version
		WHERE a.generation > $1 ORDER BY a.generation, a.id`, since)
	if err != nil {
		return 0, db.fail(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return 0, db.fail(err)
		}
		if err := yield(e); err != nil {
			return 0, err
		}
	}
	return generation, db.fail(rows.Err())
}

// Write makes all the changes in one transaction and gives the generation that they have.
func (db *DB) Write(ctx context.Context, changes []knowledge.Change) (generation int64, err error) {
	err = db.do(ctx, func(t *tx) error {
		// First, since it holds the row until the end: generations come in the order of the commits.
		row := t.QueryRowContext(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'knowledge' RETURNING value`)
		if err := row.Scan(&generation); err != nil {
			return err
		}
		for _, c := range changes {
			if err := t.writeArticle(ctx, c, generation); err != nil {
				return fmt.Errorf("write article %s: %w", c.Entry.Article.ID, err)
			}
		}
		t.tell(TopicKnowledge)
		return nil
	})
	return generation, err
}

func (t *tx) writeArticle(ctx context.Context, c knowledge.Change, generation int64) error {
	text, err := contractText(c.Entry.Article.Contract)
	if err != nil {
		return err
	}
	var changed int64
	a := c.Entry.Article
	switch c.Kind {
	case knowledge.NewVersion:
		if changed, err = t.upsertArticle(ctx, c, text, generation); err == nil && changed > 0 {
			err = t.insertVersion(ctx, c, text)
		}
	case knowledge.Recut:
		changed, err = t.recut(ctx, c, text, generation)
	case knowledge.Restate:
		changed, err = t.changed(ctx, `UPDATE articles SET contract = $1, status = $2, generation = $3, updated_at = $4, valid_until = $7, review_by = $8
			WHERE id = $5 AND number = $6`, text, string(a.Contract.Status), generation, micros(a.Updated), a.ID, c.From,
			micros(a.Contract.ValidUntil), micros(a.Contract.ReviewBy))
	}
	if err == nil && changed == 0 {
		return desk.Errorf(desk.Conflict, "article %s was changed by somebody else meanwhile: read it and try again", a.ID)
	}
	return err
}

func (t *tx) upsertArticle(ctx context.Context, c knowledge.Change, contract string, generation int64) (int64, error) {
	a := c.Entry.Article
	values := []any{
		a.ID, a.Source, a.Key, a.Path, string(a.Language), a.Title, a.URL, a.Topic, contract, string(a.Contract.Status),
		a.Version, a.Number, a.Hash, c.Cut, a.Suspicious, generation, micros(a.Updated), knowledge.Folded(a), micros(a.Contract.ValidUntil), micros(a.Contract.ReviewBy),
	}
	if c.From == 0 {
		return t.changed(ctx, `INSERT INTO articles (id, source, name, path, language, title, url, topic, contract, status, version,
			number, hash, cut, suspicious, generation, updated_at, folded, valid_until, review_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ON CONFLICT (id) DO NOTHING`, values...)
	}
	return t.changed(ctx, `UPDATE articles SET source = $2, name = $3, path = $4, language = $5, title = $6, url = $7, topic = $8,
		contract = $9, status = $10, version = $11, number = $12, hash = $13, cut = $14, suspicious = $15, generation = $16,
		updated_at = $17, folded = $18, valid_until = $19, review_by = $20 WHERE id = $1 AND number = $21`, append(values, c.From)...)
}

func (t *tx) insertVersion(ctx context.Context, c knowledge.Change, contract string) error {
	a := c.Entry.Article
	units, err := unitsText(c.Entry.Units)
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO versions (id, article, number, title, body, contract, units, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.Version, a.ID, a.Number, a.Title, a.Text, contract, units, micros(a.Updated))
}

func (t *tx) recut(ctx context.Context, c knowledge.Change, contract string, generation int64) (int64, error) {
	a := c.Entry.Article
	units, err := unitsText(c.Entry.Units)
	if err != nil {
		return 0, err
	}
	changed, err := t.changed(ctx, `UPDATE articles SET cut = $1, generation = $2, updated_at = $3
		WHERE id = $4 AND number = $5 AND version = $6`, c.Cut, generation, micros(a.Updated), a.ID, c.From, a.Version)
	if err != nil || changed == 0 {
		return changed, err
	}
	return t.changed(ctx, `UPDATE versions SET units = $1 WHERE id = $2`, units, a.Version)
}
