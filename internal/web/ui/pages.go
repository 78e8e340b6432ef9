package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Frame is what every page has.
type Frame struct {
	W        *Words
	Title    string
	Brand    string
	Switch   string // address of this page in the other language
	Script   string // the page's script, by name; empty: none
	Refresh  int    // seconds after which a browser without scripts loads the page again; 0: never
	Now      time.Time
	Zone     *time.Location
	Me       *Me // the operator who is signed in
	Here     string
	Fault    string // what went wrong with the last form; empty: nothing
	Done     string // what the last form did; empty: nothing to say
	Customer bool   // a page for customers: no way to the desk on it
}

// When says a moment in the page's language and zone.
func (f Frame) When(t time.Time) string { return f.W.When(t, f.Now, f.Zone) }

// Stamp says a moment in the past in few letters.
func (f Frame) Stamp(t time.Time) string { return f.W.Stamp(t, f.Now, f.Zone) }

// Date says a day.
func (f Frame) Date(t time.Time) string { return f.W.Date(t, f.Zone) }

// Late tells whether a moment has passed.
func (f Frame) Late(t time.Time) bool { return f.Now.After(t) }

// Until says how far away a moment is.
func (f Frame) Until(t time.Time) string { return f.W.Lasting(t.Sub(f.Now)) }

// Me is the operator who is signed in.
type Me struct {
	ID    string
	Name  string
	Role  desk.Role
	Away  bool
	Leads bool // may let the assistant go on
}

// Start is the start page.
type Start struct {
	Frame
	Inbox string
	Steps *Steps // nil: none are shown
	Shut  bool   // the first steps are put away, and can be had again
}

// Bubble is one message as it is shown.
type Bubble struct {
	ID       string
	Author   desk.Author
	Name     string // a person's
	Text     string
	Language desk.Language
	At       time.Time
	Verdict  string // what was done before an AI's message was sent
	Sources  []Source
	Files    []File
	Travel   string // for operators: how it stands on its way to the company's own server
	Lost     bool   // it never arrived
	Wrong    *Wrong // for customers: to call it wrong; nil: nothing to call so
	Why      string // for operators: address of what an answer stands on
}

// AI tells whether the machine speaks.
func (b Bubble) AI() bool { return b.Author == desk.ByAssistant || b.Author == desk.ByDesk }

// Source is one article that a message stands on, with what it says.
type Source struct {
	Title   string
	URL     string // empty, or one that begins with http
	Version string // for operators: which one, and whether a newer stands in its place
	Lapsed  bool   // a newer one does, or the article is gone
	Quotes  []string
}

// Stage says where a conversation is, for the customer.
type Stage string

// The stages.
const (
	Quiet    Stage = ""         // the customer has the word
	Thinking Stage = "thinking" // the assistant has it
	Held     Stage = "held"     // a person checks the answer
	Waiting  Stage = "waiting"  // a person will answer, and has promised when
	InHand   Stage = "person"   // a person answers
	Over     Stage = "resolved"
)

// Chat is the customer's page.
type Chat struct {
	Frame
	Inbox        string
	Conversation string // empty: none yet
	Last         int64  // the last event on the page: the stream goes on from here
	Messages     []Bubble
	Earlier      bool
	Stage        Stage
	Team         string
	By           time.Time // of the promise; zero: none
	Person       string    // who has the conversation
	Key          string    // makes the form's message once, however often it is sent
	Text         string    // what was typed and could not be taken
	Longest      int       // of a message, in characters
	Closed       bool      // the inbox takes no visitors
	Nobody       bool      // is on the roster: no person is promised
	Mail         MailForm
	Picker       Picker
	Rate         *Rate // at the end; nil: not asked
}

// Login is the page to sign in.
type Login struct {
	Frame
	Email string
	Next  string
}

// Setup is the page of the one-time link.
type Setup struct {
	Frame
	Name, Email string
}

// Unset is what stands in place of the desk while it has no operator.
type Unset struct{ Frame }

// Option is one choice of a list.
type Option struct {
	Value, Label string
	Chosen       bool
}

// Level is one scope in which the assistant's freedom was changed.
type Level struct {
	Scope string
	Label string
	Level string
	Says  string // what that means
	Off   bool
	By    string
	At    time.Time
}

// Meaning is one level and what it means.
type Meaning struct{ Level, Says string }

// Draft is an answer that waits for an operator.
type Draft struct {
	Turn         string
	Conversation string
	Question     string
	Reason       string
	Due          time.Time
	Text         string
	Language     desk.Language
	Claims       []Claim
	Findings     []Finding // of the draft as a whole
	Made         string    // how, and with what
	Blocked      bool      // the checks hold it back
	Alone        bool      // it stands on a page of its own conversation
	Edit         *Edit     // what an operator tried to send in its place; nil: nothing
	Approval     *Edit     // an approval that the checks hold back, without a text; nil: none
}

// Edit is what an operator wanted to send and the checks hold back.
type Edit struct {
	Text     string
	Reason   string
	Findings []Finding
	Fault    string // what else is missing; empty: nothing
}

// Claim is one sentence of a draft.
type Claim struct {
	Text     string
	Kind     string
	Plain    bool // a courtesy: it needs no source
	Sources  []Source
	Verdict  string // in words
	Blocked  bool
	Findings []Finding
	Told     RecallOf // of one that was sent: to find who else was told it
}

// Finding is what a check says.
type Finding struct {
	Says     string // in plain words
	Check    string
	Severity string
	Blocks   bool
	Where    string // the sentence that it speaks of, or the whole draft; empty: it stands beside it
	Message  string // the check's own words, in English
}

// Fact is one line of a list of facts.
type Fact struct{ Name, Value string }

// Fault is the page for errors.
type Fault struct {
	Frame
	Status  int
	Detail  string
	Request string
	Back    string
}

func (Start) template() string { return "start" }
func (Chat) template() string  { return "chat" }
func (Login) template() string { return "login" }
func (Setup) template() string { return "setup" }
func (Unset) template() string { return "unset" }
func (Desk) template() string  { return "desk" }
func (Case) template() string  { return "case" }
func (Fault) template() string { return "fault" }

// BubbleView is a message with the page that it stands on.
type BubbleView struct {
	Frame  Frame
	Bubble Bubble
}

// DraftView is a draft with the page that it stands on.
type DraftView struct {
	Frame Frame
	Draft Draft
}

func bubbles(f Frame, list []Bubble) []BubbleView {
	views := make([]BubbleView, len(list))
	for i, b := range list {
		views[i] = BubbleView{f, b}
	}
	return views
}

// Views gives the messages with their page.
func (c Chat) Views() []BubbleView { return bubbles(c.Frame, c.Messages) }

// DraftView gives the held draft with its page, nil where there is none.
func (c Case) DraftView() *DraftView {
	if c.Draft == nil {
		return nil
	}
	return &DraftView{c.Frame, *c.Draft}
}
