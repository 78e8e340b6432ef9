package retrieve

import (
	"container/heap"
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
func rankArticles(q *question, shard Shard, number int, d door, tuning Tuning) []candidate {
	totals := shard.Totals()
	sum := sums{each: totals.Each, scores: make([]float32, totals.Articles), counts: make([]float32, totals.Articles)}
	for _, c := range heaviestFirst(q.concepts) {
		sum.add(&c, shard, q, &tuning)
	}
	best := &pool{limit: tuning.Pool}
	for _, article := range sum.touched {
		score := float64(sum.scores[article])
		if !best.takes(score, article) {
			continue
		}
		if doc := shard.Document(article); doc != nil && d.article(&doc.Article) {
			best.add(candidate{shard: number, number: article, document: doc, lexical: score})
		}
	}
	return best.sorted()
}

func heaviestFirst(concepts []concept) []concept {
	sorted := slices.Clone(concepts)
	slices.SortStableFunc(sorted, func(a, b concept) int { return cmpDescending(a.idf, b.idf) })
	return sorted
}

// sums gathers the scores of a shard's articles.
type sums struct {
	each    []Lengths
	scores  []float32
	counts  []float32 // of the concept at hand, weighted
	touched []uint32
}

// add adds the share of one concept: its forms count together, and saturate together.
func (s *sums) add(c *concept, shard Shard, q *question, tuning *Tuning) {
	var seen []uint32
	for _, f := range c.forms {
		postings := postingsOf(shard, f.term)
		for i := range postings {
			p := &postings[i]
			if s.counts[p.Article] == 0 {
				seen = append(seen, p.Article)
			}
			s.counts[p.Article] += float32(f.weight * fieldCount(p, &s.each[p.Article], q, tuning))
		}
	}
	weight := float32(c.idf * math.Sqrt(float64(c.count)) * (tuning.K1 + 1))
	for _, article := range seen {
		count := s.counts[article]
		s.counts[article] = 0
		if s.scores[article] == 0 {
			s.touched = append(s.touched, article)
		}
		s.scores[article] += weight * count / (float32(tuning.K1) + count)
	}
}

// fieldCount weighs the counts of one posting by field and by the field's length (Robertson, Zaragoza and Taylor 2004,
// "Simple BM25 extension to multiple weighted fields").
func fieldCount(p *Posting, lengths *Lengths, q *question, tuning *Tuning) float64 {
	count := 0.0
	for f, n := range p.Counts {
		if n == 0 {
			continue
		}
		norm := 1 - tuning.Norms[f] + tuning.Norms[f]*float64(lengths[f])/q.average[f]
		count += tuning.Weights[f] * float64(n) / norm
	}
	return count
}

// pool keeps the best candidates.
type pool struct {
	limit int
	heap  candidates
}

func (p *pool) takes(score float64, number uint32) bool {
	return len(p.heap) < p.limit || worse(p.heap[0].lexical, p.heap[0].number, score, number)
}

func (p *pool) add(c candidate) {
	heap.Push(&p.heap, c)
	if len(p.heap) > p.limit {
		heap.Pop(&p.heap)
	}
}

func (p *pool) sorted() []candidate {
	found := slices.Clone(p.heap)
	slices.SortFunc(found, func(a, b candidate) int {
		if worse(a.lexical, a.number, b.lexical, b.number) {
			return 1
		}
		return -1
	})
	return found
}

func worse(score float64, number uint32, than float64, thanNumber uint32) bool {
	if score != than {
		return score < than
	}
	return number > thanNumber
}

// candidates is a heap with the worst on top.
type candidates []candidate

func (c candidates) Len() int { return len(c) }
func (c candidates) Less(i, j int) bool {
	return worse(c[i].lexical, c[i].number, c[j].lexical, c[j].number)
}
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Push is heap.Interface.
func (c *candidates) Push(x any) {
	if candidate, ok := x.(candidate); ok {
		*c = append(*c, candidate)
	}
}

// Pop is heap.Interface.
func (c *candidates) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}
