package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/retrieve"
)

// spellings finds terms by the runs of three letters that they share with a word.
type spellings struct {
	grams map[gram][]uint32 // numbers of the terms, ascending
}

// gram is three code points; the edges of a word count as a zero.
type gram [3]rune

// longestSpelling is the length in bytes past which a term is not a word that people misspell.
const longestSpelling = 40

func newSpellings(words []string) spellings {
	s := spellings{grams: map[gram][]uint32{}}
	for number, word := range words {
		for _, g := range gramsOf(word) {
			s.grams[g] = append(s.grams[g], uint32(number)) //nolint:gosec // see builder.number
		}
	}
	return s
}

// gramsOf gives the distinct grams of a word; none for a number, a word of one or two letters, or a very long one.
func gramsOf(word string) []gram {
	if utf8.RuneCountInString(word) < 3 || len(word) > longestSpelling || word[0] >= '0' && word[0] <= '9' {
		return nil
	}
	runes := append(append([]rune{0}, []rune(word)...), 0)
	grams := make([]gram, 0, len(runes)-2)
	for i := 0; i+3 <= len(runes); i++ {
		g := gram(runes[i : i+3])
		if !slices.Contains(grams, g) {
			grams = append(grams, g)
		}
	}
	return grams
}

// similar gives the terms with the greatest share of grams in common (Dice's coefficient), the word itself left out.
func (s spellings) similar(word string, prefix, limit int, words []string) []retrieve.Neighbour {
	mine := gramsOf(word)
	if len(mine) == 0 || limit <= 0 {
		return nil
	}
	if len(word) < prefix {
		return nil
	}
	common := map[uint32]int{}
	for _, g := range mine {
		for _, number := range s.grams[g] {
			common[number]++
		}
	}
	var found []retrieve.Neighbour
	for number, n := range common {
		if 2*n < len(mine) || words[number] == word || !strings.HasPrefix(words[number], word[:prefix]) {
			continue
		}
		theirs := len(gramsOf(words[number]))
		found = append(found, retrieve.Neighbour{Term: words[number], Similarity: 2 * float64(n) / float64(len(mine)+theirs)})
	}
	slices.SortFunc(found, func(a, b retrieve.Neighbour) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Term, b.Term))
	})
	return found[:min(len(found), limit)]
}
