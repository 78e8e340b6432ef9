// Package topic sorts customers' messages into the operator's topics, and says Other when it does not know.
//
// A model is learnt from texts that people sorted, and from texts known to belong nowhere. A small neural network over
// words, pairs of words and pieces of words names the likeliest topic; a second model looks at how it came to that name
// (how sure, how familiar the words are, whether this topic's examples ever held them) and gives the probability that
// the name is right. The second model learns from texts, and from whole topics, that the first was not shown.
//
// It promises: the same examples, options and seed give the same model, byte for byte on one processor architecture; a
// guess is a pure function of model and text, total on any bytes, safe for concurrent use, its work bounded by a
// constant and the number of topics; a model without evidence for a topic answers Other. No language is presumed: words
// are the folded tokens of package analysis, and topics may mix languages.
package topic

import (
	"math"
	"slices"
)

// Other is the topic of texts that the model does not know well enough to sort.
const Other = "other"

// Example is one text and the topic that a person gave it. The topic Other says that it belongs to none.
type Example struct {
	Text  string
	Topic string
}

// Model is a learnt classifier. It never changes after Train or UnmarshalBinary; the zero Model answers Other.
type Model struct {
	topics    []string // sorted; a class is an index into it
	words     vocabulary
	net       network
	support   support
	doubt     doubt
	threshold float64
}

// Topics gives the names that Guess can answer besides Other, sorted.
func (m *Model) Topics() []string { return slices.Clone(m.topics) }

// Threshold gives the confidence below which Guess answers Other, from 0 to 1.
func (m *Model) Threshold() float64 { return m.threshold }

// WithThreshold gives a model that differs in its threshold only, brought into 0 to 1; not-a-number means 1, which
// answers Other to all but certainty. The two models share their weights.
func (m *Model) WithThreshold(threshold float64) *Model {
	other := *m
	other.threshold = 1
	if !math.IsNaN(threshold) {
		other.threshold = min(max(threshold, 0), 1)
	}
	return &other
}

// Guess gives the text's topic and the probability, from 0 to 1, that the likeliest topic is right. Where that
// probability is below the threshold, or nothing is known of the text, the topic is Other.
func (m *Model) Guess(text string) (topic string, confidence float64) {
	topic, confidence = m.Best(text)
	if confidence >= m.threshold {
		return topic, confidence
	}
	return Other, confidence
}

// Best is Guess without the threshold: the likeliest topic however unlikely. It is Other, with confidence 0, only where
// the model has no topics or none of the text's words, pairs and pieces were in the examples.
func (m *Model) Best(text string) (topic string, confidence float64) {
	found := extract(text)
	class, signs := m.look(found)
	if class == none {
		return Other, 0
	}
	confidence = m.doubt.confidence(signs)
	if math.IsNaN(confidence) {
		return Other, 0
	}
	return m.topics[class], confidence
}
