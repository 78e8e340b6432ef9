package drift

import "math"

// Delay gives the days that a detector with in-control rate p0 needs on average to see that its stream now fails at
// another rate, at so many outcomes a day and a threshold in days (Days/Weight). seen is false where it is not made to
// see that rate at all: at or too near p0, or without outcomes.
//
// It is the recursion R <- (R + 1/perDay) * exp(I) of the rise that sees it soonest, solved for the threshold, where I
// is the mean of the log-likelihood ratio at the new rate; ln(A*I)/I is the first-order delay of Shiryaev-Roberts
// (Pollak, Annals of Statistics 13, 1985). Beside simulations of the mixture, at rates of .002 to .2, it is within 7 % for
// a threefold rise, and from 25 % too low (tenfold) to 10 % too high (twofold) otherwise: TestDelayAgainstSimulation.
func Delay(p0, now, perDay, threshold float64) (days float64, seen bool) {
	if !rate(p0) || !rate(now) || !(perDay > 0 && perDay <= ceiling) || !(threshold > 0 && threshold <= ceiling) {
		return 0, false
	}
	best := math.Inf(1)
	for _, k := range ratios() {
		q := Risen(p0, k)
		information := now*math.Log(LikelihoodRatio(p0, q, true)) + (1-now)*math.Log(LikelihoodRatio(p0, q, false))
		if information <= 0 {
			continue
		}
		best = min(best, math.Log1p(-threshold*perDay*math.Expm1(-information))/information/perDay)
	}
	if math.IsInf(best, 1) {
		return 0, false
	}
	return best, true
}
