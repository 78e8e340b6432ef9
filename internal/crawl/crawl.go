// Package crawl brings the pages of a help centre from the web: one page, or all that a sitemap lists of one host. What it
// brings goes through the same import as a folder's files.
//
// It promises: it asks only the host that it was given, never more than two requests at once, nothing that the site's
// robots.txt keeps from the user agent "Vigie" (RFC 9309), and with the pause that it asks for; a page that could not be
// fetched is named and is not taken for a page that is gone; where it cannot know all that is there, it says so, and then
// nothing is gone. It reads no links: what no sitemap lists is not found.
package crawl

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// Product is the name by which robots.txt speaks to this program.
const Product = "Vigie"

// PagesMost is how many pages of a site are read where nobody says otherwise.
const PagesMost = 2_000

const (
	atOnce      = 2
	pageMost    = 8 << 20   // bytes of one page
	recordsMost = 64 << 20  // bytes of one file of records, or of one sitemap
	siteMost    = 256 << 20 // bytes of all pages together
	faultsMost  = 20        // failures in a row after which a site is left alone
)

// Config is what a crawl works with.
type Config struct {
	Client   *http.Client                                         // guarded: the addresses come from outside
	Agent    string                                               // the User-Agent header: Vigie and its version
	Pages    int                                                  // at most; 0: PagesMost
	Wait     func(ctx context.Context, pause time.Duration) error // waits, or gives the context's error
	Progress func(done, total int)                                // called one at a time; nil: not called
}

// Found is what an address led to.
type Found struct {
	Source string // names the import: the same address gives the same name
	Site   knowledge.Site
}

// Fetch reads what an address names: a sitemap's pages; with wholeSite, or where the address ends in "/", the pages below
// it that its sitemap.xml or the host's lists; else, and where there is no sitemap, the one page. The error is Invalid
// where the address or what it gives cannot be used, Forbidden where it may not be asked, Unavailable where the site did
// not answer; nothing is then to be changed.
func Fetch(ctx context.Context, cfg Config, address string, wholeSite bool) (Found, error) {
	start, err := parse(address)
	if err != nil {
		return Found{}, err
	}
	if cfg.Pages <= 0 {
		cfg.Pages = PagesMost
	}
	v := &visit{cfg: cfg, home: start}
	v.client = *cfg.Client
	v.client.CheckRedirect = v.redirect
	if v.robots, err = v.readRobots(ctx); err != nil {
		return Found{}, err
	}
	if wholeSite || strings.HasSuffix(start.Path, "/") {
		found, err := v.site(ctx, folderOf(start))
		if err != nil || found != nil {
			return v.done(start, found), err
		}
		if wholeSite {
			return Found{}, desk.Errorf(desk.Invalid, "%s has no sitemap.xml, which would list its pages: give the sitemap's own address, or the address of one page", start.Host)
		}
		v.notes = append(v.notes, start.Host+" has no sitemap.xml, which would list its pages: only the one page was read")
	}
	found, err := v.named(ctx, start)
	return v.done(start, found), err
}

// done names the source and says what was left out.
func (v *visit) done(start *url.URL, site *knowledge.Site) Found {
	if site == nil {
		return Found{}
	}
	if start.Scheme == "http" {
		v.notes = append(v.notes, start.Host+" was asked without TLS: somebody on the way could change what it says; use https where there is one")
	}
	site.Notes = append(v.notes, site.Notes...)
	return Found{Source: v.source, Site: *site}
}

// parse reads the address that an operator gave.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, desk.Errorf(desk.Invalid, "%q is no address of a page: write https://help.example.org/ or https://help.example.org/page", address)
	}
	if u.User != nil {
		return nil, desk.Errorf(desk.Invalid, "the address holds a user or password; pages behind a login are not imported: export them to a folder and import that")
	}
	tidy(u)
	return u, nil
}

// folderOf gives the path that a whole site lies below: "/docs/" of /docs/ and /docs, and of /docs/index.html.
func folderOf(u *url.URL) string {
	p := u.EscapedPath()
	if !strings.HasSuffix(p, "/") && strings.Contains(path.Base(p), ".") {
		p = path.Dir(p)
	}
	return strings.TrimSuffix(p, "/") + "/"
}

// visit is one import from one host.
type visit struct {
	cfg    Config
	client http.Client // stays on the host
	home   *url.URL
	robots robots
	source string
	notes  []string

	mu      sync.Mutex // over what follows
	asked   bool       // a request was made, so that the next one waits
	faults  int        // failures in a row
	bytes   int        // of all pages so far
	stopped string     // why no further page is asked for; empty: go on
	read    int
}

// named reads the address itself: a sitemap, or one page.
func (v *visit) named(ctx context.Context, u *url.URL) (*knowledge.Site, error) {
	if !v.robots.allows(u) {
		return nil, desk.Errorf(desk.Forbidden, "%s: the site's robots.txt keeps it from %s; if the site is yours, allow it there with the lines \"User-agent: %s\" and \"Allow: /\"", u, Product, Product)
	}
	answer, err := v.get(ctx, u, recordsMost)
	if err != nil {
		return nil, err
	}
	if err := answer.fault(); err != nil {
		return nil, err
	}
	if isSitemap(answer.body) {
		v.source = sourceOf(u)
		return v.listed(ctx, "/", answer)
	}
	v.source = u.Host
	return v.single(u, answer)
}

// single makes an import of one page.
func (v *visit) single(u *url.URL, answer reply) (*knowledge.Site, error) {
	page, noindex, err := answer.page(placeOf(u))
	switch {
	case err != nil:
		return nil, err
	case noindex:
		return nil, desk.Errorf(desk.Invalid, "%s says noindex, so it is not taken in; take that off the page, or import it as a file", u)
	}
	if placeOf(answer.url) != page.Place {
		v.notes = append(v.notes, fmt.Sprintf("%s leads to %s: what stands there was taken", u, answer.url))
	}
	return &knowledge.Site{Pages: []knowledge.WebPage{page}, Partial: true}, nil
}

// sourceOf names the import of a sitemap: the host, and for one that is not the host's own also where it lies, since two
// sitemaps of one host must not withdraw each other's pages.
func sourceOf(u *url.URL) string {
	switch u.Path {
	case "/sitemap.xml", "/sitemap_index.xml", "/sitemap.xml.gz":
		return u.Host
	}
	return u.Host + u.EscapedPath()
}
