package topic

import "slices"

// support says how many examples of each class hold each feature: for a feature, parallel runs of classes, ascending,
// and of counts, which stop at 255.
type support struct {
	starts  []uint32 // features + 1
	classes []uint16
	counts  []uint8
}

func learnSupport(texts []vector, class []int, features int) support {
	tallies := make([]map[int]int, features)
	for i, text := range texts {
		for _, id := range text.ids {
			if tallies[id] == nil {
				tallies[id] = map[int]int{}
			}
			tallies[id][class[i]]++
		}
	}
	s := support{starts: make([]uint32, 1, features+1)}
	for _, tally := range tallies {
		from := len(s.classes)
		for c := range tally {
			s.classes = append(s.classes, uint16(c))
		}
		slices.Sort(s.classes[from:])
		for _, c := range s.classes[from:] {
			s.counts = append(s.counts, uint8(min(tally[int(c)], 255)))
		}
		s.starts = append(s.starts, uint32(len(s.classes)))
	}
	return s
}

// of gives the support of a feature for a class, from 0 for none towards 1 as examples mount: n/(n+1).
func (s *support) of(id int32, class int) float32 {
	from, to := s.starts[id], s.starts[id+1]
	i, found := slices.BinarySearch(s.classes[from:to], uint16(class))
	if !found {
		return 0
	}
	n := float32(s.counts[from:to][i])
	return n / (n + 1)
}
