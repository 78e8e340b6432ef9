package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// wrongForm takes a customer's word, from the chat's page, that an answer is wrong.
func (s *Server) wrongForm(w http.ResponseWriter, r *http.Request) error {
	c, err := s.chatter(r)
	if err != nil {
		return s.sayAgain(w, r, err)
	}
	claim, err := strconv.Atoi(or(r.PostFormValue("claim"), strconv.Itoa(desk.WholeDraft)))
	if err != nil {
		return s.sayAgain(w, r, desk.Errorf(desk.Invalid, "claim: not a number"))
	}
	if err := s.report(r.Context(), c, r.PostFormValue("turn"), claim); err != nil {
		return s.sayAgain(w, r, err)
	}
	return seeOther(w, r, "/chat/"+c.Inbox+"#stage")
}

// rateForm takes what a customer thinks at the end. Who has said it already has nothing to mend.
func (s *Server) rateForm(w http.ResponseWriter, r *http.Request) error {
	c, err := s.chatter(r)
	if err != nil {
		return s.sayAgain(w, r, err)
	}
	score, err := strconv.Atoi(r.PostFormValue("score"))
	if err != nil {
		return s.sayAgain(w, r, desk.Errorf(desk.Invalid, "score: not a number"))
	}
	if err := s.rate(r.Context(), c, score, r.PostFormValue("words")); err != nil && !desk.Is(err, desk.Conflict) {
		return s.sayAgain(w, r, err)
	}
	return seeOther(w, r, "/chat/"+c.Inbox+"#rate")
}

// chatter gives the conversation that a form of the chat's page speaks of, within the limits for messages.
func (s *Server) chatter(r *http.Request) (desk.Conversation, error) {
	ctx := r.Context()
	if err := form(r); err != nil {
		return desk.Conversation{}, err
	}
	inbox, err := s.door(ctx, r.PathValue("inbox"), nil)
	if err != nil {
		return desk.Conversation{}, err
	}
	c, who, found, err := s.chatting(ctx, inbox.ID)
	if err != nil {
		return c, orNoConversation(err)
	}
	if !found {
		return c, orNoConversation(noConversation())
	}
	return c, s.limitMessage(who.visitor, network(visitOf(ctx).client), inbox.ID)
}

// askOpinions offers, beside each answer, to call it wrong, and at the end to say what the customer thinks.
func (s *Server) askOpinions(ctx context.Context, page *ui.Chat, c desk.Conversation, said []desk.Message) error {
	list, err := s.Opinions.Reports(ctx, c.ID)
	if err != nil {
		return err
	}
	states := reportsByTurn(list)
	for i, m := range said {
		if m.Author == desk.ByAssistant && m.Turn != "" && answers(m) { // a standard sentence says nothing that could be wrong
			page.Messages[i].Wrong = wrongOf(page.W, c.Inbox, m, states[m.Turn])
		}
	}
	last, err := orNothing(s.Ledger.LastTurn(ctx, c.ID))
	if err != nil {
		return err
	}
	given, err := s.rated(ctx, c.ID)
	if given || over(c, last, said) {
		page.Rate = &ui.Rate{W: page.W, Inbox: c.Inbox, Given: given}
	}
	return err
}

func wrongOf(w *ui.Words, inbox string, m desk.Message, state desk.ReportState) *ui.Wrong {
	wrong := &ui.Wrong{W: w, Inbox: inbox, Turn: m.Turn, State: w.Opinion.Told[state]}
	for n, c := range m.Claims {
		if len(c.Evidence) > 0 {
			wrong.Parts = append(wrong.Parts, ui.Option{Value: strconv.Itoa(n), Label: c.Text})
		}
	}
	if len(wrong.Parts) < 2 {
		wrong.Parts = nil
	}
	return wrong
}
