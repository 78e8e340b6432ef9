package drift

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The laws that docs/statistics.md proves, by adding up every path of a few outcomes. Rates, moments and weights are
// drawn anew at every fork, as an adversary who knows the past could set them.

// fork is what an adversary fixes before an outcome of a stream: how long to wait, and how likely a failure is, at most P0.
type fork struct{ days, p float64 }

func drawFork(t *rapid.T, d Detector) fork {
	return fork{rapid.Float64Range(0, 3).Draw(t, "days"), d.P0 * rapid.SampledFrom([]float64{1, 1, 1, .5, 0}).Draw(t, "share of p0")}
}

// TestLevelMinusElapsed: E[level - days elapsed] <= 0 after any number of outcomes.
func TestLevelMinusElapsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Detector{P0: rapid.SampledFrom([]float64{.001, .02, .1, .4, .8}).Draw(t, "p0"), Weight: 1, Days: 90}
		var walk func(s State, left int) float64
		walk = func(s State, left int) float64 {
			if left == 0 {
				return s.Level() - s.At.Sub(monday).Hours()/24
			}
			f := drawFork(t, d)
			at := s.At.Add(time.Duration(f.days * float64(24*time.Hour)))
			return f.p*walk(d.Observe(s, at, true), left-1) + (1-f.p)*walk(d.Observe(s, at, false), left-1)
		}
		if mean := walk(Start(monday), 7); mean > 1e-9 {
			t.Errorf("mean of level less days is %v", mean)
		}
	})
}

// TestExpectedPages: with resets after each page, E[pages] <= Weight * days / Days, and E[days to the first page or the
// end] >= Days * P(page).
func TestExpectedPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Detector{P0: rapid.SampledFrom([]float64{.02, .1, .4}).Draw(t, "p0"), Weight: rapid.Float64Range(.1, 1).Draw(t, "weight"), Days: rapid.Float64Range(.5, 10).Draw(t, "days")}
		gaps := rapid.SliceOfN(rapid.Float64Range(0, 3), 9, 9).Draw(t, "gaps")
		total := 0.0
		for _, gap := range gaps {
			total += gap
		}
		var walk func(s State, step int, elapsed float64, first bool) (pages, stopped, paged float64)
		walk = func(s State, step int, elapsed float64, first bool) (pages, stopped, paged float64) {
			if step == len(gaps) {
				if first {
					return 0, elapsed, 0
				}
				return 0, 0, 0
			}
			elapsed += gaps[step]
			for _, failed := range []bool{true, false} {
				chance := 1 - d.P0
				if failed {
					chance = d.P0
				}
				next, still := d.Observe(s, monday.Add(time.Duration(elapsed*float64(24*time.Hour))), failed), first
				if next.Paged {
					next, pages = next.Reset(next.At), pages+chance
					if first {
						still, stopped, paged = false, stopped+chance*elapsed, paged+chance
					}
				}
				p, s, q := walk(next, step+1, elapsed, still)
				pages, stopped, paged = pages+chance*p, stopped+chance*s, paged+chance*q
			}
			return pages, stopped, paged
		}
		pages, stopped, paged := walk(Start(monday), 0, 0, true)
		if bound := d.Weight * total / d.Days; pages > bound+1e-9 {
			t.Errorf("%v pages in %v days, bound %v", pages, total, bound)
		}
		if least := d.Days / d.Weight * paged; stopped < least-1e-9 {
			t.Errorf("%v days to a page of chance %v, bound %v", stopped, paged, least)
		}
	})
}

// TestTwoStreamsAtOnce: outcomes of two streams at one moment may depend on each other in any way: the sum of weight
// times level less the days stays below 0 in mean, and so do stops at the first page of either.
func TestTwoStreamsAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Detector{P0: rapid.SampledFrom([]float64{.05, .3}).Draw(t, "p0"), Weight: .5, Days: rapid.Float64Range(.5, 5).Draw(t, "days")}
		var walk func(a, b State, left int) float64
		walk = func(a, b State, left int) float64 {
			elapsed := a.At.Sub(monday).Hours() / 24
			if left == 0 || a.Paged || b.Paged {
				return d.Weight*(a.Level()+b.Level()) - elapsed
			}
			f := drawFork(t, d)
			at := a.At.Add(time.Duration(f.days * float64(24*time.Hour)))
			both := f.p * rapid.Float64Range(max(0, 2-1/math.Max(f.p, 1e-9)), 1).Draw(t, "together")
			mean := 0.0
			for _, c := range []struct {
				a, b   bool
				chance float64
			}{{true, true, both}, {true, false, f.p - both}, {false, true, f.p - both}, {false, false, 1 - 2*f.p + both}} {
				mean += c.chance * walk(d.Observe(a, at, c.a), d.Observe(b, at, c.b), left-1)
			}
			return mean
		}
		if mean := walk(Start(monday), Start(monday), 4); mean > 1e-9 {
			t.Errorf("mean of the weighted levels less days is %v", mean)
		}
	})
}

// TestJumperIsFair: the mean of the capital over a uniform p-value is the capital. It is linear in p, so two values at
// equal distance from the middle are enough.
func TestJumperIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := Jumper{}
		for _, p := range rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 50).Draw(t, "p-values") {
			j = j.Step(p)
		}
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		if mean := (j.Step(p).Value() + j.Step(1-p).Value()) / 2; !close6(mean/j.Value(), 1) {
			t.Errorf("capital %v has mean %v after a step", j.Value(), mean)
		}
	})
}

// TestChangingWeights: an adversary who knows the past opens a second stream late and moves the weights about, never
// above 1 together: the weighted levels less the days stay below 0 in mean.
func TestChangingWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Detector{P0: rapid.SampledFrom([]float64{.05, .3}).Draw(t, "p0"), Days: 90}
		var walk func(streams [2]State, weights [2]float64, now float64, left int) float64
		walk = func(streams [2]State, weights [2]float64, now float64, left int) float64 {
			if left == 0 {
				return weights[0]*streams[0].Level() + weights[1]*streams[1].Level() - now
			}
			first := rapid.Float64Range(0, 1).Draw(t, "weight of the first")
			next := [2]float64{first, (1 - first) * rapid.SampledFrom([]float64{0, .5, 1}).Draw(t, "share of the second")}
			for i := range streams {
				streams[i] = streams[i].Reweigh(after(now), weights[i], next[i])
			}
			f, which := drawFork(t, d), rapid.IntRange(0, 1).Draw(t, "stream")
			now += f.days
			bad, good := streams, streams
			bad[which] = d.Observe(bad[which], after(now), true)
			good[which] = d.Observe(good[which], after(now), false)
			return f.p*walk(bad, next, now, left-1) + (1-f.p)*walk(good, next, now, left-1)
		}
		if mean := walk([2]State{Start(monday), {}}, [2]float64{1, 0}, 0, 6); mean > 1e-9 {
			t.Errorf("mean of the weighted levels less days is %v", mean)
		}
	})
}
