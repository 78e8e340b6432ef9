package drift

import (
	"math"
	"testing"
)

// TestCusumRunLengths holds Step and RunLength against Page's integral equation, and that against published values.
func TestCusumRunLengths(t *testing.T) {
	for _, c := range []struct {
		k, h   float64
		both   float64 // two-sided, in control
		shifts [5]float64
	}{
		{.5, 4, 167.68, [5]float64{335.37, 26.679, 8.383, 4.747, 3.343}},
		{.5, 4.77, 368.56, [5]float64{737.12, 35.226, 9.917, 5.517, 3.855}},
		{.5, 5, 465.44, [5]float64{930.89, 38.010, 10.376, 5.747, 4.009}},
		{.5, 8, 9482.86, [5]float64{18965.73, 84.001, 16.372, 8.747, 6.009}},
		{.25, 8, 368.39, [5]float64{736.79, 28.763, 11.393, 7.114, 5.214}},
		{.75, 3.34, 370.57, [5]float64{741.15, 49.997, 10.884, 5.182, 3.388}},
		{1, 2.52, 372.82, [5]float64{745.63, 69.718, 13.579, 5.462, 3.267}},
	} {
		for i, want := range c.shifts {
			shift := .5 * float64(i)
			got, within := pageRunLength(Cusum{c.k, c.h}, shift), .0005
			if shift == 0 {
				within = .005
				if math.Abs(got/2-c.both) > .0051 {
					t.Errorf("k %v, h %v, both sides: %.3f, want %v", c.k, c.h, got/2, c.both)
				}
			}
			if math.Abs(got-want) > within*1.01 {
				t.Errorf("k %v, h %v, shift %v: %.4f, want %v", c.k, c.h, shift, got, want)
			}
		}
	}
}

func TestSiegmund(t *testing.T) {
	for _, c := range []struct{ k, h, shift, want, within float64 }{{.5, 5, 0, 938.22, .005}, {.5, 5, 1, 10.336, .0005}, {.5, 4, 0, 338.09, .005}, {.5, 5, .5, 38.02, .005}, {.5, 5, .5 + 1e-7, 38.02, .005}} {
		if got := (Cusum{c.k, c.h}).RunLength(c.shift); math.Abs(got-c.want) > c.within {
			t.Errorf("%+v: %.4f", c, got)
		}
	}
}

func TestCusumSteps(t *testing.T) {
	c, sum := Cusum{.5, 2}, 0.0
	for i, s := range []struct {
		z, want float64
		over    bool
	}{{-3, 0, false}, {1.5, 1, false}, {1.5, 2, false}, {math.NaN(), 2, false}, {.75, 2.25, true}, {math.Inf(1), ceiling, true}, {math.Inf(-1), 0, false}} {
		if sum = c.Step(sum, s.z); sum != s.want || c.Over(sum) != s.over {
			t.Errorf("step %d: %v, want %v", i+1, sum, s.want)
		}
	}
}

// pageRunLength solves Page's integral equation at 60 Gauss-Legendre nodes (Nystroem): L(z) = 1 + L(0) P(from z to 0) +
// the integral of L(y) times the density from z to y.
func pageRunLength(c Cusum, shift float64) float64 {
	const nodes = 60
	x, w := legendre(nodes)
	density := func(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
	below := func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
	points := []float64{0}
	for _, v := range x {
		points = append(points, c.H*(v+1)/2)
	}
	rows := make([][]float64, nodes+1)
	for i, z := range points {
		rows[i] = make([]float64, nodes+2)
		rows[i][0] = -below(c.K - z - shift)
		for j := 1; j <= nodes; j++ {
			rows[i][j] = -density(points[j]-z+c.K-shift) * w[j-1] * c.H / 2
		}
		rows[i][i]++
		rows[i][nodes+1] = 1
	}
	return solve(rows)[0]
}

// legendre gives the nodes and weights of Gauss-Legendre on [-1, 1].
func legendre(n int) (x, w []float64) {
	x, w = make([]float64, n), make([]float64, n)
	for i := range n {
		z := math.Cos(math.Pi * (float64(i) + .75) / (float64(n) + .5))
		for range 50 {
			p, before := 1.0, 0.0
			for k := range n {
				p, before = ((2*float64(k)+1)*z*p-float64(k)*before)/float64(k+1), p
			}
			slope := float64(n) * (z*p - before) / (z*z - 1)
			z -= p / slope
			x[i], w[i] = z, 2/((1-z*z)*slope*slope)
		}
	}
	return x, w
}

// solve is Gaussian elimination with pivots; the last column is the right side.
func solve(rows [][]float64) []float64 {
	n := len(rows)
	for i := range n {
		best := i
		for r := i; r < n; r++ {
			if math.Abs(rows[r][i]) > math.Abs(rows[best][i]) {
				best = r
			}
		}
		rows[i], rows[best] = rows[best], rows[i]
		for r := range n {
			if r == i {
				continue
			}
			factor := rows[r][i] / rows[i][i]
			for k := i; k <= n; k++ {
				rows[r][k] -= factor * rows[i][k]
			}
		}
	}
	values := make([]float64, n)
	for i := range n {
		values[i] = rows[i][n] / rows[i][i]
	}
	return values
}
