package store_test

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/search"
)

// BenchmarkSearch: what it costs to find something among 100,000 messages of 50,000 conversations, all of which speak of
// the same things; and to have a further message read.
func BenchmarkSearch(b *testing.B) {
	if testing.Short() {
		b.Skip("left out: -short")
	}
	w, ctx := crowded(b, 50_000), b.Context()
	finder := search.New(w.db)
	for {
		if err := finder.Index(ctx); err != nil {
			b.Fatal(err)
		}
		if left, err := w.db.Unread(ctx, 1); err != nil || len(left) == 0 {
			break
		}
	}
	for _, text := range []string{"4242", "belgium", "belgium parcel", "bel", "customer 49999", "delivery belgium nowhere"} {
		b.Run(text, func(b *testing.B) {
			timed(b, func(int) error {
				_, _, err := finder.Find(ctx, text, "", 25)
				return err
			})
		})
	}
	b.Run("read", func(b *testing.B) {
		timed(b, func(int) error {
			if _, err := w.desk.Accept(ctx, incoming("", "How long does delivery to Belgium take?")); err != nil {
				return err
			}
			return finder.Index(ctx)
		})
	})
}
