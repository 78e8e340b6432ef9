package retrieve

import "math"

// Features are what the probability of an answer is made of. All lie in [0,1] but for Words. Weight is a word's inverse
// document frequency; a synonym or a word near in spelling finds its share of it.
type Features struct {
	Words       float64 // content words of the question; not part of the sum
	Coverage    float64 // share of the question's weight found in the best unit, its headings and the title
	Anywhere    float64 // share found in the article at all
	TitleAsked  float64 // share found in the title
	TitleGiven  float64 // share of the title's words that the question asks for
	Heaviest    float64 // how surely the heaviest word is found in the unit, its headings or the title
	Missing     float64 // weight not found in the article, x/(1+x) of it in units of a word that stands once
	Evidence    float64 // weight found in the unit, its headings or the title, likewise
	Phrase      float64 // see Parts
	Unit        float64
	Article     float64
	Margin      float64 // how far the first article leads the second, as a share of its own score
	Known       float64 // share of the question's weight that the knowledge holds at all
	Single      float64 // 1/Words
	Intent      float64 // share of the question's intents that the title answers; a half where it has none
	OtherPlaces float64 // share of the weight found that lies only in other units of the article
	Values      float64 // 1 where the best unit holds the sort of value that is asked for, 0 where not; a half where none is
}

// Vector gives the features that the model weighs, in a fixed order.
func (f Features) Vector() []float64 {
	return []float64{f.Coverage * f.TitleGiven, f.Evidence, f.Margin, f.Known, f.OtherPlaces, f.Phrase, f.TitleGiven, f.Heaviest, f.Coverage * f.Values}
}

// Probability gives the probability that the first article answers.
func (f Features) Probability() float64 { return AnswerModel().Probability(f.Vector()) }

// features counts for the first entry of a ranking.
func features(q *question, entries []entry) Features {
	f := Features{}
	heaviest := -1
	for i, c := range q.concepts {
		if c.intent {
			continue
		}
		f.Words++
		if heaviest < 0 || c.idf > q.concepts[heaviest].idf {
			heaviest = i
		}
		if c.known {
			f.Known += c.idf
		}
	}
	if q.mass == 0 || len(entries) == 0 {
		return f
	}
	f.Known /= q.mass
	f.Single = 1 / f.Words
	first := &entries[0].first
	f.found(q, first, heaviest)
	f.Phrase, f.Unit, f.Article = first.parts.Phrase, first.parts.Unit, first.parts.Article
	f.Values = 0.5
	if q.wanted != 0 {
		f.Values = first.parts.Values
	}
	f.Margin = 1
	if len(entries) > 1 && first.score > 0 {
		f.Margin = math.Min(1, 1-entries[1].first.score/first.score)
	}
	return f
}

// found counts what of the question stands where in the article.
func (f *Features) found(q *question, first *candidate, heaviest int) {
	l := first.lens
	near, title, all := make([]float64, len(q.concepts)), make([]float64, len(q.concepts)), make([]float64, len(q.concepts))
	best := first.topPassage()
	l.strongest(first.document.Title, title)
	l.strongest(first.document.Intents, title)
	copy(near, title)
	l.strongest(best.Terms, near)
	l.strongest(best.Heading, near)
	copy(all, near)
	for i := range first.document.Passages {
		l.strongest(first.document.Passages[i].Terms, all)
		l.strongest(first.document.Passages[i].Heading, all)
	}
	unit := q.rarity(1)
	intents := 0.0
	for i, c := range q.concepts {
		if c.intent {
			intents++
			f.Intent += title[i]
			continue
		}
		f.Coverage += c.idf * near[i] / q.mass
		f.Anywhere += c.idf * all[i] / q.mass
		f.TitleAsked += c.idf * title[i] / q.mass
		f.Missing += c.idf * (1 - all[i]) / unit
		f.Evidence += c.idf * near[i] / unit
	}
	if intents > 0 {
		f.Intent /= intents
	} else {
		f.Intent = 0.5
	}
	f.Heaviest = near[heaviest]
	f.TitleGiven = l.given(first.document.Title)
	f.Missing /= 1 + f.Missing
	f.Evidence /= 1 + f.Evidence
	f.OtherPlaces = f.Anywhere - f.Coverage
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
