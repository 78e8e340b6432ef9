package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// autonomyPage shows what the assistant may do where, and, of a change that its address names, what that would do.
func (s *Server) autonomyPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.autonomyForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) autonomyForm(r *http.Request) (ui.SettingsAutonomy, error) {
	var page ui.SettingsAutonomy
	var err error
	if page.Settings, err = s.settings(r, "autonomy"); err != nil {
		return page, err
	}
	ctx := r.Context()
	w := page.W
	if says := movedSaying(r, w); says != "" {
		page.Done = says
	}
	levels, err := s.Assistant.Levels(ctx)
	if err != nil {
		return page, err
	}
	people, err := s.People.Operators(ctx)
	if err != nil {
		return page, err
	}
	topics, err := s.knownTopics(ctx)
	if err != nil {
		return page, err
	}
	names, set := operatorNames(people), map[string]desk.Level{}
	scopes := []string{conversation.WholeDesk}
	for _, topic := range topics {
		scopes = append(scopes, "topic:"+topic)
	}
	scopes = append(scopes, "language:en", "language:fr", "channel:widget", "channel:"+s.cfg.KeyChannel, "inbox:"+s.cfg.Inbox)
	for _, l := range levels {
		set[l.Scope] = l
		if !slices.Contains(scopes, l.Scope) {
			scopes = append(scopes, l.Scope)
		}
	}
	whole := s.Assistant.Ceiling()
	if whole < desk.Auto {
		page.Ceiling = w.Levels[whole]
	}
	if l, has := set[conversation.WholeDesk]; has {
		whole = min(whole, l.Level)
	}
	for _, scope := range scopes {
		line := ui.Reach{Scope: scope, Label: scopeLabel(w, scope), Whole: scope == conversation.WholeDesk}
		now := whole
		if l, has := set[scope]; has {
			now = min(now, l.Level)
			line.By, line.At = or(names[l.By], l.By), l.At
		}
		line.Level, line.Off, line.Draft = w.Levels[now], now == desk.Off, now == desk.DraftOnly
		for _, level := range []desk.Autonomy{desk.Auto, desk.DraftOnly, desk.Off} {
			line.Levels = append(line.Levels, ui.Option{Value: level.String(), Label: w.Levels[level], Chosen: level == now})
		}
		page.Reaches = append(page.Reaches, line)
	}
	for _, level := range []desk.Autonomy{desk.Auto, desk.DraftOnly, desk.Off} {
		page.Means = append(page.Means, ui.Meaning{Level: w.Levels[level], Says: w.LevelSays[level]})
	}
	return page, s.foreseen(r, &page)
}

// foreseen says what a change would do that the address names. Nothing is changed.
func (s *Server) foreseen(r *http.Request, page *ui.SettingsAutonomy) error {
	q := r.URL.Query()
	if !q.Has("scope") || r.Method != http.MethodGet {
		return nil
	}
	scope := or(q.Get("scope"), conversation.WholeDesk)
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	level, err := desk.ParseAutonomy(q.Get("level"))
	if err != nil {
		return err
	}
	w := page.W
	change := &ui.Foreseen{Scope: scope, Label: scopeLabel(w, scope), Value: level.String(), Level: w.Levels[level], Says: w.LevelSays[level], Off: level == desk.Off}
	if level == desk.Off {
		n, err := s.Settings.InHand(r.Context(), scope)
		if err != nil {
			return err
		}
		change.Effect = w.InHand(n)
	}
	page.Change = change
	page.Switch = inLanguage(&url.URL{Path: r.URL.Path, RawQuery: q.Encode()}, w.OtherCode)
	return nil
}

// setAutonomy makes the change.
func (s *Server) setAutonomy(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	ctx, o := r.Context(), operatorOf(r)
	scope := or(r.PostFormValue("scope"), conversation.WholeDesk)
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	level, err := desk.ParseAutonomy(r.PostFormValue("level"))
	if err != nil {
		return err
	}
	d := s.deed(r, "autonomy", level.String(), scope)
	if err := s.Act(ctx, o.ID, d.Act, d.Ref, d.Detail); err != nil {
		return err
	}
	moved := 0
	switch level {
	case desk.Off:
		moved, err = s.Assistant.Stop(ctx, scope, desk.Off, o.ID)
	case desk.DraftOnly:
		if _, err = s.Assistant.Stop(ctx, scope, level, o.ID); desk.Is(err, desk.Conflict) { // it is lower: raise it
			err = s.Assistant.Start(ctx, scope, level, o.ID)
		}
	case desk.Auto:
		err = s.Assistant.Start(ctx, scope, level, o.ID)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/autonomy?saved&moved="+strconv.Itoa(moved))
}
