package knowledge

import "strings"

// Fate says what became of a line between two versions.
type Fate int

// The fates of a line. The zero value is that it stayed.
const (
	Stayed Fate = iota
	Removed
	Added
)

// Line is one line of a comparison.
type Line struct {
	Fate Fate
	Text string
}

// editsMost bounds the work on two texts: with more lines removed and added than this, what lies between the beginning and
// the end that they share is shown as taken out and put in as a whole, which is true and says less.
const editsMost = 1_200

// Differences compares two texts line by line: the lines of both in order, each once where it stayed. Its cost is bounded by
// the length of the texts times editsMost, whatever they hold.
func Differences(before, after string) []Line {
	a, b := lines(before), lines(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := make([]Line, 0, len(a)+len(b))
	add := func(fate Fate, texts []string) {
		for _, text := range texts {
			out = append(out, Line{fate, text})
		}
	}
	add(Stayed, a[:head])
	mine, theirs := a[head:len(a)-tail], b[head:len(b)-tail]
	if middle, ok := shortest(mine, theirs); ok {
		out = append(out, middle...)
	} else {
		add(Removed, mine)
		add(Added, theirs)
	}
	add(Stayed, a[len(a)-tail:])
	return out
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// shortest gives the fewest removals and additions that lead from one list to the other (Myers 1986), false where they are
// more than editsMost.
func shortest(a, b []string) ([]Line, bool) {
	most := min(len(a)+len(b), editsMost)
	reach := make([]int, 2*most+2) // how far along a the best path on each diagonal has come; diagonal k stands at k+most
	var trail [][]int              // reach after each number of edits, its used part only
	for edits := 0; edits <= most; edits++ {
		for k := -edits; k <= edits; k += 2 {
			x := 0
			if edits > 0 {
				x = step(reach, k, edits, most)
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			reach[k+most] = x
			if x >= len(a) && x-k >= len(b) {
				return walkBack(a, b, trail), true
			}
		}
		trail = append(trail, append([]int(nil), reach[most-edits:most+edits+1]...))
	}
	return nil, false
}

// step gives where a path stands on diagonal k after one more edit: an addition from the diagonal above, or a removal.
func step(reach []int, k, edits, most int) int {
	if k == -edits || k != edits && reach[k-1+most] < reach[k+1+most] {
		return reach[k+1+most]
	}
	return reach[k-1+most] + 1
}

// walkBack follows the trail from the end of both lists to their beginning.
func walkBack(a, b []string, trail [][]int) []Line {
	var back []Line
	x, y := len(a), len(b)
	for edits := len(trail); edits > 0; edits-- {
		before := trail[edits-1] // diagonals -(edits-1) to edits-1
		at := func(k int) int {
			if i := k + edits - 1; i >= 0 && i < len(before) {
				return before[i]
			}
			return -1
		}
		k := x - y
		from := k - 1
		if k == -edits || k != edits && at(k-1) < at(k+1) {
			from = k + 1
		}
		fromX := at(from)
		fromY := fromX - from
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			back = append(back, Line{Stayed, a[x]})
		}
		if from > k {
			y--
			back = append(back, Line{Added, b[y]})
		} else {
			x--
			back = append(back, Line{Removed, a[x]})
		}
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		back = append(back, Line{Stayed, a[x]})
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
