package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Drills reads the drills of this desk as they stand at a moment.
type Drills interface {
	// Drills gives the newest, newest first, without their reports.
	Drills(ctx context.Context, now time.Time, limit int) ([]drill.Run, error)
	// Drill gives one with its report; NotFound where there is none. With an error that tells of a report that cannot be read the
	// run still counts, as one that failed.
	Drill(ctx context.Context, id string, now time.Time) (drill.Run, error)
}

const (
	drillsPath = watchPath + "/drills"
	drillsMost = 100 // all that are kept
)

// fillDrill shows how the last drill of the whole desk went.
func (s *Server) fillDrill(ctx context.Context, page *ui.Console) error {
	runs, err := s.Drills.Drills(ctx, s.Now(), drillsMost)
	for _, run := range runs {
		if !run.Own && run.State.Finished() {
			line := drillLine(page.W, run, nil)
			page.Drill = &line
			break
		}
	}
	return err
}

func drillLine(w *ui.Words, run drill.Run, names map[string]string) ui.DrillLine {
	line := ui.DrillLine{
		ID: run.ID, Begun: run.Begun, By: or(names[run.By], run.By), Own: run.Own, State: string(run.State), Says: w.Drills.States[string(run.State)],
		Played: run.State.Finished(), Cases: run.Cases, Harmful: run.Harmful,
	}
	if run.By == "" {
		line.By = w.Drills.ByItself
	}
	return line
}

// drillsPage lists the drills, and says how they are scheduled.
func (s *Server) drillsPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.drills(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("saved") {
		page.Done = page.W.Drills.Saved
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) drills(r *http.Request) (ui.DrillsPage, error) {
	ctx := r.Context()
	page := ui.DrillsPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Drills.Title })}
	page.Switch = inLanguage(&url.URL{Path: drillsPath}, page.W.OtherCode)
	runs, err := s.Drills.Drills(ctx, s.Now(), drillsMost)
	if err != nil {
		return page, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return page, err
	}
	for _, run := range runs {
		page.Drills = append(page.Drills, drillLine(page.W, run, names))
		page.Running = page.Running || run.State == drill.Running
	}
	often, err := s.Doors.Setting(ctx, drill.ScheduleSetting)
	for _, value := range []string{"", drill.Monthly} {
		page.Often = append(page.Often, ui.Option{Value: value, Label: page.W.Drills.Often[value], Chosen: value == often})
	}
	page.Plan = s.drillPlan(page, often, runs)
	return page, err
}

// drillPlan says how drills are scheduled, and when the next one begins.
func (s *Server) drillPlan(page ui.DrillsPage, often string, runs []drill.Run) string {
	w := page.W.Drills
	if often != drill.Monthly {
		return w.Never
	}
	next := drill.Next(runs)
	if !next.After(s.Now()) {
		return w.Monthly + " " + w.Soon
	}
	return w.Monthly + " " + fmt.Sprintf(w.Next, page.When(next))
}

// beginDrill begins a drill in the background, unless one is running.
func (s *Server) beginDrill(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, err := s.StartDrill(r.Context(), operatorOf(r))
	if desk.Is(err, desk.Conflict) {
		page, pageErr := s.drills(r)
		if pageErr != nil {
			return pageErr
		}
		page.Fault = page.W.Drills.Busy
		return s.show(w, http.StatusConflict, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, drillsPath+"/"+url.PathEscape(id))
}

// scheduleDrills takes how often drills begin by themselves.
func (s *Server) scheduleDrills(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	often := r.PostFormValue("often")
	if !r.PostForm.Has("often") || often != "" && often != drill.Monthly {
		return desk.Errorf(desk.Invalid, "often: use %s, or the empty value for never", drill.Monthly)
	}
	if err := s.Settings.House.SaveSetting(r.Context(), drill.ScheduleSetting, often, s.deed(r, "watch", "drills", cmp.Or(often, "never"))); err != nil {
		return err
	}
	return seeOther(w, r, drillsPath+"?saved=1")
}
