package review

import "time"

// Act is what somebody did, on record: "review:edit" to a turn, "stop" to a scope, and why, where they said so.
type Act struct {
	By     string // an operator's id, "key:" and a key's, or "command line"
	Name   string
	Ref    string
	Reason string
	At     time.Time
}

// Overrule is the act of sending what the checks hold back. Its reason is never empty.
const Overrule = "review:overrule"

// Name gives what a verb is called on record.
func (v Verb) Name() string { return "review:" + string(v) }
