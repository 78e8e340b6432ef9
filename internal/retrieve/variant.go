package retrieve

import (
	"maps"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// entry is one line of the ranking: an article, and the variants of the same page.
type entry struct {
	first  candidate
	others []candidate
}

// twinsAmong is the number of entries at the head of the ranking among which twins are looked for.
const twinsAmong = 12

// collapse makes one entry of the variants of a page. It takes the candidates best first.
func collapse(found []candidate, d door) []entry {
	var entries []entry
	places := map[string]int{}
	for _, c := range found {
		shape := c.document.Shape
		if place, seen := places[shape]; seen && shape != "" {
			entries[place].others = append(entries[place].others, c)
			continue
		}
		if place := twin(entries, &c); place >= 0 {
			entries[place].others = append(entries[place].others, c)
			continue
		}
		places[shape] = len(entries)
		entries = append(entries, entry{first: c})
	}
	for i := range entries {
		entries[i].preferNewest()
	}
	return entries
}

// Shape gives what the variants of one page share: the title, and the path without what differs by scope. An article
// that holds for everyone has no variants and an empty shape.
func Shape(article *desk.Article) string {
	scope := ScopeOf(*article)
	if len(scope) == 0 {
		return ""
	}
	folders := strings.Split(analysis.Fold(article.Path), "/")
	for i, folder := range folders {
		for _, values := range scope {
			if slices.Contains(values, folder) || slices.Contains(values, strings.TrimPrefix(folder, "v")) {
				folders[i] = "*"
			}
		}
	}
	return analysis.Fold(article.Title) + "\x00" + strings.Join(folders, "/")
}

// twin finds an entry whose best unit says the same in nearly the same words.
func twin(entries []entry, c *candidate) int {
	if len(entries) >= twinsAmong {
		return -1
	}
	for i := range entries {
		e := &entries[i].first
		a, b := len(e.topPassage().Terms), len(c.topPassage().Terms)
		if a >= twinTerms && 10*a >= 9*b && 10*b >= 9*a && sameText(e.top(), c.top()) {
			return i
		}
	}
	return -1
}

// twinTerms is the number of content words below which equal text says nothing about two pages.
const twinTerms = 8

func (c *candidate) topPassage() *Passage { return &c.document.Passages[c.units[0].place] }

func (c *candidate) top() string {
	return c.topPassage().Unit.Text
}

// preferNewest puts the newest version first where another version of the page scored best.
func (e *entry) preferNewest() {
	best := version(&e.first.document.Article)
	if best == "" {
		return
	}
	for i := range e.others {
		o := &e.others[i]
		if v := version(&o.document.Article); v != "" && compareVersions(v, best) > 0 && sameText(e.first.top(), o.top()) {
			e.first, e.others[i] = e.others[i], e.first
			best = v
		}
	}
}

// version gives the newest version that an article holds for, or nothing.
func version(article *desk.Article) string {
	values := ScopeOf(*article)[VersionKey]
	if len(values) == 0 {
		return ""
	}
	return slices.MaxFunc(values, compareVersions)
}

// ambiguity names the key by which the variants of an entry answer differently, or nothing. A key is settled by the
// question, by the customer's attributes, by a variant that holds for everyone, or by equal words.
func (e *entry) ambiguity(d door) *Ambiguity {
	mine := ScopeOf(e.first.document.Article)
	keys := slices.Sorted(maps.Keys(mine))
	for _, key := range keys {
		if d.chosen(key) {
			continue
		}
		values := slices.Clone(mine[key])
		for _, o := range e.others {
			theirs, restricted := ScopeOf(o.document.Article)[key]
			if restricted && o.score >= 0.5*e.first.score && !sameText(e.first.top(), o.top()) {
				values = append(values, theirs...)
			}
		}
		slices.SortFunc(values, compareValues(key))
		values = slices.Compact(values)
		if len(values) > len(mine[key]) {
			return &Ambiguity{Key: key, Values: values}
		}
	}
	return nil
}

func compareValues(key string) func(a, b string) int {
	if key == VersionKey {
		return func(a, b string) int { return compareVersions(b, a) }
	}
	return compareStrings
}

// sameText tells whether two units say the same: the same numbers and negations, and at least nine tenths of their words
// in common.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	countsA, totalA := wordCounts(a)
	countsB, totalB := wordCounts(b)
	common := 0
	for word, n := range countsA {
		if telling(word) && countsB[word] != n {
			return false
		}
		common += min(n, countsB[word])
	}
	for word, n := range countsB {
		if telling(word) && countsA[word] != n {
			return false
		}
	}
	return 20*common >= 9*(totalA+totalB)
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
	if analysis.Token.Number(analysis.Token{Text: word}) || strings.HasSuffix(word, "n't") {
		return true
	}
	switch word {
	case "not", "no", "never", "none", "without", "cannot", "only", "unless", "except", "ne", "n", "pas", "non", "jamais", "aucun",
		"aucune", "sans", "sauf", "seulement", "uniquement", "plus":
		return true
	}
	return false
}
