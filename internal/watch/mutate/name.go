package mutate

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// nameSwapped puts another name of its kind wherever the answer has one that the desk knows: another plan, product or
// country. The other name is one that the answer does not have.
func (s *subject) nameSwapped() (Case, string) {
	type place struct {
		name   string
		others []string
	}
	var places []place
	for _, kind := range slices.Sorted(maps.Keys(s.house.Names)) {
		var here, others []string
		for _, name := range s.house.Names[kind] {
			if len(s.namedAt(name)) > 0 {
				here = append(here, name)
			} else if !strings.Contains(plainWords(s.answer.Draft.Text), plainWords(name)) {
				others = append(others, name)
			}
		}
		if strange := slices.DeleteFunc(slices.Clone(others), s.holdsPhrase); len(strange) > 0 {
			others = strange // one that the sources do not know is wrong for sure
		}
		for _, name := range here {
			if len(others) > 0 {
				places = append(places, place{name, others})
			}
		}
	}
	if len(places) == 0 {
		return Case{}, "it names no plan, product or name of which the desk knows another"
	}
	p := one(s, places)
	other := upperFirst(one(s, p.others))
	text := []rune(s.answer.Draft.Text)
	at := s.namedAt(p.name)
	for _, span := range slices.Backward(at) {
		text = slices.Concat(text[:span[0]], []rune(other), text[span[1]:])
	}
	if strings.Contains(s.ground, plainWords(string(text))) {
		return Case{}, "the sources say the same of the other name"
	}
	return s.reword(string(text), p.name+" -> "+other), ""
}

// namedAt gives where a name stands, in code points. It must be written with a capital, and not only because it opens a
// sentence, unless it is of several words: names of plans are ordinary words too.
func (s *subject) namedAt(name string) [][2]int {
	words := foldedPhrase(name)
	var list [][2]int
	sure := false
	for i := range s.said.tokens {
		if len(words) == 0 || !s.said.at(i, words) || !s.said.capital(i) {
			continue
		}
		sure = sure || !s.said.opens[i] || len(words) > 1
		list = append(list, [2]int{s.said.tokens[i].Start, s.said.tokens[i+len(words)-1].End})
	}
	if !sure {
		return nil
	}
	return list
}
