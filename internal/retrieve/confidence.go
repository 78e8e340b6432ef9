package retrieve

import "math"

// Features are what the probability of an answer is made of.
type Features struct {
	Concepts float64 // content words of the question
	Article  float64 // Parts of the first article's best unit
	Unit     float64
	Title    float64
	Phrase   float64
	Coverage float64
	Cosine   float64
	Margin   float64 // how far the first article leads the second, as a share of its own score
	Rarest   float64 // 1 where the question's heaviest word stands in the unit, its headings or the title
	Known    float64 // share of the question's weight that the knowledge holds at all
}

func features(q *question, entries []entry) Features {
	f := Features{Concepts: float64(len(q.concepts))}
	for _, c := range q.concepts {
		if c.known {
			f.Known += c.idf
		}
	}
	if q.mass > 0 {
		f.Known /= q.mass
	}
	if len(entries) == 0 {
		return f
	}
	first := entries[0].first
	p := first.parts
	f.Article, f.Unit, f.Title, f.Phrase, f.Coverage, f.Cosine = p.Article, p.Unit, p.Title, p.Phrase, p.Coverage, p.Cosine
	f.Margin = 1
	if len(entries) > 1 && first.score > 0 {
		f.Margin = 1 - entries[1].first.score/first.score
	}
	return f
}

// probability is a placeholder scale until calibrated weights are read from the table.
func (f Features) probability() float64 {
	z := -6 + 6*f.Coverage + 4*f.Article + 1*f.Title + f.Phrase + 6*f.Cosine
	return 1 / (1 + math.Exp(-z))
}
