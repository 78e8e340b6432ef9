package guard

import (
	"maps"
	"slices"
	"strings"
)

// conditions blocks a claim that leaves out what restricts its evidence: what stands behind "unless", "except", "only if",
// "provided", "sauf", "à condition" and their kin in the sentence that supports it or in the next that takes it back. The
// restriction is kept if its words stand in the claim, in a claim beside it or in the question.
//
// It catches conditions and exceptions that a marker opens. It cannot see one that is written as a fact of its own
// further away.
func conditions(s *study, a *assessment) []string {
	if a.empty {
		return nil
	}
	found := s.borrowed(a)
	seen := map[int]bool{}
	for _, p := range a.clauses {
		if p.line < 0 || seen[p.line] || p.shared < halfSaid*p.own {
			continue
		}
		seen[p.line] = true
		for _, r := range s.restrictionsOf(p) {
			if !s.kept(a, r) && s.covers(a, p, r) && (!r.whole || s.takesBack(a, r)) {
				found = append(found, sprint("it leaves out a condition of its source: %q", clip(r.text)))
			}
		}
	}
	if len(found) == 0 {
		found = s.conditionsBeside(a)
	}
	if len(found) == 0 {
		found = append(found, s.conditionsElsewhere(a)...)
	}
	return found
}

// conditionsBeside gives the conditions of the lines of a claim's windows that are not the nearest to any of its clauses:
// two lines of a page may be told in one clause, and the condition stands in the lesser.
func (s *study) conditionsBeside(a *assessment) []string {
	for _, id := range s.linesOf(a) {
		n := &s.library.lines[id]
		if opensCase(n.words) {
			continue
		}
		for _, m := range n.markers() {
			r := restriction{strings.Join(n.words[m.from:m.to], " "), id, m.from, m.to, false}
			if measuring(n.words[m.from:m.to]) || s.kept(a, r) {
				continue
			}
			least := 2. / 3
			if leavesOut(n.words[m.from]) {
				least = .5
			}
			if main := n.contentOf(n.limited(m.from), m.from); len(main) >= 2 && shareIn(main, a.contentOf(0, len(a.words))) >= least {
				return []string{sprint("it leaves out a condition of its source: %q", clip(r.text))}
			}
		}
	}
	return nil
}

// shareIn gives the share of some keys, by weight, that are among others.
func shareIn(keys, others map[string]float64) float64 {
	held, all := 0., 0.
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		all += keys[key]
		if _, ok := others[key]; ok {
			held += keys[key]
		}
	}
	return held / max(all, 1e-9)
}

// borrowed says which condition of a claim the sources put on something else: the line that has the condition shares less
// of what the claim speaks of than a line that has not.
func (s *study) borrowed(a *assessment) []string {
	var found []string
	for _, m := range a.markers() {
		if _, leavesOut := exceptWords[a.words[m.from]]; !leavesOut && a.words[m.from] != "a" {
			continue
		}
		inside, outside := a.contentOf(m.from, m.to), a.contentOf(0, len(a.words))
		for key := range inside {
			delete(outside, key)
		}
		if len(inside) == 0 || len(outside) < 2 {
			continue
		}
		with, without := 0., 0.
		for id := range s.near(outside) {
			n := s.library.lines[id]
			shared := n.sharedWeight(outside, span{0, len(n.words)})
			if held := n.sharedWeight(inside, span{0, len(n.words)}); held > 0 {
				with = max(with, shared)
			} else {
				without = max(without, shared)
			}
		}
		if with == 0 {
			with = s.conditioned(inside, outside)
		}
		if with > 0 && without-with >= 1 {
			found = append(found, sprint("the sources put the condition %q on something else", clip(strings.Join(a.words[m.from:m.to], " "))))
		}
	}
	return found
}

// conditioned gives what the lines that have the words of a condition share of the rest of a claim.
func (s *study) conditioned(inside, outside map[string]float64) float64 {
	with := 0.
	for key := range inside {
		for _, id := range s.library.byKey[key] {
			n := s.library.lines[id]
			with = max(with, .01, n.sharedWeight(outside, span{0, len(n.words)}))
		}
	}
	return with
}

// takesBack tells whether a line that restricts the one before it restricts what a claim says: it opens with a condition or
// an exception, or it denies something of what the claim speaks of.
func (s *study) takesBack(a *assessment, r restriction) bool {
	n := s.library.lines[r.line]
	shared := 0
	for _, key := range a.said {
		if slices.Contains(n.keys, key) {
			shared++
		}
	}
	if markerAt(n.words) > 0 {
		return true
	}
	return shared >= 2 && n.polarityOf(0, len(n.words)).any
}

