package guard

import (
	"slices"
	"strings"
)

// bound is how a value limits what it is said of.
type bound int

const (
	unbound bound = iota
	atMost
	atLeast
	about
)

// turn is on which side of an event a length of time lies: 5 days before, 5 days after.
type turn int

const (
	noTurn turn = iota
	before
	after
)

// bounds reads the words around a figure: "up to", "at least", "per month", "before".
func (s *scanner) bounds(f *figure) {
	left := s.left(f.from)
	right := s.right(f.to)
	f.turn = turnIn(right)
	f.rate = s.rateOf(f.to)
	switch {
	case neverMore(left):
		f.bound = atMost
	case endsWith(left, latestBefore) && f.turn == before:
		f.bound = atLeast
	case endsWith(left, leastBefore) && !endsWith(left, negatedLeast):
		f.bound = atLeast
	case endsWith(left, mostBefore) || endsWith(left, negatedLeast):
		f.bound = atMost
	case endsWith(left, aboutBefore):
		f.bound = about
	}
	switch {
	case startsNear(right, leastAfter...):
		f.bound = atLeast
	case startsNear(right, mostAfter...):
		f.bound = atMost
	}
}

// neverMore tells whether words end with "never lasts more than": a limit, with the verb between its parts.
func neverMore(left []string) bool {
	n := len(left)
	more := n >= 2 && (left[n-1] == "than" && (left[n-2] == "more" || left[n-2] == "longer") || left[n-1] == "de" && left[n-2] == "plus" || left[n-1] == "que" && left[n-2] == "plus")
	return more && slices.ContainsFunc(left[:n-2], func(w string) bool {
		switch w {
		case "never", "not", "cannot", "can't", "won't", "doesn't", "don't", "jamais", "pas", "ne":
			return true
		}
		return false
	})
}

// left gives up to five words before a token, none from before a sign that ends a clause.
func (s *scanner) left(at int) []string {
	from := at
	for from > 0 && at-from < 5 && !strings.ContainsAny(s.gap(from), ".;:!?()") {
		from--
		if from == at-1 && strings.ContainsAny(s.gap(from+1), ",") {
			return nil
		}
	}
	return s.words[from:at]
}

// right gives up to six words behind a token, none from behind a sign that ends a clause.
func (s *scanner) right(at int) string {
	to := at
	for to < len(s.words) && to-at < 6 && !strings.ContainsAny(s.gap(to), ".;:!?()") {
		to++
	}
	return strings.Join(s.words[at:to], " ") + " "
}

// endsWith tells whether words end with a phrase, an article aside.
func endsWith(words []string, phrases endings) bool {
	if n := len(words); n > 0 && phrases.end(words) {
		return true
	} else if n > 1 {
		switch words[n-1] {
		case "a", "de", "of", "d", "un", "l", "an":
			return phrases.end(words[:n-1])
		}
	}
	return false
}

// endings are phrases by their last word.
type endings map[string][][]string

func endingTable(phrases ...string) endings {
	table := endings{}
	for _, p := range phrases {
		words := strings.Fields(p)
		last := words[len(words)-1]
		table[last] = append(table[last], words)
	}
	return table
}

func (e endings) end(words []string) bool {
	for _, p := range e[words[len(words)-1]] {
		if len(words) >= len(p) && slices.Equal(words[len(words)-len(p):], p) {
			return true
		}
	}
	return false
}

// startsNear tells whether a phrase stands among the words, at most four words behind.
func startsNear(words string, phrases ...string) bool {
	rest := words
	for range 4 {
		for _, p := range phrases {
			if len(rest) > len(p) && rest[len(p)] == ' ' && strings.HasPrefix(rest, p) {
				return true
			}
		}
		_, next, found := strings.Cut(rest, " ")
		if !found || next != "" && next[0] >= '0' && next[0] <= '9' {
			return false
		}
		rest = next
	}
	return false
}

