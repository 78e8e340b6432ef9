package retrieve

import (
	"math"
	"slices"
)

// candidate is one article on its way through the ranking.
type candidate struct {
	shard    int
	number   uint32
	document *Document
	lens     *lens   // of its shard
	lexical  float64 // BM25F
	score    float64
	parts    Parts
	units    []scored // best first
}

// scored is one unit of a candidate.
type scored struct {
	place int
	score float64
	parts Parts
}

// rankArticles gives the best articles of one shard by BM25F, best first.
func rankArticles(q *question, shard Shard, number int, d door, tuning *Tuning) []candidate {
	totals := shard.Totals()
	sum := sums{each: totals.Each, scores: make([]float32, totals.Articles), counts: make([]float32, totals.Articles)}
	for f := range sum.perTerm {
		sum.perTerm[f] = tuning.Norms[f] / q.average[f]
	}
	for _, c := range heaviestFirst(q.concepts) {
		sum.add(&c, shard, tuning)
	}
	best := &pool{limit: tuning.Pool}
	for _, article := range sum.touched {
		p := ranked{sum.scores[article], article}
		if !best.takes(p) {
			continue
		}
		if doc := shard.Document(article); doc != nil && d.article(&doc.Article) {
			best.add(p)
		}
	}
	found := make([]candidate, 0, len(best.heap))
	for _, p := range best.sorted() {
		found = append(found, candidate{shard: number, number: p.article, document: shard.Document(p.article), lexical: float64(p.score)})
	}
	return found
}

func heaviestFirst(concepts []concept) []concept {
	sorted := slices.Clone(concepts)
	slices.SortStableFunc(sorted, func(a, b concept) int { return cmpDescending(a.idf, b.idf) })
	return sorted
}

// sums gathers the scores of a shard's articles.
type sums struct {
	each    []Lengths
	perTerm [Fields]float64 // what one term of a field's length adds to its norm
	scores  []float32
	counts  []float32 // of the concept at hand, weighted
	touched []uint32
}

// add adds the share of one concept: its forms count together, and saturate together.
func (s *sums) add(c *concept, shard Shard, tuning *Tuning) {
	var seen []uint32
	for _, f := range c.forms {
		postings := postingsOf(shard, f.term)
		seen = slices.Grow(seen, len(postings))
		for i := range postings {
			p := &postings[i]
			if s.counts[p.Article] == 0 {
				seen = append(seen, p.Article)
			}
			s.counts[p.Article] += float32(f.weight * s.fieldCount(p, tuning))
		}
	}
	k1 := float32(tuning.K1)
	weight := float32(c.idf*math.Sqrt(float64(c.count))) * (k1 + 1)
	for _, article := range seen {
		count := s.counts[article]
		s.counts[article] = 0
		if s.scores[article] == 0 {
			s.touched = append(s.touched, article)
		}
		s.scores[article] += weight * count / (k1 + count)
	}
}

// fieldCount weighs the counts of one posting by field and by the field's length (Robertson, Zaragoza and Taylor 2004,
// "Simple BM25 extension to multiple weighted fields").
func (s *sums) fieldCount(p *Posting, tuning *Tuning) float64 {
	lengths := &s.each[p.Article]
	count := 0.0
	for f, n := range p.Counts {
		if n != 0 {
			count += tuning.Weights[f] * float64(n) / (1 - tuning.Norms[f] + s.perTerm[f]*float64(lengths[f]))
		}
	}
	return count
}

// ranked is an article and its score.
type ranked struct {
	score   float32
	article uint32
}

// worse orders by score, and of equal scores puts the article with the greater number below.
func (r ranked) worse(than ranked) bool {
	if r.score != than.score {
		return r.score < than.score
	}
	return r.article > than.article
}

// pool keeps the best of many in a heap with the worst on top.
type pool struct {
	limit int
	heap  []ranked
}

func (p *pool) takes(r ranked) bool {
	return len(p.heap) < p.limit || len(p.heap) > 0 && p.heap[0].worse(r)
}

// add takes one in, and lets the worst go where there are too many.
func (p *pool) add(r ranked) {
	if len(p.heap) < p.limit {
		p.heap = append(p.heap, r)
		p.rise(len(p.heap) - 1)
		return
	}
	p.heap[0] = r
	p.sink(0)
}

func (p *pool) rise(i int) {
	for parent := (i - 1) / 2; i > 0 && p.heap[i].worse(p.heap[parent]); parent = (i - 1) / 2 {
		p.heap[i], p.heap[parent] = p.heap[parent], p.heap[i]
		i = parent
	}
}

func (p *pool) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(p.heap) {
			return
		}
		if other := child + 1; other < len(p.heap) && p.heap[other].worse(p.heap[child]) {
			child = other
		}
		if !p.heap[child].worse(p.heap[i]) {
			return
		}
		p.heap[i], p.heap[child] = p.heap[child], p.heap[i]
		i = child
	}
}

// sorted gives what was kept, best first.
func (p *pool) sorted() []ranked {
	slices.SortFunc(p.heap, func(a, b ranked) int {
		if a.worse(b) {
			return 1
		}
		return -1
	})
	return p.heap
}
