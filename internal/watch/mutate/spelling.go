package mutate

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// spelling is a number in words, folded and cut at hyphens.
type spelling struct {
	value int
	words []string
}

// speller knows the numbers from 2 to 100 of a language in words, by their first word.
type speller struct {
	language desk.Language
	byFirst  map[string][]spelling
}

func newSpeller(language desk.Language) speller {
	p := speller{language, map[string][]spelling{}}
	for v := 2; v <= 100; v++ {
		words := foldedPhrase(spell(v, language))
		p.byFirst[words[0]] = append(p.byFirst[words[0]], spelling{v, words})
	}
	return p
}

// spell writes a number from 0 to 100 in words; "" for any other.
func spell(v int, language desk.Language) string {
	switch {
	case v < 0 || v > 100:
		return ""
	case language == desk.French:
		return spellFrench(v)
	case v == 100:
		return "a hundred"
	case v < 20:
		return englishSmall(v)
	}
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")[(v/10-2)%8]
	if v%10 == 0 {
		return tens
	}
	return tens + "-" + englishSmall(v%10)
}

// englishSmall writes a number below twenty.
func englishSmall(v int) string {
	small := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	return small[v%len(small)]
}

func spellFrench(v int) string {
	tens := strings.Fields("vingt trente quarante cinquante soixante")[max(0, v/10-2)%5]
	switch {
	case v < 20:
		return frenchSmall(v)
	case v == 100:
		return "cent"
	case v == 80:
		return "quatre-vingts"
	case v > 80:
		return "quatre-vingt-" + frenchSmall(v-80)
	case v == 71:
		return "soixante et onze"
	case v >= 70:
		return "soixante-" + frenchSmall(v-60)
	case v%10 == 0:
		return tens
	case v%10 == 1:
		return tens + " et un"
	}
	return tens + "-" + frenchSmall(v%10)
}

// frenchSmall writes a number below twenty.
func frenchSmall(v int) string {
	small := strings.Fields("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")
	return small[v%len(small)]
}
