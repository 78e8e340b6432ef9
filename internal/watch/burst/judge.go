package burst

import (
	"cmp"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Rules are how many customers, and in what time, make a burst.
type Rules struct {
	Window    time.Duration
	Customers int // with a signed identity among them; twice as many where none is signed
}

// Defaults gives the house's rules.
func Defaults() Rules { return Rules{Window: time.Hour, Customers: 5} }

const (
	// History is how far back the past goes that a burst is held against.
	History = 28 * 24 * time.Hour
	// fewest is how many questions the past must hold to say what is usual. Before that a question that the knowledge answers
	// is no symptom: nothing else tells a fault from what everybody asks.
	fewest = 50
	// unasked is how many questions nobody has asked yet stand beside those of the past: after a short one little is usual.
	unasked = 200
	// rise is how many times more often something must be asked than before, to be taken for new.
	rise = 10
	// least is how many customers of the window count at least in what the evidence must reach.
	least = 10
	// near is the likeness from which a question of the past counts as the same. It is below alike: what was asked in other
	// words is not new.
	near = .35
)

// Line is the evidence for that rise which freezes, for each customer of the window: the more there are, the more questions could
// have made a burst by chance.
const Line = 100

// Past is what was asked before, without what was asked in a burst. It is safe for concurrent use.
type Past struct {
	weights

	rows [][]string
}

// Remember makes the past from the terms of each question, one a conversation.
func Remember(rows [][]string) *Past {
	p := &Past{weights: weights{asked: len(rows), held: map[string]int{}}, rows: rows}
	for _, terms := range rows {
		for _, t := range terms {
			p.held[t]++
		}
	}
	return p
}

// Short tells whether the past says too little.
func (p *Past) Short() bool { return p.asked < fewest }

// Found is a burst.
type Found struct {
	Terms     []string // of the question that most of the others are like
	Topic     string   // of most of them
	Customers int
	Signed    int
	Evidence  float64
	Members   []Symptom // oldest first
}

// Judge tells whether a symptom makes a burst with those of the window before it, which may hold the symptom itself. Only the
// questions that the symptom is like are looked at, each as the one in the middle.
func (p *Past) Judge(s Symptom, recent []Symptom, rules Rules) (Found, bool) {
	var counted []Symptom
	for _, r := range recent {
		if r.Turn != s.Turn && r.At.After(s.At.Add(-rules.Window)) && p.counts(r) {
			counted = append(counted, r)
		}
	}
	if !p.counts(s) {
		return Found{}, false
	}
	counted = append(counted, s)
	best := Found{}
	for _, middle := range counted {
		if p.likeness(middle.Terms, s.Terms) < alike {
			continue
		}
		var members []Symptom
		for _, r := range counted {
			if p.likeness(middle.Terms, r.Terms) >= alike {
				members = append(members, r)
			}
		}
		customers, signed := People(members)
		if customers > best.Customers {
			best = Found{Terms: middle.Terms, Customers: customers, Signed: signed, Members: members}
		}
	}
	need := rules.Customers
	if best.Signed == 0 {
		need *= 2
	}
	if best.Customers < need {
		return Found{}, false
	}
	best.Evidence = p.evidence(best, recent)
	best.Topic = topicOf(best.Members)
	slices.SortStableFunc(best.Members, func(a, b Symptom) int { return a.At.Compare(b.At) })
	return best, best.Evidence >= Line*float64(max(least, asking(recent)))
}

func (p *Past) counts(s Symptom) bool { return len(s.Terms) > 0 && (!p.Short() || !s.Answered) }

// evidence says how much more often the thing is asked in the window than it was in the past and than everything else is in the
// window, in questions of all: a busy hour makes no burst of what is asked every day.
func (p *Past) evidence(f Found, recent []Symptom) float64 {
	before := 1
	for _, terms := range p.rows {
		if p.likeness(f.Terms, terms) >= near {
			before++
		}
	}
	people := max(asking(recent), f.Customers)
	share := float64(before) / float64(p.asked+people-f.Customers+unasked)
	return drift.PoissonE(f.Customers, float64(people), share, min(1, rise*share))
}

// asking counts the customers of a window, signed or not.
func asking(recent []Symptom) int {
	people := map[string]bool{}
	for _, r := range recent {
		people[r.Customer] = true
	}
	return len(people)
}

// People counts customers: each signed identity one; of the others, no more than their sessions, and no more than the network
// prefixes that they came from.
func People(list []Symptom) (customers, signed int) {
	known, sessions, origins := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range list {
		if s.Signed {
			known[s.Customer] = true
		} else {
			sessions[s.Customer], origins[s.Origin] = true, true
		}
	}
	return len(known) + min(len(sessions), len(origins)), len(known)
}

// other is the topic of what belongs to none.
const other = "other"

// topicOf gives the topic of most questions, of those whose topic was looked for; of as many, the one that stands first in the
// alphabet.
func topicOf(list []Symptom) string {
	votes := map[string]int{}
	for _, s := range list {
		if s.Topic != "" {
			votes[s.Topic]++
		}
	}
	best, most := other, 0
	for topic, n := range votes {
		if cmp.Or(cmp.Compare(n, most), cmp.Compare(best, topic)) > 0 {
			best, most = topic, n
		}
	}
	return best
}
