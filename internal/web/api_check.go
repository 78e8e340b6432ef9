package web

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

type checkInput struct {
	Body struct {
		ID       string        `json:"id,omitempty" maxLength:"200" doc:"Given back with the report."`
		Question string        `json:"question,omitempty"`
		Language languageCode  `json:"language,omitempty" doc:"The customer's; recognised from the question where it is left out."`
		Sources  []passageBody `json:"sources" maxItems:"200"`
		Answer   string        `json:"answer" minLength:"1"`
	}
}

type passageBody struct {
	ID         string `json:"id" minLength:"1" maxLength:"200"`
	Title      string `json:"title,omitempty"`
	Text       string `json:"text"`
	ValidUntil string `json:"valid_until,omitempty" doc:"A date, or a moment in RFC 3339. What cannot be read counts as expired."`
}

type checkOutput struct {
	Body struct {
		ID       string             `json:"id"`
		Verdict  verdictName        `json:"verdict"`
		Score    float64            `json:"score" doc:"Of the weakest claim, 0 to 1."`
		Claims   []checkedClaimBody `json:"claims"`
		Findings []findingBody      `json:"findings"`
		Micros   int64              `json:"micros"`
	}
}

type checkedClaimBody struct {
	Start     int        `json:"start" doc:"In Unicode code points of the answer."`
	End       int        `json:"end"`
	Text      string     `json:"text"`
	Kind      claimKind  `json:"kind"`
	Supported bool       `json:"supported"`
	Score     float64    `json:"score" doc:"The share of the claim found in one place of a source, 0 to 1."`
	Evidence  []spanBody `json:"evidence"`
}

type spanBody struct {
	Source string `json:"source"`
	Start  int    `json:"start" doc:"In Unicode code points of the source's text."`
	End    int    `json:"end"`
}

// checkText has the guard look at an answer that somebody wrote. Nothing is kept.
func (s *Server) checkText(_ context.Context, in *checkInput) (*checkOutput, error) {
	b := in.Body
	request := guard.Request{ID: b.ID, Question: b.Question, Language: desk.Language(b.Language), Answer: b.Answer}
	for _, p := range b.Sources {
		request.Sources = append(request.Sources, guard.Passage{ID: p.ID, Title: p.Title, Text: p.Text, ValidUntil: p.ValidUntil})
	}
	report := s.Check(request)
	out := &checkOutput{}
	out.Body.ID, out.Body.Verdict, out.Body.Score, out.Body.Micros = report.ID, verdictName(report.Verdict), report.Score, report.Micros
	out.Body.Claims, out.Body.Findings = []checkedClaimBody{}, []findingBody{}
	for _, c := range report.Claims {
		claim := checkedClaimBody{
			Start: c.Start, End: c.End, Text: c.Text, Kind: claimKind(c.Kind), Supported: c.Supported, Score: c.Score, Evidence: []spanBody{},
		}
		for _, e := range c.Evidence {
			claim.Evidence = append(claim.Evidence, spanBody(e))
		}
		out.Body.Claims = append(out.Body.Claims, claim)
	}
	for _, f := range report.Findings {
		out.Body.Findings = append(out.Body.Findings, findingBody{Check: f.Check, Severity: severityName(f.Severity), Claim: f.Claim, Message: f.Message})
	}
	return out, nil
}
