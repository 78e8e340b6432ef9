package triage

import (
	"math"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Mood says how a message sounds.
type Mood int

// The moods. Neutral is the zero value: questions and plain reports of a problem are neutral.
const (
	Neutral Mood = iota
	Negative
	Positive
	moods int = iota
)

func (m Mood) String() string {
	switch m {
	case Neutral:
		return "neutral"
	case Negative:
		return "negative"
	case Positive:
		return "positive"
	}
	return "neutral"
}

// Sentiment tells how a text sounds, and a score in [-1, 1]: the share of belief that it is positive less the share that
// it is negative. The words of the language given are looked up, those of both languages where it is neither.
//
// The model is a multinomial logistic regression on moodFeatures: what the lexicon says, negation and stress applied, and
// how many cues of irony, of anger in polite words, of waiting and of plain business there are. Its weights are in
// moodweights.go.
func Sentiment(text string, lang desk.Language) (Mood, float64) {
	return moodOf(scanWords(excerpt(text)), lang)
}

func moodOf(words []word, lang desk.Language) (Mood, float64) {
	shares := moodShares(moodFeatures(words, lang))
	best := Neutral
	for m := range shares {
		if shares[m] > shares[best] {
			best = Mood(m)
		}
	}
	return best, shares[Positive] - shares[Negative]
}

// moodShares is the softmax of the weighted features.
func moodShares(x moodVector) [moods]float64 {
	return softmax(moodWeights, x)
}

func softmax(weights [moods]moodVector, x moodVector) [moods]float64 {
	var z [moods]float64
	top := math.Inf(-1)
	for m := range z {
		for i, v := range x {
			z[m] += weights[m][i] * v
		}
		top = max(top, z[m])
	}
	sum := 0.0
	for m := range z {
		z[m] = math.Exp(z[m] - top)
		sum += z[m]
	}
	for m := range z {
		z[m] /= sum
	}
	return z
}
