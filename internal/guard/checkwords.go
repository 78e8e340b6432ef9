package guard

import (
	"fmt"

	"github.com/vigie-desk/vigie/internal/desk"
)

// ofClaims makes a check of what one claim says against its study. Drafts that are not a model's words pass it: check
// evidence holds those to the letter. What stands word for word in a source, or says nothing, passes too.
func ofClaims(name string, look func(*study, *assessment) []string) Check {
	return Check{name, func(in Input) ([]desk.Finding, error) {
		if in.Draft.Mode != desk.Compose {
			return nil, nil
		}
		return studied(in).findings(name, look), nil
	}}
}

func (s *study) findings(name string, look func(*study, *assessment) []string) []desk.Finding {
	if s.over != "" {
		return []desk.Finding{{Check: name, Severity: desk.Block, Claim: desk.WholeDraft, Message: s.over}}
	}
	var found []desk.Finding
	for n := range s.claims {
		a := &s.claims[n]
		if a.verbatim || a.long && name != "support" {
			continue
		}
		for _, why := range look(s, a) {
			found = append(found, desk.Finding{Check: name, Severity: desk.Block, Claim: n, Message: why})
		}
	}
	return found
}

// wordChecks are the checks of a model's own words, in the order in which their findings are shown.
func wordChecks() []Check {
	return []Check{
		ofClaims("numbers", numbers), ofClaims("names", naming), ofClaims("binding", binding), ofClaims("negation", negation),
		ofClaims("opposites", opposites), ofClaims("modality", modality), ofClaims("conditions", conditions), ofClaims("policy", policy), ofClaims("support", support),
		ofClaims("steps", steps), ofClaims("cause", cause), ofClaims("sweeping", sweeping),
		{"disputed", disputed},
	}
}

func sprint(format string, args ...any) string { return fmt.Sprintf(format, args...) }
