// Package answer makes drafts. In quote mode there is no model: a draft is one or a few units of one article, verbatim,
// under their headings. It decides what to propose, never what may be sent: that is the guard's and decide's.
package answer

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Page is one article in the version that was searched, with all its units in order.
type Page struct {
	Article desk.Article // with its text
	Units   []desk.Unit
	Known   desk.Scope // every value of a scope that the knowledge uses anywhere
}

// Scored is a unit's place in its page and how well it answers.
type Scored struct {
	Ordinal int
	Score   float64
}

// Candidate is one way to quote a page.
type Candidate struct {
	Draft desk.Draft
	Units []desk.Unit // what is quoted, in the page's order
}

const (
	quoteMost  = 1_200 // code points in a quote of a few units; a single unit may be longer
	nearlyBest = .85   // of the best unit's score: said along with it
	atMost     = 3     // units that are chosen for their own score
)

// Quotes gives ways to quote a page, the best that may do first: the best units with those that hold what else was asked,
// the best units alone, then with what stands around them in their section, then the whole section. Each has the rows of
// a table that were asked for, the steps for who asks how, and the special cases. hits are the page's units, best first. A page without hits gives none.
func Quotes(question string, page Page, hits []Scored, claims func(text string, language desk.Language) []desk.Claim) []Candidate {
	if len(hits) == 0 {
		return nil
	}
	best := chosen(page, hits)
	picks := []map[int]bool{covering(question, page, best), best, grown(page, best, 1), section(page, hits[0].Ordinal)}
	for i, pick := range picks {
		picks[i] = whole(question, page, pick)
	}
	var candidates []Candidate
	seen := map[string]bool{}
	for i, pick := range picks {
		units := inOrder(page, pick)
		if key := keyOf(units); len(units) == 0 || seen[key] || i > 0 && length(units) > quoteMost {
			continue
		} else {
			seen[key] = true
		}
		candidates = append(candidates, Candidate{Draft: draft(page, units, claims), Units: units})
	}
	return candidates
}

// chosen gives the best unit and those nearly as good that hold for the same people.
func chosen(page Page, hits []Scored) map[int]bool {
	first := hits[0]
	pick := map[int]bool{first.Ordinal: true}
	size := utf8.RuneCountInString(unit(page, first.Ordinal).Text)
	for _, h := range hits[1:] {
		u := unit(page, h.Ordinal)
		size += utf8.RuneCountInString(u.Text)
		if len(pick) == atMost || h.Score < nearlyBest*first.Score || size > quoteMost {
			break
		}
		if sameScope(u.Scope, unit(page, first.Ordinal).Scope) {
			pick[h.Ordinal] = true
		}
	}
	return pick
}

func unit(page Page, ordinal int) desk.Unit {
	for _, u := range page.Units {
		if u.Ordinal == ordinal {
			return u
		}
	}
	return desk.Unit{}
}

// grown adds the neighbours of each chosen unit under the same headings: what restricts a rule mostly stands there.
func grown(page Page, pick map[int]bool, by int) map[int]bool {
	out := map[int]bool{}
	for i, u := range page.Units {
		if !pick[u.Ordinal] {
			continue
		}
		for j := max(0, i-by); j <= min(len(page.Units)-1, i+by); j++ {
			if n := page.Units[j]; slices.Equal(n.Path, u.Path) && sameScope(n.Scope, u.Scope) {
				out[n.Ordinal] = true
			}
		}
	}
	return out
}

// section gives every unit under the same headings as one.
func section(page Page, ordinal int) map[int]bool {
	home := unit(page, ordinal)
	out := map[int]bool{}
	for _, u := range page.Units {
		if slices.Equal(u.Path, home.Path) && sameScope(u.Scope, home.Scope) {
			out[u.Ordinal] = true
		}
	}
	return out
}

func inOrder(page Page, pick map[int]bool) []desk.Unit {
	var units []desk.Unit
	for _, u := range page.Units {
		if pick[u.Ordinal] && strings.TrimSpace(u.Text) != "" {
			units = append(units, u)
		}
	}
	return units
}

// Scope gives for whom a unit of the page holds: for whom both it and the article do, keys that restrict nobody left out.
func (p Page) Scope(u desk.Unit) desk.Scope {
	out := desk.Scope{}
	for _, s := range []desk.Scope{p.Article.Contract.Scope, u.Scope} {
		maps.Copy(out, s) // where both name a key, the unit's values are the narrower
	}
	return out.Narrowed(p.Known)
}

// draft lays units out under their headings, after a line that says for whom they hold, and cuts them into claims, each
// with the unit as its evidence.
func draft(page Page, units []desk.Unit, claims func(string, desk.Language) []desk.Claim) desk.Draft {
	article := page.Article
	d := desk.Draft{Mode: desk.Quote, Language: article.Language}
	var b strings.Builder
	at := 0
	write := func(s string) {
		b.WriteString(s)
		at += utf8.RuneCountInString(s)
	}
	if line := page.Scope(units[0]).Describe(article.Language); line != "" {
		write(line + "\n\n")
	}
	var path []string
	for i, u := range units {
		if i > 0 {
			write(between(units[i-1], u))
		}
		if i == 0 || !slices.Equal(u.Path, path) {
			for _, heading := range newHeadings(path, u.Path) {
				write(heading + "\n")
			}
			path = u.Path
		}
		text := strings.TrimSpace(rowWithin(units, i))
		for _, c := range claims(text, article.Language) {
			c.Start, c.End = c.Start+at, c.End+at
			c.Evidence = []desk.Evidence{{
				Article: article.ID, Version: article.Version, Unit: u.ID, Title: article.Title, URL: article.URL,
				Start: u.Start, End: u.End, Quote: u.Text,
			}}
			d.Claims = append(d.Claims, c)
		}
		write(text)
	}
	d.Text = b.String()
	return d
}

// between separates two units: rows of a table and items stand close, paragraphs apart.
func between(before, after desk.Unit) string {
	if before.Kind == desk.TableRow && after.Kind == desk.TableRow {
		return "\n"
	}
	return "\n\n"
}

// newHeadings gives the headings of a path from where it leaves another.
func newHeadings(from, to []string) []string {
	i := 0
	for i < len(from) && i < len(to) && from[i] == to[i] {
		i++
	}
	return to[i:]
}

func length(units []desk.Unit) int {
	n := 0
	for _, u := range units {
		n += utf8.RuneCountInString(u.Text)
	}
	return n
}

func keyOf(units []desk.Unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.ID + " ")
	}
	return b.String()
}

func sameScope(a, b desk.Scope) bool { return maps.EqualFunc(a, b, slices.Equal[[]string]) }
