package desk

// Severity says what a finding does to a draft. The zero value blocks: a finding that nobody graded is the worst.
type Severity int

// The severities.
const (
	Block Severity = iota
	Warn
	Note
)

func (s Severity) String() string {
	switch s {
	case Block:
		return "block"
	case Warn:
		return "warn"
	case Note:
		return "note"
	}
	return "block"
}

// WholeDraft as a finding's claim means that it speaks of the draft as a whole.
const WholeDraft = -1

// Finding is one thing that a check has to say about a draft.
type Finding struct {
	Check    string
	Severity Severity
	Claim    int // index into the draft's claims, or WholeDraft
	Message  string
}

// Verdict is the word of the guard about a draft. The zero verdict is Hold.
type Verdict int

// The verdicts.
const (
	Held Verdict = iota
	Pass
)

func (v Verdict) String() string {
	if v == Pass {
		return "pass"
	}
	return "hold"
}

// VerdictOf is Pass only for findings none of which blocks. It does not know whether every check has run: that is the
// runner's to say, with a blocking finding in the name of each check that did not.
func VerdictOf(findings []Finding) Verdict {
	for _, f := range findings {
		if f.Severity == Block {
			return Held
		}
	}
	return Pass
}
