package drift

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// monday is when these tests begin.
var monday = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func after(days float64) time.Time { return monday.Add(time.Duration(days * 24 * float64(time.Hour))) }

func close6(got, want float64) bool { return math.Abs(got-want) <= 1e-6*max(1, math.Abs(want)) }

func TestGrowCountsOutcomes(t *testing.T) {
	r := 0.0
	for i, c := range []struct {
		failed bool
		want   float64
	}{{false, .979797980}, {false, 1.939802061}, {true, 8.819406183}, {false, 9.621034341}, {true, 31.863103023}} {
		r = Grow(r, 1, LikelihoodRatio(.01, .03, c.failed))
		if !close6(r, c.want) {
			t.Errorf("outcome %d: %.9f, want %.9f", i+1, r, c.want)
		}
	}
}

func TestObserveCountsDays(t *testing.T) {
	d, err := NewDetector(.01, .5, 90)
	if err != nil {
		t.Fatal(err)
	}
	s := d.Observe(Start(monday), after(.5), false)
	s = d.Observe(s, after(2), true)
	s = d.Observe(s, after(2), true) // at the same moment: no days
	s = d.Observe(s, after(1), true) // told late: no days, and the clock does not go back
	for i, k := range ratios() {
		want := (.5*(1-.01*k)/.99 + 1.5) * k * k * k
		if !close6(s.R[i], want) {
			t.Errorf("rise %v: %v, want %v", k, s.R[i], want)
		}
	}
	want := State{R: s.R, At: after(2), Seen: 4, Failed: 3, Paged: true}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
	if s = d.Observe(s, after(3), false); !s.Paged {
		t.Error("an alarm goes away by itself")
	}
	if got := s.Reset(after(4)); got != Start(after(4)) {
		t.Errorf("reset gives %+v", got)
	}
}

func TestNewDetectorRefuses(t *testing.T) {
	for _, c := range []struct{ p0, weight, days float64 }{
		{0, .5, 90},
		{1, .5, 90},
		{-1, .5, 90},
		{math.NaN(), .5, 90},
		{.1, -.1, 90},
		{.1, 1.1, 90},
		{.1, math.NaN(), 90},
		{.1, .5, 0},
		{.1, .5, -1},
		{.1, .5, math.NaN()},
		{.1, .5, math.Inf(1)},
	} {
		if d, err := NewDetector(c.p0, c.weight, c.days); err == nil || d != (Detector{}) {
			t.Errorf("%+v is taken: %+v", c, d)
		}
	}
}

// The zero Detector and the zero State are harmless: nothing pages, nothing is learnt of the years before the first look.
func TestZeroValues(t *testing.T) {
	s := Detector{}.Observe(State{}, monday, true)
	if s.Paged || s.Level() != 0 {
		t.Errorf("zero detector: %+v", s)
	}
	d := Detector{.01, 1, 90}
	if s = d.Observe(State{}, monday, true); s.Paged || s.Level() != 0 || !s.At.Equal(monday) {
		t.Errorf("zero state: %+v", s)
	}
}

func TestNeverPagesOnSuccess(t *testing.T) {
	d := Detector{.01, 1, 1}
	s := Start(monday)
	for day := range 400 {
		s = d.Observe(s, after(float64(day)), false)
	}
	if s.Paged || s.Level() < 1 {
		t.Errorf("four hundred good days: %+v", s)
	}
	if s = d.Observe(s, after(400), true); !s.Paged {
		t.Errorf("then a failure above the threshold: %+v", s)
	}
}

func TestMillionFailures(t *testing.T) {
	for _, p0 := range []float64{1e-9, .01, .3, .999} {
		d, s := Detector{p0, 0, 90}, Start(monday)
		j, c, sum := Jumper{}, Cusum{.5, 5}, 0.0
		for i := range 1_000_000 {
			s = d.Observe(s, monday.Add(time.Duration(i)*time.Second), true)
			j, sum = j.Step(1), c.Step(sum, 1e30)
		}
		if s.Paged || !finite(s.R[:]...) || !finite(s.Level(), j.Value(), sum) || s.Seen != 1_000_000 {
			t.Errorf("rate %v: %+v, %+v, %v", p0, s, j, sum)
		}
		if _, err := json.Marshal(s); err != nil {
			t.Error(err)
		}
	}
}

func finite(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

func TestReweighKeepsWhatIsSpent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDetector(t)
		s := drawState(t, d)
		from, to := rapid.Float64Range(.001, 1).Draw(t, "from"), rapid.Float64Range(.001, 1).Draw(t, "to")
		got := s.Reweigh(s.At.Add(36*time.Hour), from, to)
		if want := from * (s.Level() + 1.5); !close6(to*got.Level(), want) {
			t.Errorf("weight times level is %v, want %v", to*got.Level(), want)
		}
		if got.Paged != s.Paged || got.Seen != s.Seen || got.At != s.At.Add(36*time.Hour) {
			t.Errorf("%+v became %+v", s, got)
		}
		if zero := s.Reweigh(s.At, from, 0); zero.Level() != 0 {
			t.Errorf("display only keeps %v", zero.Level())
		}
		if zero := s.Reweigh(s.At, 0, to); zero.Level() != 0 {
			t.Errorf("from display only comes %v", zero.Level())
		}
	})
}

func drawDetector(t *rapid.T) Detector {
	d, err := NewDetector(rapid.Float64Range(.0001, .9999).Draw(t, "p0"), rapid.Float64Range(0, 1).Draw(t, "weight"), rapid.Float64Range(.1, 1000).Draw(t, "days"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func drawState(t *rapid.T, d Detector) State {
	s := Start(monday)
	for _, failed := range rapid.SliceOfN(rapid.Bool(), 0, 60).Draw(t, "outcomes") {
		s = d.Observe(s, s.At.Add(time.Duration(rapid.Int64Range(-1000, 1e15).Draw(t, "gap"))), failed)
	}
	return s
}

// A state comes back from JSON as it went, is always finite, and a failure never leaves less evidence than a success.
func TestStateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDetector(t)
		s := drawState(t, d)
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back State
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, back); diff != "" {
			t.Error(diff)
		}
		at := s.At.Add(time.Hour)
		bad, good := d.Observe(s, at, true), d.Observe(s, at, false)
		later := d.Observe(s, at.Add(time.Hour), true)
		for i := range bad.R {
			if !finite(bad.R[i], good.R[i]) || good.R[i] < 0 || bad.R[i] < good.R[i] || later.R[i] < bad.R[i] {
				t.Errorf("after a failure %v, a success %v, a later failure %v", bad.R, good.R, later.R)
			}
		}
		if s.Paged && (!bad.Paged || !good.Paged) || good.Paged && !s.Paged {
			t.Errorf("paged %v, then %v and %v", s.Paged, bad.Paged, good.Paged)
		}
	})
}
