package topic

import "math/rand/v2"

// Below this many topics none is kept from a fold: the rest would be too few to tell anything apart.
const enoughTopics = 5

// trials learns a model on four fifths of the examples of four fifths of the topics, five times over, and lets each
// guess about the rest: texts of known topics, texts of topics that it was not shown, and texts outside.
func (c *corpus) trials(random *rand.Rand, progress func(done, total int)) []trial {
	fold, foldOfTopic := c.deal(random)
	var all []trial
	for f := range folds {
		all = append(all, c.fold(f, fold, foldOfTopic, random)...)
		progress(f+1, folds+1)
	}
	return all
}

// deal gives each example a fold, each topic's examples dealt out evenly, and each topic the fold that it is kept from.
func (c *corpus) deal(random *rand.Rand) (fold, foldOfTopic []int) {
	foldOfTopic = make([]int, len(c.topics))
	next := make([]int, len(c.topics))
	for i, topic := range random.Perm(len(c.topics)) {
		foldOfTopic[topic] = i % folds
		next[topic] = i
	}
	fold = make([]int, len(c.texts))
	for _, i := range random.Perm(len(c.texts)) {
		fold[i] = next[c.class[i]] % folds
		next[c.class[i]]++
	}
	return fold, foldOfTopic
}

func (c *corpus) fold(f int, fold, foldOfTopic []int, random *rand.Rand) []trial {
	kept := func(topic int) bool { return len(c.topics) >= enoughTopics && foldOfTopic[topic] == f }
	var texts [][]feature
	var class []int
	for i, found := range c.texts {
		if fold[i] != f && !kept(c.class[i]) {
			texts = append(texts, found)
			class = append(class, c.class[i])
		}
	}
	if len(texts) == 0 {
		return nil
	}
	m := learn(texts, class, c.topics, random)
	var all []trial
	for i, found := range c.texts {
		if kept(c.class[i]) {
			all = m.try(all, found, trial{outside: true, held: true}, none)
		} else if fold[i] == f {
			all = m.try(all, found, trial{}, c.class[i])
		}
	}
	for i, found := range c.outside {
		if i%folds == f {
			all = m.try(all, found, trial{outside: true}, none)
		}
	}
	return all
}

// try adds a guess to trials. A text of which nothing is known teaches nothing: its answer is Other without doubt.
func (m *Model) try(all []trial, found []feature, t trial, want int) []trial {
	class, signs := m.look(found)
	if class == none {
		return all
	}
	t.signs = signs
	t.right = class == want
	return append(all, t)
}

// someOutside is the number of texts known to be outside that count as much as all texts of topics kept back. Those are
// plentiful but nearer to the topics than most of what customers write about other things.
const someOutside = 25

// weigh gives trials weights such that outside texts make up their share.
func weigh(trials []trial, share float64) {
	var inside, held, outside float64
	for _, t := range trials {
		switch {
		case t.held:
			held++
		case t.outside:
			outside++
		default:
			inside++
		}
	}
	total := inside * share / (1 - share)
	known := outside / (outside + someOutside)
	if held == 0 {
		known = 1
	}
	for i, t := range trials {
		switch {
		case t.held:
			trials[i].weight = total * (1 - known) / held
		case t.outside:
			trials[i].weight = total * known / outside
		default:
			trials[i].weight = 1
		}
	}
}
