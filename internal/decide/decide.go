// Package decide turns what is known about a turn into what is done about it. It is one table, read from the top, and a
// pure function of its Input.
//
// What the room promises: the zero Input never sends; a finding more, a danger signal more or a lower autonomy never
// gives an outcome that is freer in the sense of desk.Action.Freedom; every Input gives a reason.
package decide

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Input is what is known about a turn when it must be decided.
type Input struct {
	// Who speaks for the desk.
	PersonHasIt bool          // an operator is already on this conversation
	Stopped     bool          // somebody pressed the button
	Autonomy    desk.Autonomy // of the topic, lowered by the breaker; Off is the zero value
	Mode        desk.Mode     // how the draft was made

	// What went wrong on our side before there was a draft.
	Fault bool // something of ours broke
	Late  bool // the turn's own deadline has passed

	// What was heard in the message.
	WantsPerson   bool
	Vulnerable    bool
	Legal         bool
	Urgent        bool
	Upset         bool // strong or repeated displeasure
	File          bool // a file without a question in words
	Courtesy      bool // nothing but a greeting, thanks or goodbye
	OtherLanguage bool // a language that the assistant does not speak

	// What stands over its topic.
	Frozen bool // several customers ask the same new thing, and no person has said anything of it yet
	Known  bool // a known-issue card in force says what a person wrote for whoever asks this

	// What was found.
	Ambiguous bool // several scopes fit, and nothing chooses
	Unclear   bool // a follow-up that could not be completed
	Covered   bool // the knowledge answers it

	// What customers said of it before.
	Reported bool // a sentence of the draft was called wrong, and nobody has found it right since

	// Novelty is that of the newest claim of the draft, computed apart from the guard.
	Novelty desk.Novelty

	// What the guard said of the draft.
	Verdict  desk.Verdict
	Findings []desk.Finding
}

// Outcome is what is done, and why.
type Outcome struct {
	Action desk.Action
	Reason desk.Reason
}

// rule is one line of the table: the first whose condition holds decides.
type rule struct {
	when    func(Input) bool
	outcome Outcome
}

// table is read from the top. Its order is the precedence: first who else speaks, then who must be heard by a person,
// then what the assistant may say. The last line holds for every Input.
func table() []rule {
	return []rule{
		{func(in Input) bool { return in.PersonHasIt }, Outcome{desk.HandOver, desk.PersonHasIt}},
		{func(in Input) bool { return in.Stopped || !allowed(in.Autonomy) }, Outcome{desk.HandOver, desk.AssistantOff}},
		{func(in Input) bool { return in.WantsPerson }, Outcome{desk.HandOver, desk.AskedForPerson}},
		{func(in Input) bool { return in.Vulnerable }, Outcome{desk.HandOver, desk.Vulnerable}},
		{func(in Input) bool { return in.Legal }, Outcome{desk.HandOver, desk.Legal}},
		{func(in Input) bool { return in.Urgent }, Outcome{desk.HandOver, desk.Urgent}},
		{func(in Input) bool { return in.Upset }, Outcome{desk.HandOver, desk.Upset}},
		{func(in Input) bool { return in.Late }, Outcome{desk.HandOver, desk.Deadline}},
		{func(in Input) bool { return in.Fault }, Outcome{desk.HandOver, desk.Fault}},
		{func(in Input) bool { return in.File }, Outcome{desk.HandOver, desk.FileSent}},
		{func(in Input) bool { return in.Courtesy }, Outcome{desk.Send, desk.Courtesy}},
		{func(in Input) bool { return in.OtherLanguage }, Outcome{desk.HandOver, desk.OtherLanguage}},
		{func(in Input) bool { return in.Frozen }, Outcome{desk.HandOver, desk.Frozen}},
		// The card's words are a person's, approved when they were written: no draft of them waits for another approval.
		{func(in Input) bool { return in.Known }, Outcome{desk.Send, desk.Answered}},
		{func(in Input) bool { return in.Unclear }, Outcome{desk.Clarify, desk.Unclear}},
		{func(in Input) bool { return in.Ambiguous }, Outcome{desk.Clarify, desk.Ambiguous}},
		{func(in Input) bool { return !in.Covered }, Outcome{desk.HandOver, desk.NotCovered}},
		{func(in Input) bool { return held(in) && !reviewable(in) }, Outcome{desk.HandOver, desk.GuardHeld}},
		{held, Outcome{desk.Hold, desk.GuardHeld}},
		{func(in Input) bool { return in.Reported }, Outcome{desk.Hold, desk.Reported}},
		{refused, Outcome{desk.Hold, desk.SaysRefused}},
		{func(in Input) bool { return in.Novelty == desk.BindingClaim }, Outcome{desk.Hold, desk.SaysNew}},
		{func(in Input) bool { return in.Autonomy == desk.DraftOnly }, Outcome{desk.Hold, desk.AutonomyDraft}},
		{func(in Input) bool { return in.Autonomy == desk.Auto }, Outcome{desk.Send, desk.Answered}},
	}
}

// Decide gives the outcome of a turn: the first line of the table that holds. An Input that no line takes is a fault of
// ours and goes to a person.
func Decide(in Input) Outcome {
	for _, r := range table() {
		if r.when(in) {
			return r.outcome
		}
	}
	return Outcome{desk.HandOver, desk.Fault}
}

// allowed tells whether the assistant may speak at all. A level that is not in the list is Off.
func allowed(a desk.Autonomy) bool { return a == desk.DraftOnly || a == desk.Auto }

// held tells whether the guard's word is anything but a clean pass. A blocking finding beside a passing verdict is a
// contradiction, and counts as held.
func held(in Input) bool { return in.Verdict != desk.Pass || blocked(in.Findings) }

// refused tells whether the draft says what a person has refused. A novelty that is not in the list counts as that.
func refused(in Input) bool {
	return in.Novelty != desk.BindingClaim && in.Novelty != desk.FreshClaim && in.Novelty != desk.Known
}

// blocked tells whether a finding blocks. A severity that is not in the list blocks too.
func blocked(findings []desk.Finding) bool {
	return slices.ContainsFunc(findings, func(f desk.Finding) bool { return f.Severity != desk.Warn && f.Severity != desk.Note })
}

// reviewable tells whether an operator would rather see the held draft than write from nothing. A quote that was blocked
// is the wrong text, and there is nothing to edit; a model's words may be one sentence away from right.
func reviewable(in Input) bool {
	if !blocked(in.Findings) {
		return true
	}
	return in.Mode == desk.Select || in.Mode == desk.Compose
}
