package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Incidents reads what was raised, and what is lowered for it. NotFound for what does not exist. An error beside a list tells of
// rows that could not be read: they count as the worst.
type Incidents interface {
	Incidents(ctx context.Context, limit int) ([]breaker.Incident, error)
	Incident(ctx context.Context, id string) (breaker.Incident, error)
	AllBreakers(ctx context.Context) ([]breaker.Breaker, error)
	// NoticesOf lists who was told of an incident, in the order of telling.
	NoticesOf(ctx context.Context, incident string) ([]watch.Notice, error)
}

// Console reads what else those who watch look at.
type Console interface {
	Latest(ctx context.Context, limit int) ([]watch.Decided, error)
	Health(ctx context.Context, at time.Time) (expired, due int, err error)
	Streams(ctx context.Context) ([]watch.Stream, error)
	// LastSelfTest is NotFound before the first.
	LastSelfTest(ctx context.Context) (selftest.Run, error)
}

// Behind reads what stands behind the numbers of the watch.
type Behind interface {
	// Touched counts who was told something in some scopes between two moments, and gives the newest answers.
	Touched(ctx context.Context, scopes []string, from, to time.Time, limit int) (watch.Touched, error)
	// FirstAnswers gives the first decision of each conversation, newest first.
	FirstAnswers(ctx context.Context, conversations []string) ([]watch.Decided, error)
	// Answers gives decisions by their turns, newest first.
	Answers(ctx context.Context, turns []string) ([]watch.Decided, error)
	// Saying gives articles in force that say a sentence, word for word.
	Saying(ctx context.Context, sentence string, now time.Time, limit int) ([]recall.Page, error)
}

// Duty acts on what was raised. See watch.Service.
type Duty interface {
	Act(ctx context.Context, incident string, act breaker.Act) error
	Note(ctx context.Context, incident, text string, by desk.Operator) error
	Begins(ctx context.Context, incident string, since time.Time, by desk.Operator) error
	Move(ctx context.Context, scope string, kind breaker.EventKind, by desk.Operator) error
}

// Bounds are what the watch goes by: the novelty budget, and what streams are held against. See watch.Service.
type Bounds interface {
	Budget(ctx context.Context) (watch.Budget, error)
	JudgeTelling(ctx context.Context, turn string, n int, right bool, by desk.Operator) error
	// Learn has the streams held against a time that was reviewed; Invalid where nothing is in it.
	Learn(ctx context.Context, from, until time.Time, by desk.Operator) ([]watch.Stream, error)
	Restart(ctx context.Context, kind watch.Kind, scope string) error
}

// Instruments show what the streams were read off, and what an alarm of theirs points to. See watch.Service.
type Instruments interface {
	// History gives the days of a stream; NotFound for one that is not there.
	History(ctx context.Context, kind watch.Kind, scope string, zone *time.Location) (watch.History, error)
	Points(ctx context.Context, alarm time.Time, kind watch.Kind) (watch.Points, error)
}

// Samples are the answers that operators look back at. See watch.Service.
type Samples interface {
	Review(ctx context.Context, operator string) (watch.Findings, error)
	LabelAnswer(ctx context.Context, turn string, labels []watch.Label, by desk.Operator) error
}

const (
	watchPath     = "/watch"
	latestMost    = 12
	incidentsMost = 30
	closedMost    = 5
	answerCut     = 240 // characters of an answer
	noteMost      = 2000
)

func (s *Server) watching(r *http.Request, title func(*ui.Words) string) ui.Watching {
	page := ui.Watching{Frame: s.frame(r, desk.Unknown, title), Leads: access.May(operatorOf(r).Role, access.SetAutonomy)}
	page.Here, page.Script, page.Refresh = "watch", "watch.js", 20
	return page
}

