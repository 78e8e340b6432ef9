// Package outbound makes the HTTP clients with which this program fetches what an address names: pages to import, models,
// webhooks. An address can come from a page, a redirect or a setting, so a client reaches public addresses on the ports
// of the web, and besides them only what the operator has permitted.
//
// It promises: a name is resolved here, every address that it has is judged, and the very address that was judged is the
// one dialled, at each redirect anew, so that a name cannot mean one thing to the check and another to the connection; a
// redirect carries no credential to another host and no request body either; an answer that is longer than the limit,
// unpacked, is an error and never a shorter answer; the whole exchange ends in time; TLS is 1.2 or later. A refusal is a
// desk.Error of kind Forbidden that names the address and the setting that would permit it.
package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Permit is one thing that a client may reach though the rule for public addresses refuses it. One that has only a Port
// permits that port at every public address.
type Permit struct {
	Host string       // this name, exactly, in lower case: also where it leads to a private or loopback address
	Net  netip.Prefix // these addresses, whatever they are
	Port uint16       // only this port; 0: those that every address may be asked on
}

// Resolver gives the addresses of a name. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Config says what a client may do. The zero value is the strictest.
type Config struct {
	Permits   []Permit
	Setting   string        // what a refusal tells the operator to set; empty: VIGIE_FETCH_ALLOW
	Timeout   time.Duration // of the whole exchange, redirects and body included; 0: 30 s
	MaxHeader int64         // bytes of an answer's header; 0: 64 KiB
	MaxBody   int64         // bytes of an answer's body, unpacked; 0: 10 MiB
	Resolver  Resolver      // nil: the system's
	Roots     *x509.CertPool
	// Proxy gives the proxy of a request, as http.ProxyFromEnvironment does. Nil, the default: none, whatever the
	// environment says. With a proxy the names are judged here and resolved again there.
	Proxy func(*http.Request) (*url.URL, error)
}

const (
	defaultTimeout   = 30 * time.Second
	defaultMaxHeader = 64 << 10
	defaultMaxBody   = 10 << 20
	defaultSetting   = "VIGIE_FETCH_ALLOW"

	dialWithin      = 5 * time.Second // for one address
	handshakeWithin = 10 * time.Second
	idleFor         = 30 * time.Second
	idleMost        = 16
)

// New makes a client. It is safe for concurrent use, keeps no cookies, and is not to be given another transport.
func New(cfg Config) *http.Client {
	if cfg.Setting == "" {
		cfg.Setting = defaultSetting
	}
	g := &gate{permits: cfg.Permits, setting: cfg.Setting, resolver: cfg.Resolver}
	if g.resolver == nil {
		g.resolver = net.DefaultResolver
	}
	transport := &http.Transport{
		DialContext:            g.dial,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: cfg.Roots},
		TLSHandshakeTimeout:    handshakeWithin,
		MaxResponseHeaderBytes: or(cfg.MaxHeader, defaultMaxHeader),
		MaxIdleConns:           idleMost,
		IdleConnTimeout:        idleFor,
	}
	guarded := &guarded{gate: g, next: transport, most: or(cfg.MaxBody, defaultMaxBody)}
	if cfg.Proxy != nil {
		guarded.proxied = true
		transport.Proxy = g.through(cfg.Proxy)
	}
	return &http.Client{Transport: guarded, CheckRedirect: redirect, Timeout: or(cfg.Timeout, defaultTimeout)}
}

func or[T int64 | time.Duration](value, otherwise T) T {
	if value > 0 {
		return value
	}
	return otherwise
}

// guarded is the transport: what dialling cannot see, it looks at here.
type guarded struct {
	*gate
	next    http.RoundTripper
	most    int64
	proxied bool
}

// RoundTrip implements http.RoundTripper.
func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return nil, desk.Errorf(desk.Forbidden, "%s: only http and https addresses are fetched", r.URL.Redacted())
	}
	if g.proxied { // the proxy is what will be dialled, so the target is judged before
		if _, err := g.resolve(r.Context(), authority(r.URL)); err != nil {
			return nil, err
		}
	}
	answer, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = &limited{body: answer.Body, left: g.most, most: g.most, from: r.URL.Host}
	return answer, nil
}

// CloseIdleConnections lets http.Client.CloseIdleConnections reach the connections.
func (g *guarded) CloseIdleConnections() {
	if c, ok := g.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// through wraps a choice of proxy so that the proxy itself, which the operator has set, may be dialled.
func (g *gate) through(choose func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		proxy, err := choose(r)
		if err == nil && proxy != nil {
			g.proxies.Store(authority(proxy), true)
		}
		return proxy, err
	}
}

// authority gives host:port of an address, in lower case, as the transport dials it.
func authority(u *url.URL) string {
	port := u.Port()
	if port == "" {
		switch u.Scheme {
		case "https":
			port = "443"
		case "socks5", "socks5h":
			port = "1080"
		default:
			port = "80"
		}
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// gate judges where a client may go.
type gate struct {
	permits  []Permit
	setting  string
	resolver Resolver
	proxies  sync.Map // host:port of the proxies in use
}
