package topic

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Options are the choices of training. The zero value is the recommended one.
type Options struct {
	Seed         uint64                // feeds every random choice
	Threshold    float64               // confidence below which Guess answers Other; 0 means 0.5
	OutsideShare float64               // share of real messages that belong to no topic, which confidence presumes; 0 means 0.1
	Progress     func(done, total int) // called after each of the fits that training is made of; may be nil
}

// The bounds of what can be learnt.
const (
	maxTopics   = 10_000
	maxExamples = 500_000
	maxName     = 256 // bytes
)

const folds = 5

// Train learns a model from examples and from texts known to lie outside every topic. Examples of topic Other count as
// outside; texts without a word are left out. Without examples the model answers Other. An error is desk.Invalid or
// desk.TooLarge and names the example.
func Train(examples []Example, outside []string, options Options) (*Model, error) {
	options, err := options.filled()
	if err != nil {
		return nil, err
	}
	c, err := gather(examples, outside)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(options.Seed, 0x746f706963))
	trials := c.trials(random, options.Progress)
	m := learn(c.texts, c.class, c.topics, random)
	weigh(trials, options.OutsideShare)
	m.doubt = learnDoubt(trials)
	m.threshold = options.Threshold
	options.Progress(folds+1, folds+1)
	return m, nil
}

func (o Options) filled() (Options, error) {
	if math.IsNaN(o.Threshold) || o.Threshold < 0 || o.Threshold > 1 {
		return o, desk.Errorf(desk.Invalid, "The threshold of the topic model is %v; it must lie from 0 to 1.", o.Threshold)
	}
	if math.IsNaN(o.OutsideShare) || o.OutsideShare < 0 || o.OutsideShare > 0.9 {
		return o, desk.Errorf(desk.Invalid, "The share of messages outside every topic is %v; it must lie from 0 to 0.9.", o.OutsideShare)
	}
	if o.Threshold == 0 {
		o.Threshold = 0.5
	}
	if o.OutsideShare == 0 {
		o.OutsideShare = 0.1
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	return o, nil
}

// corpus is what a model learns from, as features.
type corpus struct {
	topics  []string
	texts   [][]feature
	class   []int
	outside [][]feature
}

func gather(examples []Example, outside []string) (*corpus, error) {
	if n := len(examples) + len(outside); n > maxExamples {
		return nil, desk.Errorf(desk.TooLarge, "There are %d examples of topics; at most %d can be learnt from. Leave the oldest out.", n, maxExamples)
	}
	c := &corpus{}
	var names []string
	for i, e := range examples {
		if e.Topic == "" || len(e.Topic) > maxName {
			return nil, desk.Errorf(desk.Invalid, "Example %d has a topic of %d bytes; it must have 1 to %d.", i+1, len(e.Topic), maxName)
		}
		found := extract(e.Text)
		switch {
		case len(found) == 0:
		case e.Topic == Other:
			c.outside = append(c.outside, found)
		default:
			c.texts = append(c.texts, found)
			names = append(names, e.Topic)
		}
	}
	for _, text := range outside {
		if found := extract(text); len(found) > 0 {
			c.outside = append(c.outside, found)
		}
	}
	c.topics = slices.Clone(names)
	slices.Sort(c.topics)
	c.topics = slices.Compact(c.topics)
	if len(c.topics) > maxTopics {
		return nil, desk.Errorf(desk.TooLarge, "There are %d topics; at most %d can be told apart. Merge the small ones.", len(c.topics), maxTopics)
	}
	for _, name := range names {
		class, _ := slices.BinarySearch(c.topics, name)
		c.class = append(c.class, class)
	}
	return c, nil
}

// learn fits everything but the doubt.
func learn(texts [][]feature, class []int, topics []string, random *rand.Rand) *Model {
	m := &Model{topics: topics, words: learnVocabulary(texts)}
	vectors := make([]vector, len(texts))
	for i, found := range texts {
		vectors[i] = m.words.vector(found)
	}
	features := len(m.words.hashes)
	m.support = learnSupport(vectors, class, features)
	m.net = learnNetwork(vectors, class, features, len(topics), random)
	return m
}
