package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// querier reads, inside a transaction or outside.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// ChangeWatch plans a change on the open incidents, the one that is named, and the breakers, and writes it, in one transaction.
func (db *DB) ChangeWatch(ctx context.Context, named string, plan func(watch.State) (watch.Changes, error)) error {
	return db.do(ctx, func(t *tx) error {
		if err := t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'watch'`); err != nil {
			return err
		}
		var state watch.State
		var err error
		// What cannot be read counts as the most careful there is: it is written so by whatever changes it next.
		if state.Incidents, _, err = openIncidents(ctx, t); err != nil {
			return err
		}
		if named != "" && !slices.ContainsFunc(state.Incidents, func(in breaker.Incident) bool { return in.ID == named }) {
			closed, _, err := incidents(ctx, t, `SELECT id, body FROM incidents WHERE id = $1`, named)
			if err != nil {
				return err
			}
			state.Incidents = append(state.Incidents, closed...)
		}
		if state.Breakers, _, err = breakers(ctx, t, `SELECT scope, body FROM breakers ORDER BY scope`); err != nil {
			return err
		}
		changes, err := plan(state)
		if err != nil {
			return err
		}
		return t.changeWatch(ctx, changes)
	})
}

func (t *tx) changeWatch(ctx context.Context, changes watch.Changes) error {
	for _, in := range changes.Incidents {
		row, err := json.Marshal(in)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO incidents (id, stage, body, opened_at, updated_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, body = excluded.body, updated_at = excluded.updated_at`,
			in.ID, in.Stage, string(row), micros(in.Opened.At), micros(latest(in))); err != nil {
			return err
		}
		if err := t.withdrawNotices(ctx, in); err != nil {
			return err
		}
	}
	for _, b := range changes.Breakers {
		row, err := json.Marshal(b)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO breakers (scope, state, lowers, body, updated_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (scope) DO UPDATE SET state = excluded.state, lowers = excluded.lowers, body = excluded.body, updated_at = excluded.updated_at`,
			b.Scope, b.State, b.Level() != desk.Auto, string(row), micros(b.Since)); err != nil {
			return err
		}
	}
	if len(changes.Incidents)+len(changes.Breakers) > 0 {
		t.tell(TopicDesk)
	}
	return t.queueNotices(ctx, changes.Notices)
}

// latest is the time of an incident's last entry.
func latest(in breaker.Incident) time.Time {
	at := in.Opened.At
	for _, e := range in.Timeline {
		if e.Kind != breaker.EntryChange && e.At.After(at) {
			at = e.At
		}
	}
	return at
}

// Breakers gives the breakers that lower something, and an error that tells of rows that could not be read: they count as
// the most careful there is.
func (db *DB) Breakers(ctx context.Context) ([]breaker.Breaker, error) {
	list, odd, err := breakers(ctx, db.read, `SELECT scope, body FROM breakers WHERE lowers ORDER BY scope`)
	if err != nil {
		return nil, db.fail(err)
	}
	return list, odd
}

// AllBreakers gives every breaker that something ever happened to, as Breakers does.
func (db *DB) AllBreakers(ctx context.Context) ([]breaker.Breaker, error) {
	list, odd, err := breakers(ctx, db.read, `SELECT scope, body FROM breakers ORDER BY scope`)
	if err != nil {
		return nil, db.fail(err)
	}
	return list, odd
}

func breakers(ctx context.Context, q querier, query string) (list []breaker.Breaker, odd, err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	list, err = scanAll(rows, func(row scanner) (breaker.Breaker, error) {
		var scope, text string
		if err := row.Scan(&scope, &text); err != nil {
			return breaker.Breaker{}, err
		}
		b, wrong := breaker.ReadBreaker(scope, []byte(text))
		odd = errors.Join(odd, wrong)
		return b, nil
	})
	return list, odd, err
}

func openIncidents(ctx context.Context, q querier) (list []breaker.Incident, odd, err error) {
	return incidents(ctx, q, `SELECT id, body FROM incidents WHERE stage <> 'closed' ORDER BY opened_at, id`)
}

func incidents(ctx context.Context, q querier, query string, args ...any) (list []breaker.Incident, odd, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, nil, err
	}
	list, err = scanAll(rows, func(row scanner) (breaker.Incident, error) {
		var id, text string
		if err := row.Scan(&id, &text); err != nil {
			return breaker.Incident{}, err
		}
		in, wrong := breaker.ReadIncident(id, []byte(text))
		odd = errors.Join(odd, wrong)
		return in, nil
	})
	return list, odd, err
}

// Incidents gives the newest, at most limit, and an error that tells of those that could
// not be read.
func (db *DB) Incidents(ctx context.Context, limit int) ([]breaker.Incident, error) {
	list, odd, err := incidents(ctx, db.read, `SELECT id, body FROM incidents ORDER BY opened_at DESC, id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	return list, odd
}

// OpenIncidents gives those that are not closed, oldest first.
func (db *DB) OpenIncidents(ctx context.Context) ([]breaker.Incident, error) {
	list, odd, err := openIncidents(ctx, db.read)
	if err != nil {
		return nil, db.fail(err)
	}
	return list, odd
}

// Incident reads one. NotFound where there is none.
func (db *DB) Incident(ctx context.Context, id string) (breaker.Incident, error) {
	var text string
	if err := db.read.QueryRowContext(ctx, `SELECT body FROM incidents WHERE id = $1`, id).Scan(&text); err != nil {
		return breaker.Incident{}, db.fail(err)
	}
	return breaker.ReadIncident(id, []byte(text))
}

// ChangedSince gives what was changed since a moment that may have changed what the assistant says, newest first: what people
// set, pages that got another version, and the guard, the model and the prompt that answers were made with.
func (db *DB) ChangedSince(ctx context.Context, since time.Time, limit int) ([]watch.Changed, error) {
	var all []watch.Changed
	for _, read := range []func(context.Context, time.Time, int) ([]watch.Changed, error){db.actsSince, db.pagesSince, db.partsSince} {
		list, err := read(ctx, since, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b watch.Changed) int { return b.At.Compare(a.At) })
	return all[:min(limit, len(all))], nil
}

// actsSince leaves out what people do with single answers and customers, and whom they let in.
func (db *DB) actsSince(ctx context.Context, since time.Time, limit int) ([]watch.Changed, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT operator, act, ref, created_at FROM acts WHERE created_at > $1
		AND act NOT LIKE 'review:%' AND act NOT LIKE 'report:%' AND act NOT LIKE 'recall:%' AND act NOT LIKE 'hold:%' AND act NOT LIKE 'key%'
		AND act NOT LIKE 'conversation:%' AND act NOT LIKE 'operators:%' AND act <> 'watch:drills' AND act <> 'watch:learn' AND act NOT LIKE 'replies:%' AND act NOT LIKE 'article:%' ORDER BY created_at DESC, id DESC LIMIT $2`, micros(since), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Changed, error) {
		var c watch.Changed
		var act, ref string
		var at int64
		err := row.Scan(&c.By, &act, &ref, &at)
		c.At, c.What = moment(at), strings.TrimSpace(act+" "+ref)
		return c, err
	})
	return list, db.fail(err)
}

// pagesSince gives the articles that were changed.
func (db *DB) pagesSince(ctx context.Context, since time.Time, limit int) ([]watch.Changed, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT title, number, status, updated_at FROM articles WHERE updated_at > $1 ORDER BY updated_at DESC, id LIMIT $2`, micros(since), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (watch.Changed, error) {
		var title, status string
		var number, at int64
		err := row.Scan(&title, &number, &status, &at)
		what := fmt.Sprintf("page %d: %s", number, title)
		if status == string(desk.StatusWithdrawn) {
			what = "withdrawn " + title
		}
		return watch.Changed{At: moment(at), What: what}, err
	})
	return list, db.fail(err)
}

// partsMost is how many answers are looked at for what they were made with.
const partsMost = 20_000

// partsSince gives where the guard, the model or the prompt is not that of the answer before.
func (db *DB) partsSince(ctx context.Context, since time.Time, _ int) ([]watch.Changed, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT COALESCE(versions, ''), created_at FROM decisions WHERE created_at > $1 ORDER BY created_at DESC, turn DESC LIMIT $2`, micros(since), partsMost)
	if err != nil {
		return nil, db.fail(err)
	}
	type made struct {
		with desk.Versions
		at   time.Time
	}
	list, err := scanAll(rows, func(row scanner) (made, error) {
		var m made
		var text string
		var at int64
		if err := row.Scan(&text, &at); err != nil || text == "" {
			return m, err
		}
		m.at = moment(at)
		_ = json.Unmarshal([]byte(text), &m.with) // what cannot be read says nothing
		return m, nil
	})
	if err != nil {
		return nil, db.fail(err)
	}
	var changed []watch.Changed
	last := map[string]string{}
	for _, m := range slices.Backward(list) {
		for _, part := range [][2]string{{"guard", m.with.Guard}, {"model", m.with.Model}, {"prompt", m.with.Prompt}} {
			name, now := part[0], part[1]
			if before := last[name]; now != "" && before != "" && now != before { // a quote has no model
				changed = append(changed, watch.Changed{At: m.at, What: fmt.Sprintf("%s %s > %s", name, before, now)})
			}
			if now != "" {
				last[name] = now
			}
		}
	}
	return changed, nil
}
