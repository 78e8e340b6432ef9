// Package breaker holds what follows an alarm: the breaker, which lowers what the assistant may do in one scope, and the
// incident, which people acknowledge, mitigate and close. Both are plain structs, written as JSON, and pure functions:
// time is an argument, and nothing given is changed.
//
// What the room promises: no event but a named person's gives the assistant more freedom; only a named person closes a
// breaker, after a full run of approved drafts and, where it was asked for, a passed drill; an alarm never leaves a
// scope freer than it was; nobody is told twice by the same notice; and what cannot be read gives the most careful
// result together with an error that names the place.
package breaker

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// FullRun is how many drafts in a row must be approved unchanged before a person may close a breaker.
const FullRun = 20

// refusalsMost is how many refusals in a row open a half-open breaker again.
const refusalsMost = 2

// State says how far a scope is from full autonomy. The empty state is not one: a row without a state is corrupt.
type State string

// The states of a breaker, from the freest.
const (
	Closed   State = "closed"    // nothing is lowered
	Open     State = "open"      // lowered to draft or off
	HalfOpen State = "half_open" // drafts for operators, and their approvals are counted
	Ready    State = "ready"     // a full run was approved; a person may close it
)

// Cut is how far an open breaker lowers the assistant. It cannot express auto. What is not in the list is off.
type Cut string

// The cuts. The empty cut is that of a closed breaker; in an event it leaves the choice to the severity.
const (
	CutNone    Cut = ""
	CutToDraft Cut = "draft"
	CutToOff   Cut = "off"
)

// Level is what the assistant may still do under a cut.
func (c Cut) Level() desk.Autonomy {
	if c == CutToDraft {
		return desk.DraftOnly
	}
	return desk.Off
}

// worse gives the more careful of two cuts.
func (c Cut) worse(other Cut) Cut {
	switch {
	case c == other || other == CutNone:
		return c
	case c == CutNone:
		return other
	}
	return CutToOff
}

// Severity says how bad it is. What is not in the list is critical.
type Severity string

// The severities.
const (
	Major    Severity = "major"    // answers may be wrong: operators look at every one
	Critical Severity = "critical" // customers are being harmed: the assistant is silent
)

// Cut is how far an alarm of this severity lowers the assistant.
func (s Severity) Cut() Cut {
	if s == Major {
		return CutToDraft
	}
	return CutToOff
}

func (s Severity) worse(other Severity) Severity {
	if s == Major && other == Major {
		return Major
	}
	return Critical
}

// Breaker is the state of one scope: "desk", "topic:x", "language:fr", "channel:api" or "inbox:web". A scope without a
// breaker is not lowered. The zero Breaker is corrupt: New makes one.
type Breaker struct {
	Scope       string    `json:"scope"`
	State       State     `json:"state"`
	Cut         Cut       `json:"cut,omitempty"`          // the worst since it was last closed
	Run         int       `json:"run,omitempty"`          // drafts approved unchanged in a row, 0 to FullRun
	Refusals    int       `json:"refusals,omitempty"`     // drafts refused in a row while half-open
	DrillAsked  bool      `json:"drill_asked,omitempty"`  // closing asks for a passed drill
	DrillPassed bool      `json:"drill_passed,omitempty"` // one was passed since it last opened
	Freezes     []string  `json:"freezes,omitempty"`      // ids of the bursts that freeze the scope, in order
	Incident    string    `json:"incident,omitempty"`     // the last that opened it
	Why         EventKind `json:"why,omitempty"`          // what brought it to its state; empty: nothing ever did
	By          string    `json:"by,omitempty"`           // the operator who did; empty: nobody by name
	Since       time.Time `json:"since,omitzero"`         // when it came to its state, UTC
}

// New gives the breaker of a scope that nothing has happened to.
func New(scope string) Breaker { return Breaker{Scope: scope, State: Closed} }

// Frozen tells whether a burst holds the scope, whatever the state beneath.
func (b Breaker) Frozen() bool { return len(b.Freezes) > 0 }

