package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
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

// reviewForm decides on a held draft. What cannot be done is shown on the conversation's own page, with what the operator
// wrote.
func (s *Server) reviewForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	v := verdict{
		turn: r.PathValue("turn"), verb: review.Verb(r.PostFormValue("action")), text: r.PostFormValue("text"),
		reason: clip(strings.TrimSpace(r.PostFormValue("reason")), 500), overrule: r.PostFormValue("overrule") == "yes", by: o,
	}
	if err := s.judge(r.Context(), v); err != nil {
		return s.reviewAgain(w, r, v, err)
	}
	if v.verb == review.TakeOver {
		turn, err := s.Ledger.Turn(r.Context(), v.turn)
		if err != nil {
			return err
		}
		return seeOther(w, r, casePath(turn.Conversation))
	}
	return seeOther(w, r, onReview(backTo(r)))
}

// onReview keeps a browser from going back to where only forms are sent to.
func onReview(to string) string {
	if strings.HasPrefix(to, deskPath+"/reviews/") {
		return deskPath + "?view=held"
	}
	return to
}

// reviewAgain shows a conversation with why its draft was not decided on, and keeps what the operator wrote: beside the
// draft while it waits, else in the field for an answer of one's own.
func (s *Server) reviewAgain(w http.ResponseWriter, r *http.Request, v verdict, err error) error {
	held, blocked := errors.AsType[against](err)
	if !blocked && !desk.Is(err, desk.Conflict) && !desk.Is(err, desk.Invalid) {
		return err
	}
	turn, turnErr := s.Ledger.Turn(r.Context(), v.turn)
	if turnErr != nil {
		return turnErr
	}
	p := s.problemOf(r.Context(), heldBack(err))
	page, pageErr := s.casePage(r, turn.Conversation)
	if pageErr != nil {
		return pageErr
	}
	page.Switch = inLanguage(&url.URL{Path: casePath(turn.Conversation)}, page.W.OtherCode)
	page.Fault = page.W.Faults[kindOf(p)]
	switch {
	case desk.Is(err, desk.Conflict):
		page.Fault, page.Text = page.W.Fates[turn.State], v.text
	case page.Draft == nil || page.Draft.Turn != v.turn:
		page.Text = v.text
	case blocked:
		page.Fault = page.W.Drafts.Against + " " + page.W.Drafts.AgainstSays
		refused(page.Draft, page.W, v, held)
	case v.verb == review.Edit:
		page.Fault = page.W.Drafts.NoText
		page.Draft.Edit = &ui.Edit{Text: v.text, Reason: v.reason}
	}
	head(w, p)
	return s.show(w, p.Status, page)
}

// refused puts what the checks hold against a text beside the text.
func refused(draft *ui.Draft, w *ui.Words, v verdict, held against) {
	edit := &ui.Edit{Text: v.text, Reason: v.reason}
	if held.unsaid {
		edit.Fault = w.Drafts.NoReason
	}
	var blocking []desk.Finding
	for _, f := range held.findings {
		if f.Severity == desk.Block {
			blocking = append(blocking, f)
		}
	}
	if v.verb == review.Approve {
		claims := make([]desk.Claim, len(draft.Claims))
		for i, c := range draft.Claims {
			claims[i].Text = c.Text
		}
		edit.Findings = findingsShown(w, blocking, claims)
		draft.Approval, draft.Blocked = edit, true
		return
	}
	text, err := conversation.Clean(v.text, conversation.Defaults().MessageLimit)
	if err != nil {
		text = v.text
	}
	edit.Findings = findingsShown(w, blocking, guard.Claims(text, draft.Language))
	draft.Edit = edit
}

// replyForm sends an answer to the customer, or keeps a note that only operators see. A form that says neither, or both,
// does nothing: a note must never go out by mistake.
func (s *Server) replyForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	files, err := s.formWithFiles(r, desk.FromOperator)
	if err != nil {
		return s.caseAgain(w, r, r.PostForm.Get("text"), r.PostForm.Get("way") == "note", err)
	}
	id, text, key := r.PathValue("id"), r.PostFormValue("text"), r.PostFormValue("key")
	if !wellFormed(key) {
		key = s.NewID()
	}
	ways := r.PostForm["way"]
	switch {
	case len(ways) == 0, len(ways) == 1 && ways[0] == "reply":
		err = s.once(r, id, key, s.replyWith(r, id, key, text, files))
	case len(ways) == 1 && ways[0] == "note":
		if err = noteWithout(r, files); err == nil {
			err = s.once(r, id, key, s.Moves.AddNote(r.Context(), id, key, o, text))
		}
	default:
		err = faultAt("form.way", "say reply or note")
	}
	if err != nil {
		return s.caseAgain(w, r, text, len(ways) == 1 && ways[0] == "note", err)
	}
	return seeOther(w, r, s.backToCase(r, id))
}

// wellFormed tells an id as this desk makes them.
func wellFormed(key string) bool {
	return len(key) == 36 && strings.Trim(key, "0123456789abcdef-") == ""
}

// once takes the refusal of what came before under the same key for success: a form sent twice has done what it says.
func (s *Server) once(r *http.Request, id, key string, err error) error {
	if !desk.Is(err, desk.Conflict) {
		return err
	}
	entries, threadErr := s.entries(r.Context(), id)
	if threadErr != nil {
		return threadErr
	}
	if slices.ContainsFunc(entries, func(e said) bool { return e.message.ID == key || e.note.ID == key }) {
		return nil
	}
	return err
}

// backToCase gives the conversation's page as the form was on it: beside the same list.
func (s *Server) backToCase(r *http.Request, id string) string {
	back := backTo(r)
	if back == casePath(id) || strings.HasPrefix(back, casePath(id)+"?") {
		return back
	}
	return casePath(id)
}

func (s *Server) takeOverForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := s.Review.TakeOver(r.Context(), r.PathValue("id"), o); err != nil {
		return err
	}
	return seeOther(w, r, s.backToCase(r, r.PathValue("id")))
}

func (s *Server) resolveForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := s.Review.Resolve(r.Context(), r.PathValue("id"), o); err != nil {
		return err
	}
	return seeOther(w, r, listBehind(r))
}

// listBehind gives the list beside which the page with a form was.
func listBehind(r *http.Request) string {
	u, err := url.Parse(backTo(r))
	if err != nil {
		return deskPath
	}
	return spotOf(u.Query()).address(deskPath)
}

func casePath(id string) string { return deskPath + "/conversations/" + url.PathEscape(id) }

// caseAgain shows the conversation with the answer or the note that could not be taken.
func (s *Server) caseAgain(w http.ResponseWriter, r *http.Request, text string, note bool, err error) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.casePage(r, r.PathValue("id"))
	if pageErr != nil {
		return pageErr
	}
	page.Text, page.AsNote, page.Fault = text, note, or(fileFault(page.W, err), page.W.Faults[kindOf(p)])
	page.Switch = inLanguage(&url.URL{Path: casePath(r.PathValue("id"))}, page.W.OtherCode)
	head(w, p)
	return s.show(w, p.Status, page)
}
