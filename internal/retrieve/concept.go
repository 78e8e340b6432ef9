package retrieve

import (
	"cmp"
	"math"
	"slices"
	"strings"

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
	scoped   bool // names a plan, country or version: its articles need not repeat it
	intent   bool // the kind of question: see Intents
	synonyms []string
	forms    []form
}

// form is one term, or several joined by blanks, that stands for a concept, with a weight in (0,1]. The first form is the
// term itself.
type form struct {
	term   string
	weight float64
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
		c.known = c.df > 0
		c.idf = q.rarity(c.df)
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
				term: term, scoped: scoped, number: token.Number(), weak: theWeak[from][word], forms: []form{{term, 1}},
			})
		}
		q.concepts[place].count++
		if last >= 0 && last != place {
			q.pairs = append(q.pairs, [2]int{last, place})
		}
		last, at[i] = place, place
	}
	q.addSynonyms(words, at, from, analyser)
	q.addLearned(at, learned)
	kinds := intents(words)
	q.wanted = wanted(kinds)
	for _, intent := range kinds {
		q.concepts = append(q.concepts, concept{term: intent, count: 1, intent: true, forms: []form{{intent, 1}}})
	}
}

// addSynonyms gives the concepts of each word and phrase of the thesaurus the terms that mean nearly the same.
func (q *question) addSynonyms(words []string, at []int, from desk.Language, analyser *Analyser) {
	stems := make([]string, len(words))
	stemmer := analysis.NewStemmer(from)
	for i, word := range words {
		stems[i] = stemmer.Stem(word)
	}
	for start := range words {
		for end := start + 1; end <= min(len(words), start+theThesaurus.longest); end++ {
			synonyms := theThesaurus.of(strings.Join(stems[start:end], " "), from, analyser.language)
			for _, place := range at[start:end] {
				if place >= 0 && !q.concepts[place].weak {
					q.concepts[place].synonyms = append(q.concepts[place].synonyms, synonyms...)
				}
			}
		}
	}
}

// longestName is the number of content words in the longest name that a text may give a short one for.
const longestName = 8

// addLearned gives concepts the other names that the articles themselves explain. A name of several words is looked for
// among content words that follow each other.
func (q *question) addLearned(at []int, learned func(string) []string) {
	var run []int
	for _, place := range at {
		if place >= 0 {
			run = append(run, place)
		}
	}
	for start := range run {
		name := ""
		for end := start; end < min(len(run), start+longestName); end++ {
			name = strings.TrimPrefix(name+" "+q.concepts[run[end]].term, " ")
			for _, other := range learned(name) {
				for _, place := range run[start : end+1] {
					q.concepts[place].synonyms = append(q.concepts[place].synonyms, other)
				}
			}
		}
	}
}

// weigh gives a concept its forms, and its weight among the others. A word that the knowledge holds in no form weighs as one that stands
// in a single article: it is what the customer asked for, and it is missing.
func (q *question) weigh(c *concept, shards []Shard, tuning Tuning) {
	if c.intent {
		c.idf *= tuning.Intent
		return
	}
	weight := tuning.Synonym
	if q.translated {
		weight = tuning.Translated
	}
	q.addForms(c, c.synonyms, weight, shards)
	switch {
	case c.number:
	case c.known && !c.weak && tuning.Derived > 0:
		for _, n := range near(c.term, 4, tuning.DerivedAt, shards) {
			q.addForms(c, []string{n.Term}, tuning.Derived*n.Similarity, shards)
		}
	case !c.known:
		for _, n := range near(c.term, 0, tuning.NearFloor, shards) {
			q.addForms(c, []string{n.Term}, tuning.Near*n.Similarity, shards)
		}
	}
	if c.weak {
		c.idf *= tuning.Weak
	}
	if c.scoped {
		c.idf *= namedWeight
	}
}

// addForms adds known terms to a concept. One that is much more common than the concept says less, and weighs less; the
// weight of a concept that the knowledge only holds in other forms is that of the rarest of them.
func (q *question) addForms(c *concept, terms []string, weight float64, shards []Shard) {
	rarest := 0.0
	for _, term := range terms {
		df := frequency(term, shards)
		if df == 0 || slices.ContainsFunc(c.forms, func(f form) bool { return f.term == term }) {
			continue
		}
		idf := q.rarity(df)
		rarest = max(rarest, idf)
		c.forms = append(c.forms, form{term, weight * min(1, idf/c.idf)})
	}
	if !c.known && rarest > 0 {
		c.idf = rarest
		c.known = true
	}
}

func frequency(term string, shards []Shard) int {
	df := 0
	for _, s := range shards {
		df += len(postingsOf(s, term))
	}
	return df
}

// postingsOf gives the postings of a term, or of the articles that hold all terms of a name, with the smallest of their
// counts.
func postingsOf(s Shard, name string) []Posting {
	first, rest, several := strings.Cut(name, " ")
	_, postings, _ := s.Lookup(first)
	for several && len(postings) > 0 {
		first, rest, several = strings.Cut(rest, " ")
		_, more, _ := s.Lookup(first)
		postings = intersect(postings, more)
	}
	return postings
}

func intersect(a, b []Posting) []Posting {
	var both []Posting
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Article < b[j].Article:
			i++
		case a[i].Article > b[j].Article:
			j++
		default:
			p := a[i]
			for f := range p.Counts {
				p.Counts[f] = min(p.Counts[f], b[j].Counts[f])
			}
			both = append(both, p)
			i, j = i+1, j+1
		}
	}
	return both
}

// rarity is the inverse document frequency of BM25, always above 0.
func (q *question) rarity(df int) float64 {
	n := float64(q.articles)
	d := max(1, min(float64(df), n))
	return math.Log(1 + (n-d+0.5)/(d+0.5))
}

// near gives the terms of the knowledge nearest in spelling to one.
func near(term string, prefix int, floor float64, shards []Shard) []Neighbour {
	const most = 4
	var found []Neighbour
	for _, s := range shards {
		for _, n := range s.Similar(term, prefix, most) {
			if n.Similarity >= floor && !slices.ContainsFunc(found, func(f Neighbour) bool { return f.Term == n.Term }) {
				found = append(found, n)
			}
		}
	}
	slices.SortFunc(found, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Term, b.Term))
	})
	return found[:min(len(found), most)]
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
	if !c.known && len(c.synonyms) == 0 {
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
