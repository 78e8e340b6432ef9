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

// twin is a part of a claim with the stretch of a line that says the same.
type twinPair struct {
	part  clausePair
	whole bool // the stretch is the twin's equal; else it says more
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

// twinsOf gives the stretches of the pages cited that say what a part of a claim says.
func (s *study) twinsOf(a *assessment, sp span, least float64) []twinPair {
	own := a.contentOf(sp.from, sp.to)
	maps.DeleteFunc(own, func(key string, _ float64) bool { return key[0] != '#' && !slices.Contains(a.said, key) })
	delete(own, s.library.reader.stemKey("longer")) // of "no longer"
	weight := sumOf(own)
	if weight < .4 {
		return nil
	}
	var list []twinPair
	for _, id := range s.holding(own) {
		n := &s.library.lines[id]
		if n.row || isHeading(n.text) || !s.pageOf(a, n.source) {
			continue
		}
		for _, at := range n.stretches() {
			shared := n.sharedWeight(own, at)
			if shared < least*weight || len(own) < 2 && n.ownWeight(at.from, at.to) > weight || !s.sameCase(a, sp, n, at) {
				continue
			}
			place := clausePlace{id, at.from, at.to, shared}
			pair := clausePair{from: sp.from, to: sp.to, clausePlace: place, others: []clausePlace{place}, own: weight}
			switch {
			case shared >= least*n.ownWeight(at.from, at.to):
				list = append(list, twinPair{pair, true})
			case shared >= containing*weight && len(own) >= 2:
				list = append(list, twinPair{pair, false})
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
	for _, sp := range a.partSpans() {
		why := ""
		for _, t := range s.twinsOf(a, sp, twinShare) {
			if why = s.turned(a, t); why == "" {
				break
			}
		}
		if why != "" {
			return why
		}
	}
	return ""
}

// turned says how a part of a claim and its twin deny different things; empty where they do not.
func (s *study) turned(a *assessment, t twinPair) string {
	n := &s.library.lines[t.part.line]
	if t.whole {
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

// saysAllOf tells whether a stretch says each of some keys, of which there is one at least.
func saysAllOf(d *reading, from, to int, keys []string) bool {
	return len(keys) > 0 && !slices.ContainsFunc(keys, func(k string) bool { return !d.says(k, from, to) })
}

// inPlaceOf gives the words that a claim puts where its twin has others, both of them the page's own: the calendar for the
// diary, the bank card for the gift card.
func (s *study) inPlaceOf(a *assessment) (said, instead string) {
	for _, sp := range append(a.clauseSpans(), a.partSpans()...) {
		for _, t := range s.twinsOf(a, sp, swapShare) {
			if !t.whole {
				continue
			}
			n := &s.library.lines[t.part.line]
			mine, theirs := a.leftover(sp, n, span{t.part.lineFrom, t.part.lineTo}), n.leftoverOf(a, span{t.part.lineFrom, t.part.lineTo})
			if len(mine) == 0 || len(theirs) == 0 {
				said = ""
				break // says no more than its twin, or no less
			}
			i, k := mine[0], theirs[0]
			if len(mine) > 2 || len(theirs) > 2 || !s.asked[a.keys[i]] || inFigure(a.reading, i) || len(s.library.byKey[a.keys[i]]) == 0 || sameNeighbours(a.words, i, n.words, k)+sameNeighbours(a.words, mine[len(mine)-1], n.words, theirs[len(theirs)-1]) < 2 {
				continue
			}
			said, instead = a.words[i], n.words[k]
		}
		if said != "" {
			return said, instead
		}
	}
	return "", ""
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
