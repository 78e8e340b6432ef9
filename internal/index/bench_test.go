package index

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

var sizes = []int{1_000, 10_000, 100_000}

func built(b *testing.B, units int) (*Index, []Entry, *author) {
	b.Helper()
	a := newAuthor(7, 60_000)
	entries := a.entries(units)
	x := New()
	x.Put(1, entries...)
	return x, entries, a
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range sizes {
		for _, words := range []int{3, 8} {
			b.Run(fmt.Sprintf("units=%d/words=%d", n, words), func(b *testing.B) { benchmarkSearch(b, n, words, 0) })
		}
	}
}

func BenchmarkSearchWithVectors(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) { benchmarkSearch(b, n, 8, 384) })
	}
}

func benchmarkSearch(b *testing.B, units, words, width int) {
	b.Helper()
	a := newAuthor(7, 60_000)
	entries := a.entries(units)
	for i := range entries {
		for range entries[i].Units {
			if width > 0 {
				entries[i].Vectors = append(entries[i].Vectors, vectorOf(a.rng, width))
			}
		}
	}
	x := New()
	x.Put(1, entries...)
	questions := make([]retrieve.Query, 200)
	for i := range questions {
		questions[i] = retrieve.Query{
			Text: a.question(entries[a.rng.IntN(len(entries))], words), Language: desk.English, At: time.Now(), Vector: vectorOf(a.rng, width),
		}
	}
	view, tuning := x.Snapshot(), retrieve.DefaultTuning()
	var times []time.Duration
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if len(retrieve.Search(view, questions[i%len(questions)], tuning).Hits) == 0 {
			b.Fatal("nothing found")
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-us")
}

func vectorOf(rng *rand.Rand, width int) []float32 {
	if width == 0 {
		return nil
	}
	v := make([]float32, width)
	for i := range v {
		v[i] = float32(rng.NormFloat64())
	}
	return v
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) {
			entries := newAuthor(7, 60_000).entries(n)
			for b.Loop() {
				New().Put(1, entries...)
			}
		})
	}
}

func BenchmarkPutOne(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) {
			x, entries, a := built(b, n)
			generation := int64(1)
			for b.Loop() {
				generation++
				e := a.entry(a.rng.IntN(len(entries)), 8)
				x.Put(generation, e)
			}
		})
	}
}

func BenchmarkSaveLoad(b *testing.B) {
	for _, n := range sizes {
		x, _, _ := built(b, n)
		var saved bytes.Buffer
		if err := x.Snapshot().Save(&saved); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("save/units=%d", n), func(b *testing.B) {
			for b.Loop() {
				if err := x.Snapshot().Save(&bytes.Buffer{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("load/units=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(bytes.NewReader(saved.Bytes())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMemory reports the heap that a loaded index holds.
func BenchmarkMemory(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) {
			x, _, _ := built(b, n)
			var saved bytes.Buffer
			if err := x.Snapshot().Save(&saved); err != nil {
				b.Fatal(err)
			}
			data := saved.Bytes()
			before := heap()
			var loaded *Index
			for b.Loop() {
				var err error
				if loaded, err = Load(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric((heap()-before)/1e6, "MB")
			runtime.KeepAlive(loaded)
			runtime.KeepAlive(x)
		})
	}
}

func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
