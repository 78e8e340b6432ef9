package mutate

import (
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// spelledOut writes a number below a hundred in words.
func (s *subject) spelledOut() (Case, string) {
	return s.renumbered("it has no number that would be written out", func(n number) string {
		v := int(n.value)
		if n.spoken || float64(v) != n.value || v < 2 || v > 100 || !s.beforeWord(n) {
			return ""
		}
		if s.answer.Language == desk.French && v%10 == 1 {
			return "" // its gender is that of the thing counted
		}
		return spell(v, s.answer.Language)
	})
}

// beforeWord tells whether a number stands free, with a word behind it.
func (s *subject) beforeWord(n number) bool {
	before, after := s.said.gap(n.from), s.said.gap(n.to)
	if n.to >= len(s.said.tokens) || !groupGap(after) || before != "" && !unicode.IsSpace([]rune(before)[len([]rune(before))-1]) {
		return false
	}
	unit := s.said.text(n.to)
	return len(unit) > 2 && unit != "eur" && unit != "usd" && unit != "gbp" && unicode.IsLetter([]rune(unit)[0])
}

// spaced puts a no-break space between a number and what is counted.
func (s *subject) spaced() (Case, string) {
	var places []int
	for _, n := range s.numbers {
		if n.to < len(s.said.tokens) && s.said.gap(n.to) == " " && !s.said.digitNear(n.to) {
			places = append(places, n.to)
		}
	}
	if len(places) == 0 {
		return Case{}, "it has no number with a space behind it"
	}
	i := one(s, places)
	at := s.said.tokens[i].Start
	return s.reword(s.said.splice(at-1, at, "\u00a0"), "no-break space before "+s.said.word(i)), ""
}

// grouped writes a number of a thousand or more with another sign between the thousands.
func (s *subject) grouped() (Case, string) {
	return s.renumbered("it has no number of a thousand or more", func(n number) string {
		v := int(n.value)
		if n.spoken || v < 1000 || v > 1_000_000_000 || float64(v) != n.value || strings.Contains(n.written, ".") {
			return ""
		}
		signs := []string{"\u00a0", "\u202f"}
		if s.answer.Language == desk.English {
			signs = append(signs, ",")
		} else {
			signs = append(signs, " ")
		}
		var others []string
		for _, sign := range signs {
			if written := grouped(v, sign); written != n.written {
				others = append(others, written)
			}
		}
		return one(s, others)
	})
}

// renumbered writes one number in another way.
func (s *subject) renumbered(lack string, write func(number) string) (Case, string) {
	type place struct {
		number
		next string
	}
	var places []place
	for _, n := range s.numbers {
		if !s.counts(n) {
			continue
		}
		if next := write(n); next != "" {
			places = append(places, place{n, next})
		}
	}
	if len(places) == 0 {
		return Case{}, lack
	}
	p := one(s, places)
	return s.reword(s.said.put(p.from, p.to, p.next), p.written+" -> "+p.next), ""
}
