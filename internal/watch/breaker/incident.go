package breaker

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Stage says how far people have come with an incident.
type Stage string

// The stages of an incident. Every stage but closed is open in the sense that a further alarm joins it.
const (
	StageOpen         Stage = "open"         // nobody has seen it
	StageReopened     Stage = "reopened"     // nobody has seen it since it came back
	StageAcknowledged Stage = "acknowledged" // a person is at it
	StageMitigated    Stage = "mitigated"    // the harm is stopped
	StageClosed       Stage = "closed"       // it is put right
)

// Stages are the stages of an incident, in order.
func Stages() []Stage {
	return []Stage{StageOpen, StageReopened, StageAcknowledged, StageMitigated, StageClosed}
}

// Waiting tells whether nobody has acknowledged it. A stage that is not known waits.
func (s Stage) Waiting() bool {
	return s != StageAcknowledged && s != StageMitigated && s != StageClosed
}

// Cause says what sort of thing an incident is.
type Cause string

// The causes.
const (
	CauseDrift     Cause = "drift"           // a stream passed its alarm line
	CauseBurst     Cause = "burst"           // the same new symptom from several customers
	CauseSelfTest  Cause = "self_test"       // the guard catches too little, or blocks too much
	CauseHungCheck Cause = "hung_check"      // a check of the guard hangs
	CauseRedButton Cause = "red_button"      // a person stopped the assistant
	CauseNovelty   Cause = "novelty_refused" // an operator refused what was said for the first time
	CauseRecall    Cause = "recall"          // customers were told something wrong
	CauseDrill     Cause = "drill_failed"    // a known derailment would happen again
	CauseUnknown   Cause = "unknown"         // it could not be read
)

// Causes are the causes of an incident.
func Causes() []Cause {
	return []Cause{CauseDrift, CauseBurst, CauseSelfTest, CauseHungCheck, CauseRedButton, CauseNovelty, CauseRecall, CauseDrill, CauseUnknown}
}

// Mark is a moment and who made it. An empty By is the desk itself.
type Mark struct {
	At time.Time `json:"at,omitzero"` // UTC; zero: not yet
	By string    `json:"by,omitempty"`
}

// Evidence is what the alarm saw. Joined alarms count here; what the first one saw stays.
type Evidence struct {
	Stream        string    `json:"stream"`
	Scope         string    `json:"scope"` // of the stream
	Value         float64   `json:"value"` // of the detector, at the first alarm
	Line          float64   `json:"line"`  // the alarm line
	Alarms        int       `json:"alarms"`
	Last          time.Time `json:"last,omitzero"` // the latest alarm, UTC
	LastValue     float64   `json:"last_value"`
	Conversations []string  `json:"conversations,omitempty"` // ids of the first, at most FirstConversations
}

// FirstConversations is how many ids of conversations an incident keeps as evidence.
const FirstConversations = 20

// Incident is what an alarm opens and people close. Who was touched is counted when somebody reads it (see Harm).
type Incident struct {
	ID            string    `json:"id"`
	Cause         Cause     `json:"kind"`
	Stage         Stage     `json:"state"`
	Severity      Severity  `json:"severity"` // the worst of its alarms
	Scopes        []string  `json:"scopes"`   // that its alarms lowered, in order
	Drill         bool      `json:"drill,omitempty"`
	Evidence      Evidence  `json:"evidence"`
	Since         time.Time `json:"since,omitzero"` // when the harm began as far as is known, never after Opened; UTC
	Opened        Mark      `json:"opened"`
	Reopened      Mark      `json:"reopened,omitzero"`     // the last time
	Round         int       `json:"round,omitempty"`       // how often it was reopened
	Seen          Mark      `json:"seen,omitzero"`         // first acknowledged
	Acknowledged  Mark      `json:"acknowledged,omitzero"` // by whom it is held now; empty again when reopened
	Stopped       Mark      `json:"stopped,omitzero"`      // the harm; empty again when reopened
	Mitigated     Mark      `json:"mitigated,omitzero"`    // said by a person; empty again when reopened
	Closed        Mark      `json:"closed,omitzero"`       // empty again when reopened
	Conversations int       `json:"conversations"`         // touched; 0 in a row, counted when it is shown
	Customers     int       `json:"customers"`             // touched; the same
	Timeline      []Entry   `json:"timeline"`              // in the order of writing
}

