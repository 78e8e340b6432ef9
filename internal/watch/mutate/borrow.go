package mutate

import (
	"slices"
	"strings"
)

// numberBorrowed puts in place of a number another one that a source has before the same word or sign, and so says of
// another thing: the 30 days of the bin for the 20 days of the account.
func (s *subject) numberBorrowed() (Case, string) {
	type place struct {
		number
		unit   string
		others []string
	}
	var places []place
	counted := s.countedThings()
	for _, n := range s.numbers {
		unit := s.said.unitOf(n)
		if unit == "" || !s.counts(n) {
			continue
		}
		var others []string
		for _, other := range counted[unit] {
			if other.value != n.value {
				others = append(others, other.written)
			}
		}
		if len(others) > 0 {
			places = append(places, place{n, unit, others})
		}
	}
	if len(places) == 0 {
		return Case{}, "its sources say no other number of the same unit"
	}
	p := one(s, places)
	other := one(s, p.others)
	text := s.said.put(p.from, p.to, other)
	if strings.Contains(s.ground, plainWords(text)) {
		return Case{}, "its sources say the same with the other number"
	}
	return s.reword(text, p.written+" -> "+other+" "+p.unit), ""
}

// unitOf gives the word or the sign of a currency that a number counts, folded; empty where none stands beside it.
func (d reading) unitOf(n number) string {
	before, after := []rune(d.gap(n.from)), strings.TrimLeft(d.gap(n.to), " \u00a0\u202f")
	switch {
	case len(before) > 0 && otherCurrency(before[len(before)-1]) != "":
		return string(before[len(before)-1])
	case after != "":
		if sign := []rune(after)[0]; otherCurrency(sign) != "" {
			return string(sign)
		}
		return ""
	}
	if d.digitNear(n.to) {
		return ""
	}
	return d.text(n.to)
}

// mostOthers is how many numbers of one unit are remembered.
const mostOthers = 20

// countedThings gives the numbers that the sources say, each value once, by what they count.
func (s *subject) countedThings() map[string][]number {
	counted := map[string][]number{}
	for _, text := range s.trueTexts() {
		d := read(text)
		for _, n := range s.words.speller.numbers(d) {
			unit := d.unitOf(n)
			same := func(o number) bool { return o.value == n.value }
			if unit != "" && len(counted[unit]) < mostOthers && !slices.ContainsFunc(counted[unit], same) {
				counted[unit] = append(counted[unit], n)
			}
		}
	}
	return counted
}
