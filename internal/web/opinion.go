package web

import (
	"context"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Opinions are what customers think of answers. See store.DB.
type Opinions interface {
	Reports(ctx context.Context, conversationID string) ([]desk.Report, error)
	OpenReports(ctx context.Context, limit int) ([]desk.Report, error)
	// Rate keeps what a customer thinks of a conversation, once: Conflict afterwards.
	Rate(ctx context.Context, r desk.Rating) error
	// Rating gives it; NotFound where nothing was said.
	Rating(ctx context.Context, conversationID string) (desk.Rating, error)
}

// report keeps a customer's word that an answer, or one sentence of it, is wrong. The same word twice counts once.
func (s *Server) report(ctx context.Context, c desk.Conversation, turnID string, claim int) error {
	turn, err := orNothing(s.Ledger.Turn(ctx, turnID))
	if err != nil {
		return err
	}
	if turn.Conversation != c.ID {
		return desk.Errorf(desk.NotFound, "turn: no such answer in this conversation")
	}
	o, err := s.outcomeOf(ctx, turnID)
	if err != nil {
		return err
	}
	if o.reply == nil || o.reply.Author != desk.ByAssistant {
		return desk.Errorf(desk.Invalid, "turn: the assistant has said nothing there; name a turn with a reply of the assistant")
	}
	if claim < desk.WholeDraft || claim >= len(o.reply.Claims) {
		return desk.Errorf(desk.Invalid, "claim: count the answer's claims from 0, or leave it out for the whole answer")
	}
	if c.Channel != s.cfg.KeyChannel { // with a key, the company's own server speaks
		if err := s.limitReports(network(visitOf(ctx).client)); err != nil {
			return err
		}
	}
	err = s.Conversations.Report(ctx, desk.Report{Turn: turnID, Conversation: c.ID, Claim: claim})
	if !desk.Is(err, desk.Conflict) {
		return err
	}
	known, readErr := s.Opinions.Reports(ctx, c.ID)
	if readErr != nil {
		return readErr
	}
	if slices.ContainsFunc(known, func(r desk.Report) bool { return r.Turn == turnID && r.Claim == claim }) {
		return nil
	}
	return err
}

// The faces that a customer can choose between.
const (
	faceBad, faceGood = 1, 3
	ratingLongest     = 2000 // code points
)

// rate keeps what a customer thinks at the end.
func (s *Server) rate(ctx context.Context, c desk.Conversation, score int, words string) error {
	if score < faceBad || score > faceGood {
		return desk.Errorf(desk.Invalid, "score: use 1 for bad, 2 for so-so, 3 for good")
	}
	if strings.TrimSpace(words) != "" {
		var err error
		if words, err = conversation.Clean(words, ratingLongest); err != nil {
			return err
		}
	}
	return s.Opinions.Rate(ctx, desk.Rating{Conversation: c.ID, Score: score, Words: strings.TrimSpace(words), At: s.Now()})
}

// rated tells whether the customer has said what they think.
func (s *Server) rated(ctx context.Context, conversationID string) (bool, error) {
	r, err := orNothing(s.Opinions.Rating(ctx, conversationID))
	return r.Score > 0, err
}

// over tells whether a conversation has come to its end: it is closed, or the customer thanked or said goodbye after
// something had been answered.
func over(c desk.Conversation, last desk.Turn, said []desk.Message) bool {
	if c.State == desk.Resolved {
		return true
	}
	return c.State == desk.WaitingCustomer && last.Reason == desk.Courtesy && slices.ContainsFunc(said, answers)
}

// answers tells whether a message said something to the customer's question.
func answers(m desk.Message) bool {
	return m.Author == desk.ByOperator || m.Author == desk.ByAssistant && slices.ContainsFunc(m.Claims, func(c desk.Claim) bool { return len(c.Evidence) > 0 })
}

// reportsByTurn gives, for each answer, how it stands: open before settled, wrong before right.
func reportsByTurn(list []desk.Report) map[string]desk.ReportState {
	states := map[string]desk.ReportState{}
	weight := map[desk.ReportState]int{desk.ReportRight: 1, desk.ReportWrong: 2, desk.ReportOpen: 3}
	for _, r := range list {
		if weight[r.State] > weight[states[r.Turn]] {
			states[r.Turn] = r.State
		}
	}
	return states
}
