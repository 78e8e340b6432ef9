package crawl

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// readPages fetches the pages of a list, two at once, and puts them into the site by place. Only the end of the context
// is an error.
func (v *visit) readPages(ctx context.Context, l *listing, site *knowledge.Site) error {
	workers := atOnce
	if v.robots.delay > 0 {
		workers = 1 // a pause between two requests means between any two
	}
	outcomes := make([]outcome, len(l.pages))
	next := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range next {
				outcomes[i] = v.readPage(ctx, l.pages[i])
				v.step(len(l.pages))
			}
		})
	}
	for i := range l.pages {
		next <- i
	}
	close(next)
	group.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	v.settle(l, outcomes, site)
	return nil
}

func (v *visit) step(total int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.read++
	if v.cfg.Progress != nil {
		v.cfg.Progress(v.read, total)
	}
}

// readPage fetches one page, unless the visit has been stopped.
func (v *visit) readPage(ctx context.Context, u *url.URL) outcome {
	if ctx.Err() != nil || v.isStopped() {
		return outcome{}
	}
	out := outcome{page: knowledge.WebPage{Place: placeOf(u), URL: u.String()}, at: u, asked: true}
	if !v.robots.allows(u) {
		out.page.Fault = desk.Errorf(desk.Forbidden, "%s: the site's robots.txt keeps it from %s", u, Product)
		return out
	}
	answer, err := v.get(ctx, u, pageMost)
	if err == nil {
		out.at, out.gone = answer.url, answer.status == http.StatusGone
		err = answer.fault()
	}
	v.tally(err, len(answer.body))
	if err == nil {
		var page knowledge.WebPage
		if page, out.noindex, err = answer.page(out.page.Place); err == nil {
			out.page = page
		}
	}
	out.page.Fault = err
	return out
}

func (v *visit) isStopped() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.stopped != ""
}

// tally stops the visit where the site seems to be down, or gives more than is to be kept.
func (v *visit) tally(err error, size int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if desk.Is(err, desk.Unavailable) {
		v.faults++
	} else {
		v.faults = 0
	}
	v.bytes += size
	switch {
	case v.stopped != "":
	case v.faults >= faultsMost:
		v.stopped = fmt.Sprintf("%d pages in a row could not be fetched", v.faults)
	case v.bytes > siteMost:
		v.stopped = fmt.Sprintf("the pages have more than %d bytes together", siteMost)
	}
}

// settle sorts what came of each address into the site. A closed or broken site answers many addresses with one page (a
// sign-in, a notice, a shell that needs JavaScript): such words are nobody's, and the articles stay as they are.
func (v *visit) settle(l *listing, outcomes []outcome, site *knowledge.Site) {
	ends, bodies := map[string]int{}, map[[sha256.Size]byte]int{}
	for i := range outcomes {
		if o := &outcomes[i]; o.fetched() {
			o.sum = sha256.Sum256(o.page.Data)
			ends[placeOf(o.at)]++
			bodies[o.sum]++
		}
	}
	var noindex, gone, unasked int
	for _, o := range outcomes {
		if o.fetched() {
			led := placeOf(o.at) != o.page.Place
			switch {
			case led && (o.noindex || l.seen[placeOf(o.at)] || ends[placeOf(o.at)] > 1):
				o.fail(desk.Errorf(desk.Conflict, "/%s: leads to %s, which is another page; take it out of the sitemap if it is gone", o.page.Place, o.at))
			case bodies[o.sum] > twinsMost:
				o.fail(desk.Errorf(desk.Conflict, "/%s: says the very same as %d other pages; is it a sign-in page, or one that needs JavaScript?", o.page.Place, bodies[o.sum]-1))
			case led:
				site.Notes = append(site.Notes, fmt.Sprintf("/%s leads to %s: what stands there was taken", o.page.Place, o.at))
			}
		}
		switch {
		case !o.asked:
			unasked++
		case o.gone:
			gone++
		case o.noindex && o.page.Fault == nil:
			noindex++
		default:
			site.Pages = append(site.Pages, o.page)
		}
	}
	slices.SortFunc(site.Pages, func(a, b knowledge.WebPage) int { return strings.Compare(a.Place, b.Place) })
	site.Ignored += noindex + gone
	if noindex > 0 {
		site.Notes = append(site.Notes, fmt.Sprintf("%d pages say noindex and were left out", noindex))
	}
	if gone > 0 {
		site.Notes = append(site.Notes, fmt.Sprintf("%d pages of the sitemap are gone for good (410)", gone))
	}
	if unasked > 0 {
		site.Partial = true
		site.Notes = append(site.Notes, fmt.Sprintf("%d pages were not asked for, as %s; nothing is withdrawn", unasked, v.stopped))
	}
}

// twinsMost is how many pages may have the very same bytes.
const twinsMost = 2

// outcome is what became of one address of a sitemap.
type outcome struct {
	page    knowledge.WebPage
	noindex bool
	gone    bool     // the site says that it is no more (410)
	at      *url.URL // where the redirects ended
	asked   bool     // false: the visit was stopped before
	sum     [sha256.Size]byte
}

func (o *outcome) fetched() bool { return o.asked && o.page.Fault == nil }

// fail makes a page that was fetched one that was not.
func (o *outcome) fail(err error) {
	o.page, o.noindex = knowledge.WebPage{Place: o.page.Place, Fault: err}, false
}
