package web

import (
	"net/http"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// joinPage is where a one-time link leads.
func (s *Server) joinPage(w http.ResponseWriter, r *http.Request) error {
	page, _, err := s.joinForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) joinForm(r *http.Request) (ui.Join, access.Invitation, error) {
	i, err := s.Access.CheckInvitation(r.Context(), s.cfg.Secret, r.PathValue("token"))
	if err != nil {
		return ui.Join{}, i, err
	}
	page := ui.Join{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string {
		if i.Resets() {
			return w.Settings.ResetTitle
		}
		return w.Settings.JoinTitle
	}), Email: i.Email, Resets: i.Resets()}
	return page, i, nil
}

// join takes what was filled in there, and signs in.
func (s *Server) join(w http.ResponseWriter, r *http.Request) error {
	if err := s.limitSignIn(network(visitOf(r.Context()).client), "join"); err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	page, i, err := s.joinForm(r)
	if err != nil {
		return err
	}
	ctx, token, password := r.Context(), r.PathValue("token"), r.PostFormValue("password")
	var o desk.Operator
	if i.Resets() {
		if i, err = s.Access.Reset(ctx, s.cfg.Secret, token, password); err == nil {
			o, err = s.People.Operator(ctx, i.Operator)
		}
	} else {
		o, err = s.Access.Join(ctx, s.cfg.Secret, token, r.PostFormValue("name"), password)
	}
	if desk.Is(err, desk.Invalid) {
		page.Name, page.Fault = clip(r.PostFormValue("name"), 200), page.W.Settings.BadJoin
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if err := s.begin(r, o); err != nil {
		return err
	}
	return seeOther(w, r, deskPath)
}