func turnIn(right string) turn {
	switch word, _, _ := strings.Cut(right, " "); word {
	case "before", "avant", "prior", "ahead", "beforehand":
		return before
	case "after", "of", "from", "following", "apres", "suivant", "suivants", "suivantes", "since", "compter":
		return after
	}
	if strings.HasPrefix(right, "a compter") || strings.HasPrefix(right, "a partir") || strings.HasPrefix(right, "qui suit") {
		return after
	}
	return noTurn
}

// rateOf gives the times and heads that a value is counted by: "a month", "per user", "par an".
func (s *scanner) rateOf(at int) []string {
	var rate []string
	for n := at; n < min(at+7, len(s.words)) && !strings.ContainsAny(s.gap(n), ".;:,!?()"); n++ {
		w := s.words[n]
		if n > at && w != "" && w[0] >= '0' && w[0] <= '9' {
			break
		}
		if w != "a" && w != "an" && w != "per" && w != "par" && w != "each" && w != "every" && w != "chaque" && !strings.Contains(s.gap(n), "/") {
			if p, ok := periods[w]; ok {
				rate = appendNew(rate, p)
			}
			continue
		}
		word := s.word(n + 1)
		if strings.Contains(s.gap(n), "/") {
			word = w
		}
		if u, ok := unitWords[word]; ok && (kindOfUnit(u.name) == "time" || u.name == "night") {
			rate = appendNew(rate, u.measures(number{value: 1})[0].rate())
		}
	}
	return rate
}

func (m magnitude) rate() string {
	return figure{any: []magnitude{m}}.key()
}

// periods are the adverbs that give a rate.
var periods = map[string]string{
	"daily": "#minute1440", "weekly": "#minute10080", "monthly": "#month1", "yearly": "#month12", "annually": "#month12", "hourly": "#minute60",
	"mensuel": "#month1", "mensuelle": "#month1", "annuel": "#month12", "annuelle": "#month12",
}

var (
	leastBefore = endingTable(
		"at least", "minimum", "a minimum of", "no less than", "not less than", "no fewer than", "more than", "over", "above", "starting at",
		"starts at", "starting from", "from", "exceeds", "longer than", "older than", "as of", "since", "after",
		"au moins", "minimum de", "a partir", "a partir du", "plus de", "depuis", "apres le", "apres", "compter du", "superieur a",
		"superieure a", "depasse", "pas moins",
	)
	negatedLeast = endingTable(
		"no more than", "not more than", "never more than", "not exceed", "does not exceed", "pas plus", "pas plus de", "ne depasse", "pas au dela",
		"not over", "no longer than", "not longer than",
	)
	mostBefore = endingTable(
		"up to", "at most", "no more than", "maximum", "maximum of", "within", "less than", "fewer than", "under", "below", "limited to",
		"capped at", "limit of", "cap of", "until", "before", "by", "no later than", "not exceeding", "not exceed", "through", "only",
		"jusqua", "jusquau", "jusquaux", "jusque", "au plus", "au maximum", "maximum de", "plafonne a", "plafonnee a", "plafonnes a", "limite",
		"limite a", "limitee a", "limites a", "moins de", "sous", "avant", "avant le", "au plus tard le", "au plus tard", "inferieur a",
		"excede pas", "depasse pas", "jusquau", "dans", "dans les", "dans la limite",
	)
	aboutBefore  = endingTable("about", "around", "approximately", "roughly", "nearly", "almost", "environ", "a peu pres", "pres", "presque", "quelque")
	latestBefore = endingTable("no later than", "not later than", "at the latest", "au plus tard")
	leastAfter   = []string{"or more", "or over", "or older", "or above", "and above", "and over", "and up", "at least", "minimum", "ou plus", "ou davantage", "et plus", "au moins", "au minimum"}
	mostAfter    = []string{"or less", "or fewer", "or under", "at most", "maximum", "max", "at the most", "ou moins", "au plus", "au maximum", "maximum", "tout au plus"}
)
