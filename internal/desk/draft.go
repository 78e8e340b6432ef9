package desk

import "time"

// Mode says how a draft is made.
type Mode string

// The modes.
const (
	Quote   Mode = "quote"   // verbatim units, no model
	Select  Mode = "select"  // a model picks and orders units
	Compose Mode = "compose" // a model's own words
)

// ClaimKind says what sort of thing a claim states.
type ClaimKind string

// The kinds of claim.
const (
	PolicyClaim    ClaimKind = "policy"
	PriceClaim     ClaimKind = "price"
	DelayClaim     ClaimKind = "delay"
	LegalClaim     ClaimKind = "legal"
	ActionClaim    ClaimKind = "action"
	ProcedureClaim ClaimKind = "procedure"
	FactClaim      ClaimKind = "fact"
	CourtesyClaim  ClaimKind = "courtesy"
)

// Evidence is a quoted span of one version of one article.
type Evidence struct {
	Article string `json:"article"`
	Version string `json:"version"`
	Unit    string `json:"unit,omitempty"`
	Title   string `json:"title"`
	URL     string `json:"url,omitempty"`
	Start   int    `json:"start"` // code points in the version's text
	End     int    `json:"end"`
	Quote   string `json:"quote"`
}

// Claim is one sentence of a draft and what it stands on. A claim without evidence is not supported.
type Claim struct {
	Start    int        `json:"start"` // code points in the draft's text
	End      int        `json:"end"`
	Text     string     `json:"text"`
	Kind     ClaimKind  `json:"kind"`
	Evidence []Evidence `json:"evidence"`
}

// Draft is what the assistant would say, before anybody checked it.
type Draft struct {
	Mode     Mode
	Language Language
	Text     string
	Claims   []Claim
}

// NewClaim is a sentence of a draft that no page in force says and no person has approved.
type NewClaim struct {
	Start   int     `json:"start"` // code points in the draft's text
	End     int     `json:"end"`
	Text    string  `json:"text"`
	Novelty Novelty `json:"novelty"`
	Like    string  `json:"like,omitempty"` // the refused claim that it says again
}

// Telling is one new claim that a customer was told without a person having seen it.
type Telling struct {
	Turn         string
	N            int // index into the decision's new claims
	Conversation string
	Customer     string
	State        TellingState
	At           time.Time
}

// TellingState says what people found of a claim that was told.
type TellingState string

// The states of a telling.
const (
	TellingOpen  TellingState = "open"
	TellingRight TellingState = "right"
	TellingWrong TellingState = "wrong"
	TellingKept  TellingState = "kept" // it was not told: enough customers had been told such things
)

// Exposure is how many other customers than one were told new claims unseen.
type Exposure struct {
	Unreviewed int // of claims that nobody has looked at yet
	Hour       int // within the last hour
	Most       int // of each at any time, this customer included
}

// Spent tells whether one customer more would be too many.
func (e Exposure) Spent() bool { return max(e.Unreviewed, e.Hour) >= e.Most }

// JudgedClaim is what a person found of a claim.
type JudgedClaim struct {
	ID       string
	Turn     string
	Text     string
	Language Language
	Right    bool
	By       string // an operator's id
	At       time.Time
}

// Novelty says how new a claim is. The zero value is the most careful.
type Novelty int

// The standings of a claim, from what must never be said to what may.
const (
	RefusedClaim Novelty = iota // a person has refused it, or it says a refused one again
	BindingClaim                // new, and it may bind the company: a rule, a price, a delay, the law
	FreshClaim                  // new, and none of these
	Known                       // a page in force says it, or a person approved it
)

func (n Novelty) String() string {
	switch n {
	case RefusedClaim:
		return "refused"
	case BindingClaim:
		return "binding"
	case FreshClaim:
		return "fresh"
	case Known:
		return "known"
	}
	return "refused"
}

// MarshalText writes the name.
func (n Novelty) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads a name; what it does not know is a refused claim.
func (n *Novelty) UnmarshalText(text []byte) error {
	*n = RefusedClaim
	for _, known := range []Novelty{BindingClaim, FreshClaim, Known} {
		if known.String() == string(text) {
			*n = known
		}
	}
	return nil
}
