package burst

import "math"

const (
	// alike is the likeness from which two questions are about the same.
	alike = .5
	// faintness is what a thing weighs that says little by itself, against one that says much.
	faintness = .6
	// unseen stands for the questions that nobody has asked yet: without a past, words weigh nearly alike.
	unseen = 20
)

// weights says how much each term tells: the rarer it was, the more.
type weights struct {
	asked int            // questions
	held  map[string]int // of them, those that hold a term
}

func (w weights) of(term string) float64 {
	weight := math.Log(1 + float64(w.asked+unseen)/float64(w.held[term]+1))
	if _, faint := book.faint[term]; faint {
		weight *= faintness
	}
	return weight
}

// likeness is 1 for the same terms and 0 for none in common: the cosine of their weights.
func (w weights) likeness(a, b []string) float64 {
	if !meet(a, b) {
		return 0 // nearly always: no weight is looked up
	}
	var both, ofA, ofB float64
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			ofA += w.of(a[i]) * w.of(a[i])
			i++
		case i == len(a) || b[j] < a[i]:
			ofB += w.of(b[j]) * w.of(b[j])
			j++
		default:
			x := w.of(a[i]) * w.of(a[i])
			both, ofA, ofB = both+x, ofA+x, ofB+x
			i, j = i+1, j+1
		}
	}
	return both / math.Sqrt(ofA*ofB)
}

// meet tells whether two lists have a term in common.
func meet(a, b []string) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}

// Same tells whether two questions are about the same, without a look at the past. The terms are those of Read.
func Same(a, b []string) bool { return weights{}.likeness(a, b) >= alike }
