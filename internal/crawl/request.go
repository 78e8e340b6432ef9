package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// reply is what an address answered.
type reply struct {
	url     *url.URL // where the redirects ended, tidy
	status  int
	kind    string // the media type, in lower case; empty where it is not said
	charset string
	header  http.Header
	body    []byte
	cut     bool // there was more than the limit: body is its beginning
}

// fault says why an answer is no page: nil for one that is.
func (r reply) fault() error {
	switch r.status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		return nil
	case http.StatusNotFound:
		return desk.Errorf(desk.NotFound, "%s: there is no such page (404)", r.url)
	case http.StatusGone:
		return desk.Errorf(desk.NotFound, "%s: is gone for good (410)", r.url)
	case http.StatusUnauthorized, http.StatusForbidden:
		return desk.Errorf(desk.Forbidden, "%s: asks for a login (%d); pages behind one are not imported: export them to a folder and import that", r.url, r.status)
	}
	return desk.Errorf(desk.Unavailable, "%s: answered %d %s; try again later", r.url, r.status, http.StatusText(r.status))
}

// get asks for an address of the host that is visited, at the pace that it asks for. Where it answers that it is busy and
// says until when, it is asked once more.
func (v *visit) get(ctx context.Context, u *url.URL, most int64) (reply, error) {
	if err := v.pace(ctx); err != nil {
		return reply{}, err
	}
	answer, err := v.request(ctx, &v.client, u, most)
	if err != nil || answer.status != http.StatusTooManyRequests && answer.status != http.StatusServiceUnavailable {
		return answer, err
	}
	pause, ok := retryAfter(answer.header)
	if !ok {
		return answer, nil
	}
	if err := v.cfg.Wait(ctx, pause); err != nil {
		return reply{}, err
	}
	return v.request(ctx, &v.client, u, most)
}

// pace waits for as long as robots.txt asks, from the second request on.
func (v *visit) pace(ctx context.Context) error {
	v.mu.Lock()
	first := !v.asked
	v.asked = true
	v.mu.Unlock()
	if first || v.robots.delay == 0 {
		return ctx.Err()
	}
	return v.cfg.Wait(ctx, v.robots.delay)
}

// patience is the longest pause that a Retry-After is given.
const patience = time.Minute

// retryAfter reads Retry-After, in seconds or as a date, which is held against the answer's own date. It is not ok where
// there is none, or where it asks for more patience than there is.
func retryAfter(h http.Header) (time.Duration, bool) {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 32); err == nil {
		pause := time.Duration(seconds) * time.Second
		return pause, pause <= patience
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0, false
	}
	pause := max(0, until.Sub(now))
	return pause, pause <= patience
}

func (v *visit) request(ctx context.Context, client *http.Client, u *url.URL, most int64) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return reply{}, desk.Wrap(err, desk.Invalid, u.String()+" cannot be asked for")
	}
	r.Header.Set("User-Agent", v.cfg.Agent)
	r.Header.Set("Accept", "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, application/xml;q=0.9, */*;q=0.5")
	got, err := client.Do(r)
	if err != nil {
		return reply{}, explain(ctx, u, err)
	}
	answer := reply{url: &url.URL{}, status: got.StatusCode, header: got.Header}
	*answer.url = *got.Request.URL
	tidy(answer.url)
	kind, params, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	if err == nil || errors.Is(err, mime.ErrInvalidMediaParameter) {
		answer.kind, answer.charset = kind, strings.ToLower(params["charset"])
	}
	answer.body, err = io.ReadAll(io.LimitReader(got.Body, most+1))
	err = errors.Join(err, got.Body.Close())
	if err != nil {
		return reply{}, explain(ctx, u, err)
	}
	if int64(len(answer.body)) > most {
		answer.body, answer.cut = answer.body[:most], true
		return answer, desk.Errorf(desk.TooLarge, "%s: has more than %d bytes, which is the most that is read", u, most)
	}
	return answer, nil
}

// explain makes a sentence of what went wrong between here and a site.
func explain(ctx context.Context, u *url.URL, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if known, ok := errors.AsType[*desk.Error](err); ok {
		return desk.Wrap(known.Err, known.Kind, u.String()+": "+known.Message)
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Timeout() {
			return desk.Wrap(err, desk.Unavailable, u.String()+": did not answer in time; try again later")
		}
		err = e.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return desk.Wrap(err, desk.Unavailable, u.String()+": did not answer to its end in time; try again later")
	}
	return desk.Wrap(err, desk.Unavailable, fmt.Sprintf("%s: cannot be fetched (%v)", u, err))
}

// redirect keeps a visit on its host and within its robots.txt. It comes before the client's own rule.
func (v *visit) redirect(next *http.Request, via []*http.Request) error {
	to := *next.URL
	tidy(&to)
	switch {
	case !sameHost(&to, v.home):
		return desk.Errorf(desk.Invalid, "leads to %s, on another host; if that is the page, give its address", to.Redacted())
	case !v.robots.allows(&to):
		return desk.Errorf(desk.Forbidden, "leads to %s, which the site's robots.txt keeps from %s", &to, Product)
	case v.cfg.Client.CheckRedirect == nil && len(via) >= 10: // net/http's own limit
		return desk.Errorf(desk.Invalid, "leads on more than 10 times")
	case v.cfg.Client.CheckRedirect == nil:
		return nil
	}
	return v.cfg.Client.CheckRedirect(next, via)
}
