package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// verdict is what an operator decides on a held draft.
type verdict struct {
	turn     string
	verb     review.Verb
	text     string // of an edit
	reason   string
	overrule bool // also against the checks
	by       desk.Operator
}

// judge decides on a held draft and puts on record who did, and why. What the checks hold back goes out only where the
// operator overrules them with a reason, and that is on record before anything is sent.
func (s *Server) judge(ctx context.Context, v verdict) error {
	if v.verb == review.Approve || v.verb == review.Edit {
		if err := s.mayGo(ctx, v); err != nil {
			return err
		}
	}
	if err := s.Review.Decide(ctx, v.turn, v.verb, v.text, v.by); err != nil {
		return err
	}
	return s.Act(ctx, v.by.ID, v.verb.Name(), v.turn, v.reason)
}

// against is the refusal of a text that the checks hold back.
type against struct {
	findings []desk.Finding
	unsaid   bool // overruled, but without a reason
}

func (a against) Error() string {
	if a.unsaid {
		return "reason: say why you overrule the checks; it goes on record"
	}
	n := 0
	for _, f := range a.findings {
		if f.Severity == desk.Block {
			n++
		}
	}
	return fmt.Sprintf("text: the checks hold this back (%d findings, the first: %s); mend it, or send overrule: true with a reason", n, firstBlock(a.findings))
}

func firstBlock(findings []desk.Finding) string {
	for _, f := range findings {
		if f.Severity == desk.Block {
			return f.Check + ": " + f.Message
		}
	}
	return "the checks could not look"
}

// mayGo has the checks look at what an operator is about to send. A turn that waits no more is left to Decide, which says
// so.
func (s *Server) mayGo(ctx context.Context, v verdict) error {
	turn, err := s.Ledger.Turn(ctx, v.turn)
	if err != nil {
		return err
	}
	d, err := s.Ledger.Decision(ctx, v.turn)
	if err != nil {
		return err
	}
	text := d.Draft.Text
	if v.verb == review.Edit {
		if text, err = conversation.Clean(v.text, conversation.Defaults().MessageLimit); err != nil {
			return err
		}
	}
	if turn.State != desk.HeldBack {
		return nil
	}
	findings, word, err := s.CheckEdit(ctx, turn, d, text, v.by.Name)
	if err != nil {
		return err
	}
	if word == desk.Pass && desk.VerdictOf(findings) == desk.Pass {
		return nil
	}
	switch {
	case !v.overrule:
		return against{findings: findings}
	case strings.TrimSpace(v.reason) == "":
		return against{findings: findings, unsaid: true}
	}
	return s.Act(ctx, v.by.ID, review.Overrule, v.turn, v.reason)
}

// heldBack makes a refusal the problem that says what was found.
func heldBack(err error) error {
	a, is := errors.AsType[against](err)
	if !is {
		return err
	}
	p := newProblem(http.StatusUnprocessableEntity, desk.Invalid, a.Error())
	p.Findings = findingsOf(a.findings)
	return p
}
