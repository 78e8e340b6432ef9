package novelty

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// spare is the part of a passage's words that a saying of the same may leave out: one word in five.
const spare = 5

// same tells whether a sentence says what a passage says, in its words: each word that counts stands in the passage, in the
// same order; what is marked is the same in both; and of the passage at most a fifth of the words is left out. A word
// added, exchanged or moved makes it another saying: "fire damage is covered" differs from "water damage is covered" in
// one word.
func same(said, passage line) bool {
	missing := len(passage.words) - len(said.words)
	if len(said.words) == 0 || missing < 0 || missing*spare > len(passage.words) {
		return false
	}
	return within(said.words, passage.words) && sameMarks(said.words, passage.words)
}

// within tells whether words stand in a row of others, in their order.
func within(words, others []word) bool {
	at := 0
	for _, o := range others {
		if at < len(words) && words[at].stem == o.stem {
			at++
		}
	}
	return at == len(words)
}

// sameMarks compares what is marked in either of two sentences.
func sameMarks(a, b []word) bool {
	marks := map[string]bool{}
	for _, w := range slices.Concat(a, b) {
		if w.marked {
			marks[w.stem] = true
		}
	}
	only := func(words []word) []string {
		var list []string
		for _, w := range words {
			if marks[w.stem] {
				list = append(list, w.stem)
			}
		}
		return list
	}
	return slices.Equal(only(a), only(b))
}

func sameAsAny(said line, known []line) bool {
	return slices.ContainsFunc(known, func(k line) bool { return same(said, k) })
}

// longest is how many sentences in a row a claim may put into one.
const longest = 3

// windows reads each sentence of each passage, and each two or three in a row.
func windows(s *analysis.Stemmer, passages []string) []line {
	var list []line
	for _, p := range passages {
		text := []rune(p)
		var row []line
		for _, span := range sentences(p) {
			row = append(row, read(s, string(text[span.Start:span.End])))
		}
		for i := range row {
			var joined line
			for _, l := range row[i:min(i+longest, len(row))] {
				joined.words = slices.Concat(joined.words, l.words)
				list = append(list, joined)
			}
		}
	}
	return list
}

// rewords tells whether a sentence may be a refused one in other words: at least half of the content words of the shorter
// are in both, and at least two of them (one, where the shorter has no more). It takes in too much rather than too little.
func rewords(said, refused line) bool {
	a, b := content(said), content(refused)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	both := 0
	for stem := range a {
		if b[stem] {
			both++
		}
	}
	shorter := min(len(a), len(b))
	return both >= min(2, shorter) && 2*both >= shorter
}

// content gives the stems that say what a sentence is about: no marks of logic, and no numbers.
func content(l line) map[string]bool {
	stems := map[string]bool{}
	for _, w := range l.words {
		if _, logical := book.logic[w.stem]; !logical && !numeral(w.stem) {
			stems[w.stem] = true
		}
	}
	return stems
}
