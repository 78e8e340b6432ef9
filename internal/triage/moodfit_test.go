package triage

import (
	"fmt"
	"math/rand" //nolint:depguard // the shipped weights come of this generator's sequence; math/rand/v2 draws another
	"os"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestFitMoodWeights fits moodWeights on the development half and prints the table to put into moodweights.go. It runs
// only where VIGIE_FIT is set. Besides each message it learns from copies of it of which a share of the lexicon's matches
// is left out: what a message looks like whose words the lexicon does not know.
func TestFitMoodWeights(t *testing.T) {
	if os.Getenv("VIGIE_FIT") == "" {
		t.Skip("VIGIE_FIT is not set: the weights are not fitted anew")
	}
	var examples []moodExample
	r := rand.New(rand.NewSource(1))
	for _, language := range []desk.Language{desk.English, desk.French} {
		for _, l := range setLines[moodLine](t, "sentiment-"+string(language)+".jsonl", devHalf) {
			examples = append(examples, moodExample{moodFeatures(scanWords(l.Text), language), l.mood()})
			for range thinCopies {
				examples = append(examples, moodExample{thinned(l.Text, language, r), l.mood()})
			}
		}
	}
	var b strings.Builder
	for _, row := range fitMoods(examples) {
		b.WriteString("\t{")
		for i, w := range row {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%.3f", w)
		}
		b.WriteString("},\n")
	}
	t.Logf("weights from %d examples\n%s", len(examples), b.String())
}

const (
	thinCopies = 8
	thinShare  = .4
	moodRidge  = .005
)

type moodExample struct {
	x moodVector
	y Mood
}

// plainCues are the cues that are no judgement and are never left out.
var plainCues = setOf("problem request feel but thanked")

func thinned(text string, language desk.Language, r *rand.Rand) moodVector {
	words := scanWords(text)
	book := moodBookEN
	if language == desk.French {
		book = moodBookFR
	}
	keep := map[string]bool{}
	var kept []phraseMatch
	for _, m := range book.find(words) {
		key := m.tag + " " + words[m.from].fold
		if _, drawn := keep[key]; !drawn {
			keep[key] = r.Float64() >= thinShare
		}
		if _, plain := plainCues[m.tag]; plain || keep[key] {
			kept = append(kept, m)
		}
	}
	reading := moodReading{words: words, weights: make([]float64, len(words)), cues: map[string]int{}}
	reading.add(kept)
	return reading.vector()
}

// fitMoods is multinomial logistic regression with a ridge, by gradient descent, each weight held to its sign.
func fitMoods(examples []moodExample) [moods]moodVector {
	var w [moods]moodVector
	for step := range 1000 {
		rate := 1.0
		if step > 700 {
			rate = .3
		}
		slope := moodSlope(w, examples)
		for m := range w {
			for i := range w[m] {
				ridge := moodRidge * w[m][i]
				if moodFeature(i) == biasFeature {
					ridge = 0
				}
				w[m][i] = held(moodSigns[m][moodFeature(i)], w[m][i]-rate*(slope[m][i]+ridge))
			}
		}
	}
	return w
}

func moodSlope(w [moods]moodVector, examples []moodExample) (slope [moods]moodVector) {
	for _, e := range examples {
		shares := softmax(w, e.x)
		for m := range shares {
			d := (shares[m] - flag(Mood(m) == e.y)) / float64(len(examples))
			for i, v := range e.x {
				slope[m][i] += d * v
			}
		}
	}
	return slope
}

func held(sign int, weight float64) float64 {
	switch {
	case sign > 0:
		return max(weight, 0)
	case sign < 0:
		return min(weight, 0)
	}
	return weight
}

// moodSigns holds the weights to what their features mean, so that a quirk of few examples cannot turn them round.
var moodSigns = [moods]map[moodFeature]int{
	Neutral: {
		plainness: 1, request: 1, asking: 1, digits: 1, irony: -1, politeAnger: -1, praise: -1, blame: -1, mostPraise: -1, mostBlame: -1,
		gladFace: -1, sadFace: -1, mockFace: -1, stressedBad: -1, stressedGood: -1,
	},
	Negative: {
		blame: 1, mildBlame: 1, mostBlame: 1, irony: 1, politeAnger: 1, ironyTrouble: 1, angerTrouble: 1, duration: 1, sadFace: 1,
		mockFace: 1, stressedBad: 1, blameOnly: 1, praise: -1, mildPraise: -1, mostPraise: -1, lastWord: -1, afterBut: -1, gladFace: -1,
		plainness: -1, praiseOnly: -1, stressedGood: -1, thanked: -1,
	},
	Positive: {
		praise: 1, mildPraise: 1, mostPraise: 1, lastWord: 1, afterBut: 1, gladFace: 1, stressedGood: 1, praiseOnly: 1, thanked: 1,
		blame: -1, mildBlame: -1, mostBlame: -1, plainness: -1, blameOnly: -1, irony: -1, ironyTrouble: -1, politeAnger: -1, sadFace: -1,
		stressedBad: -1,
	},
}

// TestShippedWeightsKeepTheirSigns holds the table in moodweights.go to the same signs.
func TestShippedWeightsKeepTheirSigns(t *testing.T) {
	for m, signs := range moodSigns {
		for feature, sign := range signs {
			if w := moodWeights[m][feature]; w != held(sign, w) {
				t.Errorf("weight %d of %v is %v, against its sign", feature, Mood(m), w)
			}
		}
	}
}
