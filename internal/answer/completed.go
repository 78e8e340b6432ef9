package answer

import "github.com/vigie-desk/vigie/internal/desk"

// Completed puts behind a model's own words what must be said along with them, verbatim: the exceptions of the pages that
// its claims stand on, and what these mean by their words. What the model has said itself, by the evidence of its claims,
// is not said again.
func Completed(d desk.Draft, m Material, claims func(string, desk.Language) []desk.Claim) desk.Draft {
	cited := map[string]bool{}
	for _, c := range d.Claims {
		for _, e := range c.Evidence {
			cited[e.Unit] = true
		}
	}
	seen := map[string]bool{}
	for _, p := range m {
		page := p.Page
		if seen[page.Article.ID] {
			continue
		}
		seen[page.Article.ID] = true
		pick := map[int]bool{}
		for _, u := range page.Units {
			if cited[u.ID] {
				pick[u.Ordinal] = true
			}
		}
		if len(pick) == 0 {
			continue
		}
		extra := map[int]bool{}
		for ordinal := range withDefinitions(page, withExceptions(page, pick)) {
			extra[ordinal] = !pick[ordinal]
		}
		if units := inOrder(page, extra); len(units) > 0 {
			d = joined(d, draft(page, units, claims))
		}
	}
	return d
}
