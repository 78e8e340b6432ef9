package mutate

import "github.com/vigie-desk/vigie/internal/watch/drift"

// sure is how sure each bound is by itself.
const sure = .95

// Lower gives the exact lower 95 % bound of a rate of which k of n were seen: see drift.Bounds. It is 0 for k = 0 and where n
// is not positive.
func Lower(k, n int) float64 {
	lower, _, err := drift.Bounds(max(0, min(k, n)), n, sure)
	if err != nil {
		return 0
	}
	return lower
}

// Upper gives the exact upper 95 % bound. It is 1 for k = n and where n is not positive.
func Upper(k, n int) float64 {
	_, upper, err := drift.Bounds(max(0, min(k, n)), n, sure)
	if err != nil {
		return 1
	}
	return upper
}
