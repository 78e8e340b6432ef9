//go:build unix

package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/vigie-desk/vigie/internal/store"
)

// databaseFile is what store calls its database in a data folder.
const databaseFile = "vigie.db"

// tables is a database of SQLite that has its tables and nothing else. A process makes one and copies it: making the tables
// takes longer than most tests.
var tables = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "vigie-tables")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := made(store.Config{Folder: folder}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(folder, databaseFile))
})

// made opens a database once, which makes its tables.
func made(cfg store.Config) error {
	db, err := store.Open(context.Background(), cfg)
	if err != nil {
		return err
	}
	return db.Close()
}

// Folder gives a data folder whose database has its tables and nothing else. It is removed when the test ends.
func Folder(tb testing.TB) string {
	tb.Helper()
	raw, err := tables()
	if err != nil {
		tb.Fatalf("make a database: %v", err)
	}
	folder := tb.TempDir()
	if err := os.WriteFile(filepath.Join(folder, databaseFile), raw, 0o600); err != nil {
		tb.Fatal(err)
	}
	return folder
}

// template names a server's database that has its tables and nothing else, and is copied.
const template = "tables"

// furnish makes the template, once for each server.
func (s *server) furnish() error {
	s.furnishing.Do(func() {
		s.furnished = errors.Join(s.exec(context.Background(), "CREATE DATABASE "+template), made(store.Config{URL: s.url(template)}))
	})
	return s.furnished
}

// Postgres gives the URL of a fresh database that has its tables and nothing else, and is dropped when the test ends. Where
// PostgreSQL is not installed the test is skipped. The database runs with fsync off: a benchmark's write figures are
// optimistic.
func Postgres(tb testing.TB) string {
	tb.Helper()
	s := running(tb, fast)
	if err := s.furnish(); err != nil {
		tb.Fatalf("make a database: %v", err)
	}
	return s.fresh(tb, " TEMPLATE "+template)
}
