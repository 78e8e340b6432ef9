package mutate_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// The one-sided 95 % bounds of Clopper and Pearson, to the digits that are published.
func TestBounds(t *testing.T) {
	for _, tt := range []struct {
		k, n   int
		upper  float64
		within float64
	}{
		{0, 59, .0495, .00005},
		{0, 299, .00997, .000005},
		{0, 300, .00994, .000005},
		{1, 300, .01572, .00001},
		{3, 300, .02564, .000005},
		{0, 500, .00597, .000005},
		{5, 500, .02091, .000005},
		{10, 500, .03369, .000005},
		{0, 1000, .00299, .000005},
		{10, 1000, .01690, .000005},
		{0, 2995, .00100, .000005},
		{5, 5, 1, 0},
		{0, 0, 1, 0},
		{-3, 10, mutate.Upper(0, 10), 0},
		{20, 10, 1, 0},
	} {
		if got := mutate.Upper(tt.k, tt.n); math.Abs(got-tt.upper) > tt.within {
			t.Errorf("upper bound of %d/%d: %.6f, want %.6f", tt.k, tt.n, got, tt.upper)
		}
		if got, want := mutate.Lower(tt.n-tt.k, tt.n), 1-mutate.Upper(tt.k, tt.n); tt.n > 0 && tt.k >= 0 && math.Abs(got-want) > 1e-12 {
			t.Errorf("lower bound of %d/%d: %.6f, want %.6f", tt.n-tt.k, tt.n, got, want)
		}
	}
	if got := mutate.Lower(0, 0); got != 0 {
		t.Errorf("lower bound of nothing: %f", got)
	}
}

// Of any rate, the upper bound of what is seen lies below it with a chance of at most 5 %: the binomial summed outright.
func TestBoundsCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "n")
		p := rapid.Float64Range(.001, .999).Draw(t, "p")
		missed, missedLow, term := 0., 0., math.Pow(1-p, float64(n))
		for k := range n + 1 {
			if mutate.Upper(k, n) < p {
				missed += term
			}
			if mutate.Lower(k, n) > p {
				missedLow += term
			}
			term *= float64(n-k) / float64(k+1) * p / (1 - p)
		}
		if missed > .05+1e-9 || missedLow > .05+1e-9 {
			t.Fatalf("n %d, p %f: missed %f above, %f below", n, p, missed, missedLow)
		}
	})
}

func outcomes(kind mutate.Kind, held, all int) []mutate.Outcome {
	var list []mutate.Outcome
	for i := range all {
		list = append(list, mutate.Outcome{Kind: kind, Held: i < held})
	}
	return list
}

func TestTally(t *testing.T) {
	all := slices.Concat(outcomes(mutate.NumberChanged, 9, 10), outcomes(mutate.UnitChanged, 4, 4), outcomes(mutate.Verbatim, 1, 20),
		[]mutate.Outcome{{Kind: mutate.NumberChanged, Held: true, Mistake: true}})
	f := mutate.Tally(all)
	if f.Kinds[mutate.NumberChanged].Count != (mutate.Count{Held: 10, All: 11}) || f.Groups[mutate.Values].Count != (mutate.Count{Held: 13, All: 14}) {
		t.Errorf("values: %+v %+v", f.Kinds, f.Groups)
	}
	if f.Groups[mutate.Past].Count != (mutate.Count{Held: 1, All: 1}) || f.Catch.Count != (mutate.Count{Held: 14, All: 15}) {
		t.Errorf("past %+v, all %+v", f.Groups[mutate.Past], f.Catch)
	}
	if r := f.FalseBlock; r.Count != (mutate.Count{Held: 1, All: 20}) || r.Share != .05 || r.Low >= .05 || r.High != mutate.Upper(1, 20) {
		t.Errorf("false blocks: %+v", r)
	}
	if got := mutate.Tally(mutate.Without(all, mutate.NumberChanged, mutate.Verbatim)); got.Catch.All != 4 || got.FalseBlock.All != 0 || len(all) != 35 {
		t.Errorf("without: %+v", got)
	}
	if got := mutate.Tally(nil); got.Catch.Share != 0 || got.Catch.High != 1 {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestJudge(t *testing.T) {
	floor := mutate.Floor{Catch: map[mutate.Group]float64{mutate.Values: .9, mutate.Machinery: .99}, FalseBlock: .05}
	good := slices.Concat(outcomes(mutate.NumberChanged, 99, 100), outcomes(mutate.CheckBroken, 300, 300), outcomes(mutate.Verbatim, 1, 200))
	for _, tt := range []struct {
		name string
		seen []mutate.Outcome
		want mutate.Verdict
	}{
		{"good", good, mutate.Above},
		{"nothing tried", nil, mutate.NotEnough},
		{"one group not tried", slices.Concat(outcomes(mutate.NumberChanged, 99, 100), outcomes(mutate.Verbatim, 1, 200)), mutate.NotEnough},
		{"few cases", slices.Concat(good, outcomes(mutate.DateChanged, 0, 8)), mutate.NotEnough},
		{"a quiet check", slices.Concat(good, outcomes(mutate.DateChanged, 0, 30)), mutate.Below},
		{"machinery fails", slices.Concat(good, outcomes(mutate.ArticleExpired, 0, 20)), mutate.Below},
		{"over-blocking", slices.Concat(good, outcomes(mutate.Branded, 40, 40)), mutate.Below},
		{"a group without a floor", slices.Concat(good, outcomes(mutate.PolicyInvented, 0, 40)), mutate.Above},
	} {
		got, reasons := floor.Judge(mutate.Tally(tt.seen))
		if got != tt.want || (len(reasons) == 0) != (got == mutate.Above) {
			t.Errorf("%s: %s %q, want %s", tt.name, got, reasons, tt.want)
		}
	}
	var zero mutate.Verdict
	if zero != mutate.Below {
		t.Error("the zero verdict trusts")
	}
}

// One more mutant that slips through, and one more twin that is held, never make the verdict better.
func TestJudgeIsMonotone(t *testing.T) {
	floor := mutate.Floor{Catch: map[mutate.Group]float64{mutate.Values: .8}, FalseBlock: .1}
	rapid.Check(t, func(t *rapid.T) {
		all, held := rapid.IntRange(1, 120).Draw(t, "all"), 0
		held = rapid.IntRange(1, all).Draw(t, "held")
		twins := rapid.IntRange(1, 120).Draw(t, "twins")
		blocked := rapid.IntRange(0, twins-1).Draw(t, "blocked")
		judge := func(held, blocked int) mutate.Verdict {
			v, _ := floor.Judge(mutate.Tally(slices.Concat(outcomes(mutate.NumberChanged, held, all), outcomes(mutate.Verbatim, blocked, twins))))
			return v
		}
		before := judge(held, blocked)
		if judge(held-1, blocked) > before || judge(held, blocked+1) > before {
			t.Fatal("worse figures, better verdict")
		}
	})
}

func TestKindsHaveGroups(t *testing.T) {
	for _, k := range mutate.MutantKinds() {
		if k.Benign() || !slices.Contains(mutate.Groups(), k.Group()) {
			t.Errorf("%s: %s", k, k.Group())
		}
	}
	for _, k := range mutate.TwinKinds() {
		if !k.Benign() {
			t.Errorf("%s is no twin", k)
		}
	}
	if mutate.Kind("unheard of").Group() != mutate.Past {
		t.Error("an unknown kind is harmless")
	}
}
