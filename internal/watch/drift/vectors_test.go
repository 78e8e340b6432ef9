package drift

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		failed, of int
		want       float64
		within     float64
	}{
		{0, 59, .0495, 5e-5},
		{0, 299, .00997, 5e-6},
		{0, 300, .00994, 5e-6},
		{1, 300, .01571, 5e-6},
		{3, 300, .02564, 5e-6},
		{0, 500, .00597, 5e-6},
		{5, 500, .02091, 5e-6},
		{10, 500, .03369, 5e-6},
		{0, 1000, .00299, 5e-6},
		{10, 1000, .01690, 5e-6},
		{0, 2995, .00100, 5e-6},
	} {
		got, err := Baseline(c.failed, c.of)
		if err != nil || math.Abs(got-c.want) > c.within {
			t.Errorf("%d of %d: %.6f (%v), want %v", c.failed, c.of, got, err, c.want)
		}
	}
	if lower, upper, err := Bounds(0, 300, .95); err != nil || lower != 0 || !close6(upper, 1-math.Pow(.05, 1./300)) {
		t.Errorf("0 of 300: %v to %v, %v", lower, upper, err)
	}
	if lower, upper, err := Bounds(300, 300, .95); err != nil || upper != 1 || !close6(lower, math.Pow(.05, 1./300)) {
		t.Errorf("300 of 300: %v to %v, %v", lower, upper, err)
	}
}

func TestBoundsRefuse(t *testing.T) {
	for _, c := range []struct {
		failed, of int
		confidence float64
	}{{0, 0, .95}, {-1, 5, .95}, {6, 5, .95}, {1, 5, 0}, {1, 5, 1}, {1, 5, math.NaN()}} {
		if _, _, err := Bounds(c.failed, c.of, c.confidence); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
	if _, err := Baseline(5, 5); err == nil {
		t.Error("a window where all failed is taken")
	}
	if _, err := Baseline(0, 0); err == nil {
		t.Error("an empty window is taken")
	}
}

// TestBoundsAreExact: at the upper bound a count so low has chance 1-confidence, added up term by term; the lower bound
// is the upper one of the successes.
func TestBoundsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 400).Draw(t, "of")
		failed := rapid.IntRange(0, of-1).Draw(t, "failed")
		confidence := rapid.Float64Range(.5, .999).Draw(t, "confidence")
		lower, upper, err := Bounds(failed, of, confidence)
		if err != nil {
			t.Fatal(err)
		}
		tail := 0.0
		for k := range failed + 1 {
			tail += binomialChance(k, of, upper)
		}
		if math.Abs(tail-(1-confidence)) > 1e-9 || !(lower <= float64(failed)/float64(of) && float64(failed)/float64(of) <= upper) {
			t.Errorf("%d of %d: %v to %v, tail %v", failed, of, lower, upper, tail)
		}
		if _, mirrored, err := Bounds(of-failed, of, confidence); err != nil || !close6(lower, 1-mirrored) {
			t.Errorf("lower %v, mirrored %v, %v", lower, 1-mirrored, err)
		}
	})
}

func binomialChance(k, n int, p float64) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return math.Exp(a - b - c + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}

func TestJumper(t *testing.T) {
	j := Jumper{}
	for i, c := range []struct{ p, want float64 }{{.9, 1}, {.8, 1.0792}, {.95, 1.285912}, {.7, 1.443298478}, {.99, 1.917340740}} {
		if j = j.Step(c.p); !close6(j.Value(), c.want) {
			t.Errorf("step %d: %.9f, want %v", i+1, j.Value(), c.want)
		}
	}
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	var back Jumper
	if err := json.Unmarshal(text, &back); err != nil || back != j || j.Step(math.NaN()) != j || j.Step(2) != j {
		t.Errorf("%+v became %+v, %v", j, back, err)
	}
}

