package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Issues is the page of freezes and known issues.
type Issues struct {
	Frame
	Frozen []Freeze
	Known  []KnownIssue
	Past   []PastIssue
	Fresh  *CardForm // a card for what nobody has reported yet; nil: the reader may not write one
}

// Freeze is one topic on which the assistant is silent.
type Freeze struct {
	ID, Topic string
	Since     time.Time
	Customers int
	Signed    int
	Questions []Asked // of the first who asked
	More      int     // who are not shown
	Card      *CardForm
	Reason    string // for thawing it, as it was written
}

// Asked is what one of them asked.
type Asked struct {
	Address  string // of the conversation
	Text     string
	Language desk.Language
}

// CardForm is what a card is written in. Previews are shown where it was tried.
type CardForm struct {
	W        *Words
	ID       string // sets its fields apart from those of other forms
	At       string // where it goes
	Topic    string
	Sample   string // the question that it answers, where no freeze says so
	Asks     bool   // for topic and sample
	Title    string
	Texts    []Preview
	Lasts    []Option
	Previews []CardPreview
	Longest  int
	Fault    string
}

// CardPreview is what a customer would read, and what the checks say of how it reads.
type CardPreview struct {
	Language desk.Language
	Label    string
	Text     string
	Findings []Finding
}

// KnownIssue is a card in force.
type KnownIssue struct {
	ID, Title, Topic, By string
	Texts                []Preview
	Since, Until         time.Time
	Ends                 bool // the reader may end it
}

// PastIssue is what has ended: a freeze without a card, or a card.
type PastIssue struct {
	Title, Topic, By, Reason string
	Card                     bool
	Since, Ended             time.Time
}

// FrozenLine tells operators at the desk that a topic is frozen.
type FrozenLine struct {
	Topic     string
	Customers int
	Since     time.Time
	Stamp     string
}

func (Issues) template() string { return "issues" }
