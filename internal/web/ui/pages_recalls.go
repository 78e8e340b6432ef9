package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Recalls is the list of recalls.
type Recalls struct {
	Frame
	Lines []RecallLine
	Next  string
	Paged bool
	Text  string // what was looked for and could not be
}

// RecallLine is one recall in the list.
type RecallLine struct {
	At, State, Label, Origin string
	Said                     string
	Language                 desk.Language
	More                     int // other things that were wrong
	ByItself, Open           bool
	Listed, Sent, Excluded   int
	Since                    time.Time
}

// Recall is the page of one recall.
type Recall struct {
	Frame
	ID, At, State, Label, Origin string
	Revision                     int64
	ByItself, Partial            bool
	Facts, Counts, Fates         []Fact
	Seeds                        []RecallSeed
	Groups, Barred               []RecallGroup
	Corrections                  []RecallCorrection
	CanWrite, CanList, CanEnd    bool
	Waits, CanApprove, CanClose  bool
	Own                          bool // the reader wrote on the correction
	Alone                        bool // and nobody else could approve it
	Going                        bool // it is sent, or was
}

// RecallSeed is one thing that was wrong.
type RecallSeed struct {
	Text      string
	Language  desk.Language
	Title, At string // of the article that it stood on
	Changed   []string

	Still, StillAt string // of an article in force that still says it
}

// RecallGroup is who was told in the same words, or who gets nothing for the same reason.
type RecallGroup struct {
	Wording, Text string
	Language      desk.Language
	Count         int
	ByEvidence    int // found by the text that the claim stands on
	Out           bool
	People        []RecallPerson
	More          int // not named
}

// RecallPerson is one who was told.
type RecallPerson struct {
	At, Name, Channel, Fate string
	Bounced                 bool
	Told                    time.Time
}

// RecallCorrection is what customers of one language read.
type RecallCorrection struct {
	Language       desk.Language
	Label          string
	Text, Rightful string
	Preview        string // as one of them reads it
	Missing        bool   // something must be written yet
}

// RecallOf names what a button on another page has recalled; the zero RecallOf shows none.
type RecallOf struct {
	Kind, Turn, Claim, Article, Version string
	Number                              int
}

func (Recalls) template() string { return "recalls" }
func (Recall) template() string  { return "recall" }
