package breaker

import (
	"slices"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The promises a second time, in another form: what a history of events allows, without a state.

// granted is what a history allows.
type granted struct {
	level  desk.Autonomy
	closed bool // nothing is lowered, freezes aside
	close  bool // a named person could close it now
}

// allowed reads a history whose events since the last closing are later.
func allowed(history, later []Event) granted {
	last, drill, off := -1, false, false // the last fall; what the falls asked for
	probed := -1
	var reviews []EventKind // since the probe after the last fall
	for i, e := range later {
		fell := falls(e)
		if fell {
			drill = drill || e.Drill || e.Kind == DrillFailed
			off = off || e.Severity == Critical || e.Cut == CutToOff
		}
		if e.Kind == Probe && named(e) && last >= 0 && probed < 0 {
			probed = i
		}
		if probed >= 0 && (e.Kind == ApprovedUnchanged || e.Kind == Edited || e.Kind == Refused) {
			reviews = append(reviews, e.Kind)
			n := len(reviews)
			fell = n >= 2 && reviews[n-1] == Refused && reviews[n-2] == Refused
		}
		if fell {
			last, probed, reviews = i, -1, nil
		}
	}
	g := granted{level: desk.Auto, closed: last < 0}
	switch {
	case probed >= 0:
		g.level = desk.DraftOnly
		g.close = twenty(reviews) && (!drill || slices.ContainsFunc(later[last:], func(e Event) bool { return e.Kind == DrillPassed }))
	case last >= 0 && off:
		g.level = desk.Off
	case last >= 0:
		g.level = desk.DraftOnly
	}
	if frozenBy(history) {
		g.level = desk.Off
	}
	return g
}

func falls(e Event) bool {
	return strings.Contains("alarm guard_below_floor hung_check drill_failed", string(e.Kind))
}

func named(e Event) bool { return strings.TrimSpace(e.By) != "" }

func twenty(reviews []EventKind) bool {
	if len(reviews) < 20 {
		return false
	}
	for _, r := range reviews[len(reviews)-20:] {
		if r != ApprovedUnchanged {
			return false
		}
	}
	return true
}

func frozenBy(history []Event) bool {
	frozen := map[string]bool{}
	for _, e := range history {
		if e.Kind == Freeze {
			frozen[e.Burst] = true
		}
		if e.Kind == Thaw && named(e) {
			delete(frozen, e.Burst)
		}
	}
	return len(frozen) > 0
}

// alphabet has every kind of event and both severities. Two are left to the property test, because they double the walk
// and tell nothing new: a hung check, which opens as the self-test does, and a person's event without a name.
var alphabet = []Event{
	{Kind: Alarm, Severity: Major},
	{Kind: Alarm, Severity: Critical},
	{Kind: GuardBelowFloor, Drill: true},
	{Kind: DrillFailed},
	{Kind: DrillPassed},
	{Kind: ApprovedUnchanged, By: "op"},
	{Kind: Edited, By: "op"},
	{Kind: Refused, By: "op"},
	{Kind: Freeze, Burst: "b"},
	{Kind: Thaw, Burst: "b", By: "op"},
	{Kind: Probe, By: "op"},
	{Kind: PersonCloses, By: "op"},
}

// walker goes through all continuations of a history and holds each step to the promises.
type walker struct {
	t interface {
		Fatalf(format string, args ...any)
	}
	history []Event
	since   int // where the last closing was
	visited int
}

func (w *walker) step(b Breaker, e Event) (Breaker, int) {
	before := allowed(w.history, w.history[w.since:])
	since := w.since
	after, err := Apply(b, e)
	w.history = append(w.history, e)
	w.visited++
	if e.Kind == PersonCloses && (err == nil) != (named(e) && before.close) {
		w.t.Fatalf("closing after %v: %v", w.history, err)
	}
	if e.Kind == PersonCloses && err == nil {
		w.since = len(w.history)
	}
	want := allowed(w.history, w.history[w.since:])
	switch {
	case after.Level() != want.level:
		w.t.Fatalf("level %s, want %s, after %v", after.Level(), want.level, w.history)
	case (after.State == Closed) != want.closed:
		w.t.Fatalf("%s, want closed %v, after %v", after.State, want.closed, w.history)
	case after.Level() > b.Level() && (!e.Kind.Person() || !named(e)):
		w.t.Fatalf("%s raised %s to %s: %v", e.Kind, b.Level(), after.Level(), w.history)
	case after.State != b.State && !neighbours(b.State, after.State):
		w.t.Fatalf("from %s straight to %s: %v", b.State, after.State, w.history)
	case after.Check() != nil:
		w.t.Fatalf("%v after %v", after.Check(), w.history)
	}
	return after, since
}

// neighbours tells whether a state may follow another: only one step up, down from anywhere.
func neighbours(from, to State) bool {
	up := []State{Open, HalfOpen, Ready, Closed}
	return slices.Index(up, to) <= slices.Index(up, from)+1
}

func (w *walker) walk(b Breaker, left int) {
	if left == 0 {
		return
	}
	for _, e := range alphabet {
		after, since := w.step(b, e)
		w.walk(after, left-1)
		w.history, w.since = w.history[:len(w.history)-1], since
	}
}

// All sequences of up to six events from a new breaker, and of up to four from breakers that are about to be ready.
func TestEverySequence(t *testing.T) {
	depth, near := 6, 4
	if testing.Short() {
		depth, near = 5, 3
	}
	drill := Event{Kind: Alarm, Severity: Critical, Drill: true}
	for _, start := range []struct {
		events []Event
		depth  int
	}{
		{nil, depth},
		{append([]Event{major, probe}, approvals(18)...), near},
		{append([]Event{drill, probe}, approvals(19)...), near},
		{append([]Event{drill, {Kind: DrillPassed}, probe}, approvals(20)...), near},
	} {
		w := &walker{t: t}
		b := New("topic:x")
		for _, e := range start.events {
			b, _ = w.step(b, e)
		}
		w.walk(b, start.depth)
		t.Logf("%d steps from %s", w.visited, b.State)
	}
}
