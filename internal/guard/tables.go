package guard

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// cells is one row of a table: what the row is about, and each other cell with its header.
type cells struct {
	label   string
	corner  string // the header above the labels
	headers []string
	values  []string
}

// tableReader reads the rows of Markdown tables line by line.
type tableReader struct {
	headers []string
	ruled   bool
}

func (t *tableReader) open() bool { return len(t.headers) > 0 }

// row takes one line of a text. isRow tells whether it belongs to a table; row is nil for headers and rules.
func (t *tableReader) row(text string) (row *cells, isRow bool) {
	trimmed := strings.TrimSpace(text)
	if !strings.HasPrefix(trimmed, "|") || strings.Count(trimmed, "|") < 2 {
		*t = tableReader{}
		return nil, false
	}
	if tableRule(trimmed) {
		t.ruled = true
		return nil, true
	}
	parts := strings.Split(strings.Trim(trimmed, "|"), "|")
	if strings.HasPrefix(trimmed, "||") || strings.HasPrefix(trimmed, "| |") {
		parts = strings.Split(strings.TrimSuffix(strings.TrimPrefix(trimmed, "|"), "|"), "|")
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(t.headers) == 0 {
		t.headers = parts
		return nil, true
	}
	c := cells{label: parts[0], corner: t.headers[0]}
	for i := 1; i < len(parts); i++ {
		header := ""
		if i < len(t.headers) {
			header = t.headers[i]
		}
		c.headers, c.values = append(c.headers, header), append(c.values, parts[i])
	}
	return &c, true
}

// mostCells is how many cells of a row are read together; the work for a row grows with their square.
const mostCells = 16

// addRow adds a row as one line, and each of its figures beside the row's label and its own header.
func (l *library) addRow(n, start, end int, c cells) {
	var whole strings.Builder
	whole.WriteString(strings.TrimSpace(c.corner + " " + c.label))
	for i := range c.values {
		whole.WriteString("; " + c.headers[i] + ": " + c.values[i])
	}
	row := line{reading: l.reader.read(whole.String()), source: n, start: start, end: end, first: len(l.figures), label: c.label}
	row.row = true
	row.labelKeys = l.labelKeys(c.label)
	if l.inWorkingDays(n) {
		row.addWorkingDays()
	}
	if len(c.values) > 1 && len(c.values) <= mostCells {
		for i := range c.values {
			row.columns = append(row.columns, column{l.reader.read(c.headers[i]).keySet(), l.reader.read(c.values[i]).keySet(), saysNo(c.values[i])})
		}
	}
	labelled := len(analysis.Tokens(c.corner + " " + c.label))
	for f := range row.figures {
		if row.figures[f].from < labelled {
			l.figures = append(l.figures, occurrence{row.reading, f, len(l.lines)})
		}
	}
	for i := range c.values {
		if len(c.values) > mostCells && i >= mostCells {
			break
		}
		own := c.corner + " " + c.label + " " + c.headers[i] + " "
		var b strings.Builder
		b.WriteString(own + c.values[i])
		for k := range min(len(c.values), mostCells) {
			if k != i {
				b.WriteString("; " + c.headers[k] + " " + c.values[k])
			}
		}
		from := len(analysis.Tokens(own))
		to := len(analysis.Tokens(own + c.values[i]))
		cell := l.reader.read(b.String())
		if l.inWorkingDays(n) {
			cell.addWorkingDays()
		}
		for f := range cell.figures {
			if cell.figures[f].from >= from && cell.figures[f].from < to {
				l.figures = append(l.figures, occurrence{cell, f, len(l.lines)})
			}
		}
	}
	row.last = len(l.figures)
	l.index(row)
}

// labelKeys gives the keys of a row's label, its values left out where it has words too.
func (l *library) labelKeys(label string) []string {
	keys := l.reader.read(label).keySet()
	words := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key[0] == '#' })
	if len(words) > 0 {
		return words
	}
	return keys
}