func TestConformalP(t *testing.T) {
	for _, c := range []struct {
		greater, equal, seen int
		u, want              float64
	}{{0, 1, 1, .3, .3}, {3, 1, 10, 0, .3}, {3, 2, 10, .5, .4}, {9, 1, 10, 1, 1}, {0, 0, 0, .5, .5}, {-1, 1, 3, 0, .5}, {3, 1, 3, 0, .5}, {0, 1, 2, 7, .5}, {1, 1, 2, math.NaN(), .5}} {
		if got := ConformalP(c.greater, c.equal, c.seen, c.u); !close6(got, c.want) {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestPageHinkley(t *testing.T) {
	p := PageHinkley{}
	for i, c := range []struct{ x, sum, low float64 }{
		{0, -.1, -.1}, {1, .3, -.1}, {0, .3 - 1./3 - .1, -.3 + .5/3}, {math.NaN(), .3 - 1./3 - .1, -.3 + .5/3}, {math.Inf(1), .3 - 1./3 - .1, -.3 + .5/3},
	} {
		p = p.Step(c.x, .1)
		if low := min(c.low, c.sum); !close6(p.Sum, c.sum) || !close6(p.Low, low) || !close6(p.Rise(), c.sum-low) {
			t.Errorf("step %d: %+v, want %+v", i+1, p, c)
		}
	}
}

func TestAdwinCut(t *testing.T) {
	for _, c := range []struct {
		n0, n1            int
		variance          float64
		proof, inPractice float64
	}{{500, 500, .0099, .069920, .050035}, {900, 100, .0099, .157468, .109585}, {5000, 500, .0196, .059348, .041243}} {
		n := float64(c.n0 + c.n1)
		if got := AdwinCut(c.n0, c.n1, c.variance, .002/n); !close6(got, c.proof) {
			t.Errorf("%+v, delta/n: %.6f", c, got)
		}
		if got := AdwinCut(c.n0, c.n1, c.variance, .002/math.Log(n)); !close6(got, c.inPractice) {
			t.Errorf("%+v, delta/ln n: %.6f", c, got)
		}
	}
	for _, got := range []float64{AdwinCut(0, 5, .1, .1), AdwinCut(5, 0, .1, .1), AdwinCut(5, 5, -1, .1), AdwinCut(5, 5, .1, 0), AdwinCut(5, 5, math.NaN(), .1)} {
		if got != noCut {
			t.Errorf("nonsense is cut at %v", got)
		}
	}
}

func TestPSI(t *testing.T) {
	got, err := PSI([]float64{.25, .25, .25, .25}, []float64{.4, .3, .2, .1})
	if err != nil || math.Abs(got-.228217) > 5e-7 {
		t.Errorf("%.7f, %v", got, err)
	}
	if got, err = PSI([]float64{1, 0}, []float64{0, 1}); err != nil || !finite(got) || got < 9 {
		t.Errorf("all moved: %v, %v", got, err)
	}
	for _, c := range [][2][]float64{{{1}, {.5, .5}}, {{-1}, {1}}, {{1}, {math.NaN()}}, {{2}, {1}}} {
		if _, err := PSI(c[0], c[1]); err == nil {
			t.Errorf("%v is taken", c)
		}
	}
}

func TestPoissonE(t *testing.T) {
	for _, c := range []struct {
		k                         int
		time, before, after, want float64
	}{{3, 1, .2, 2, 165.30}, {5, 1, .2, 2, 16529.89}, {0, 0, .2, 2, 1}, {3, 1, 0, 2, 1}, {3, 1, 2, 2, 1}, {-1, 1, .2, 2, 1}, {1 << 40, 1, .2, 2, ceiling}} {
		if got := PoissonE(c.k, c.time, c.before, c.after); math.Abs(got/c.want-1) > 5e-5 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestNewChance(t *testing.T) {
	for _, c := range []struct {
		once, seen int
		want       float64
	}{{0, 0, 1}, {3, 12, .25}, {0, 9, 0}, {9, 9, 1}, {-1, 9, 0}, {10, 9, 1}} {
		if got := NewChance(c.once, c.seen); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestAttribute(t *testing.T) {
	never := time.Time{}
	for _, c := range []struct {
		name    string
		alarms  Alarms
		now     time.Time
		cause   Cause
		settled bool
	}{
		{"quiet", Alarms{}, after(9), None, true},
		{"others alone", Alarms{never, after(1), after(1)}, after(9), None, true},
		{"main alone, too early to tell", Alarms{after(5), never, never}, after(6), System, false},
		{"main alone, on the edge", Alarms{after(5), never, never}, after(7), System, false},
		{"main alone", Alarms{after(5), never, never}, after(7.1), System, true},
		{"anchors before", Alarms{after(5), after(3), never}, after(5), Judge, true},
		{"anchors after, with the audience", Alarms{after(5), after(7), after(5)}, after(7), Judge, true},
		{"anchors long before", Alarms{after(5), after(2.9), never}, after(8), System, true},
		{"audience, too early to tell", Alarms{after(5), never, after(4)}, after(5), Audience, false},
		{"audience", Alarms{after(5), never, after(4)}, after(8), Audience, true},
		{"audience long after", Alarms{after(5), never, after(8)}, after(9), System, true},
	} {
		if cause, settled := Attribute(c.alarms, 48*time.Hour, c.now); cause != c.cause || settled != c.settled {
			t.Errorf("%s: %s, settled %v", c.name, cause, settled)
		}
	}
}
