package breaker

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Rung says whose turn it is to be told of an incident.
type Rung string

// The rungs, in the order in which they are told.
const (
	RungDuty   Rung = "duty"   // who is on duty, at once
	RungLeads  Rung = "leads"  // when nobody acknowledged in time
	RungOwners Rung = "owners" // when the leads did not either
	RungEvery  Rung = "every"  // everybody, again
)

// Policy says who is told of an incident that nobody has acknowledged, and how fast.
type Policy struct {
	Duty, Leads, Owners []string // operator ids, as of now

	Within  time.Duration // in which a rung must acknowledge before the next is told; 0 or less: 10 minutes
	Every   time.Duration // from the last rung on; 0 or less: an hour
	Repeats int           // at most, in each round; 0 or less: none
}

// DefaultPolicy gives the house's times: 10 minutes a rung, then hourly for a day. The people are the caller's.
func DefaultPolicy() Policy { return Policy{Within: tenMinutes, Every: time.Hour, Repeats: 24} }

const tenMinutes = 10 * time.Minute

// Notice is one telling of an incident. Incident, Round, Rung and Repeat together name it for ever.
type Notice struct {
	Incident string
	Round    int // how often the incident was reopened
	Rung     Rung
	Repeat   int       // 1, 2, ... on RungEvery, else 0
	To       []string  // operator ids, each once
	At       time.Time // when to say it, UTC; never before now
}

// Escalate says who must be told of an incident next, and when. It is false where nobody must: the incident is
// acknowledged, mitigated or closed, or its round's notices are used up. Each rung's time runs from the moment when the
// one before was told, so that a late notice costs nobody his minutes; a rung without people, or whose people were told
// in this round already, is passed over. A policy that leaves nobody to tell is Invalid.
func Escalate(in Incident, now time.Time, p Policy) (Notice, bool, error) {
	if !in.Stage.Waiting() {
		return Notice{}, false, nil
	}
	said := in.said()
	repeats := repeatsOf(said)
	rung, to := nextRung(said, p)
	if rung == RungEvery && len(said) > 0 && repeats >= p.Repeats {
		return Notice{}, false, nil
	}
	if len(to) == 0 {
		return Notice{}, false, desk.Errorf(desk.Invalid, "incident %q: there is nobody to tell: name somebody on duty, a lead or an owner", in.ID)
	}
	n := Notice{Incident: in.ID, Round: in.Round, Rung: rung, To: to, At: in.due(said, rung, p)}
	if rung == RungEvery {
		n.Repeat = repeats + 1
	}
	if n.At.Before(now) {
		n.At = utc(now)
	}
	return n, true, nil
}

// Told writes a notice down, before it is said. A notice that was written before, or is of another round, and one of an
// incident that nobody waits for any more, is a Conflict, and the incident is as it was.
func Told(in Incident, n Notice) (Incident, error) {
	if n.Incident != in.ID || n.Round != in.Round || !in.Stage.Waiting() {
		return in, desk.Errorf(desk.Conflict, "incident %q is %s in round %d: a notice of incident %q, round %d is not said", in.ID, in.Stage, in.Round, n.Incident, n.Round)
	}
	if len(n.To) == 0 || !slices.Contains(append(rungs(), RungEvery), n.Rung) {
		return in, desk.Errorf(desk.Invalid, "incident %q: a notice on rung %q to %d operators", in.ID, n.Rung, len(n.To))
	}
	for _, e := range in.said() {
		if e.Rung == n.Rung && e.Repeat == n.Repeat {
			return in, desk.Errorf(desk.Conflict, "incident %q: notice %s %d of round %d was said before", in.ID, n.Rung, n.Repeat, n.Round)
		}
	}
	return in.write(Entry{At: n.At, Kind: EntryNotice, To: slices.Clone(n.To), Round: n.Round, Rung: n.Rung, Repeat: n.Repeat}), nil
}

func rungs() []Rung { return []Rung{RungDuty, RungLeads, RungOwners} }

// said gives this round's notices, in the order of writing.
func (in Incident) said() []Entry {
	var said []Entry
	for _, e := range in.Timeline {
		if e.Kind == EntryNotice && e.Round == in.Round {
			said = append(said, e)
		}
	}
	return said
}

func repeatsOf(said []Entry) int {
	most := 0
	for _, e := range said {
		if e.Rung == RungEvery {
			most = max(most, e.Repeat)
		}
	}
	return most
}

// nextRung gives the first rung above those told that has somebody who was not told in this round, else everybody.
func nextRung(said []Entry, p Policy) (Rung, []string) {
	told, above := []string{""}, 0
	for _, e := range said {
		told = append(told, e.To...)
		if i := slices.Index(rungs(), e.Rung); i >= 0 {
			above = max(above, i+1)
		} else {
			above = len(rungs())
		}
	}
	people := [][]string{p.Duty, p.Leads, p.Owners}
	for i := above; i < len(people); i++ {
		if to := without(people[i], told); len(to) > 0 {
			return rungs()[i], to
		}
	}
	return RungEvery, without(slices.Concat(people...), nil)
}

// without gives people, each once and none blank, that are not among others.
func without(people, others []string) []string {
	var left []string
	for _, id := range people {
		if strings.TrimSpace(id) != "" && !slices.Contains(others, id) && !slices.Contains(left, id) {
			left = append(left, id)
		}
	}
	return left
}

// due gives when a rung is to be told, late or not.
func (in Incident) due(said []Entry, rung Rung, p Policy) time.Time {
	if len(said) == 0 {
		return in.Opened.laterIf(in.Round > 0, in.Reopened).At
	}
	last := said[len(said)-1].At
	if rung == RungEvery {
		return last.Add(positive(p.Every, time.Hour))
	}
	return last.Add(positive(p.Within, tenMinutes))
}

// laterIf gives another mark where something holds.
func (m Mark) laterIf(holds bool, other Mark) Mark {
	if holds {
		return other
	}
	return m
}

func positive(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}
