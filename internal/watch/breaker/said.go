package breaker

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Said is an incident in a few words of one language, for those who are told of it.
type Said struct {
	Cause, Severity, Stage string
	Since                  time.Time // when the harm began, as far as is known; UTC
}

// Say gives it in French where the language says so, else in English. What is not known is said as it stands, as one that a
// newer release may have written.
func Say(in Incident, language desk.Language) Said {
	p := page{w: english()}
	if language == desk.French {
		p.w = french()
	}
	return Said{
		Cause: p.cause(in.Cause), Severity: p.named(p.w.severities[in.Severity], string(in.Severity)),
		Stage: p.named(p.w.stages[in.Stage], string(in.Stage)), Since: in.since(),
	}
}
