// Package burst says when several customers ask the same new thing at once: what a fault of the company's looks like before
// anybody has told the desk of it. It counts customers, not messages, and holds what it counts against what was asked
// before. What is found freezes its topic; a person's words (Issue) or a person's reason end that.
//
// The room promises: it is arithmetic on its arguments; one customer counts one, however often they write; whoever is not
// signed counts no more than one for each network prefix; what cannot be read counts nothing.
package burst

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Symptom is what one turn of a customer is about.
type Symptom struct {
	Turn         string
	Conversation string
	Customer     string
	Signed       bool   // the customer's identity is
	Origin       string // a keyed hash of the network prefix; empty: not known, and shared by all of whom it is not
	Topic        string
	Language     desk.Language
	Terms        []string // of Read
	Answered     bool     // the knowledge answers it
	At           time.Time
}

// State says how a freeze stands.
type State string

// The states of a freeze.
const (
	Frozen State = "frozen" // the assistant says nothing on the topic
	Carded State = "carded" // a known issue took its place
	Thawed State = "thawed" // a person found that there is none
)

// Freeze is a topic on which the assistant is silent, because several customers ask the same new thing.
type Freeze struct {
	ID        string
	Topic     string
	Terms     []string
	State     State
	Customers int // that were counted
	Signed    int // of them
	Evidence  float64
	First     []Asked // who asked first
	Since     time.Time
	Ended     time.Time
	By        string // the operator who ended it
	Reason    string // why, where no card took its place
	Issue     string // the card that took its place
}

// FirstMost is how many who asked first a freeze names.
const FirstMost = 200

// Asked is a turn in which a symptom was asked.
type Asked struct {
	Conversation string `json:"conversation"`
	Turn         string `json:"turn"`
}

// IssueState says how a known issue stands.
type IssueState string

// The states of a known issue.
const (
	InForce IssueState = "in_force"
	Over    IssueState = "ended" // by its time, or by a person
)

// Issue is a known-issue card: what a person wrote for every customer who asks for the same. It is told word for word.
type Issue struct {
	ID      string
	Freeze  string // that it ended; empty: none
	Topic   string
	Terms   []string
	Title   string
	Words   map[desk.Language]string
	Since   time.Time
	Until   time.Time
	State   IssueState
	Writer  string // operator id
	Ended   time.Time
	EndedBy string // empty: its time
}
