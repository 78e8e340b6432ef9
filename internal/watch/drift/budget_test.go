package drift

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestShares(t *testing.T) {
	whole, topic := Stream{P0: .05, PerDay: 100}, Stream{Scoped: true, P0: .05, PerDay: 100}
	for _, c := range []struct {
		name    string
		streams []Stream
		want    []Share
	}{
		{"nobody", nil, []Share{}},
		{"two of the desk", []Stream{whole, whole}, []Share{{Standing: Watched, Weight: .25}, {Standing: Watched, Weight: .25}}},
		{"in order of creation", []Stream{topic, whole, topic, topic}, []Share{
			{Standing: Watched, Weight: 1. / 4}, {Standing: Watched, Weight: 1. / 2}, {Standing: Watched, Weight: 1. / 12}, {Standing: Watched, Weight: 1. / 24},
		}},
		{"without a baseline", []Stream{whole, {PerDay: 100}, {Scoped: true, P0: 1, PerDay: 100}, topic}, []Share{
			{Standing: Watched, Weight: .5}, {Standing: NoBaseline}, {Standing: NoBaseline}, {Standing: Watched, Weight: .25},
		}},
		{"too quiet", []Stream{whole, {P0: .05, PerDay: 1}, {Scoped: true, P0: .01, PerDay: 5}, topic, {P0: .05}}, []Share{
			{Standing: Watched, Weight: .5}, {Standing: TooQuiet}, {Standing: TooQuiet}, {Standing: Watched, Weight: .25}, {Standing: TooQuiet},
		}},
	} {
		got := Shares(c.streams, 90)
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Share{}, "Delay"), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		for i, s := range got {
			if s.Standing == Watched && !(s.Delay > 0 && s.Delay <= SeenWithin) || s.Standing == TooQuiet && s.Delay > 0 && s.Delay <= SeenWithin {
				t.Errorf("%s, stream %d: %+v", c.name, i, s)
			}
		}
	}
}

// Each quiet stream that leaves makes it easier for the rest: three that are too many together are not all refused.
func TestSharesKeepsWhoCan(t *testing.T) {
	streams := []Stream{{P0: .01, PerDay: 12.1}, {P0: .01, PerDay: 12.2}, {P0: .01, PerDay: 10.5}, {P0: .01, PerDay: 12.3}}
	watched := 0
	for i, s := range Shares(streams, 90) {
		if s.Standing == Watched {
			watched++
		}
		if i == 2 && s.Standing == Watched {
			t.Errorf("the quietest is watched: %+v", s)
		}
	}
	if watched != 3 {
		t.Errorf("%d watched, want 3", watched)
	}
}

func TestSharesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		streams := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Stream {
			return Stream{Scoped: rapid.Bool().Draw(t, "scoped"), P0: rapid.Float64Range(-.1, 1.1).Draw(t, "p0"), PerDay: rapid.Float64Range(0, 5000).Draw(t, "a day")}
		}), 0, 30).Draw(t, "streams")
		days := rapid.Float64Range(1, 365).Draw(t, "days")
		whole, scoped := 0.0, 0.0
		for i, s := range Shares(streams, days) {
			if (s.Standing == Watched) != (s.Weight > 0) || s.Weight < 0 || !finite(s.Weight, s.Delay) {
				t.Errorf("%+v gets %+v", streams[i], s)
			}
			if streams[i].Scoped {
				scoped += s.Weight
			} else {
				whole += s.Weight
			}
		}
		if whole > half+1e-12 || scoped > half+1e-12 {
			t.Errorf("weights of the desk %v, scoped %v", whole, scoped)
		}
	})
}

func TestDelay(t *testing.T) {
	for _, c := range []struct{ p0, now, perDay, threshold, want float64 }{
		{.01, .03, 1, 4500, 310.}, {.01, .03, 20, 1440, 451. / 20}, {.002, .02, 1, 90_000, 278.},
	} {
		if got, seen := Delay(c.p0, c.now, c.perDay, c.threshold); !seen || math.Abs(got/c.want-1) > .01 {
			t.Errorf("%+v: %v, seen %v", c, got, seen)
		}
	}
	for _, c := range [][4]float64{
		{.01, .01, 100, 90},
		{.01, .001, 100, 90},
		{0, .1, 100, 90},
		{.1, 1, 100, 90},
		{.01, .03, 0, 90},
		{.01, .03, 100, 0},
		{.01, .03, 100, math.Inf(1)},
		{.01, .03, math.NaN(), 90},
		{.01, math.NaN(), 100, 90},
		{math.NaN(), .03, 100, 90},
		{.01, .0105, 100, 90},
	} {
		if got, seen := Delay(c[0], c[1], c[2], c[3]); seen || got != 0 {
			t.Errorf("%v: %v, seen %v", c, got, seen)
		}
	}
}

// More outcomes a day, a lower threshold or a larger rise never take longer to see.
func TestDelayIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p0 := rapid.Float64Range(.001, .5).Draw(t, "p0")
		now := rapid.Float64Range(p0, .99).Draw(t, "now")
		perDay, threshold := rapid.Float64Range(.1, 5000).Draw(t, "a day"), rapid.Float64Range(1, 1e6).Draw(t, "threshold")
		more := rapid.Float64Range(1, 3).Draw(t, "more")
		days, seen := Delay(p0, now, perDay, threshold)
		if !seen {
			return
		}
		for name, c := range map[string][4]float64{
			"outcomes": {p0, now, perDay * more, threshold}, "threshold": {p0, now, perDay, threshold / more}, "rise": {p0, min(now*more, .995), perDay, threshold},
		} {
			if sooner, seen := Delay(c[0], c[1], c[2], c[3]); !seen || sooner > days*(1+1e-9) || !finite(sooner) {
				t.Errorf("%s: %v days became %v, seen %v", name, days, sooner, seen)
			}
		}
	})
}

// TestLeastVolume prints how many outcomes a day a stream needs to be watched, by rate and weight.
func TestLeastVolume(t *testing.T) {
	for _, p0 := range []float64{.2, .1, .05, .02, .01, .005, .002, .001} {
		var least [4]float64
		for i, weight := range []float64{.5, .25, .0625, .5 / 30} {
			low, high := 1e-6, 1e6
			for range 60 {
				middle := math.Sqrt(low * high)
				if (Stream{P0: p0, PerDay: middle}).share(weight, 90).Standing == Watched {
					high = middle
				} else {
					low = middle
				}
			}
			least[i] = high
		}
		t.Logf("rate %v: %.1f a day with weight 1/2, %.1f with 1/4, %.1f with 1/16, %.1f with 1/60", p0, least[0], least[1], least[2], least[3])
		if least[2] < least[0] || least[3] < least[2] {
			t.Errorf("rate %v: less weight needs less: %v", p0, least)
		}
	}
}

func BenchmarkObserve(b *testing.B) {
	d, s := Detector{.02, .0625, 90}, Start(monday)
	for i := range b.N {
		s = d.Observe(s, monday.Add(time.Duration(i)*time.Minute), i%50 == 0)
	}
	if s.Seen != b.N {
		b.Fatal(s)
	}
}
