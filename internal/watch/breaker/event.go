package breaker

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// EventKind says what happened to a scope.
type EventKind string

// The kinds of event. Probe, PersonCloses and Thaw are a person's, and refused without a name. The reviews are those of
// drafts that were made in the scope while its breaker was half-open or ready.
const (
	Alarm             EventKind = "alarm"              // a detector or a person says that something is wrong
	GuardBelowFloor   EventKind = "guard_below_floor"  // the self-test: the guard catches too little
	HungCheck         EventKind = "hung_check"         // a check of the guard hangs and was disabled
	DrillFailed       EventKind = "drill_failed"       // a known derailment would happen again
	DrillPassed       EventKind = "drill_passed"       // it would not
	ApprovedUnchanged EventKind = "approved_unchanged" // an operator sent the draft as it stood
	Edited            EventKind = "edited"             // an operator sent it in other words
	Refused           EventKind = "refused"            // an operator refused it
	Freeze            EventKind = "freeze"             // a burst of the same new symptom
	Thaw              EventKind = "thaw"               // its known-issue card is written
	Probe             EventKind = "probe"              // a person lets the assistant try
	PersonCloses      EventKind = "person_closes"      // a person gives the assistant its autonomy back

	// Unreadable is why a breaker is open that could not be read, or that was sent what nobody knows. It cannot be sent.
	Unreadable EventKind = "unreadable"
)

// EventKinds are the events that may be sent, in the order of the list above.
func EventKinds() []EventKind {
	return []EventKind{
		Alarm, GuardBelowFloor, HungCheck, DrillFailed, DrillPassed, ApprovedUnchanged, Edited, Refused, Freeze, Thaw, Probe, PersonCloses,
	}
}

// Person tells whether an event counts only in a person's name.
func (k EventKind) Person() bool { return k == Probe || k == PersonCloses || k == Thaw }

// opens tells whether an event opens the breaker from every state.
func (k EventKind) opens() bool {
	return k == Alarm || k == GuardBelowFloor || k == HungCheck || k == DrillFailed
}

// Event is one thing that happened to a scope.
type Event struct {
	Kind     EventKind
	At       time.Time
	By       string   // operator id; a person's events need one
	Severity Severity // an alarm needs one
	Cut      Cut      // how far to lower; the more careful of this and of what the severity asks for holds
	Drill    bool     // closing shall ask for a passed drill
	Incident string   // what opens it
	Burst    string   // what freezes and thaws it
}

// check refuses an event that is not wholly known. Such an event may have meant the worst.
func (e Event) check(scope string) error {
	switch {
	case !slices.Contains(EventKinds(), e.Kind):
		return desk.Errorf(desk.Internal, "breaker of scope %q: event %q is not known", scope, e.Kind)
	case e.Severity != Major && e.Severity != Critical && (e.Severity != "" || e.Kind == Alarm):
		return desk.Errorf(desk.Internal, "breaker of scope %q: event %s with severity %q, which is not known", scope, e.Kind, e.Severity)
	case e.Cut != CutNone && e.Cut != CutToDraft && e.Cut != CutToOff:
		return desk.Errorf(desk.Internal, "breaker of scope %q: event %s with cut %q, which is not known", scope, e.Kind, e.Cut)
	}
	return nil
}

// cut is how far an event lowers: to draft at least, further where its severity or its own cut say so.
func (e Event) cut() Cut {
	cut := CutToDraft.worse(e.Cut)
	if e.Severity != "" {
		cut = cut.worse(e.Severity.Cut())
	}
	return cut
}

// Apply gives the breaker after an event. The result always counts, whatever the error:
//
//   - Invalid: a person's event without a name; the breaker is as it was.
//   - Conflict: a person's event that the state does not allow; the breaker is as it was, and the message says what is
//     missing.
//   - Internal: a corrupt breaker, or an event that is not known; the breaker is open, off, and asks for a drill.
func Apply(b Breaker, e Event) (Breaker, error) {
	if err := b.Check(); err != nil {
		return careful(b, e.At), err
	}
	if err := e.check(b.Scope); err != nil {
		return careful(b, e.At), err
	}
	if e.Kind.Person() && strings.TrimSpace(e.By) == "" {
		return b, desk.Errorf(desk.Invalid, "%s of scope %q: say which operator does it", e.Kind, b.Scope)
	}
	for _, r := range table() {
		if !r.takes(b, e) {
			continue
		}
		after := b
		if r.do != nil {
			after = r.do(b, e)
		}
		if r.to != stays && r.to != b.State {
			after.State, after.Why, after.By, after.Since = r.to, e.Kind, e.By, utc(e.At)
		}
		return after, nil
	}
	if !e.Kind.Person() {
		return careful(b, e.At), desk.Errorf(desk.Internal, "breaker of scope %q: no move for %s in state %s", b.Scope, e.Kind, b.State)
	}
	return b, refusal(b, e)
}

// refusal says why a person's event is not taken.
func refusal(b Breaker, e Event) error {
	switch {
	case e.Kind == Thaw:
		return desk.Errorf(desk.Conflict, "scope %q is not frozen for burst %q", b.Scope, e.Burst)
	case e.Kind == Probe:
		return desk.Errorf(desk.Conflict, "the breaker of scope %q is %s: only an open one can be tried", b.Scope, b.State)
	case b.State == Ready:
		return desk.Errorf(desk.Conflict, "the breaker of scope %q closes after a passed drill: none was passed since it opened", b.Scope)
	case b.State == HalfOpen:
		return desk.Errorf(desk.Conflict, "the breaker of scope %q closes after %d drafts approved unchanged in a row: so far %d", b.Scope, FullRun, b.Run)
	}
	return desk.Errorf(desk.Conflict, "the breaker of scope %q is %s: it closes from ready", b.Scope, b.State)
}
