package outbound

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// names is a resolver that knows a few names.
type names map[string][]netip.Addr

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if found, ok := n[host]; ok {
		return found, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// turning is a resolver whose answer changes with each question.
type turning struct {
	answers []string
	asked   atomic.Int32
}

func (r *turning) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	n := int(r.asked.Add(1)) - 1
	return []netip.Addr{netip.MustParseAddr(r.answers[min(n, len(r.answers)-1)])}, nil
}

func portText(port uint16) string { return strconv.Itoa(int(port)) }

var loopback = netip.MustParseAddr("127.0.0.1")

// serve starts a server and gives its port, and a permit for it.
func serve(t *testing.T, h http.Handler) (*httptest.Server, uint16) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s, portOf(t, s.URL)
}

func portOf(t *testing.T, address string) uint16 {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return uint16(port)
}

func here(port uint16) Permit { return Permit{Net: netip.PrefixFrom(loopback, 32), Port: port} }

func get(t *testing.T, c *http.Client, address string) (string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return do(c, r)
}

func do(c *http.Client, r *http.Request) (string, error) {
	answer, err := c.Do(r)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(answer.Body)
	return string(text), errors.Join(err, answer.Body.Close())
}

func refused(t *testing.T, err error, words string) {
	t.Helper()
	if !desk.Is(err, desk.Forbidden) || !strings.Contains(err.Error(), words) {
		t.Errorf("want a refusal with %q, got %v", words, err)
	}
}

func TestLoopbackIsRefusedUnlessPermitted(t *testing.T) {
	asked := atomic.Int32{}
	s, port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = io.WriteString(w, "hello")
	}))
	strict := New(Config{})
	for _, address := range []string{
		s.URL, "http://localhost:" + portText(port), "http://[::ffff:127.0.0.1]:" + portText(port), "http://2130706433:" + portText(port),
		"http://0177.0.0.1:" + portText(port), "http://0x7f.1:" + portText(port), "http://127.1:" + portText(port), "http://0.0.0.0:" + portText(port),
		"http://[::]:" + portText(port), "http://127.0.0.1.:" + portText(port),
	} {
		_, err := get(t, strict, address)
		if !desk.Is(err, desk.Forbidden) && !desk.Is(err, desk.Unavailable) {
			t.Errorf("%s: %v", address, err)
		}
	}
	_, err := get(t, strict, s.URL)
	refused(t, err, "VIGIE_FETCH_ALLOW=127.0.0.1:"+portText(port))
	if asked.Load() != 0 {
		t.Fatalf("the server was asked %d times", asked.Load())
	}
	if text, err := get(t, New(Config{Permits: []Permit{here(port)}}), s.URL); err != nil || text != "hello" {
		t.Errorf("permitted: %q, %v", text, err)
	}
	if _, err := get(t, New(Config{Permits: []Permit{here(port + 1)}}), s.URL); !desk.Is(err, desk.Forbidden) {
		t.Errorf("a permit for another port: %v", err)
	}
}

func TestOnlyTheWebIsSpoken(t *testing.T) {
	_, err := get(t, New(Config{}), "file:///etc/passwd")
	refused(t, err, "only http and https")
	_, err = get(t, New(Config{}), "gopher://example.org/")
	refused(t, err, "only http and https")
}

// A name that means a public address when it is looked at and a private one when it is dialled gets nothing: it is asked
// for once, and what is dialled is what was looked at.
func TestRebinding(t *testing.T) {
	asked := atomic.Int32{}
	_, port := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	// 127.0.0.2, where nobody listens, stands for a public address: no test leaves the machine.
	resolver := &turning{answers: []string{"127.0.0.2", "127.0.0.1"}}
	good := Permit{Net: netip.MustParsePrefix("127.0.0.2/32"), Port: port}
	if text, err := get(t, New(Config{Resolver: resolver, Permits: []Permit{good}}), "http://turning.example:"+portText(port)); err == nil {
		t.Errorf("got %q from nowhere", text)
	}
	if asked.Load() != 0 || resolver.asked.Load() != 1 {
		t.Errorf("the private server was asked %d times, the resolver %d", asked.Load(), resolver.asked.Load())
	}
	// The other way round: private first is refused, and so is one of each.
	_, err := get(t, New(Config{Resolver: &turning{answers: []string{"127.0.0.1"}}}), "http://turning.example")
	refused(t, err, "turning.example leads to 127.0.0.1, a loopback address")
	both := names{"both.example": {netip.MustParseAddr("198.41.0.4"), loopback}}
	_, err = get(t, New(Config{Resolver: both}), "http://both.example")
	refused(t, err, "loopback")
}

