package guard

import (
	"github.com/vigie-desk/vigie/internal/desk"
)

// Request is one line of `vigie check`: an answer that somebody wrote, and the passages that it must stand on.
type Request struct {
	ID       string        `json:"id"`
	Question string        `json:"question"`
	Language desk.Language `json:"language"`
	Sources  []Passage     `json:"sources"`
	Answer   string        `json:"answer"`
}

// Passage is one source of a Request. ValidUntil is a date (2006-01-02: through that day, UTC) or an RFC 3339 moment;
// empty means without end, and what cannot be read counts as expired.
type Passage struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Text       string `json:"text"`
	ValidUntil string `json:"valid_until,omitempty"`
}

// Report is what `vigie check` says about one Request. Micros is the caller's to fill: this room reads no clock.
type Report struct {
	ID       string            `json:"id"`
	Verdict  string            `json:"verdict"` // "pass" or "hold"
	Score    float64           `json:"score"`   // of the weakest claim, 0 to 1; 0 where there is none
	Claims   []InspectedClaim  `json:"claims"`
	Findings []ReportedFinding `json:"findings"`
	Micros   int64             `json:"micros"`
}

// InspectedClaim is one sentence of the answer and the window of a passage that comes nearest to it.
type InspectedClaim struct {
	Start     int            `json:"start"` // code points of the answer
	End       int            `json:"end"`
	Text      string         `json:"text"`
	Kind      desk.ClaimKind `json:"kind"`
	Supported bool           `json:"supported"`
	Score     float64        `json:"score"` // share of what the claim says that was found in one window, 0 to 1
	Evidence  []Span         `json:"evidence"`
}

// Span is a place in a passage, in code points of its text.
type Span struct {
	Source string `json:"source"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// ReportedFinding is a finding in words: severity is block, warn or note; claim is an index, or desk.WholeDraft.
type ReportedFinding struct {
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Claim    int    `json:"claim"`
	Message  string `json:"message"`
}
