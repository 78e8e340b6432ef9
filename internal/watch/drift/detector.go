// Package drift is the arithmetic of the watch: when a stream of good and bad outcomes has got worse, how often an alarm
// may be false, and what the change points to. It keeps nothing, looks at no clock and draws no chance: states, times
// and uniforms are arguments.
//
// What the room promises. A Detector pages only on a failure. While each outcome is a failure with probability P0 at
// most, given what its stream has seen before, the expected number of pages in the first t days is at most
// Weight*t/Days; weights of Shares add up to 1 at most, so a desk expects t/Days at most, however its streams depend on
// each other. docs/statistics.md has the proof, the figures, and what is not promised. CUSUM, Page-Hinkley, ADWIN and
// PSI are for pictures and promise nothing about false alarms. No function gives NaN or an infinity, and a state comes
// back from JSON as it went.
package drift

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// ratios are the rises that a Detector is tuned to, as multiples of the in-control rate. It mixes them equally.
func ratios() [5]float64 { return [5]float64{1.5, 2, 3, 5, 10} }

// ceiling bounds every number that could grow for ever. To hold evidence down never makes a page more likely.
const ceiling = 1e100

// Detector says what a stream is held against. Make it with NewDetector; the zero Detector never pages.
type Detector struct {
	P0     float64 // in-control rate of failures, a share in (0, 1)
	Weight float64 // the stream's share of the desk's budget, in [0, 1]; 0 is display only
	Days   float64 // the desk's budget: one false page in so many days
}

// NewDetector checks the settings of a stream: p0 in (0, 1), weight in [0, 1], days above 0.
func NewDetector(p0, weight, days float64) (Detector, error) {
	if !rate(p0) {
		return Detector{}, fmt.Errorf("in-control rate %v: must lie between 0 and 1", p0)
	}
	if !(weight >= 0 && weight <= 1) {
		return Detector{}, fmt.Errorf("weight %v: must be from 0 to 1", weight)
	}
	if !(days > 0 && days <= ceiling) {
		return Detector{}, errors.New("the budget must be above 0 days")
	}
	return Detector{P0: p0, Weight: weight, Days: days}, nil
}

func rate(p float64) bool { return p > 0 && p < 1 }

// State is what a stream remembers between outcomes. It is plain data, so that it survives a restart.
type State struct {
	R      [5]float64 `json:"r"`      // evidence for each rise, in days
	At     time.Time  `json:"at"`     // of the last outcome, reset or start
	Seen   int        `json:"seen"`   // outcomes since the start or reset
	Failed int        `json:"failed"` // failures among them
	Paged  bool       `json:"paged"`  // stays until a person resets
}

// Start gives the state of a stream whose clock starts at a time. No outcome that led to the stream's making may be fed
// to it.
func Start(at time.Time) State { return State{At: at} }

// Reset gives the state after a person has closed the alarm: as at the start.
func (s State) Reset(at time.Time) State { return Start(at) }

// Level is the evidence of a state in days: the mean over the rises.
func (s State) Level() float64 {
	sum := 0.0
	for _, r := range s.R {
		sum += r
	}
	return sum / float64(len(s.R))
}

// Observe takes one outcome into a state: R <- (R + dt) * e for each rise, where dt is the days since the last outcome
// and e the likelihood ratio. It pages when a failure brings the level to Days/Weight, and stays so.
//
// The moment must not depend on the outcome: fixed by the conversation's age, never "as soon as it went wrong". A time
// that is not after the last one counts no days, and neither does the first of a state without a start.
//
// Source: the Shiryaev-Roberts e-detector of Shin, Ramdas and Rinaldo, NEJSDS 2(2), 2024, with the elapsed time in
// place of the 1 of each step.
func (d Detector) Observe(s State, at time.Time, failed bool) State {
	dt := s.waited(at)
	for i, k := range ratios() {
		s.R[i] = Grow(s.R[i], dt, LikelihoodRatio(d.P0, Risen(d.P0, k), failed))
	}
	if at.After(s.At) {
		s.At = at
	}
	s.Seen++
	if failed {
		s.Failed++
		s.Paged = s.Paged || d.Weight > 0 && d.Weight*s.Level() >= d.Days
	}
	return s
}

// waited gives the days since the last outcome.
func (s State) waited(at time.Time) float64 {
	if s.At.IsZero() || !at.After(s.At) {
		return 0
	}
	return at.Sub(s.At).Hours() / 24
}

// Reweigh moves a state from one weight to another without spending or making budget: weight times level stays. The days
// since the last outcome are counted at the old weight. From or to a weight of 0 the evidence starts again from 0.
func (s State) Reweigh(at time.Time, from, to float64) State {
	dt := s.waited(at)
	for i, r := range s.R {
		s.R[i] = 0
		if from > 0 && to > 0 {
			s.R[i] = bounded((r + dt) * from / to)
		}
	}
	if at.After(s.At) {
		s.At = at
	}
	return s
}

// Grow is one step of a Shiryaev-Roberts statistic: (r + dt) * e. With dt = 1 it is the form that counts outcomes in
// place of days.
func Grow(r, dt, e float64) float64 { return bounded((r + dt) * e) }

// bounded keeps evidence between 0 and the ceiling; what is not a number is no evidence.
func bounded(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return max(0, min(x, ceiling))
}

// LikelihoodRatio is the evidence of one outcome for rate q against p0: q/p0 for a failure, (1-q)/(1-p0) otherwise. Its
// mean is at most 1 while the rate is at most p0 <= q. Rates outside (0, 1), or q below p0, are no evidence: 1.
func LikelihoodRatio(p0, q float64, failed bool) float64 {
	if !rate(p0) || !rate(q) || q < p0 {
		return 1
	}
	if failed {
		return q / p0
	}
	return (1 - q) / (1 - p0)
}

// Risen is a rate of failures after a rise by a factor, but at most half-way from the rate to 1.
func Risen(p0, factor float64) float64 { return min(p0*factor, (1+p0)/2) }
