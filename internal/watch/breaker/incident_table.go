package breaker

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// ActKind says what is done about an incident.
type ActKind string

// The acts. All but alarm and stop are a person's, and refused without a name.
const (
	ActAcknowledge ActKind = "acknowledge" // a person has seen it and is at it
	ActMitigate    ActKind = "mitigate"    // the harm is stopped, a person says
	ActClose       ActKind = "close"       // it is put right
	ActReopen      ActKind = "reopen"      // it is not, or it needs another person
	ActAlarm       ActKind = "alarm"       // a further alarm joins; Raise does this
	ActStop        ActKind = "stop"        // the harm is stopped for now: a breaker opened, a topic is frozen, the button
)

// ActKinds are the acts, in the order of the list above.
func ActKinds() []ActKind {
	return []ActKind{ActAcknowledge, ActMitigate, ActClose, ActReopen, ActAlarm, ActStop}
}

// Person tells whether an act counts only in a person's name.
func (k ActKind) Person() bool { return k != ActAlarm && k != ActStop }

// Act is one thing done about an incident.
type Act struct {
	Kind ActKind
	At   time.Time
	By   string // operator id; empty for what the desk does itself
	Text string // why, in the operator's words; may be empty
}

// step is one line of the incident's table. An act that has no line in a stage is refused.
type step struct {
	from Stage
	on   ActKind
	to   Stage
}

// steps are all the moves of an incident, staying where it is included.
//
//	open | reopened ──acknowledge──> acknowledged ──mitigate──> mitigated ──close──> closed
//	acknowledged | mitigated | closed ──reopen──> reopened;  mitigated ──a further alarm──> reopened
func steps() []step {
	return []step{
		{StageOpen, ActAcknowledge, StageAcknowledged},
		{StageReopened, ActAcknowledge, StageAcknowledged},
		{StageAcknowledged, ActMitigate, StageMitigated},
		{StageMitigated, ActClose, StageClosed},

		{StageAcknowledged, ActReopen, StageReopened},
		{StageMitigated, ActReopen, StageReopened},
		{StageClosed, ActReopen, StageReopened},

		{StageOpen, ActAlarm, StageOpen},
		{StageReopened, ActAlarm, StageReopened},
		{StageAcknowledged, ActAlarm, StageAcknowledged},
		{StageMitigated, ActAlarm, StageReopened},

		{StageOpen, ActStop, StageOpen},
		{StageReopened, ActStop, StageReopened},
		{StageAcknowledged, ActStop, StageAcknowledged},
		{StageMitigated, ActStop, StageMitigated},
	}
}

// IncidentMoves are the lines of the incident's table.
func IncidentMoves() []Move {
	var moves []Move
	for _, s := range steps() {
		moves = append(moves, Move{From: string(s.from), To: string(s.to), On: string(s.on), Person: s.on.Person()})
	}
	return moves
}

// Advance gives the incident after an act. The result always counts, whatever the error:
//
//   - Invalid: a person's act without a name; the incident is as it was.
//   - Conflict: the stage does not allow the act; the incident is as it was.
//   - Internal: a stage or an act that is not known; the incident waits to be acknowledged, reopened if need be.
func Advance(in Incident, a Act) (Incident, error) {
	if !slices.Contains(Stages(), in.Stage) {
		return in.wakened(a), desk.Errorf(desk.Internal, "incident %q: stage %q is not known", in.ID, in.Stage)
	}
	if !slices.Contains(ActKinds(), a.Kind) {
		return in.wakened(a), desk.Errorf(desk.Internal, "incident %q: act %q is not known", in.ID, a.Kind)
	}
	if a.Kind.Person() && strings.TrimSpace(a.By) == "" {
		return in, desk.Errorf(desk.Invalid, "%s of incident %q: say which operator does it", a.Kind, in.ID)
	}
	for _, s := range steps() {
		if s.from == in.Stage && s.on == a.Kind {
			return in.moved(s.to, a), nil
		}
	}
	return in, desk.Errorf(desk.Conflict, "incident %q is %s: %s is not possible", in.ID, in.Stage, a.Kind)
}

// wakened makes an incident wait for a person, if it does not.
func (in Incident) wakened(a Act) Incident {
	if in.Stage == StageOpen || in.Stage == StageReopened {
		return in
	}
	return in.moved(StageReopened, a)
}

// moved brings an incident to a stage and sets its marks.
func (in Incident) moved(to Stage, a Act) Incident {
	mark := Mark{At: utc(a.At), By: a.By}
	if a.Kind == ActStop || a.Kind == ActMitigate {
		in.Stopped = in.Stopped.or(mark)
	}
	if to == in.Stage {
		if a.Kind == ActStop {
			in = in.write(Entry{At: a.At, Kind: EntryStopped, By: a.By, Text: a.Text})
		}
		return in
	}
	switch to {
	case StageAcknowledged:
		in.Acknowledged, in.Seen = mark, in.Seen.or(mark)
	case StageMitigated:
		in.Mitigated = mark
	case StageClosed:
		in.Closed = mark
	case StageOpen, StageReopened:
		in.Reopened, in.Round = mark, in.Round+1
		in.Acknowledged, in.Stopped, in.Mitigated, in.Closed = Mark{}, Mark{}, Mark{}, Mark{}
	}
	in.Stage = to
	return in.write(Entry{At: a.At, Kind: EntryStage, By: a.By, Stage: to, Text: a.Text})
}

