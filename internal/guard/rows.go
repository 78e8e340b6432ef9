package guard

import "slices"

// sameTable tells whether two lines are rows of one table: rows of one article with nothing but rows between them.
func (s *study) sameTable(x, y int) bool {
	from, to := min(x, y), max(x, y)
	if from < 0 || to >= len(s.library.lines) || to-from > mostRows {
		return false
	}
	article := s.in.Sources[s.library.lines[from].source].Article
	for id := from; id <= to; id++ {
		n := &s.library.lines[id]
		if !n.row || s.in.Sources[n.source].Article != article || s.in.Sources[n.source].Version != s.in.Sources[s.library.lines[from].source].Version {
			return false
		}
	}
	return true
}

// exchanged gives a value that a claim puts beside the label of one row while the table has it in the row of another label
// that the claim names too: two rows told with their values exchanged.
func (s *study) exchanged(a *assessment) string {
	if len(a.figures) == 0 {
		return ""
	}
	type place struct{ at, line int }
	var labels []place
	for _, id := range s.rowsNamed(a) {
		if at := a.lastOf(s.library.lines[id].labelKeys); at >= 0 {
			labels = append(labels, place{at, id})
		}
	}
	if len(labels) < 2 {
		return ""
	}
	slices.SortStableFunc(labels, func(x, y place) int { return x.at - y.at })
	for _, f := range a.figures {
		if f.free || f.from < labels[0].at {
			return "" // the values stand before what they are of
		}
		own := labels[0]
		for _, l := range labels {
			if l.at < f.from {
				own = l
			}
		}
		if slices.ContainsFunc(labels, func(l place) bool { return l.at == own.at && s.rowHas(l.line, f) }) {
			continue
		}
		if slices.ContainsFunc(labels, func(l place) bool {
			return l.at != own.at && s.sameTable(l.line, own.line) && s.rowHas(l.line, f) && len(without(s.library.lines[own.line].labelKeys, s.library.lines[l.line].keys)) > 0
		}) {
			return f.text
		}
	}
	return ""
}

func (s *study) rowHas(line int, f figure) bool {
	return slices.ContainsFunc(s.library.lines[line].figures, f.same)
}

