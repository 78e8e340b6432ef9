package retrieve

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// addSynonyms gives the concepts of each word and phrase the terms that mean the same, and those that mean nearly the same.
func (q *question) addSynonyms(stems []string, at []int, from desk.Language, analyser *Analyser) {
	concepts := analysis.Concepts()
	longest := max(concepts.Longest(), theThesaurus.Longest())
	for start := range stems {
		for end := start + 1; end <= min(len(stems), start+longest); end++ {
			phrase := strings.Join(stems[start:end], " ")
			same := concepts.Of(phrase, from, analyser.language)
			synonyms := theThesaurus.Of(phrase, from, analyser.language)
			for _, place := range at[start:end] {
				if place >= 0 && !q.concepts[place].weak {
					q.concepts[place].same = append(q.concepts[place].same, same...)
					q.concepts[place].synonyms = append(q.concepts[place].synonyms, synonyms...)
				}
			}
		}
	}
}

// addCountries gives words that name a country or its people the country's other names.
func (q *question) addCountries(words []string, at []int, analyser *Analyser) {
	for start := range words {
		for end := start + 1; end <= min(len(words), start+2); end++ {
			names := theCountries[strings.Join(words[start:end], " ")]
			if len(names) == 0 || end == start+1 && words[start] == names[0] { // a code is a word too: "in", "no"
				continue
			}
			for _, place := range at[start:end] {
				if place < 0 {
					continue
				}
				for _, name := range names[1:] {
					q.concepts[place].same = append(q.concepts[place].same, strings.Join(analyser.content(name), " "))
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

// weigh gives a concept its forms, and its weight among the others: how rare it is in any of them. A word that the
// knowledge holds in no form weighs as one that stands in a single article: it is what the customer asked for, and it is
// missing. Of everyday talk an answer holds other words, so that such a word is missed less.
func (q *question) weigh(c *concept, shards []Shard, tuning Tuning) {
	if c.intent {
		c.idf *= tuning.Intent
		return
	}
	loose := tuning.Synonym
	if q.translated {
		loose = tuning.Translated
	}
	q.addForms(c, c.same, max(tuning.Same, loose), same, shards)
	q.addForms(c, c.synonyms, loose, alike, shards)
	c.known = len(c.forms) > 1 || c.df > 0
	c.idf = q.rarity(q.expected(c, q.spoken(c), tuning))
	switch {
	case c.number:
	case !c.known:
		q.addNear(c, near(c.term, 0, tuning.NearFloor, shards), shards, tuning)
	case !c.weak && tuning.Derived > 0:
		for _, n := range near(c.term, 4, tuning.DerivedAt, shards) {
			q.addForms(c, []string{n.Term}, tuning.Derived*n.Similarity, alike, shards)
		}
	}
	switch {
	case c.weak:
		c.idf *= tuning.Weak
	case c.everyday && c.df == 0:
		c.idf *= tuning.Missed
	}
	if c.scoped {
		c.idf *= namedWeight
	}
}

// kinship is how a form stands to the word of the question.
type kinship bool

const (
	same  kinship = true  // it names the same thing
	alike kinship = false // it may: one that is much more common than the word says less, and weighs less
)

// addForms adds known terms to a concept.
func (q *question) addForms(c *concept, terms []string, weight float64, kin kinship, shards []Shard) {
	for _, term := range terms {
		df := frequency(term, shards)
		if df == 0 || slices.ContainsFunc(c.forms, func(f form) bool { return f.term == term }) {
			continue
		}
		share := 1.0
		if kin == alike {
			share = math.Min(1, q.rarity(float64(df))/c.idf)
		}
		c.forms = append(c.forms, form{term, weight * math.Sqrt(share), df})
	}
}

// addNear takes terms near in spelling for a word that the knowledge does not hold. It may be another word altogether, and
// then it weighs as much as before: the weight is between the two.
func (q *question) addNear(c *concept, found []Neighbour, shards []Shard, tuning Tuning) {
	if len(found) == 0 {
		return
	}
	slip := q.rarity(float64(frequency(found[0].Term, shards)))
	for _, n := range found {
		q.addForms(c, []string{n.Term}, tuning.Near*n.Similarity, alike, shards)
	}
	c.known = true
	c.idf = tuning.Word*c.idf + (1-tuning.Word)*slip
}

// spoken gives the number of articles to be expected that speak of a concept, in whatever form, were its forms
// independent of each other. A form counts by its weight, squared: it must mean the same, and be meant.
func (q *question) spoken(c *concept) float64 {
	all := math.Max(1, float64(q.articles))
	silent := 1.0
	for _, f := range c.forms {
		silent *= 1 - math.Min(1, f.weight*f.weight*float64(f.df)/all)
	}
	return all * (1 - silent)
}

// expected adds to a number of articles those that would hold a word of everyday talk anywhere: in a small knowledge such
// a word is rare by chance.
func (q *question) expected(c *concept, articles float64, tuning Tuning) float64 {
	if c.everyday {
		return articles + tuning.Everyday*float64(q.articles)
	}
	return articles
}

// rarity is the inverse document frequency of BM25, always above 0.
func (q *question) rarity(articles float64) float64 {
	n := float64(q.articles)
	d := max(1, min(articles, n))
	return math.Log(1 + (n-d+0.5)/(d+0.5))
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
