package topic

import (
	"math"
	"slices"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// kind is the family a feature belongs to. Each family of a text is scaled to its own length, so that many short
// n-grams do not drown few words.
type kind uint8

const (
	word kind = iota
	pair
	gram
	kinds
)

const (
	maxBytes  = 4096 // of a text that is read; a topic shows in its beginning
	maxTokens = 256
)

// raw is a text as counts of hashed features, sorted by hash, one entry a feature.
type raw struct {
	hash  uint64
	kind  kind
	count float32
}

func hashBytes(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

const (
	seedWord = 14695981039346656037
	seedPair = 0x9E3779B97F4A7C15
	seedGram = 0xC2B2AE3D27D4EB4F
)

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	h ^= h >> 32
	return h
}

type shape struct {
	gramMin, gramMax int
	skip             int // pairs at distance up to skip
}

var theShape = shape{3, 4, 1}

func tokensOf(text string) []string {
	if len(text) > maxBytes {
		text = text[:maxBytes]
	}
	tokens := analysis.Tokens(text)
	if len(tokens) > maxTokens {
		tokens = tokens[:maxTokens]
	}
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Text
	}
	return out
}

func extract(text string) []raw {
	words := tokensOf(text)
	out := make([]raw, 0, len(words)*12)
	for i, w := range words {
		out = append(out, raw{mix(hashBytes(seedWord, w)), word, 1})
		for d := 1; d <= theShape.skip; d++ {
			prev := "^"
			if i-d >= 0 {
				prev = words[i-d]
			} else if d > 1 {
				break
			}
			out = append(out, raw{mix(hashBytes(hashBytes(hashBytes(seedPair+uint64(d-1), prev), "\x00"), w)), pair, 1})
		}
		out = grams(out, w)
	}
	if len(words) > 0 {
		out = append(out, raw{mix(hashBytes(hashBytes(hashBytes(seedPair, words[len(words)-1]), "\x00"), "$")), pair, 1})
	}
	return merge(out)
}

func grams(out []raw, w string) []raw {
	runes := append(append([]rune{' '}, []rune(w)...), ' ')
	for n := theShape.gramMin; n <= theShape.gramMax; n++ {
		for i := 0; i+n <= len(runes); i++ {
			out = append(out, raw{mix(hashBytes(seedGram+uint64(n), string(runes[i:i+n]))), gram, 1})
		}
	}
	return out
}

func merge(rs []raw) []raw {
	slices.SortFunc(rs, func(a, b raw) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	n := 0
	for i, r := range rs {
		if i > 0 && rs[n-1].hash == r.hash {
			rs[n-1].count += r.count
			continue
		}
		rs[n] = r
		n++
	}
	return rs[:n]
}

// vocabulary is the features that were met often enough to be weighed.
type vocabulary struct {
	id   map[uint64]int32
	idf  []float32
	kind []kind
	docs int
}

func learnVocabulary(texts [][]raw, minDF [kinds]int) vocabulary {
	df := map[uint64]int{}
	kd := map[uint64]kind{}
	for _, t := range texts {
		for _, r := range t {
			df[r.hash]++
			kd[r.hash] = r.kind
		}
	}
	hashes := make([]uint64, 0, len(df))
	for h, n := range df {
		if n >= minDF[kd[h]] {
			hashes = append(hashes, h)
		}
	}
	slices.Sort(hashes)
	v := vocabulary{id: make(map[uint64]int32, len(hashes)), docs: len(texts)}
	for i, h := range hashes {
		v.id[h] = int32(i)
		v.idf = append(v.idf, float32(1+math.Log(float64(1+len(texts))/float64(1+df[h]))))
		v.kind = append(v.kind, kd[h])
	}
	return v
}

// vector is a text as weights of features, each family scaled to unit length times its share.
type vector struct {
	id      []int32
	x       []float32
	unknown float32 // share of the words' weight that the vocabulary lacks
}

var share = [kinds]float32{1, 0.7, 0.7}

func (v *vocabulary) vector(rs []raw) vector {
	var norm [kinds]float64
	var missing float64
	out := vector{id: make([]int32, 0, len(rs)), x: make([]float32, 0, len(rs))}
	idfNew := 1 + math.Log(float64(1+v.docs))
	for _, r := range rs {
		tf := 1 + float32(math.Log(float64(r.count)))
		id, ok := v.id[r.hash]
		if !ok {
			if r.kind == word {
				missing += idfNew * idfNew
			}
			norm[r.kind] += float64(tf) * float64(tf) * idfNew * idfNew * float64(unknownNorm)
			continue
		}
		x := tf * v.idf[id]
		norm[r.kind] += float64(x) * float64(x)
		out.id = append(out.id, id)
		out.x = append(out.x, x)
	}
	if t := norm[word] + missing*(1-float64(unknownNorm)); t > 0 {
		out.unknown = float32(missing / t)
	}
	var scale [kinds]float32
	for k := range kinds {
		if norm[k] > 0 {
			scale[k] = share[k] / float32(math.Sqrt(norm[k]))
		}
	}
	for i, id := range out.id {
		out.x[i] *= scale[v.kind[id]]
	}
	return out
}

// unknownNorm says whether features the vocabulary lacks count in a text's length (1) or not (0).
var unknownNorm float32 = 0
