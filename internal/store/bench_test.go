package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// writers spreads b.N over so many goroutines and gives how many were done in a second.
func writers(b *testing.B, n int, do func(i int) error) float64 {
	b.Helper()
	b.ResetTimer()
	var next atomic.Int64
	var group sync.WaitGroup
	for range n {
		group.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := do(int(i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	rate := float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(rate, "messages/s")
	return rate
}

// BenchmarkAccept: a message accepted durably, as a new conversation (customer, conversation, message, turn, event) and
// in one that exists, merging the turn that is open there. Right after it bare/s is what the same disk, driver and number
// of writers do with nothing around them: one 320-byte row an insert, fsynced, those that queue sharing a commit as they
// do in the store. of-bare is the one rate over the other.
func BenchmarkAccept(b *testing.B) {
	for _, on := range []struct {
		name    string
		writers []int
		world   func(b *testing.B) *world
		bare    func(b *testing.B) func(id, row string) error
	}{
		{"sqlite", []int{1, 8, 64}, onSQLite, bareSQLite},
		{"postgres", []int{1, 8}, onPostgres, barePostgres},
	} {
		for _, n := range on.writers {
			for _, kind := range []string{"new", "further"} {
				b.Run(fmt.Sprintf("%s/writers=%d/%s", on.name, n, kind), func(b *testing.B) {
					w := on.world(b)
					ids := make([]string, n)
					for i := range ids {
						if kind == "further" {
							ids[i] = w.accept(b, "", "hello").Conversation
						}
					}
					rate := writers(b, n, func(i int) error {
						_, err := w.desk.Accept(b.Context(), incoming(ids[i%n], "How long does delivery to Belgium take?"))
						return err
					})
					b.StopTimer()
					bare := inserts(b, n, on.bare(b))
					b.ReportMetric(bare, "bare/s")
					b.ReportMetric(rate/bare, "of-bare")
				})
			}
		}
	}
}

// inserts gives how many rows so many writers insert in a second.
func inserts(b *testing.B, n int, insert func(id, row string) error) float64 {
	b.Helper()
	row, start := fmt.Sprintf("%0320d", 7), time.Now()
	var done atomic.Int64
	var group sync.WaitGroup
	for range n {
		group.Go(func() {
			for time.Since(start) < 400*time.Millisecond {
				if err := insert(strconv.FormatInt(done.Add(1), 10), row); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

func onSQLite(b *testing.B) *world {
	b.Helper()
	return newWorld(b, store.Config{Folder: b.TempDir()})
}

func onPostgres(b *testing.B) *world {
	b.Helper()
	return newWorld(b, store.Config{URL: storetest.DurablePostgres(b)})
}

// barePostgres gives inserts that commit each for itself, as the store's transactions do: the server lets those that
// come together share a write to the disk.
func barePostgres(b *testing.B) func(id, row string) error {
	b.Helper()
	db, err := sql.Open("pgx", storetest.DurablePostgres(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxIdleConns(16)
	db.SetMaxOpenConns(16)
	if _, err := db.ExecContext(b.Context(), `CREATE TABLE bare (id TEXT PRIMARY KEY, row TEXT NOT NULL)`); err != nil {
		b.Fatal(err)
	}
	return func(id, row string) error {
		_, err := db.ExecContext(b.Context(), `INSERT INTO bare (id, row) VALUES ($1, $2)`, id, row)
		return err
	}
}

type bare struct {
	jobs chan bareJob
	done chan struct{}
}

type bareJob struct {
	id, row string
	err     chan error
}

func bareSQLite(b *testing.B) func(id, row string) error {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(b.Context(), `CREATE TABLE bare (id TEXT PRIMARY KEY, row TEXT NOT NULL)`); err != nil {
		b.Fatal(err)
	}
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	insert, err := conn.PrepareContext(b.Context(), `INSERT INTO bare (id, row) VALUES ($1, $2)`)
	if err != nil {
		b.Fatal(err)
	}
	x := &bare{jobs: make(chan bareJob, 256), done: make(chan struct{})}
	b.Cleanup(func() {
		close(x.jobs)
		<-x.done
		_ = errors.Join(insert.Close(), conn.Close(), db.Close()) // in this order: a statement ends before its connection
	})
	go x.loop(conn, insert)
	return x.insert
}

func (x *bare) loop(conn *sql.Conn, insert *sql.Stmt) {
	defer close(x.done)
	ctx := context.Background()
	for first := range x.jobs {
		batch := []bareJob{first}
		for more := true; more && len(batch) < 256; {
			select {
			case j, ok := <-x.jobs:
				if more = ok; ok {
					batch = append(batch, j)
				}
			default:
				more = false
			}
		}
		_, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE`)
		for _, j := range batch {
			if err == nil {
				_, err = insert.ExecContext(ctx, j.id, j.row)
			}
		}
		if err == nil {
			_, err = conn.ExecContext(ctx, `COMMIT`)
		}
		for _, j := range batch {
			j.err <- err
		}
	}
}

func (x *bare) insert(id, row string) error {
	j := bareJob{id, row, make(chan error, 1)}
	x.jobs <- j
	return <-j.err
}

// BenchmarkRedButton stops the assistant while a thousand conversations wait for it: the time until the last of their
// customers has been told, on durable databases.
func BenchmarkRedButton(b *testing.B) {
	for name, open := range map[string]func(*testing.B) *world{"sqlite": onSQLite, "postgres": onPostgres} {
		b.Run(name, func(b *testing.B) {
			w := open(b)
			for b.Loop() {
				b.StopTimer()
				w.crowdsIn(b, 1000)
				b.StartTimer()
				moved, err := w.desk.Stop(b.Context(), w.db.Live, func(desk.Conversation, desk.Turn) bool { return true })
				if err != nil || moved != 1000 {
					b.Fatalf("%d moved, %v", moved, err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/1000told")
		})
	}
}

// crowdsIn has so many customers ask something, sixteen at a time.
func (w *world) crowdsIn(b *testing.B, n int) {
	b.Helper()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range n / 16 {
				w.accept(b, "", "Where is my parcel?")
			}
		})
	}
	group.Wait()
	for range n % 16 {
		w.accept(b, "", "Where is my parcel?")
	}
}
