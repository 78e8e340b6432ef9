package app

import (
	"bytes"
	"context"
	"html/template"
	"io"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

// drills makes the service that plays derailments against this desk.
func (a *App) drills() *drill.Service {
	return drill.New(drill.Parts{Live: a.flow, Brand: a.brands.list, Told: a.toldOf, Reached: a.store.NoveltyBudget, Recall: a.recallTime, Now: a.now})
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

// level says what the assistant may do on this desk as a whole, for a report.
func (a *App) level(ctx context.Context) (string, error) {
	levels, err := a.store.Levels(ctx)
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
		return "checked answers go out at once", nil
	case desk.DraftOnly:
		return "a person approves each answer", nil
	case desk.Off:
	}
	return "the assistant is off", nil
}

// drillPage frames a report. The styles stand in it: it is one file that can be mailed.
const drillPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Drill</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #c8c8d0;padding:.3rem .6rem;text-align:left;vertical-align:top}</style>
</head><body>{{.}}</body></html>
`

// writeDrillHTML writes a report as one page. Markup in what models say is shown as text: the report escapes it, and the
// renderer lets no HTML through.
func writeDrillHTML(w io.Writer, report drill.Report) error {
	var text, body bytes.Buffer
	if err := report.WriteMarkdown(&text); err != nil {
		return err
	}
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert(text.Bytes(), &body); err != nil {
		return err
	}
	page, err := template.New("drill").Parse(drillPage)
	if err != nil {
		return err
	}
	return page.Execute(w, template.HTML(body.String())) //nolint:gosec // goldmark's output, without raw HTML
}