const (
	halfSaid = .5
	keptPart = .5 // of the words of a restriction
)

// restriction is what limits a line: the words behind a marker.
type restriction struct {
	text  string
	line  int
	from  int // tokens of the line, the marker included
	to    int
	whole bool // the line as a whole restricts the one before it
}

// restrictionsOf gives what restricts a line: inside it, and the next line where it takes back what was said.
func (s *study) restrictionsOf(p clausePair) []restriction {
	var list []restriction
	id := p.line
	n := s.library.lines[id]
	seen := map[int]bool{}
	for _, at := range p.others {
		if seen[at.line] {
			continue
		}
		seen[at.line] = true
		for _, m := range s.library.lines[at.line].markers() {
			list = append(list, restriction{strings.Join(s.library.lines[at.line].words[m.from:m.to], " "), at.line, m.from, m.to, false})
		}
	}
	if id+1 < len(s.library.lines) {
		next := s.library.lines[id+1]
		if next.source == n.source && !next.row && cueIn(next.text) == openCue {
			list = append(list, restriction{strings.TrimSpace(next.text), id + 1, 0, len(next.words), true})
		}
	}
	return list
}

// markers gives the stretches of a reading that a marker opens, up to the end of their clause.
func (d *reading) markers() []span {
	var list []span
	for i := 0; i < len(d.words); i++ {
		n := markerAt(d.words[i:])
		if n == 0 && (d.words[i] == "que" || d.elided[i] == "qu") && d.limitedByNe(i) {
			n = 1
		}
		if n == 0 {
			continue
		}
		to := i + n
		for to < len(d.words) && (d.crossing[to] > .4 || d.words[to] == "than" || to == i+n && !d.row) && (d.crossing[to] > .6 || to-i < n+2) {
			to++
		}
		list = append(list, span{i, to})
		i = to - 1
	}
	return list
}

// limitedByNe tells whether the "que" at a token follows a "ne" without "pas": it means "only".
func (d *reading) limitedByNe(i int) bool {
	for n := i - 1; n >= max(0, i-9) && d.crossing[n+1] > .4; n-- {
		switch {
		case d.words[n] == "pas" || d.words[n] == "jamais" || d.words[n] == "rien":
			return false
		case d.ne(n):
			return true
		}
	}
	return false
}

