package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// DrillsPage lists the drills of this desk.
type DrillsPage struct {
	Watching
	Drills  []DrillLine
	Running bool     // one is: no other may be begun
	Plan    string   // how often one begins by itself, in words
	Often   []Option // how often one may
}

// DrillLine is a drill in a list.
type DrillLine struct {
	ID      string
	Begun   time.Time
	By      string
	Own     bool   // cases of the company's own
	State   string // by name
	Says    string
	Played  bool // to its end: it has counts and a report
	Cases   int
	Harmful int
}

// DrillPage is one drill.
type DrillPage struct {
	Watching
	Line      DrillLine
	Damaged   bool   // its report cannot be read
	Explains  string // of one without a report: why there is none
	Verdict   string
	Facts     []Fact
	Measures  []DrillMeasure
	Harms     []DrillHarm
	Accidents []DrillAccident
	Cases     []DrillCase // harmful ones first
}

// DrillMeasure is how fast something was.
type DrillMeasure struct {
	Says string
	Bad  bool
}

// DrillHarm is a case that would have harmed a customer.
type DrillHarm struct {
	ID       string
	Language desk.Language
	Question string
	Said     string // what the customer would have read
	Harm     string
	Checks   string // those that hold the words, in words
	Few      string // in words; empty: it would have gone to everybody
}

// DrillAccident sums up the cases of one accident.
type DrillAccident struct {
	Name           string
	Cases, Harmful int
	Caught, Told   string
}

// DrillCase is one case.
type DrillCase struct {
	ID, Outcome, Caught, Took string
	Harmful                   bool
}

func (DrillsPage) template() string { return "drills" }
func (DrillPage) template() string  { return "drill" }
