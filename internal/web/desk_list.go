package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	linesMost  = 25
	draftsMost = 10
	deskScript = "desk.js"
)

// view is one tab of the desk.
type view struct {
	name  string
	state desk.ConversationState
	label func(*ui.Words) string
}

func views() []view {
	return []view{
		{"waiting", desk.WaitingPerson, func(w *ui.Words) string { return w.Desk.Waiting }},
		{"drafts", desk.WaitingPerson, func(w *ui.Words) string { return w.Desk.Drafts }},
		{"person", desk.WithPerson, func(w *ui.Words) string { return w.Desk.WithPerson }},
		{"answered", desk.WaitingCustomer, func(w *ui.Words) string { return w.Desk.Answered }},
		{"resolved", desk.Resolved, func(w *ui.Words) string { return w.Desk.Resolved }},
	}
}

func viewOf(name string) view {
	for _, v := range views() {
		if v.name == name {
			return v
		}
	}
	return views()[0]
}

// deskList shows what waits for people.
func (s *Server) deskList(w http.ResponseWriter, r *http.Request) error {
	page, err := s.deskPage(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) deskPage(r *http.Request) (ui.Desk, error) {
	ctx, q := r.Context(), r.URL.Query()
	v := viewOf(q.Get("view"))
	page := ui.Desk{
		Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Desk.Title + " · " + v.label(w) }),
		View:  v.name, Team: q.Get("team"), Paged: q.Get("cursor") != "",
	}
	page.Here, page.Script, page.Done = "desk", deskScript, movedSaying(r, page.W)
	for _, t := range views() {
		page.Tabs = append(page.Tabs, ui.Option{Value: deskAddress(t.name, page.Team, ""), Label: t.label(page.W), Chosen: t.name == v.name})
	}
	teams, err := s.People.Teams(ctx)
	if err != nil {
		return page, err
	}
	for _, t := range teams {
		page.Teams = append(page.Teams, ui.Option{Value: t.ID, Label: or(t.Name, t.ID), Chosen: t.ID == page.Team})
	}
	if len(teams) < 2 {
		page.Teams = nil
	}
	if err := s.fillDesk(ctx, &page, v, q.Get("cursor"), teamNames(teams)); err != nil {
		return page, err
	}
	if err := s.reportsOnDesk(ctx, &page); err != nil {
		return page, err
	}
	return page, s.fillLevels(ctx, &page)
}

func deskAddress(view, team, cursor string) string {
	q := url.Values{"view": {view}}
	if team != "" {
		q.Set("team", team)
	}
	if cursor != "" {
		q.Set("cursor", cursor)
	}
	return deskPath + "?" + q.Encode()
}

func (s *Server) fillDesk(ctx context.Context, page *ui.Desk, v view, cursor string, teams map[string]string) error {
	var next string
	var err error
	if v.name == "drafts" {
		var list []review.Draft
		list, next, err = s.heldDrafts(ctx, page.Team, cursor, draftsMost)
		for _, d := range list {
			draft, err := s.draftShown(ctx, page.W, d.Turn, d.Decision)
			if err != nil {
				return err
			}
			page.Drafts = append(page.Drafts, draft)
		}
	} else {
		var list []review.Waiting
		if list, next, err = s.listed(ctx, v.state, page.Team, cursor); err == nil {
			err = s.fillLines(ctx, page, list, teams)
		}
	}
	if next != "" {
		page.Next = deskAddress(v.name, page.Team, next)
	}
	return err
}

// listed reads one page of conversations in a state.
func (s *Server) listed(ctx context.Context, state desk.ConversationState, team, cursor string) ([]review.Waiting, string, error) {
	after, err := openCursor(string(state), "cursor", cursor)
	if err != nil {
		return nil, "", err
	}
	list, next, err := s.Desk(ctx, state, team, after, linesMost)
	return list, sealCursor(string(state), next), err
}

func (s *Server) fillLines(ctx context.Context, page *ui.Desk, list []review.Waiting, teams map[string]string) error {
	operators, err := s.People.Operators(ctx)
	if err != nil {
		return err
	}
	names := operatorNames(operators)
	for _, c := range list {
		l := ui.Line{
			ID: c.ID, Name: or(c.Name, page.W.Desk.Nameless), Preview: c.Preview, Team: or(teams[c.Team], c.Team), Language: c.Language, Due: c.Due,
			Trial: c.Trial, Draft: c.State == desk.WaitingPerson && c.Owner.Kind == desk.OwnedByAssistant,
			Waits: c.State == desk.WaitingPerson && c.Owner.Kind != desk.OwnedByAssistant, Urgent: c.Urgency == desk.Pressing,
		}
		if c.Owner.Kind == desk.OwnedByPerson {
			l.Owner, l.Mine = or(names[c.Owner.ID], page.W.TeamMember), page.Me != nil && c.Owner.ID == page.Me.ID
		}
		if c.State == desk.WaitingCustomer || c.State == desk.Resolved {
			l.Due = time.Time{} // nobody owes anything here
		}
		page.Lines = append(page.Lines, l)
	}
	return nil
}

// scopeLabel says a scope in words.
func scopeLabel(w *ui.Words, scope string) string {
	kind, value, _ := strings.Cut(scope, ":")
	switch kind {
	case "language":
		return fmt.Sprintf(w.Assistant.Language, or(w.Spoken[desk.Language(value)], value))
	case "channel":
		names := map[string]string{"widget": w.Assistant.Widget, "api": w.Assistant.API, "webhook": w.Assistant.API}
		return or(names[value], fmt.Sprintf(w.Assistant.Channel, value))
	case "topic":
		return fmt.Sprintf(w.Assistant.Topic, value)
	case "inbox":
		return fmt.Sprintf(w.Assistant.Inbox, value)
	}
	return w.Assistant.Desk
}
