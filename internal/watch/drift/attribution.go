package drift

import "time"

// Cause is what an alarm points to.
type Cause string

// The causes.
const (
	None     Cause = "none"     // there is no alarm
	System   Cause = "system"   // the AI changed
	Judge    Cause = "judge"    // our checks changed
	Audience Cause = "audience" // customers ask other things
)

// Alarms are the times at which processes alarmed; the zero time is no alarm.
type Alarms struct {
	Main     time.Time // the stream that customers feel
	Anchors  time.Time // checks against people's labels, on a fixed set that is checked again at a steady pace
	Audience time.Time // the Jumper on what customers ask
}

// Attribute says what a main alarm points to. Another process counts if it alarmed within guard of the main one, before
// or after. The anchors are asked first: the fixed set does not know what the AI or the customers do, so only a change of
// the checks moves it, and while the checks move nothing else can be read off them. Then the audience; what is left is
// the AI.
//
// settled is false while a later alarm could still change the answer. A guard is wide enough only if the anchors see a
// change of the checks sooner than the main stream does.
//
// Source: Li, "Who Drifted: the System or the Judge?", arXiv 2606.15474; the audience is our addition.
func Attribute(a Alarms, guard time.Duration, now time.Time) (cause Cause, settled bool) {
	if a.Main.IsZero() {
		return None, true
	}
	near := func(at time.Time) bool { return !at.IsZero() && at.Sub(a.Main).Abs() <= guard }
	if near(a.Anchors) {
		return Judge, true
	}
	settled = now.Sub(a.Main) > guard
	if near(a.Audience) {
		return Audience, settled
	}
	return System, settled
}
