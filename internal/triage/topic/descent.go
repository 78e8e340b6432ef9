package topic

import (
	"math"
	"math/rand/v2"
)

// How the network learns; chosen on the validation parts of two public sets. Half of each text's features are left out
// at random each time it is shown (dropout: Srivastava et al. 2014), which is worth more than any other choice here.
const (
	dropped     = 0.5
	firstRate   = 0.1
	secondRate  = 0.05
	firstSpread = 0.15
	shown       = 150_000 // texts, over all epochs, within the bounds below
	fewEpochs   = 4
	manyEpochs  = 40
	slight      = 1e-3 // gradients of a class below this are not worth their time
)

// descent is a network while it learns: stochastic gradients with adaptive rates (Adagrad: Duchi, Hazan, Singer 2011),
// one for each feature's row in the first layer and one for each weight in the second.
type descent struct {
	classes       int
	first, second []float32
	rowSum        []float32 // accumulated squares behind the rates
	weightSum     []float32
	random        *rand.Rand
	input         vector
	unit, back    []float32 // hidden layer and its gradient
	output        []float32 // probabilities, then their gradient
	touched       []int32
}

// learnNetwork fits a network to texts and their classes.
func learnNetwork(texts []vector, class []int, features, classes int, random *rand.Rand) network {
	d := newDescent(features, classes, random)
	epochs := min(max(shown/max(len(texts), 1), fewEpochs), manyEpochs)
	for e := range epochs {
		decay := 1 - float32(e)/float32(epochs)
		for _, i := range random.Perm(len(texts)) {
			d.show(texts[i], class[i], decay)
		}
	}
	n := network{classes: classes, second: d.second}
	n.first, n.scale = quantise(d.first)
	return n
}

func newDescent(features, classes int, random *rand.Rand) *descent {
	return &descent{
		classes:   classes,
		first:     normal(features*hidden, firstSpread, random),
		second:    normal(hidden*classes, math.Sqrt(0.5/hidden), random),
		rowSum:    filled(features, 0.01),
		weightSum: filled(hidden*classes, 0.01),
		random:    random,
		unit:      make([]float32, hidden),
		back:      make([]float32, hidden),
		output:    make([]float32, classes),
	}
}

func normal(n int, spread float64, random *rand.Rand) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(random.NormFloat64() * spread)
	}
	return out
}

func filled(n int, x float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = x
	}
	return out
}

// show takes one step for one text.
func (d *descent) show(text vector, class int, decay float32) {
	d.drop(text)
	d.forward()
	d.output[class]--
	d.touched = d.touched[:0]
	for c, g := range d.output {
		if g > slight || g < -slight {
			d.touched = append(d.touched, int32(c))
		}
	}
	square := d.stepSecond(secondRate * decay)
	if square > 0 {
		d.stepFirst(firstRate*decay, square/hidden)
	}
}

func (d *descent) drop(text vector) {
	d.input.ids, d.input.weights = d.input.ids[:0], d.input.weights[:0]
	for k, id := range text.ids {
		if d.random.Uint32() >= dropped*(1<<32) {
			d.input.ids = append(d.input.ids, id)
			d.input.weights = append(d.input.weights, text.weights[k]/(1-dropped))
		}
	}
}

func (d *descent) forward() {
	clear(d.unit)
	for k, id := range d.input.ids {
		add(d.unit, d.first[int(id)*hidden:][:hidden], d.input.weights[k])
	}
	clear(d.output)
	for j, x := range d.unit {
		if x <= 0 {
			d.unit[j] = 0
			continue
		}
		add(d.output, d.second[j*d.classes:][:d.classes], x)
	}
	softmax(d.output)
}

// stepSecond moves the second layer and leaves the gradient of the hidden layer in back; it gives that one's square.
func (d *descent) stepSecond(rate float32) float32 {
	square := float32(0)
	for j, x := range d.unit {
		d.back[j] = 0
		if x == 0 {
			continue
		}
		row := d.second[j*d.classes:][:d.classes]
		sums := d.weightSum[j*d.classes:][:d.classes]
		back := float32(0)
		for _, c := range d.touched {
			back += row[c] * d.output[c]
			step := d.output[c] * x
			sums[c] += step * step
			row[c] -= rate * step / float32(math.Sqrt(float64(sums[c])))
		}
		d.back[j] = back
		square += back * back
	}
	return square
}

func (d *descent) stepFirst(rate, square float32) {
	for k, id := range d.input.ids {
		w := d.input.weights[k]
		d.rowSum[id] += w * w * square
		add(d.first[int(id)*hidden:][:hidden], d.back, -rate*w/float32(math.Sqrt(float64(d.rowSum[id]))))
	}
}
