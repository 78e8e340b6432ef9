package drift

import "math"

// Cusum is the one-sided cumulative sum of a standardised series, for a picture beside the alarm: it shows when a rise
// began. It does not page. K is the slack of each step and H the height of the line, both in standard deviations.
//
// Source: Page, Biometrika 41, 1954.
type Cusum struct{ K, H float64 }

// Step takes one standardised value into the sum; of an outcome against p0 that is (x - p0)/sqrt(p0(1-p0)). What is not
// a number changes nothing.
func (c Cusum) Step(sum, z float64) float64 {
	next := sum + z - c.K
	if math.IsNaN(next) {
		return sum
	}
	return max(0, min(next, ceiling))
}

// Over tells whether the sum is above the line.
func (c Cusum) Over(sum float64) bool { return sum > c.H }

// RunLength approximates how many independent normal values pass before the sum is over the line, when their mean has
// moved by shift standard deviations. At k = .5 and h = 4 to 5 it is within 1 %.
//
// Source: Siegmund, Sequential Analysis, 1985: (exp(-2Db) + 2Db - 1)/(2D^2), D = shift - k, b = h + 1.166.
func (c Cusum) RunLength(shift float64) float64 {
	delta, b := shift-c.K, c.H+1.166
	if math.Abs(delta*b) < 1e-6 {
		return b * b
	}
	return min((math.Expm1(-2*delta*b)+2*delta*b)/(2*delta*delta), ceiling)
}