// markerAt gives the length of the marker that words begin with; 0 where none does.
func markerAt(words []string) int {
	for _, m := range restrictionMarkers[first(words)] {
		if len(words) >= len(m) && slices.Equal(words[:len(m)], m) {
			return len(m)
		}
	}
	return 0
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// kept tells whether a restriction is said by the claim, by one beside it, or by the question.
func (s *study) kept(a *assessment, r restriction) bool {
	n := s.library.lines[r.line]
	var keys []string
	figures := n.figuresIn(r.from, r.to)
	behind := r.from
	if !r.whole {
		behind += markerAt(n.words[r.from:])
	}
	for i := behind; i < r.to; i++ {
		if n.keys[i] != "" && n.keys[i][0] != '#' && !n.filler[i] {
			keys = appendNew(keys, n.keys[i])
		}
	}
	if len(keys)+len(figures) == 0 {
		return true
	}
	held, foundFigures := 0, 0
	if !r.whole && leavesOut(n.words[r.from]) && !s.beside(a, func(d *reading) bool { return d != s.question && d.makesExceptions() }) {
		// What is left out may be the very thing asked about: that its name is said does not say that it is left out. Said
		// in whole, without what it is left out of, it is the exception that is told.
		if main := n.contentOf(n.limited(r.from), r.from); len(main) > 0 && shareIn(main, a.contentOf(0, len(a.words))) >= .6 && !s.otherValue(a, n.figuresIn(0, r.from)) {
			return false
		}
		return !slices.ContainsFunc(keys, func(key string) bool {
			return !s.beside(a, func(d *reading) bool { return d != s.question && slices.Contains(d.keys, key) })
		})
	}
	// Who names the thing excepted in the question is told nothing by it.
	counts := func(d *reading) bool { return d != s.question || r.whole || !leavesOut(n.words[r.from]) }
	for _, key := range keys {
		if s.beside(a, func(d *reading) bool { return counts(d) && slices.Contains(d.keys, key) }) {
			held++
		}
	}
	if held > 0 && slices.ContainsFunc(n.words[r.from:r.to], func(w string) bool { return w == "or" || w == "ou" }) {
		return true // one of several cases that would do
	}
	for _, f := range figures {
		if s.beside(a, func(d *reading) bool { return slices.ContainsFunc(d.figures, f.same) }) {
			foundFigures++
		}
	}
	return float64(held+foundFigures) >= keptPart*float64(len(keys)+len(figures))
}

// otherValue tells whether a claim gives a value of a rule's kind that the rule does not: what is so where the rule is not.
func (s *study) otherValue(a *assessment, figures []figure) bool {
	return len(figures) > 0 && slices.ContainsFunc(a.figures, func(f figure) bool {
		return f.competes(&figures[0]) && !slices.ContainsFunc(figures, f.same)
	})
}

// leavesOut tells whether a word names an exception.
func leavesOut(w string) bool {
	_, ok := exceptWords[w]
	return ok && w != "moins" && w != "otherwise" && w != "sinon"
}

// makesExceptions tells whether a reading limits, denies or contrasts anything.
func (d *reading) makesExceptions() bool {
	p := d.polarityOf(0, len(d.words))
	return p.any || p.restricted || slices.ContainsFunc(d.words, func(w string) bool {
		switch w {
		case "but", "however", "apart", "whereas", "while", "mais", "toutefois", "cependant", "pourtant", "tandis", "excluded", "until", "when", "once", "quand", "lorsque", "lorsqu":
			return true
		}
		return false
	})
}

func (d *reading) figuresIn(from, to int) []figure {
	var list []figure
	for _, f := range d.figures {
		if f.from >= from && f.to <= to && !f.free {
			list = append(list, f)
		}
	}
	return list
}

// beside tells whether a claim, the two on either side of it, or the question has something.
func (s *study) beside(a *assessment, has func(*reading) bool) bool {
	for n := max(0, a.number-2); n <= min(len(s.claims)-1, a.number+2); n++ {
		if has(s.claims[n].reading) {
			return true
		}
	}
	return has(s.question)
}

// covers tells whether a claim says what a restriction limits: what stands right in front of the marker, up to the border
// before it, or the whole line.
func (s *study) covers(a *assessment, p clausePair, r restriction) bool {
	n := s.library.lines[r.line]
	if r.whole {
		n = s.library.lines[p.line]
	}
	from, to := 0, len(n.words)
	if !r.whole {
		from, to = n.limited(r.from), r.from
	}
	if to-from < 2 {
		from, to = 0, len(n.words)
	}
	main, held := 0, 0
	for i := from; i < to; i++ {
		if !r.whole && i >= r.from && i < r.to || n.keys[i] == "" || n.filler[i] {
			continue
		}
		main++
		if slices.Contains(a.keys, n.keys[i]) {
			held++
		}
	}
	return main > 0 && float64(held) >= .5*float64(main)
}

// limited gives where the part of a reading begins that the marker at a token limits.
func (d *reading) limited(marker int) int {
	content := false
	for i := marker - 1; i > 0; i-- {
		content = content || d.keys[i] != "" && !d.filler[i]
		if d.crossing[i] < 1 && content && d.crossing[i] != .7 || d.crossing[i] <= .7 && content && i+1 < marker && (d.words[i] == "and" || d.words[i] == "et") {
			return i
		}
	}
	return 0
}

var restrictionMarkers = markerTable(
	"unless", "except", "excepting", "excluding", "with the exception of", "only if", "only when", "only for", "only with", "only from", "only on", "only in", "only after", "only", "provided that", "provided",
	"providing", "on condition that", "as long as", "subject to", "so long as", "apart from", "other than", "not including",
	"sauf", "hormis", "excepte", "hors", "a moins que", "a moins de", "a condition", "sous reserve", "uniquement", "seulement", "exclusivement", "a l exception",
	"a exception", "pourvu", "a defaut", "reserve a", "reservee a", "reserves a", "reservees a", "reserve aux", "reservee aux", "reserves aux", "reservees aux", "tant que", "dans la limite de",
)

func markerTable(phrases ...string) map[string][][]string {
	table := map[string][][]string{}
	for _, p := range phrases {
		words := strings.Fields(p)
		table[words[0]] = append(table[words[0]], words)
	}
	for _, list := range table {
		slices.SortStableFunc(list, func(a, b []string) int { return len(b) - len(a) })
	}
	return table
}
