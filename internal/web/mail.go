package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// noteSeen notes that a customer is at a conversation, and has seen it up to an event; 0: nothing new. An open stream says
// only that somebody may be there: what it sends may end in a line that nobody reads any more.
func (s *Server) noteSeen(ctx context.Context, conversationID string, seq int64) {
	if !s.cfg.Mail || ctx.Err() != nil {
		return
	}
	if err := s.Reach.NoteSeen(ctx, conversationID, seq, s.Now()); err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "a customer's presence was not noted", slog.String("conversation", conversationID), slog.Any("error", err))
	}
}

// noteRead notes what a reader of the API got: all that there is, or one page of it.
func (s *Server) noteRead(ctx context.Context, c desk.Conversation, after int64, said []desk.Message) {
	seq := c.Events
	if len(said) > 0 {
		seq = said[len(said)-1].Seq
	} else if after > 0 {
		seq = min(after, c.Events)
	}
	s.noteSeen(ctx, c.ID, seq)
}

// noteAnswered notes what a caller got who waited for an answer.
func (s *Server) noteAnswered(ctx context.Context, conversationID string, decided bool) {
	if !s.cfg.Mail || !decided {
		return
	}
	if c, err := s.Threads.Conversation(ctx, conversationID); err == nil {
		s.noteSeen(ctx, conversationID, c.Events)
	}
}

// cameBack tells who the caller is that shows a token which a link in a mail brought. NotFound for any other.
func (s *Server) cameBack(ctx context.Context, conversationID, fingerprint string, tokens []string, cookie bool) (caller, error) {
	reach, err := s.Reach.Reach(ctx, conversationID)
	if err != nil {
		return caller{}, err
	}
	for _, token := range tokens {
		if access.OpensBack(s.cfg.BackSecret, token, conversationID, reach.Epoch) {
			return caller{visitor: or(fingerprint, access.Fingerprint(token)), cookie: cookie}, nil
		}
	}
	return caller{}, noConversation()
}

// atDesk is how lately an operator must have been active to count as there.
const atDesk = 5 * time.Minute

// fillMail says how the customer is reached who leaves the page.
func (s *Server) fillMail(ctx context.Context, page *ui.Chat, c desk.Conversation) error {
	reach, err := s.Reach.Reach(ctx, c.ID)
	if err != nil {
		return err
	}
	page.Mail.Email, page.Mail.Refused = reach.Email, reach.Refused
	if s.cfg.Mail && reach.Email != "" {
		page.Mail.Kind = ui.HaveMail
		return nil
	}
	if page.Stage != ui.Waiting && page.Stage != ui.Held && page.Stage != ui.InHand {
		return nil
	}
	operators, err := s.People.Operators(ctx)
	if err != nil {
		return err
	}
	since := s.Now().Add(-atDesk)
	if slices.ContainsFunc(operators, func(o desk.Operator) bool { return o.Team == c.Team && !o.Away && o.Seen.After(since) }) {
		return nil
	}
	page.Mail.Kind = ui.ComeBack
	if s.cfg.Mail {
		page.Mail.Kind = ui.AskMail
	}
	return nil
}

// emailForm takes the customer's address for this conversation, or takes it back.
func (s *Server) emailForm(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if err := form(r); err != nil {
		return err
	}
	inbox, err := s.People.Inbox(ctx, r.PathValue("inbox"))
	if err != nil {
		return err
	}
	c, who, found, err := s.chatting(ctx, inbox.ID)
	if err != nil || !found || !s.cfg.Mail {
		if err != nil {
			return err
		}
		return seeOther(w, r, "/chat/"+url.PathEscape(inbox.ID))
	}
	if err := s.limitMessage(who.visitor, network(visitOf(ctx).client), inbox.ID); err != nil {
		return s.mailAgain(w, r, err)
	}
	address := ""
	if r.PostFormValue("do") != "stop" {
		address, err = conversation.Address(r.PostFormValue("email"))
		if err == nil && address == "" {
			err = desk.Errorf(desk.Invalid, "email: write an address")
		}
	}
	if err == nil {
		err = s.Reach.SetAddress(ctx, c.ID, address, s.Now())
	}
	if err != nil {
		return s.mailAgain(w, r, err)
	}
	return seeOther(w, r, "/chat/"+url.PathEscape(inbox.ID)+"#mail")
}

