package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// OpinionWords are those with which customers say what they think of answers, and operators read it.
type OpinionWords struct {
	Wrong, WrongSays, Which, Whole, Send string
	Told                                 map[desk.ReportState]string // what the customer reads beside the answer
	Rate, RateWords, RateSend, Thanks    string
	Faces                                map[int]string
	Reports, ReportsSays, CaseSays       string // for operators
	IsRight, IsWrong, Rating             string
	Found                                map[desk.ReportState]string
}

// Wrong offers a customer to call an answer wrong, or says how that stands.
type Wrong struct {
	W     *Words
	Inbox string
	Turn  string
	Parts []Option // its sentences, where there are several
	State string   // in words; empty: not called wrong
}

// Rate asks what a customer thinks at the end.
type Rate struct {
	W     *Words
	Inbox string
	Given bool
}

// Face is one choice.
type Face struct {
	Score      int
	Sign, Name string
}

// Faces are the choices, the best first.
func (r Rate) Faces() []Face {
	f := r.W.Opinion.Faces
	return []Face{{3, "🙂", f[3]}, {2, "😐", f[2]}, {1, "🙁", f[1]}}
}

// Report is, for operators, an answer that a customer called wrong.
type Report struct {
	W                *Words
	ID, Conversation string
	Text             string
	Language         desk.Language
	At               time.Time
	Stamp            string
	State            string
	Says             string   // the state in words
	By               string   // who settled it, and when
	Told             RecallOf // of one that was found wrong
}

// Given is, for operators, what the customer thought at the end.
type Given struct {
	Says  string
	Words string
	At    time.Time
}
