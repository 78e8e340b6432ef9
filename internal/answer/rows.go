package answer

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// withTables widens chosen rows of a table: to the rows that the question names, or to the whole table where it names
// none. One row of a price list, for somebody who has not said which, is a wrong answer.
func withTables(question string, page Page, pick map[int]bool) map[int]bool {
	out := map[int]bool{}
	for i, u := range page.Units {
		switch {
		case !pick[u.Ordinal]:
		case u.Kind != desk.TableRow:
			out[u.Ordinal] = true
		default:
			from, to := tableAround(page, i)
			for _, row := range rowsFor(question, page, from, to) {
				out[row.Ordinal] = true
			}
			for _, beside := range []int{from - 1, to} {
				if beside >= 0 && beside < len(page.Units) && notesTable(page.Units[beside], u) {
					out[page.Units[beside].Ordinal] = true
				}
			}
		}
	}
	return out
}

// tableAround gives where the table of a row begins and ends among the units.
func tableAround(page Page, at int) (from, to int) {
	from, to = at, at+1
	for from > 0 && sameTable(page.Units[from-1], page.Units[at]) {
		from--
	}
	for to < len(page.Units) && sameTable(page.Units[to], page.Units[at]) {
		to++
	}
	return from, to
}

// noteMost is how long a text beside a table may be to count as its note, in bytes.
const noteMost = 500

// notesTable tells whether a unit right before or behind a table belongs to it: "at weekends, add 2 euros to each price".
func notesTable(u, row desk.Unit) bool {
	return u.Kind == desk.Prose && slices.Equal(u.Path, row.Path) && len(u.Text) <= noteMost
}

// rowsFor gives the rows of a table that a question names, all of them where it names none.
func rowsFor(question string, page Page, from, to int) []desk.Unit {
	stemmer := analysis.NewStemmer(page.Article.Language)
	asked := map[string]bool{}
	for _, term := range stemmer.Terms(question) {
		asked[term] = true
	}
	var named []desk.Unit
	for _, row := range page.Units[from:to] {
		if names(asked, stemmer.Terms(label(row))) {
			named = append(named, row)
		}
	}
	if len(named) > 0 {
		return named
	}
	return page.Units[from:to]
}

func sameTable(a, b desk.Unit) bool { return a.Kind == desk.TableRow && slices.Equal(a.Path, b.Path) }

// names tells whether a question has every word of a row's label.
func names(asked map[string]bool, label []string) bool {
	for _, term := range label {
		if !asked[term] {
			return false
		}
	}
	return len(label) > 0
}

// label gives the first cell of a row, which says what the row is about: of "Country: Belgium; Home: 3 days" Belgium.
func label(row desk.Unit) string {
	for line := range strings.Lines(row.Text) {
		if cell, _, found := strings.Cut(line, ";"); found {
			if _, value, headed := strings.Cut(cell, ":"); headed {
				return value
			}
			return cell
		}
	}
	return ""
}

// rowWithin gives the text of a unit as it is shown among others: a row leaves out the lines that the row before it has
// said already (the table's caption), and those that the row behind it will say (what restricts the table).
func rowWithin(units []desk.Unit, i int) string {
	if units[i].Kind != desk.TableRow {
		return units[i].Text
	}
	lines := strings.Split(strings.TrimSpace(units[i].Text), "\n")
	if i > 0 && sameTable(units[i-1], units[i]) {
		before := strings.Split(strings.TrimSpace(units[i-1].Text), "\n")
		for len(lines) > 1 && len(before) > 0 && lines[0] == before[0] {
			lines, before = lines[1:], before[1:]
		}
	}
	if i+1 < len(units) && sameTable(units[i+1], units[i]) {
		after := strings.Split(strings.TrimSpace(units[i+1].Text), "\n")
		for len(lines) > 1 && len(after) > 0 && lines[len(lines)-1] == after[len(after)-1] {
			lines, after = lines[:len(lines)-1], after[:len(after)-1]
		}
	}
	return strings.Join(lines, "\n")
}
