package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// visit is what is known of a request before anybody looks at its body.
type visit struct {
	id      string
	client  netip.Addr // who asks, as far as can be believed
	https   bool
	bearer  string // what the Authorization header holds; empty where there is none
	asked   bool   // there is an Authorization header, whatever it holds
	origin  string
	request *http.Request
	head    http.Header // of the response
	writer  http.ResponseWriter
	me      *desk.Operator // who is signed in, once that is known
	waits   bool           // a stream or a wait: its time says nothing of the server's speed
}

type visitKey struct{}

// visitOf gives the visit of a request's context; an empty one outside a request.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{request: &http.Request{Header: http.Header{}}, head: http.Header{}}
}

// identify makes the visit.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{id: s.NewID(), origin: r.Header.Get("Origin"), head: w.Header(), writer: w}
		peer := addressOf(r.RemoteAddr)
		v.client, v.https = peer, r.TLS != nil
		if s.trusts(peer) {
			v.client = s.forwarded(peer, r.Header.Values("X-Forwarded-For"))
			v.https = v.https || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
		}
		if s.cfg.PublicURL != nil && s.cfg.PublicURL.Scheme == "https" {
			v.https = true
		}
		v.bearer, v.asked = bearerOf(r)
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		v.request = r
		w.Header().Set("X-Request-Id", v.id)
		next.ServeHTTP(w, r)
	})
}

func (s *Server) trusts(addr netip.Addr) bool {
	return slices.ContainsFunc(s.cfg.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// forwarded reads X-Forwarded-For from its end: the last address that no trusted proxy added is the client's. What
// cannot be read is not believed, nor what stands before it.
func (s *Server) forwarded(peer netip.Addr, headers []string) netip.Addr {
	hops := strings.Split(strings.Join(headers, ","), ",")
	client := peer
	for _, hop := range slices.Backward(hops) {
		addr := addressOf(strings.TrimSpace(hop))
		if !addr.IsValid() {
			return client
		}
		client = addr
		if !s.trusts(addr) {
			return client
		}
	}
	return client
}

// addressOf reads an address with or without a port; the invalid one where it cannot.
func addressOf(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	addr, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}

// network gives the prefix that stands for a client in limits: /24 of IPv4, /56 of IPv6. Those whose address cannot be
// read share one.
func network(addr netip.Addr) string {
	bits := 56
	if addr.Is4() {
		bits = 24
	}
	prefix, err := addr.Prefix(bits)
	if err != nil || !prefix.IsValid() {
		return "unknown"
	}
	return prefix.String()
}

// bearerOf reads the Authorization header. Anything but one readable bearer token is asked without a bearer, which opens
// nothing.
func bearerOf(r *http.Request) (token string, asked bool) {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return "", false
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "Bearer") {
		return "", true
	}
	return strings.TrimSpace(token), true
}
