package drift

import (
	"fmt"
	"math"
)

// PageHinkley is a sum of excesses over the running mean, for pictures. It has no bound on false alarms.
//
// Source: Hinkley, Biometrika 58, 1971: m = sum of (x - mean so far - delta); an alarm where m - min m exceeds a height.
type PageHinkley struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	Sum  float64 `json:"sum"`
	Low  float64 `json:"low"`
}

// Step takes one finite value with its tolerance delta >= 0; another value changes nothing.
func (p PageHinkley) Step(x, delta float64) PageHinkley {
	next := p
	next.N++
	next.Mean += (x - p.Mean) / float64(next.N)
	next.Sum += x - next.Mean - delta
	next.Low = min(p.Low, next.Sum)
	if rise := next.Rise(); math.IsNaN(rise) || math.IsInf(rise, 0) {
		return p
	}
	return next
}

// Rise is how far the sum stands above its lowest point.
func (p PageHinkley) Rise() float64 { return p.Sum - p.Low }

// noCut is a distance that two rates never have.
const noCut = 2

// AdwinCut is the distance of two neighbouring windows' means at which ADWIN would cut between them: n0 and n1 values in
// [0, 1] of this variance, and delta the chance of a false cut at one place (the whole chance divided by n in the proof,
// by ln n in practice). Without values on a side, or a delta outside (0, 1), it is 2, which no two rates reach.
//
// Source: Bifet and Gavalda, SDM 2007, theorem 3.1 and section 3.
func AdwinCut(n0, n1 int, variance, delta float64) float64 {
	if n0 < 1 || n1 < 1 || !rate(delta) || !(variance >= 0) {
		return noCut
	}
	inverse := 1/float64(n0) + 1/float64(n1)
	log := math.Log(2 / delta)
	return min(math.Sqrt(2*inverse*variance*log)+2*inverse*log/3, noCut)
}

// leastShare stands for an empty part of a distribution in PSI, which has no value there.
const leastShare = 1e-4

// PSI is the population stability index of two distributions over the same parts, as shares: the sum of
// (now - before) * ln(now / before). A share under 1/10,000 counts as that. It errs where the lengths differ or a share
// lies outside [0, 1]. By habit, under .1 is called stable and over .25 a shift; that is no test.
//
// Source: Siddiqi, Credit Risk Scorecards, 2006; it is Jeffreys' divergence.
func PSI(before, now []float64) (float64, error) {
	if len(before) != len(now) {
		return 0, fmt.Errorf("%d parts before and %d now", len(before), len(now))
	}
	sum := 0.0
	for i := range before {
		if !(before[i] >= 0 && before[i] <= 1 && now[i] >= 0 && now[i] <= 1) {
			return 0, fmt.Errorf("part %d is %v before and %v now: not shares", i, before[i], now[i])
		}
		b, n := max(before[i], leastShare), max(now[i], leastShare)
		sum += (n - b) * math.Log(n/b)
	}
	return sum, nil
}

// PoissonE is the evidence that events now come at the rate after and not at the rate before, when k came in a time; the
// rates are per the same unit as the time. It is an e-value: while the rate is before at most, and below after, it is 20
// or more with chance 1 in 20 at most, for a time fixed beforehand. Rates and times that are not above 0, or a rate after
// that is not above the rate before, are no evidence: 1.
//
// Source: the likelihood ratio of two Poisson processes, (after/before)^k * exp(-(after-before)*time).
func PoissonE(k int, time, before, after float64) float64 {
	if k < 0 || !(time > 0) || !(before > 0) || !(after > before) {
		return 1
	}
	return bounded(math.Exp(min(float64(k)*math.Log(after/before)-(after-before)*time, math.Log(ceiling))))
}

// NewChance is the chance that the next claim is one never seen, estimated by the share of claims seen exactly once; 1
// where nothing was seen.
//
// Source: Good, Biometrika 40, 1953, after Turing.
func NewChance(once, seen int) float64 {
	if seen < 1 {
		return 1
	}
	return max(0, min(float64(once)/float64(seen), 1))
}
