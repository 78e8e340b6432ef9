package retrieve

// answerModel gives the probability that the first article answers, from Features.Vector.
func answerModel() Logistic {
	return Logistic{
		Bias:    -6,
		Weights: []float64{6, 0, 1, 0, 0, 0, 0, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0},
	}
}
