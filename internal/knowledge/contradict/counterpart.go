package contradict

import (
	"slices"
)

// block is one unit as its translation can be recognised: by its form and by what no translation changes.
type block struct {
	form  string   // kind and depth of headings
	marks []string // numbers, names and code words in it, sorted
	size  int      // code points
}

// How alike a page and its translation must be for their units to be set side by side, and two units for their values to
// be compared. Found on yunohost, reported on letsencrypt: see the labels.
const (
	leastAligned = 0.75 // of the longer page's units, with a partner of the same form
	leastRatio   = 0.55 // shorter text over longer
)

// translated gives the contradictions between a page and its counterpart in the other language: units that stand side by
// side, with the same values but for one.
func (f *Facts) translated(a, b *sheet, found map[string]Contradiction) {
	pairs := align(a.blocks, b.blocks)
	same := 0
	for _, p := range pairs {
		if a.blocks[p[0]].form == b.blocks[p[1]].form {
			same++
		}
	}
	if longest := max(len(a.blocks), len(b.blocks)); longest == 0 || float64(same) < leastAligned*float64(longest) {
		return
	}
	for _, p := range pairs {
		if x, y, ok := oneApart(a, b, p[0], p[1]); ok && meets(x, y) {
			c := f.report(x, y)
			found[c.ID] = c
		}
	}
}

// oneApart gives the one value in which two units differ, if there is exactly one and the rest agrees.
func oneApart(a, b *sheet, i, j int) (x, y fact, ok bool) {
	left, right := a.blocks[i], b.blocks[j]
	if left.form != right.form || float64(min(left.size, right.size)) < leastRatio*float64(max(left.size, right.size)) {
		return x, y, false
	}
	mine, theirs := a.factsIn(i), b.factsIn(j)
	if len(mine) != len(theirs) {
		return x, y, false
	}
	mine, theirs = unmatched(mine, theirs), unmatched(theirs, mine)
	if len(mine) != 1 || len(theirs) != 1 {
		return x, y, false
	}
	x, y = mine[0], theirs[0]
	v, w := x.v(), y.v()
	return x, y, v.kind == w.kind && sameMeasure(*v, *w) && v.differs(*w) && !opposed(*v, *w) && sameMarks(left, right, *v, *w)
}

// sameMeasure tells whether two values of different languages are of one unit. What a count counts is not translated.
func sameMeasure(v, w value) bool { return v.unit == w.unit || v.kind == Count }

// sameMarks tells whether most of the names and other numbers of two units are the same.
func sameMarks(a, b block, v, w value) bool {
	shared := len(intersection(a.marks, b.marks))
	return 2*shared+2 >= len(a.marks)+len(b.marks)-shared
}

func (s *sheet) factsIn(unit int) []fact {
	var facts []fact
	for _, st := range s.statements {
		if st.unit != unit {
			continue
		}
		for i, v := range st.values {
			// Verbs are not the same word in two languages.
			if v.kind != Permission && !v.loose && (v.kind != Count || v.low != 1) { // "1 account" is "un compte" too, which is no number
				facts = append(facts, fact{st, i})
			}
		}
	}
	return facts
}

// unmatched gives the facts of one list that no fact of the other equals, each partner used once.
func unmatched(list, others []fact) []fact {
	others = slices.Clone(others)
	var left []fact
	for _, x := range list {
		i := slices.IndexFunc(others, func(y fact) bool {
			return x.v().kind == y.v().kind && sameMeasure(*x.v(), *y.v()) && !x.v().differs(*y.v())
		})
		if i < 0 {
			left = append(left, x)
			continue
		}
		others = slices.Delete(others, i, i+1)
	}
	return left
}

// align sets the units of two pages side by side in order: the alignment of the highest sum of likenesses (Needleman and
// Wunsch 1970, no cost for gaps). Pages of more than maxAligned units are not set side by side.
func align(a, b []block) [][2]int {
	const maxAligned = 600
	if len(a) > maxAligned || len(b) > maxAligned {
		return nil
	}
	best := make([][]float64, len(a)+1)
	for i := range best {
		best[i] = make([]float64, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+likeness(x, y))
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch best[i][j] {
		case best[i+1][j]:
			i++
		case best[i][j+1]:
			j++
		default:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		}
	}
	return pairs
}

// likeness of two units: their form, the names and numbers that they share, and their sizes.
func likeness(a, b block) float64 {
	like := 0.0
	if a.form == b.form {
		like++
	}
	if all := len(union(a.marks, b.marks)); all > 0 {
		like += 2 * float64(len(intersection(a.marks, b.marks))) / float64(all)
	}
	if a.size > 0 && b.size > 0 {
		like += 0.5 * float64(min(a.size, b.size)) / float64(max(a.size, b.size))
	}
	return like
}
