package web

import (
	"fmt"
	"net/http"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Steps says what has been done of the first steps at a desk. Every one is a fact, none a mark that somebody set.
type Steps struct {
	Known    bool // an article may be quoted
	Asked    bool // a question was asked
	Handed   bool // something came to a person
	Answered bool // an operator answered
	Judged   bool // an operator decided on a draft
	Invited  bool // there is more than one operator
	Hours    bool // every team has hours
	Mail     bool // is set up
	Widget   bool // another site may show the chat
}

// DemoLogin is what anybody may sign in with at a demo.
type DemoLogin struct{ Email, Password string }

// stepsCookie keeps, in one browser, that the first steps were put away.
const stepsCookie = "vigie_steps"

// startPage shows the first steps at a demo to everybody, elsewhere to an owner who is signed in.
func (s *Server) startPage(r *http.Request) (ui.Start, error) {
	o, err := s.signedIn(r)
	if err != nil {
		return ui.Start{}, err
	}
	if o.ID != "" {
		visitOf(r.Context()).me = &o
	}
	page := ui.Start{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Start.Title }), Inbox: s.cfg.Inbox}
	page.Here = "start"
	_, away := r.Cookie(stepsCookie)
	if s.cfg.Demo == nil && o.Role != desk.RoleOwner {
		return page, nil
	}
	if page.Shut = away == nil; page.Shut {
		return page, nil
	}
	done, err := s.Steps(r.Context())
	if err != nil {
		return page, err
	}
	page.Steps = stepsShown(page.W, done, s.cfg.Demo, s.cfg.Inbox)
	return page, nil
}

func stepsShown(w *ui.Words, done Steps, demo *DemoLogin, inbox string) *ui.Steps {
	step := func(name, href string, done bool) ui.Step {
		return ui.Step{StepWords: w.Steps.Each[name], Href: href, Done: done}
	}
	chat := "/chat/" + inbox
	if demo != nil {
		return &ui.Steps{
			Demo: true, Enter: fmt.Sprintf(w.Steps.Enter, demo.Email, demo.Password),
			List: []ui.Step{
				step("demo-book", "/knowledge", done.Known), step("demo-ask", chat, done.Asked), step("demo-hand", chat, done.Handed),
				step("demo-desk", deskPath, done.Answered), step("demo-look", deskPath+"?view=held", done.Judged),
			},
		}
	}
	own := []ui.Step{
		step("import", knowledgePath+"/import", done.Known), step("ask", chat, done.Asked), step("answer", deskPath, done.Answered),
		step("invite", settingsPath+"/operators", done.Invited), step("hours", settingsPath+"/teams", done.Hours), step("mail", "", done.Mail),
		step("widget", deskPath+"/widget", done.Widget),
	}
	return &ui.Steps{List: own}
}

// hideSteps puts the first steps away in this browser, or brings them back.
func (s *Server) hideSteps(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	cookie := &http.Cookie{ //nolint:gosec // HttpOnly and SameSite are set; Secure wherever the browser came by https
		Name: stepsCookie, Value: "away", Path: "/", MaxAge: 365 * 24 * 60 * 60, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: visitOf(r.Context()).https,
	}
	if r.PostFormValue("hide") != "yes" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
	return seeOther(w, r, "/")
}
