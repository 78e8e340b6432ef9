package drift

import (
	"fmt"
	"math"
)

// certainty is how sure a baseline is meant to be.
const certainty = .95

// Baseline gives the rate that a stream may be held against after a reviewed window: the upper bound of Bounds, 95 %
// sure. It errs where the window is empty, the counts contradict each other, or all failed: nothing is worse than that.
func Baseline(failed, reviewed int) (float64, error) {
	_, upper, err := Bounds(failed, reviewed, certainty)
	if err != nil {
		return 0, err
	}
	if failed == reviewed {
		return 0, fmt.Errorf("all %d of the window failed: no rise could be seen", reviewed)
	}
	return upper, nil
}

// Bounds gives the exact lower and upper bound of a rate after so many failures of so many independent trials. Each holds
// by itself with the confidence given, a share in (0, 1); both together with 2*confidence-1. It errs on counts that
// contradict each other and on other confidences.
//
// Source: Clopper and Pearson, Biometrika 26, 1934, by quantiles of the beta distribution.
func Bounds(failed, of int, confidence float64) (lower, upper float64, err error) {
	if of < 1 || failed < 0 || failed > of {
		return 0, 0, fmt.Errorf("%d failures of %d: no such count", failed, of)
	}
	if !rate(confidence) {
		return 0, 0, fmt.Errorf("confidence %v: must lie between 0 and 1", confidence)
	}
	lower, upper = 0, 1
	k, n := float64(failed), float64(of)
	if failed > 0 {
		lower = betaQuantile(1-confidence, k, n-k+1)
	}
	if failed < of {
		upper = betaQuantile(confidence, k+1, n-k)
	}
	return lower, upper, nil
}

// betaQuantile finds by halving where the beta distribution reaches a probability.
func betaQuantile(probability, a, b float64) float64 {
	low, high := 0.0, 1.0
	for range 100 {
		middle := (low + high) / 2
		if betaShare(middle, a, b) < probability {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// betaShare is the regularised incomplete beta function, for a and b above 0.
func betaShare(x, a, b float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	gammaAB, _ := math.Lgamma(a + b)
	gammaA, _ := math.Lgamma(a)
	gammaB, _ := math.Lgamma(b)
	front := math.Exp(gammaAB - gammaA - gammaB + a*math.Log(x) + b*math.Log1p(-x))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(x, a, b) / a
	}
	return 1 - front*betaFraction(1-x, b, a)/b
}

// betaFraction is the continued fraction of the incomplete beta function by Lentz's method (NIST DLMF 8.17.22). It needs
// about the root of the larger of a and b in steps.
func betaFraction(x, a, b float64) float64 {
	const tiny, enough, most = 1e-300, 1e-16, 100_000
	nonzero := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1))
	value := d
	for step := range most {
		m := float64(step + 1)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonzero(1+even*d)
		c = nonzero(1 + even/c)
		value *= c * d
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonzero(1+odd*d)
		c = nonzero(1 + odd/c)
		value *= c * d
		if math.Abs(c*d-1) < enough {
			break
		}
	}
	return value
}
