// Package guard holds the checks that stand between a draft and a customer. Each check is a pure function of one Input
// and lives in a file of its own, with what it catches and what it cannot; the runner in room flow gives every check a
// deadline and turns an error, a panic, an overrun or a missing check into a blocking finding.
//
// What the room promises: a check never panics, costs time linear in the length of its input, and never goes quiet on
// an input that it cannot look at as a whole: it blocks. Offsets count code points.
package guard

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Version names this make of the guard. It changes with every change of what a check blocks, because certificates and
// the ledger refer to it.
const Version = "guard-6"

// Source is one unit that a draft may stand on, with what the checks must know of its article.
type Source struct {
	Article string // ids, as evidence names them
	Version string
	Unit    string

	Title    string
	URL      string
	Language desk.Language
	Contract desk.Contract
	Scope    desk.Scope // the unit's own merged with its article's: both must hold
	Path     []string   // headings above the unit, outermost first, without the title
	Kind     desk.UnitKind

	Text  string // the whole text of the article's version, so that a check can look at what stands around the unit
	Start int    // the unit's span in Text, code points
	End   int
	Shown string // the unit in plain words (desk.Unit.Text); of a table row, each cell with its header

	Suspicious bool // the article was found to read like instructions to a model when it was imported
}

// Input is everything that a check may look at. Checks change nothing in it.
type Input struct {
	Question     string              // as it was understood: a follow-up completed
	Language     desk.Language       // the customer's
	Attributes   map[string]string   // of the customer; lower case, as in desk.Scope
	At           time.Time           // the moment of the decision
	Draft        desk.Draft          // what would be said
	Sources      []Source            // what it may stand on
	Contradicted map[string][]string // unit id -> what it conflicts with, in words for an operator
	Brand        []string            // names of the company and its products: always allowed, never an offence
	Phrases      []string            // the house's own joining phrases, which state nothing and may stand without evidence

	study   *study   // what Prepared read; nil: each check reads for itself
	sharing *sharing // what Shared lets the checks read once; nil: each check reads for itself
}

// Check is one check: a name that findings carry, and a pure function. An error means that the check could not look,
// and counts as a block.
type Check struct {
	Name string
	Run  func(Input) ([]desk.Finding, error)
}

// Checks gives every check, in the order in which their findings are shown. The list is made anew for each caller.
func Checks() []Check {
	checks := []Check{
		{"form", form},
		{"evidence", evidence},
		{"inforce", inForce},
		{"contradicted", contradicted},
		{"language", language},
		{"scope", scope},
		{"covers", covers},
		{"complete", complete},
		{"exceptions", exceptions},
		{"definitions", definitions},
	}
	checks = append(checks, wordChecks()...)
	checks = append(checks, speechChecks()...)
	for i := range checks {
		checks[i] = bounded(checks[i])
	}
	return checks
}

// bounded makes a check block what is more than it looks at, so that no length of input makes it quiet or slow.
func bounded(c Check) Check {
	return Check{c.Name, func(in Input) ([]desk.Finding, error) {
		if why := tooMuch(in); why != "" {
			return []desk.Finding{{Check: c.Name, Severity: desk.Block, Claim: desk.WholeDraft, Message: why + ": too much to be checked"}}, nil
		}
		if in.sharing == nil || !in.sharing.of(in) {
			in = Shared(in) // then at least this check reads nothing twice
		}
		return c.Run(in)
	}}
}
