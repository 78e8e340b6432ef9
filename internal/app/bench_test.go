package app

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// library makes a help centre of about so many units: pages of sections of sentences, with words as frequent as in
// real text (Zipf), the same for the same size.
func helpCentreOf(units int) (fstest.MapFS, []string) {
	random := rand.New(rand.NewPCG(7, uint64(units)))
	zipf := rand.NewZipf(random, 1.1, 8, 20_000)
	word := func() string { return fmt.Sprintf("w%dx", zipf.Uint64()) }
	sentence := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = word()
		}
		return strings.ToUpper(words[0][:1]) + words[0][1:] + " " + strings.Join(words[1:], " ") + "."
	}
	pages := fstest.MapFS{}
	var questions []string
	for p := range units / 8 {
		var b strings.Builder
		title := sentence(4)
		fmt.Fprintf(&b, "---\ntitle: Page %d %s\nlang: en\n---\n", p, title)
		for s := range 4 {
			fmt.Fprintf(&b, "\n## Part %d %s\n\n", s, sentence(3))
			for range 2 {
				fmt.Fprintf(&b, "%s %s %s %s\n\n", sentence(14), sentence(16), sentence(15), sentence(12))
			}
		}
		pages[fmt.Sprintf("t%d/p%d.md", p%12, p)] = &fstest.MapFile{Data: []byte(b.String())}
		if p < 200 {
			questions = append(questions, "How do I find "+strings.ToLower(strings.TrimSuffix(title, "."))+"?")
		}
	}
	return pages, questions
}

func benchApp(b *testing.B, units int) (*App, []string) {
	b.Helper()
	a := newApp(b, "")
	pages, questions := helpCentreOf(units)
	if _, err := a.library.Import(b.Context(), pages, knowledge.Options{Source: "bench", Trusted: true}); err != nil {
		b.Fatal(err)
	}
	if err := a.shelf.load(b.Context()); err != nil {
		b.Fatal(err)
	}
	return a, questions
}

// BenchmarkAnswer: one message from acceptance to its outcome in the database, one customer at a time, on SQLite with
// synchronous=FULL.
func BenchmarkAnswer(b *testing.B) {
	for _, units := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("units=%d", units), func(b *testing.B) {
			a, questions := benchApp(b, units)
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				got, err := a.conversations.Accept(b.Context(), conversation.Incoming{
					Text: questions[i%len(questions)], Language: desk.English,
					Opening: conversation.Opening{Conversation: desk.Conversation{Inbox: commonInbox, Channel: "api"}},
				})
				if err == nil {
					err = a.flow.Answer(b.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation})
				}
				if err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// BenchmarkStart: from a database on disk to an index that answers, with the index that an earlier stop has saved and
// without, and what that holds in memory. A small desk saves none.
func BenchmarkStart(b *testing.B) {
	for _, units := range []int{1_000, 10_000, 100_000} {
		cfg := withData(config.Defaults(), b.TempDir())
		log := slog.New(slog.NewTextHandler(os.Stderr, nil))
		importInto(b, cfg, log, units)
		b.Run(fmt.Sprintf("units=%d/saved=false", units), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				if err := os.Remove(filepath.Join(cfg.Data, savedIndex)); err != nil && !errors.Is(err, fs.ErrNotExist) {
					b.Fatal(err)
				}
				startAndStop(b, cfg, log)
			}
		})
		if units >= worthSaving {
			b.Run(fmt.Sprintf("units=%d/saved=true", units), func(b *testing.B) {
				startAndStop(b, cfg, log)
				b.ResetTimer()
				for b.Loop() {
					b.StopTimer()
					startAndStop(b, cfg, log)
				}
			})
		}
	}
}

// startAndStop times a start and leaves the clock running; the stop saves the index.
func startAndStop(b *testing.B, cfg config.Config, log *slog.Logger) {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.StartTimer()
	a, err := Build(b.Context(), cfg, time.Now, log)
	if err == nil {
		err = a.shelf.load(b.Context())
	}
	b.StopTimer()
	if err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
}

// importInto fills a desk's database with a help centre of so many units and closes it.
func importInto(b *testing.B, cfg config.Config, log *slog.Logger, units int) {
	b.Helper()
	a, err := Build(b.Context(), cfg, time.Now, log)
	if err != nil {
		b.Fatal(err)
	}
	pages, _ := helpCentreOf(units)
	if _, err := a.library.Import(b.Context(), pages, knowledge.Options{Source: "bench", Trusted: true}); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
}
