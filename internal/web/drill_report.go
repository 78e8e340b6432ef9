package web

import (
	"bytes"
	"html/template"
	"io"
	"net/http"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

// drillMarkdown sends the report of a drill as Markdown, drillHTML as a page that can be mailed.
func (s *Server) drillMarkdown(w http.ResponseWriter, r *http.Request) error {
	return s.sendReport(w, r, "text/markdown; charset=utf-8", ".md", func(w io.Writer, report drill.Report) error { return report.WriteMarkdown(w) })
}

func (s *Server) drillHTML(w http.ResponseWriter, r *http.Request) error {
	return s.sendReport(w, r, "text/html; charset=utf-8", ".html", WriteDrillHTML)
}

// sendReport sends a report as a file to keep: the page has styles of its own, which a browser would not show from here.
func (s *Server) sendReport(w http.ResponseWriter, r *http.Request, kind, ending string, write func(io.Writer, drill.Report) error) error {
	run, err := s.Drills.Drill(r.Context(), r.PathValue("id"), s.Now())
	if err != nil {
		return err
	}
	if !run.State.Finished() {
		return desk.Errorf(desk.NotFound, "the drill %s has no report", run.ID)
	}
	var b bytes.Buffer
	if err := write(&b, run.Report); err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="drill-`+run.Begun.UTC().Format(time.DateOnly)+ending+`"`)
	_, _ = w.Write(b.Bytes())
	return nil
}

// drillPage frames a report. The styles stand in it: it is one file that can be mailed.
const drillPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Drill</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #c8c8d0;padding:.3rem .6rem;text-align:left;vertical-align:top}</style>
</head><body>{{.}}</body></html>
`

// WriteDrillHTML writes a drill's report as one page. Markup in what models say is shown as text: the report escapes it, and the
// renderer lets no HTML through.
func WriteDrillHTML(w io.Writer, report drill.Report) error {
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
