package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	settingsPath = "/settings"
	sinceKey     = "since" // when a session was begun, in microseconds
	deedsShown   = 20
)

// Settings are what the pages of leads and owners stand on. Every field but Mail is needed.
type Settings struct {
	Staff Staff
	House House
	Keys  KeyRing
	// Shelf keeps canned replies.
	Shelf CannedShelf
	// CountPast counts the conversations that would lose their words if those before a moment did.
	CountPast func(ctx context.Context, before time.Time) (int, error)
	// Foretell gives what a customer would be told who was handed over to a team now. See conversation.Service.
	Foretell func(roster conversation.Roster, reason desk.Reason, l desk.Language) string
	// InHand counts the conversations that a stop of a scope would give to people.
	InHand func(ctx context.Context, scope string) (int, error)
	// Model gives what is set about the model, and TryModel makes a trial call, as doctor does.
	Model    func(ctx context.Context) (ModelFacts, error)
	TryModel func(ctx context.Context) ([]Ailment, error)
	// Mail sends a one-time link to an e-mail address; nil: no mail is set up.
	Mail func(ctx context.Context, to string, l desk.Language, subject, text string) error
}

// Staff keeps who is who. Each change goes on record in its own transaction. See store.DB.
type Staff interface {
	// ChangeOperator and EndOperator give Conflict for the last owner.
	ChangeOperator(ctx context.Context, o desk.Operator, d access.Deed) error
	EndOperator(ctx context.Context, id string, d access.Deed) error
	ReturnOperator(ctx context.Context, id string, d access.Deed) error
	// HeldBy lists conversations that an operator has in hand.
	HeldBy(ctx context.Context, operator string, limit int) ([]string, error)
	StaffRecords
}

// StaffRecords are what stands on record of the desk itself.
type StaffRecords interface {
	// Invitations lists one-time links that work at a moment.
	Invitations(ctx context.Context, now time.Time) ([]access.Invitation, error)
	// Deeds gives what was done to one part of the desk, newest first.
	Deeds(ctx context.Context, ref string, limit int) ([]access.Deed, error)
}

// House keeps what the desk has decided about itself. Each change goes on record in its own transaction. See store.DB.
type House interface {
	SaveTeam(ctx context.Context, team desk.Team, d access.Deed) error
	// Topics gives the team of each topic that has one of its own; SaveTopic with no team takes that away.
	Topics(ctx context.Context) (map[string]string, error)
	SaveTopic(ctx context.Context, topic, team string, d access.Deed) error
	Roster(ctx context.Context, team string, now time.Time) (conversation.Roster, error)
	SaveSetting(ctx context.Context, name, value string, d access.Deed) error
}

// KeyRing keeps API keys. See store.DB.
type KeyRing interface {
	APIKeys(ctx context.Context) ([]access.Key, error)
	EndAPIKey(ctx context.Context, id string, d access.Deed) error
	NoteKey(ctx context.Context, id string, at time.Time) error
}

// CannedShelf keeps canned replies. See store.DB.
type CannedShelf interface {
	Canned(ctx context.Context) ([]review.Canned, error)
	SaveCanned(ctx context.Context, c review.Canned, d access.Deed) error
	DropCanned(ctx context.Context, id string, d access.Deed) error
}

// ModelFacts are what is set about the model. No secret is among them.
type ModelFacts struct {
	Set           bool
	Lines         []ModelLine
	Spent, Budget int64 // tokens today; no budget: 0
}

// ModelLine is one setting: its name, its value, and where that comes from.
type ModelLine struct{ Name, Value, Origin string }

// Ailment is one thing that a trial call found. Severity: wrong, unsafe or note.
type Ailment struct{ Severity, What, Mend string }

func (s Settings) wired() bool {
	return s.Staff != nil && s.House != nil && s.Keys != nil && s.Foretell != nil && s.InHand != nil && s.Model != nil && s.TryModel != nil &&
		s.Shelf != nil && s.CountPast != nil
}

// holding makes a page for those who hold a permission.
func (s *Server) holding(p access.Permission, h pageFunc) http.Handler {
	return s.inside(func(w http.ResponseWriter, r *http.Request) error {
		if !access.May(operatorOf(r).Role, p) {
			return desk.Errorf(desk.Forbidden, "your role does not allow this: %s; ask an owner", p)
		}
		return h(w, r)
	})
}

// active gives the operators who may sign in.
func active(list []desk.Operator) []desk.Operator {
	var out []desk.Operator
	for _, o := range list {
		if o.Ended.IsZero() {
			out = append(out, o)
		}
	}
	return out
}

// stillIn tells whether a session that was begun at a moment is good: its operator was not deactivated, and has chosen no
// other password since.
func stillIn(o desk.Operator, since int64) bool {
	return o.Ended.IsZero() && (o.SignedIn.IsZero() || since >= o.SignedIn.UnixMicro())
}