func TestOnlyWhatWasJudgedIsDialled(t *testing.T) {
	judged := []netip.AddrPort{netip.MustParseAddrPort("93.184.215.14:80")}
	if err := onlyJudged(judged, "93.184.215.14:80"); err != nil {
		t.Error(err)
	}
	for _, other := range []string{"127.0.0.1:80", "93.184.215.14:81", "nonsense", ""} {
		if err := onlyJudged(judged, other); !desk.Is(err, desk.Forbidden) {
			t.Errorf("%q: %v", other, err)
		}
	}
}

func TestRedirectToLoopbackIsRefused(t *testing.T) {
	asked := atomic.Int32{}
	inner, _ := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	for _, target := range []string{inner.URL, "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "http://[::1]/", "//127.0.0.1/"} {
		outer, port := serve(t, http.RedirectHandler(target, http.StatusFound))
		_, err := get(t, New(Config{Permits: []Permit{here(port)}}), outer.URL)
		if !desk.Is(err, desk.Forbidden) {
			t.Errorf("%s: %v", target, err)
		}
	}
	if asked.Load() != 0 {
		t.Error("the inner server was asked")
	}
}

func TestRedirectsEnd(t *testing.T) {
	hops := atomic.Int32{}
	s, port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hops.Add(1)
		n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if n == 0 {
			_, _ = io.WriteString(w, "there")
			return
		}
		http.Redirect(w, r, "/"+strconv.Itoa(n-1), http.StatusFound)
	}))
	c := New(Config{Permits: []Permit{here(port)}})
	if text, err := get(t, c, s.URL+"/5"); err != nil || text != "there" {
		t.Errorf("five redirects: %q, %v", text, err)
	}
	hops.Store(0)
	if _, err := get(t, c, s.URL+"/6"); !desk.Is(err, desk.Invalid) || hops.Load() != 6 {
		t.Errorf("six redirects: %v after %d requests", err, hops.Load())
	}
}

// What goes with a request stays with the host that it was meant for, also when the chain comes back to it.
func TestCredentialsStayAtHome(t *testing.T) {
	var seen []string
	var port uint16
	s, port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secrets := r.Header.Get("Authorization") + r.Header.Get("X-Api-Key") + r.Header.Get("Cookie")
		seen = append(seen, fmt.Sprintf("%s%s %q %q", strings.Split(r.Host, ":")[0], r.URL.Path, secrets, r.Header.Get("Referer")))
		to := map[string]string{
			"home.example/":         "/two",
			"home.example/two":      "http://sub.home.example:" + portText(port) + "/away",
			"sub.home.example/away": "http://home.example:" + portText(port) + "/back",
		}[strings.Split(r.Host, ":")[0]+r.URL.Path]
		if to != "" {
			http.Redirect(w, r, to, http.StatusFound)
		}
	}))
	_ = s
	resolver := names{"home.example": {loopback}, "sub.home.example": {loopback}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://home.example:"+portText(port)+"/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Authorization": "A", "X-Api-Key": "B", "Cookie": "C=D", "User-Agent": "Vigie"} {
		r.Header.Set(name, value)
	}
	if _, err := do(New(Config{Resolver: resolver, Permits: []Permit{here(port)}}), r); err != nil {
		t.Fatal(err)
	}
	home := "http://home.example:" + portText(port)
	want := []string{`home.example/ "ABC=D" ""`, `home.example/two "ABC=D" "` + home + `/"`, `sub.home.example/away "" ""`, `home.example/back "" ""`}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(seen, "\n"), strings.Join(want, "\n"))
	}
}

