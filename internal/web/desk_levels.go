package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// fillLevels shows what the assistant may do, where its freedom was changed, and where it can be.
func (s *Server) fillLevels(ctx context.Context, page *ui.Desk, names map[string]string) error {
	levels, err := s.Assistant.Levels(ctx)
	if err != nil {
		return err
	}
	w := page.W
	whole := s.Assistant.Ceiling()
	if whole < desk.Auto {
		page.Ceiling = w.Levels[whole]
	}
	for _, l := range levels {
		page.Levels = append(page.Levels, ui.Level{
			Scope: l.Scope, Label: scopeLabel(w, l.Scope), Level: w.Levels[l.Level], Says: w.LevelSays[l.Level], Off: l.Level == desk.Off, By: or(names[l.By], l.By), At: l.At,
		})
		if l.Scope == conversation.WholeDesk {
			whole = min(whole, l.Level)
			page.Stopped = l.Level == desk.Off
		}
	}
	page.May, page.ToDraft, page.ToOff = w.Levels[whole], w.Levels[desk.DraftOnly], w.Levels[desk.Off]
	for _, level := range []desk.Autonomy{desk.Auto, desk.DraftOnly, desk.Off} {
		page.Means = append(page.Means, ui.Meaning{Level: w.Levels[level], Says: w.LevelSays[level]})
	}
	for _, scope := range []string{conversation.WholeDesk, "language:en", "language:fr", "channel:widget", "channel:" + s.cfg.KeyChannel, "inbox:" + s.cfg.Inbox} {
		page.Scopes = append(page.Scopes, ui.Option{Value: scope, Label: scopeLabel(w, scope)})
	}
	return nil
}

// assistantForm is the red button and the levels. Anybody at the desk may stop the assistant; the rest is for a lead.
// What says nothing else stops.
func (s *Server) assistantForm(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	scope := or(r.PostFormValue("scope"), conversation.WholeDesk)
	if topic := r.PostFormValue("topic"); topic != "" {
		scope = "topic:" + topic
	}
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	act, level := r.PostFormValue("act"), r.PostFormValue("level")
	if act != "start" && level != desk.DraftOnly.String() {
		moved, err := s.Assistant.Stop(r.Context(), scope, desk.Off, o.ID)
		if err != nil {
			return err
		}
		return seeOther(w, r, deskPath+"?moved="+strconv.Itoa(moved))
	}
	if !leads(o) {
		return desk.Errorf(desk.Forbidden, "a lead or an owner can change what the assistant may do; anybody can stop it")
	}
	if act == "start" {
		to := desk.Auto
		if level == desk.DraftOnly.String() {
			to = desk.DraftOnly
		}
		if err := s.Assistant.Start(r.Context(), scope, to, o.ID); err != nil {
			return err
		}
		return seeOther(w, r, deskPath)
	}
	_, err := s.Assistant.Stop(r.Context(), scope, desk.DraftOnly, o.ID)
	if desk.Is(err, desk.Conflict) {
		return s.deskAgain(w, r, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, deskPath)
}

// deskAgain shows the list with why the assistant's level was not changed.
func (s *Server) deskAgain(w http.ResponseWriter, r *http.Request, err error) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.deskPage(r)
	if pageErr != nil {
		return pageErr
	}
	page.Fault = page.W.Assistant.Already
	page.Switch = inLanguage(&url.URL{Path: deskPath}, page.W.OtherCode)
	head(w, p)
	return s.show(w, p.Status, page)
}

// movedSaying says what the form before this page did, where the page does not show it.
func movedSaying(r *http.Request, w *ui.Words) string {
	moved, err := strconv.Atoi(r.URL.Query().Get("moved"))
	if err != nil || moved < 1 {
		return ""
	}
	return w.Moved(moved)
}
