package knowledge_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// library makes a library on a fresh SQLite base.
func library(t testing.TB) (*knowledge.Library, *store.DB) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	n := 0
	return knowledge.New(knowledge.Config{
		Shelf: db, Conflicts: db, Now: func() time.Time { return noon },
		NewID: func() string { n++; return "ver_" + strconv.Itoa(1_000_000+n) },
	}), db
}

// testdata gives a folder of the real data, or skips aloud.
func testdata(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("VIGIE_TESTDATA is not set: the real help centres are not here")
	}
	folder := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the real help centre is not here: %v", err)
	}
	return folder
}