// rowsNamed gives the rows all of whose label a claim says.
func (s *study) rowsNamed(a *assessment) []int {
	var ids []int
	for _, id := range s.library.rows {
		n := &s.library.lines[id]
		if len(n.labelKeys) > 0 && !slices.ContainsFunc(n.labelKeys, func(key string) bool { return !slices.Contains(a.keys, key) }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// lastOf gives the last token of a claim that has one of some keys.
func (d *reading) lastOf(keys []string) int {
	for i, v := range slices.Backward(d.keys) {
		if v != "" && slices.Contains(keys, v) {
			return i
		}
	}
	return -1
}

// otherCell says what a claim takes from another row than the one that it names, or affirms where the table has a plain no.
func (s *study) otherCell(a *assessment) string {
	named := s.rowsNamed(a)
	for _, id := range named {
		if slices.ContainsFunc(named, func(o int) bool { return o != id && s.sameTable(o, id) }) {
			continue
		}
		if why := s.cellOf(a, id); why != "" {
			return why
		}
	}
	return ""
}

// cellOf looks at the one row of a table that a claim names.
func (s *study) cellOf(a *assessment, row int) string {
	own := &s.library.lines[row]
	all := func(keys []string) bool { return a.saysAll(keys, 0, len(a.words)) }
	if why := s.otherRowsCells(a, row); why != "" {
		return why
	}
	for i, c := range own.columns {
		if !all(c.header) || slices.ContainsFunc(own.columns, func(o column) bool { return !slices.Equal(o.header, c.header) && all(o.header) }) {
			continue
		}
		if c.no && !a.polarityOf(0, len(a.words)).any && slices.ContainsFunc(own.columns, func(o column) bool { return !o.no }) {
			return "the table says no to this"
		}
		if len(c.cell) == 0 {
			continue
		}
		for _, id := range s.library.rows {
			if id == row || !s.sameTable(id, row) || i >= len(s.library.lines[id].columns) {
				continue
			}
			other := s.library.lines[id].columns[i].cell
			if foreign := without(other, c.cell); len(foreign) > 0 && all(foreign) && len(without(c.cell, foreign)) > 0 && !all(without(c.cell, other)) && !slices.ContainsFunc(foreign, s.askedKey) {
				return sprint("the table says %q of another row than %q", clip(foreign[0]), clip(own.label))
			}
		}
	}
	return ""
}

// otherRowsCells says where a claim names one row and no column, and says in none of its cells, but in each column a cell of
// another row: "included" of the plan that pays.
func (s *study) otherRowsCells(a *assessment, row int) string {
	own := &s.library.lines[row]
	all := func(keys []string) bool { return a.saysAll(keys, 0, len(a.words)) }
	if len(own.columns) == 0 || slices.ContainsFunc(own.columns, func(c column) bool { return len(c.cell) == 0 || all(c.header) }) {
		return ""
	}
	foreign := ""
	for i, c := range own.columns {
		strange := ""
		for _, id := range s.library.rows {
			if id == row || !s.sameTable(id, row) || i >= len(s.library.lines[id].columns) {
				continue
			}
			other := without(s.library.lines[id].columns[i].cell, c.cell)
			other = slices.DeleteFunc(other, func(key string) bool { return key == "oui" || key == "yes" })
			if len(other) > 0 && all(other) && !slices.ContainsFunc(c.cell, func(key string) bool { return key[0] == '#' && slices.Contains(a.keys, key) }) {
				strange = other[0]
			}
		}
		if strange == "" {
			return ""
		}
		foreign = strange
	}
	return sprint("the table says %q of another row than %q", clip(foreign), clip(own.label))
}

func (s *study) askedKey(key string) bool { return s.asked[key] }

// crossed gives a value that a claim puts beside one column's header while the row has it under the header of another that
// the claim names too: two columns told with their values exchanged.
func (s *study) crossed(a *assessment) string {
	groups := a.valueGroups()
	if len(groups) > 2 {
		groups = slices.DeleteFunc(groups, func(g span) bool { return !a.figures[g.from].competes(&a.figures[groups[0].from]) })
	}
	if len(groups) < 2 || slices.ContainsFunc(groups[1:], func(g span) bool { return !a.figures[g.from].competes(&a.figures[groups[0].from]) }) {
		return ""
	}
	for _, id := range s.rowsNamed(a) {
		n := &s.library.lines[id]
		type place struct{ at, column int }
		var heads []place
		for i, c := range n.columns {
			telling := c.header
			for k, other := range n.columns {
				if k != i {
					telling = without(telling, other.header)
				}
			}
			if at := a.lastOf(without(telling, n.labelKeys)); at >= 0 {
				heads = append(heads, place{at, i})
			}
		}
		if len(heads) != len(groups) {
			continue
		}
		slices.SortFunc(heads, func(x, y place) int { return x.at - y.at })
		for i, h := range heads {
			own := n.columns[h.column].cell
			if a.groupIn(groups[i], own) {
				continue
			}
			for k, other := range heads {
				if k != i && a.groupIn(groups[i], n.columns[other.column].cell) {
					return a.figures[groups[i].from].text
				}
			}
		}
	}
	return ""
}

// valueGroups gives the stretches of a claim's figures that belong together: the two ends of a range.
func (a *assessment) valueGroups() []span {
	var groups []span
	for i, f := range a.figures {
		if f.soft || f.free {
			continue
		}
		if n := len(groups); n > 0 && groups[n-1].to == i && f.from-a.figures[i-1].to <= 1 {
			groups[n-1].to = i + 1
			continue
		}
		groups = append(groups, span{i, i + 1})
	}
	return groups
}

// groupIn tells whether a cell has every figure of a group.
func (a *assessment) groupIn(group span, cell []string) bool {
	return !slices.ContainsFunc(a.figures[group.from:group.to], func(f figure) bool {
		return !slices.ContainsFunc(f.any, func(m magnitude) bool { return slices.Contains(cell, figure{any: []magnitude{m}}.key()) })
	})
}
