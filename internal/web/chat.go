package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	shownMost  = 100 // messages on a page
	patience   = 3 * time.Second
	lookAgain  = 3 // seconds, for a browser without scripts that waits for an answer
	chatScript = "chat.js"
)

// chat shows the customer's page.
func (s *Server) chat(w http.ResponseWriter, r *http.Request) error {
	page, err := s.chatPage(w, r)
	if err != nil {
		return err
	}
	if page.Closed {
		return s.show(w, http.StatusForbidden, page)
	}
	return s.show(w, http.StatusOK, page)
}

// chatPage makes the page as it stands for this browser.
func (s *Server) chatPage(w http.ResponseWriter, r *http.Request) (ui.Chat, error) {
	ctx := r.Context()
	inbox, err := s.People.Inbox(ctx, r.PathValue("inbox"))
	if err != nil {
		return ui.Chat{}, err
	}
	w.Header().Set("Content-Security-Policy", contentPolicy+frameAncestors(inbox))
	page := ui.Chat{
		Frame: s.frame(r, inbox.Language, func(w *ui.Words) string { return strings.Replace(w.Chat.Title, "%s", inbox.Brand, 1) }),
		Inbox: inbox.ID, Key: s.NewID(), Longest: conversation.Defaults().MessageLimit, Closed: !inbox.Visitors,
		Picker: s.picker(s.pages.Words(languageOf(r, inbox.Language)), ""),
	}
	page.Brand, page.Customer, page.Script, page.Me = inbox.Brand, true, chatScript, nil
	page.Switch = inLanguage(r.URL, page.W.OtherCode)
	if r.Method != http.MethodGet {
		u := *r.URL
		u.Path, u.RawQuery = "/chat/"+inbox.ID, ""
		page.Switch = inLanguage(&u, page.W.OtherCode)
	}
	some, err := s.Access.Operators.HasOperators(ctx)
	if err != nil {
		return page, err
	}
	page.Nobody = !some
	c, _, found, err := s.chatting(ctx, inbox.ID)
	if err != nil || !found || page.Closed {
		return page, err
	}
	return page, s.fillChat(ctx, &page, c, inbox)
}

// frameAncestors lets the sites that an inbox allows show the chat in a frame.
func frameAncestors(inbox desk.Inbox) string {
	allowed := []string{"'self'"}
	for _, origin := range inbox.Origins {
		if webAddress(origin) != "" && !strings.ContainsAny(origin, " ;,'\"") {
			allowed = append(allowed, origin)
		}
	}
	return strings.Join(allowed, " ")
}

// chatting gives the conversation that this browser has in an inbox. A cookie that opens nothing is no conversation.
func (s *Server) chatting(ctx context.Context, inbox string) (desk.Conversation, caller, bool, error) {
	cookie, err := visitOf(ctx).request.Cookie(chatCookie + inbox)
	if err != nil {
		return desk.Conversation{}, caller{}, false, nil //nolint:nilerr // no cookie is a fact, not an error
	}
	id, token, _ := strings.Cut(cookie.Value, ".")
	fingerprint, err := orNothing(s.Threads.Visitor(ctx, id))
	if err != nil {
		return desk.Conversation{}, caller{}, false, err
	}
	who := caller{visitor: fingerprint, cookie: true}
	if !access.Opens(token, fingerprint) {
		if who, err = s.cameBack(ctx, id, fingerprint, []string{token}, true); err != nil {
			_, err = orNothing(who, err)
			return desk.Conversation{}, caller{}, false, err
		}
	}
	c, err := s.Threads.Conversation(ctx, id)
	if err != nil || c.Inbox != inbox {
		return desk.Conversation{}, caller{}, false, err
	}
	return c, who, true, nil
}

