package drift

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// simulating tells whether the whole simulations were asked for; otherwise a few runs show that they work.
func simulating() bool { return os.Getenv("VIGIE_SIMULATE") == "1" }

// runs is how many runs a simulation makes: all of them where asked, a few by default.
func runs(t *testing.T, all, few int) int {
	t.Helper()
	if testing.Short() {
		t.Skip("a simulation")
	}
	if simulating() {
		return all
	}
	return few
}

// sample is a mean with its standard error.
type sample struct{ n, sum, squares float64 }

func (s *sample) add(x float64) { s.n, s.sum, s.squares = s.n+1, s.sum+x, s.squares+x*x }
func (s *sample) mean() float64 { return s.sum / max(s.n, 1) }
func (s *sample) error() float64 {
	return math.Sqrt(max(0, s.squares/max(s.n, 1)-s.mean()*s.mean()) / max(s.n-1, 1))
}
func (s *sample) String() string { return fmt.Sprintf("%.4g ± %.2g", s.mean(), s.error()) }

// line is a stream of a simulation. It goes over runs of successes in one step; TestLineIsObserve holds it against Observe.
type line struct {
	log, step, ratio [5]float64 // of a success, the same as a factor, and of a failure
	r                [5]float64
	threshold        float64 // in days, or in outcomes if dt counts those
}

func newLine(p0, threshold float64, rises ...float64) *line {
	l := &line{threshold: threshold}
	if len(rises) == 0 {
		all := ratios()
		rises = all[:]
	}
	for i := range l.r {
		q := Risen(p0, rises[i%len(rises)])
		l.step[i], l.ratio[i] = LikelihoodRatio(p0, q, false), LikelihoodRatio(p0, q, true)
		l.log[i] = math.Log(l.step[i])
	}
	return l
}

// good goes over m successes, the first after a wait of its own, the others dt apart.
func (l *line) good(m, first, dt float64) {
	if m < 1 {
		return
	}
	for i, log := range l.log {
		step, rest := l.step[i], math.Exp(log*(m-1))
		l.r[i] = (l.r[i]+first)*step*rest + dt*step*(1-rest)/(1-step)
	}
}

// bad takes a failure and tells whether it pages.
func (l *line) bad(dt float64) bool {
	sum := 0.0
	for i := range l.r {
		l.r[i] = bounded((l.r[i] + dt) * l.ratio[i])
		sum += l.r[i]
	}
	return sum >= 5*l.threshold
}

// successes draws how many successes come before a failure of chance p.
func successes(random *rand.Rand, p float64) float64 {
	return math.Floor(math.Log(1-random.Float64()) / math.Log1p(-p))
}

// untilPage gives how many outcomes pass to the page, dt apart and with independent failures of chance p.
func (l *line) untilPage(random *rand.Rand, p, dt float64) float64 {
	for n := 0.0; ; {
		m := successes(random, p)
		l.good(m, dt, dt)
		n += m + 1
		if l.bad(dt) {
			return n
		}
	}
}

func TestLineIsObserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Detector{rapid.Float64Range(.001, .6).Draw(t, "p0"), rapid.Float64Range(.01, 1).Draw(t, "weight"), rapid.Float64Range(1, 90).Draw(t, "days")}
		l, s, paged := newLine(d.P0, d.Days/d.Weight), Start(monday), false
		const dt, day = .25, 6 * time.Hour
		for _, m := range rapid.SliceOfN(rapid.IntRange(0, 40), 1, 8).Draw(t, "successes") {
			l.good(float64(m), dt, dt)
			for range m {
				s = d.Observe(s, s.At.Add(day), false)
			}
			s = d.Observe(s, s.At.Add(day), true)
			paged = l.bad(dt) || paged
			for i := range s.R {
				if !close6(l.r[i]/s.R[i], 1) {
					t.Errorf("%v, want %v", l.r, s.R)
				}
			}
		}
		if paged != s.Paged {
			t.Errorf("paged %v, want %v", paged, s.Paged)
		}
	})
}

// reference is the relative error of the older simulations that are compared with: they had some 400 runs each.
const reference = .1

