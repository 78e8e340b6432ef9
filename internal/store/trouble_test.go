package store_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// rows counts what an accepted message leaves behind.
func rows(t *testing.T, folder string) map[string]int {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "vigie.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	counts := map[string]int{}
	for _, table := range []string{"conversations", "messages", "turns", "customers"} {
		var n int
		if err := raw.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	return counts
}

// A disk that fills up: messages are refused with a clear error, none is half-written, and room made lets them in again.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	w := newWorld(t, store.Config{Folder: folder})
	if err := w.db.LimitPages(t.Context(), 40); err != nil {
		t.Fatal(err)
	}
	var taken, refused atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 60 {
				_, err := w.desk.Accept(t.Context(), incoming("", strings.Repeat("a long message ", 60)))
				switch {
				case err == nil:
					taken.Add(1)
				case desk.Is(err, desk.Unavailable):
					refused.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if taken.Load() == 0 || refused.Load() == 0 {
		t.Fatalf("%d taken, %d refused: the disk was never full, or always", taken.Load(), refused.Load())
	}
	for table, n := range rows(t, folder) {
		if n != int(taken.Load()) {
			t.Errorf("%d rows in %s for %d messages taken", n, table, taken.Load())
		}
	}
	if err := w.db.LimitPages(t.Context(), 10_000); err != nil {
		t.Fatal(err)
	}
	w.accept(t, "", "room again")
}

// Another program holds the database: the message is refused with a clear error and taken once it lets go.
func TestLockedDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the lock's five seconds")
	}
	folder := t.TempDir()
	w := newWorld(t, store.Config{Folder: folder})
	other, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "vigie.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	held, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.desk.Accept(t.Context(), incoming("", "is anybody there?"))
	if !desk.Is(err, desk.Unavailable) || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("accepted, or refused without saying why: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	w.accept(t, "", "is anybody there?")
	if n := rows(t, folder)["messages"]; n != 1 {
		t.Errorf("%d messages", n)
	}
}

// A writer that fails takes nobody with it, though they share a commit.
func TestOneBadWriteSparesTheOthers(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	var group sync.WaitGroup
	var good, bad atomic.Int64
	for i := range 200 {
		group.Go(func() {
			id := ""
			if i%3 == 0 {
				id = "none"
			}
			_, err := w.desk.Accept(t.Context(), incoming(id, "hello"))
			switch {
			case err == nil:
				good.Add(1)
			case desk.Is(err, desk.NotFound):
				bad.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	group.Wait()
	if good.Load() != 133 || bad.Load() != 67 {
		t.Errorf("%d good, %d bad", good.Load(), bad.Load())
	}
}
