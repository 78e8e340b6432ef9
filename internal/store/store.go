// Package store is the ground: every row that Vigie keeps, in SQLite or PostgreSQL, from one SQL text. It owns all
// tables; what differs between the two databases stands in dialect_sqlite.go and dialect_postgres.go, and nowhere else.
//
// It promises: a write is wholly done and durable when its method returns nil, or not done at all. Errors carry a kind:
// NotFound, Conflict, and Unavailable where the database is full, locked or away.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Config says where the database is. URL is a PostgreSQL URL; where it is empty, the database is the file vigie.db in
// Folder.
type Config struct {
	Folder string
	URL    string
}

// DB is the store. It is safe for concurrent use.
type DB struct {
	dialect dialect
	file    string // of SQLite
	read    *sql.DB
	write   *sql.DB
	batch   *batcher // nil where the database orders its writers itself
	hub     *hub
	close   []func() error
}

// dialect is what differs between databases.
type dialect struct {
	name     string
	lockRow  string // ends a SELECT that must hold its rows until the transaction ends
	shareRow string // ends a SELECT whose rows nobody may change until the transaction ends
	skipBusy string // ends a SELECT that passes over rows held by others
	kind     func(error) (desk.Kind, bool)
	notify   func(ctx context.Context, t *tx, topic string) error // nil: the hub is told after the commit
	backup   func(ctx context.Context, db *DB, path string) error
}

// Open opens the database, brings its schema up to date, and starts listening for changes by other processes.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	switch {
	case cfg.URL == "":
		return openSQLite(ctx, cfg.Folder)
	case strings.HasPrefix(cfg.URL, "postgres://"), strings.HasPrefix(cfg.URL, "postgresql://"):
		return openPostgres(ctx, cfg.URL)
	}
	return nil, desk.Errorf(desk.Invalid, "database %q: give a postgres:// URL, or none for a file in the data folder", redacted(cfg.URL))
}

// redacted keeps what stands before the scheme's end: an address may hold a password.
func redacted(url string) string {
	scheme, _, _ := strings.Cut(url, "://")
	return scheme + "://…"
}

// Close ends every connection. Writes in flight are finished or refused first.
func (db *DB) Close() error {
	var errs []error
	for _, end := range slices.Backward(db.close) {
		errs = append(errs, end())
	}
	return errors.Join(errs...)
}

// Dialect names the database: "sqlite" or "postgres".
func (db *DB) Dialect() string { return db.dialect.name }

// Ping tells whether the database answers and can be written to.
func (db *DB) Ping(ctx context.Context) error {
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `UPDATE counters SET value = value WHERE name = 'knowledge'`)
	})
}

// runner is what a transaction runs statements on: *sql.Tx, or the one writing *sql.Conn of SQLite.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// tx is a write transaction.
type tx struct {
	runner
	topics []string // what to tell listeners about once this is durable
}

// do runs a write transaction. The function must not wait on anything but the transaction, and may run again after a
// serialization failure: it must not keep what an earlier run gathered.
func (db *DB) do(ctx context.Context, f func(*tx) error) error {
	if db.batch != nil {
		return db.fail(db.batch.do(ctx, f))
	}
	for attempt := 0; ; attempt++ {
		err := db.once(ctx, f)
		if err == nil || attempt == 3 || !again(err) {
			return db.fail(err)
		}
	}
}

func (db *DB) once(ctx context.Context, f func(*tx) error) error {
	raw, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	t := &tx{runner: raw}
	if err := f(t); err != nil {
		return errors.Join(err, ignoreDone(raw.Rollback()))
	}
	for _, topic := range t.topics {
		if err := db.dialect.notify(ctx, t, topic); err != nil {
			return errors.Join(err, ignoreDone(raw.Rollback()))
		}
	}
	return raw.Commit()
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// fail gives a database error its kind; an error that has one keeps it.
func (db *DB) fail(err error) error {
	if err == nil {
		return nil
	}
	var known *desk.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Wrap(err, desk.NotFound, "no such thing")
	}
	if kind, ok := db.dialect.kind(err); ok {
		return desk.Wrap(err, kind, message(kind))
	}
	return fmt.Errorf("store: %w", err)
}

func message(kind desk.Kind) string {
	switch kind {
	case desk.Unavailable:
		return "the database cannot be written just now (full, locked or away); nothing was changed, try again shortly"
	case desk.Conflict:
		return "this exists already"
	case desk.Internal, desk.Invalid, desk.NotFound, desk.Unauthorized, desk.Forbidden, desk.Mismatch, desk.TooLarge, desk.Busy:
		return kind.String()
	}
	return kind.String()
}

func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.ExecContext(ctx, query, args...)
	return err
}

// changed runs a statement and tells how many rows it changed.
func (t *tx) changed(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// tell has listeners to a topic woken once this transaction is durable.
func (t *tx) tell(topic string) { t.topics = append(t.topics, topic) }

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
