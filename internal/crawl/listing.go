package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

const (
	sitemapsMost = 500   // of one index, the indexes in it included
	indexDepth   = 2     // an index of indexes is beyond the protocol, and is there
	addressMost  = 2_048 // bytes of one address, as the protocol has it
)

// site finds the sitemap of a folder and reads its pages; nil where there is none.
func (v *visit) site(ctx context.Context, folder string) (*knowledge.Site, error) {
	root := &url.URL{Scheme: v.home.Scheme, Host: v.home.Host, Path: "/"}
	places := []string{folder + "sitemap.xml", "/sitemap.xml"}
	if folder == "/" {
		places = places[1:]
	}
	v.source = v.home.Host
	for _, place := range append(places, v.robots.sitemaps...) {
		u, err := root.Parse(place)
		if err != nil {
			continue
		}
		tidy(u)
		if !sameHost(u, v.home) || !v.robots.allows(u) {
			continue
		}
		answer, err := v.get(ctx, u, recordsMost)
		if err != nil {
			return nil, fmt.Errorf("whether there is a sitemap is not known, so nothing was read: %w", err)
		}
		if err := answer.fault(); desk.Is(err, desk.Unavailable) {
			return nil, fmt.Errorf("whether there is a sitemap is not known, so nothing was read: %w", err)
		} else if err != nil || !isSitemap(answer.body) {
			continue
		}
		return v.listed(ctx, folder, answer)
	}
	return nil, nil
}

// listing gathers what the sitemaps of one site list.
type listing struct {
	pages     []*url.URL
	seen      map[string]bool // places, of pages; addresses, of sitemaps
	sitemaps  int
	elsewhere int // addresses on other hosts
	outside   int // addresses of this host that are not below the folder
	notes     []string
	partial   bool
}

// listed reads the pages that a sitemap lists below a folder.
func (v *visit) listed(ctx context.Context, folder string, answer reply) (*knowledge.Site, error) {
	l := &listing{seen: map[string]bool{}}
	if err := v.gather(ctx, l, folder, answer, 0); err != nil {
		return nil, err
	}
	if len(l.pages) == 0 {
		return nil, desk.Errorf(desk.Invalid, "%s lists no page of %s%s%s; nothing was changed", answer.url, v.home.Host, folder, l.whyNot())
	}
	site := &knowledge.Site{Below: strings.Trim(path.Clean(normal(folder)), "/"), Partial: l.partial, Ignored: l.elsewhere + l.outside}
	if l.elsewhere > 0 {
		l.notes = append(l.notes, fmt.Sprintf("%d addresses of the sitemap are on other hosts and were left out", l.elsewhere))
	}
	if more := len(l.pages) - v.cfg.Pages; more > 0 {
		l.pages, site.Partial = l.pages[:v.cfg.Pages], true
		l.notes = append(l.notes, fmt.Sprintf("the sitemap lists %d pages more than the %d that were read, so nothing is withdrawn; raise the limit to read all", more, v.cfg.Pages))
	}
	if err := v.readPages(ctx, l, site); err != nil {
		return nil, err
	}
	site.Notes = append(l.notes, site.Notes...)
	return site, nil
}

func (l *listing) whyNot() string {
	if len(l.notes) == 0 {
		return ""
	}
	return " (" + strings.Join(l.notes, "; ") + ")"
}

// gather takes the addresses of one sitemap and, where it is an index, fetches what it lists. A sitemap that cannot be
// read leaves a note, and nothing is gone then.
func (v *visit) gather(ctx context.Context, l *listing, folder string, answer reply, depth int) error {
	s, err := parseSitemap(answer.body)
	if err != nil {
		l.miss(fmt.Sprintf("%s: cannot be read as a sitemap: %v", answer.url, err))
	}
	for _, location := range s.locations {
		u, err := answer.url.Parse(location)
		if err != nil || len(location) > addressMost || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
			l.miss(fmt.Sprintf("%s: lists %s, which is no address", answer.url, cut(location)))
			continue
		}
		tidy(u)
		switch {
		case !sameHost(u, v.home):
			l.elsewhere++
		case s.index:
			if err := v.gatherFrom(ctx, l, folder, u, depth+1); err != nil {
				return err
			}
		case !strings.HasPrefix(normal(u.EscapedPath())+"/", normal(folder)):
			l.outside++
		default:
			v.secure(u)
			l.add(u)
		}
	}
	return nil
}

// secure asks for https where the site was found there: a sitemap that lists http is out of date.
func (v *visit) secure(u *url.URL) {
	if v.home.Scheme == "https" {
		u.Scheme = "https"
	}
}

func (l *listing) add(u *url.URL) {
	if place := placeOf(u); !l.seen[place] && len(l.pages) < listedMost {
		l.seen[place] = true
		l.pages = append(l.pages, u)
	}
}

// miss notes what could not be read of the list, so that nothing is taken for gone.
func (l *listing) miss(what string) {
	l.partial = true
	const notesMost = 20
	if len(l.notes) < notesMost {
		l.notes = append(l.notes, what+"; not all pages are known, so nothing is withdrawn")
	}
}

// gatherFrom fetches one sitemap of an index.
func (v *visit) gatherFrom(ctx context.Context, l *listing, folder string, u *url.URL, depth int) error {
	v.secure(u)
	address := u.String()
	if l.seen[address] {
		return nil
	}
	l.seen[address] = true
	if l.sitemaps++; l.sitemaps > sitemapsMost || depth > indexDepth {
		l.miss(fmt.Sprintf("%s: lies beyond %d sitemaps or %d levels of them", address, sitemapsMost, indexDepth))
		return nil
	}
	if !v.robots.allows(u) {
		l.miss(fmt.Sprintf("%s: the site's robots.txt keeps it from %s", address, Product))
		return nil
	}
	answer, why := v.sitemapAt(ctx, u)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case why != "":
		l.miss(why)
		return nil
	}
	return v.gather(ctx, l, folder, answer, depth)
}

// sitemapAt fetches one file, or says why not.
func (v *visit) sitemapAt(ctx context.Context, u *url.URL) (reply, string) {
	answer, err := v.get(ctx, u, recordsMost)
	if err == nil {
		err = answer.fault()
	}
	if err != nil {
		if e, ok := errors.AsType[*desk.Error](err); ok {
			return reply{}, e.Message
		}
		return reply{}, err.Error()
	}
	return answer, ""
}

// cut makes a text short enough for a note.
func cut(text string) string {
	const most = 100
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return fmt.Sprintf("%q", text)
}
