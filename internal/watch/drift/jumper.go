package drift

import "math"

// JumperAlarm is the value of a Jumper that counts as an alarm. While the questions are exchangeable, the chance that it
// is ever reached is 1 in 20 at most (Ville's inequality).
const JumperAlarm = 20

// jump is the share of the capital that moves between the accounts at each step.
const jump = .01

// Jumper is the conformal test martingale on what customers ask: it bets that the p-values of new questions are not
// uniform. It has three accounts, which bet on small values, on nothing, and on large ones. The zero Jumper has not begun.
//
// Source: the Simple Jumper of Vovk et al., "Retrain or not retrain: conformal test martingales for change-point
// detection", COPA 2021.
type Jumper struct {
	Small float64 `json:"small"`
	Even  float64 `json:"even"`
	Large float64 `json:"large"`
}

// Step takes one conformal p-value in [0, 1]; another value changes nothing.
func (j Jumper) Step(p float64) Jumper {
	if !(p >= 0 && p <= 1) {
		return j
	}
	if j == (Jumper{}) {
		j = Jumper{1. / 3, 1. / 3, 1. / 3}
	}
	moved := jump * j.Value() / 3
	j.Small = ((1-jump)*j.Small + moved) * (1 - (p - .5))
	j.Even = (1-jump)*j.Even + moved
	j.Large = ((1-jump)*j.Large + moved) * (1 + (p - .5))
	if value := j.Value(); value > ceiling {
		j.Small, j.Even, j.Large = j.Small/value*ceiling, j.Even/value*ceiling, j.Large/value*ceiling
	}
	return j
}

// Value is the capital, which was 1 at the beginning.
func (j Jumper) Value() float64 {
	if j == (Jumper{}) {
		return 1
	}
	return j.Small + j.Even + j.Large
}

// ConformalP gives the p-value of a new question's strangeness among all seen, itself counted: greater are stranger,
// equal are as strange (itself too, so at least 1), and u is a fresh uniform in [0, 1] that breaks ties. Counts that
// contradict each other are no evidence: .5.
func ConformalP(greater, equal, seen int, u float64) float64 {
	if greater < 0 || equal < 1 || greater+equal > seen || math.IsNaN(u) {
		return .5
	}
	return (float64(greater) + max(0, min(u, 1))*float64(equal)) / float64(seen)
}
