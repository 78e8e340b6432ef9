package web

import (
	"bytes"
	"html/template"
	"io"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/vigie-desk/vigie/internal/proving/drill"
)

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
