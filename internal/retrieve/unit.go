package retrieve

import (
	"math"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// lens looks into the units of one shard's articles with the eyes of one question.
type lens struct {
	q      *question
	tuning Tuning
	has    []uint64 // one bit for each term that stands for a concept
	slots  map[uint32]slot
	pairs  map[[2]int]float64
	weight float64 // sum of the pairs' weights
	counts []float64
	title  []bool
	names  []name
}

// name is several terms that stand for a concept where they follow each other.
type name struct {
	concept int
	weight  float64
	terms   []uint32
}

// addName adds a form of several terms, if the shard knows them all.
func (l *lens) addName(shard Shard, f form, concept int) {
	n := name{concept: concept, weight: f.weight}
	for term := range strings.SplitSeq(f.term, " ") {
		number, _, known := shard.Lookup(term)
		if !known {
			return
		}
		n.terms = append(n.terms, number)
	}
	l.names = append(l.names, n)
}

// countNames calls a function for each name at each place where it stands in a run of terms.
func (l *lens) countNames(terms []uint32, call func(n *name)) {
	for i := range l.names {
		n := &l.names[i]
		for at := 0; at+len(n.terms) <= len(terms); at++ {
			if terms[at] == n.terms[0] && slices.Equal(terms[at:at+len(n.terms)], n.terms) {
				call(n)
			}
		}
	}
}

// slot says which concept a term stands for, 0 for none, and how well.
type slot struct {
	concept int32 // from 1
	weight  float32
}

// slot gives what a term stands for. Nearly all terms stand for nothing, and cost one bit.
func (l *lens) slot(number uint32) slot {
	if l.has[number/64]>>(number%64)&1 == 0 {
		return slot{}
	}
	return l.slots[number]
}

func newLens(q *question, shard Shard, tuning Tuning) *lens {
	l := &lens{
		q: q, tuning: tuning, has: make([]uint64, shard.Totals().Terms/64+1), slots: map[uint32]slot{}, pairs: map[[2]int]float64{},
		counts: make([]float64, len(q.concepts)), title: make([]bool, len(q.concepts)),
	}
	for i, c := range q.concepts {
		for _, f := range c.forms {
			if strings.Contains(f.term, " ") {
				l.addName(shard, f, i)
				continue
			}
			number, _, known := shard.Lookup(f.term)
			if known && l.slots[number].weight < float32(f.weight) {
				l.slots[number] = slot{int32(i + 1), float32(f.weight)} // at most maxConcepts and the intents
				l.has[number/64] |= 1 << (number % 64)
			}
		}
	}
	for _, p := range q.pairs {
		if _, seen := l.pairs[p]; !seen {
			w := math.Sqrt(q.concepts[p[0]].idf * q.concepts[p[1]].idf)
			l.pairs[p] = w
			l.weight += w
		}
	}
	return l
}

// look scores the units of a candidate and the candidate as a whole.
func (l *lens) look(c *candidate, d door, cosine func(place int) float64) {
	title := l.titleMatch(c.document.Title)
	best := math.Max(1e-9, l.q.best(l.tuning.K1))
	article := math.Min(1, c.lexical/best)
	for place := range c.document.Passages {
		p := &c.document.Passages[place]
		if !d.scope(p.Unit.Scope) {
			continue
		}
		parts := l.unit(p)
		parts.Article, parts.Title, parts.Cosine = article, title, cosine(place)
		c.units = append(c.units, scored{place: place, score: l.mix(parts), parts: parts})
	}
	slices.SortStableFunc(c.units, func(a, b scored) int { return cmpDescending(a.score, b.score) })
	if len(c.units) > 0 {
		c.score, c.parts = c.units[0].score, c.units[0].parts
	}
}

func (l *lens) mix(p Parts) float64 {
	t := l.tuning
	return t.MixArticle*p.Article + t.MixUnit*p.Unit + t.MixTitle*p.Title + t.MixPhrase*p.Phrase +
		t.MixCoverage*p.Coverage + t.MixCosine*p.Cosine + t.MixValues*p.Values
}

// titleMatch marks the concepts in the title and gives how well question and title cover each other: the harmonic mean
// of the share of the question's weight found in the title and the share of the title's words asked for.
func (l *lens) titleMatch(title []uint32) float64 {
	clear(l.title)
	asked, hit := 0.0, 0.0
	for _, number := range title {
		s := l.slot(number)
		if s.concept == 0 {
			continue
		}
		hit += float64(s.weight)
		if i := s.concept - 1; !l.title[i] {
			l.title[i] = true
			asked += l.q.concepts[i].idf * float64(s.weight)
		}
	}
	l.countNames(title, func(n *name) {
		hit += n.weight
		if !l.title[n.concept] {
			l.title[n.concept] = true
			asked += l.q.concepts[n.concept].idf * n.weight
		}
	})
	if asked == 0 || l.q.mass == 0 {
		return 0
	}
	recall, precision := math.Min(1, asked/l.q.mass), math.Min(1, hit/float64(len(title)))
	return 2 * recall * precision / (recall + precision)
}

// shortestNorm keeps a unit of a word or two from winning by its shortness alone.
const shortestNorm = 0.2

// fewestNews is the number of content words that a unit must have beyond those of the question to be worth as much as its
// words in common say: a heading or a command that only repeats the question answers nothing.
const fewestNews = 4

// unit counts one unit.
func (l *lens) unit(p *Passage) Parts {
	clear(l.counts)
	phrase := l.count(p.Terms, 1)
	phrase += 0.5 * l.count(p.Heading, l.tuning.HeadingTF)
	norm := math.Max(shortestNorm, 1-l.tuning.UnitB+l.tuning.UnitB*float64(len(p.Terms))/l.q.unit)
	score, most, covered := 0.0, 0.0, 0.0
	for i, c := range l.q.concepts {
		if c.intent {
			continue
		}
		most += c.idf * (l.tuning.UnitK1 + 1)
		if n := l.counts[i] / norm; n > 0 {
			score += c.idf * n * (l.tuning.UnitK1 + 1) / (n + l.tuning.UnitK1)
			covered += c.idf
		} else if l.title[i] {
			covered += c.idf
		}
	}
	parts := Parts{}
	if most > 0 {
		parts.Unit, parts.Coverage = score/most*l.news(p), covered/l.q.mass
	}
	if l.q.wanted&p.Holds != 0 {
		parts.Values = 1
	}
	if l.weight > 0 {
		parts.Phrase = math.Min(1, phrase/l.weight)
	}
	return parts
}

// codeNews is what a unit that is nothing but code says, as a share: it shows, and explains nothing.
const codeNews = 0.6

// news gives how much a unit says beyond the question, 1 for enough.
func (l *lens) news(p *Passage) float64 {
	if p.Unit.Kind == desk.Code {
		return codeNews
	}
	n := 0
	for _, number := range p.Terms {
		if l.slot(number).concept == 0 {
			if n++; n >= fewestNews {
				return 1
			}
		}
	}
	return float64(n+1) / (fewestNews + 1)
}

// count adds the concepts of a run of terms to the counts, and gives the weight of the question's pairs that stand in it
// side by side, each once.
func (l *lens) count(terms []uint32, weight float64) float64 {
	found := 0.0
	var seen [][2]int
	last, at := -1, -2
	for i, number := range terms {
		s := l.slot(number)
		if s.concept == 0 {
			continue
		}
		here := int(s.concept - 1)
		l.counts[here] += weight * float64(s.weight)
		if last >= 0 && i-at <= 2 {
			pair := [2]int{last, here}
			if w, asked := l.pairs[pair]; asked && !slices.Contains(seen, pair) {
				seen = append(seen, pair)
				found += w
			}
		}
		last, at = here, i
	}
	l.countNames(terms, func(n *name) { l.counts[n.concept] += weight * n.weight })
	return found
}

// best gives the BM25F score that no article can exceed.
func (q *question) best(k1 float64) float64 {
	sum := 0.0
	for _, c := range q.concepts {
		sum += c.idf * math.Sqrt(float64(c.count)) * (k1 + 1)
	}
	return sum
}
