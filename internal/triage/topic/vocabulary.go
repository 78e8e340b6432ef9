package topic

import (
	"math"
	"slices"
)

// vocabulary is the features that the examples hold, each with an id from 0 and its rarity.
type vocabulary struct {
	hashes []uint64 // ascending; the id is the index
	rarity []float32
	unseen float32 // the rarity of what no example holds
	id     map[uint64]int32
}

// vector is a text as weighted features: parallel slices, ids ascending.
type vector struct {
	ids     []int32
	weights []float32
}

const maxFeatures = 120_000 // keeps a model under some 20 MB

// Pairs and pieces that one example alone holds are noise where there are many examples, and all there is where there
// are few.
const manyTexts = 2000

// learnVocabulary gathers the features of texts. Where there are too many, those in most texts stay.
func learnVocabulary(texts [][]feature) vocabulary {
	found := commonest(frequencies(texts), len(texts))
	v := vocabulary{
		hashes: make([]uint64, len(found)),
		rarity: make([]float32, len(found)),
		unseen: rarity(len(texts), 0),
	}
	for i, f := range found {
		v.hashes[i] = f.hash
		v.rarity[i] = rarity(len(texts), f.texts)
	}
	v.index()
	return v
}

// rarity is the smoothed inverse document frequency 1 + ln((1+n)/(1+df)).
func rarity(texts, with int) float32 {
	return float32(1 + math.Log(float64(1+texts)/float64(1+with)))
}

func (v *vocabulary) index() {
	v.id = make(map[uint64]int32, len(v.hashes))
	for i, h := range v.hashes {
		v.id[h] = int32(i)
	}
}

type frequency struct {
	hash   uint64
	family family
	texts  int
}

// frequencies counts the texts that hold each feature, ascending by hash.
func frequencies(texts [][]feature) []frequency {
	at := map[uint64]int{}
	var all []frequency
	for _, text := range texts {
		for _, f := range text {
			i, known := at[f.hash]
			if !known {
				i = len(all)
				at[f.hash] = i
				all = append(all, frequency{hash: f.hash, family: f.family})
			}
			all[i].texts++
		}
	}
	slices.SortFunc(all, byHash)
	return all
}

func byHash(a, b frequency) int {
	if a.hash < b.hash {
		return -1
	}
	return 1
}

func commonest(all []frequency, texts int) []frequency {
	if texts >= manyTexts {
		all = slices.DeleteFunc(all, func(f frequency) bool { return f.family != word && f.texts < 2 })
	}
	if len(all) <= maxFeatures {
		return all
	}
	slices.SortStableFunc(all, func(a, b frequency) int { return b.texts - a.texts })
	all = all[:maxFeatures]
	slices.SortFunc(all, byHash)
	return all
}

// length is what each family's part of a vector is scaled to; chosen on the validation parts of two public sets.
var length = [families]float32{word: 1, pair: 1, piece: 0.7}

// vector weighs the features of a text by (1 + ln count) x rarity, each family scaled to its length. Unknown features
// are left out.
func (v *vocabulary) vector(found []feature) vector {
	out := vector{ids: make([]int32, 0, len(found)), weights: make([]float32, 0, len(found))}
	var square [families]float32
	for _, f := range found {
		id, known := v.id[f.hash]
		if !known {
			continue
		}
		w := v.rarity[id]
		if f.count > 1 {
			w *= 1 + float32(math.Log(float64(f.count)))
		}
		square[f.family] += w * w
		out.ids = append(out.ids, id)
		out.weights = append(out.weights, w)
	}
	var scale [families]float32
	for f := range families {
		if square[f] > 0 {
			scale[f] = length[f] / float32(math.Sqrt(float64(square[f])))
		}
	}
	i := 0
	for _, f := range found {
		if i < len(out.ids) && v.hashes[out.ids[i]] == f.hash {
			out.weights[i] *= scale[f.family]
			i++
		}
	}
	return out
}
