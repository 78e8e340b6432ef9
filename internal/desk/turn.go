package desk

import "time"

// TurnState says how far the work on one customer message has come. The allowed moves are one table, in room
// conversation.
type TurnState string

// The states of a turn.
const (
	Accepted   TurnState = "accepted"
	Answering  TurnState = "answering"
	Sent       TurnState = "sent"
	Clarified  TurnState = "clarified"
	HeldBack   TurnState = "held"
	HandedOver TurnState = "handed_over"
	Merged     TurnState = "merged"     // the customer wrote again first; the newer turn answers both
	Superseded TurnState = "superseded" // a person took over
)

// Open tells whether a turn still owes the customer something.
func (s TurnState) Open() bool { return s == Accepted || s == Answering || s == HeldBack }

// Reason says why a turn ended as it did. It is a closed list: pages, counters and tests know every value.
type Reason string

// The reasons.
const (
	Answered       Reason = "answered"         // a checked answer went out
	Courtesy       Reason = "courtesy"         // a greeting, thanks or goodbye got its fixed sentence
	Ambiguous      Reason = "ambiguous"        // several scopes fit: which one?
	Unclear        Reason = "unclear"          // a follow-up that could not be completed
	AskedForPerson Reason = "asked_for_person" // the customer wants a human
	NotCovered     Reason = "not_covered"      // nothing in the knowledge answers it
	GuardHeld      Reason = "guard_held"       // a check did not pass
	AutonomyDraft  Reason = "autonomy_draft"   // the answer is fit, and an operator must approve it
	AssistantOff   Reason = "assistant_off"    // somebody pressed the button, or the topic is off
	Urgent         Reason = "urgent"
	Legal          Reason = "legal"
	Vulnerable     Reason = "vulnerable"
	Upset          Reason = "upset"           // strong or repeated displeasure
	OtherLanguage  Reason = "other_language"  // a language the assistant does not speak
	Deadline       Reason = "deadline"        // no answer in time
	Fault          Reason = "fault"           // something of ours broke
	PersonHasIt    Reason = "person_has_it"   // an operator is already on this conversation
	ReviewLate     Reason = "review_late"     // nobody approved the draft in time
	ReviewRefused  Reason = "review_refused"  // an operator refused the draft
	ReviewEdited   Reason = "review_edited"   // an operator sent it in other words
	ReviewApproved Reason = "review_approved" // an operator sent it as it stood
	Reported       Reason = "reported"        // a customer called the same wrong, and nobody has found it right since
	DeliveryFailed Reason = "delivery_failed" // the answer could not be delivered
	FileSent       Reason = "file"            // a file without a question in words: the assistant reads none
	SaysNew        Reason = "new_claim"       // it says something new that may bind the company
	SaysRefused    Reason = "claim_refused"   // it says again what a person has refused
	NoveltySpent   Reason = "novelty_spent"   // it says something new, and enough customers were told such things unseen
	Frozen         Reason = "frozen"          // several customers ask the same new thing: the assistant is silent on the topic
)

// Turn is one customer message and what was done about it.
type Turn struct {
	ID           string
	Conversation string
	Message      string
	State        TurnState
	Epoch        int64 // raised by every claim; who changes no row drops its work
	Due          time.Time
	Lease        time.Time // until when the claim holds
	Topic        string
	Reason       Reason
	Created      time.Time
	Decided      time.Time // zero while open
}

// Action is what is to be done about a turn. The zero action is Hold: a decision that nobody made sends nothing.
type Action int

// The actions, from the zero value. Freedom orders them.
const (
	Hold Action = iota
	HandOver
	Clarify
	Send
)

func (a Action) String() string {
	switch a {
	case Hold:
		return "hold"
	case HandOver:
		return "hand_over"
	case Clarify:
		return "clarify"
	case Send:
		return "send"
	}
	return "hold"
}

// Freedom says how much of the machine's own words an action lets out: hand over 0, hold 1, clarify 2, send 3.
func (a Action) Freedom() int {
	switch a {
	case HandOver:
		return 0
	case Hold:
		return 1
	case Clarify:
		return 2
	case Send:
		return 3
	}
	return 0
}

// Autonomy says what the assistant may do on its own. The zero value is Off.
type Autonomy int

// The levels of autonomy, from least to most.
const (
	Off       Autonomy = iota
	DraftOnly          // operators approve every answer
	Auto
)

func (a Autonomy) String() string {
	switch a {
	case Off:
		return "off"
	case DraftOnly:
		return "draft"
	case Auto:
		return "auto"
	}
	return "off"
}

// ParseAutonomy reads off, draft or auto.
func ParseAutonomy(s string) (Autonomy, error) {
	switch s {
	case "off":
		return Off, nil
	case "draft":
		return DraftOnly, nil
	case "auto":
		return Auto, nil
	}
	return Off, Errorf(Invalid, "autonomy %q: use auto, draft or off", s)
}

// Level is what the assistant may do in one scope ("desk", "topic:x", "language:fr", "channel:api"), and who said so.
type Level struct {
	Scope string
	Level Autonomy
	By    string
	At    time.Time
}

// Decision is the ledger's entry for a turn: everything needed to explain it later.
type Decision struct {
	Action   Action
	Reason   Reason
	Urgency  Urgency // of what was heard, also where another reason decided
	Topic    string
	Language Language
	Question string // as it was understood: a follow-up completed
	Draft    Draft
	Findings []Finding
	New      []NewClaim // what the draft says that nobody has seen before
	Versions Versions
	Elapsed  time.Duration
	Unread   bool // files came with what is answered; nobody has looked at them. Not kept
	Freeze   Freeze
}

// Freeze names what keeps the assistant silent on a topic; the zero Freeze nothing. It is kept with who waits for its end.
type Freeze struct {
	ID    string
	About bool // the question is about the symptom, and not merely of its topic
}

// Versions says which makes of the parts decided.
type Versions struct {
	Guard     string `json:"guard"`
	Knowledge int64  `json:"knowledge"` // the generation of the index that was searched
	Model     string `json:"model,omitempty"`
	Prompt    string `json:"prompt,omitempty"`
}
