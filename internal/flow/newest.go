package flow

import (
	"context"
	"fmt"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// newest looks for what nobody has said before, and writes down what it is, with a finding for operators. It asks nothing of
// the guard: passages count where they may be quoted to this customer now, by their own contracts.
func (f *Flow) newest(ctx context.Context, said heard, reply *spoken) error {
	if !reply.covered {
		return nil
	}
	memory := &novelty.Memory{}
	if f.Judged != nil { // read when the model has spoken: what is refused while it thinks counts
		var err error
		if memory, err = f.Judged(ctx); err != nil {
			return err
		}
	}
	contradicted := f.contradicted(reply.passages)
	var passages []string
	for _, p := range reply.passages {
		if p.Contract.InForce(f.Now()) && !p.Suspicious && p.Scope.Admits(said.attributes) && len(contradicted[p.Unit]) == 0 {
			passages = append(passages, p.Shown)
		}
	}
	claims := memory.Look(reply.draft, passages)
	reply.novelty = novelty.Worst(claims)
	for _, c := range claims {
		if c.Novelty != desk.Known {
			reply.fresh = append(reply.fresh, desk.NewClaim{Start: c.Start, End: c.End, Text: c.Text, Novelty: c.Novelty, Like: c.Like})
			reply.findings = append(reply.findings, told(reply.draft, c))
		}
	}
	return nil
}

// told is what operators read of a new claim.
func told(draft desk.Draft, c novelty.Claim) desk.Finding {
	finding := desk.Finding{Check: "novelty", Severity: desk.Warn, Claim: desk.WholeDraft, Message: fmt.Sprintf("said nowhere before: %q", c.Text)}
	if c.Novelty == desk.RefusedClaim {
		finding.Check, finding.Message = "refused", fmt.Sprintf("like what was refused: %q", c.Like)
	}
	for i, claim := range draft.Claims {
		if claim.Start < c.End && c.Start < claim.End {
			finding.Claim = i
			break
		}
	}
	return finding
}
