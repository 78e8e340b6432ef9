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

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// writers spreads b.N over so many goroutines.
func writers(b *testing.B, n int, do func(i int) error) {
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
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkAccept: a message accepted durably, as a new conversation (customer, conversation, message, turn, event) and
// in one that exists.
func BenchmarkAccept(b *testing.B) {
	for _, n := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("new/writers=%d", n), func(b *testing.B) {
			w := newWorld(b, store.Config{Folder: b.TempDir()})
			writers(b, n, func(int) error {
				_, err := w.desk.Accept(b.Context(), incoming("", "How long does delivery to Belgium take?"))
				return err
			})
		})
		b.Run(fmt.Sprintf("further/writers=%d", n), func(b *testing.B) {
			w := newWorld(b, store.Config{Folder: b.TempDir()})
			var ids []string
			for range n {
				ids = append(ids, w.accept(b, "", "hello").Conversation)
			}
			writers(b, n, func(i int) error {
				_, err := w.desk.Accept(b.Context(), incoming(ids[i%n], "How long does delivery to Belgium take?"))
				return err
			})
		})
	}
}

// BenchmarkBareInsert is what the same disk and driver do with nothing around them: one 320-byte row an insert, fsynced,
// those that queue sharing a commit as the store's writer does.
func BenchmarkBareInsert(b *testing.B) {
	for _, n := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("writers=%d", n), func(b *testing.B) {
			bare := newBare(b)
			row := fmt.Sprintf("%0320d", 7)
			writers(b, n, func(i int) error { return bare.insert(strconv.Itoa(i), row) })
		})
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

func newBare(b *testing.B) *bare {
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
	return x
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

// BenchmarkDeskPage: one page of what waits for a team, over a growing number of conversations.
func BenchmarkDeskPage(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("conversations=%d", n), func(b *testing.B) {
			w := newWorld(b, store.Config{Folder: b.TempDir()})
			var group sync.WaitGroup
			for k := range 64 {
				group.Go(func() {
					for i := k; i < n; i += 64 {
						got, err := w.desk.Accept(b.Context(), incoming("", fmt.Sprint("question ", i)))
						if err == nil && i%10 != 0 {
							err = w.desk.End(b.Context(), got.Conversation, got.Turn, desk.NotCovered)
						}
						if err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			group.Wait()
			b.ResetTimer()
			for b.Loop() {
				if _, _, err := w.db.List(b.Context(), desk.WaitingPerson, "support", "", 30); err != nil {
					b.Fatal(err)
				}
				if _, err := w.db.WaitingCount(b.Context(), "support"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
