package topic

import "math"

// network is one hidden layer of rectified units between features and classes. The first layer, nearly all of the
// weight of a model, is kept in bytes with a scale for each feature.
type network struct {
	classes int
	first   []int8    // features x hidden
	scale   []float32 // of each feature's row in first
	second  []float32 // hidden x classes
}

// hidden is the number of units between. 200 and 300 were no better on two validation sets and cost in proportion.
const hidden = 128

// scores gives the unnormalised log-probability of each class and the length of the hidden layer.
func (n *network) scores(v vector) (scores []float32, activity float64) {
	var h [hidden]float32
	for k, id := range v.ids {
		row := n.first[int(id)*hidden:][:hidden]
		w := v.weights[k] * n.scale[id]
		for j, q := range row {
			h[j] += w * float32(q)
		}
	}
	scores = make([]float32, n.classes)
	square := 0.0
	for j, x := range h {
		if x > 0 {
			square += float64(x) * float64(x)
			add(scores, n.second[j*n.classes:][:n.classes], x)
		}
	}
	return scores, math.Sqrt(square)
}

// add adds x times row to sum.
func add(sum, row []float32, x float32) {
	row = row[:len(sum)]
	for len(sum) >= 4 {
		sum[0] += x * row[0]
		sum[1] += x * row[1]
		sum[2] += x * row[2]
		sum[3] += x * row[3]
		sum, row = sum[4:], row[4:]
	}
	for j := range sum {
		sum[j] += x * row[j]
	}
}

// softmax turns scores into probabilities in place.
func softmax(scores []float32) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	sum := float32(0)
	for j, s := range scores {
		scores[j] = float32(math.Exp(float64(s - top)))
		sum += scores[j]
	}
	for j := range scores {
		scores[j] /= sum
	}
}

// quantise brings rows of weights into bytes: each row's largest weight becomes 127.
func quantise(weights []float32) (bytes []int8, scale []float32) {
	bytes = make([]int8, len(weights))
	scale = make([]float32, len(weights)/hidden)
	for i := range scale {
		row := weights[i*hidden:][:hidden]
		top := float32(0)
		for _, w := range row {
			top = max(top, w, -w)
		}
		if top == 0 {
			continue
		}
		scale[i] = top / 127
		for j, w := range row {
			bytes[i*hidden+j] = int8(math.Round(float64(w / scale[i])))
		}
	}
	return bytes, scale
}
