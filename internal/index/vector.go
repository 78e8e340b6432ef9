package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/vigie-desk/vigie/internal/retrieve"
)

// vectors holds one direction for each unit that has one, and its signs around the mean: one bit for each dimension.
// The nearest are first sought among the signs, by counting the bits that differ, and the best of those are compared in
// full. Bits are 32 times smaller than numbers, so all of them can be looked at.
type vectors struct {
	width  int
	at     []unitPlace
	number []float32 // of length one, width for each place
	mean   []float32
	signs  []uint64 // stride for each place
}

// maxWidth is the greatest number of dimensions; wider vectors are left out.
const maxWidth = 1 << 14

// unitPlace is an article's number and the place of a unit in it.
type unitPlace struct {
	article uint32
	unit    uint32
}

// How many vectors are compared in full: so many times the limit, and never fewer than the floor.
const (
	compareTimes = 8
	compareFloor = 2_000
)

func newVectors(entries []Entry) vectors {
	v := vectors{}
	for article, e := range entries {
		for unit := range e.Units {
			if unit < len(e.Vectors) {
				v.add(unitPlace{uint32(article), uint32(unit)}, e.Vectors[unit]) // counts of things in memory
			}
		}
	}
	v.settle()
	return v
}

// add keeps a vector of the common width, which the first one sets; zero, endless and odd ones are left out.
func (v *vectors) add(at unitPlace, vector []float32) {
	length := norm(vector)
	if length == 0 || len(vector) > maxWidth || v.width != 0 && len(vector) != v.width {
		return
	}
	v.width = len(vector)
	v.at = append(v.at, at)
	for _, x := range vector {
		v.number = append(v.number, float32(float64(x)/length))
	}
}

// settle derives the mean and the signs, where there are enough vectors to need them.
func (v *vectors) settle() {
	if len(v.at) <= compareFloor {
		return
	}
	v.mean = make([]float32, v.width)
	share := 1 / float32(len(v.at))
	for i := range v.at {
		for j, x := range v.row(i) {
			v.mean[j] += share * x
		}
	}
	v.signs = make([]uint64, 0, len(v.at)*v.stride())
	for i := range v.at {
		v.signs = append(v.signs, v.signsOf(v.row(i), 1)...)
	}
}

func (v *vectors) row(i int) []float32 { return v.number[i*v.width : (i+1)*v.width] }

func (v *vectors) stride() int { return (v.width + 63) / 64 }

// signsOf gives one bit for each dimension of a vector divided by its length: above the mean or not.
func (v *vectors) signsOf(vector []float32, length float32) []uint64 {
	signs := make([]uint64, v.stride())
	for j, x := range vector {
		if x > v.mean[j]*length {
			signs[j/64] |= 1 << (j % 64)
		}
	}
	return signs
}

func norm(vector []float32) float64 {
	sum := 0.0
	for _, x := range vector {
		sum += float64(x) * float64(x)
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return 0
	}
	return math.Sqrt(sum)
}

func mergeVectors(older, younger live) vectors {
	v := vectors{}
	base := uint32(0)
	for _, l := range []live{older, younger} {
		moved := make([]uint32, len(l.shard.documents))
		for number := range moved {
			moved[number] = base
			if !l.isGone(uint32(number)) { // see Index.place
				base++
			}
		}
		old := &l.shard.vectors
		for i, at := range old.at {
			if !l.isGone(at.article) {
				v.add(unitPlace{moved[at.article], at.unit}, old.row(i))
			}
		}
	}
	v.settle()
	return v
}

// nearest gives the units with the greatest cosine, best first.
func (v *vectors) nearest(vector []float32, limit int, gone func(uint32) bool) []retrieve.Near {
	length := norm(vector)
	if v.width == 0 || len(vector) != v.width || length == 0 || limit <= 0 {
		return nil
	}
	var found []retrieve.Near
	for _, i := range v.plausible(vector, float32(length), max(compareFloor, compareTimes*limit)) {
		if at := v.at[i]; !gone(at.article) {
			cosine := float64(dot(v.row(int(i)), vector)) / length
			found = append(found, retrieve.Near{Article: at.article, Unit: int(at.unit), Cosine: cosine})
		}
	}
	slices.SortFunc(found, func(a, b retrieve.Near) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Unit, b.Unit))
	})
	return found[:min(len(found), limit)]
}

// plausible gives the places of at least so many vectors whose signs differ least, or of all where there are no more.
func (v *vectors) plausible(vector []float32, length float32, wanted int) []uint32 {
	if v.signs == nil || len(v.at) <= wanted {
		all := make([]uint32, len(v.at))
		for i := range all {
			all[i] = uint32(i) // counts of things in memory
		}
		return all
	}
	signs, stride := v.signsOf(vector, length), v.stride()
	differ := make([]uint16, len(v.at))
	counts := make([]int, v.width+1)
	for i := range differ {
		n := 0
		for j, word := range v.signs[i*stride : (i+1)*stride] {
			n += bits.OnesCount64(word ^ signs[j])
		}
		differ[i] = uint16(n) // a vector has fewer than 2^16 dimensions: see maxWidth
		counts[n]++
	}
	cut, sum := 0, counts[0]
	for sum < wanted {
		cut++
		sum += counts[cut]
	}
	near := make([]uint32, 0, sum)
	for i, n := range differ {
		if int(n) <= cut {
			near = append(near, uint32(i)) // counts of things in memory
		}
	}
	return near
}

// dot is the inner product, in four sums that do not wait for each other.
func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