// TestRunLengths: outcomes to a page in the form that counts outcomes, as simulated when the method was chosen.
func TestRunLengths(t *testing.T) {
	n := runs(t, 20_000, 1_500)
	random := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		p0, threshold float64
		rises         []float64
		at, want      []float64 // the first rate is in control
	}{
		{.01, 1000, []float64{3}, []float64{.01, .03, .06, .20}, []float64{1413, 185, 84, 27}},
		{.01, 1000, nil, []float64{.01}, []float64{1495}},
		{.01, 10_000, []float64{3}, []float64{.01, .03, .06, .20}, []float64{13_781, 341, 133, 38}},
		{.02, 5000, []float64{2.5}, []float64{.02, .05, .10, .20}, []float64{6744, 252, 91, 43}},
		{.01, 4500, nil, []float64{.01, .02, .03, .05, .10}, []float64{0, 676, 296, 132, 51}},
		{.01, 90_000, nil, []float64{.02, .03, .05, .10}, []float64{1511, 557, 209, 73}},
		{.002, 90_000, nil, []float64{.004, .006, .010, .020}, []float64{5175, 2066, 848, 316}},
		{.05, 4500, nil, []float64{.10, .15, .25, .50}, []float64{211, 84, 32, 11}},
	} {
		for i, p := range c.at {
			var got sample
			for range n {
				got.add(newLine(c.p0, c.threshold, c.rises...).untilPage(random, p, 1))
			}
			t.Logf("p0 %v, threshold %v, rises %v, rate %v: %v, reference %v", c.p0, c.threshold, c.rises, p, &got, c.want[i])
			if p == c.p0 && got.mean()+4*got.error() < c.threshold {
				t.Errorf("in control %v, below the threshold", &got)
			}
			if c.want[i] > 0 && math.Abs(got.mean()-c.want[i]) > 4*got.error()+reference*c.want[i]+.5 {
				t.Errorf("p0 %v, threshold %v, rises %v, rate %v: %v, want %v", c.p0, c.threshold, c.rises, p, &got, c.want[i])
			}
		}
	}
}

// TestRunsOfEqualOutcomes: outcomes that come in runs break the bound, even if their share of failures is right.
func TestRunsOfEqualOutcomes(t *testing.T) {
	n := runs(t, 10_000, 1_000)
	random := rand.New(rand.NewPCG(2, 1))
	for _, c := range []struct {
		length int
		want   float64
	}{{1, 6559}, {3, 999}, {5, 477}} {
		var got sample
		for range n {
			l, count, paged := newLine(.01, 4500), 0.0, false
			for !paged {
				m := successes(random, .01) * float64(c.length)
				l.good(m, 1, 1)
				count += m
				for i := 0; i < c.length && !paged; i++ {
					paged = l.bad(1)
					count++
				}
			}
			got.add(count)
		}
		t.Logf("runs of %d: %v outcomes to a page, bound 4500, reference %v", c.length, &got, c.want)
		if math.Abs(got.mean()-c.want) > 4*got.error()+reference*c.want {
			t.Errorf("runs of %d: %v, want %v", c.length, &got, c.want)
		}
	}
}

// TestLordenIsTooSafe: a likelihood-ratio CUSUM with the threshold that the bound gives hardly ever pages, and is late.
func TestLordenIsTooSafe(t *testing.T) {
	if n := runs(t, 2_000, 0); n > 0 {
		random := rand.New(rand.NewPCG(3, 1))
		up, down := math.Log(3), math.Log(.97/.99)
		for _, p := range []float64{.01, .03} {
			var got sample
			for range n {
				sum, count := 0.0, 0.0
				for sum < math.Log(1000) {
					m := successes(random, p)
					count += m + 1
					sum = max(0, sum+m*down) + up
				}
				got.add(count)
			}
			t.Logf("CUSUM, threshold ln 1000, rate %v: %v outcomes to a page", p, &got)
		}
	}
}

// TestDelayAgainstSimulation holds the formula of Delay against simulated means.
func TestDelayAgainstSimulation(t *testing.T) {
	n := runs(t, 4_000, 300)
	random := rand.New(rand.NewPCG(4, 1))
	low, high := math.Inf(1), 0.0
	for _, p0 := range []float64{.002, .01, .05, .1, .2} {
		for _, factor := range []float64{2, 3, 5, 10} {
			for _, threshold := range []float64{180, 1440, 17_280} {
				for _, perDay := range []float64{.5, 1, 5, 50, 500, 5000} {
					now := Risen(p0, factor)
					days, seen := Delay(p0, now, perDay, threshold)
					if !seen || days > SeenWithin {
						continue
					}
					var got sample
					for range n {
						got.add(newLine(p0, threshold).untilPage(random, now, 1/perDay) / perDay)
					}
					ratio := days / got.mean()
					low, high = min(low, ratio), max(high, ratio)
					if factor == threefold && math.Abs(ratio-1) > .07+3*got.error()/got.mean() {
						t.Errorf("p0 %v, threefold, %v a day, threshold %v: %.3g days, simulated %v", p0, perDay, threshold, days, &got)
					}
					t.Logf("p0 %v x%v, %v a day, threshold %v: %.3g days, simulated %v, ratio %.3f", p0, factor, perDay, threshold, days, &got, ratio)
				}
			}
		}
	}
	t.Logf("formula beside simulation: from %.3f to %.3f", low, high)
	if low < .7 || high > 1.25 {
		t.Errorf("formula beside simulation: from %.3f to %.3f", low, high)
	}
}