// Level is the most that the assistant may do in the scope. A frozen or corrupt breaker allows nothing.
func (b Breaker) Level() desk.Autonomy {
	if b.Frozen() || b.Check() != nil {
		return desk.Off
	}
	switch b.State {
	case Closed:
		return desk.Auto
	case Open:
		return b.Cut.Level()
	case HalfOpen, Ready:
		return desk.DraftOnly
	}
	return desk.Off
}

// levelBy is the author of the levels that Levels gives.
const levelBy = "breaker"

// Levels gives the breakers that lower something as levels by scope, to stand beside those that operators set.
func Levels(breakers []Breaker) []desk.Level {
	var levels []desk.Level
	for _, b := range breakers {
		if level := b.Level(); level < desk.Auto {
			levels = append(levels, desk.Level{Scope: b.Scope, Level: level, By: levelBy, At: b.Since})
		}
	}
	return levels
}

// Check refuses a breaker whose fields contradict one another: no sequence of events can have made it. The error is Internal and names scope and field.
func (b Breaker) Check() error {
	fault := func(field string, value any) error {
		return desk.Errorf(desk.Internal, "breaker of scope %q: %s %v cannot be in state %q", b.Scope, field, value, b.State)
	}
	switch {
	case strings.TrimSpace(b.Scope) == "":
		return fault("scope", "(empty)")
	case !slices.Contains(States(), b.State):
		return desk.Errorf(desk.Internal, "breaker of scope %q: state %q is not known", b.Scope, b.State)
	case !b.cutFits():
		return fault("cut", b.Cut)
	case !b.runFits():
		return fault("run", b.Run)
	case b.Refusals < 0 || b.Refusals >= refusalsMost || b.Refusals > 0 && (b.State != HalfOpen || b.Run > 0):
		return fault("refusals", b.Refusals)
	case b.State == Closed && (b.DrillAsked || b.DrillPassed):
		return fault("drill", "asked or passed")
	case b.State == Closed && b.Incident != "":
		return fault("incident", b.Incident)
	case !b.whyFits():
		return fault("why", b.Why)
	case !slices.IsSorted(b.Freezes) || len(slices.Compact(slices.Clone(b.Freezes))) != len(b.Freezes):
		return fault("freezes", b.Freezes)
	}
	return nil
}

func (b Breaker) cutFits() bool {
	if b.State == Closed {
		return b.Cut == CutNone
	}
	return b.Cut == CutToDraft || b.Cut == CutToOff
}

func (b Breaker) runFits() bool {
	switch b.State {
	case Closed, Open:
		return b.Run == 0
	case HalfOpen:
		return b.Run >= 0 && b.Run < FullRun
	case Ready:
		return b.Run == FullRun
	}
	return false
}

// whyFits tells whether the last move is one that leads to the state, and was made by name where a name is needed.
func (b Breaker) whyFits() bool {
	if b.Why.Person() && strings.TrimSpace(b.By) == "" {
		return false
	}
	switch b.State {
	case Closed:
		return b.Why == PersonCloses || b.Why == "" && b.By == "" && b.Since.IsZero()
	case Open:
		return b.Why.opens() || b.Why == Refused || b.Why == Unreadable
	case HalfOpen:
		return b.Why == Probe || b.Why == Edited || b.Why == Refused
	case Ready:
		return b.Why == ApprovedUnchanged
	}
	return false
}

// careful gives the most careful breaker of a scope: open, silent, and asking for a drill. Freezes are kept.
func careful(b Breaker, at time.Time) Breaker {
	freezes := slices.Clone(b.Freezes)
	slices.Sort(freezes)
	return Breaker{
		Scope: b.Scope, State: Open, Cut: CutToOff, DrillAsked: true, Freezes: slices.Compact(freezes),
		Incident: b.Incident, Why: Unreadable, Since: utc(at),
	}
}

// utc gives a time as it is stored: in UTC, without the reading of a running clock.
func utc(t time.Time) time.Time { return t.Round(0).UTC() }