// inWorkingDays tells whether the article of a source says of its delays as a whole that they are counted in working days.
func (l *library) inWorkingDays(n int) bool {
	article := l.sources[n].Article + " " + l.sources[n].Version
	known, seen := l.working[article]
	if !seen {
		for sentence := range analysis.SentenceTexts(l.sources[n].Text) {
			words := wordsOf(sentence)
			known = known || firstPhrase(words, workingDelays) != "" && !strings.ContainsAny(sentence, "0123456789|")
		}
		l.working[article] = known
	}
	return known
}

var workingDelays = strings.Split("are in working days,in working days,counted in working days,are working days,sont en jours ouvres,en jours ouvres,comptes en jours ouvres", ",")

// addWorkingDays lets each length of time in days be read as one in working days too.
func (d *reading) addWorkingDays() {
	for i := range d.figures {
		f := &d.figures[i]
		for _, m := range f.any {
			if days := m.value / (24 * 60); m.unit == "minute" && days == math.Trunc(days) && days >= 1 {
				f.any = append(slices.Clip(f.any), magnitude{"working day", days})
			}
		}
	}
}

// shownRow adds the row of a source that is one: in its plain words each cell stands behind its header.
func (l *library) shownRow(n int, shown string) {
	s := l.sources[n]
	for text := range strings.Lines(shown) {
		pairs := strings.Split(strings.TrimSpace(text), "; ")
		c, ok := cells{}, true
		for i, p := range pairs {
			header, value, found := strings.Cut(p, ": ")
			ok = ok && found
			if i == 0 {
				c.corner, c.label = header, value
				continue
			}
			c.headers, c.values = append(c.headers, header), append(c.values, value)
		}
		switch {
		case ok && len(pairs) > 1:
			l.addRow(n, s.Start, s.End, c)
		case spoken(text):
			l.add(line{reading: l.reader.read(text), source: n, start: s.Start, end: min(s.End, s.Start+utf8.RuneCountInString(s.Text)), back: opensBack(text)})
		}
	}
}

// column is one cell of a row of a table: the keys of its header and of the cell, and whether the cell is a plain no.
type column struct {
	header, cell []string
	no           bool
}

// saysNo tells whether a cell is nothing but a no.
func saysNo(cell string) bool {
	switch strings.Trim(wordsOf(cell), " ") {
	case "no", "non", "never", "jamais", "not available", "non disponible", "indisponible":
		return true
	}
	return false
}

// keySet gives the keys of a reading, each once, figures included.
func (d *reading) keySet() []string {
	var keys []string
	for _, key := range d.keys {
		if key != "" {
			keys = appendNew(keys, key)
		}
	}
	return keys
}

// otherColumn gives what a clause says of one column while the row says it of another: the clause names the first, not
// the second, and holds words that only the second cell has.
func (s *study) otherColumn(a *assessment) string {
	for _, p := range a.clauses {
		if p.line < 0 || !s.labelled(a, p, s.library.lines[p.line]) {
			continue
		}
		columns := s.library.lines[p.line].columns
		for i, own := range columns {
			if !a.saysAll(own.header, p.from, p.to) {
				continue
			}
			for k, other := range columns {
				if k == i || a.saysAll(other.header, p.from, p.to) || len(other.cell) == 0 || slices.Equal(own.cell, other.cell) {
					continue
				}
				if foreign := without(other.cell, own.cell); len(foreign) > 0 && a.saysAll(foreign, p.from, p.to) && !a.saysAll(without(own.cell, other.cell), p.from, p.to) {
					return strings.Join(foreign, " ")
				}
			}
		}
	}
	return ""
}

// saysAll tells whether all of some keys stand in a clause; it is false for none.
func (a *assessment) saysAll(keys []string, from, to int) bool {
	return len(keys) > 0 && !slices.ContainsFunc(keys, func(key string) bool { return !slices.Contains(a.keys[from:to], key) })
}

// without gives the keys that are not among others.
func without(keys, others []string) []string {
	var left []string
	for _, key := range keys {
		if !slices.Contains(others, key) {
			left = append(left, key)
		}
	}
	return left
}