func TestBodiesGoToNobodyElse(t *testing.T) {
	told := atomic.Int32{}
	other, otherPort := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { told.Add(1) }))
	s, port := serve(t, http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, strings.NewReader("words of a customer"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = do(New(Config{Permits: []Permit{here(port), here(otherPort)}}), r)
	refused(t, err, "leads a POST to another host")
	if told.Load() != 0 {
		t.Error("the other host was told")
	}
}

func TestNoDowngradeWithCredentials(t *testing.T) {
	plain, plainPort := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "plain") }))
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL, http.StatusFound))
	defer secure.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	c := New(Config{Permits: []Permit{here(plainPort), here(portOf(t, secure.URL))}, Roots: roots})
	if text, err := get(t, c, secure.URL); err != nil || text != "plain" {
		t.Errorf("without a credential: %q, %v", text, err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, secure.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer x")
	_, err = do(c, r)
	refused(t, err, "without TLS")
	_, err = get(t, c, strings.Replace(secure.URL, "https://", "https://user:secret@", 1))
	refused(t, err, "without TLS")
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the password is printed: %v", err)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	s.StartTLS()
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	if _, err := get(t, New(Config{Permits: []Permit{here(portOf(t, s.URL))}, Roots: roots}), s.URL); err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("TLS 1.1: %v", err)
	}
	if _, err := get(t, New(Config{Permits: []Permit{here(portOf(t, s.URL))}}), s.URL); err == nil {
		t.Error("a certificate that nobody vouches for passes")
	}
}

func TestLimits(t *testing.T) {
	bomb := &bytes.Buffer{}
	z := gzip.NewWriter(bomb)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	s, port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/exact":
			_, _ = w.Write(make([]byte, 1000))
		case "/over":
			_, _ = w.Write(make([]byte, 1001))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/header":
			w.Header().Set("X-Long", strings.Repeat("x", 10_000))
		}
	}))
	c := New(Config{Permits: []Permit{here(port)}, MaxBody: 1000, MaxHeader: 4096})
	if text, err := get(t, c, s.URL+"/exact"); err != nil || len(text) != 1000 {
		t.Errorf("at the limit: %d bytes, %v", len(text), err)
	}
	for _, path := range []string{"/over", "/bomb"} {
		if text, err := get(t, c, s.URL+path); !desk.Is(err, desk.TooLarge) || len(text) > 1000 {
			t.Errorf("%s: %d bytes, %v", path, len(text), err)
		}
	}
	if _, err := get(t, c, s.URL+"/header"); err == nil {
		t.Error("a header beyond the limit passes")
	}
	if bomb.Len() > 100_000 {
		t.Fatalf("the bomb has %d bytes packed", bomb.Len())
	}
}

func TestSlowBodyEndsInTime(t *testing.T) {
	let := make(chan struct{})
	s, port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-let:
				return
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}))
	defer close(let)
	begun := time.Now()
	_, err := get(t, New(Config{Permits: []Permit{here(port)}, Timeout: 200 * time.Millisecond}), s.URL)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > 5*time.Second {
		t.Errorf("a body that drips: %v after %s", err, time.Since(begun))
	}
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL, http.NoBody)
	if _, err := do(New(Config{Permits: []Permit{here(port)}}), r); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the caller's deadline: %v", err)
	}
}

func TestProxies(t *testing.T) {
	proxy, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "by proxy: "+r.URL.String())
	}))
	// The environment is read once a process, so a test cannot set it: that it is not asked shows in the transport.
	if New(Config{}).Transport.(*guarded).next.(*http.Transport).Proxy != nil {
		t.Error("the environment's proxy is used unasked")
	}
	resolver := names{"example.org": {netip.MustParseAddr("93.184.215.14")}, "inner.example": {netip.MustParseAddr("10.0.0.1")}}
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Config{Resolver: resolver, Proxy: http.ProxyURL(u)})
	if text, err := get(t, c, "http://example.org/page"); err != nil || text != "by proxy: http://example.org/page" {
		t.Errorf("%q, %v", text, err)
	}
	_, err = get(t, c, "http://inner.example/")
	refused(t, err, "inner.example leads to 10.0.0.1")
	_, err = get(t, c, proxy.URL) // the proxy itself is no page
	refused(t, err, "127.0.0.1")
}

func TestANameWithoutAddress(t *testing.T) {
	_, err := get(t, New(Config{Resolver: names{"empty.example": nil}}), "http://empty.example")
	if !desk.Is(err, desk.Unavailable) {
		t.Errorf("no address: %v", err)
	}
	if _, err := get(t, New(Config{Resolver: names{}}), "http://nowhere.example"); !desk.Is(err, desk.Unavailable) {
		t.Errorf("no such name: %v", err)
	}
	_, err = get(t, New(Config{Resolver: names{}}), "http://2130706433/")
	refused(t, err, "four decimal parts")
}
