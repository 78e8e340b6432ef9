package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	minuteLayout = "2006-01-02T15:04" // of the browser's field for a moment
	behindMost   = 200                // answers on a page of those behind a number
	behindCut    = 1500               // characters of one of them
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
	page.Switch = inLanguage(&url.URL{Path: incidentPath(in.ID)}, page.W.OtherCode)
	names, err := s.names(r.Context())
	if err != nil {
		return page, err
	}
	words := page.W.Watch
	page.Line, page.Severity, page.Closed = incidentLine(page.W, in), string(in.Severity), in.Stage == breaker.StageClosed
	touched, unread := s.touched(r.Context(), in, 0)
	from, to := in.Harm(s.Now())
	page.Facts = factsOf(page.W, in)
	if in.Cause == breaker.CauseDrift {
		points, err := s.Instruments.Points(r.Context(), in.Opened.At, watch.Kind(in.Evidence.Stream))
		says := words.Points[string(points.Cause)]
		switch {
		case err != nil: // a hint: whoever sees to it does so without
			says = words.Unread
		case !points.Settled:
			says += " " + words.Unsettled
		}
		page.Facts = append(page.Facts, ui.Fact{Name: words.PointsTo, Value: says})
	}
	page.Touched = fmt.Sprintf(words.TouchedSays, touched.Conversations, touched.Customers, page.When(from), page.When(to))
	if unread != nil {
		page.Touched = words.Unread
	}
	page.Began, page.ZoneName = in.Opened.At.In(s.cfg.Zone).Format(minuteLayout), in.Opened.At.In(s.cfg.Zone).Format("MST")
	page.Burst = in.Cause == breaker.CauseBurst
	for i, id := range in.Evidence.Conversations {
		page.Conversations = append(page.Conversations, ui.GapLink{Number: i + 1, Address: casePath(id)})
	}
	for _, e := range in.Timeline {
		page.Timeline = append(page.Timeline, ui.TimeLine{
			At: e.At, Kind: string(e.Kind), Name: words.Kinds[string(e.Kind)], By: or(names[e.By], e.By), What: whatHappened(page, e), Text: saidOf(e),
		})
	}
	slices.SortStableFunc(page.Timeline, func(a, b ui.TimeLine) int { return a.At.Compare(b.At) })
	if page.Recalls, err = s.recallsOf(r.Context(), page.W, in); err != nil {
		return page, err
	}
	if page.Pending, err = s.pendingOf(r.Context(), page, in); err != nil {
		return page, err
	}
	page.Tongues = tongues(page.W, []desk.Language{page.W.Language})
	if page.Told, err = s.toldOf(r, page.W, in.ID, names); err != nil {
		return page, err
	}
	for _, act := range breaker.ActKinds() {
		if !act.Person() {
			continue
		}
		if _, err := breaker.Advance(in, breaker.Act{Kind: act, At: s.Now(), By: operatorOf(r).ID}); err == nil {
			page.Acts = append(page.Acts, ui.IncidentAct{Act: string(act), Name: words.Acts[string(act)]})
		}
	}
	return page, nil
}

func incidentPath(id string) string { return watchPath + "/incidents/" + url.PathEscape(id) }

// touched counts who was told something while the harm lasted, with some of the newest answers.
func (s *Server) touched(ctx context.Context, in breaker.Incident, limit int) (watch.Touched, error) {
	from, to := in.Harm(s.Now())
	return s.Behind.Touched(ctx, in.Scopes, from, to, limit)
}

// factsOf says what was seen. The red button has no figures, and is its own source.
func factsOf(w *ui.Words, in breaker.Incident) []ui.Fact {
	words, e := w.Watch, in.Evidence
	facts := []ui.Fact{{Name: words.Severity, Value: words.Severities[string(in.Severity)]}}
	if name := words.Names[e.Stream]; name != "" {
		facts = append(facts, ui.Fact{Name: words.Stream, Value: name})
	}
	if e.Value != e.Line {
		facts = append(facts, ui.Fact{Name: words.Value, Value: fmt.Sprintf("%s, %s", w.Number(e.Value), w.Number(e.Line))})
	}
	return append(facts, ui.Fact{Name: words.Alarms, Value: strconv.Itoa(e.Alarms)})
}

