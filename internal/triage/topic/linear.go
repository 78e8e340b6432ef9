package topic

import (
	"math"
	"math/rand/v2"
)

// linear is multinomial logistic regression: row f of weight holds what feature f says for each class.
type linear struct {
	classes int
	weight  []float32 // features x classes
	bias    []float32
}

type fit struct {
	epochs int
	rate   float64
	smooth float64
	l2     float64
}

var theFit = fit{epochs: 12, rate: 0.5, smooth: 0.0}

func (l *linear) scores(v vector, out []float32) {
	copy(out, l.bias)
	c := l.classes
	for i, id := range v.id {
		axpy(out, l.weight[int(id)*c:int(id)*c+c], v.x[i])
	}
}

func axpy(out, row []float32, x float32) {
	row = row[:len(out)]
	for j := range out {
		out[j] += x * row[j]
	}
}

func softmax(s []float32) {
	top := s[0]
	for _, x := range s {
		top = max(top, x)
	}
	sum := float32(0)
	for j, x := range s {
		e := float32(math.Exp(float64(x - top)))
		s[j] = e
		sum += e
	}
	for j := range s {
		s[j] /= sum
	}
}

// learnLinear fits by stochastic gradients with one adaptive rate a feature (Adagrad over rows: Duchi, Hazan, Singer
// 2011). weights may be nil.
func learnLinear(vs []vector, class []int, features, classes int, weights []float32, f fit, rng *rand.Rand) linear {
	l := linear{classes: classes, weight: make([]float32, features*classes), bias: make([]float32, classes)}
	acc := make([]float32, features)
	for i := range acc {
		acc[i] = 1e-2
	}
	order := rng.Perm(len(vs))
	p := make([]float32, classes)
	small := float32(1e-3)
	touched := make([]int32, 0, classes)
	for e := range f.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := f.rate * (1 - float64(e)/float64(f.epochs))
		for _, i := range order {
			v := vs[i]
			l.scores(v, p)
			softmax(p)
			p[class[i]] -= 1
			if f.smooth > 0 {
				for j := range p {
					p[j] -= float32(f.smooth) / float32(classes)
				}
				p[class[i]] += float32(f.smooth)
			}
			touched = touched[:0]
			g2 := float32(0)
			for j, g := range p {
				if g > small || g < -small {
					touched = append(touched, int32(j))
					g2 += g * g
				}
			}
			if len(touched) == 0 {
				continue
			}
			w := float32(1)
			if weights != nil {
				w = weights[i]
			}
			for k, id := range v.id {
				x := v.x[k] * w
				acc[id] += x * x * g2
				step := float32(rate) * x / float32(math.Sqrt(float64(acc[id])))
				row := l.weight[int(id)*classes : int(id)*classes+classes]
				for _, j := range touched {
					row[j] -= step * p[j]
				}
			}
		}
	}
	return l
}
