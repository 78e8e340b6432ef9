package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Watching is what the pages of the watch have in common.
type Watching struct {
	Frame
	Leads bool // may move breakers and change the budget
}

// Console is the page of those who watch.
type Console struct {
	Watching
	Level     string // what the assistant may do in the whole desk, by name
	LevelSays string
	Duty      []string // who is at the desk
	Incidents []IncidentLine
	Closed    []IncidentLine // the last ones
	Levels    []Level        // that people have set
	Breakers  []BreakerLine
	Damaged   bool         // something could not be read, and counts as the worst
	SelfTest  *SelfTestBox // nil: none was run yet
	Drill     *DrillLine   // the last of the whole desk; nil: none was played yet
	Streams   []StreamLine
	Besides   []string // what else would explain an alarm of theirs
	Learnt    string   // who said that a time was good, and which
	Days      int      // of the false-page budget
	Budget    BudgetBox
	Latest    []DecidedLine
	Health    []HealthLine
}

// IncidentLine is an incident in a list.
type IncidentLine struct {
	ID       string
	What     string
	Scope    string
	Stage    string // by name
	Says     string // the stage in words
	Critical bool
	Since    time.Time // it was opened, or closed
	Waits    bool      // nobody has seen it
}

// BreakerLine is one scope that is lowered.
type BreakerLine struct {
	Scope string // as it is kept
	Name  string
	State string // by name
	Says  string
	Level string // by name
	Left  string // what the assistant may still do
	Run   int
	Full  int
	Since time.Time
	Why   string
	Probe bool // a person may let it try
	Close bool // a person may close it
}

// SelfTestBox is how the guard's last test of itself went.
type SelfTestBox struct {
	At      time.Time
	Below   bool
	Says    string
	Cases   int
	Catch   string // in words
	False   string
	Reasons []string
}

// StreamLine is one stream of the watch.
type StreamLine struct {
	Kind, Scope string // as they are kept
	Name, Where string
	Seen        int
	Failed      int
	Rate, Base  string // in percent
	Level       int    // of the line, in percent
	Standing    string // by name
	Says        string
	Paged       bool
	At          string // of its page
}

// BudgetBox is how far the novelty budget is used.
type BudgetBox struct {
	Most, Unreviewed, Hour int
	Used                   int // in percent
	Days                   int
	Told                   []ToldLine
	If                     []IfLine
}

// ToldLine is a new claim that a customer was told.
type ToldLine struct {
	Turn     string
	N        int
	Text     string
	Language desk.Language
	Topic    string
	Case     string
	At       time.Time
	State    string // open, right, wrong
	Says     string
}

// IfLine is what another budget would have let out.
type IfLine struct {
	Most, Told int
	Now        bool
}

// DecidedLine is one of the last answers.
type DecidedLine struct {
	At       time.Time
	Case     string
	Question string
	Answer   string
	Language desk.Language
	Action   string
	Sent     bool
	Reason   string
}

// HealthLine is one count of what the knowledge needs.
type HealthLine struct {
	Name  string
	Count int
	Href  string
}

// IncidentPage is one incident.
type IncidentPage struct {
	Watching
	Line          IncidentLine
	Severity      string
	Facts         []Fact
	Touched       string // who was told something while it lasted, in words
	Typed         string // in the note, where it was not taken
	ZoneName      string // in which that is
	Began         string // when it was opened, as a browser's field for a moment writes it
	Recalls       []RecallLine
	Tongues       []Option // in which words to correct may be given
	Pending       []string // what is not done yet, though it could be closed
	Burst         bool     // its card stands on another page
	Conversations []GapLink
	Timeline      []TimeLine
	Told          []ToldOfLine
	Acts          []IncidentAct
	Closed        bool
}

// TimeLine is one entry of an incident's timeline.
type TimeLine struct {
	At   time.Time
	Kind string // by name
	Name string
	By   string
	What string // in our words
	Text string // in theirs
}

// ToldOfLine is one notice of an incident, to one recipient.
type ToldOfLine struct {
	Who, Way, Rung string
	State          string // by name
	Says           string
	At             time.Time // when it came to its state
	Next           time.Time // when it is tried again; zero: it is not
	Tries          int       // that failed
	Fault          string
}

// IncidentAct is something that may be done about an incident.
type IncidentAct struct{ Act, Name string }

// BehindPage shows the conversations behind a number.
type BehindPage struct {
	Watching
	Back, BackSays, Heading, Says string
	Lines                         []DecidedLine
	More                          bool // there are older ones
}

func (BehindPage) template() string { return "behind" }

// StreamPage is one stream of the watch, day by day.
type StreamPage struct {
	Watching
	Line    StreamLine
	Facts   []Fact
	Picture *Picture // nil: too little to draw
	Days    []DayLine
	Failing []DecidedLine
}

func (StreamPage) template() string { return "stream" }

// Picture is a line drawing of values over time.
type Picture struct {
	Width, Height int
	Points        string // of the line, as SVG writes them
	Alarm         string // y of the alarm line
	Says          string // in words, for who does not see it
}

// DayLine is one day of a stream.
type DayLine struct {
	Day    time.Time
	Seen   int
	Failed int
	Rate   string
	Sum    string
}

func (Console) template() string      { return "watch" }
func (IncidentPage) template() string { return "incident" }

// SamplesPage asks about answers that were drawn.
type SamplesPage struct {
	Watching
	Left      int
	Rate      string // in words; empty: nothing is known yet
	Agreement string
	Labels    []Option
	Open      []Sample
}

// Sample is one answer to look at.
type Sample struct {
	Turn     string
	Case     string
	Question string
	Language desk.Language
	Part     string
	Claims   []Claim
}

func (SamplesPage) template() string { return "samples" }
