package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// operatorsPage lists who answers, and the links that were not used yet.
func (s *Server) operatorsPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.operatorsForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) operatorsForm(r *http.Request) (ui.SettingsOperators, error) {
	var page ui.SettingsOperators
	var err error
	if page.Settings, err = s.settings(r, "operators"); err != nil {
		return page, err
	}
	ctx := r.Context()
	teams, err := s.People.Teams(ctx)
	if err != nil {
		return page, err
	}
	people, err := s.People.Operators(ctx)
	if err != nil {
		return page, err
	}
	names := teamNames(teams)
	for _, o := range people {
		page.People = append(page.People, s.personShown(page.Frame, o, teams, names))
	}
	slices.SortStableFunc(page.People, func(a, b ui.Person) int { return boolOrder(a.Ended, b.Ended) })
	invitations, err := s.Settings.Staff.Invitations(ctx, s.Now())
	for _, i := range invitations {
		page.Invited = append(page.Invited, ui.Invited{
			ID: i.ID, Email: i.Email, Role: page.W.Roles[i.Role], Team: or(names[i.Team], i.Team), Expires: i.Expires, Resets: i.Resets(),
			Mine: access.MayManage(page.Me.Role, i.Role),
		})
	}
	page.Teams, page.Tongues = groups(teams, s.cfg.CommonTeam), tongues(page.W, languages())
	page.Roles = rolesFor(page.W, page.Me.Role, desk.RoleOperator)
	page.Table = rightsShown(page.W)
	page.Mails = s.Settings.Mail != nil
	return page, err
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// rolesFor lists the roles that somebody may give.
func rolesFor(w *ui.Words, mine, chosen desk.Role) []ui.Option {
	var list []ui.Option
	for _, role := range roles() {
		if access.MayManage(mine, role) {
			list = append(list, ui.Option{Value: string(role), Label: w.Roles[role], Chosen: role == chosen})
		}
	}
	return list
}

func (s *Server) personShown(f ui.Frame, o desk.Operator, teams []desk.Team, names map[string]string) ui.Person {
	p := ui.Person{
		ID: o.ID, Name: o.Name, Email: o.Email, Role: f.W.Roles[o.Role], Team: or(names[o.Team], o.Team), Seen: o.Seen, Ended: !o.Ended.IsZero(),
		Here: presenceOf(o, s.Now()) == present, Mine: access.MayManage(f.Me.Role, o.Role), Self: o.ID == f.Me.ID,
		Roles: rolesFor(f.W, f.Me.Role, o.Role), Teams: groups(teams, o.Team), Tongues: tongues(f.W, o.Languages),
	}
	var spoken []string
	for _, l := range o.Languages {
		spoken = append(spoken, f.W.Spoken[l])
	}
	p.Spoken = strings.Join(spoken, ", ")
	return p
}

// rightsShown is the table of who may do what, as access has it.
func rightsShown(w *ui.Words) ui.Rights {
	var table ui.Rights
	for _, role := range roles() {
		table.Roles = append(table.Roles, w.Roles[role])
	}
	for _, g := range access.Grants() {
		row := ui.Right{Label: w.Settings.Permissions[string(g.Permission)]}
		for _, role := range roles() {
			row.May = append(row.May, slices.Contains(g.Roles, role))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// invite makes a one-time link to join. It is shown once, on the page that answers.
func (s *Server) invite(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	i := access.Invitation{
		Email: r.PostFormValue("email"), Team: r.PostFormValue("team"), Role: desk.Role(r.PostFormValue("role")), Languages: spokenIn(r), By: operatorOf(r).ID,
	}
	if slices.Contains(roles(), i.Role) && !access.MayManage(operatorOf(r).Role, i.Role) {
		return desk.Errorf(desk.Forbidden, "only an owner makes leads and owners")
	}
	err := s.knownTeam(r.Context(), i.Team)
	token := ""
	if err == nil {
		i, token, err = s.Access.Invite(r.Context(), s.cfg.Secret, i, s.deed(r, "operators", "invite", clip(i.Email, 200)))
	}
	return s.linkShown(w, r, i, token, err)
}

func (s *Server) knownTeam(ctx context.Context, id string) error {
	teams, err := s.People.Teams(ctx)
	if err == nil && !slices.ContainsFunc(teams, func(t desk.Team) bool { return t.ID == id }) {
		return desk.Errorf(desk.Invalid, "team: there is no team %q", clip(id, 100))
	}
	return err
}

// linkShown answers with a one-time link, and mails it where mail is set up.
func (s *Server) linkShown(w http.ResponseWriter, r *http.Request, i access.Invitation, token string, err error) error {
	page, pageErr := s.operatorsForm(r)
	if pageErr != nil {
		return pageErr
	}
	words := page.W.Settings
	if err != nil {
		says := words.BadEmail
		if desk.Is(err, desk.Conflict) {
			says = words.EmailTaken
		}
		status, err := s.refused(r, &page.Settings, err, says)
		if err != nil {
			return err
		}
		page.Email = clip(i.Email, 200)
		return s.show(w, status, page)
	}
	link := s.publicAddress(r) + "/join/" + token
	page.Link = &ui.OneTime{URL: link, Email: i.Email, Expires: i.Expires, Resets: i.Resets()}
	if s.Settings.Mail == nil {
		return s.show(w, http.StatusOK, page)
	}
	subject, text := words.MailSubject, words.MailText
	if i.Resets() {
		subject, text = words.ResetSubject, words.ResetText
	}
	if err := s.Settings.Mail(r.Context(), i.Email, page.W.Language, subject, text+"\n\n"+link); err != nil {
		s.notable(r, "a one-time link could not be mailed", err)
		page.Link.Unsent = true
	} else {
		page.Link.Sent = true
	}
	return s.show(w, http.StatusOK, page)
}

// withdrawLink ends a one-time link.
func (s *Server) withdrawLink(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	list, err := s.Settings.Staff.Invitations(ctx, s.Now())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(i access.Invitation) bool { return i.ID == r.PathValue("id") })
	if at < 0 {
		return desk.Errorf(desk.NotFound, "no such link")
	}
	if !access.MayManage(operatorOf(r).Role, list[at].Role) {
		return desk.Errorf(desk.Forbidden, "only an owner withdraws the link of a lead or an owner")
	}
	if err := s.Access.Invitations.WithdrawInvitation(ctx, list[at].ID, s.deed(r, "operators", "withdraw", list[at].Email)); err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/operators?saved")
}

// operatorForm changes, deactivates or lets back one operator, or makes a link to choose another password.
func (s *Server) operatorForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	o, err := s.People.Operator(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if !access.MayManage(operatorOf(r).Role, o.Role) {
		return desk.Errorf(desk.Forbidden, "only an owner changes leads and owners")
	}
	switch r.PostFormValue("act") {
	case "change":
		err = s.changeOperator(r, o)
	case "end":
		err = s.endOperator(r, o)
	case "return":
		err = s.Settings.Staff.ReturnOperator(r.Context(), o.ID, s.deed(r, "operators", "return", o.Name))
	case "reset":
		return s.resetLink(w, r, o)
	default:
		err = faultAt("form.act", "use change, end, return or reset")
	}
	if err == nil {
		return seeOther(w, r, settingsPath+"/operators?saved")
	}
	page, pageErr := s.operatorsForm(r)
	if pageErr != nil {
		return pageErr
	}
	says := ""
	if desk.Is(err, desk.Conflict) {
		says = page.W.Settings.LastOwner
	}
	status, err := s.refused(r, &page.Settings, err, says)
	if err != nil {
		return err
	}
	return s.show(w, status, page)
}

func (s *Server) changeOperator(r *http.Request, o desk.Operator) error {
	before := o
	o.Team, o.Role, o.Languages = r.PostFormValue("team"), desk.Role(r.PostFormValue("role")), spokenIn(r)
	if !slices.Contains(roles(), o.Role) {
		return faultAt("form.role", "use operator, lead or owner")
	}
	if !access.MayManage(operatorOf(r).Role, o.Role) {
		return desk.Errorf(desk.Forbidden, "only an owner makes leads and owners")
	}
	if err := s.knownTeam(r.Context(), o.Team); err != nil {
		return err
	}
	detail := o.Name
	if o.Role != before.Role {
		detail += ": " + string(before.Role) + " → " + string(o.Role)
	}
	if o.Team != before.Team {
		detail += ": " + before.Team + " → " + o.Team
	}
	return s.Settings.Staff.ChangeOperator(r.Context(), o, s.deed(r, "operators", "change", detail))
}

// heldAtOnce bounds how many conversations are read at a time of somebody who goes.
const heldAtOnce = 200

// endOperator deactivates somebody. What they have in hand goes to their team, so that nobody is left.
func (s *Server) endOperator(r *http.Request, o desk.Operator) error {
	ctx := r.Context()
	if err := s.Settings.Staff.EndOperator(ctx, o.ID, s.deed(r, "operators", "end", o.Name)); err != nil {
		return err
	}
	for {
		held, err := s.Settings.Staff.HeldBy(ctx, o.ID, heldAtOnce)
		if err != nil || len(held) == 0 {
			return err
		}
		moved := 0
		for _, id := range held {
			switch err := s.Moves.AssignTeam(ctx, id, o.Team); {
			case err == nil:
				moved++
			case desk.Is(err, desk.Conflict): // it was closed meanwhile
			default:
				return err
			}
		}
		if moved == 0 {
			return nil
		}
	}
}

func (s *Server) resetLink(w http.ResponseWriter, r *http.Request, o desk.Operator) error {
	if !o.Ended.IsZero() {
		return desk.Errorf(desk.Conflict, "operator %s is deactivated; activate them first", o.ID)
	}
	i, token, err := s.Access.Invite(r.Context(), s.cfg.Secret, access.Invitation{
		Operator: o.ID, Email: o.Email, Team: o.Team, Role: o.Role, Languages: o.Languages, By: operatorOf(r).ID,
	}, s.deed(r, "operators", "reset", o.Name))
	return s.linkShown(w, r, i, token, err)
}
