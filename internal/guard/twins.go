package guard

import (
	"maps"
	"slices"
	"strings"
)

// A claim says one thing in each of its parts, and a part can be turned round while the whole keeps near its source. So
// each part is compared with the stretch of a page that says the same: its twin.

const (
	twinShare  = .75 // of the words of a part and of its twin, by weight
	swapShare  = .6  // of those of a part in which another thing is named
	containing = .95 // of the words of a part that a longer stretch says too
)

// twinPair is a part of a claim with the stretch of a line that says the same.
type twinPair struct {
	part    clausePair
	share   float64 // of the words of the part that the stretch has, by weight
	covered float64 // of the words of the stretch that the part has
}

// whole tells whether the two are each other's equal; else the stretch says more.
func (t twinPair) whole() bool { return t.share >= twinShare && t.covered >= twinShare }

// lineStretch is a piece of a line with the weight of its different words.
type lineStretch struct {
	span
	weight float64
}

// stretcher cuts lines once for all claims of a study.
type stretcher map[int][]lineStretch

func (c stretcher) of(id int, n *line) []lineStretch {
	list, known := c[id]
	if !known {
		for _, sp := range n.stretches() {
			list = append(list, lineStretch{sp, n.ownWeight(sp.from, sp.to)})
		}
		c[id] = list
	}
	return list
}

// partSpans cuts a claim finer than clauses: at commas, brackets, "and" before what could stand alone, and the words that
// open a subordinate clause.
func (a *assessment) partSpans() []span {
	var list []span
	from := 0
	for i := 1; i < len(a.words); i++ {
		w := a.words[i]
		if a.crossing[i] <= .6 || a.colon[i] || startsPart(w) || w == "and" || w == "et" {
			list = append(list, span{from, i})
			from = i
		}
	}
	return append(list, span{from, len(a.words)})
}

// stretches gives the parts of a line that may be the twin of a claim's: its clauses, and these cut at commas and "and".
func (n *line) stretches() []span {
	list := n.clauseSpans()
	from := 0
	for i := 1; i < len(n.words); i++ {
		if n.crossing[i] <= .6 || n.words[i] == "and" || n.words[i] == "et" {
			list = append(list, span{from, i})
			from = i
		}
	}
	if from > 0 {
		list = append(list, span{from, len(n.words)})
	}
	return list
}

// twins gives the twins of all clauses and parts of a claim.
func (s *study) twins(a *assessment, cut stretcher) []twinPair {
	var list []twinPair
	clauses := a.clauseSpans()
	for _, sp := range clauses {
		list = s.twinsOf(list, a, sp, cut)
	}
	for _, sp := range a.partSpans() {
		if !slices.Contains(clauses, sp) {
			list = s.twinsOf(list, a, sp, cut)
		}
	}
	return list
}

// twinsOf adds the stretches of the pages cited that say what a part of a claim says.
func (s *study) twinsOf(list []twinPair, a *assessment, sp span, cut stretcher) []twinPair {
	own := a.contentOf(sp.from, sp.to)
	maps.DeleteFunc(own, func(key string, _ float64) bool { return key[0] != '#' && !slices.Contains(a.said, key) })
	delete(own, s.library.reader.stemKey("longer")) // of "no longer"
	weight := sumOf(own)
	if weight < .4 {
		return list
	}
	for _, id := range s.holding(own) {
		n := &s.library.lines[id]
		if n.row || isHeading(n.text) || !s.pageOf(a, n.source) {
			continue
		}
		for _, at := range cut.of(id, n) {
			shared := n.sharedWeight(own, at.span)
			if shared < swapShare*weight || len(own) < 2 && at.weight > weight || !s.sameCase(a, sp, n, at.span) {
				continue
			}
			share, covered := shared/weight, shared/max(at.weight, 1e-9)
			if covered >= swapShare || share >= containing && len(own) >= 2 {
				place := clausePlace{id, at.from, at.to, shared}
				pair := clausePair{from: sp.from, to: sp.to, clausePlace: place, others: []clausePlace{place}, own: weight}
				list = append(list, twinPair{pair, share, covered})
			}
		}
	}
	return list
}

// sameCase tells whether a part of a claim and a stretch of a line hold in one case: in none, or in cases of the same words.
func (s *study) sameCase(a *assessment, sp span, n *line, at span) bool {
	mine, theirs := a.caseOf(sp), n.caseOf(at)
	if mine.to == 0 || theirs.to == 0 {
		return mine.to == theirs.to || theirs.to == 0 && n.back // "This is normal": in the case told before
	}
	own := a.contentOf(mine.from, mine.to)
	return n.sharedWeight(own, theirs) >= twinShare*sumOf(own) && a.polarityOf(mine.from, mine.to).any == n.polarityOf(theirs.from, theirs.to).any
}

// caseOf gives the stretch that says in which case a part holds: what its sentence opens with, up to the first comma. Empty
// where it opens with none, or the part is that stretch itself.
func (d *reading) caseOf(sp span) span {
	if !opensCase(d.words) {
		return span{}
	}
	for i := 1; i < len(d.words); i++ {
		if d.crossing[i] <= .6 {
			if sp.from < i {
				return span{}
			}
			return span{0, i}
		}
	}
	return span{}
}

// holding gives the lines that have a good part of some keys, in order.
func (s *study) holding(own map[string]float64) []int {
	if len(own) == 1 {
		for key := range own {
			return s.library.byKey[key]
		}
	}
	return s.sharing(own)
}

func sumOf(own map[string]float64) float64 {
	total := 0.
	for _, key := range slices.Sorted(maps.Keys(own)) {
		total += own[key]
	}
	return total
}

