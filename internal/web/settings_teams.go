package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// teamsPage lists the teams, and which topics go to which.
func (s *Server) teamsPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.teamsForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) teamsForm(r *http.Request) (ui.SettingsTeams, error) {
	var page ui.SettingsTeams
	var err error
	if page.Settings, err = s.settings(r, "teams"); err != nil {
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
	for _, t := range teams {
		line := ui.TeamLine{ID: t.ID, Name: or(t.Name, t.ID), Open: t.Hours.Open(s.Now(), s.cfg.Zone), Unset: !t.Hours.Set(), Zone: t.Hours.In(s.cfg.Zone).String()}
		for _, o := range active(people) {
			if o.Team == t.ID {
				line.Members++
			}
		}
		page.Teams = append(page.Teams, line)
	}
	topics, err := s.knownTopics(ctx)
	if err != nil {
		return page, err
	}
	owned, err := s.Settings.House.Topics(ctx)
	for _, topic := range topics {
		page.Topics = append(page.Topics, ui.TopicLine{Name: topic, Teams: groups(teams, owned[topic])})
	}
	return page, err
}

// knownTopics gives the topics that articles or teams have, in order.
func (s *Server) knownTopics(ctx context.Context) ([]string, error) {
	heads, err := s.Library.List(ctx, knowledge.Query{})
	if err != nil {
		return nil, err
	}
	owned, err := s.Settings.House.Topics(ctx)
	var list []string
	for topic := range owned {
		list = append(list, topic)
	}
	for _, h := range heads {
		if h.Article.Topic != "" {
			list = append(list, h.Article.Topic)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), err
}

// newTeam makes a team, and leads to its hours.
func (s *Server) newTeam(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	if name == "" || utf8.RuneCountInString(name) > brandLongest {
		page, err := s.teamsForm(r)
		if err != nil {
			return err
		}
		page.Fault, page.Typed = page.W.Settings.BadTeam, clip(name, 200)
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	team := desk.Team{ID: "team-" + s.NewID(), Name: name, Languages: languages()}
	if err := s.Settings.House.SaveTeam(r.Context(), team, s.deed(r, "teams", "add", name)); err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/teams/"+team.ID)
}

// saveTopics gives each topic the team that the form names. What did not change goes on no record.
func (s *Server) saveTopics(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	ctx := r.Context()
	topics, err := s.knownTopics(ctx)
	if err != nil {
		return err
	}
	owned, err := s.Settings.House.Topics(ctx)
	if err != nil {
		return err
	}
	for _, topic := range topics {
		team, asked := r.PostForm["topic-"+topic]
		if !asked || team[0] == owned[topic] {
			continue
		}
		if team[0] != "" {
			if err := s.knownTeam(ctx, team[0]); err != nil {
				return err
			}
		}
		if err := s.Settings.House.SaveTopic(ctx, topic, team[0], s.deed(r, "teams", "topic", topic+" → "+or(team[0], "–"))); err != nil {
			return err
		}
	}
	return seeOther(w, r, settingsPath+"/teams?saved")
}

// teamPage shows a team's hours, and what they make of a customer who writes now.
func (s *Server) teamPage(w http.ResponseWriter, r *http.Request) error {
	team, err := s.teamAt(r)
	if err != nil {
		return err
	}
	page, err := s.teamForm(r, team)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) teamAt(r *http.Request) (desk.Team, error) {
	teams, err := s.People.Teams(r.Context())
	if err != nil {
		return desk.Team{}, err
	}
	at := slices.IndexFunc(teams, func(t desk.Team) bool { return t.ID == r.PathValue("id") })
	if at < 0 {
		return desk.Team{}, desk.Errorf(desk.NotFound, "no such team")
	}
	return teams[at], nil
}

// houseHours are those of a team that has set none: what desk.Hours takes for granted, to be seen and changed.
func houseHours(h desk.Hours) map[time.Weekday]desk.Day {
	if h.Set() {
		return h.Week
	}
	week := map[time.Weekday]desk.Day{}
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = desk.Day{Open: 9 * 60, Close: 18 * 60}
	}
	return week
}

// teamForm fills the page with a team as it is, or as it was typed.
func (s *Server) teamForm(r *http.Request, team desk.Team) (ui.SettingsTeam, error) {
	var page ui.SettingsTeam
	var err error
	if page.Settings, err = s.settings(r, "teams"); err != nil {
		return page, err
	}
	page.ID, page.Team, page.Unset = team.ID, team.Name, !team.Hours.Set()
	page.Zone, page.ServerZone = team.Hours.Zone, s.cfg.Zone.String()
	page.Holidays, page.Tongues = strings.Join(team.Hours.Holidays, "\n"), tongues(page.W, team.Languages)
	week := houseHours(team.Hours)
	for i := range 7 {
		day := time.Weekday((i + 1) % 7) // Monday first
		hours, works := week[day]
		if !works {
			hours = desk.Day{Open: 9 * 60, Close: 18 * 60} // what a tick would most likely mean
		}
		page.Days = append(page.Days, ui.WorkDay{Number: int(day), Name: page.W.Weekday(day), Works: works, Open: clockOf(hours.Open), Close: clockOf(hours.Close % (24 * 60))})
	}
	roster, err := s.Settings.House.Roster(r.Context(), team.ID, s.Now())
	if err != nil {
		return page, err
	}
	roster.Team = team
	page.Previews = s.previews(page.W, roster, desk.AskedForPerson)
	return page, nil
}

// previews gives what a customer would be told now, in every language.
func (s *Server) previews(w *ui.Words, roster conversation.Roster, reason desk.Reason) []ui.Preview {
	var list []ui.Preview
	for _, l := range languages() {
		list = append(list, ui.Preview{Language: l, Label: w.Spoken[l], Text: s.Settings.Foretell(roster, reason, l)})
	}
	return list
}

func clockOf(minutes int) string {
	return time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}

// saveTeam takes the form, or shows what it would promise.
func (s *Server) saveTeam(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	team, err := s.teamAt(r)
	if err != nil {
		return err
	}
	words := s.frame(r, desk.Unknown, func(*ui.Words) string { return "" }).W
	typed, fault := readTeam(r, team, words.Settings)
	if fault == "" && r.PostFormValue("act") != "preview" {
		if err := s.Settings.House.SaveTeam(r.Context(), typed, s.deed(r, "teams", "save", typed.Name)); err != nil {
			return err
		}
		return seeOther(w, r, settingsPath+"/teams/"+team.ID+"?saved")
	}
	page, err := s.teamForm(r, typed)
	if err != nil {
		return err
	}
	page.Fault, page.Tried = fault, fault == ""
	if fault == "" {
		return s.show(w, http.StatusOK, page)
	}
	page.Zone, page.Holidays = clip(r.PostFormValue("zone"), 100), clip(r.PostFormValue("holidays"), 10_000)
	return s.show(w, http.StatusUnprocessableEntity, page)
}

const holidaysMost = 400

// readTeam reads what was filled in. The fault is in the reader's language and names the field.
func readTeam(r *http.Request, team desk.Team, w ui.SettingsWords) (desk.Team, string) {
	team.Name, team.Languages = strings.TrimSpace(r.PostFormValue("name")), spokenIn(r)
	if team.Name == "" || utf8.RuneCountInString(team.Name) > brandLongest {
		return team, w.BadTeam
	}
	zone := strings.TrimSpace(r.PostFormValue("zone"))
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return team, w.BadZone
	}
	hours := desk.Hours{Zone: zone, Week: map[time.Weekday]desk.Day{}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		n := strconv.Itoa(int(day))
		if r.PostFormValue("works-"+n) == "" {
			continue
		}
		opens, err := time.Parse("15:04", r.PostFormValue("open-"+n))
		closes, closeErr := time.Parse("15:04", r.PostFormValue("close-"+n))
		one := desk.Day{Open: opens.Hour()*60 + opens.Minute(), Close: closes.Hour()*60 + closes.Minute()}
		if one.Close == 0 {
			one.Close = 24 * 60 // midnight at the end of the day
		}
		if err != nil || closeErr != nil || one.Close <= one.Open {
			return team, w.BadHours
		}
		hours.Week[day] = one
	}
	if len(hours.Week) == 0 {
		return team, w.NoDays
	}
	for line := range strings.Lines(r.PostFormValue("holidays")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, line); err != nil || len(hours.Holidays) == holidaysMost {
			return team, strings.Replace(w.BadHoliday, "%s", clip(line, 50), 1)
		}
		hours.Holidays = append(hours.Holidays, line)
	}
	slices.Sort(hours.Holidays)
	hours.Holidays = slices.Compact(hours.Holidays)
	team.Hours = hours
	return team, ""
}

// noteKey writes down that an API key was used, by the minute.
func (s *Server) noteKey(ctx context.Context, key access.Key) {
	now := s.Now()
	if !s.roll.due("key:"+key.ID, now) {
		return
	}
	if err := s.Settings.Keys.NoteKey(ctx, key.ID, now); err != nil {
		s.notable(visitOf(ctx).request, "use of a key not noted", err)
	}
}
