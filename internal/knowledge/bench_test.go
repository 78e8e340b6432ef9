package knowledge_test

import (
	"context"
	"os"
	"testing"

	"github.com/vigie-desk/vigie/internal/knowledge"
)

// BenchmarkImportNPM imports npm's 745 files into a fresh SQLite base, and again with nothing changed.
func BenchmarkImportNPM(b *testing.B) {
	folder := os.DirFS(testdata(b, "kb", "npm"))
	opts := knowledge.Options{Trusted: true, Scope: []string{"cli/{version}"}}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			l, _ := library(b)
			b.StartTimer()
			if _, err := l.Import(context.Background(), folder, opts); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		l, _ := library(b)
		if _, err := l.Import(context.Background(), folder, opts); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if r, err := l.Import(context.Background(), folder, opts); err != nil || r.Added+r.Changed > 0 {
				b.Fatal(r, err)
			}
		}
	})
}
