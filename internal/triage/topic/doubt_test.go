package topic

import (
	"math"
	"math/rand/v2"
	"testing"
)

// synthetic gives trials that are right with the probability that a doubt says.
func synthetic(truth doubt, n int) []trial {
	random := rand.New(rand.NewPCG(1, 1))
	trials := make([]trial, n)
	for i := range trials {
		for j := range signCount {
			trials[i].signs[j] = middle[j] + spread[j]*random.NormFloat64()
		}
		trials[i].right = random.Float64() < truth.confidence(trials[i].signs)
		trials[i].weight = 1
	}
	return trials
}

func TestLearnDoubtFindsTheTruth(t *testing.T) {
	truth := doubt{bias: 1, weight: signs{1, -0.5, 0, 0.3, 2, 0, -1}}
	got := learnDoubt(synthetic(truth, 50_000))
	for i := range signCount + 1 {
		if math.Abs(got.at(i)-truth.at(i)) > 0.12 {
			t.Errorf("weight %d: %.3f, want %.3f", i, got.at(i), truth.at(i))
		}
	}
}

func TestLearnDoubtWithoutTrialsIsThePrior(t *testing.T) {
	if got := learnDoubt(nil); got != prior {
		t.Errorf("%+v", got)
	}
}

// Trials that a line splits without error have no finite fit; the prior gives one.
func TestLearnDoubtIsFinite(t *testing.T) {
	trials := synthetic(doubt{}, 200)
	for i := range trials {
		trials[i].right = trials[i].signs[signWords] > middle[signWords]
		trials[i].weight = 1000
	}
	d := learnDoubt(trials)
	for i := range signCount + 1 {
		if w := d.at(i); math.IsNaN(w) || math.Abs(w) > 1000 {
			t.Errorf("weight %d is %v", i, w)
		}
	}
	for _, x := range trials {
		if got := d.confidence(x.signs) > 0.5; math.Abs(x.signs[signWords]-middle[signWords]) > 0.05 && got != x.right {
			t.Errorf("%v: got %v", x.signs, got)
		}
	}
}

func TestWeighGivesOutsideItsShare(t *testing.T) {
	for name, c := range map[string]struct {
		held, outside int
		known         float64 // share of the outside weight that known outside texts have
	}{
		"held only": {held: 30}, "outside only": {outside: 5, known: 1}, "both": {held: 30, outside: someOutside, known: 0.5},
	} {
		trials := make([]trial, 90)
		for range c.held {
			trials = append(trials, trial{outside: true, held: true})
		}
		for range c.outside {
			trials = append(trials, trial{outside: true})
		}
		weigh(trials, 0.1)
		var inside, held, outside float64
		for _, x := range trials {
			switch {
			case x.held:
				held += x.weight
			case x.outside:
				outside += x.weight
			default:
				inside += x.weight
			}
		}
		if inside != 90 || math.Abs(held+outside-10) > 1e-9 || math.Abs(outside-10*c.known) > 1e-9 {
			t.Errorf("%s: inside %v, held %v, outside %v", name, inside, held, outside)
		}
	}
}

// Every example is tried once as inside, by a model that knew its topic, and once as a text of a topic kept back.
func TestTrialsCoverEveryExample(t *testing.T) {
	var examples []Example
	for _, e := range shop {
		examples = append(examples, e, Example{Text: e.Text + " now", Topic: e.Topic + " now"})
	}
	c, err := gather(examples, []string{"my joke", "a song"})
	if err != nil {
		t.Fatal(err)
	}
	var inside, held, outside, rightOutside int
	for _, x := range c.trials(rand.New(rand.NewPCG(1, 1)), func(int, int) {}) {
		switch {
		case x.held:
			held++
		case x.outside:
			outside++
		default:
			inside++
		}
		if x.outside && x.right {
			rightOutside++
		}
	}
	if held != len(examples) || inside > len(examples) || inside < len(examples)/2 || outside > 2 || rightOutside > 0 {
		t.Errorf("%d inside, %d held, %d outside, %d of these right", inside, held, outside, rightOutside)
	}
}
