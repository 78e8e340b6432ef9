// Package recall finds everybody who was told something wrong, and puts it right. From a claim, a report, a version of an
// article, an incident or a search it lists who was told it, in which conversation and with which words: by the span of text
// that a sent claim stands on first, by its wording second. One operator writes the correction, another approves it; it
// goes into each conversation once, and by mail to who has left. Text that changes in a number, a condition or a rule
// proposes a recall by itself.
//
// It owns the tables recalls, corrections, recipients, wordings, wording_stems and said. It promises: who wrote a correction
// does not approve it, but for a desk of one, on record; no customer is corrected twice of the same, whatever process dies
// when; and nothing is sent to who was erased, was put right already, or whose conversation is kept for a dispute.
package recall

import (
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// State says how far a recall has come.
type State string

// The states of a recall.
const (
	Proposed  State = "proposed"         // listed; nobody has taken it up
	Drafting  State = "drafting"         // somebody writes the correction
	Waiting   State = "waiting_approval" // written; another person looks at it
	Sending   State = "sending"          // approved; each who is listed gets it
	Closed    State = "closed"           // with a report
	Dismissed State = "dismissed"        // there was nothing to put right
)

// moves are all the moves that a recall may make. A state that is not a key is final.
//
//	proposed ──> drafting ──> waiting_approval ──> sending ──> closed
//	    │           │   ^──given back──┘ │
//	    └───────────┴────────────────────┴──> dismissed
func moves() map[State][]State {
	return map[State][]State{
		Proposed: {Drafting, Dismissed},
		Drafting: {Drafting, Waiting, Dismissed},
		Waiting:  {Drafting, Sending, Dismissed},
		Sending:  {Closed},
	}
}

// May tells whether a recall may go from one state to another.
func May(from, to State) bool { return slices.Contains(moves()[from], to) }

// States are all of them, in the order of the work.
func States() []State { return []State{Proposed, Drafting, Waiting, Sending, Closed, Dismissed} }

// Open tells whether the list may still change.
func (s State) Open() bool { return s == Proposed || s == Drafting || s == Waiting }

// Kind says from what a recall came.
type Kind string

// The kinds of origin.
const (
	FromClaim    Kind = "claim"    // of a sent answer; the ref is its turn
	FromReport   Kind = "report"   // a customer called it wrong and was right; the ref is the turn
	FromVersion  Kind = "version"  // of an article, by a person; the ref is the version
	FromChange   Kind = "change"   // proposed by itself: the text changed; the ref is the old version
	FromExpiry   Kind = "expiry"   // proposed by itself: the text ends earlier than it said
	FromWithdraw Kind = "withdraw" // proposed by itself: the text was withdrawn
	FromIncident Kind = "incident" // the ref is the incident
	FromSearch   Kind = "search"   // by words
)

// Kinds are all of them.
func Kinds() []Kind {
	return []Kind{FromClaim, FromReport, FromVersion, FromChange, FromExpiry, FromWithdraw, FromIncident, FromSearch}
}

// Seed is one thing that was wrong: the words, and the span they stand on, where they stand on one.
type Seed struct {
	Text     string        `json:"text"`
	Language desk.Language `json:"language"`
	Article  string        `json:"article,omitempty"`
	Version  string        `json:"version,omitempty"`
	Start    int           `json:"start,omitempty"` // code points in the version's text
	End      int           `json:"end,omitempty"`
	Now      string        `json:"now,omitempty"`     // of a proposal that made itself: the sentence that stands in its place
	Changed  []string      `json:"changed,omitempty"` // what is not as it was: number, condition, negation, policy, removed
}

// Recall is one campaign of corrections.
type Recall struct {
	ID         string
	State      State
	Revision   int64 // grows with every change: who acts names what they have read
	Kind       Kind
	Ref        string
	Key        string // makes one of what proposes itself; empty: a person asked
	Seeds      []Seed
	Partial    bool // more was found than is listed
	ProposedBy string
	Proposed   time.Time
	Writers    []string  // everybody who wrote on the correction
	Written    time.Time // of the last change of its words
	ApprovedBy string
	Approved   time.Time
	Alone      string // why the writer approved it: there was nobody else
	EndedBy    string
	Ended      time.Time
	Reason     string // of a dismissal, or of giving it back
}

// Standing says what becomes of one recipient.
type Standing string

// The standings.
const (
	Listed   Standing = "listed"   // gets the correction once it is approved
	LeftOut  Standing = "left_out" // a person said that this wording says something else
	Excluded Standing = "excluded" // nothing is sent, for a reason
	Queued   Standing = "queued"
	Sent     Standing = "sent"
)

// Bar is why nothing is sent to somebody who was told.
type Bar string

// The bars.
const (
	NoBar        Bar = ""
	Erased       Bar = "erased"        // the words of the conversation have been deleted
	Held         Bar = "legal_hold"    // a lead keeps the conversation for a dispute
	PutRight     Bar = "operator"      // an operator has said the right thing there since
	RecalledAway Bar = "other_recall"  // another recall corrected it
	Elsewhere    Bar = "elsewhere"     // the same customer gets it in a later conversation
	Reworded     Bar = "other_wording" // a person left the wording out
)

// Bars are all of them.
func Bars() []Bar { return []Bar{Erased, Held, PutRight, RecalledAway, Elsewhere, Reworded} }

// Recipient is one claim that one customer was told.
type Recipient struct {
	Turn         string
	Claim        int
	Conversation string
	Customer     string
	Channel      string
	Language     desk.Language
	Wording      string // id
	ByEvidence   bool   // found by the text it stands on; else by its wording
	Told         time.Time
	Standing     Standing
	Bar          Bar
	Message      string // the correction
	Sent         time.Time
}

// Fate is how far a correction has come with a customer.
type Fate string

// The fates, from first to last.
const (
	FateQueued  Fate = "queued"
	FateSent    Fate = "sent"
	FateBounced Fate = "bounced" // the mail did not arrive; it stands in the conversation all the same
	FateRead    Fate = "read"
	FateReplied Fate = "replied"
)

// Fates are all of them.
func Fates() []Fate { return []Fate{FateQueued, FateSent, FateBounced, FateRead, FateReplied} }

// Shown is a recipient with what a page says of it.
type Shown struct {
	Recipient
	Fate Fate
}

// Wording is one way in which it was said.
type Wording struct {
	ID       string
	Language desk.Language
	Text     string   // empty: deleted since
	Stems    []string // see Stems
}

// Correction is what customers of one language are told.
type Correction struct {
	Language desk.Language
	Text     string // with {date} and {said}
	Rightful string // the text now in force that it was drafted from; empty: none was found
}

// Telling is one claim as it was said: what is noted, so that it can be found.
type Telling struct {
	Turn, Conversation string
	Claim              int
	Wording            Wording
}

// Line is a recall with how many claims stand how.
type Line struct {
	Recall
	Counts map[Standing]int
}
