package retrieve

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

const defaultLimit = 10

// Search ranks the knowledge for a question. The customer's language comes first; only where nothing there covers the
// question are the other languages looked at, and what they give is marked.
func Search(view View, q Query, tuning Tuning) Result {
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	d := door{at: q.At, attributes: q.Attributes, named: listen(q.Text, view.Scopes(), view.Aliases())}
	best := Result{}
	if q.Language != desk.Unknown {
		best = searchLanguage(view, q, q.Language, d, tuning)
		d.own = view.Part(q.Language)
	}
	if best.Covered {
		return best
	}
	for _, language := range view.Languages() {
		if language == q.Language && q.Language != desk.Unknown {
			continue
		}
		other := searchLanguage(view, q, language, d, tuning)
		if q.Language != desk.Unknown {
			other.mark()
		}
		if other.better(&best, q.Language == desk.Unknown) {
			best = other
		}
	}
	return best
}

// better tells whether what another language gives is to be preferred: where it covers the question, where nothing at all
// was found, and, for a customer whose language is not known, where it is more probable.
func (r *Result) better(than *Result, unknown bool) bool {
	if r.Covered != than.Covered {
		return r.Covered
	}
	if r.Covered || unknown {
		return r.Score > than.Score || len(than.Articles) == 0
	}
	return len(than.Articles) == 0
}

// mark says of everything found that it is not in the customer's language.
func (r *Result) mark() {
	for i := range r.Hits {
		r.Hits[i].OtherLanguage = true
	}
	for i := range r.Articles {
		r.Articles[i].OtherLanguage = true
	}
}

// searchLanguage ranks the articles of one language.
func searchLanguage(view View, q Query, language desk.Language, d door, tuning Tuning) Result {
	part := view.Part(language)
	shards := part.Shards()
	question := newQuestion(q.Text, q.Language.Or(language), NewAnalyser(language), part.Synonyms, d.named.words, shards, tuning)
	found := candidatesOf(&question, q, shards, d, tuning)
	for i := range found {
		if q.Topic != "" && found[i].document.Article.Topic == q.Topic {
			found[i].score += tuning.Topic
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if a.score != b.score {
			return cmpDescending(a.score, b.score)
		}
		return compareStrings(a.document.Article.ID, b.document.Article.ID)
	})
	entries := collapse(found, question.words)
	result := Result{Language: language}
	result.fill(entries, q.Limit)
	result.Features = features(&question, entries)
	result.Score = result.Features.Probability()
	result.Covered = len(result.Articles) > 0 && tuning.covers(result.Score, result.Features)
	if len(entries) > 0 {
		result.Ambiguous = entries[0].ambiguity(d)
	}
	return result
}

// candidatesOf gathers the best articles of all shards by words and by vectors, looked into unit by unit.
func candidatesOf(question *question, q Query, shards []Shard, d door, tuning Tuning) []candidate {
	var found []candidate
	for i, shard := range shards {
		ranked := rankArticles(question, shard, i, d, &tuning)
		near := map[uint32]map[int]float64{}
		for _, n := range shard.Nearest(q.Vector, 2*tuning.Pool) {
			if near[n.Article] == nil {
				near[n.Article] = map[int]float64{}
			}
			near[n.Article][n.Unit] = max(0, n.Cosine)
		}
		ranked = withNearest(ranked, near, shard, i, d)
		l := newLens(question, shard, tuning)
		for c := range ranked {
			cosines := near[ranked[c].number]
			ranked[c].lens = l
			l.look(&ranked[c], d, func(place int) float64 { return cosines[place] })
		}
		found = append(found, ranked...)
	}
	return slices.DeleteFunc(found, func(c candidate) bool { return len(c.units) == 0 || d.abroad(c.document) })
}

// withNearest adds the articles that only the vectors have found.
func withNearest(ranked []candidate, near map[uint32]map[int]float64, shard Shard, number int, d door) []candidate {
	have := map[uint32]bool{}
	for _, c := range ranked {
		have[c.number] = true
	}
	var more []uint32
	for article := range near {
		if !have[article] {
			more = append(more, article)
		}
	}
	slices.Sort(more)
	for _, article := range more {
		if doc := shard.Document(article); doc != nil && d.article(&doc.Article) {
			ranked = append(ranked, candidate{shard: number, number: article, document: doc})
		}
	}
	return ranked
}

// fill turns entries into the articles and the units of a result.
func (r *Result) fill(entries []entry, limit int) {
	type pick struct {
		entry *entry
		unit  *scored
	}
	var picks []pick
	for i := range entries[:min(len(entries), limit)] {
		e := &entries[i]
		hit := ArticleHit{Article: e.first.document.Article, Score: e.first.score, Parts: e.first.parts}
		for _, v := range append(slices.Clone(e.variants), e.twins...) {
			hit.Variants = append(hit.Variants, v.document.Article)
		}
		r.Articles = append(r.Articles, hit)
		for u := range e.first.units[:min(len(e.first.units), limit)] {
			picks = append(picks, pick{e, &e.first.units[u]})
		}
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmpDescending(a.unit.score, b.unit.score) })
	for _, p := range picks[:min(len(picks), limit)] {
		doc := p.entry.first.document
		r.Hits = append(r.Hits, Hit{
			Unit: doc.Passages[p.unit.place].Unit, Article: doc.Article, Score: p.unit.score, Parts: p.unit.parts,
		})
	}
}
