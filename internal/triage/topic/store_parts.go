package topic

import (
	"encoding/binary"
	"math"
)

// model reads what write wrote and checks every index, so that no part points outside another.
func (r *reader) model() *Model {
	m := &Model{threshold: r.float64()}
	if m.threshold < 0 || m.threshold > 1 {
		r.fail("its threshold is not from 0 to 1")
	}
	m.doubt.bias = r.float64()
	for i := range m.doubt.weight {
		m.doubt.weight[i] = r.float64()
	}
	m.topics = r.topics()
	features := r.count(maxFeatures, "features")
	m.words.hashes = r.hashes(features)
	m.words.rarity = r.float32s(features)
	if unseen := r.float32s(1); len(unseen) == 1 {
		m.words.unseen = unseen[0]
	}
	m.support = r.support(features, len(m.topics))
	m.net.classes = len(m.topics)
	m.net.scale = r.float32s(features)
	weights := r.take(features, hidden)
	m.net.first = make([]int8, len(weights))
	for i, b := range weights {
		m.net.first[i] = int8(b)
	}
	m.net.second = r.float32s(hidden * len(m.topics))
	return m
}

func (r *reader) topics() []string {
	var names []string
	for range r.count(maxTopics, "topics") {
		size := r.uint16s(1)
		if len(size) == 0 {
			return nil
		}
		name := string(r.take(int(size[0]), 1))
		if name == "" || name == Other || len(name) > maxName {
			r.fail("a topic has a name that none can have")
		}
		if len(names) > 0 && name <= names[len(names)-1] {
			r.fail("its topics are out of order")
		}
		names = append(names, name)
	}
	return names
}

func (r *reader) hashes(n int) []uint64 {
	taken := r.take(n, 8)
	out := make([]uint64, len(taken)/8)
	for i := range out {
		out[i] = binary.LittleEndian.Uint64(taken[8*i:])
		if i > 0 && out[i] <= out[i-1] {
			r.fail("its features are out of order")
		}
	}
	return out
}

func (r *reader) support(features, topics int) support {
	s := support{starts: make([]uint32, 1)}
	sum := uint64(0)
	for _, n := range r.uint16s(features) {
		// Each run is at most as long as there are topics: a lying file must not wrap the sum.
		if sum += uint64(n); int(n) > topics || sum > math.MaxUint32 {
			r.fail("a feature counts for more topics than there are")
			return s
		}
		s.starts = append(s.starts, uint32(sum))
	}
	s.classes = r.uint16s(int(s.starts[len(s.starts)-1]))
	s.counts = append(s.counts, r.take(len(s.classes), 1)...)
	if r.wrong != "" {
		return s
	}
	for f := range features {
		run := s.classes[s.starts[f]:s.starts[f+1]]
		for i, c := range run {
			if int(c) >= topics || i > 0 && c <= run[i-1] {
				r.fail("a feature counts for a topic that it cannot")
				return s
			}
		}
	}
	return s
}
