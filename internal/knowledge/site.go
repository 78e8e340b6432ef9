package knowledge

import (
	"bytes"
	"context"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// WebPage is one page that was asked for on the web.
type WebPage struct {
	Place string // its path on the site, without a slash in front; stable, for the article's id is made of it
	Form  string // how it is read, as a file's ending: .html, .md, .mdx, .txt or .jsonl; its place does not say
	URL   string // where customers find it
	Data  []byte // UTF-8, or what the page declares of itself
	Fault error  // why there is no Data: the page may well be there, and its article stays as it is
}

// Site is what was found on the web for one import, each place once.
type Site struct {
	Pages   []WebPage
	Below   string   // the folder that was looked through: articles below it that are not in Pages are gone; empty: all
	Partial bool     // not all that is there was seen: nothing is gone
	Ignored int      // addresses left out on purpose
	Notes   []string // what an operator should look at
}

// ImportSite brings the base to what a site says, as Import does for a folder: the same promises, the same report. Of
// opts, Path and URL are not used. A page with a Fault is named as skipped and its article stays. It fails, with nothing
// changed, where no page could be read.
func (l *Library) ImportSite(ctx context.Context, site Site, opts Options) (Report, error) {
	opts.Path, opts.URL = site.Below, ""
	im, err := newImport(l, opts)
	if err != nil {
		return Report{}, err
	}
	im.site, im.partial = true, site.Partial
	im.report.Ignored, im.report.Notes = site.Ignored, site.Notes
	im.total = len(site.Pages)
	for _, p := range site.Pages {
		if err := ctx.Err(); err != nil {
			return im.report, err
		}
		if err := im.webPage(p); err != nil {
			im.skip(p.Place, err)
		}
		im.step(1)
	}
	im.settleLanguages()
	if len(im.pages) == 0 {
		return im.report, im.nothing()
	}
	return im.bring(ctx)
}

// webPage reads one page into one article, or into one for each record.
func (im *importing) webPage(p WebPage) error {
	if p.Fault != nil {
		return p.Fault
	}
	if len(bytes.TrimSpace(p.Data)) == 0 {
		return desk.Errorf(desk.Invalid, "%s: is empty", p.URL)
	}
	if p.Form == ".jsonl" {
		records, err := extract.Records(p.Place, p.Data)
		for _, fault := range apart(err) {
			im.skip(p.Place, fault)
		}
		for _, r := range records {
			r.Document.Front.URL = or(r.Document.Front.URL, p.URL+"#"+r.ID)
			im.take(p.Place, p.Place+"#"+r.ID, r.Document)
		}
		return nil
	}
	// The form stands in for the ending that a place may lack, or have by chance: v1.2, faq.php.
	name := strings.TrimSuffix(p.Place, p.Form) + p.Form
	doc, err := extract.File(name, p.Data, extract.Options{Variables: im.opts.Variables})
	if err != nil {
		return err
	}
	if p.Form == ".html" || doc.Front.URL == "" { // a page's link to itself was resolved by who fetched it
		doc.Front.URL = p.URL
	}
	im.take(p.Place, p.Place, doc)
	return nil
}

// siteTopic is the first folder of a page's address that says more than that this is a help centre; empty where none does.
func siteTopic(key string) string {
	folders := strings.Split(key, "/")
	for _, folder := range folders[:len(folders)-1] {
		if topic := slug(unnumbered(folder)); topic != "" && !helpCentre(topic) {
			return topic
		}
	}
	return ""
}

// helpCentre knows what sites and the common help-centre programs call the folders above every page.
func helpCentre(folder string) bool {
	switch folder {
	case "docs", "doc", "documentation", "help", "help-center", "help-centre", "helpcenter", "hc", "support", "solutions", "kb", "knowledge",
		"knowledge-base", "knowledgebase", "portal", "categories", "category", "sections", "section", "articles", "article", "questions", "faq", "faqs",
		"aide", "centre-aide", "assistance", "base-de-connaissances", "rubriques", "latest", "current", "stable", "main":
		return true
	}
	return false
}
