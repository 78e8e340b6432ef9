package outbound

import (
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// redirectsMost is how many redirects one request follows.
const redirectsMost = 5

// redirect is http.Client.CheckRedirect. Where the target lies is judged when it is dialled.
func redirect(next *http.Request, via []*http.Request) error {
	first, last := via[0], via[len(via)-1]
	switch {
	case len(via) > redirectsMost:
		return desk.Errorf(desk.Invalid, "%s leads on more than %d times", first.URL.Redacted(), redirectsMost)
	case last.URL.Scheme == "https" && next.URL.Scheme != "https" && credentialed(first):
		return desk.Errorf(desk.Forbidden, "%s leads to an address without TLS, and the request carries a credential", first.URL.Redacted())
	case !elsewhere(next, via):
		return nil
	case next.Method != http.MethodGet && next.Method != http.MethodHead:
		return desk.Errorf(desk.Forbidden, "%s leads a %s to another host, %s, which was not the one to be told", first.URL.Redacted(), next.Method, next.URL.Host)
	}
	for name := range next.Header {
		if !harmless(name) {
			next.Header.Del(name)
		}
	}
	return nil
}

// elsewhere tells whether a chain of redirects has ever left the host that the request was meant for. Having left, it
// does not come home: the way back was chosen elsewhere.
func elsewhere(next *http.Request, via []*http.Request) bool {
	home := authority(via[0].URL)
	for _, r := range via[1:] {
		if authority(r.URL) != home && !upgraded(via[0], r) {
			return true
		}
	}
	return authority(next.URL) != home && !upgraded(via[0], next)
}

// upgraded tells whether the second is the first's host with TLS, each on its usual port.
func upgraded(first, second *http.Request) bool {
	a, b := first.URL, second.URL
	return a.Scheme == "http" && b.Scheme == "https" && strings.EqualFold(a.Hostname(), b.Hostname()) &&
		strings.HasSuffix(authority(a), ":80") && strings.HasSuffix(authority(b), ":443")
}

// credentialed tells whether a request carries anything but the harmless.
func credentialed(r *http.Request) bool {
	if r.URL.User != nil {
		return true
	}
	for name := range r.Header {
		if !harmless(name) {
			return true
		}
	}
	return false
}

// harmless lists the headers that any host may be told. Keys come under many names (Authorization, Cookie, X-Api-Key), so
// what is not known to be harmless stays at home.
func harmless(name string) bool {
	switch name {
	case "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Length", "Content-Type", "Range", "User-Agent":
		return true
	}
	return false
}
