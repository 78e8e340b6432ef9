package index

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// clustered makes vectors about centres, as texts about topics are.
func clustered(rng *rand.Rand, n, width, centres int) [][]float32 {
	middle := make([][]float32, centres)
	for i := range middle {
		middle[i] = vectorOf(rng, width)
	}
	list := make([][]float32, n)
	for i := range list {
		v := vectorOf(rng, width)
		for j, c := range middle[rng.IntN(centres)] {
			v[j] = c + 0.7*v[j]
		}
		list[i] = v
	}
	return list
}

func TestNearestFindsWhatAFullScanFinds(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n, wanted = 20_000, 10
	list := clustered(rng, n, 128, 200)
	v := vectors{}
	for i, x := range list {
		v.add(unitPlace{uint32(i), 0}, x)
	}
	v.settle()
	there := func(uint32) bool { return false }
	hit, total := 0, 0
	for range 50 {
		q := list[rng.IntN(n)]
		for i := range q {
			q[i] += float32(0.3 * rng.NormFloat64())
		}
		exact := v
		exact.signs = nil
		want := map[uint32]bool{}
		for _, near := range exact.nearest(q, wanted, there) {
			want[near.Article] = true
		}
		for _, near := range v.nearest(q, wanted, there) {
			total++
			if want[near.Article] {
				hit++
			}
		}
	}
	if recall := float64(hit) / float64(total); total != 50*wanted || recall < 0.98 {
		t.Errorf("recall@%d %.3f of %d", wanted, recall, total)
	}
}

func TestOddVectorsAreLeftOut(t *testing.T) {
	e := page("a", desk.English, "", "one", "two", "three", "four", "five")
	e.Vectors = [][]float32{{1, 0}, {0, 0}, {float32(math.NaN()), 1}, {1, 0, 0}}
	x := New()
	x.Put(1, e)
	shard := x.Snapshot().Part(desk.English).Shards()[0]
	if got := shard.Nearest([]float32{2, 0}, 10); len(got) != 1 || got[0].Unit != 0 || math.Abs(got[0].Cosine-1) > 1e-6 {
		t.Errorf("%v", got)
	}
	for _, odd := range [][]float32{nil, {1}, {0, 0}, {float32(math.Inf(1)), 0}} {
		if got := shard.Nearest(odd, 10); got != nil {
			t.Errorf("%v: %v", odd, got)
		}
	}
	x.Remove(2, "a")
	x.Put(3, page("b", desk.English, "", "one"))
	if got := x.Snapshot().Part(desk.English).Shards()[0].Nearest([]float32{1, 0}, 1); len(got) != 0 {
		t.Errorf("a vector outlives its article: %v", got)
	}
}
