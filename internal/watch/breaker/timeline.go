package breaker

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// EntryKind says what an entry of a timeline tells.
type EntryKind string

// The kinds of entry. People and the desk write actions, notes and changes; the others are written by Raise, Advance
// and Told.
const (
	EntryAction  EntryKind = "action"  // what was done about it
	EntryNote    EntryKind = "note"    // what a person has to say
	EntryChange  EntryKind = "change"  // model, prompt, guard or knowledge, changed shortly before
	EntryNotice  EntryKind = "notice"  // who was told
	EntryAlarm   EntryKind = "alarm"   // the first alarm, or one that joined
	EntryStopped EntryKind = "stopped" // the harm is stopped for now
	EntryStage   EntryKind = "stage"   // a move from one stage to another
	EntrySince   EntryKind = "since"   // when the harm began, as a person has found; the text is that moment, RFC 3339
)

// Entry is one line of an incident's timeline. Only the fields of its kind are set.
type Entry struct {
	At     time.Time `json:"at,omitzero"` // of what it tells, UTC; a change may lie before the incident
	Kind   EntryKind `json:"kind"`
	By     string    `json:"by,omitempty"` // operator id; empty: the desk itself
	Text   string    `json:"text,omitempty"`
	Value  float64   `json:"value,omitempty"`  // alarm
	Stage  Stage     `json:"stage,omitempty"`  // stage
	To     []string  `json:"to,omitempty"`     // notice: operator ids
	Round  int       `json:"round,omitempty"`  // notice
	Rung   Rung      `json:"rung,omitempty"`   // notice
	Repeat int       `json:"repeat,omitempty"` // notice
}

// Write adds an action, a note or a change to the timeline, at any stage. Other kinds, an entry without words, and a
// note without a name are Invalid, and the incident is as it was.
func Write(in Incident, e Entry) (Incident, error) {
	switch e.Kind {
	case EntryAction, EntryNote, EntryChange:
	case EntryNotice, EntryAlarm, EntryStopped, EntryStage, EntrySince:
		return in, desk.Errorf(desk.Invalid, "incident %q: an entry of kind %s is not written by hand", in.ID, e.Kind)
	default:
		return in, desk.Errorf(desk.Invalid, "incident %q: entry kind %q: use action, note or change", in.ID, e.Kind)
	}
	if strings.TrimSpace(e.Text) == "" {
		return in, desk.Errorf(desk.Invalid, "incident %q: an entry of kind %s needs a text", in.ID, e.Kind)
	}
	if e.Kind == EntryNote && strings.TrimSpace(e.By) == "" {
		return in, desk.Errorf(desk.Invalid, "incident %q: say which operator notes it", in.ID)
	}
	return in.write(Entry{At: e.At, Kind: e.Kind, By: e.By, Text: e.Text}), nil
}

// Begins says when the harm began, as far as a person has found out: who was told something since is looked for from there. It
// is Invalid without a name, without a moment, and for one after the incident was opened; Conflict once it is closed.
func Begins(in Incident, since time.Time, by string, at time.Time) (Incident, error) {
	switch {
	case in.Stage == StageClosed:
		return in, desk.Errorf(desk.Conflict, "incident %q is closed: open it again to say when it began", in.ID)
	case strings.TrimSpace(by) == "":
		return in, desk.Errorf(desk.Invalid, "incident %q: say which operator found out when it began", in.ID)
	case since.IsZero() || since.After(in.Opened.At):
		return in, desk.Errorf(desk.Invalid, "incident %q: it began before it was seen, %s", in.ID, in.Opened.At.Format(time.RFC3339))
	}
	in.Since = utc(since)
	return in.write(Entry{At: at, Kind: EntrySince, By: by, Text: in.Since.Format(time.RFC3339)}), nil
}

// Harm gives from when to when customers may have been harmed, as far as is known: to a moment, where it is not stopped.
func (in Incident) Harm(now time.Time) (from, to time.Time) {
	to = now
	for _, mark := range []Mark{in.Stopped, in.Mitigated, in.Closed} {
		if !mark.At.IsZero() && mark.At.Before(to) {
			to = mark.At
		}
	}
	return in.since(), to
}

// write appends an entry, and leaves the timeline that was given as it is.
func (in Incident) write(e Entry) Incident {
	e.At = utc(e.At)
	in.Timeline = append(slices.Clip(in.Timeline), e)
	return in
}

// entries gives the entries of some kinds by time, those of the same moment in the order of writing.
func (in Incident) entries(kinds ...EntryKind) []Entry {
	var found []Entry
	for _, e := range in.Timeline {
		if slices.Contains(kinds, e.Kind) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b Entry) int { return a.At.Compare(b.At) })
	return found
}