// fillChat puts what was said, and what happens next, onto the page.
func (s *Server) fillChat(ctx context.Context, page *ui.Chat, c desk.Conversation, inbox desk.Inbox) error {
	said, err := s.Threads.RecentMessages(ctx, c.ID, shownMost)
	if err != nil {
		return err
	}
	page.Conversation, page.Last, page.Earlier = c.ID, c.Events, len(said) == shownMost
	page.Messages = bubblesOf(page.W, said, page.W.You)
	page.Stage = stageOf(c)
	if page.Stage == ui.Thinking {
		page.Refresh = lookAgain
	}
	teams, err := s.People.Teams(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(teams, func(t desk.Team) bool { return t.ID == c.Team })
	page.Team = inbox.Brand
	if i >= 0 && teams[i].Name != "" {
		page.Team = teams[i].Name
	}
	if page.Stage == ui.InHand {
		o, err := orNothing(s.People.Operator(ctx, c.Owner.ID))
		if err != nil {
			return err
		}
		page.Person = or(o.Name, page.W.TeamMember)
	}
	p, err := orNothing(s.Ledger.OpenPromise(ctx, c.ID))
	if err != nil {
		return err
	}
	page.By = p.By
	s.noteSeen(ctx, c.ID, c.Events)
	if err := s.fillMail(ctx, page, c); err != nil {
		return err
	}
	return s.askOpinions(ctx, page, c, said)
}

func stageOf(c desk.Conversation) ui.Stage {
	switch c.State {
	case desk.WithAssistant:
		return ui.Thinking
	case desk.WaitingPerson:
		if c.Owner.Kind == desk.OwnedByAssistant {
			return ui.Held
		}
		return ui.Waiting
	case desk.WithPerson:
		return ui.InHand
	case desk.Resolved:
		return ui.Over
	case desk.WaitingCustomer:
		return ui.Quiet
	}
	return ui.Quiet
}

// say takes a message from the page's form.
func (s *Server) say(w http.ResponseWriter, r *http.Request) error {
	files, err := s.formWithFiles(r, desk.FromCustomer)
	if err != nil {
		return s.sayAgain(w, r, err)
	}
	text := r.PostFormValue("text")
	if strings.TrimSpace(text) == "" && len(files) == 0 {
		return s.sayAgain(w, r, desk.Errorf(desk.Invalid, "text: the message is empty"))
	}
	return s.send(w, r, text, false, files...)
}

// askPerson takes the button that calls a person. No model and no queue stands between.
func (s *Server) askPerson(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return s.sayAgain(w, r, err)
	}
	inbox, err := s.People.Inbox(r.Context(), r.PathValue("inbox"))
	if err != nil {
		return err
	}
	return s.send(w, r, s.pages.Words(languageOf(r, inbox.Language)).Chat.PersonMessage, true)
}

func (s *Server) send(w http.ResponseWriter, r *http.Request, text string, person bool, files ...desk.Upload) error {
	ctx := r.Context()
	inbox, err := s.door(ctx, r.PathValue("inbox"), nil)
	if err != nil {
		return err
	}
	c, who, _, err := s.chatting(ctx, inbox.ID)
	if err != nil {
		return err
	}
	stands := any(text)
	if len(files) > 0 {
		stands = []any{text, hashes(files)}
	}
	t, again, err := s.opened(ctx, inbox.ID, c.ID, r.PostFormValue("key"), stands)
	if err == nil && !again {
		t, err = s.take(ctx, request{
			conversation: c.ID, inbox: inbox, caller: who, text: text, key: r.PostFormValue("key"), body: stands, person: person, carried: files,
			language: s.spokenIn(r, person || strings.TrimSpace(text) == "", inbox),
		})
	}
	if err != nil {
		return s.sayAgain(w, r, err)
	}
	if t.token != "" {
		s.setChatCookie(ctx, inbox.ID, t.conversation, t.token)
	}
	if r.Header.Get(liveHeader) == "" {
		// A browser without scripts gets the answer with the page, if it comes soon.
		stretch(ctx, patience)
		if _, err := s.settled(ctx, t.conversation, t.turn, patience); err != nil {
			return err
		}
	}
	return seeOther(w, r, "/chat/"+inbox.ID+"#stage")
}

// spokenIn gives the language of the button's words. What a customer writes speaks for itself.
func (s *Server) spokenIn(r *http.Request, person bool, inbox desk.Inbox) desk.Language {
	if person {
		return languageOf(r, inbox.Language)
	}
	return desk.Unknown
}

// liveHeader marks what the page's own script asks; its value is active while somebody moves mouse or keyboard.
const liveHeader = "X-Vigie-Live"

// sayAgain shows the page with what went wrong and the text that could not be taken.
func (s *Server) sayAgain(w http.ResponseWriter, r *http.Request, err error) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.chatPage(w, r)
	if pageErr != nil {
		return pageErr
	}
	page.Text = r.PostForm.Get("text")
	page.Fault = page.W.Faults[kindOf(p)]
	switch {
	case fileFault(page.W, err) != "":
		page.Fault = fileFault(page.W, err)
	case p.Status == http.StatusRequestEntityTooLarge:
		page.Fault, page.Text = page.W.Chat.TooLong, clip(page.Text, 4*page.Longest)
	case strings.TrimSpace(page.Text) == "" && p.Status == http.StatusUnprocessableEntity:
		page.Fault = page.W.Chat.EmptyText
	}
	head(w, p)
	return s.show(w, p.Status, page)
}

// anew lets this browser forget its conversation. It stays where it is, for the people who answer it.
func (s *Server) anew(w http.ResponseWriter, r *http.Request) error {
	inbox, err := s.People.Inbox(r.Context(), r.PathValue("inbox"))
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // HttpOnly and SameSite are set; Secure wherever the browser came by https, else a desk on http would lose it
		Name: chatCookie + inbox.ID, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: visitOf(r.Context()).https,
	})
	return seeOther(w, r, "/chat/"+inbox.ID)
}
