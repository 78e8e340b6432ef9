package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

type importCmd struct {
	Path    string   `arg:"" help:"Folder or file: .md .mdx .html .txt .jsonl. A second import of the same path changes only what changed."`
	AsDraft bool     `help:"Approve nothing: an operator must, before it is quoted."`
	Scope   []string `help:"Path rule: 'cli/{version}' says that a page below cli/v8 holds for version v8." placeholder:"RULE"`
	Source  string   `help:"Name of the source (the folder's name)." placeholder:"NAME"`
	URL     string   `help:"Base address of pages that name none." placeholder:"URL"`
}

// Help is printed under the command's flags.
func (importCmd) Help() string {
	return `Front matter of a page (YAML between two lines of ---): title, lang, url, topic, owner, valid_from, valid_until,
review_by, applies_to (a map of product, plan, country, version to values), status (draft, approved, withdrawn).
name.fr.md beside name.md is its French counterpart. A broken file is named and skipped; the rest goes in.`
}

func (c *importCmd) Run(r *run) error {
	a, err := r.app(nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return desk.Wrap(err, desk.Invalid, c.Path+" cannot be read; give the path of a folder or file that exists")
	}
	root, inner := path, ""
	if !info.IsDir() {
		root, inner = filepath.Split(path)
	}
	name := c.Source
	if name == "" {
		name = filepath.Base(path)
	}
	report, err := a.library.Import(r.ctx, os.DirFS(root), knowledge.Options{
		Source: name, Path: inner, Trusted: true, AsDraft: c.AsDraft, Scope: c.Scope, URL: c.URL, Progress: r.progress("import"),
	})
	if err != nil {
		return err
	}
	return r.printReport(report)
}

// progress draws a bar where somebody watches; it draws nothing into files and pipes.
func (r *run) progress(what string) func(done, total int) {
	if !r.Terminal {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil || bar.GetMax() != total {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(r.Err), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set(done)
	}
}

// notesMost is how many notes of an import are printed for people.
const notesMost = 8

func (r *run) printReport(report knowledge.Report) error {
	if r.cli.JSON {
		return json.NewEncoder(r.Out).Encode(report)
	}
	r.printf("%d added, %d changed, %d unchanged, %d withdrawn, %d skipped; %d units\n",
		report.Added, report.Changed, report.Unchanged, report.Withdrawn, len(report.Skipped), report.Units)
	for _, v := range report.Variants {
		r.printf("variants: %v\n", v)
	}
	if report.Contradictions > 0 {
		r.printf("%d contradictions found, %d of them keep claims from being sent\n", report.Contradictions, report.Withholding)
	}
	for i, n := range report.Notes {
		if i == notesMost {
			r.printf("… and %d more notes; --json prints all\n", len(report.Notes)-i)
			break
		}
		r.printf("note: %s\n", n)
	}
	for _, s := range report.Skipped {
		_, _ = fmt.Fprintf(r.Err, "skipped %s: %s\n", s.Path, s.Reason)
	}
	return nil
}
