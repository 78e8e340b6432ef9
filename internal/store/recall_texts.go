package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// consideredSetting is the generation of the knowledge up to which recalls have looked at changes.
const consideredSetting = "recall_considered"

// Considered implements recall.Texts.
func (db *DB) Considered(ctx context.Context) (int64, error) {
	var generation int64
	if err := db.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'knowledge'`).Scan(&generation); err != nil {
		return 0, db.fail(err)
	}
	text, err := db.EnsureSetting(ctx, consideredSetting, strconv.FormatInt(generation, 10))
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(text, 10, 64)
}

// SetConsidered implements recall.Texts.
func (db *DB) SetConsidered(ctx context.Context, generation int64) error {
	return db.SetSetting(ctx, consideredSetting, strconv.FormatInt(generation, 10))
}

// ChangedTexts implements recall.Texts.
func (db *DB) ChangedTexts(ctx context.Context, since int64, after string, limit int) ([]recall.Text, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT a.id, a.language, a.title, a.version, a.status, a.valid_until, a.generation, v.units FROM articles a
		JOIN versions v ON v.id = a.version WHERE a.generation > $1 OR (a.generation = $1 AND a.id > $2) ORDER BY a.generation, a.id LIMIT $3`, since, after, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (recall.Text, error) {
		var x recall.Text
		var status desk.Status
		var until int64
		var units string
		if err := row.Scan(&x.Article, &x.Language, &x.Title, &x.Version, &status, &until, &x.Generation, &units); err != nil {
			return x, err
		}
		x.Withdrawn, x.Until = status == desk.StatusWithdrawn, moment(until)
		var err error
		x.Passages, err = passagesOf(units)
		return x, err
	})
	return list, db.fail(err)
}

func passagesOf(units string) ([]string, error) {
	list, err := unitsOf(units, "", "")
	var texts []string
	for _, u := range list {
		texts = append(texts, u.Text)
	}
	return texts, err
}

// CitedVersions implements recall.Texts.
func (db *DB) CitedVersions(ctx context.Context, article string) ([]recall.CitedVersion, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT v.id, v.contract FROM versions v WHERE v.article = $1
		AND EXISTS (SELECT 1 FROM evidence e WHERE e.article = v.article AND e.version = v.id) ORDER BY v.number`, article)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (recall.CitedVersion, error) {
		var v recall.CitedVersion
		var text string
		if err := row.Scan(&v.ID, &text); err != nil {
			return v, err
		}
		c, err := contractOf(text)
		v.Until = c.ValidUntil
		return v, err
	})
	return list, db.fail(err)
}

// Cited implements recall.Texts. A span that is a unit reads as the unit does, without the marks of its source.
func (db *DB) Cited(ctx context.Context, version string, limit int) ([]recall.Seed, error) {
	e, err := db.Version(ctx, version)
	if err != nil {
		return nil, err
	}
	type span struct{ start, end int }
	units := map[span]string{}
	for _, u := range e.Units {
		units[span{u.Start, u.End}] = u.Text
	}
	body := []rune(e.Article.Text)
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT start_at, end_at FROM evidence WHERE article = $1 AND version = $2 ORDER BY start_at, end_at LIMIT $3`,
		e.Article.ID, version, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (recall.Seed, error) {
		s := recall.Seed{Language: e.Article.Language, Article: e.Article.ID, Version: version}
		if err := row.Scan(&s.Start, &s.End); err != nil {
			return s, err
		}
		s.Text = units[span{s.Start, s.End}]
		if s.Text == "" && s.Start >= 0 && s.Start < s.End && s.End <= len(body) {
			s.Text = string(body[s.Start:s.End])
		}
		return s, nil
	})
	return list, db.fail(err)
}

// InForce gives what is in force at a moment of an article and of its counterparts in other languages.
func (db *DB) InForce(ctx context.Context, article string, now time.Time) ([]recall.Page, error) {
	return db.inForce(ctx, now, `(a.id = $1 OR a.name = (SELECT name FROM articles WHERE id = $1) AND a.source = (SELECT source FROM articles WHERE id = $1))
		ORDER BY a.id LIMIT 10`, article)
}

// Saying gives articles in force that say a sentence, word for word.
func (db *DB) Saying(ctx context.Context, sentence string, now time.Time, limit int) ([]recall.Page, error) {
	like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(sentence) + "%"
	return db.inForce(ctx, now, `v.body LIKE $1 ESCAPE '\' ORDER BY a.id LIMIT $2`, like, limit)
}

// inForce reads approved articles, of those that a condition names, and leaves out what is not in force.
func (db *DB) inForce(ctx context.Context, now time.Time, condition string, args ...any) ([]recall.Page, error) {
	//nolint:gosec // conditions are constants of this file
	rows, err := db.read.QueryContext(ctx, `SELECT `+entryColumns+` FROM articles a JOIN versions v ON v.id = a.version WHERE a.status = 'approved' AND `+condition, args...)
	if err != nil {
		return nil, db.fail(err)
	}
	var pages []recall.Page
	_, err = scanAll(rows, func(row scanner) (bool, error) {
		e, err := scanEntry(row)
		if err != nil || !e.Article.Contract.InForce(now) {
			return false, err
		}
		p := recall.Page{Article: e.Article.ID, Language: e.Article.Language, Title: e.Article.Title}
		for _, u := range e.Units {
			p.Passages = append(p.Passages, u.Text)
		}
		pages = append(pages, p)
		return true, nil
	})
	return pages, db.fail(err)
}

// Seeds implements recall.Texts.
func (db *DB) Seeds(ctx context.Context, kind recall.Kind, ref string) ([]recall.Seed, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT seeds FROM recalls WHERE origin_ref = $1 AND origin = $2`, ref, kind)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (seeds []recall.Seed, err error) {
		var text string
		if err := row.Scan(&text); err != nil {
			return nil, err
		}
		return seeds, fromJSON(text, &seeds)
	})
	return slices.Concat(list...), db.fail(err)
}
