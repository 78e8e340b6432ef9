package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/schollz/progressbar/v3"

	"github.com/vigie-desk/vigie/internal/crawl"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

type importCmd struct {
	Path       string   `arg:"" name:"path|url" help:"Folder, file, or address of a page, a site or a sitemap. A second import of the same changes only what changed."`
	AsDraft    bool     `help:"Approve nothing: an operator must, before it is quoted."`
	Scope      []string `help:"Path rule: 'cli/{version}' says that a page below cli/v8 holds for version v8." placeholder:"RULE"`
	Source     string   `help:"Name of the source (the folder's name, or the site's host)." placeholder:"NAME"`
	URL        string   `help:"Of a folder: base address of pages that name none." placeholder:"URL"`
	Site       bool     `help:"Of an address: all pages below it that the sitemap.xml lists. An address that ends in / asks for this by itself."`
	Pages      int      `help:"Of a site: how many pages to read at most (2000)." placeholder:"N"`
	FetchAllow string   `help:"What may be fetched beside public addresses on ports 80 and 443: wiki.internal, 10.1.0.0/16, 127.0.0.1:8080, :8443 (VIGIE_FETCH_ALLOW)." placeholder:"LIST"`
	EnvProxy   bool     `help:"Fetch through the proxy that HTTPS_PROXY or HTTP_PROXY names."`
}

// Help is printed under the command's flags.
func (importCmd) Help() string {
	return `Files: .md .mdx .html .txt .jsonl. Front matter of a page (YAML between two lines of ---): title, lang, url, topic, owner, valid_from,
valid_until, review_by, applies_to (a map of product, plan, country, version to values), status (draft, approved, withdrawn).
name.fr.md beside name.md is its French counterpart. A broken file is named and skipped; the rest goes in.

Addresses: https://help.example.org/ reads the pages that its sitemap.xml lists, https://help.example.org/docs/ those below /docs/,
https://help.example.org/page that page, and the address of a sitemap (an index of sitemaps, also .gz) what it lists of its host. HTML,
Markdown, plain text and JSON lines are read; robots.txt is honoured for the user agent Vigie, at most two requests run at once, and pages that
say noindex are left out. A page that cannot be fetched is named and keeps its last version; a page that the sitemap no longer lists is withdrawn.`
}

func (c *importCmd) Run(r *run) error {
	if err := c.check(); err != nil {
		return usage(err)
	}
	a, err := r.app(map[string]string{"fetch-allow": c.FetchAllow})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	bring := c.fromDisk
	if c.web() {
		bring = c.fromWeb
	}
	report, err := bring(r, a)
	if err != nil {
		return err
	}
	return r.printReport(report)
}

// web tells whether an address is to be imported, and not a folder or file.
func (c *importCmd) web() bool {
	scheme, _, found := strings.Cut(c.Path, "://")
	return found && !strings.ContainsAny(scheme, `/\.`)
}

// check refuses what does not go together, before anything is opened.
func (c *importCmd) check() error {
	switch {
	case c.web() && c.URL != "":
		return desk.Errorf(desk.Invalid, "--url is for folders: the pages of a site have their own addresses; leave it out")
	case !c.web() && (c.Site || c.Pages != 0 || c.EnvProxy):
		return desk.Errorf(desk.Invalid, "--site, --pages and --env-proxy are for addresses, and %s is none: write https://… or leave them out", c.Path)
	case c.Pages < 0:
		return desk.Errorf(desk.Invalid, "--pages is below 0: write how many pages to read at most, or leave it out for %d", crawl.PagesMost)
	}
	return nil
}

func (c *importCmd) options(r *run, source string) knowledge.Options {
	if c.Source != "" {
		source = c.Source
	}
	return knowledge.Options{
		Source: source, Trusted: true, AsDraft: c.AsDraft, Scope: c.Scope, URL: c.URL, Progress: r.progress("import"),
	}
}

func (c *importCmd) fromDisk(r *run, a *App) (knowledge.Report, error) {
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return knowledge.Report{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return knowledge.Report{}, desk.Wrap(err, desk.Invalid, c.Path+" cannot be read; give the path of a folder or file that exists")
	}
	root, inner := path, ""
	if !info.IsDir() {
		root, inner = filepath.Split(path)
	}
	opts := c.options(r, filepath.Base(path))
	opts.Path = inner
	return a.library.Import(r.ctx, os.DirFS(root), opts)
}

func (c *importCmd) fromWeb(r *run, a *App) (knowledge.Report, error) {
	found, err := crawl.Fetch(r.ctx, crawl.Config{
		Client: fetcher(a.cfg, c.EnvProxy), Agent: userAgent(), Pages: c.Pages, Wait: exchange.Pause, Progress: r.progress("fetch"),
	}, c.Path, c.Site)
	if err != nil {
		return knowledge.Report{}, err
	}
	return a.library.ImportSite(r.ctx, found.Site, c.options(r, found.Source))
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
