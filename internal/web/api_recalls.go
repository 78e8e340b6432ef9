package web

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

type recallState recall.State

func (recallState) Schema(huma.Registry) *huma.Schema { return closed(recall.States()...) }

type recallInput struct {
	Body struct {
		Kind     string `json:"kind" enum:"claim,report,version,incident,search" doc:"From what: claim and report name a turn, version an article and its version, incident an incident with words or a turn, search words."`
		Turn     string `json:"turn,omitempty" maxLength:"100" doc:"The turn whose answer was wrong."`
		Claim    *int   `json:"claim,omitempty" doc:"Which of its claims, from 0; left out: all."`
		Article  string `json:"article,omitempty" maxLength:"200"`
		Version  string `json:"version,omitempty" maxLength:"100"`
		Incident string `json:"incident,omitempty" maxLength:"100"`
		Text     string `json:"text,omitempty" maxLength:"2000" doc:"What was said wrongly, in the words or in others."`
		Language string `json:"language,omitempty" enum:"en,fr" doc:"Of text; en where it is left out."`
		Operator string `json:"operator,omitempty" maxLength:"100" doc:"The id of the operator who asks; left out, the key itself."`
	}
}

type recallBody struct {
	ID          string         `json:"id"`
	State       recallState    `json:"state"`
	Kind        string         `json:"kind"`
	Ref         string         `json:"ref,omitempty"`
	Said        []string       `json:"said" doc:"What was wrong."`
	Counts      map[string]int `json:"counts" doc:"Claims told, by what becomes of them: listed, left_out, excluded, queued, sent."`
	Partial     bool           `json:"partial" doc:"More was found than is listed."`
	ProposedBy  string         `json:"proposed_by,omitempty" doc:"Empty: it proposed itself."`
	Proposed    time.Time      `json:"proposed"`
	ApprovedBy  string         `json:"approved_by,omitempty"`
	Approved    *time.Time     `json:"approved,omitempty"`
	Ended       *time.Time     `json:"ended,omitempty"`
	Corrections []wordsBody    `json:"corrections,omitempty"`
	Recipients  []toldBody     `json:"recipients,omitempty" doc:"Left out of lists."`
}

type wordsBody struct {
	Language languageCode `json:"language"`
	Text     string       `json:"text"`
}

type toldBody struct {
	Turn         string       `json:"turn"`
	Claim        int          `json:"claim"`
	Conversation string       `json:"conversation"`
	Channel      string       `json:"channel"`
	Language     languageCode `json:"language"`
	Found        string       `json:"found" enum:"evidence,wording"`
	Told         time.Time    `json:"told"`
	Standing     string       `json:"standing" enum:"listed,left_out,excluded,queued,sent"`
	Reason       string       `json:"reason,omitempty" doc:"Why nothing is sent: erased, legal_hold, operator, other_recall, elsewhere, other_wording."`
	Progress     string       `json:"progress,omitempty" doc:"queued, sent, bounced, read or replied."`
}

type recallOutput struct{ Body recallBody }

type recallsInput struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"50"`
}

type recallsOutput struct {
	Body struct {
		Recalls []recallBody `json:"recalls"`
		Next    string       `json:"next,omitempty" doc:"There are more: ask again with cursor set to this."`
	}
}

type oneRecallInput struct {
	ID string `path:"id"`
}

func (s *Server) openRecall(ctx context.Context, in *recallInput) (*recallOutput, error) {
	by, err := s.actingAs(ctx, in.Body.Operator)
	if err != nil {
		return nil, err
	}
	claim := ""
	if in.Body.Claim != nil {
		claim = strconv.Itoa(*in.Body.Claim)
	}
	id, err := s.propose(ctx, recallAsk{
		Kind: in.Body.Kind, Turn: in.Body.Turn, Claim: claim, Article: in.Body.Article, Version: in.Body.Version, Text: in.Body.Text,
		Incident: in.Body.Incident, Language: desk.Language(in.Body.Language),
	}, by.ID)
	if err != nil {
		return nil, err
	}
	return s.recallWhole(ctx, id)
}

func (s *Server) readRecall(ctx context.Context, in *oneRecallInput) (*recallOutput, error) {
	if _, err := s.require(ctx, access.OperatorsScope); err != nil {
		return nil, err
	}
	return s.recallWhole(ctx, in.ID)
}

func (s *Server) recallWhole(ctx context.Context, id string) (*recallOutput, error) {
	c, err := s.campaignOf(ctx, id)
	if err != nil {
		return nil, err
	}
	counts := map[recall.Standing]int{}
	out := &recallOutput{}
	var told []toldBody
	for _, r := range c.list {
		counts[r.Standing]++
		found := "wording"
		if r.ByEvidence {
			found = "evidence"
		}
		told = append(told, toldBody{
			Turn: r.Turn, Claim: r.Claim, Conversation: r.Conversation, Channel: r.Channel, Language: languageCode(r.Language), Found: found, Told: r.Told,
			Standing: string(r.Standing), Reason: string(r.Bar), Progress: string(r.Fate),
		})
	}
	out.Body = recallOf(recall.Line{Recall: c.Recall, Counts: counts})
	out.Body.Recipients = told
	for _, k := range c.corrections {
		out.Body.Corrections = append(out.Body.Corrections, wordsBody{Language: languageCode(k.Language), Text: k.Text})
	}
	return out, nil
}

func recallOf(l recall.Line) recallBody {
	b := recallBody{
		ID: l.ID, State: recallState(l.State), Kind: string(l.Kind), Ref: l.Ref, Said: []string{}, Counts: map[string]int{}, Partial: l.Partial,
		ProposedBy: l.ProposedBy, Proposed: l.Proposed, ApprovedBy: l.ApprovedBy, Approved: optional(l.Approved), Ended: optional(l.Ended),
	}
	for _, seed := range l.Seeds {
		b.Said = append(b.Said, seed.Text)
	}
	for standing, n := range l.Counts {
		b.Counts[string(standing)] = n
	}
	return b
}

func (s *Server) listRecalls(ctx context.Context, in *recallsInput) (*recallsOutput, error) {
	if _, err := s.require(ctx, access.OperatorsScope); err != nil {
		return nil, err
	}
	after, err := openCursor(recallCursor, "cursor", in.Cursor)
	if err != nil {
		return nil, err
	}
	lines, next, err := s.RecallBook.Recalls(ctx, after, in.Limit)
	out := &recallsOutput{}
	out.Body.Next, out.Body.Recalls = sealCursor(recallCursor, next), make([]recallBody, len(lines))
	for i, l := range lines {
		out.Body.Recalls[i] = recallOf(l)
	}
	return out, err
}