// turnedRound says which part of a claim says the contrary of its twins, where none of them says the same.
func (s *study) turnedRound(a *assessment) string {
	why, from, to := "", -1, -1
	for _, t := range a.twins {
		if !t.whole() && t.share < containing {
			continue
		}
		if t.part.from != from || t.part.to != to {
			if why != "" {
				return why
			}
			from, to = t.part.from, t.part.to
			why = s.turned(a, t)
			continue
		}
		if why != "" {
			why = s.turned(a, t)
		}
	}
	return why
}

// turned says how a part of a claim and its twin deny different things; empty where they do not.
func (s *study) turned(a *assessment, t twinPair) string {
	n := &s.library.lines[t.part.line]
	if s.deniedAbove(t.part.line) {
		return "" // "We never lend:" stands above the item
	}
	if t.whole() {
		return s.flipped(a, t.part, t.part.clausePlace)
	}
	claim, source := a.polarityOf(t.part.from, t.part.to), n.polarityOf(t.part.lineFrom, t.part.lineTo)
	switch {
	case claim.restricted || source.except || opensCase(a.words[t.part.from:t.part.to]):
	case claim.any && !source.any && saysOne(n.reading, t.part.lineFrom, t.part.lineTo, claim.denied, nil):
		return sprint("it denies what the source affirms: %q", clip(strings.TrimSpace(n.text)))
	case source.any && !claim.any && !source.only && saysAllOf(a.reading, t.part.from, t.part.to, source.heads):
		return sprint("it affirms what the source denies: %q", clip(strings.TrimSpace(n.text)))
	}
	return ""
}

// deniedAbove tells whether a line is an item of a list that opens with a denial.
func (s *study) deniedAbove(id int) bool {
	n := &s.library.lines[id]
	if !listItem(strings.TrimSpace(n.text)) {
		return false
	}
	return slices.ContainsFunc(s.introductions(window{from: id, to: id + 1}), func(above int) bool {
		l := &s.library.lines[above]
		return above < id && strings.HasSuffix(strings.TrimSpace(l.text), ":") && l.polarityOf(0, len(l.words)).any
	})
}

// saysAllOf tells whether a stretch says each of some keys, of which there is one at least.
func saysAllOf(d *reading, from, to int, keys []string) bool {
	return len(keys) > 0 && !slices.ContainsFunc(keys, func(k string) bool { return !d.says(k, from, to) })
}

// inPlaceOf gives the words that a claim puts where its twin has others, both of them the page's own: the calendar for the
// diary, the bank card for the gift card. A part that says no more, or no less, than another of its twins puts none.
func (s *study) inPlaceOf(a *assessment) (said, instead string) {
	for _, t := range a.twins {
		if t.covered < swapShare {
			continue
		}
		mine, theirs := s.leftovers(a, t)
		i, k, swapped := s.swapped(a, t, mine, theirs)
		if swapped && !slices.ContainsFunc(a.twins, func(o twinPair) bool {
			return o.part.from == t.part.from && o.part.to == t.part.to && o.part.line != t.part.line && s.saysAsMuch(a, o)
		}) {
			return a.words[i], s.library.lines[t.part.line].words[k]
		}
	}
	return "", ""
}

func (s *study) leftovers(a *assessment, t twinPair) (mine, theirs []int) {
	n := &s.library.lines[t.part.line]
	at := span{t.part.lineFrom, t.part.lineTo}
	return a.leftover(span{t.part.from, t.part.to}, n, at), n.leftoverOf(a, at)
}

// saysAsMuch tells whether a twin has nothing that the part has not, or the other way round.
func (s *study) saysAsMuch(a *assessment, t twinPair) bool {
	mine, theirs := s.leftovers(a, t)
	return t.covered >= swapShare && (len(mine) == 0 || len(theirs) == 0)
}

// swapped gives the first of the words that differ on either side, where they stand among the same neighbours and the
// question asks for what the claim names.
func (s *study) swapped(a *assessment, t twinPair, mine, theirs []int) (i, k int, is bool) {
	if len(mine) == 0 || len(theirs) == 0 || len(mine) > 2 || len(theirs) > 2 {
		return 0, 0, false
	}
	n := &s.library.lines[t.part.line]
	i, k = mine[0], theirs[0]
	before, behind := sameNeighbours(a.words, i, n.words, k), sameNeighbours(a.words, mine[len(mine)-1], n.words, theirs[len(theirs)-1])
	return i, k, len(mine) == len(theirs) && s.asked[a.keys[i]] && !inFigure(a.reading, i) && len(s.library.byKey[a.keys[i]]) > 0 && before > 0 && behind > 0
}

// leftover gives the tokens of a part of a claim whose keys a stretch of a line has not.
func (a *assessment) leftover(sp span, n *line, at span) []int {
	var list []int
	for i := sp.from; i < sp.to; i++ {
		if k := a.keys[i]; k != "" && k[0] != '#' && slices.Contains(a.said, k) && !n.says(k, at.from, at.to) && !slices.Contains(n.keys, k) {
			list = append(list, i)
		}
	}
	return list
}

// leftoverOf gives the tokens of a stretch of a line whose keys a claim has not.
func (n *line) leftoverOf(a *assessment, at span) []int {
	var list []int
	for i := at.from; i < at.to; i++ {
		if k := n.keys[i]; k != "" && k[0] != '#' && !n.filler[i] && n.weights[i] >= 1 && !slices.Contains(a.keys, k) {
			list = append(list, i)
		}
	}
	return list
}
