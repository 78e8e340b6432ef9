package recall

import (
	"math"
	"slices"
	"strings"
)

const (
	byWords    = .78 // the same, where no value says what is meant
	byWording  = .6  // the part of what a seed is about that another wording must be about
	byDeed     = .55 // the same, where it does the same for the customer: it refunds, ships, cancels
	byEvidence = .5  // the same, where it stands on the same text
	denied     = .5  // the same, for an operator's words about the same thing
)

// weights say how much each stem of a seed counts: what is rare among all that was said counts more.
type weights map[string]float64

// weigh gives them, from how often each stem was said in so many wordings.
func weigh(s saying, frequency map[string]int, wordings int) weights {
	w := weights{}
	for _, stem := range s.about {
		w[stem] = math.Log(2 + float64(wordings)/float64(1+frequency[stem]))
	}
	return w
}

// share gives the part of a seed's weight that is in another saying too.
func (w weights) share(seed, other saying) float64 {
	both, all := 0.0, 0.0
	for _, stem := range seed.about {
		all += w[stem]
		if _, there := slices.BinarySearch(other.stems, stem); there {
			both += w[stem]
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}

// alike tells whether a wording tells a customer what a seed says: the same values, denied alike, and enough of what it is
// about. A wording in another language is compared by its values alone, and only where it stands on the same text.
func (w weights) alike(seed, other saying, sameLanguage, sameEvidence bool) bool {
	for _, v := range seed.values {
		mine, theirs := seed.units[v], other.units[v]
		if money(seed.values) && theirs == "" {
			mine = "" // 12 dollars a month, and each month 12 dollars
		}
		if !slices.Contains(other.values, v) || mine != theirs && mine != "" && (theirs != "" || !sameEvidence) {
			return false
		}
	}
	if !sameLanguage {
		return sameEvidence && (len(seed.values) > 0 || seed.negated == other.negated)
	}
	if seed.negated != other.negated {
		return false
	}
	share := w.share(seed, other)
	if sameEvidence {
		return share >= byEvidence
	}
	_, done := slices.BinarySearch(other.stems, seed.core)
	switch {
	case len(seed.values) == 0:
		return share >= byWords && (seed.core == "" || done)
	case seed.core == "":
		return share >= byWording
	}
	return done && share >= byDeed
}

// money tells whether one of some values is an amount of money.
func money(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return v == "eur" || v == "usd" || v == "gbp" })
}

// may tells, from the stems that are kept of a wording, whether it could say what the seed says: reading each candidate anew
// would take a thousand times as long.
func (r reading) may(w Wording, sameEvidence bool) bool {
	if w.Language != r.Language {
		return sameEvidence
	}
	for _, v := range r.values {
		if !slices.Contains(w.Stems, valueMark+v) {
			return false
		}
	}
	least := byDeed
	switch {
	case sameEvidence:
		least = byEvidence
	case len(r.values) == 0:
		least = byWords
	case r.core == "":
		least = byWording
	}
	return r.share(r.saying, saying{stems: w.Stems}) >= least
}

// says tells whether a wording, or a part of it between its commas and colons, is alike: what is denied in one part is none
// of the other's.
func (r reading) says(w Wording, sameEvidence bool) bool {
	same := w.Language == r.Language
	if !r.may(w, sameEvidence) {
		return false
	}
	if r.alike(r.saying, read(w.Language, w.Text), same, sameEvidence) {
		return true
	}
	parts := strings.FieldsFunc(w.Text, func(c rune) bool { return strings.ContainsRune(",;:", c) })
	whole := read(w.Language, w.Text)
	return len(parts) > 1 && slices.ContainsFunc(parts, func(part string) bool {
		one := read(w.Language, part)
		one.stems = whole.stems // what it is about may stand in another part
		return r.alike(r.saying, one, same, sameEvidence)
	})
}

// contradicts tells whether an operator's sentence puts a seed right: it is about the same, and says another value, or denies
// what the seed says.
func (w weights) contradicts(seed, other saying) bool {
	if w.share(seed, other) < denied {
		return false
	}
	if seed.negated != other.negated {
		return true
	}
	return len(other.values) > 0 && !slices.Equal(seed.values, other.values)
}
