package answer

import (
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// covering adds to chosen units those of the page that hold words of the question which the chosen ones lack, the most
// first: the row of the country that is asked about, the paragraph with the other half of the answer.
func covering(question string, page Page, pick map[int]bool) map[int]bool {
	stemmer := analysis.NewStemmer(page.Article.Language)
	lacking := map[string]bool{}
	for _, term := range stemmer.Terms(question) {
		lacking[term] = true
	}
	strike := func(text string) {
		for _, term := range stemmer.Terms(text) {
			delete(lacking, term)
		}
	}
	strike(page.Article.Title)
	out := map[int]bool{}
	for ordinal := range pick {
		out[ordinal] = true
		strike(unit(page, ordinal).Text)
	}
	for range atMost - 1 {
		best, gain := -1, 0
		for _, u := range page.Units {
			if n := holds(stemmer, u, lacking); !out[u.Ordinal] && n > gain {
				best, gain = u.Ordinal, n
			}
		}
		if best < 0 {
			break
		}
		out[best] = true
		strike(unit(page, best).Text)
	}
	return out
}

func holds(stemmer *analysis.Stemmer, u desk.Unit, wanted map[string]bool) int {
	found := map[string]bool{}
	for _, term := range stemmer.Terms(u.Text) {
		if wanted[term] {
			found[term] = true
		}
	}
	return len(found)
}

// exceptionsMost is how much of special cases is said along, in code points; a page with more is for a person to explain.
const exceptionsMost = 1_000

// withExceptions adds what the page says of special cases and exceptions to whatever is quoted of it, where the heading
// of the exceptions stands beside or above the quoted ones.
func withExceptions(page Page, pick map[int]bool) map[int]bool {
	return along(page, pick, exceptionsMost, func(u desk.Unit) bool {
		at := exceptionalAt(u.Path)
		return at >= 0 && concerns(page, pick, u.Path[:at])
	})
}

// along adds to a choice every unit that must be said with it; where these are longer than most, in code points, the
// choice stays as it was, for the guard to refuse.
func along(page Page, pick map[int]bool, most int, must func(desk.Unit) bool) map[int]bool {
	out := maps.Clone(pick)
	size := 0
	for _, u := range page.Units {
		if !pick[u.Ordinal] && must(u) {
			out[u.Ordinal] = true
			size += utf8.RuneCountInString(u.Text)
		}
	}
	if size > most {
		return pick
	}
	return out
}

// exceptionalAt gives the place in a heading path of the first heading that announces exceptions, -1 for none.
func exceptionalAt(path []string) int {
	for i, heading := range path {
		if analysis.Exceptional(heading) {
			return i
		}
	}
	return -1
}

// concerns tells whether a chosen unit stands below the headings above the exceptions.
func concerns(page Page, pick map[int]bool, above []string) bool {
	for ordinal := range pick {
		if path := unit(page, ordinal).Path; len(path) >= len(above) && slices.Equal(path[:len(above)], above) {
			return true
		}
	}
	return false
}
