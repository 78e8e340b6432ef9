package app

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// drills makes the service that plays derailments against this desk.
func (a *App) drills() *drill.Service {
	return drill.New(drill.Parts{Live: a.flow, Brand: a.brands.list, Told: a.toldOf, Reached: a.store.NoveltyBudget, Recall: a.recallTime, Now: a.now})
}

// playDrill plays cases against this desk as it runs now.
func (a *App) playDrill(ctx context.Context, cases []drill.Case) (drill.Report, error) {
	report, err := a.drills().Play(ctx, cases, nil)
	if err != nil {
		return report, err
	}
	report.Level, err = a.level(ctx)
	return report, err
}

// concludeDrill puts a run on record and tells the breakers how it went, and of a failed one who minds incidents; of one that says nothing, or that played other cases
// than ours, they hear nothing: a breaker that asks for a drill asks for the whole of it. What makes a breaker more careful is
// told first, and what makes it freer last: a crash in between frees nothing.
func (a *App) concludeDrill(ctx context.Context, run drill.Run, keep func(context.Context, drill.Run) error) error {
	tell := func() error { return a.watch.Drilled(ctx, run.State == drill.Passed, desk.Operator{ID: run.By}) }
	switch {
	case run.Own || !run.State.Finished():
		return keep(ctx, run)
	case run.State == drill.Failed:
		return errors.Join(tell(), a.raise(ctx, failedDrill(run)), keep(ctx, run))
	}
	if err := keep(ctx, run); err != nil {
		return err
	}
	return tell()
}

// failedDrill makes an incident of a drill in which customers would have been harmed: nothing goes out unseen until somebody
// has looked.
func failedDrill(run drill.Run) breaker.Signal {
	return breaker.Signal{
		Cause: breaker.CauseDrill, Severity: breaker.Major, Stream: "drill", Scope: conversation.WholeDesk, Value: float64(run.Harmful), At: run.Ended, By: run.By, Drill: true,
	}
}

// toldOf gives the name of the team that a topic's cases come to.
func (a *App) toldOf(ctx context.Context, topic string) (string, error) {
	topics, err := a.store.Topics(ctx)
	if err != nil {
		return "", err
	}
	id := topics[topic]
	if id == "" {
		id = conversation.Defaults().CommonTeam
	}
	teams, err := a.store.Teams(ctx)
	if err != nil {
		return "", err
	}
	for _, t := range teams {
		if t.ID == id && t.Name != "" {
			return t.Name, nil
		}
	}
	return id, nil
}

// recallTime measures how long it takes to find all answers that stand on the page of the newest one.
func (a *App) recallTime(ctx context.Context) (drill.Recall, error) {
	sent, err := a.store.Answered(ctx, 10)
	if err != nil {
		return drill.Recall{}, err
	}
	for _, s := range sent {
		for _, c := range s.Decision.Draft.Claims {
			for _, e := range c.Evidence {
				began := time.Now()
				turns, err := a.store.ToldFrom(ctx, e.Article)
				return drill.Recall{Measured: true, Turns: turns, Millis: float64(time.Since(began).Microseconds()) / 1000}, err
			}
		}
	}
	return drill.Recall{}, nil
}

// level says what the assistant may do on this desk as a whole, breakers counted, for a report.
func (a *App) level(ctx context.Context) (string, error) {
	levels, err := a.levels(ctx)
	if err != nil {
		return "", err
	}
	level := a.cfg.Ceiling()
	for _, l := range levels {
		if l.Scope == conversation.WholeDesk {
			level = min(level, l.Level)
		}
	}
	switch level {
	case desk.Auto:
		return drill.LevelAuto, nil
	case desk.DraftOnly:
		return drill.LevelDraft, nil
	case desk.Off:
	}
	return drill.LevelOff, nil
}
