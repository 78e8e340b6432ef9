package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/retrieve"
)

// spellings finds terms by the runs of three letters that they share with a word, and by how they begin.
type spellings struct {
	grams   map[gram][]uint32 // numbers of the terms, ascending
	lengths []uint8           // distinct grams of each term
	sorted  []uint32          // numbers of the terms in the order of their letters
}

// gram is three code points; the edges of a word count as a zero.
type gram [3]rune

// longestSpelling is the length in bytes past which a term is not a word that people misspell.
const longestSpelling = 40

func newSpellings(words []string) spellings {
	s := spellings{grams: map[gram][]uint32{}, lengths: make([]uint8, len(words))}
	var grams []gram
	for number, word := range words {
		grams = appendGrams(grams[:0], word)
		for _, g := range grams {
			s.grams[g] = append(s.grams[g], uint32(number)) // see builder.number
		}
		s.lengths[number] = uint8(len(grams)) //nolint:gosec // at most longestSpelling
		if len(grams) > 0 {
			s.sorted = append(s.sorted, uint32(number)) // see builder.number
		}
	}
	slices.SortFunc(s.sorted, func(a, b uint32) int { return strings.Compare(words[a], words[b]) })
	return s
}

// appendGrams appends the distinct grams of a word; none for a number, a word of one or two letters, a very long one, or
// a pseudo-term.
func appendGrams(grams []gram, word string) []gram {
	if utf8.RuneCountInString(word) < 3 || len(word) > longestSpelling || word[0] >= '0' && word[0] <= '9' || word[0] == '?' {
		return grams
	}
	before, here := rune(0), rune(0)
	add := func(next rune) {
		if here != 0 {
			if g := (gram{before, here, next}); !slices.Contains(grams, g) {
				grams = append(grams, g)
			}
		}
		before, here = here, next
	}
	for _, r := range word {
		add(r)
	}
	add(0)
	return grams
}

// similar gives the terms with the greatest share of grams in common (Dice's coefficient), the word itself left out.
func (s *spellings) similar(word string, limit int, words []string) []retrieve.Neighbour {
	mine := appendGrams(nil, word)
	if len(mine) == 0 || limit <= 0 {
		return nil
	}
	common := make([]uint8, len(words))
	var touched []uint32
	for _, g := range mine {
		for _, number := range s.grams[g] {
			if common[number] == 0 {
				touched = append(touched, number)
			}
			common[number]++
		}
	}
	var found []retrieve.Neighbour
	for _, number := range touched {
		dice := 2 * float64(common[number]) / float64(len(mine)+int(s.lengths[number]))
		if dice >= diceFloor && words[number] != word {
			found = append(found, retrieve.Neighbour{Term: words[number], Similarity: dice})
		}
	}
	found = best(found, diceBest)
	for i := range found {
		found[i].Similarity = max(found[i].Similarity, slipSimilarity(word, found[i].Term))
	}
	return best(found, limit)
}

// Terms compared letter by letter: those with at least so great a share of grams in common, and the best so many.
const (
	diceFloor = 0.2
	diceBest  = 24
)

// slipSimilarity gives how like two words are if one is the other with a slip of the fingers, two in words of eight
// letters and more, and 0 if they are further apart.
func slipSimilarity(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	longest := max(len(x), len(y))
	allowed := 1
	if longest >= 8 {
		allowed = 2
	}
	if max(len(x)-len(y), len(y)-len(x)) > allowed {
		return 0
	}
	slips := distance(x, y)
	if slips > allowed {
		return 0
	}
	return 1 - float64(slips)/float64(longest)
}

// distance is the number of letters put in, left out, changed, or swapped with their neighbour (optimal string
// alignment).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// relatives gives the terms that begin with the same letters, so many of them, the word itself left out. Their
// similarity is the share of both words that is the common beginning.
func (s *spellings) relatives(word string, prefix, limit int, words []string) []retrieve.Neighbour {
	if len(word) < prefix || len(word) > longestSpelling {
		return nil
	}
	start := word[:prefix]
	from, _ := slices.BinarySearchFunc(s.sorted, start, func(number uint32, want string) int {
		return strings.Compare(words[number], want)
	})
	var found []retrieve.Neighbour
	for _, number := range s.sorted[from:] {
		other := words[number]
		if !strings.HasPrefix(other, start) {
			break
		}
		if other != word {
			found = append(found, retrieve.Neighbour{
				Term: other, Similarity: 2 * float64(commonPrefix(word, other)) / float64(len(word)+len(other)),
			})
		}
	}
	return best(found, limit)
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func best(found []retrieve.Neighbour, limit int) []retrieve.Neighbour {
	slices.SortFunc(found, func(a, b retrieve.Neighbour) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Term, b.Term))
	})
	return found[:min(len(found), limit)]
}
