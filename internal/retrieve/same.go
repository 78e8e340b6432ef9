package retrieve

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Shape gives what the variants of one page share: the path without the values of the scope where it has any
// ("cli/*/npm-ci", "plans/pause-*"), with the title unless the path told them apart by a part of a name. An article that
// holds for everyone has no variants, and an empty shape.
func Shape(article *desk.Article) string {
	scope := ScopeOf(article)
	if len(scope) == 0 {
		return ""
	}
	path, cut := withoutValues(article.Path, scope)
	if cut {
		return path
	}
	title, _ := withoutValues(article.Title, scope)
	return path + "\x00" + title
}

// shapedByTitle tells whether a shape was made without the path's help.
func shapedByTitle(shape string) bool { return strings.Contains(shape, "\x00") }

// withoutValues folds a text and puts a star for every value of a scope in it, and for the names of a country.
func withoutValues(text string, scope desk.Scope) (string, bool) {
	words := analysis.Tokens(strings.ReplaceAll(text, "_", " "))
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.Text
	}
	cut := false
	for key, values := range scope {
		if key == ProductKey {
			continue
		}
		for _, value := range values {
			names := []string{value}
			if key == countryKey {
				names = append(names, countryNames(value)...)
			}
			for _, name := range names {
				cut = star(folded, name) || cut
			}
		}
	}
	return strings.Join(folded, " "), cut
}

// star puts a star for each place where a name stands in a list of words; of several words all but the first are emptied.
func star(words []string, name string) bool {
	wanted := analysis.Tokens(name)
	found := false
	for i := 0; len(wanted) > 0 && i+len(wanted) <= len(words); i++ {
		equal := true
		for j, w := range wanted {
			equal = equal && words[i+j] == w.Text
		}
		if !equal {
			continue
		}
		found = true
		words[i] = "*"
		for j := 1; j < len(wanted); j++ {
			words[i+j] = ""
		}
	}
	return found
}

// sameText tells whether two units say the same: the same numbers and negations, and at least nine tenths of their words
// in common.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	countsA, _ := wordCounts(a)
	countsB, _ := wordCounts(b)
	for word, n := range countsA {
		if telling(word) && countsB[word] != n {
			return false
		}
	}
	for word, n := range countsB {
		if telling(word) && countsA[word] != n {
			return false
		}
	}
	return overlap(a, b) >= 0.9
}

// overlap gives the share of two texts' words that they have in common (Dice's coefficient, repeated words counted).
func overlap(a, b string) float64 {
	countsA, totalA := wordCounts(a)
	countsB, totalB := wordCounts(b)
	common := 0
	for word, n := range countsA {
		common += min(n, countsB[word])
	}
	return 2 * float64(common) / max(1, float64(totalA+totalB))
}

func wordCounts(text string) (map[string]int, int) {
	counts := map[string]int{}
	tokens := analysis.Tokens(text)
	for _, t := range tokens {
		counts[t.Text]++
	}
	return counts, len(tokens)
}

// telling tells whether one word more or less changes what is said: numbers, and negations in either language.
func telling(word string) bool {
	if (analysis.Token{Text: word}).Number() || strings.HasSuffix(word, "n't") {
		return true
	}
	switch word {
	case "not", "no", "never", "none", "without", "cannot", "only", "unless", "except", "ne", "n", "pas", "non", "jamais", "aucun",
		"aucune", "sans", "sauf", "seulement", "uniquement", "plus":
		return true
	}
	return false
}
