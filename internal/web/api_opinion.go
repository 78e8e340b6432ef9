package web

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

type reportStateName desk.ReportState

func (reportStateName) Schema(huma.Registry) *huma.Schema {
	return closed(desk.ReportOpen, desk.ReportRight, desk.ReportWrong)
}

type reportInput struct {
	ID   string `path:"id"`
	Body struct {
		Turn  string `json:"turn" minLength:"1" maxLength:"100" doc:"The turn whose reply is wrong."`
		Claim *int   `json:"claim,omitempty" minimum:"0" doc:"Which of the reply's claims, from 0; the whole reply where this is left out."`
	}
}

type reportOutput struct {
	Body struct {
		Turn  string          `json:"turn"`
		State reportStateName `json:"state" doc:"open: nobody has looked yet. right: the reply stands. wrong: it was wrong."`
	}
}

// heard lets a customer say something about a conversation, within the limits for messages.
func (s *Server) heard(ctx context.Context, id string) (desk.Conversation, error) {
	who, c, inbox, err := s.enter(ctx, id, access.ConversationsWrite)
	if err != nil {
		return c, err
	}
	if err := s.fromHere(ctx, who, inbox); err != nil {
		return c, err
	}
	if who.key != nil {
		return c, nil
	}
	return c, s.limitMessage(who.visitor, network(visitOf(ctx).client), inbox.ID)
}

func (s *Server) reportReply(ctx context.Context, in *reportInput) (*reportOutput, error) {
	c, err := s.heard(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	claim := desk.WholeDraft
	if in.Body.Claim != nil {
		claim = *in.Body.Claim
	}
	if err := s.report(ctx, c, in.Body.Turn, claim); err != nil {
		return nil, err
	}
	list, err := s.Opinions.Reports(ctx, c.ID)
	out := &reportOutput{}
	out.Body.Turn, out.Body.State = in.Body.Turn, reportStateName(reportsByTurn(list)[in.Body.Turn])
	return out, err
}

type rateInput struct {
	ID   string `path:"id"`
	Body struct {
		Score int    `json:"score" minimum:"1" maximum:"3" doc:"1 bad, 2 so-so, 3 good."`
		Words string `json:"words,omitempty" maxLength:"2000" doc:"Why, in the customer's words."`
	}
}

type rateOutput struct {
	Body struct {
		ID    string `json:"id" doc:"The conversation."`
		Score int    `json:"score"`
	}
}

func (s *Server) rateConversation(ctx context.Context, in *rateInput) (*rateOutput, error) {
	c, err := s.heard(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.rate(ctx, c, in.Body.Score, in.Body.Words); err != nil {
		return nil, err
	}
	out := &rateOutput{}
	out.Body.ID, out.Body.Score = c.ID, in.Body.Score
	return out, nil
}

// opinions puts onto a conversation what its customer thinks of it.
func (s *Server) opinions(ctx context.Context, b *threadBody) error {
	list, err := s.Opinions.Reports(ctx, b.ID)
	if err != nil {
		return err
	}
	states := reportsByTurn(list)
	for i, m := range b.Messages {
		if m.Author == authorName(desk.ByAssistant) {
			b.Messages[i].Reported = reportStateName(states[m.Turn])
		}
	}
	b.Rated, err = s.rated(ctx, b.ID)
	return err
}
