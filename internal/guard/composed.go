package guard

import "github.com/vigie-desk/vigie/internal/desk"

// composedEvidence holds the evidence of a model's own words to the sources: each quotation stands where it says, and a
// claim that says anything names some. Whether the claim's words agree with it is for the other checks.
func composedEvidence(in Input) []desk.Finding {
	s := shelf{in, map[desk.Evidence]quotation{}}
	found := outside(in)
	read := studied(in)
	if read.over != "" {
		return append(found, desk.Finding{Check: "evidence", Severity: desk.Block, Claim: desk.WholeDraft, Message: read.over})
	}
	for n, claim := range in.Draft.Claims {
		why := ""
		if len(claim.Evidence) == 0 && !read.claims[n].empty && read.claims[n].listed == 0 {
			why = "the claim names no evidence"
		}
		for _, e := range claim.Evidence {
			if q := s.quotation(e); q.wrong != "" {
				why = q.wrong
			}
		}
		if why != "" {
			found = append(found, desk.Finding{Check: "evidence", Severity: desk.Block, Claim: n, Message: why})
		}
	}
	return found
}