// or gives the mark, or another where it is not set.
func (m Mark) or(other Mark) Mark {
	if m == (Mark{}) {
		return other
	}
	return m
}

// Check refuses an incident whose fields contradict one another. The error is Internal and names incident and field.
func (in Incident) Check() error {
	fault := func(field string, value any) error {
		return desk.Errorf(desk.Internal, "incident %q: %s %v cannot be in stage %q", in.ID, field, value, in.Stage)
	}
	by := func(m Mark) bool { return strings.TrimSpace(m.By) != "" }
	switch {
	case strings.TrimSpace(in.ID) == "":
		return fault("id", "(empty)")
	case !slices.Contains(Stages(), in.Stage):
		return desk.Errorf(desk.Internal, "incident %q: stage %q is not known", in.ID, in.Stage)
	case !slices.Contains(Causes(), in.Cause):
		return fault("kind", in.Cause)
	case in.Severity != Major && in.Severity != Critical:
		return fault("severity", in.Severity)
	case len(in.Scopes) == 0 || strings.TrimSpace(in.Evidence.Stream) == "" || strings.TrimSpace(in.Evidence.Scope) == "":
		return fault("scope", in.Evidence.Scope)
	case in.Round < 0 || in.Round > roundsMost || in.Stage == StageReopened && in.Round == 0 || in.Stage == StageOpen && in.Round > 0:
		return fault("round", in.Round)
	case by(in.Acknowledged) == in.Stage.Waiting():
		return fault("acknowledged", in.Acknowledged)
	case by(in.Mitigated) != (in.Stage == StageMitigated || in.Stage == StageClosed):
		return fault("mitigated", in.Mitigated)
	case by(in.Closed) != (in.Stage == StageClosed):
		return fault("closed", in.Closed)
	case in.Conversations < 0 || in.Customers < 0 || in.Evidence.Alarms < 0:
		return fault("counts", in.Conversations)
	}
	return in.checkTimeline()
}

// roundsMost is more than any incident can be reopened.
const roundsMost = 1_000_000

func (in Incident) checkTimeline() error {
	for i, e := range in.Timeline {
		if !e.known() || e.Round > in.Round || e.Repeat > len(in.Timeline) {
			return desk.Errorf(desk.Internal, "incident %q: entry %d of the timeline cannot be read: kind %q, stage %q, round %d, repeat %d",
				in.ID, i+1, e.Kind, e.Stage, e.Round, e.Repeat)
		}
	}
	return nil
}

// known tells whether an entry is one that this room can have written.
func (e Entry) known() bool {
	switch e.Kind {
	case EntryStage:
		return slices.Contains(Stages(), e.Stage)
	case EntryNotice:
		return slices.Contains(append(rungs(), RungEvery), e.Rung) && e.Round >= 0 && e.Round <= roundsMost && e.Repeat >= 0
	case EntryAction, EntryNote, EntryChange, EntryAlarm, EntryStopped, EntrySince:
		return e.Round == 0 && e.Repeat == 0
	}
	return false
}

// carefulIncident gives what can be read of an incident as one that waits to be seen. Where somebody was told of it
// already, it begins a round of its own, so that no notice of an earlier one stands for those now due.
func carefulIncident(in Incident) Incident {
	in.Timeline = slices.DeleteFunc(slices.Clone(in.Timeline), func(e Entry) bool { return !e.known() })
	in.Stage, in.Round, in.Reopened = StageOpen, 0, Mark{}
	for _, e := range in.Timeline {
		if e.Kind == EntryNotice {
			in.Stage, in.Round = StageReopened, max(in.Round, min(e.Round, roundsMost-1)+1)
		}
	}
	for i, e := range in.Timeline {
		in.Timeline[i].Repeat = min(e.Repeat, len(in.Timeline))
	}
	in.Acknowledged, in.Stopped, in.Mitigated, in.Closed = Mark{}, Mark{}, Mark{}, Mark{}
	in.Severity = Critical
	in.Scopes = union(in.Scopes, []string{wholeDesk})
	if !slices.Contains(Causes(), in.Cause) {
		in.Cause = CauseUnknown
	}
	if strings.TrimSpace(in.Evidence.Stream) == "" {
		in.Evidence.Stream = string(in.Cause)
	}
	if strings.TrimSpace(in.Evidence.Scope) == "" {
		in.Evidence.Scope = wholeDesk
	}
	in.Conversations, in.Customers, in.Evidence.Alarms = max(0, in.Conversations), max(0, in.Customers), max(0, in.Evidence.Alarms)
	return in
}
