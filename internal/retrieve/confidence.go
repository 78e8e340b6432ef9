package retrieve

import "math"

// Features are what the probability of an answer is made of. All lie in [0,1]. Weight is a word's inverse document
// frequency; a synonym or a word near in spelling finds its share of it. "There" is the best unit with its headings, the
// title and the address of its article.
type Features struct {
	Known       float64 // share of the question's weight that the knowledge holds at all
	Coverage    float64 // share found there
	Anywhere    float64 // share found in the article at all
	OtherPlaces float64 // share found only in other units of the article
	Evidence    float64 // weight found there, x/(1+x) of it in units of a word that stands once
	Found       float64 // words found there, x/(2+x) of their number
	Heaviest    float64 // how surely the heaviest word is found there
	TitleGiven  float64 // share of the title's words that the question asks for
	Phrase      float64 // see Parts
	Margin      float64 // how far the first article leads the second, as a share of its own score
	ValueAsked  float64 // 1 where money, a time, a number or a place is asked for
	ValueGiven  float64 // 1 where it is, and the best unit holds it
	FormFit     float64 // 0 where steps or a definition are asked for and the best unit is none, else 1
	FormGiven   float64 // 1 where they are, and it is
}

// Vector gives the features that the model weighs, in a fixed order.
func (f Features) Vector() []float64 {
	return []float64{
		f.Coverage * f.TitleGiven, f.Evidence, f.Margin, f.Known, f.OtherPlaces, f.Phrase, f.TitleGiven, f.Heaviest, f.Found,
		f.ValueAsked, f.ValueGiven, f.FormFit, f.FormGiven,
	}
}

// Probability gives the probability that the first article answers.
func (f Features) Probability() float64 { return AnswerModel().Probability(f.Vector()) }

// features counts for the first entry of a ranking.
func features(q *question, entries []entry) Features {
	f := Features{}
	for _, c := range q.concepts {
		if !c.intent && c.known {
			f.Known += c.idf
		}
	}
	if q.mass == 0 || len(entries) == 0 {
		return f
	}
	f.Known /= q.mass
	first := &entries[0].first
	f.found(q, first)
	f.fits(q.wanted, first.topPassage().Holds)
	f.Phrase, f.Margin = first.parts.Phrase, 1
	if len(entries) > 1 && first.score > 0 {
		f.Margin = math.Min(1, 1-entries[1].first.score/first.score)
	}
	return f
}

// found counts what of the question stands where in the article.
func (f *Features) found(q *question, first *candidate) {
	near, all := first.lens.there(first, len(q.concepts))
	once, heaviest := q.rarity(1), 0.0
	for i, c := range q.concepts {
		if c.intent {
			continue
		}
		f.Coverage += c.idf * near[i] / q.mass
		f.Anywhere += c.idf * all[i] / q.mass
		f.Evidence += c.idf * near[i] / once
		f.Found += near[i]
		if c.idf > heaviest {
			heaviest, f.Heaviest = c.idf, near[i]
		}
	}
	f.TitleGiven = first.lens.given(first.document.Title)
	f.Evidence /= 1 + f.Evidence
	f.Found /= 2 + f.Found
	f.OtherPlaces = f.Anywhere - f.Coverage
}

// there gives, for each concept, how surely it stands in the best unit, its headings, the title or the address, and how
// surely anywhere in the article.
func (l *lens) there(first *candidate, concepts int) (near, all []float64) {
	near, all = make([]float64, concepts), make([]float64, concepts)
	doc, best := first.document, first.topPassage()
	for _, terms := range [][]uint32{doc.Title, doc.Intents, doc.Slug, best.Terms, best.Heading} {
		l.strongest(terms, near)
	}
	copy(all, near)
	for i := range doc.Passages {
		l.strongest(doc.Passages[i].Terms, all)
		l.strongest(doc.Passages[i].Heading, all)
	}
	return near, all
}

// fits compares what sorts of values and of text a question wants with those that a unit holds.
func (f *Features) fits(wanted, holds Holds) {
	const forms = HoldsSteps | HoldsOpening
	given := func(sorts Holds) float64 {
		if wanted&holds&sorts != 0 {
			return 1
		}
		return 0
	}
	f.FormFit = 1
	if wanted&^forms != 0 {
		f.ValueAsked, f.ValueGiven = 1, given(^forms)
	}
	if wanted&forms != 0 {
		f.FormFit, f.FormGiven = given(forms), given(forms)
	}
}

// strongest raises, for each concept, the weight of the best form that stands in a run of terms.
func (l *lens) strongest(terms []uint32, into []float64) {
	for _, number := range terms {
		if s := l.slot(number); s.concept > 0 {
			into[s.concept-1] = max(into[s.concept-1], float64(s.weight))
		}
	}
	l.countNames(terms, func(n *name) { into[n.concept] = max(into[n.concept], n.weight) })
}

// given gives the share of a title's words that the question asks for.
func (l *lens) given(title []uint32) float64 {
	if len(title) == 0 {
		return 0
	}
	hit := 0.0
	for _, number := range title {
		hit += float64(l.slot(number).weight)
	}
	l.countNames(title, func(n *name) { hit += n.weight })
	return math.Min(1, hit/float64(len(title)))
}

// Logistic is a linear model of a probability.
type Logistic struct {
	Bias    float64
	Weights []float64
}

// Probability gives 1/(1+exp(-(bias + weights . x))).
func (m Logistic) Probability(x []float64) float64 {
	z := m.Bias
	for i, w := range m.Weights {
		z += w * x[i]
	}
	return 1 / (1 + math.Exp(-z))
}
