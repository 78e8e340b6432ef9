package web

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Doors keeps the inboxes, and how each looks on other sites. See store.DB.
type Doors interface {
	PutInbox(ctx context.Context, i desk.Inbox) error
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// look is how an inbox's chat looks on other sites, as it is kept. What is empty is the house's own.
type look struct {
	Accent   string                   `json:"accent,omitempty"`   // #rrggbb
	Position string                   `json:"position,omitempty"` // left, or right
	Greeting map[desk.Language]string `json:"greeting,omitempty"`
}

func lookName(inbox string) string { return "widget:" + inbox }

func (s *Server) lookOf(ctx context.Context, inbox string) (look, error) {
	var l look
	text, err := s.Doors.Setting(ctx, lookName(inbox))
	if err != nil || text == "" {
		return l, err
	}
	return l, json.Unmarshal([]byte(text), &l)
}

// widgetPage shows a lead how the chat on other sites is set up.
func (s *Server) widgetPage(w http.ResponseWriter, r *http.Request) error {
	page, inbox, l, err := s.widgetForm(r)
	if err != nil {
		return err
	}
	page.Origins, page.Name = strings.Join(inbox.Origins, "\n"), inbox.Brand
	page.Accent, page.Position, page.Greetings = or(l.Accent, houseAccent), or(l.Position, "right"), l.Greeting
	if r.URL.Query().Has("saved") {
		page.Done = page.W.Setup.Saved
	}
	return s.show(w, http.StatusOK, page)
}

// houseAccent is the colour of an inbox that has none of its own.
const houseAccent = "#14506b"

// widgetForm gives the page without what is filled in, and what stands now.
func (s *Server) widgetForm(r *http.Request) (ui.WidgetSetup, desk.Inbox, look, error) {
	page := ui.WidgetSetup{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Setup.Title })}
	page.Here = "widget"
	if !page.Me.Leads {
		return page, desk.Inbox{}, look{}, desk.Errorf(desk.Forbidden, "only a lead or an owner sets up the chat on other sites")
	}
	inbox, err := s.People.Inbox(r.Context(), or(r.URL.Query().Get("inbox"), s.cfg.Inbox))
	if err != nil {
		return page, inbox, look{}, err
	}
	here := s.publicAddress(r)
	page.Inbox = inbox.ID
	page.Tag = `<script src="` + here + `/widget.js" data-inbox="` + inbox.ID + `" async></script>`
	page.Policy = "script-src " + here + "; connect-src " + here
	if page.Me.Role == desk.RoleOwner {
		page.Secret = hex.EncodeToString(s.cfg.IdentitySecret)
	}
	l, err := s.lookOf(r.Context(), inbox.ID)
	return page, inbox, l, err
}

// publicAddress is where customers reach this server.
func (s *Server) publicAddress(r *http.Request) string {
	if u := s.cfg.PublicURL; u != nil {
		return u.Scheme + "://" + u.Host
	}
	if visitOf(r.Context()).https {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// saveWidget takes the form. It is saved as a whole or not at all.
func (s *Server) saveWidget(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	page, inbox, _, err := s.widgetForm(r)
	if err != nil {
		return err
	}
	page.Name, page.Origins = strings.TrimSpace(r.PostFormValue("brand")), r.PostFormValue("origins")
	page.Accent, page.Position = r.PostFormValue("accent"), r.PostFormValue("position")
	page.Greetings = map[desk.Language]string{}
	for _, l := range languages() {
		if text := strings.TrimSpace(r.PostFormValue("greeting-" + string(l))); text != "" {
			page.Greetings[l] = text
		}
	}
	l, fault := s.readWidget(&inbox, page)
	if fault != "" {
		page.Fault = fault
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	kept, err := json.Marshal(l)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := s.Act(ctx, operatorOf(r).ID, "widget:save", "inbox:"+inbox.ID, ""); err != nil {
		return err
	}
	if err := s.Doors.SetSetting(ctx, lookName(inbox.ID), string(kept)); err != nil {
		return err
	}
	if err := s.Doors.PutInbox(ctx, inbox); err != nil {
		return err
	}
	return seeOther(w, r, "/desk/widget?inbox="+url.QueryEscape(inbox.ID)+"&saved")
}

const brandLongest, greetingLongest, originsMost = 80, 200, 50

// readWidget reads what was filled in. The fault is in the reader's language, and names the field.
func (s *Server) readWidget(inbox *desk.Inbox, page ui.WidgetSetup) (l look, fault string) {
	w := page.W.Setup
	if page.Name == "" || utf8.RuneCountInString(page.Name) > brandLongest {
		return l, w.BadBrand
	}
	if !regexp.MustCompile(`^#[0-9a-fA-F]{6}$`).MatchString(page.Accent) {
		return l, w.BadAccent
	}
	if page.Position != "left" && page.Position != "right" {
		return l, w.BadPosition
	}
	for _, text := range page.Greetings {
		if utf8.RuneCountInString(text) > greetingLongest {
			return l, w.BadGreeting
		}
	}
	origins, bad := readOrigins(page.Origins)
	if bad != "" {
		return l, strings.Replace(w.BadOrigin, "%s", clip(bad, 100), 1)
	}
	inbox.Brand, inbox.Origins = page.Name, origins
	l = look{Accent: strings.ToLower(page.Accent), Position: page.Position, Greeting: page.Greetings}
	if l.Accent == houseAccent {
		l.Accent = "" // the house's own has a light and a dark form
	}
	return l, ""
}

// readOrigins reads one origin a line, as browsers name them. bad is the first line that is none.
func readOrigins(text string) (origins []string, bad string) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(strings.TrimSpace(line), "/")
		if line == "" {
			continue
		}
		u, err := url.Parse(line)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil ||
			strings.ContainsAny(line, " ;,'\"*?#") || len(origins) == originsMost {
			return nil, line
		}
		if origin := strings.ToLower(u.Scheme + "://" + u.Host); !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins, ""
}
