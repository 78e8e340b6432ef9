package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
)

// LimitPages makes the database as full as a disk: it may hold only so many pages more than it does.
func (db *DB) LimitPages(ctx context.Context, more int) error {
	return db.do(ctx, func(t *tx) error {
		var pages int
		if err := t.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
			return err
		}
		var limit int
		return t.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+more)).Scan(&limit)
	})
}

// Dismiss takes everybody off the roster.
func (db *DB) Dismiss(ctx context.Context) error {
	return db.do(ctx, func(t *tx) error { return t.exec(ctx, `DELETE FROM operators`) })
}

// Earlier makes a database as an earlier release left it: with the schema of that number, and rows.
func Earlier(ctx context.Context, cfg Config, schema int64, rows ...string) (err error) {
	driver, place, dialect := "sqlite", sqliteDSN(filepath.Join(cfg.Folder, sqliteFile)), goose.DialectSQLite3
	if cfg.URL != "" {
		driver, place, dialect = "pgx", cfg.URL, goose.DialectPostgres
	}
	db, err := sql.Open(driver, place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, steps)
	if err != nil {
		return err
	}
	if _, err := provider.UpTo(ctx, schema); err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := db.ExecContext(ctx, row); err != nil {
			return fmt.Errorf("%s: %w", row, err)
		}
	}
	return nil
}

// Why gives what an act was, and why it was done.
func (db *DB) Why(ctx context.Context, act string) (what, reason string, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT act, reason FROM acts WHERE id = $1`, act).Scan(&what, &reason)
	return what, reason, err
}

// Plans gives how SQLite reads a page of each list, with how many arguments filled in.
func (db *DB) Plans(ctx context.Context) (map[string]string, error) {
	plans := map[string]string{}
	for query, arguments := range map[string]int{listedByDue: 5, listedFirst: 4, listedFirstOfTeam: 5, listedDrafts: 4} {
		rows, err := db.read.QueryContext(ctx, `EXPLAIN QUERY PLAN `+query, make([]any, arguments)...)
		if err != nil {
			return nil, err
		}
		steps, err := scanAll(rows, func(row scanner) (step string, err error) {
			var id, parent, unused int
			return step, row.Scan(&id, &parent, &unused, &step)
		})
		if err != nil {
			return nil, err
		}
		plans[query] = strings.Join(steps, "; ")
	}
	return plans, nil
}
