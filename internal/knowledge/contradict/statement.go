package contradict

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// statement is one sentence with values, or one cell of a table, as it is compared.
type statement struct {
	sheet   *sheet
	unit    int
	heading []string // the path above it
	quote   string
	start   int // code points in the version's text
	end     int

	said   []string // stems of its content words, values left out, sorted
	about  []string // stems of title, headings and what introduces it, sorted
	head   []string // stems of the nearest heading, sorted
	names  []string // folded names and code words in it, sorted
	all    []string // every folded word of it, its headings and title, sorted
	denied bool     // it holds a negation
	bound  bool     // it holds a condition
	values []value
}

// sheet is one page with its statements.
type sheet struct {
	article    desk.Article
	unitIDs    []string
	scopes     []desk.Scope
	title      []string // stems, sorted
	blocks     []block  // one a unit
	statements []*statement
}

// sheetOf reads the statements of a page. The text itself is not kept.
func (r *reader) sheetOf(p Page) *sheet {
	s := &sheet{article: p.Article, title: r.terms(p.Article.Title)}
	s.article.Text = ""
	runes := []rune(p.Article.Text)
	for i, u := range p.Units {
		s.unitIDs = append(s.unitIDs, u.ID)
		s.scopes = append(s.scopes, narrower(p.Article.Contract.Scope, u.Scope))
		b := block{form: string(u.Kind) + strconv.Itoa(len(u.Path)), size: utf8.RuneCountInString(u.Text)}
		if u.Kind != desk.Code && u.Start >= 0 && u.Start <= u.End && u.End <= len(runes) {
			span := string(runes[u.Start:u.End])
			for _, line := range linesOf(u) {
				r.read(s, &b, i, u, span, line)
			}
		}
		b.marks = uniq(b.marks)
		s.blocks = append(s.blocks, b)
	}
	return s
}

// line is a piece of a unit that is read on its own.
type line struct {
	text  string
	about string // what introduces it
	label string // of a table cell: the row's label
	head  string // and the column's
}

// linesOf cuts a unit: a table row into its cells, a list into its items with what introduces them, prose into sentences.
func linesOf(u desk.Unit) []line {
	if u.Kind == desk.TableRow {
		return cellsOf(u.Text)
	}
	var lines []line
	lead := ""
	for text := range strings.SplitSeq(u.Text, "\n") {
		item := listed(text)
		if !item {
			lead = ""
		}
		about := ""
		if item {
			about = lead
		}
		runes := []rune(text)
		for _, span := range analysis.Sentences(text) {
			sentence := strings.TrimSpace(string(runes[span.Start:span.End]))
			lines = append(lines, line{text: sentence, about: about})
			if !item {
				lead = sentence
			}
		}
	}
	return lines
}

// listed tells whether a line is a list's item.
func listed(text string) bool {
	text = strings.TrimLeft(text, " ")
	rest := strings.TrimLeft(text, "0123456789")
	return strings.HasPrefix(text, "- ") || rest != text && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// cellsOf reads "Country: France; Label: €4.50": the first cell is the row's label.
func cellsOf(text string) []line {
	first, rest, _ := strings.Cut(text, "\n")
	_ = rest
	cells := strings.Split(first, "; ")
	_, label, ok := strings.Cut(cells[0], ": ")
	if !ok {
		label = cells[0]
	}
	var lines []line
	for _, c := range cells[1:] {
		head, cell, ok := strings.Cut(c, ": ")
		if ok {
			lines = append(lines, line{text: cell, label: label, head: head})
		}
	}
	return lines
}

// longest is how many words a sentence may have: a longer one is no sentence but a list run together.
const longest = 100

// read makes a statement of a line if it holds a value.
func (r *reader) read(s *sheet, b *block, unit int, u desk.Unit, span string, l line) {
	words := wordsOf(l.text, r.language)
	for _, w := range words {
		if name(w) || w.Number() {
			b.marks = append(b.marks, w.Text)
		}
	}
	if len(words) > longest || example(l.text) {
		return
	}
	values := r.values(l.text, words)
	if len(values) == 0 {
		return
	}
	st := &statement{sheet: s, unit: unit, heading: u.Path, quote: l.text, start: u.Start, end: u.End, values: values}
	if at := strings.Index(span, l.text); at >= 0 {
		st.start = u.Start + utf8.RuneCountInString(span[:at])
		st.end = st.start + utf8.RuneCountInString(l.text)
	}
	r.fill(st, words, l)
	s.statements = append(s.statements, st)
}

// fill gathers the words around the values.
func (r *reader) fill(st *statement, words []word, l line) {
	taken := make([]bool, len(words))
	for _, v := range st.values {
		for i := v.first; i < v.last && v.kind != Count; i++ {
			taken[i] = true
		}
	}
	for i, w := range words {
		st.all = append(st.all, w.Text)
		switch {
		case taken[i] || w.isNumber:
		case !r.stop(w.Text):
			st.said = append(st.said, r.terms(w.Text)...)
		}
		st.denied = st.denied || negation(w.Text)
		st.bound = st.bound || condition(w.Text)
		if name(w) && !taken[i] {
			st.names = append(st.names, w.Text)
		}
	}
	if l.label != "" || l.head != "" {
		st.said = append(st.said, r.terms(l.label+" "+l.head)...)
	}
	heading := ""
	if n := len(st.heading); n > 0 {
		heading = st.heading[n-1]
	}
	st.head = r.terms(heading)
	around := strings.Join(append(slices.Clone(st.heading), st.sheet.article.Title, l.about), "\n")
	st.about = r.terms(around)
	for _, t := range analysis.Tokens(around + "\n" + l.label + "\n" + l.head) {
		st.all = append(st.all, t.Text)
	}
	st.said, st.names, st.all = uniq(st.said), uniq(st.names), uniq(st.all)
}

func uniq(list []string) []string {
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// name tells whether a word is a name or a piece of code. A capital that opens a sentence does not make a name.
func name(w word) bool {
	if w.Number() || w.isNumber || w.Text == "i" {
		return false
	}
	for i, r := range w.raw {
		if unicode.IsUpper(r) && (i > 0 || !w.opens) || i > 0 && unicode.IsDigit(r) {
			return true
		}
	}
	return w.left == '_' || w.right == '_' || w.left == '/' || w.left == '@' || w.left == '.' || w.left == '-' && w.right == '-'
}

// example tells whether a sentence only illustrates.
func example(text string) bool {
	folded := analysis.Fold(text)
	for _, mark := range []string{"for example", "for instance", "e.g.", "example:", "par exemple", "p. ex.", "exemple :", "such as", "i.e. "} {
		if strings.Contains(folded, mark) {
			return true
		}
	}
	return false
}

// negation knows the words that deny, in both languages.
func negation(folded string) bool {
	switch folded {
	case "not", "no", "never", "cannot", "without", "pas", "jamais", "aucun", "aucune", "sans":
		return true
	}
	return strings.HasSuffix(folded, "n't")
}

// condition knows the words that restrict, in both languages.
func condition(folded string) bool {
	switch folded {
	case "if", "unless", "except", "when", "where", "only", "provided", "otherwise", "si", "sauf", "lorsque", "quand", "seulement",
		"uniquement", "hors", "sinon", "condition":
		return true
	}
	return false
}

// narrower gives the article's scope with the keys of a unit's put over it.
func narrower(article, unit desk.Scope) desk.Scope {
	if len(unit) == 0 {
		return article
	}
	scope := desk.Scope{}
	maps.Copy(scope, article)
	maps.Copy(scope, unit)
	return scope
}
