package topic

import (
	"cmp"
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// family is the sort of a feature. Each family of a text is scaled to a length of its own, so that many pieces of words
// do not drown few words.
type family uint8

const (
	word  family = iota // a folded token
	pair                // two neighbouring tokens, the text's edges included
	piece               // three or four runes of a token, its edges included
	families
)

// What is read of a text: its topic shows in its beginning, and work must be bounded.
const (
	maxBytes  = 4096
	maxTokens = 256
)

// feature is something a text holds, named by a hash of its content and family. Two features of one hash are taken for
// the same; among 100,000 features that is a chance of one in four thousand million.
type feature struct {
	hash   uint64
	family family
	count  uint16
}

// extract gives the features of a text, sorted by hash, each once.
func extract(text string) []feature {
	if len(text) > maxBytes {
		text = text[:maxBytes]
	}
	tokens := analysis.Tokens(text)
	if len(tokens) == 0 {
		return nil
	}
	if len(tokens) > maxTokens {
		tokens = tokens[:maxTokens]
	}
	found := make([]feature, 0, 16*len(tokens))
	before := "^"
	for _, t := range tokens {
		found = append(found, named(word, t.Text, ""), named(pair, before, t.Text))
		found = appendPieces(found, t.Text)
		before = t.Text
	}
	found = append(found, named(pair, before, "$"))
	return counted(found)
}

func appendPieces(found []feature, token string) []feature {
	padded := " " + token + " "
	starts := make([]int, 0, len(padded)+1)
	for i := range padded {
		starts = append(starts, i)
	}
	starts = append(starts, len(padded))
	for size := 3; size <= 4; size++ {
		for i := 0; i+size < len(starts); i++ {
			found = append(found, named(piece, padded[starts[i]:starts[i+size]], ""))
		}
	}
	return found
}

// counted sorts features and adds up equal ones, in place.
func counted(found []feature) []feature {
	slices.SortFunc(found, func(a, b feature) int { return cmp.Compare(a.hash, b.hash) })
	last := 0
	for _, f := range found[1:] {
		if f.hash == found[last].hash {
			found[last].count++
			continue
		}
		last++
		found[last] = f
	}
	return found[:last+1]
}

// named gives the feature of one or two strings: FNV-1a (Fowler, Noll, Vo) with a final mixing, since the low bits of
// FNV of short strings are poor.
func named(f family, first, second string) feature {
	const offset, prime = 14695981039346656037, 1099511628211
	h := (uint64(offset) ^ uint64(f)) * prime
	for i := range len(first) {
		h = (h ^ uint64(first[i])) * prime
	}
	h *= prime // a zero byte between the two
	for i := range len(second) {
		h = (h ^ uint64(second[i])) * prime
	}
	h = (h ^ h>>32) * 0xD6E8FEB86659FD93
	return feature{hash: h ^ h>>32, family: f, count: 1}
}