// deed is a change that the operator of a request makes to a part of the settings.
func (s *Server) deed(r *http.Request, part, act, detail string) access.Deed {
	return access.Deed{ID: s.NewID(), By: operatorOf(r).ID, Act: part + ":" + act, Ref: "settings:" + part, Detail: detail, At: s.Now()}
}

// section is one page of the settings.
type section struct {
	name  string
	needs access.Permission
	label func(*ui.SettingsWords) ui.Section
}

func sections() []section {
	return []section{
		{"operators", access.ManageOperators, func(w *ui.SettingsWords) ui.Section { return w.Operators }},
		{"teams", access.ManageTeams, func(w *ui.SettingsWords) ui.Section { return w.Teams }},
		{"autonomy", access.SetAutonomy, func(w *ui.SettingsWords) ui.Section { return w.Autonomy }},
		{"keys", access.ManageKeys, func(w *ui.SettingsWords) ui.Section { return w.Keys }},
		{"model", access.SeeModel, func(w *ui.SettingsWords) ui.Section { return w.Model }},
		{"words", access.WriteHandOver, func(w *ui.SettingsWords) ui.Section { return w.HandOver }},
		{"replies", access.WriteReplies, func(w *ui.SettingsWords) ui.Section { return w.Replies }},
		{"retention", access.SetRetention, func(w *ui.SettingsWords) ui.Section { return w.Retention }},
	}
}

// settingsStart leads to the first page that its reader may open.
func (s *Server) settingsStart(w http.ResponseWriter, r *http.Request) error {
	return seeOther(w, r, settingsPath+"/"+sections()[0].name)
}

// settings is what every page of the settings has: the menu, and what was changed here lately.
func (s *Server) settings(r *http.Request, name string) (ui.Settings, error) {
	page := ui.Settings{}
	page.Frame = s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Settings.Title })
	page.Here = "settings"
	if r.Method != http.MethodGet {
		page.Switch = inLanguage(&url.URL{Path: r.URL.Path}, page.W.OtherCode)
	}
	for _, one := range sections() {
		label := one.label(&page.W.Settings)
		if one.name == name {
			page.Section, page.Name = label, name
		}
		if access.May(page.Me.Role, one.needs) {
			page.Menu = append(page.Menu, ui.Option{Value: settingsPath + "/" + one.name, Label: label.Name, Chosen: one.name == name})
		}
	}
	if access.May(page.Me.Role, access.SetUpWidget) {
		page.Menu = append(page.Menu, ui.Option{Value: "/desk/widget", Label: page.W.Widget.Name})
	}
	if access.May(page.Me.Role, access.WriteIssues) {
		page.Menu = append(page.Menu, ui.Option{Value: issuesPath, Label: page.W.Issues.Title})
	}
	page.Title = page.Section.Name + " · " + page.W.Settings.Title
	if r.URL.Query().Has("saved") {
		page.Done = page.W.Settings.Saved
	}
	deeds, err := s.Settings.Staff.Deeds(r.Context(), "settings:"+name, deedsShown)
	if err != nil {
		return page, err
	}
	people, err := s.People.Operators(r.Context())
	names := operatorNames(people)
	for _, d := range deeds {
		if name == "autonomy" {
			d.Detail = scopeLabel(page.W, d.Detail)
		}
		page.Record = append(page.Record, ui.Deed{
			At: d.At, By: or(names[d.By], d.By), What: or(page.W.Settings.Deeds[d.Act], d.Act), Detail: d.Detail,
		})
	}
	return page, err
}

// refused shows a page of the settings again with what is wrong, in the reader's language. An error that no form can cause
// stays an error.
func (s *Server) refused(r *http.Request, page *ui.Settings, err error, says string) (status int, rest error) {
	kind := desk.KindOf(err)
	switch kind {
	case desk.Invalid, desk.Conflict, desk.Mismatch:
		page.Fault = or(says, page.W.Faults[kind])
		return statusOf(kind), nil
	case desk.Internal, desk.NotFound, desk.Unauthorized, desk.Forbidden, desk.TooLarge, desk.Busy, desk.Unavailable:
	}
	return 0, err
}

// spokenIn reads the languages that a form ticks.
func spokenIn(r *http.Request) []desk.Language {
	var list []desk.Language
	for _, l := range languages() {
		if r.PostFormValue("language-"+string(l)) != "" {
			list = append(list, l)
		}
	}
	return list
}

// tongues shows the languages to tick.
func tongues(w *ui.Words, chosen []desk.Language) []ui.Option {
	var list []ui.Option
	for _, l := range languages() {
		o := ui.Option{Value: string(l), Label: w.Spoken[l]}
		for _, c := range chosen {
			o.Chosen = o.Chosen || c == l
		}
		list = append(list, o)
	}
	return list
}

func groups(teams []desk.Team, chosen string) []ui.Option {
	var list []ui.Option
	for _, t := range teams {
		list = append(list, ui.Option{Value: t.ID, Label: or(t.Name, t.ID), Chosen: t.ID == chosen})
	}
	return list
}
