package guard

import (
	"maps"
	"slices"
)

// negation blocks a claim that denies what its source affirms, or affirms what it denies: clause by clause, by the words
// that stand close to a negation on one side and without one on the other. Words that deny by themselves ("forbidden",
// "impossible", "interdit") count.
//
// It catches a negation put in or taken away near the words of the source. Where claim or source holds only under a
// condition it says nothing: check conditions looks at those. It cannot see a denial in wholly other words.
func negation(s *study, a *assessment) []string {
	var found []string
	for _, p := range a.clauses {
		if p.line < 0 || p.shared < closeEnough*p.own {
			continue
		}
		why := ""
		for _, place := range p.others {
			if why = s.flipped(a, p, place); why == "" {
				break
			}
		}
		if why != "" {
			found = append(found, why)
		}
	}
	if len(found) == 0 {
		if why := s.contrary(a); why != "" {
			found = append(found, why)
		}
	}
	if len(found) == 0 {
		if why := s.turnedRound(a); why != "" {
			found = append(found, why)
		}
	}
	return found
}

// flipped says how a clause of a claim and one of a source deny different things; empty where they do not.
func (s *study) flipped(a *assessment, p clausePair, at clausePlace) string {
	n := s.library.lines[at.line]
	claim, source := a.polarityOf(p.from, p.to), n.polarityOf(at.lineFrom, at.lineTo)
	if claim.only && source.except || claim.except && source.only || source.except && claim.any && a.deniesCase(p.from, p.to) {
		return "" // "not … unless" and "only if", "unless there is" and "when there is none" say one thing
	}
	if claim.any && a.deniesOpeningCase(p.from, p.to) {
		return "" // "if you do not see it, search for it" denies nothing
	}
	if named := s.rowsNamed(a); n.row && len(named) > 0 && !slices.Contains(named, at.line) {
		return "" // another row is spoken of: check names looks at that
	}
	twins := at.shared >= nearlyTwins*p.own && at.shared >= nearlyTwins*n.ownWeight(at.lineFrom, at.lineTo)
	denies, affirms := sprint("it denies what the source affirms: %q", clip(a.text)), sprint("it affirms what the source denies: %q", clip(a.text))
	switch {
	case claim.any != source.any && !twins && (claim.restricted || source.restricted && claim.any):
		return ""
	case !twins && (claim.any == source.any || at.shared < closeEnough*n.ownWeight(at.lineFrom, at.lineTo)):
		return ""
	case claim.any && !source.any && saysDenied(n.reading, at.lineFrom, at.lineTo, claim, twins):
		return denies
	case source.any && !claim.any && saysDenied(a.reading, p.from, p.to, source, twins):
		return affirms
	case claim.any && source.any && twins && saysOne(a.reading, p.from, p.to, source.heads, claim.denied):
		return affirms
	case claim.any && source.any && twins && saysOne(n.reading, at.lineFrom, at.lineTo, claim.heads, source.denied):
		return denies
	}
	return ""
}

// deniesCase tells whether the only denial of a stretch stands in a case that it gives: "when there is no lift".
func (d *reading) deniesCase(from, to int) bool {
	for i := from + 1; i < to; i++ {
		switch d.words[i] {
		case "if", "when", "where", "si", "quand", "lorsque", "lorsqu":
			return d.polarityOf(i, to).any && !d.polarityOf(from, i).any
		}
		if d.elided[i] == "s" && (d.words[i] == "il" || d.words[i] == "ils") || d.elided[i] == "lorsqu" {
			return d.polarityOf(i, to).any && !d.polarityOf(from, i).any
		}
	}
	return false
}

// deniesOpeningCase tells whether a stretch opens with a case, and denies in that alone.
func (d *reading) deniesOpeningCase(from, to int) bool {
	if !opensCase(d.words[from:to]) {
		return false
	}
	for i := from + 1; i < to; i++ {
		if d.crossing[i] <= .6 {
			return d.polarityOf(from, i).any && !d.polarityOf(i, to).any
		}
	}
	return false
}

// saysDenied tells whether a stretch says what the other side denies: of near twins one word will do, else all the words
// close behind the negation.
func saysDenied(d *reading, from, to int, other polarity, twins bool) bool {
	if twins {
		return saysOne(d, from, to, other.denied, nil)
	}
	return len(other.denied) > 0 && !slices.ContainsFunc(other.denied, func(k string) bool { return !d.says(k, from, to) })
}

// nearlyTwins is how much two clauses must share, each of its own words, for every negation in them to be compared.
const nearlyTwins = .75

// ownWeight gives the weight of the different keys of a stretch.
func (d *reading) ownWeight(from, to int) float64 {
	own := d.contentOf(from, to)
	total := 0.
	for _, key := range slices.Sorted(maps.Keys(own)) {
		total += own[key]
	}
	return total
}

// saysOne tells whether one of some keys stands in a stretch and is not among others.
func saysOne(d *reading, from, to int, keys, but []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return d.says(k, from, to) && !slices.Contains(but, k) })
}

// closeEnough is how much of a clause the source's clause must share before their logic is compared.
const closeEnough = .35

// says tells whether a key stands among the tokens [from, to).
func (d *reading) says(key string, from, to int) bool {
	for i := from; i < to; i++ {
		if d.heads[i] == key {
			return true
		}
	}
	return false
}
