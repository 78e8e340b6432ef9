package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// The demo's teams: one for everything, one for what grows.
const (
	demoTeam   = "support"
	gardenTeam = "garden"
)

// demoHours are those that the company's help centre names.
func demoHours() desk.Hours {
	day := desk.Day{Open: 9 * 60, Close: 18 * 60}
	return desk.Hours{Zone: "Europe/Paris", Week: map[time.Weekday]desk.Day{
		time.Monday: day, time.Tuesday: day, time.Wednesday: day, time.Thursday: day, time.Friday: day,
	}}
}

// demoPeople are the company's operators, by what week.txt calls them. They sign in with one password.
func demoPeople() map[string]desk.Operator {
	both := []desk.Language{desk.English, desk.French}
	return map[string]desk.Operator{
		"nadia": {Name: "Nadia", Email: demoEmail, Team: demoTeam, Role: desk.RoleOwner, Languages: both},
		"hugo":  {Name: "Hugo", Email: "hugo@brindille.example", Team: demoTeam, Role: desk.RoleLead, Languages: both},
		"awa":   {Name: "Awa", Email: "awa@brindille.example", Team: gardenTeam, Role: desk.RoleOperator, Languages: both},
	}
}

// furnishDemo fills a new demo: the company's inbox, teams, operators and help centre, as it stands or as it stood. What is there already stays.
func (a *App) furnishDemo(ctx context.Context, helpCentre func() (fs.FS, error)) error {
	if err := os.WriteFile(a.cfg.Data+demoMark, []byte("vigie demo --reset removes this folder\n"), 0o600); err != nil {
		return err
	}
	a.demo = true
	teams, err := a.store.Teams(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(teams, func(t desk.Team) bool { return t.ID == gardenTeam }) {
		if err := a.putDemoTeams(ctx); err != nil {
			return err
		}
	}
	if _, err := a.demoOperators(ctx); err != nil {
		return err
	}
	return a.importDemo(ctx, helpCentre)
}

// importDemo takes the company's pages in.
func (a *App) importDemo(ctx context.Context, helpCentre func() (fs.FS, error)) error {
	pages, err := helpCentre()
	if err != nil {
		return err
	}
	report, err := a.library.Import(ctx, pages, knowledge.Options{Source: "brindille", Trusted: true})
	if err == nil && len(report.Skipped) > 0 {
		err = fmt.Errorf("the demo's help centre has a broken page: %v", report.Skipped[0])
	}
	if err != nil {
		return err
	}
	return a.shelf.load(ctx)
}

func (a *App) putDemoTeams(ctx context.Context) error {
	both := []desk.Language{desk.English, desk.French}
	return errors.Join(
		a.store.PutTeam(ctx, desk.Team{ID: demoTeam, Name: "Brindille", Languages: both, Hours: demoHours()}),
		a.store.PutTeam(ctx, desk.Team{ID: gardenTeam, Name: "Brindille Garden", Languages: both, Hours: demoHours()}),
		a.store.PutTopic(ctx, "garden-care", gardenTeam),
		a.store.PutInbox(ctx, desk.Inbox{ID: commonInbox, Brand: demo.Brand, Language: desk.English, Team: demoTeam, Visitors: true}),
	)
}

// demoOperators gives the company's people as they stand in the desk, adding who is missing.
func (a *App) demoOperators(ctx context.Context) (map[string]desk.Operator, error) {
	there, err := a.store.Operators(ctx)
	if err != nil {
		return nil, err
	}
	people := demoPeople()
	for name, o := range people {
		if i := slices.IndexFunc(there, func(t desk.Operator) bool { return t.Email == o.Email }); i >= 0 {
			people[name] = there[i]
			continue
		}
		if people[name], err = a.access.AddOperator(ctx, o, demoPassword); err != nil {
			return nil, err
		}
	}
	return people, nil
}

// demoTold is the setting that says how it stands with the past of a demo: nothing, "begun", "empty" where none is
// wanted, or the moment up to which it was told.
const demoTold = "demo_week"

// fillDemo furnishes a demo and, where it is new and wanted, has a week happen in it. It gives how many conversations came
// of that; say is told before the work begins.
func (a *App) fillDemo(ctx context.Context, clock *demoClock, empty bool, say func()) (int, error) {
	told, err := a.store.Setting(ctx, demoTold)
	if err != nil {
		return 0, err
	}
	turns, err := a.store.CountTurns(ctx)
	if err == nil && empty && turns == 0 {
		told, err = "empty", a.store.SetSetting(ctx, demoTold, "empty")
	}
	if err != nil || told != "" || turns > 0 {
		return 0, errors.Join(err, a.furnishDemo(ctx, demo.HelpCentre))
	}
	say()
	until := clock.now()
	defer clock.release()
	clock.set(until.Add(-demoWeek - 24*time.Hour)) // the pages were there before the first question
	if err := errors.Join(a.store.SetSetting(ctx, demoTold, "begun"), a.furnishDemo(ctx, demo.HelpCentreBefore)); err != nil {
		return 0, err
	}
	people, err := a.demoOperators(ctx)
	if err != nil {
		return 0, err
	}
	tales, err := a.tellWeek(ctx, clock, until, demoSeed, people)
	if err != nil {
		return 0, err
	}
	return len(tales), a.store.SetSetting(ctx, demoTold, until.UTC().Format(time.RFC3339Nano))
}