// Signal is an alarm, or a person's word, that something is wrong.
type Signal struct {
	Cause         Cause
	Severity      Severity
	Stream        string   // empty: the cause is its own stream
	Scope         string   // of the stream
	Scopes        []string // that it lowers; empty: its own
	Value, Line   float64
	At            time.Time
	Since         time.Time // when the harm began, where known
	Conversations []string  // ids of the first
	By            string    // the operator who gave it; empty: a detector
	Drill         bool      // closing the breaker shall ask for a passed drill
}

// Raise gives the incident of a signal: the first of the known ones that is not closed and has the same stream and
// scope, with the signal joined to it, else a new one under the id. Joining takes the worse severity and every scope,
// and reopens an incident that was mitigated. The incident always counts: what is not known in the signal is taken for
// the worst and said in an Internal error. An empty id is Invalid where a new incident was needed.
func Raise(known []Incident, id string, s Signal) (in Incident, joined bool, err error) {
	s, err = s.legible()
	for _, in := range known {
		if in.Stage != StageClosed && in.Evidence.Stream == s.Stream && in.Evidence.Scope == s.Scope {
			after, late := in.join(s)
			if err == nil {
				err = late
			}
			return after, true, err
		}
	}
	if strings.TrimSpace(id) == "" {
		err = desk.Errorf(desk.Invalid, "a new incident of stream %q needs an id", s.Stream)
	}
	return s.incident(id), false, err
}

// legible gives the signal with the worst in place of what is not known.
func (s Signal) legible() (Signal, error) {
	var err error
	if !slices.Contains(Causes(), s.Cause) {
		err = desk.Errorf(desk.Internal, "signal of stream %q: kind %q is not known", s.Stream, s.Cause)
		s.Cause = CauseUnknown
	}
	if s.Severity != Major && s.Severity != Critical {
		err = desk.Errorf(desk.Internal, "signal of stream %q: severity %q is not known", s.Stream, s.Severity)
		s.Severity = Critical
	}
	if strings.TrimSpace(s.Stream) == "" {
		s.Stream = string(s.Cause)
	}
	if strings.TrimSpace(s.Scope) == "" {
		err = desk.Errorf(desk.Internal, "signal of stream %q has no scope", s.Stream)
		s.Scope = wholeDesk
	}
	if len(s.Scopes) == 0 {
		s.Scopes = []string{s.Scope}
	}
	s.At, s.Since = utc(s.At), utc(s.Since)
	s.Value, s.Line = finite(s.Value), finite(s.Line)
	return s, err
}

// wholeDesk is the scope that everything is in.
const wholeDesk = "desk"

// finite gives a number that JSON can hold: the greatest for an infinite one, 0 for none at all.
func finite(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return max(-math.MaxFloat64, min(math.MaxFloat64, x))
}

func (s Signal) incident(id string) Incident {
	since := s.Since
	if since.IsZero() || since.After(s.At) {
		since = s.At
	}
	in := Incident{
		ID: id, Cause: s.Cause, Stage: StageOpen, Severity: s.Severity, Drill: s.Drill, Since: since,
		Opened: Mark{At: s.At, By: s.By}, Scopes: union(nil, s.Scopes),
		Evidence: Evidence{Stream: s.Stream, Scope: s.Scope, Value: s.Value, Line: s.Line},
	}
	return in.witnessed(s)
}

// join adds a further alarm of the same stream and scope. The reopening, where there is one, stands before it.
func (in Incident) join(s Signal) (Incident, error) {
	in, err := Advance(in, Act{Kind: ActAlarm, At: s.At, By: s.By})
	in.Severity = in.Severity.worse(s.Severity)
	in.Drill = in.Drill || s.Drill
	in.Scopes = union(in.Scopes, s.Scopes)
	return in.witnessed(s), err
}

// witnessed notes an alarm in evidence and timeline. After alarmEntries of them they are only counted.
func (in Incident) witnessed(s Signal) Incident {
	e := in.Evidence
	e.Alarms++
	e.Last, e.LastValue = s.At, s.Value
	e.Conversations = slices.Clone(e.Conversations)
	for _, id := range s.Conversations {
		if len(e.Conversations) < FirstConversations && !slices.Contains(e.Conversations, id) {
			e.Conversations = append(e.Conversations, id)
		}
	}
	in.Evidence = e
	if e.Alarms <= alarmEntries {
		in = in.write(Entry{At: s.At, Kind: EntryAlarm, By: s.By, Value: s.Value})
	}
	return in
}

// alarmEntries is how many alarms the timeline names one by one.
const alarmEntries = 50

// union gives the scopes of two lists, each once, in order.
func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