// mailAgain shows the page with what is wrong with the address that was typed.
func (s *Server) mailAgain(w http.ResponseWriter, r *http.Request, err error) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.chatPage(w, r)
	if pageErr != nil {
		return pageErr
	}
	if page.Mail.Kind != ui.HaveMail {
		page.Mail.Kind = ui.AskMail
	}
	page.Mail.Typed, page.Mail.Fault = clip(r.PostFormValue("email"), 300), page.W.MailFault(kindOf(p))
	head(w, p)
	return s.show(w, p.Status, page)
}

// comeBack follows a link from a mail: it opens exactly its conversation, as its visitor. The browser gets a token of its
// own, never the link's. A browser with another conversation is asked first: or whoever sends somebody a link of their
// own would read what is written next.
func (s *Server) comeBack(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	token := r.PathValue("token")
	back, err := access.ReadBack(s.cfg.BackSecret, token, s.Now())
	if desk.Is(err, desk.Unauthorized) {
		return s.showGone(w, r, back.Conversation)
	}
	if err != nil {
		return err
	}
	reach, err := s.Reach.Reach(ctx, back.Conversation)
	if err != nil {
		return err
	}
	if reach.Epoch == 0 || reach.Epoch != back.Epoch {
		return s.showGone(w, r, back.Conversation)
	}
	c, err := s.Threads.Conversation(ctx, back.Conversation)
	if err != nil {
		return err
	}
	other, _, found, err := s.chatting(ctx, c.Inbox)
	if err != nil {
		return err
	}
	if found && other.ID != c.ID && r.Method != http.MethodPost {
		page, err := s.backPage(r, ui.Back{Token: token, Inbox: c.Inbox}, func(w *ui.Words) string { return w.Mail.OtherTitle })
		if err != nil {
			return err
		}
		return s.show(w, http.StatusOK, page)
	}
	if !found || other.ID != c.ID {
		s.setChatCookie(ctx, c.Inbox, c.ID, access.VisitorBack(s.cfg.BackSecret, c.ID, reach.Epoch))
	}
	return seeOther(w, r, "/chat/"+url.PathEscape(c.Inbox))
}

// showGone says that a link was good once, and where the chat is.
func (s *Server) showGone(w http.ResponseWriter, r *http.Request, conversationID string) error {
	c, err := orNothing(s.Threads.Conversation(r.Context(), conversationID))
	if err != nil {
		return err
	}
	page, err := s.backPage(r, ui.Back{Expired: true, Inbox: c.Inbox}, func(w *ui.Words) string { return w.Mail.GoneTitle })
	if err != nil {
		return err
	}
	return s.show(w, http.StatusGone, page)
}

// backPage fills in what both pages of a link have: the inbox's brand, where it is known.
func (s *Server) backPage(r *http.Request, page ui.Back, title func(*ui.Words) string) (ui.Back, error) {
	inbox, err := orNothing(s.People.Inbox(r.Context(), page.Inbox))
	page.Frame = s.frame(r, inbox.Language, title)
	page.Customer, page.Me, page.Brand = true, nil, or(inbox.Brand, page.Brand)
	return page, err
}

// withReach adds to what operators read of a customer where mail about this conversation goes.
func (s *Server) withReach(ctx context.Context, w *ui.Words, facts []ui.Fact, conversationID string) ([]ui.Fact, error) {
	reach, err := s.Reach.Reach(ctx, conversationID)
	if err != nil || reach.Email == "" {
		return facts, err
	}
	value := reach.Email
	if reach.Refused {
		value = fmt.Sprintf(w.Mail.FactRefused, reach.Email)
	}
	return append(facts, ui.Fact{Name: w.Mail.Fact, Value: value}), nil
}
