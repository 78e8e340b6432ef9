package proving

import (
	"math"

	"github.com/vigie-desk/vigie/internal/retrieve"
)

// Example is one observation for a model of a probability.
type Example struct {
	X      []float64
	Right  bool
	Weight float64
}

// FitLogistic fits a logistic regression by Newton's method, with a ridge on the weights and none on the bias
// (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, 4.4.1). The same examples give the
// same model. Without examples, or with examples of one side only, the model says what the bias says.
func FitLogistic(examples []Example, ridge float64) retrieve.Logistic {
	if len(examples) == 0 {
		return retrieve.Logistic{}
	}
	n := len(examples[0].X) + 1
	beta := make([]float64, n)
	for range 50 {
		gradient, hessian := newton(examples, beta, ridge)
		step, ok := solve(hessian, gradient)
		if !ok {
			break
		}
		largest := 0.0
		for i := range beta {
			beta[i] += step[i]
			largest = math.Max(largest, math.Abs(step[i]))
		}
		if largest < 1e-8 {
			break
		}
	}
	return retrieve.Logistic{Bias: beta[0], Weights: beta[1:]}
}

// newton gives the gradient of the penalised log-likelihood and the negative of its second derivatives.
func newton(examples []Example, beta []float64, ridge float64) ([]float64, [][]float64) {
	n := len(beta)
	gradient, hessian := make([]float64, n), make([][]float64, n)
	for i := range hessian {
		hessian[i] = make([]float64, n)
		if i > 0 {
			gradient[i] = -ridge * beta[i]
			hessian[i][i] = ridge
		} else {
			hessian[i][i] = 1e-6
		}
	}
	x := make([]float64, n)
	model := retrieve.Logistic{Bias: beta[0], Weights: beta[1:]}
	for _, e := range examples {
		x[0] = 1
		copy(x[1:], e.X)
		p := model.Probability(e.X)
		y := 0.0
		if e.Right {
			y = 1
		}
		for i := range x {
			gradient[i] += e.Weight * (y - p) * x[i]
			for j := range x {
				hessian[i][j] += e.Weight * p * (1 - p) * x[i] * x[j]
			}
		}
	}
	return gradient, hessian
}

// solve gives x for a x = b by Gaussian elimination with partial pivoting, and false where a is singular. It overwrites
// both.
func solve(a [][]float64, b []float64) ([]float64, bool) {
	n := len(b)
	for column := range n {
		pivot := column
		for row := column + 1; row < n; row++ {
			if math.Abs(a[row][column]) > math.Abs(a[pivot][column]) {
				pivot = row
			}
		}
		if math.Abs(a[pivot][column]) < 1e-12 {
			return nil, false
		}
		a[column], a[pivot] = a[pivot], a[column]
		b[column], b[pivot] = b[pivot], b[column]
		for row := column + 1; row < n; row++ {
			factor := a[row][column] / a[column][column]
			for k := column; k < n; k++ {
				a[row][k] -= factor * a[column][k]
			}
			b[row] -= factor * b[column]
		}
	}
	for row := n - 1; row >= 0; row-- {
		for k := row + 1; k < n; k++ {
			b[row] -= a[row][k] * b[k]
		}
		b[row] /= a[row][row]
	}
	return b, true
}