// consolePage shows what stands: incidents, breakers, the budget, the knowledge, the last answers.
func (s *Server) consolePage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.console(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("done") {
		page.Done = page.W.Watch.Acted
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) console(r *http.Request) (ui.Console, error) {
	ctx := r.Context()
	page := ui.Console{Watching: s.watching(r, func(w *ui.Words) string { return w.Watch.Title })}
	page.Switch = inLanguage(&url.URL{Path: watchPath}, page.W.OtherCode)
	breakers, err := s.Incidents.AllBreakers(ctx)
	if err != nil && len(breakers) == 0 {
		return page, err
	}
	page.Damaged = err != nil
	if err := s.fillWhole(ctx, &page, breakers); err != nil {
		return page, err
	}
	list, err := s.Incidents.Incidents(ctx, incidentsMost)
	if err != nil && len(list) == 0 {
		return page, err
	}
	page.Damaged = page.Damaged || err != nil
	for _, in := range list {
		switch line := incidentLine(page.W, in); {
		case in.Stage != breaker.StageClosed:
			page.Incidents = append(page.Incidents, line)
		case len(page.Closed) < closedMost:
			page.Closed = append(page.Closed, line)
		}
	}
	for _, fill := range []func(context.Context, *ui.Console) error{s.fillSelfTest, s.fillDrill, s.fillStreams, s.fillBudget, s.fillLatest, s.fillHealth} {
		if err := fill(ctx, &page); err != nil {
			return page, err
		}
	}
	return page, nil
}

// fillWhole shows what the assistant may do anywhere, who is at the desk, and what is lowered by itself.
func (s *Server) fillWhole(ctx context.Context, page *ui.Console, breakers []breaker.Breaker) error {
	whole := s.Assistant.Ceiling()
	levels, err := s.Assistant.Levels(ctx)
	if err != nil {
		return err
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	for _, l := range levels {
		if l.Scope == conversation.WholeDesk {
			whole = min(whole, l.Level)
		}
		page.Levels = append(page.Levels, ui.Level{
			Scope: l.Scope, Label: scopeLabel(page.W, l.Scope), Level: l.Level.String(), Says: page.W.Levels[l.Level], By: or(names[l.By], l.By), At: l.At,
		})
	}
	for _, b := range breakers {
		if b.Scope == conversation.WholeDesk {
			whole = min(whole, b.Level())
		}
		if b.Level() != desk.Auto || b.State != breaker.Closed {
			page.Breakers = append(page.Breakers, ui.BreakerLine{
				Scope: b.Scope, Name: scopeLabel(page.W, b.Scope), State: string(b.State), Says: page.W.Watch.States[string(b.State)],
				Level: b.Level().String(), Left: page.W.Levels[b.Level()], Run: b.Run, Full: breaker.FullRun, Since: b.Since,
				Probe: b.State == breaker.Open, Close: b.State == breaker.Ready,
			})
		}
	}
	page.Level, page.LevelSays = whole.String(), page.W.Levels[whole]
	people, err := s.People.Operators(ctx)
	for _, o := range active(people) {
		if presenceOf(o, s.Now()) == present {
			page.Duty = append(page.Duty, o.Name)
		}
	}
	return err
}

func incidentLine(w *ui.Words, in breaker.Incident) ui.IncidentLine {
	since := in.Opened.At
	if in.Stage == breaker.StageClosed {
		since = in.Closed.At
	}
	return ui.IncidentLine{
		ID: in.ID, What: w.Watch.Causes[string(in.Cause)], Scope: scopeLabel(w, or(in.Evidence.Scope, conversation.WholeDesk)), Stage: string(in.Stage),
		Says: w.Watch.Stages[string(in.Stage)], Critical: in.Severity == breaker.Critical, Since: since, Waits: in.Stage.Waiting(),
	}
}

func (s *Server) fillBudget(ctx context.Context, page *ui.Console) error {
	b, err := s.Bounds.Budget(ctx)
	if err != nil {
		return err
	}
	box := ui.BudgetBox{Most: b.Most, Unreviewed: b.Unreviewed, Hour: b.Hour, Days: int(b.Past / (24 * time.Hour))}
	box.Used = min(100, 100*max(b.Unreviewed, b.Hour)/max(1, b.Most))
	for _, t := range b.Told {
		box.Told = append(box.Told, ui.ToldLine{
			Turn: t.Turn, N: t.N, Text: t.Claim.Text, Language: t.Language, Topic: t.Topic, Case: casePath(t.Conversation), At: t.At, State: string(t.State),
			Says: page.W.Watch.Tellings[t.State],
		})
	}
	for _, e := range b.If {
		box.If = append(box.If, ui.IfLine{Most: e.Most, Told: e.Told, Now: e.Most == b.Most})
	}
	page.Budget = box
	return nil
}

// fillSelfTest shows how the guard's last test of itself went.
func (s *Server) fillSelfTest(ctx context.Context, page *ui.Console) error {
	run, err := s.Console.LastSelfTest(ctx)
	if desk.Is(err, desk.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	w := page.W.Watch
	page.SelfTest = &ui.SelfTestBox{
		At: run.At, Below: run.Below(), Says: w.Verdicts[run.Verdict], Cases: run.Cases,
		Catch: fmt.Sprintf(w.Caught, run.Catch.Held, run.Catch.All, page.W.Percent(100*run.Catch.Low)),
		False: fmt.Sprintf(w.FalseHeld, run.FalseBlock.Held, run.FalseBlock.All, page.W.Percent(100*run.FalseBlock.High)), Reasons: run.Reasons,
	}
	return nil
}

func (s *Server) fillLatest(ctx context.Context, page *ui.Console) error {
	latest, err := s.Console.Latest(ctx, latestMost)
	page.Latest = decidedLines(page.W, latest)
	return err
}

func decidedLines(w *ui.Words, list []watch.Decided) []ui.DecidedLine {
	lines := make([]ui.DecidedLine, len(list))
	for i, d := range list {
		lines[i] = ui.DecidedLine{
			At: d.At, Case: casePath(d.Conversation), Question: shortened(d.Decision.Question, questionCut), Answer: shortened(d.Decision.Draft.Text, answerCut),
			Language: d.Decision.Language, Action: w.Turns[d.State], Sent: d.State == desk.Sent, Reason: w.Reasons[d.Decision.Reason],
		}
	}
	return lines
}

func (s *Server) fillHealth(ctx context.Context, page *ui.Console) error {
	expired, due, err := s.Console.Health(ctx, s.Now())
	if err != nil {
		return err
	}
	disputes := 0
	list, err := s.Curator.Contradictions(ctx)
	for _, c := range list {
		if c.Wrong == "" {
			disputes++
		}
	}
	if err != nil {
		return err
	}
	missed, err := s.Shelves.Missed(ctx, s.Now().AddDate(0, 0, -gapDays), missedMost)
	w := page.W.Watch
	page.Health = []ui.HealthLine{
		{Name: w.Expired, Count: expired, Href: knowledgePath + "?sort=expired"},
		{Name: w.Due, Count: due, Href: knowledgePath + "?sort=review_due"},
		{Name: w.Contradicted, Count: disputes, Href: knowledgePath + "/contradictions"},
		{Name: w.Gaps, Count: len(missed), Href: knowledgePath + "/gaps"},
	}
	return err
}

// judgeClaim takes what an operator found of a new claim that was told.
func (s *Server) judgeClaim(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	found := r.PostFormValue("found")
	if err != nil || found != "right" && found != "wrong" {
		return desk.Errorf(desk.Invalid, "found %q: use right or wrong, of a claim by its number", found)
	}
	if err := s.Bounds.JudgeTelling(r.Context(), r.PathValue("turn"), n, found == "right", operatorOf(r)); err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"?done=1")
}

// saveBudget takes how many customers may be told new claims unseen.
func (s *Server) saveBudget(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	most, err := strconv.Atoi(r.PostFormValue("most"))
	if err == nil {
		err = watch.CheckBudget(most)
	}
	if err != nil {
		page, pageErr := s.console(r)
		if pageErr != nil {
			return pageErr
		}
		page.Fault = page.W.Watch.BadMost
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	text := strconv.Itoa(most)
	if err := s.Settings.House.SaveSetting(r.Context(), watch.NoveltySetting, text, s.deed(r, "watch", "budget", text)); err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"?done=1")
}

// moveBreaker lets the assistant try, or gives it its freedom back.
func (s *Server) moveBreaker(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	scope := r.PostFormValue("scope")
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	if err := s.Duty.Move(r.Context(), scope, breaker.EventKind(r.PostFormValue("act")), operatorOf(r)); err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"?done=1")
}
