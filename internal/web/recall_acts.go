package web

import (
	"net/http"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
)

// recallForm does one thing to a recall.
func (s *Server) recallForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, act := r.PathValue("id"), r.PostFormValue("action")
	err := s.recallAct(r, id, act)
	if desk.Is(err, desk.Invalid) || desk.Is(err, desk.Conflict) || desk.Is(err, desk.Forbidden) || desk.Is(err, desk.Busy) {
		return s.recallAgain(w, r, err)
	}
	if err != nil {
		return orNoRecall(err, id)
	}
	return seeOther(w, r, recallPath(id))
}

func (s *Server) recallAct(r *http.Request, id, act string) error {
	ctx, o := r.Context(), operatorOf(r)
	switch act {
	case "leave-out", "take-in":
		return s.Recalls.LeaveOut(ctx, id, r.PostFormValue("wording"), act == "leave-out", o)
	case "write", "submit":
		texts := map[desk.Language]string{}
		for _, l := range languages() {
			if r.PostForm.Has("text-" + string(l)) {
				texts[l] = r.PostFormValue("text-" + string(l))
			}
		}
		return s.Recalls.Write(ctx, id, texts, act == "submit", o)
	}
	if !approves(o) {
		return desk.Errorf(desk.Forbidden, "your role does not allow this; ask a lead or an owner")
	}
	reason := r.PostFormValue("reason")
	switch act {
	case "approve":
		revision, err := strconv.ParseInt(r.PostFormValue("revision"), 10, 64)
		if err != nil {
			return faultAt("form.revision", "say which revision you have read")
		}
		return s.Recalls.Approve(ctx, id, revision, o, r.PostFormValue("alone"))
	case "back":
		return s.Recalls.GiveBack(ctx, id, reason, o)
	case "dismiss":
		return s.Recalls.Dismiss(ctx, id, reason, o)
	case "close":
		return s.Recalls.Close(ctx, id, o)
	}
	return faultAt("form.action", "use leave-out, take-in, write, submit, approve, back, dismiss or close")
}

// recallAgain shows a recall with why nothing was done, as it stands now; what was typed is kept.
func (s *Server) recallAgain(w http.ResponseWriter, r *http.Request, err error) error {
	page, pageErr := s.recallShown(r, r.PathValue("id"))
	if pageErr != nil {
		return pageErr
	}
	p := s.problemOf(r.Context(), err)
	act := r.PostFormValue("action")
	page.Fault = page.W.Recall.Refusals[act]
	switch {
	case desk.Is(err, desk.Busy):
		page.Fault = page.W.Recall.Reading
	case desk.Is(err, desk.Conflict):
		page.Fault = page.W.Recall.Moved
	case page.Fault == "":
		page.Fault = page.W.Faults[kindOf(p)]
	}
	for i, c := range page.Corrections {
		if text := r.PostFormValue("text-" + string(c.Language)); text != "" {
			page.Corrections[i].Text = text
		}
	}
	head(w, p)
	return s.show(w, p.Status, page)
}
