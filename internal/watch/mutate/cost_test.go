package mutate_test

import (
	"math/rand/v2"
	"testing"

	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// BenchmarkCases makes all cases of one answer, the padded one of 50 KB among them.
func BenchmarkCases(b *testing.B) {
	maker, a := mutate.New(bankHouse()), bank(b)[0].answer()
	for b.Loop() {
		r := rand.New(rand.NewPCG(1, 2))
		maker.Mutants(a, r)
		maker.Twins(a, r)
	}
}
