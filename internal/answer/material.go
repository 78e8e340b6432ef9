package answer

import (
	"slices"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	materialMost = 12_000 // code points that a model is shown
	unitsMost    = 40
	wholePage    = 3_000 // a page up to this size is shown whole, a longer one around what was found
	around       = 2     // units before and after a found one
)

// Found is a page with what a search found on it, best first.
type Found struct {
	Page Page
	Hits []Scored
}

// Passage is one unit that a model may draw on. Its number is its place in the material, from 1.
type Passage struct {
	Page Page
	Unit desk.Unit
}

// Material is what a model is shown of the knowledge.
type Material []Passage

// Gather gives what a model should see of the pages found, the best page first. Units of a page stand in its order, with
// what the page says of exceptions; what does not fit is left out from the end.
func Gather(found []Found) Material {
	var m Material
	size := 0
	for _, f := range found {
		for _, u := range inOrder(f.Page, f.near()) {
			size += utf8.RuneCountInString(u.Text)
			if len(m) == unitsMost || size > materialMost {
				return m
			}
			m = append(m, Passage{f.Page, u})
		}
	}
	return m
}

// near gives the units worth showing.
func (f Found) near() map[int]bool {
	pick := map[int]bool{}
	if length(f.Page.Units) <= wholePage {
		for _, u := range f.Page.Units {
			pick[u.Ordinal] = true
		}
		return pick
	}
	for _, h := range f.Hits {
		pick[h.Ordinal] = true
	}
	return withExceptions(f.Page, grown(f.Page, pick, around))
}

// sameReaders tells whether every passage picked holds for the same people.
func (m Material) sameReaders(picked []int) bool {
	first := m[picked[0]].Page.Scope(m[picked[0]].Unit)
	return !slices.ContainsFunc(picked[1:], func(n int) bool { return !sameScope(first, m[n].Page.Scope(m[n].Unit)) })
}

// Pages gives the pages of the material, each once, in order.
func (m Material) Pages() []Page {
	var pages []Page
	for _, p := range m {
		if len(pages) == 0 || pages[len(pages)-1].Article.ID != p.Page.Article.ID {
			pages = append(pages, p.Page)
		}
	}
	return pages
}
