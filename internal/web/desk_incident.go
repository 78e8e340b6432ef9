package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// incidentPage shows one incident with its timeline and what may be done about it.
func (s *Server) incidentPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.incident(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("done") {
		page.Done = page.W.Watch.Acted
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) incident(r *http.Request) (ui.IncidentPage, error) {
	page := ui.IncidentPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Watch.Title })}
	in, err := s.Incidents.Incident(r.Context(), r.PathValue("id"))
	if err != nil && in.ID == "" {
		return page, err
	}
	page.Switch = inLanguage(&url.URL{Path: watchPath + "/incidents/" + in.ID}, page.W.OtherCode)
	names, err := s.names(r.Context())
	if err != nil {
		return page, err
	}
	words := page.W.Watch
	page.Line, page.Severity, page.Closed = incidentLine(page.W, in), string(in.Severity), in.Stage == breaker.StageClosed
	page.Facts = []ui.Fact{
		{Name: words.Severity, Value: words.Severities[string(in.Severity)]},
		{Name: words.Stream, Value: or(words.Names[in.Evidence.Stream], in.Evidence.Stream)},
		{Name: words.Value, Value: fmt.Sprintf("%.4g, %.4g", in.Evidence.Value, in.Evidence.Line)},
		{Name: words.Alarms, Value: strconv.Itoa(in.Evidence.Alarms)},
		{Name: words.Touched, Value: fmt.Sprintf("%d, %d", in.Conversations, in.Customers)},
	}
	for i, id := range in.Evidence.Conversations {
		page.Conversations = append(page.Conversations, ui.GapLink{Number: i + 1, Address: casePath(id)})
	}
	for _, e := range in.Timeline {
		text := e.Text
		if e.Kind == breaker.EntryStage {
			text = words.Stages[string(e.Stage)]
		}
		page.Timeline = append(page.Timeline, ui.TimeLine{At: e.At, Kind: string(e.Kind), Name: words.Kinds[string(e.Kind)], By: or(names[e.By], e.By), Text: text})
	}
	if page.Told, err = s.toldOf(r, page.W, in.ID, names); err != nil {
		return page, err
	}
	for _, act := range breaker.ActKinds() {
		if !act.Person() || page.Closed {
			continue
		}
		if _, err := breaker.Advance(in, breaker.Act{Kind: act, At: s.Now(), By: operatorOf(r).ID}); err == nil {
			page.Acts = append(page.Acts, ui.IncidentAct{Act: string(act), Name: words.Acts[string(act)]})
		}
	}
	return page, nil
}

// incidentForm does something about an incident, or writes a note.
func (s *Server) incidentForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, act, o := r.PathValue("id"), r.PostFormValue("act"), operatorOf(r)
	var err error
	if act == "note" {
		note := strings.TrimSpace(r.PostFormValue("note"))
		if note == "" || len([]rune(note)) > noteMost {
			return desk.Errorf(desk.Invalid, "note: write something, of at most %d characters", noteMost)
		}
		err = s.Duty.Note(r.Context(), id, note, o)
	} else {
		err = s.Duty.Act(r.Context(), id, breaker.Act{Kind: breaker.ActKind(act), By: o.ID})
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"/incidents/"+url.PathEscape(id)+"?done=1")
}

// incidentReport gives the report of an incident as Markdown, with the names of people in place of their ids.
func (s *Server) incidentReport(w http.ResponseWriter, r *http.Request) error {
	in, err := s.Incidents.Incident(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := s.names(r.Context())
	if err != nil {
		return err
	}
	language := s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Watch.Report }).W.Language
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="incident-`+in.Opened.At.UTC().Format(time.DateOnly)+`.md"`)
	_, err = w.Write([]byte(breaker.Report(named(in, names), language))) //nolint:gosec // Markdown, as a file to keep: no browser shows it
	return err
}

// named puts the names of operators in place of their ids.
func named(in breaker.Incident, names map[string]string) breaker.Incident {
	for _, m := range []*breaker.Mark{&in.Opened, &in.Reopened, &in.Seen, &in.Acknowledged, &in.Stopped, &in.Mitigated, &in.Closed} {
		m.By = or(names[m.By], m.By)
	}
	timeline := make([]breaker.Entry, len(in.Timeline))
	for i, e := range in.Timeline {
		e.By = or(names[e.By], e.By)
		to := make([]string, len(e.To))
		for n, id := range e.To {
			to[n] = or(names[id], id)
		}
		e.To = to
		timeline[i] = e
	}
	in.Timeline = timeline
	return in
}
