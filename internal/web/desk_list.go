package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	linesMost  = 25
	deskScript = "desk.js"
)

// spot is where on the desk a page is: a folder of a team, and how far down in it.
type spot struct {
	folder review.Folder
	team   string
	cursor string
	search string // what is looked for, in place of a folder
}

// spotOf reads the place that a page was opened from. What names none is the folder of those who wait.
func spotOf(q url.Values) spot {
	p := spot{folder: review.ForPerson, team: q.Get("team"), cursor: q.Get("cursor"), search: strings.TrimSpace(clip(q.Get("q"), 200))}
	for _, f := range review.Folders() {
		if string(f) == q.Get("view") {
			p.folder = f
		}
	}
	return p
}

// query gives the place as it stands in an address.
func (p spot) query() url.Values {
	q := url.Values{}
	if p.search != "" {
		q.Set("q", p.search)
	} else if p.folder != review.ForPerson {
		q.Set("view", string(p.folder))
	}
	if p.team != "" {
		q.Set("team", p.team)
	}
	if p.cursor != "" {
		q.Set("cursor", p.cursor)
	}
	return q
}

// address gives the page of a place; path is the desk's own or a conversation's.
func (p spot) address(path string) string {
	if q := p.query().Encode(); q != "" {
		return path + "?" + q
	}
	return path
}

// at gives another page of the same list.
func (p spot) at(cursor string) spot {
	p.cursor = cursor
	return p
}

// folderLabel says what a folder is called.
func folderLabel(w *ui.Words, f review.Folder) string { return w.Board.Folders[string(f)] }

// paneOf reads which pane a narrow screen shows.
func paneOf(r *http.Request, otherwise ui.Pane, allowed ...ui.Pane) ui.Pane {
	for _, p := range allowed {
		if r.URL.Query().Get("pane") == string(p) {
			return p
		}
	}
	return otherwise
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
	page, err := s.board(r, "")
	page.Pane, page.Done = paneOf(r, ui.ListPane, ui.FolderPane), movedSaying(r, page.W)
	return page, err
}

// board shows the folders and the list of the place that a page was opened from. chosen is the conversation that is open
// beside it.
func (s *Server) board(r *http.Request, chosen string) (ui.Desk, error) {
	ctx, at := r.Context(), spotOf(r.URL.Query())
	title := func(w *ui.Words) string {
		if at.search != "" {
			return fmt.Sprintf(w.Board.Found, at.search)
		}
		return folderLabel(w, at.folder)
	}
	page := ui.Desk{
		Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Desk.Title + " · " + title(w) }),
		View:  string(at.folder), Team: at.team, Href: at.address(deskPath), Search: at.search, Beside: chosen != "",
	}
	page.Here, page.Script, page.Label = "desk", deskScript, title(page.W)
	if at.cursor != "" {
		page.First = at.at("").address(deskPath)
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
	if err := s.fillFolders(ctx, &page, at); err != nil {
		return page, err
	}
	if err := s.reportsOnDesk(ctx, &page); err != nil {
		return page, err
	}
	if err := s.frozenOnDesk(ctx, &page); err != nil {
		return page, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return page, err
	}
	if err := s.fillBoard(ctx, &page, at, chosen, teamNames(teams), names); err != nil {
		return page, err
	}
	return page, s.fillLevels(ctx, &page, names)
}

// fillFolders shows the folders and how much is in each.
func (s *Server) fillFolders(ctx context.Context, page *ui.Desk, at spot) error {
	counts, err := s.Board.FolderCounts(ctx, page.Me.ID, at.team)
	if err != nil {
		return err
	}
	for _, f := range review.Folders() {
		shown := ui.Folder{
			Name: string(f), Label: folderLabel(page.W, f), Href: spot{folder: f, team: at.team}.address(deskPath), Chosen: f == at.folder && at.search == "",
		}
		if n, counted := counts[f]; counted {
			shown.Count = strconv.Itoa(n)
			if n > review.CountMost {
				shown.Count = strconv.Itoa(review.CountMost) + "+"
			}
		}
		page.Folders = append(page.Folders, shown)
	}
	return nil
}

// fillBoard shows one page of the list.
func (s *Server) fillBoard(ctx context.Context, page *ui.Desk, at spot, chosen string, teams, names map[string]string) error {
	list, next, err := s.listed(ctx, page.Me.ID, at)
	if err != nil {
		return err
	}
	page.Nothing, page.More = page.W.Desk.EmptyOther, ""
	if at.search != "" {
		page.Nothing, page.More = page.W.Board.NotFound, page.W.Board.NotFoundMore
	} else if at.folder == review.ForPerson {
		page.Nothing, page.More = page.W.Desk.Empty, page.W.Desk.EmptyMore
	}
	if next != "" {
		page.Next = at.at(next).address(deskPath)
	}
	for _, c := range list {
		l := lineOf(page.Frame, c, teams, names)
		l.Href, l.Chosen = at.address(casePath(c.ID)), c.ID == chosen
		page.Lines = append(page.Lines, l)
	}
	return nil
}

// names gives what to call each operator.
func (s *Server) names(ctx context.Context) (map[string]string, error) {
	operators, err := s.People.Operators(ctx)
	return operatorNames(operators), err
}

// listed reads one page of a place.
func (s *Server) listed(ctx context.Context, me string, at spot) ([]review.Waiting, string, error) {
	if at.search != "" {
		after, err := openCursor("search", "cursor", at.cursor)
		if err != nil {
			return nil, "", err
		}
		list, next, err := s.Finder.Find(ctx, at.search, after, linesMost)
		return list, sealCursor("search", next), err
	}
	after, err := openCursor(string(at.folder), "cursor", at.cursor)
	if err != nil {
		return nil, "", err
	}
	list, next, err := s.Board.Folder(ctx, review.Shelf{Folder: at.folder, Operator: me, Team: at.team}, after, linesMost)
	return list, sealCursor(string(at.folder), next), err
}

// lineOf shows one conversation in two rows.
func lineOf(f ui.Frame, c review.Waiting, teams, names map[string]string) ui.Line {
	w := f.W
	l := ui.Line{
		ID: c.ID, Name: or(c.Name, w.Desk.Nameless), Preview: c.Preview, Team: or(teams[c.Team], c.Team), Channel: channelLabel(w, c.Channel),
		Language: c.Language, Due: c.Due, Since: c.Updated, Trial: c.Trial, Urgent: c.Urgency == desk.Pressing, Mood: w.Board.Moods[c.Reason],
		Draft: c.State == desk.WaitingPerson && c.Owner.Kind == desk.OwnedByAssistant,
		Waits: c.State == desk.WaitingPerson && c.Owner.Kind != desk.OwnedByAssistant,
	}
	if c.Owner.Kind == desk.OwnedByPerson {
		l.Owner, l.Mine = or(names[c.Owner.ID], w.TeamMember), f.Me != nil && c.Owner.ID == f.Me.ID
	}
	if c.State == desk.WaitingCustomer || c.State == desk.Resolved {
		l.Due = time.Time{} // nobody owes anything here
	}
	return l
}

// channelLabel says in a word how a conversation travels.
func channelLabel(w *ui.Words, channel string) string { return or(w.Board.Channels[channel], channel) }

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
