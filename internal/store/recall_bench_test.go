package store_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// BenchmarkRecall: how long it takes to list everybody who was told something, among so many replies, of which three in ten are
// in words that nobody else was told. A list of 15 customers, found by text and wording; the same for words that thousands of
// other sentences share; and one of a whole page that everybody cites.
func BenchmarkRecall(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("replies=%d", n), func(b *testing.B) {
			switch {
			case testing.Short():
				b.Skip("left out: -short")
			case n > 100_000 && os.Getenv(large) == "":
				b.Skipf("left out: a million replies take minutes to make; set %s=1", large)
			}
			w, claims := newWorld(b, store.Config{Folder: b.TempDir()}), plantedClaims(b, "planted.txt")
			plantAll(b, w, claims, n, .5)
			s, ctx := w.recalls(), b.Context()
			look := func(b *testing.B, seed func(i int) recall.Seed) {
				b.Helper()
				timed(b, func(i int) error {
					_, err := s.Propose(ctx, recall.Ask{Kind: recall.FromSearch, Seeds: []recall.Seed{seed(i)}, By: "ben"})
					return err
				})
			}
			b.Run("claim", func(b *testing.B) {
				look(b, func(i int) recall.Seed {
					n := i % len(claims)
					return recall.Seed{Text: claims[n].text, Language: claims[n].language, Article: fmt.Sprintf("wrong%d", n), Version: fmt.Sprintf("wrong%d-1", n), End: 50}
				})
			})
			b.Run("common words", func(b *testing.B) {
				look(b, func(int) recall.Seed {
					return recall.Seed{Text: "You can change the label of your lamp in the settings.", Language: "en"}
				})
			})
			b.Run("page", func(b *testing.B) {
				look(b, func(int) recall.Seed {
					return recall.Seed{Text: "We refund the lamp when its cover is damaged within 30 days.", Language: "en", Article: "a7", Version: "a7-1", End: 2000}
				})
			})
		})
	}
}
