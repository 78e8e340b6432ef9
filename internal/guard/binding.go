package guard

import "slices"

const (
	leastLead = .10 // by how much another value must fit better, as a share of what stands around the claim's
	rowMate   = .5  // how near the other cells of a row are
	tie       = .06 // places of a source that fit alike
)

// binding blocks a value that the sources say of something else: of another plan, country, row or column, on the other
// side of a limit (at least, at most), before instead of after, by another period. What stands around a value in the
// claim is compared with what stands around it in the sources, and with what stands around every other value of the
// kind: the words that tell two places apart decide.
//
// It catches values exchanged between things that the sources name apart. It cannot see an exchange where the claim
// names nothing that tells the two apart.
func binding(s *study, a *assessment) []string {
	var found []string
	if words := s.otherColumn(a); words != "" {
		found = append(found, sprint("the table says %q in another column", clip(words)))
	}
	if text := s.exchanged(a); text != "" {
		found = append(found, sprint("%q belongs to another row that is named beside it", clip(text)))
	}
	if text := s.crossed(a); text != "" {
		found = append(found, sprint("%q stands in another column that is named beside it", clip(text)))
	}
	if why := s.otherCell(a); why != "" {
		found = append(found, why)
	}
	for _, f := range a.figures {
		if f.soft && !f.free && f.bound != atLeast && f.bound != atMost || a.listed > 1 && f.number == float64(a.listed) {
			continue
		}
		if why := s.misplaced(a, f); why != "" {
			found = append(found, why)
		}
	}
	return found
}

// fit is how well a place of a source fits a value of a claim.
type fit struct {
	at    occurrence
	score float64
}

func (s *study) misplaced(a *assessment, f figure) string {
	c := s.contextOf(a, f)
	total := 0.
	for _, n := range c.near {
		total += n
	}
	if total == 0 {
		return ""
	}
	var same []fit
	other := fit{score: -1}
	for _, o := range s.library.figures {
		v := o.value()
		switch {
		case v.same(f):
			same = append(same, fit{o, s.affinity(c, o)})
		case v.competes(&f) && (!f.free || !s.ofOtherRow(a, f, o)):
			if score := s.affinity(c, o); score > other.score {
				other = fit{o, score}
			}
		}
	}
	if len(same) == 0 {
		return ""
	}
	best := slices.MaxFunc(same, func(x, y fit) int { return compareFits(x, y) })
	if other.score-best.score > leastLead*total && !s.tellsApart(a, f, best.at, other.at) && !ledAlike(a.reading, f, same, other.at) {
		return sprint("%q is said of something else in the sources, which say %q here", clip(f.text), clip(other.at.value().text))
	}
	if why := s.outOfBounds(f, same, best); why != "" {
		return why
	}
	return ""
}

// ofOtherRow tells whether a value stands in a row of a table of whose label the part of a claim that gives a figure says
// nothing.
func (s *study) ofOtherRow(a *assessment, f figure, o occurrence) bool {
	n := &s.library.lines[o.line]
	if !n.row {
		return false
	}
	for _, sp := range a.segments() {
		if f.from >= sp.from && f.from < sp.to {
			return !slices.ContainsFunc(n.labelKeys, func(key string) bool { return slices.Contains(a.keys[sp.from:sp.to], key) })
		}
	}
	return true
}

// ledAlike tells whether the value right before one of a claim, of another kind, leads the same value in the sources too,
// and does not lead the rival: "a pot of 30 cm holds 12 litres" in a sentence about three sizes.
func ledAlike(d *reading, f figure, same []fit, other occurrence) bool {
	lead := leading(d, f.from)
	if lead == nil || lead.competes(&f) {
		return false
	}
	led := func(o occurrence) bool {
		before := leading(o.in, o.value().from)
		return before != nil && before.same(*lead)
	}
	return !led(other) && slices.ContainsFunc(same, func(x fit) bool { return led(x.at) })
}

