package topic

import "math"

// trial is one guess about a text that the guessing model had not seen.
type trial struct {
	signs   signs
	right   bool
	outside bool    // the text, or its whole topic, was unknown to the model
	held    bool    // outside because its topic was kept from the model
	weight  float64 // how many trials it stands for
}

// prior is the doubt of a model that has no trials to learn from; pull is how many trials it weighs, so to speak.
var prior = doubt{bias: 2.5, weight: signs{signFamiliar: 0.3, signWords: 0.7, signAll: 0.7, signLead: 0, signOrder: 0.3}}

const pull = 2.0

// learnDoubt fits the doubt to trials by Newton's method on the weighted log-likelihood with a normal prior, steps halved
// until they help.
func learnDoubt(trials []trial) doubt {
	d := prior
	now := d.loss(trials)
	for range 20 {
		step := solve(d.system(trials))
		next, loss := d, math.Inf(1)
		for part := 1.0; part > 1e-4 && !(loss < now); part /= 2 {
			next = d.moved(step, part)
			loss = next.loss(trials)
		}
		if !(loss < now-1e-7*now) {
			return d
		}
		d, now = next, loss
	}
	return d
}

func (d doubt) moved(step [signCount + 1]float64, part float64) doubt {
	d.bias += part * step[signCount]
	for i := range d.weight {
		d.weight[i] += part * step[i]
	}
	return d
}

// loss is the negative weighted log-likelihood of the trials and of the prior.
func (d doubt) loss(trials []trial) float64 {
	sum := 0.0
	for i := range signCount + 1 {
		away := d.at(i) - prior.at(i)
		sum += pull / 2 * away * away
	}
	for _, t := range trials {
		p := d.confidence(t.signs)
		if !t.right {
			p = 1 - p
		}
		sum -= t.weight * math.Log(max(p, 1e-12))
	}
	return sum
}

// system gives the matrix of second derivatives of the loss, with the negative gradient as its last column.
func (d doubt) system(trials []trial) (a [signCount + 1][signCount + 2]float64) {
	for i := range a {
		a[i][i] = pull
		a[i][signCount+1] = pull * (prior.at(i) - d.at(i))
	}
	for _, t := range trials {
		d.addTrial(&a, t)
	}
	return a
}

// at numbers the weights, the bias last.
func (d doubt) at(i int) float64 {
	if i == signCount {
		return d.bias
	}
	return d.weight[i]
}

func (d doubt) addTrial(a *[signCount + 1][signCount + 2]float64, t trial) {
	p := d.confidence(t.signs)
	gradient := -p * t.weight
	if t.right {
		gradient = (1 - p) * t.weight
	}
	curve := max(p*(1-p), 1e-4) * t.weight
	var x [signCount + 1]float64
	scaled := t.signs.scaled()
	copy(x[:], scaled[:])
	x[signCount] = 1
	for i := range x {
		for j := range x {
			a[i][j] += curve * x[i] * x[j]
		}
		a[i][signCount+1] += gradient * x[i]
	}
}

// solve gives the solution of a symmetric positive definite system by elimination; the last column is the right side.
func solve(a [signCount + 1][signCount + 2]float64) (x [signCount + 1]float64) {
	for i := range a {
		for r := i + 1; r < len(a); r++ {
			factor := a[r][i] / a[i][i]
			for c := i; c < len(a[r]); c++ {
				a[r][c] -= factor * a[i][c]
			}
		}
	}
	for i := len(a) - 1; i >= 0; i-- {
		x[i] = a[i][signCount+1]
		for c := i + 1; c < len(a); c++ {
			x[i] -= a[i][c] * x[c]
		}
		x[i] /= a[i][i]
		if math.IsNaN(x[i]) {
			x[i] = 0
		}
	}
	return x
}
