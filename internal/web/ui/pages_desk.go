package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Pane is the part of the desk that a narrow screen shows.
type Pane string

// The panes.
const (
	FolderPane  Pane = "folders"
	ListPane    Pane = "list"
	ThreadPane  Pane = "thread"
	DetailsPane Pane = "details"
)

// Folder is one list of the desk.
type Folder struct {
	Name, Label, Href string
	Count             string // empty: not counted
	Chosen            bool
}

// Line is one conversation in the desk's list.
type Line struct {
	ID       string
	Href     string
	Name     string
	Preview  string
	Team     string
	Channel  string
	Language desk.Language
	Due      time.Time
	Since    time.Time // of the last change
	Draft    bool      // waits for a draft to be checked
	Waits    bool      // waits for a person
	Urgent   bool      // stands before all others
	Mood     string    // what was heard besides the question; empty: nothing
	Trial    bool
	Owner    string // the operator's name, where one has it
	Mine     bool
	Chosen   bool // it is open beside the list
}

// Desk is the operators' list, with the folders beside it. It stands on the desk's own page and beside a conversation.
type Desk struct {
	Frame
	Pane    Pane
	View    string // the folder's name
	Label   string // and what it is called
	Href    string // address of this list
	Folders []Folder
	Teams   []Option
	Team    string
	Lines   []Line
	Next    string // address of the next page
	First   string // address of the first page, where this is another
	Beside  bool   // a conversation is open
	Search  string // what is looked for; empty: a folder is shown
	Nothing string // what an empty list says
	More    string // and what to do
	Levels  []Level
	Scopes  []Option
	Stopped bool      // for the whole desk
	May     string    // what the assistant may do on the whole desk
	Ceiling string    // what the settings let it do at most, where that is less than all
	Means   []Meaning // every level, the freest first
	ToDraft string    // the levels to which a lead may lower it
	ToOff   string
	Frozen  []FrozenLine // topics on which the assistant is silent
	Reports []Report     // answers that customers call wrong and nobody has looked at
}

// Case is one conversation as operators see it.
type Case struct {
	Frame
	Pane      Pane
	Board     Desk // the list that it was opened from
	ID        string
	Href      string // address of the conversation, beside the same list
	Details   string // address of its details
	Name      string
	State     string
	Thread    []Entry
	Earlier   bool
	Draft     *Draft
	Why       []Fact
	Facts     []Fact
	Who       []Fact
	Past      []Line  // other conversations of the same customer
	Claims    []Claim // what the chosen answer stands on, where it is not a draft
	Findings  []Finding
	Text      string // an answer that could not be taken
	AsNote    bool   // it was to be a note
	Present   string // who else looks at it; empty: nobody
	Key       string // makes the form's message once, however often it is sent
	Picker    Picker
	Mine      bool
	Machine   bool // the assistant has it
	Resolved  bool
	Record    []Fact // what people decided about the draft, and why
	Shown     string // the name that customers see
	CanAnswer bool
	Owners    []Option // to whom it may be given
	Reports   []Report // what the customer called wrong
	Rating    *Given   // what the customer thought at the end; nil: nothing said
	Canned    []Reply  // what can be inserted into an answer
	Held      bool     // it is kept for a dispute
	MayHold   bool     // the reader decides on that
	Opened    string   // the turn whose answer the details speak of, where it is not the last
}

// Entry is one thing in a thread: a message, or a note that operators wrote to one another.
type Entry struct {
	Bubble Bubble
	Note   bool
}

// EntryView is an entry with the page that it stands on.
type EntryView struct {
	Frame  Frame
	Bubble Bubble
	Note   bool
}

// Views gives the thread with its page.
func (c Case) Views() []EntryView {
	views := make([]EntryView, len(c.Thread))
	for i, e := range c.Thread {
		views[i] = EntryView{c.Frame, e.Bubble, e.Note}
	}
	return views
}