// leading gives the value that stands nearest before a token.
func leading(d *reading, at int) *figure {
	var lead *figure
	for i := range d.figures {
		if g := &d.figures[i]; g.to <= at && (lead == nil || g.to > lead.to) {
			lead = g
		}
	}
	return lead
}

// tellsApart tells whether what stands in one part of a claim with a value, between commas or brackets, is said of it in the
// sources and not of the other value that the claim gives too.
func (s *study) tellsApart(a *assessment, f figure, own, other occurrence) bool {
	if !slices.ContainsFunc(a.figures, func(g figure) bool { return g.same(*other.value()) }) {
		return false
	}
	for _, sp := range a.segments() {
		if f.from < sp.from || f.to > sp.to || slices.ContainsFunc(a.figures, func(g figure) bool { return g.from >= sp.from && g.to <= sp.to && g.from != f.from }) {
			continue
		}
		var keys []string
		for i := sp.from; i < sp.to; i++ {
			if k := a.keys[i]; k != "" && k[0] != '#' && (i < f.from || i >= f.to) {
				keys = appendNew(keys, k)
			}
		}
		return len(keys) > 0 && len(without(keys, own.in.keys)) == 0 && len(without(keys, other.in.keys)) > 0
	}
	return false
}

func compareFits(x, y fit) int {
	switch {
	case x.score < y.score:
		return -1
	case x.score > y.score:
		return 1
	}
	return 0
}

// contextOf gives what stands around a value of a claim; a claim that leaves its subject out takes it from the one
// before it, and from the question.
func (s *study) contextOf(a *assessment, f figure) *context {
	c := a.contextOf(s.library.reader, f)
	if a.number > 0 {
		before := &s.claims[a.number-1]
		near := .12
		if opensBack(a.text) {
			near = .45
		}
		for i, key := range before.keys {
			c.add(key, before.ids[i], near*before.weights[i])
		}
	}
	for i, key := range s.question.keys {
		c.add(key, s.question.ids[i], .15*s.question.weights[i])
	}
	return c
}

// affinity gives how much of a context stands around a value of a source, and how near.
func (s *study) affinity(c *context, o occurrence) float64 {
	clear(c.best)
	f := o.value()
	o.in.around(f.from, f.to, 0, func(i int, near float64) { c.note(o.in.ids[i], near) })
	n := &s.library.lines[o.line]
	if head := s.library.heads[n.source]; len(head) > 0 {
		for i, key := range c.keys {
			if head[key] {
				c.best[i] = max(c.best[i], .3)
			}
		}
	}
	if n.row {
		for _, id := range n.ids {
			c.note(id, rowMate)
		}
	}
	if o.line > 0 && s.library.lines[o.line-1].source == n.source && !n.row {
		near := .12
		if n.back {
			near = .5
		}
		for _, id := range s.library.lines[o.line-1].ids {
			c.note(id, near)
		}
	}
	sum := 0.
	for i := range c.best {
		sum += c.best[i] * c.near[i]
	}
	return sum
}

// outOfBounds says how a value's limits differ from the source's; empty where one of the places that fit best has the
// same.
func (s *study) outOfBounds(f figure, same []fit, best fit) string {
	why := ""
	for _, x := range same {
		if x.score < best.score-tie {
			continue
		}
		if why = f.against(*x.at.value()); why == "" {
			return ""
		}
	}
	return why
}

// against says how the limits of two figures of one value contradict each other.
func (f figure) against(g figure) string {
	switch {
	case f.bound == atMost && g.bound == atLeast || f.bound == atLeast && g.bound == atMost:
		return sprint("%q is a limit on the other side in the source", clip(f.text))
	case f.turn != noTurn && g.turn != noTurn && f.turn != g.turn && slices.Contains(f.kinds(), "time") && slices.Contains(g.kinds(), "time"):
		return sprint("%q lies on the other side of what it is counted from", clip(f.text))
	case len(f.rate) > 0 && len(g.rate) > 0 && !slices.ContainsFunc(f.rate, func(r string) bool { return slices.Contains(g.rate, r) }):
		return sprint("%q is counted by another period in the source", clip(f.text))
	}
	return ""
}