// whatHappened says an entry of the timeline in our words; what people wrote stands beside it.
func whatHappened(page ui.IncidentPage, e breaker.Entry) string {
	words := page.W.Watch
	switch e.Kind {
	case breaker.EntryStage:
		return words.Stages[string(e.Stage)]
	case breaker.EntrySince:
		if at, err := time.Parse(time.RFC3339, e.Text); err == nil {
			return page.When(at)
		}
	case breaker.EntryChange, breaker.EntryAction:
		act, rest, _ := strings.Cut(e.Text, " ")
		said := words.Changes[act]
		if said == "" && strings.HasPrefix(rest, "settings:") {
			said = words.Changes["settings"]
		}
		if said != "" {
			return strings.TrimSpace(said + " " + changedWhat(page.W, rest))
		}
		return e.Text
	case breaker.EntryNote, breaker.EntryNotice, breaker.EntryAlarm, breaker.EntryStopped:
	}
	return ""
}

// changedWhat names what was changed: a scope, or what the record says.
func changedWhat(w *ui.Words, rest string) string {
	if conversation.CheckScope(rest) == nil {
		return scopeLabel(w, rest)
	}
	return strings.TrimPrefix(rest, "settings:")
}

// saidOf is what a person wrote.
func saidOf(e breaker.Entry) string {
	switch e.Kind {
	case breaker.EntryChange, breaker.EntrySince, breaker.EntryAction:
		return ""
	case breaker.EntryNote, breaker.EntryNotice, breaker.EntryAlarm, breaker.EntryStopped, breaker.EntryStage:
	}
	return e.Text
}

// recallsOf gives the recalls of an incident: those that came from it, and those proposed while it was open.
func (s *Server) recallsOf(ctx context.Context, w *ui.Words, in breaker.Incident) ([]ui.RecallLine, error) {
	list, _, err := s.RecallBook.Recalls(ctx, "", listMost)
	var lines []ui.RecallLine
	for _, l := range list {
		while := !l.Proposed.Before(in.Opened.At) && (in.Closed.At.IsZero() || l.Proposed.Before(in.Closed.At))
		if while || l.Kind == recall.FromIncident && l.Ref == in.ID {
			lines = append(lines, recallLine(w, l))
		}
	}
	return lines, err
}

// pendingOf says what of an incident that is not closed is not done yet: corrections on their way, and scopes that stay lowered.
func (s *Server) pendingOf(ctx context.Context, page ui.IncidentPage, in breaker.Incident) ([]string, error) {
	if page.Closed {
		return nil, nil
	}
	words := page.W.Watch
	var list []string
	for _, l := range page.Recalls {
		if l.Open || recall.State(l.State) == recall.Sending {
			list = append(list, words.PendingRecall)
			break
		}
	}
	levels, err := s.Assistant.Levels(ctx)
	for _, l := range levels {
		if slices.Contains(in.Scopes, l.Scope) {
			list = append(list, fmt.Sprintf(words.PendingLevel, scopeLabel(page.W, l.Scope), page.W.Levels[l.Level]))
		}
	}
	return list, err
}

// incidentAnswers shows what customers were told while the harm lasted.
func (s *Server) incidentAnswers(w http.ResponseWriter, r *http.Request) error {
	in, err := s.Incidents.Incident(r.Context(), r.PathValue("id"))
	if err != nil && in.ID == "" {
		return err
	}
	touched, err := s.touched(r.Context(), in, behindMost)
	if err != nil {
		return err
	}
	page := ui.BehindPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Watch.Touched })}
	page.Switch = inLanguage(&url.URL{Path: incidentPath(in.ID) + "/answers"}, page.W.OtherCode)
	from, to := in.Harm(s.Now())
	page.Back, page.BackSays, page.Heading = incidentPath(in.ID), incidentLine(page.W, in).What, page.W.Watch.Touched
	page.Says = fmt.Sprintf(page.W.Watch.TouchedSays, touched.Conversations, touched.Customers, page.When(from), page.When(to))
	page.Lines = decidedLines(page.W, touched.Answers)
	for i, d := range touched.Answers {
		page.Lines[i].Answer = shortened(d.Decision.Draft.Text, behindCut) // what was wrong of it may stand at its end
	}
	page.More = len(page.Lines) == behindMost
	return s.show(w, http.StatusOK, page)
}

