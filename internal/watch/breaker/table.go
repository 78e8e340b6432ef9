package breaker

import "slices"

// States are the states of a breaker, from the freest.
func States() []State { return []State{Closed, Ready, HalfOpen, Open} }

// froms is a set of states that a rule leaves.
type froms [4]bool

func (f froms) has(s State) bool {
	i := slices.Index(States(), s)
	return i >= 0 && f[i]
}

// stays is the target of a rule that leaves the state as it is.
const stays = ""

// rule is one line of the breaker's table.
type rule struct {
	from froms
	on   EventKind
	to   State
	when condition
	do   func(Breaker, Event) Breaker // what else changes; nil: nothing
}

// condition is what must hold besides state and event; the zero condition always does.
type condition struct {
	words string
	holds func(Breaker, Event) bool
}

func (r rule) takes(b Breaker, e Event) bool {
	return r.on == e.Kind && r.from.has(b.State) && (r.when.holds == nil || r.when.holds(b, e))
}

// table is read from the top; the first rule that takes an event decides. Every state has a rule for every event that
// is not a person's; a person's event without a rule is refused.
//
//	closed ──alarm, guard below floor, hung check, failed drill──> open, and so from every other state
//	open ──probe──> half_open ──20 approved unchanged in a row──> ready ──person closes──> closed
//	half_open ──two refusals in a row──> open;  ready ──edit, refusal──> half_open
func table() []rule {
	var (
		//                closed ready half  open
		anywhere = froms{true, true, true, true}
		opened   = froms{false, true, true, true}
		asleep   = froms{true, false, false, true}
		closed   = froms{true, false, false, false}
		ready    = froms{false, true, false, false}
		half     = froms{false, false, true, false}
		open     = froms{false, false, false, true}
		drafting = froms{false, true, true, false}
	)
	return []rule{
		{anywhere, Alarm, Open, condition{}, fall},
		{anywhere, GuardBelowFloor, Open, condition{}, fall},
		{anywhere, HungCheck, Open, condition{}, fall},
		{anywhere, DrillFailed, Open, condition{}, fall},

		{open, Probe, HalfOpen, condition{}, restart},

		{half, ApprovedUnchanged, Ready, condition{"20 in a row", fullRun}, count},
		{half, ApprovedUnchanged, HalfOpen, condition{}, count},
		{half, Refused, Open, condition{"second in a row", refusedAgain}, fallBack},
		{drafting, Refused, HalfOpen, condition{}, refused},
		{drafting, Edited, HalfOpen, condition{}, restart},

		{ready, PersonCloses, Closed, condition{"no drill asked for, or passed", drilled}, reset},
		{opened, DrillPassed, stays, condition{}, passed},

		{anywhere, Freeze, stays, condition{}, freeze},
		{anywhere, Thaw, stays, condition{"frozen for that burst", frozenFor}, thaw},

		// Nothing to count, nothing to prove.
		{asleep, ApprovedUnchanged, stays, condition{}, nil},
		{asleep, Edited, stays, condition{}, nil},
		{asleep, Refused, stays, condition{}, nil},
		{ready, ApprovedUnchanged, stays, condition{}, nil},
		{closed, DrillPassed, stays, condition{}, nil},
	}
}

func fullRun(b Breaker, _ Event) bool      { return b.Run+1 >= FullRun }
func refusedAgain(b Breaker, _ Event) bool { return b.Refusals+1 >= refusalsMost }
func drilled(b Breaker, _ Event) bool      { return !b.DrillAsked || b.DrillPassed }
func frozenFor(b Breaker, e Event) bool    { return slices.Contains(b.Freezes, e.Burst) }

// fall opens, and never to more than was allowed since the breaker was last closed.
func fall(b Breaker, e Event) Breaker {
	b = fallBack(b, e)
	b.Cut = b.Cut.worse(e.cut())
	b.DrillAsked = b.DrillAsked || e.Drill || e.Kind == DrillFailed
	if e.Incident != "" {
		b.Incident = e.Incident
	}
	return b
}

// fallBack opens as far as it was open before.
func fallBack(b Breaker, _ Event) Breaker {
	b.Run, b.Refusals, b.DrillPassed = 0, 0, false
	return b
}

func restart(b Breaker, _ Event) Breaker {
	b.Run, b.Refusals = 0, 0
	return b
}

func count(b Breaker, _ Event) Breaker {
	b.Run, b.Refusals = b.Run+1, 0
	return b
}

func refused(b Breaker, _ Event) Breaker {
	b.Run, b.Refusals = 0, b.Refusals+1
	return b
}

func passed(b Breaker, _ Event) Breaker {
	b.DrillPassed = true
	return b
}

func reset(b Breaker, _ Event) Breaker {
	return Breaker{Scope: b.Scope, Freezes: b.Freezes}
}

func freeze(b Breaker, e Event) Breaker {
	if at, found := slices.BinarySearch(b.Freezes, e.Burst); !found {
		b.Freezes = slices.Insert(slices.Clone(b.Freezes), at, e.Burst)
	}
	return b
}

func thaw(b Breaker, e Event) Breaker {
	at := slices.Index(b.Freezes, e.Burst)
	b.Freezes = slices.Delete(slices.Clone(b.Freezes), at, at+1)
	if len(b.Freezes) == 0 {
		b.Freezes = nil
	}
	return b
}

// Move is one line of a table, for a diagram.
type Move struct {
	From, To string
	On       string
	When     string // in words; empty: always
	Person   bool   // counts only in a person's name
}

// Moves are the lines of the breaker's table, one for each state that a rule leaves. A move from a state to itself
// changes something else: the run, the cut, the freezes. What is merely ignored is left out.
func Moves() []Move {
	var moves []Move
	for _, from := range States() {
		for _, r := range table() {
			to := r.to
			if to == stays {
				to = from
			}
			if r.from.has(from) && (r.to != stays || r.do != nil) {
				moves = append(moves, Move{From: string(from), To: string(to), On: string(r.on), When: r.when.words, Person: r.on.Person()})
			}
		}
	}
	return moves
}
