package topic

import "math"

// signs are what can be seen of how a guess came about. Each one alone tells texts that belong somewhere from texts that
// belong nowhere only fairly; together they do it well.
type signs [signCount]float64

const (
	signLead     = iota // score of the best class above the mean score
	signOrder           // minus the entropy of the class probabilities, in nats
	signActivity        // log of the hidden layer's length
	signFamiliar        // share of the words, weighed by squared rarity, that any example holds
	signWords           // the same for support of the words by the guessed class
	signAll             // the same for support of all features by the guessed class
	signLength          // log of one more than the number of different words
	signCount
)

const none = -1 // no class

// look gives the likeliest class of a text, none where nothing of it is known, and the signs about that guess.
func (m *Model) look(found []feature) (class int, s signs) {
	v := m.words.vector(found)
	if len(m.topics) == 0 || len(v.ids) == 0 {
		return none, s
	}
	scores, activity := m.net.scores(v)
	mean := 0.0
	for c, score := range scores {
		mean += float64(score) / float64(len(scores))
		if score > scores[class] {
			class = c
		}
	}
	s[signLead] = float64(scores[class]) - mean
	s[signActivity] = math.Log(activity + 1e-3)
	softmax(scores)
	for _, p := range scores {
		if p > 0 {
			s[signOrder] += float64(p) * math.Log(float64(p))
		}
	}
	m.lookAtSupport(found, class, &s)
	return class, s
}

func (m *Model) lookAtSupport(found []feature, class int, s *signs) {
	var allWords, knownWords, ownWords, all, own float32
	words := 0
	for _, f := range found {
		id, known := m.words.id[f.hash]
		weight, support := m.words.unseen*m.words.unseen, float32(0)
		if known {
			weight = m.words.rarity[id] * m.words.rarity[id]
			support = m.support.of(id, class)
		}
		all += weight
		own += weight * support
		if f.family != word {
			continue
		}
		words++
		allWords += weight
		ownWords += weight * support
		if known {
			knownWords += weight
		}
	}
	s[signFamiliar] = float64(knownWords / allWords)
	s[signWords] = float64(ownWords / allWords)
	s[signAll] = float64(own / all)
	s[signLength] = math.Log(float64(1 + words))
}

// doubt turns signs into the probability that a guess is right: logistic regression.
type doubt struct {
	bias   float64
	weight signs
}

func (d *doubt) confidence(s signs) float64 {
	sum := d.bias
	for i, x := range s.scaled() {
		sum += d.weight[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}

// Middle and spread of each sign over two public sets, rounded: they bring signs to one scale, so that one pull towards
// the prior suits all.
var (
	middle = signs{signLead: 10, signOrder: -0.5, signActivity: 1.5, signFamiliar: 0.95, signWords: 0.75, signAll: 0.6, signLength: 2.1}
	spread = signs{signLead: 3, signOrder: 0.7, signActivity: 0.3, signFamiliar: 0.1, signWords: 0.15, signAll: 0.15, signLength: 0.4}
)

// scaled brings signs to about zero mean and unit spread, and cuts off what is far out.
func (s signs) scaled() signs {
	for i := range s {
		s[i] = min(max((s[i]-middle[i])/spread[i], -6), 6)
	}
	return s
}
