package store_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// large in the environment lets the curves go on to a million conversations: minutes, and 3 GB of disk.
const large = "VIGIE_BENCH_LARGE"

// crowded gives a desk on SQLite with so many conversations that end at its clock's time.
func crowded(b *testing.B, conversations int) *world {
	b.Helper()
	folder := b.TempDir()
	w := newWorld(b, store.Config{Folder: folder})
	storetest.CrowdFile(b, folder, conversations, w.clock.now())
	return w
}

// timed runs one thing over and over and reports the median and the 99th percentile of what it took.
func timed(b *testing.B, do func(i int) error) {
	b.Helper()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := do(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e6, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e6, "p99-ms")
}

// BenchmarkCrowd: what one desk does all day, over the number of conversations it has had. Each line should be flat.
// The messages come last: what they leave open would be looked through by the rest.
func BenchmarkCrowd(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("conversations=%d", n), func(b *testing.B) {
			switch {
			case n > 10_000 && testing.Short():
				b.Skip("left out: -short")
			case n > 100_000 && os.Getenv(large) == "":
				b.Skipf("left out: a million conversations take minutes to make; set %s=1", large)
			}
			w, ctx := crowded(b, n), b.Context()
			someone := func(i int) string { return storetest.CrowdID(1 + i*7919%n) }
			for _, team := range []string{"", storetest.CommonTeam, storetest.BusyTeam, storetest.QuietTeam} {
				b.Run("inbox/team="+team, func(b *testing.B) { timed(b, func(int) error { return inboxPage(ctx, w.db, team) }) })
			}
			b.Run("inbox/resolved", func(b *testing.B) {
				timed(b, func(int) error {
					_, _, err := w.db.List(ctx, desk.Resolved, "", "", 25)
					return err
				})
			})
			b.Run("stream", func(b *testing.B) { timed(b, func(i int) error { return caughtUp(ctx, w.db, someone(i)) }) })
			b.Run("sweep", func(b *testing.B) {
				at := w.clock.now()
				timed(b, func(int) error {
					_, err := w.db.Overdue(ctx, at, 500)
					return err
				})
			})
			b.Run("accept/new", func(b *testing.B) {
				timed(b, func(int) error {
					_, err := w.desk.Accept(ctx, incoming("", "How long does delivery to Belgium take?"))
					return err
				})
			})
			b.Run("accept/further", func(b *testing.B) {
				timed(b, func(i int) error {
					_, err := w.desk.Accept(ctx, incoming(someone(i), "And to France?"))
					return err
				})
			})
		})
	}
}

// inboxPage reads what an operator's page of those who wait shows.
func inboxPage(ctx context.Context, db *store.DB, team string) error {
	_, _, err := db.List(ctx, desk.WaitingPerson, team, "", 25)
	if err == nil && team != "" {
		_, err = db.WaitingCount(ctx, team)
	}
	return err
}

// caughtUp reads what a stream sends to a customer who comes back.
func caughtUp(ctx context.Context, db *store.DB, id string) error {
	_, err := db.Events(ctx, id, 0, 100)
	if err == nil {
		_, err = db.Messages(ctx, id, 0, 100)
	}
	return err
}
