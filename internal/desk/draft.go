package desk

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
