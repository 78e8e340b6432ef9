package proving

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/triage/topic"
)

func TestReadRoutingItems(t *testing.T) {
	got, err := ReadRoutingItems(strings.NewReader(`{"text": "where is it", "intent": "delivery"}

{"text": "sing", "intent": "oos"}
{"text": "dance", "intent": "other"}
`))
	want := []RoutingItem{{"where is it", "delivery"}, {"sing", topic.Other}, {"dance", topic.Other}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, bad := range []string{`{"text": "a"}`, `{"intent": "a"}`, `[1]`, `{`} {
		_, err := ReadRoutingItems(strings.NewReader(`{"text": "a", "intent": "b"}` + "\n" + bad))
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestSampleRouting(t *testing.T) {
	var items []RoutingItem
	for i := range 100 {
		items = append(items, RoutingItem{Text: strconv.Itoa(i), Topic: []string{"a", "b", "c", topic.Other}[i%4]})
	}
	sample := SampleRouting(items, 10, 1)
	counts := map[string]int{}
	for _, item := range sample {
		counts[item.Topic]++
	}
	if diff := cmp.Diff(map[string]int{"a": 10, "b": 10, "c": 10, topic.Other: 25}, counts); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(sample, SampleRouting(items, 10, 1)) {
		t.Error("the same seed drew other items")
	}
	if slices.Equal(sample, SampleRouting(items, 10, 2)) {
		t.Error("the seed has no effect")
	}
}

// five are guesses with figures that can be counted by hand.
func five() guessed {
	return guessed{
		{confidence: 0.1},
		{confidence: 0.3, inside: true},
		{confidence: 0.6},
		{confidence: 0.6, inside: true, right: true},
		{confidence: 0.9, inside: true, right: true},
	}
}

func TestRoutingFigures(t *testing.T) {
	approximately := cmpopts.EquateApprox(0, 1e-9)
	for threshold, want := range map[float64]RoutingPoint{
		0:    {Threshold: 0, Accuracy: 2. / 3, Outside: 0, Answered: 1, Precision: 2. / 5},
		0.3:  {Threshold: 0.3, Accuracy: 2. / 3, Outside: 0.5, Answered: 1, Precision: 2. / 4},
		0.6:  {Threshold: 0.6, Accuracy: 2. / 3, Outside: 0.5, Answered: 2. / 3, Precision: 2. / 3},
		0.61: {Threshold: 0.61, Accuracy: 1. / 3, Outside: 1, Answered: 1. / 3, Precision: 1},
		1:    {Threshold: 1, Outside: 1},
	} {
		if diff := cmp.Diff(want, five().at(threshold), approximately); diff != "" {
			t.Error(diff)
		}
	}
	// Of six pairs inside-outside: .3>.1, .6>.1, .9>.1, .9>.6 won, .6=.6 half.
	if got := five().auroc(); math.Abs(got-4.5/6) > 1e-9 {
		t.Errorf("AUROC %v", got)
	}
	// Steps: .1 | .3 | 1.2 against 1 right | .9 against 1 right.
	if got := five().calibrationError(); math.Abs(got-(0.1+0.3+0.2+0.1)/5) > 1e-9 {
		t.Errorf("calibration error %v", got)
	}
}

func TestLowerBound(t *testing.T) {
	for _, c := range []struct{ p, n, want float64 }{{0.5, 0, 0}, {0.9, 100, 0.8396}, {0.91, 3000, 0.9010}, {1, 10, 0.7871}} {
		if got := lowerBound(c.p, c.n); math.Abs(got-c.want) > 5e-4 {
			t.Errorf("lower bound of %v over %v: %.4f, want %.4f", c.p, c.n, got, c.want)
		}
	}
}

// The threshold found by bisection is the one found by trying all.
func TestHighestThreshold(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) guess {
		inside := rapid.Bool().Draw(t, "inside")
		return guess{
			confidence: float64(rapid.IntRange(1, 9).Draw(t, "tenths")) / 10,
			inside:     inside,
			right:      inside && rapid.Bool().Draw(t, "right"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		g := guessed(rapid.SliceOf(one).Draw(t, "guesses"))
		slices.SortStableFunc(g, func(a, b guess) int { return int(math.Round(10 * (a.confidence - b.confidence))) })
		floor := rapid.Float64Range(0.01, 1).Draw(t, "floor")
		content := func(p RoutingPoint, _ float64) bool { return p.Accuracy >= floor }
		want, reached := 0.0, false
		for _, one := range g {
			if content(g.at(one.confidence), 0) {
				want, reached = one.confidence, true
			}
		}
		if got, found := g.highest(content); got != want || found != reached {
			t.Fatalf("got %v %v, want %v %v", got, found, want, reached)
		}
	})
}

func TestMeasureRoutingWithoutItems(t *testing.T) {
	report, err := MeasureRouting(Routing{Since: still})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(report); err != nil {
		t.Errorf("a figure is not a number: %v", err)
	}
	if report.Rules[0].Reached || !strings.Contains(report.String(), "(missed)") {
		t.Errorf("nothing reached the floor:\n%s", report)
	}
}

func still() time.Duration { return 0 }

func clock() func() time.Duration {
	started := time.Now()
	return func() time.Duration { return time.Since(started) }
}

func routingItems(t testing.TB, names ...string) []RoutingItem {
	t.Helper()
	var all []RoutingItem
	for _, name := range names {
		items, err := ReadRoutingItems(testdata(t, "routing/"+name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, items...)
	}
	return all
}

// CLINC150 (Larson et al. 2019), its published parts: thresholds from val and oos_val, figures from test and oos_test.
// The floors lie under what was measured by what another seed may take away.
func TestRoutingClinc(t *testing.T) {
	if testing.Short() {
		t.Skip("trains on 15,000 texts")
	}
	report, err := MeasureRouting(Routing{
		Train:      routingItems(t, "clinc150-train", "clinc150-oos_train"),
		Validation: routingItems(t, "clinc150-val", "clinc150-oos_val"),
		Test:       routingItems(t, "clinc150-test", "clinc150-oos_test"),
		Since:      clock(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", report)
	floor := report.Rules[0]
	if !floor.Reached || floor.Test.Accuracy < 0.895 || floor.Test.Outside < 0.8 {
		t.Errorf("at the chosen threshold: %+v", floor.Test)
	}
	if report.Accuracy < 0.92 || report.AUROC < 0.955 || report.Bytes > 20<<20 {
		t.Errorf("accuracy %v, AUROC %v, %d bytes", report.Accuracy, report.AUROC, report.Bytes)
	}
}

// Banking77 (Casanueva et al. 2020) with all examples, and with ten of each topic.
func TestRoutingBanking(t *testing.T) {
	if testing.Short() {
		t.Skip("trains on 10,000 texts")
	}
	train, test := routingItems(t, "banking77-train"), routingItems(t, "banking77-test")
	for name, c := range map[string]struct {
		train []RoutingItem
		floor float64
	}{
		"all": {train, 0.88},
		"ten": {SampleRouting(train, 10, 1), 0.66},
	} {
		// All of train is learnt from, as published; the set names no validation part, so its rules mean nothing here.
		report, err := MeasureRouting(Routing{Train: c.train, Validation: slices.Clone(train[:1]), Test: test, Since: clock()})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\n%s", name, report)
		if report.Accuracy < c.floor {
			t.Errorf("%s: accuracy %v", name, report.Accuracy)
		}
	}
}
