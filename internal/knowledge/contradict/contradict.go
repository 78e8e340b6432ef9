// Package contradict finds where two texts of a help centre say different things of the same matter: the same subject,
// attribute and unit, another value, in scopes and times that meet. It is arithmetic on its arguments.
package contradict

import "github.com/vigie-desk/vigie/internal/desk"

// Kind says what the two texts disagree on.
type Kind string

// The kinds.
const (
	Amount     Kind = "amount"     // money
	Duration   Kind = "duration"   // how long, by when, how often
	Count      Kind = "count"      // how many of a thing
	Size       Kind = "size"       // bytes, lengths, weights
	Percentage Kind = "percentage" // a share
	Date       Kind = "date"       // a day
	Contact    Kind = "contact"    // an e-mail address, telephone number or web address
	Permission Kind = "permission" // may or may not, is or is not
)

// Page is one article with its units.
type Page struct {
	Article desk.Article
	Units   []desk.Unit
}

// Side is one of the two statements.
type Side struct {
	Article string `json:"article"`
	Version string `json:"version"`
	Unit    string `json:"unit"`
	Value   string `json:"value"` // in one form: "14 day"
	Quote   string `json:"quote"` // the sentence, verbatim
	Start   int    `json:"start"` // code points in the version's text
	End     int    `json:"end"`
}

// Contradiction is one pair of statements that cannot both hold.
type Contradiction struct {
	ID        string `json:"id"` // the same for the same two spans of the same versions
	Kind      Kind   `json:"kind"`
	Subject   string `json:"subject"` // the words that both share, for people
	Left      Side   `json:"left"`
	Right     Side   `json:"right"`
	Withholds bool   `json:"withholds"`       // claims that stand on either side must not be sent
	Wrong     Which  `json:"wrong,omitempty"` // the side that a person called wrong: it must not be sent, and the other may
}

// Which names a side; empty: neither.
type Which string

// The sides.
const (
	Left  Which = "left"
	Right Which = "right"
)

// Silenced gives the sides that must not be sent.
func (c Contradiction) Silenced() (left, right bool) {
	switch c.Wrong {
	case Left:
		return true, false
	case Right:
		return false, true
	}
	return c.Withholds, c.Withholds
}
