package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// presenceForm notes that the operator goes away, or is back.
func (s *Server) presenceForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	if err := s.People.SetAway(r.Context(), o.ID, r.PostFormValue("away") == "yes", s.Now()); err != nil {
		return err
	}
	return seeOther(w, r, backTo(r))
}

// backTo gives the page of the desk that a form was on, the list where that is not known.
func backTo(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Path == "" {
		return deskPath
	}
	return onward((&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String())
}

// assistantForm is the red button. Anybody at the desk may stop the assistant; a lead lets it go on.
func (s *Server) assistantForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	scope := r.PostFormValue("scope")
	if topic := r.PostFormValue("topic"); topic != "" {
		scope = "topic:" + topic
	}
	if scope == "" {
		scope = conversation.WholeDesk
	}
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	if r.PostFormValue("act") != "start" {
		moved, err := s.Assistant.Stop(r.Context(), scope, o.ID)
		if err != nil {
			return err
		}
		return seeOther(w, r, deskPath+"?moved="+strconv.Itoa(moved))
	}
	if !leads(o) {
		return desk.Errorf(desk.Forbidden, "a lead or an owner can let the assistant go on")
	}
	if err := s.Assistant.Start(r.Context(), scope, o.ID); err != nil {
		return err
	}
	return seeOther(w, r, deskPath)
}

// movedSaying says what the form before this page did, where the page does not show it.
func movedSaying(r *http.Request, w *ui.Words) string {
	moved, err := strconv.Atoi(r.URL.Query().Get("moved"))
	if err != nil || moved < 1 {
		return ""
	}
	return w.Moved(moved)
}

// reviewForm decides on a held draft.
func (s *Server) reviewForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	err := s.judge(r.Context(), r.PathValue("turn"), review.Verb(r.PostFormValue("action")), r.PostFormValue("text"), clip(r.PostFormValue("reason"), 500), o)
	if err != nil {
		return err
	}
	return seeOther(w, r, backTo(r))
}

func (s *Server) replyForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	id, text := r.PathValue("id"), r.PostFormValue("text")
	if _, err := s.Review.Reply(r.Context(), id, o, text); err != nil {
		return s.caseAgain(w, r, text, err)
	}
	return seeOther(w, r, casePath(id))
}

func (s *Server) takeOverForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := s.Review.TakeOver(r.Context(), r.PathValue("id"), o); err != nil {
		return err
	}
	return seeOther(w, r, casePath(r.PathValue("id")))
}

func (s *Server) resolveForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := s.Review.Resolve(r.Context(), r.PathValue("id"), o); err != nil {
		return err
	}
	return seeOther(w, r, deskPath)
}

func casePath(id string) string { return deskPath + "/conversations/" + url.PathEscape(id) }

// caseAgain shows the conversation with the answer that could not be taken.
func (s *Server) caseAgain(w http.ResponseWriter, r *http.Request, text string, err error) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.casePage(r)
	if pageErr != nil {
		return pageErr
	}
	page.Text, page.Fault = text, page.W.Faults[kindOf(p)]
	page.Switch = inLanguage(&url.URL{Path: casePath(r.PathValue("id"))}, page.W.OtherCode)
	head(w, p)
	return s.show(w, p.Status, page)
}
