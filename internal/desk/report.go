package desk

import "time"

// ReportState says how it stands with an answer that a customer called wrong.
type ReportState string

// The states of a report. While it is open, and after it was found to be wrong, the assistant does not say the same by
// itself.
const (
	ReportOpen  ReportState = "open"
	ReportRight ReportState = "right" // a person looked: the answer stands
	ReportWrong ReportState = "wrong" // a person looked: the customer was right
)

// Report is a customer's word that an answer of the assistant is wrong. It holds ids, never words.
type Report struct {
	ID           string
	Turn         string // the answer
	Conversation string
	Claim        int // index into the answer's claims, or WholeDraft
	Customer     string
	State        ReportState
	By           string // the operator who settled it
	Created      time.Time
	Settled      time.Time // zero while open
}

// Rating is what a customer thinks of a conversation at its end, once.
type Rating struct {
	Conversation string
	Score        int // 1 bad, 2 so-so, 3 good
	Words        string
	At           time.Time
}
