package retrieve

import (
	"math"
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// concept is one content word of the question, with the terms that may stand for it.
type concept struct {
	term     string
	count    int     // in the question
	df       int     // articles that hold it, over all shards
	idf      float64 // its weight
	known    bool    // the knowledge holds the very term
	number   bool
	weak     bool // frames the question
	everyday bool // of everyday talk
	scoped   bool // names a plan, country or version: its articles need not repeat it
	intent   bool // the kind of question: see Intents
	same     []string
	synonyms []string
	forms    []form
}

// form is one term, or several joined by blanks, that stands for a concept, with a weight in (0,1]. The first form is the
// term itself.
type form struct {
	term   string
	weight float64
	df     int // articles that hold it
}

// question is a query made ready for one language.
type question struct {
	concepts   []concept
	pairs      [][2]int // concepts that stand side by side in the question
	mass       float64  // sum of the concepts' weights
	articles   int      // in the language
	totals     Totals
	average    [Fields]float64
	translated bool            // the articles are in another language than the question
	wanted     Holds           // sorts of values asked for
	words      map[string]bool // all of the question, folded
	unit       float64         // average length of a unit in terms
}

// newQuestion reads a text for the shards of one language.
func newQuestion(text string, from desk.Language, analyser *Analyser, learned func(string) []string, named map[string]float64, shards []Shard, tuning Tuning) question {
	q := question{translated: from != analyser.language}
	for _, s := range shards {
		t := s.Totals()
		q.totals.Articles += t.Articles
		q.totals.Units += t.Units
		for f := range t.Lengths {
			q.totals.Lengths[f] += t.Lengths[f]
		}
	}
	q.articles = q.totals.Articles
	for f := range q.average {
		q.average[f] = math.Max(1, float64(q.totals.Lengths[f])/math.Max(1, float64(q.articles)))
	}
	q.unit = math.Max(1, float64(q.totals.Lengths[Body])/math.Max(1, float64(q.totals.Units)))
	q.read(text, from, analyser, learned, named)
	for i := range q.concepts {
		c := &q.concepts[i]
		c.df = frequency(c.term, shards)
		c.forms[0].df, c.known = c.df, c.df > 0
		c.idf = q.rarity(q.expected(c, float64(c.df), tuning))
	}
	q.limit()
	for i := range q.concepts {
		q.weigh(&q.concepts[i], shards, tuning)
	}
	for _, c := range q.concepts {
		if !c.intent {
			q.mass += c.idf
		}
	}
	return q
}

// read fills the concepts and the pairs from the text, which is in one language, for articles that are in the same or
// another one.
func (q *question) read(text string, from desk.Language, analyser *Analyser, learned func(string) []string, named map[string]float64) {
	places := map[string]int{}
	last := -1
	words := Words(opening(text))
	words = words[:min(len(words), maxQuestionTokens)]
	q.words = make(map[string]bool, len(words))
	stems := stemsOf(words, from)
	at := make([]int, len(words)) // the concept of each word, or -1
	for i, word := range words {
		at[i] = -1
		q.words[word] = true
		share, scoped := named[word]
		if scoped && share == 0 {
			continue
		}
		term, content := analyser.Term(word)
		if !content || from != analyser.language && analysis.Stop(from, word) {
			continue
		}
		place, seen := places[term]
		if !seen {
			place = len(q.concepts)
			places[term] = place
			token := analysis.Token{Text: term}
			q.concepts = append(q.concepts, concept{
				term: term, scoped: scoped, number: token.Number(), weak: theWeak[from][stems[i]], everyday: theEveryday[from][stems[i]],
				forms: []form{{term: term, weight: 1}},
			})
		}
		q.concepts[place].count++
		if last >= 0 && last != place {
			q.pairs = append(q.pairs, [2]int{last, place})
		}
		last, at[i] = place, place
	}
	q.addSynonyms(stems, at, from, analyser)
	q.addCountries(words, at, analyser)
	q.addLearned(at, learned)
	kinds := intents(words)
	q.wanted = wanted(kinds)
	for _, intent := range kinds {
		q.concepts = append(q.concepts, concept{term: intent, count: 1, intent: true, forms: []form{{term: intent, weight: 1}}})
	}
}

func stemsOf(words []string, language desk.Language) []string {
	stemmer := analysis.NewStemmer(language)
	stems := make([]string, len(words))
	for i, word := range words {
		stems[i] = stemmer.Stem(word)
	}
	return stems
}

// limit keeps the heaviest concepts of a very long question.
func (q *question) limit() {
	if len(q.concepts) <= maxConcepts {
		return
	}
	order := make([]int, len(q.concepts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmpDescending(q.concepts[a].salience(), q.concepts[b].salience())
	})
	places := map[int]int{}
	kept := make([]concept, 0, maxConcepts)
	for _, i := range order[:maxConcepts] {
		places[i] = len(kept)
		kept = append(kept, q.concepts[i])
	}
	var pairs [][2]int
	for _, p := range q.pairs {
		a, hasA := places[p[0]]
		b, hasB := places[p[1]]
		if hasA && hasB {
			pairs = append(pairs, [2]int{a, b})
		}
	}
	q.concepts, q.pairs = kept, pairs
}

// salience orders the words of a long question: rare ones and repeated ones first, but those that the knowledge does not
// hold behind those that it does, for a mail is full of names and numbers.
func (c *concept) salience() float64 {
	s := c.idf * math.Sqrt(float64(c.count))
	if !c.known && len(c.same)+len(c.synonyms) == 0 {
		s /= 2
	}
	return s
}

func cmpDescending(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
