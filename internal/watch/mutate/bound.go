package mutate

import "math"

// tail is what each bound leaves outside: each holds with 95 %.
const tail = .05

// Lower gives the exact lower 95 % bound of a rate of which k of n were seen (C. J. Clopper and E. S. Pearson,
// Biometrika 26, 1934, one-sided): the rate at which k or more of n would be seen with a chance of 5 %. It is 0 for k = 0
// and where n is not positive.
func Lower(k, n int) float64 {
	if n <= 0 || k <= 0 {
		return 0
	}
	return 1 - Upper(n-min(k, n), n)
}

// Upper gives the exact upper 95 % bound, the rate at which k or fewer of n would be seen with a chance of 5 %. It is 1
// for k = n and where n is not positive. The cost is linear in n.
func Upper(k, n int) float64 {
	if n <= 0 || k >= n {
		return 1
	}
	k = max(k, 0)
	low, high := float64(k)/float64(n), 1.0
	for range 60 {
		p := (low + high) / 2
		if atMost(k, n, p) > tail {
			low = p
		} else {
			high = p
		}
	}
	return (low + high) / 2
}

// atMost gives the chance of k or fewer successes of n at a rate p between 0 and 1. The terms of the binomial are summed
// from the greatest down, each made from the one before.
func atMost(k, n int, p float64) float64 {
	if p <= 0 {
		return 1
	}
	if p >= 1 {
		return 0
	}
	log := lgamma(n+1) - lgamma(k+1) - lgamma(n-k+1) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p)
	term := math.Exp(log)
	sum := term
	for i := k; i > 0 && term > sum*1e-17; i-- { // the terms fall: the rate is above k/n
		term *= float64(i) / float64(n-i+1) * (1 - p) / p
		sum += term
	}
	return min(sum, 1)
}

func lgamma(n int) float64 {
	v, _ := math.Lgamma(float64(n))
	return v
}
