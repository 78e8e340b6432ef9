package desk

import (
	"slices"
	"strings"
	"time"
)

// Status says whether people have approved an article for use.
type Status string

// The statuses of an article. Only Approved supports a claim.
const (
	StatusDraft     Status = "draft"
	StatusApproved  Status = "approved"
	StatusWithdrawn Status = "withdrawn"
)

// Contract is what makes a text fit to be quoted: who answers for it, when it holds, for whom.
type Contract struct {
	Owner      string
	ValidFrom  time.Time // zero: always did
	ValidUntil time.Time // zero: no end
	ReviewBy   time.Time // zero: no date; past it the article is flagged, not silenced
	Scope      Scope
	Status     Status
	ApprovedBy string // an operator's id, or "import" for a trusted source
	// AmendedBy is the operator who set owner, dates and scope; empty: the file says them. No import undoes it. It is left out
	// where it is empty, since hashes of contracts are kept from before there was one.
	AmendedBy string `json:",omitempty"`
}

// InForce tells whether the text may support a claim at a moment. The zero contract is not in force.
func (c Contract) InForce(at time.Time) bool {
	if c.Status != StatusApproved {
		return false
	}
	return !at.Before(c.ValidFrom) && (c.ValidUntil.IsZero() || at.Before(c.ValidUntil))
}

// Scope says for whom a text holds: for each key (product, plan, country, version) the values it holds for. A key that
// is absent does not restrict. Keys and values are lower case.
type Scope map[string][]string

// Admits tells whether a customer with these attributes may be told the text. A key that the customer does not have is
// not decided here: see Open.
func (s Scope) Admits(attributes map[string]string) bool {
	for key, values := range s {
		has, known := attributes[key]
		if known && !slices.Contains(values, has) {
			return false
		}
	}
	return true
}

// Narrowed gives the part of a scope that restricts, where known are all the values there are: a key with every known
// value holds for everybody.
func (s Scope) Narrowed(known Scope) Scope {
	out := Scope{}
	for key, values := range s {
		for _, v := range known[key] {
			if !slices.Contains(values, v) {
				out[key] = values
				break
			}
		}
	}
	return out
}

// Describe says in one line for whom a scope holds, empty for everybody: "Applies to: plan garden, orchard; country FR".
// A product is left out: what a page is about stands in its title.
func (s Scope) Describe(language Language) string {
	var parts []string
	for _, key := range []string{"plan", "country", "version"} {
		if values := s[key]; len(values) > 0 {
			list := strings.Join(values, ", ")
			if key == "country" {
				list = strings.ToUpper(list) // codes, as people write them
			}
			parts = append(parts, scopeName(key, language)+" "+list)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if language == French {
		return "Concerne : " + strings.Join(parts, " ; ")
	}
	return "Applies to: " + strings.Join(parts, "; ")
}

func scopeName(key string, language Language) string {
	if language != French {
		return key
	}
	switch key {
	case "plan":
		return "formule"
	case "country":
		return "pays"
	}
	return key
}

// Article is one page of the company's knowledge in one language, as it stands in its newest version.
type Article struct {
	ID         string // stable across versions and imports
	Source     string // the import it belongs to
	Key        string // shared by the counterparts in other languages: the path without its language
	Path       string // where it was read, for people
	Language   Language
	Title      string
	URL        string
	Topic      string
	Contract   Contract
	Version    string // the id of the newest version
	Number     int    // its number, from 1
	Text       string // what the units are cut from
	Hash       string // of text, title and contract: equal means nothing changed
	Suspicious bool   // reads like instructions to a model; it is data all the same
	Updated    time.Time
}

// UnitKind says what form a unit has.
type UnitKind string

// The forms of a unit.
const (
	Prose    UnitKind = "prose"
	List     UnitKind = "list"  // with the sentence that introduces it
	Steps    UnitKind = "steps" // a whole ordered list
	TableRow UnitKind = "table_row"
	Code     UnitKind = "code"
)

// Unit is the smallest piece of an article that stands alone. Units of a version, in order, cover its text without gap
// or overlap: text[Start:End] joined gives the whole back.
type Unit struct {
	ID      string // "<version id>/<ordinal>"
	Article string
	Version string
	Ordinal int
	Kind    UnitKind
	Path    []string // headings above it, outermost first, without the article's title
	Start   int      // code points in the article's text
	End     int
	Text    string // what a customer is shown: the span in plain words; of a table row, each cell with its header
	Scope   Scope  // narrower than the article's, where a heading names a plan, version or country
}