// incidentForm does something about an incident, with a reason or without, or writes a note, or says when it began.
func (s *Server) incidentForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, act, o := r.PathValue("id"), r.PostFormValue("act"), operatorOf(r)
	note := strings.TrimSpace(r.PostFormValue("note"))
	var err error
	switch {
	case len([]rune(note)) > noteMost:
		err = desk.Errorf(desk.Invalid, "note: write at most %d characters", noteMost)
	case act == "note" && note == "":
		err = desk.Errorf(desk.Invalid, "note: write something")
	case act == "note":
		err = s.Duty.Note(r.Context(), id, note, o)
	case act == "began":
		since, bad := time.ParseInLocation(minuteLayout, r.PostFormValue("since"), s.cfg.Zone)
		if err = bad; err == nil {
			err = s.Duty.Begins(r.Context(), id, since, o)
		} else {
			err = desk.Errorf(desk.Invalid, "since %q: give a date and a time, such as %s", clip(r.PostFormValue("since"), 40), minuteLayout)
		}
	case !slices.Contains(breaker.ActKinds(), breaker.ActKind(act)) || !breaker.ActKind(act).Person():
		err = desk.Errorf(desk.Invalid, "act %q: there is no such step", clip(act, 40))
	default:
		err = s.Duty.Act(r.Context(), id, breaker.Act{Kind: breaker.ActKind(act), By: o.ID, Text: note})
	}
	if desk.Is(err, desk.Invalid) || desk.Is(err, desk.Conflict) {
		return s.incidentAgain(w, r, act, note, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, incidentPath(id)+"?done=1")
}

// incidentAgain shows an incident as it is now, with what was written and why it was not taken.
func (s *Server) incidentAgain(w http.ResponseWriter, r *http.Request, act, note string, fault error) error {
	page, err := s.incident(r)
	if err != nil {
		return err
	}
	words := page.W.Watch
	page.Typed = note
	switch {
	case desk.Is(fault, desk.Conflict):
		page.Fault = fmt.Sprintf(words.NotNow, page.Line.Says)
	case act == "began":
		page.Fault = words.BadSince
	default:
		page.Fault = fmt.Sprintf(words.BadNote, noteMost)
	}
	return s.show(w, s.problemOf(r.Context(), fault).Status, page)
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
	touched, err := s.touched(r.Context(), in, 0)
	if err != nil {
		return err
	}
	in.Conversations, in.Customers = touched.Conversations, touched.Customers
	frame := s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Watch.Report })
	language := frame.W.Language
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="incident-`+in.Opened.At.UTC().Format(time.DateOnly)+`.md"`)
	recalls, err := s.recallsOf(r.Context(), frame.W, in)
	if err != nil {
		return err
	}
	_, err = w.Write([]byte(breaker.Report(named(in, names), language) + correctedReport(frame.W, recalls))) //nolint:gosec // Markdown, as a file to keep: no browser shows it
	return err
}

// correctedReport is the part of a report that says what was put right with customers.
func correctedReport(w *ui.Words, recalls []ui.RecallLine) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", w.Watch.Correcting)
	if len(recalls) == 0 {
		b.WriteString(w.Watch.CorrectingNone + "\n")
	}
	for _, l := range recalls {
		fmt.Fprintf(&b, "- %s (%s): %s\n", quoted(or(l.Said, l.Origin)), l.Label, fmt.Sprintf(w.Watch.CorrectedSays, l.Sent, l.Listed))
	}
	return b.String()
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
