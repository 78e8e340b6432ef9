package topic

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestExtractFoldsCaseAndAccents(t *testing.T) {
	if diff := cmp.Diff(extract("ou est l adresse"), extract("  OÙ est, l’adresse?"), cmp.AllowUnexported(feature{})); diff == "" {
		t.Error("a cut-off elision is no word: the two differ in it")
	}
	if diff := cmp.Diff(extract("ou est mon numero"), extract("  OÙ est, mon NUMÉRO?"), cmp.AllowUnexported(feature{})); diff != "" {
		t.Error(diff)
	}
}

func TestExtractCounts(t *testing.T) {
	sizes := map[family]int{}
	for _, f := range extract("ab ab c") {
		sizes[f.family] += int(f.count)
		if f.family == word && f.hash == named(word, "ab", "").hash && f.count != 2 {
			t.Errorf("ab is there %d times", f.count)
		}
	}
	// words ab, ab, c; pairs ^ab, ab-ab, ab-c, c$; of " ab " 2 of three and 1 of four, twice, of " c " 1 of three.
	if diff := cmp.Diff(map[family]int{word: 3, pair: 4, piece: 7}, sizes); diff != "" {
		t.Error(diff)
	}
	if named(pair, "ab", "c").hash == named(pair, "a", "bc").hash {
		t.Error("pairs run into each other")
	}
}

func TestExtractIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"words": strings.Repeat("a ", 1<<20), "letters": strings.Repeat("é", 1<<20), "bad bytes": strings.Repeat("\xe2\x28", 1<<20),
	} {
		if n := len(extract(text)); n > 3*maxBytes {
			t.Errorf("%s: %d features", name, n)
		}
	}
}

func TestExtractIsSortedAndDistinct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		found := extract(rapid.String().Draw(t, "text"))
		for i := 1; i < len(found); i++ {
			if found[i-1].hash >= found[i].hash {
				t.Fatalf("feature %d is not above the one before", i)
			}
		}
	})
}

func TestVectorFamiliesHaveTheirLengths(t *testing.T) {
	texts := [][]feature{extract("where is my parcel"), extract("where is my money my money")}
	v := learnVocabulary(texts)
	for _, found := range texts {
		var square [families]float64
		x := v.vector(found)
		for i, id := range x.ids {
			for _, f := range found {
				if f.hash == v.hashes[id] {
					square[f.family] += float64(x.weights[i]) * float64(x.weights[i])
				}
			}
		}
		for f, want := range length {
			if got := math.Sqrt(square[f]); math.Abs(got-float64(want)) > 1e-5 {
				t.Errorf("family %d has length %v, want %v", f, got, want)
			}
		}
	}
}

func TestVocabularyKeepsWhatIsCommon(t *testing.T) {
	many := make([]frequency, maxFeatures+10)
	for i := range many {
		many[i] = frequency{hash: uint64(i), texts: 2}
	}
	many[maxFeatures+9].texts = 3
	kept := commonest(many, 10)
	if len(kept) != maxFeatures || kept[maxFeatures-1].hash != maxFeatures+9 || !slices.IsSortedFunc(kept, byHash) {
		t.Errorf("%d kept, the last %v", len(kept), kept[len(kept)-1])
	}
	rare := []frequency{{hash: 1, family: word, texts: 1}, {hash: 2, family: piece, texts: 1}, {hash: 3, family: piece, texts: 2}}
	if kept := commonest(slices.Clone(rare), manyTexts); len(kept) != 2 || kept[0].hash != 1 || kept[1].hash != 3 {
		t.Errorf("of many texts %v were kept", kept)
	}
	if kept := commonest(slices.Clone(rare), manyTexts-1); len(kept) != 3 {
		t.Errorf("of few texts %v were kept", kept)
	}
}

func TestQuantiseIsNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float32Range(-3, 3), hidden, hidden).Draw(t, "weights")
		bytes, scale := quantise(weights)
		for i, w := range weights {
			if got := float32(bytes[i]) * scale[0]; math.Abs(float64(got-w)) > float64(scale[0])*0.501 {
				t.Fatalf("%v became %v at scale %v", w, got, scale[0])
			}
		}
	})
}

func TestSupportCounts(t *testing.T) {
	ids := func(ids ...int32) vector { return vector{ids: ids} }
	s := learnSupport([]vector{ids(0, 2), ids(0), ids(2)}, []int{1, 1, 0}, 3)
	for _, c := range []struct {
		id    int32
		class int
		want  float32
	}{{0, 1, 2. / 3}, {0, 0, 0}, {1, 0, 0}, {2, 0, 0.5}, {2, 1, 0.5}, {2, 7, 0}} {
		if got := s.of(c.id, c.class); got != c.want {
			t.Errorf("feature %d, class %d: %v, want %v", c.id, c.class, got, c.want)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	m := mustTrain(b, shop, nil, Options{})
	for b.Loop() {
		m.Guess("I would like to know where the parcel is that I ordered")
	}
}

func BenchmarkTrain(b *testing.B) {
	for b.Loop() {
		mustTrain(b, shop, nil, Options{})
	}
}
