package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"

	"github.com/vigie-desk/vigie/internal/desk"
)

// sqliteFile is the database's name in the data folder.
const sqliteFile = "vigie.db"

func openSQLite(ctx context.Context, folder string) (*DB, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, desk.Wrap(err, desk.Unavailable, "the data folder "+folder+" cannot be made; set --data or VIGIE_DATA to a folder that this user may write to")
	}
	path := filepath.Join(folder, sqliteFile)
	write, err := sql.Open("sqlite", sqliteDSN(path, "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write, goose.DialectSQLite3); err != nil {
		return nil, errors.Join(opened(err, path), write.Close())
	}
	raw, err := write.Conn(ctx)
	if err != nil {
		return nil, errors.Join(opened(err, path), write.Close())
	}
	read, err := sql.Open("sqlite", sqliteDSN(path, "query_only(1)", "foreign_keys(1)"))
	if err != nil {
		return nil, errors.Join(err, raw.Close(), write.Close())
	}
	read.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	read.SetMaxIdleConns(max(4, 2*runtime.NumCPU()))
	read.SetConnMaxIdleTime(5 * time.Second) // each keeps a page cache of its own
	hub := newHub()
	batch := newBatcher(ctx, raw, hub.tell)
	return &DB{
		dialect: dialect{name: "sqlite", kind: sqliteKind, backup: sqliteBackup},
		file:    path, read: read, write: write, batch: batch, hub: hub,
		close: []func() error{read.Close, write.Close, batch.close},
	}, nil
}

// opened names the file in an error of opening it.
func opened(err error, path string) error {
	if kind, ok := sqliteKind(err); ok {
		return desk.Wrap(err, kind, "the database "+path+" cannot be opened: another program holds it, or the disk is full or read-only")
	}
	return fmt.Errorf("open %s: %w", path, err)
}

// sqliteDSN carries the pragmas, so that every connection of a pool has them.
func sqliteDSN(path string, pragmas ...string) string {
	values := url.Values{"_pragma": append([]string{"busy_timeout(5000)"}, pragmas...)}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + values.Encode()
}

// sqliteKind maps SQLite's result codes, extended ones included, whose low byte is the primary code.
func sqliteKind(err error) (desk.Kind, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return desk.Internal, false
	}
	const busy, locked, readonly, ioerr, full, cantopen, constraint = 5, 6, 8, 10, 13, 14, 19
	switch e.Code() & 0xff {
	case busy, locked, readonly, ioerr, full, cantopen:
		return desk.Unavailable, true
	case constraint:
		const primaryKey, unique = 1555, 2067
		if e.Code() == primaryKey || e.Code() == unique {
			return desk.Conflict, true
		}
	}
	return desk.Internal, false
}

func sqliteBackup(ctx context.Context, db *DB, path string) error {
	if _, err := os.Stat(path); err == nil {
		return desk.Errorf(desk.Conflict, "%s exists already; name a file that does not", path)
	}
	// A connection of its own: the readers' may not write, not even another file.
	source, err := sql.Open("sqlite", sqliteDSN(db.file))
	if err != nil {
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	_, err = source.ExecContext(ctx, `VACUUM INTO $1`, path)
	if err = errors.Join(err, source.Close()); err != nil {
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	return nil
}
