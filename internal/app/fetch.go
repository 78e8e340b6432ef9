package app

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/crawl"
	"github.com/vigie-desk/vigie/internal/outbound"
)

const (
	fetchWithin = time.Minute // one page, redirects included
	fetchMost   = 65 << 20    // bytes of one answer; what reads it has lower limits of its own
)

// fetcher makes the client with which pages are fetched: public addresses, and what the operator has permitted.
func fetcher(cfg config.Config, envProxy bool) *http.Client {
	out := outbound.Config{Setting: "--fetch-allow or VIGIE_FETCH_ALLOW", Timeout: fetchWithin, MaxBody: fetchMost}
	for _, p := range cfg.FetchAllow {
		out.Permits = append(out.Permits, outbound.Permit(p))
	}
	if envProxy {
		out.Proxy = http.ProxyFromEnvironment
	}
	return outbound.New(out)
}

// userAgent is what sites are told of who asks.
func userAgent() string { return crawl.Product + "/" + firstField(version()) }

func firstField(text string) string {
	for i, r := range text {
		if r == ' ' {
			return text[:i]
		}
	}
	return text
}

// caller makes the client for an address that the engineer has set: a model's server, a company's webhook. It reaches that
// host on that port, wherever it is, and nothing else; it follows no redirect, since a key or a signed message goes to the
// address that was set and to no other.
func caller(address *url.URL, setting string) *http.Client {
	port, err := strconv.ParseUint(address.Port(), 10, 16)
	if err != nil {
		port = 0 // the scheme's own
	}
	client := outbound.New(outbound.Config{
		Setting: setting, Timeout: fetchWithin, MaxBody: answerMost,
		Permits: []outbound.Permit{{Host: strings.ToLower(address.Hostname()), Port: uint16(port)}},
	})
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client
}

// answerMost bounds what a model's server may answer, in bytes.
const answerMost = 8 << 20
