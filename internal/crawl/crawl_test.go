package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/outbound"
)

// world is a site: what each path answers. "{site}" in a text is the site's address.
type world struct {
	pages  map[string]string
	status map[string]int
	header map[string]string // of one path: "Name: value"
	slow   time.Duration

	mu     sync.Mutex
	asked  []string
	within int // requests at this moment
	most   int // at once
	waits  []time.Duration
	server *httptest.Server
}

func (w *world) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked = append(w.asked, r.URL.RequestURI())
	w.within++
	w.most = max(w.most, w.within)
	status := w.status[r.URL.Path]
	if status < 0 { // only the first time
		w.status[r.URL.Path], status = 0, -status
	}
	w.mu.Unlock()
	time.Sleep(w.slow)
	defer func() { w.mu.Lock(); w.within--; w.mu.Unlock() }()
	text, known := w.pages[r.URL.Path]
	if name, value, found := strings.Cut(w.header[r.URL.Path], ": "); found {
		out.Header().Set(name, strings.ReplaceAll(value, "{site}", w.server.URL))
	}
	if out.Header().Get("Content-Type") == "" {
		switch {
		case strings.Contains(r.URL.Path, ".xml"):
			out.Header().Set("Content-Type", "application/xml")
		case r.URL.Path == "/robots.txt":
			out.Header().Set("Content-Type", "text/plain")
		default:
			out.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
	}
	switch {
	case status != 0:
		out.WriteHeader(status)
	case !known:
		out.WriteHeader(http.StatusNotFound)
	}
	_, _ = out.Write([]byte(strings.ReplaceAll(text, "{site}", w.server.URL)))
}

// start serves the world and gives what a crawl of it works with.
func (w *world) start(t *testing.T) Config {
	t.Helper()
	w.server = httptest.NewServer(w)
	t.Cleanup(w.server.Close)
	port, err := strconv.ParseUint(w.server.URL[strings.LastIndexByte(w.server.URL, ':')+1:], 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	client := outbound.New(outbound.Config{Timeout: 10 * time.Second, Permits: []outbound.Permit{{Net: netip.MustParsePrefix("127.0.0.1/32"), Port: uint16(port)}}})
	t.Cleanup(client.CloseIdleConnections)
	return Config{Client: client, Agent: "Vigie/test", Wait: func(_ context.Context, d time.Duration) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.waits = append(w.waits, d)
		return nil
	}}
}

// list makes a sitemap of paths.
func list(paths ...string) string {
	var b strings.Builder
	b.WriteString("<urlset>")
	for _, p := range paths {
		fmt.Fprintf(&b, "<url><loc>{site}%s</loc></url>", p)
	}
	return b.String() + "</urlset>"
}

func page(text string) string { return "<html><body><h1>Page</h1><p>" + text + "</body></html>" }

func fetch(t *testing.T, w *world, cfg Config, path string, whole bool) Found {
	t.Helper()
	found, err := Fetch(t.Context(), cfg, w.server.URL+path, whole)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// places gives what a site holds: each place, those with a fault marked and with their kind.
func places(s knowledge.Site) []string {
	var all []string
	for _, p := range s.Pages {
		if p.Fault != nil {
			all = append(all, p.Place+" !"+desk.KindOf(p.Fault).String())
			continue
		}
		all = append(all, p.Place)
	}
	return all
}

func said(s knowledge.Site, words string) bool {
	return slices.ContainsFunc(s.Notes, func(n string) bool { return strings.Contains(n, words) })
}

func TestSiteIsReadBySitemap(t *testing.T) {
	w := &world{
		pages: map[string]string{
			"/robots.txt":  "User-agent: *\nDisallow: /private",
			"/sitemap.xml": strings.Replace(list("/", "/docs/a", "/docs/a/", "/docs/b.md", "/docs/c?id=2", "/private/x", "/broken", "/gone", "/lost", "/quiet", "/moved", "/picture.png", "/login-only"), "</urlset>", "<url><loc>https://other.example/x</loc></url></urlset>", 1),
			"/":            page("Home"),
			"/docs/a":      "<head><link rel=canonical href=/a></head>" + page("A"),
			"/docs/b.md":   "# B\n\nWords.",
			"/docs/c":      page("C"),
			"/broken":      "x", "/gone": "x", "/private/x": "x", "/moved": "", "/picture.png": "x", "/login-only": "x",
			"/new":   page("New place"),
			"/quiet": `<head><meta name="robots" content="noindex"></head>` + page("Quiet"),
		},
		status: map[string]int{"/broken": 500, "/gone": 410, "/moved": 301, "/login-only": 401},
		header: map[string]string{"/moved": "Location: {site}/new", "/docs/b.md": "Content-Type: text/markdown", "/picture.png": "Content-Type: image/png"},
		slow:   5 * time.Millisecond,
	}
	cfg := w.start(t)
	var steps []string
	cfg.Progress = func(done, total int) { steps = append(steps, fmt.Sprintf("%d/%d", done, total)) }
	found := fetch(t, w, cfg, "/", false)
	want := []string{"broken !unavailable", "docs/a", "docs/b.md", "docs/c?id=2", "index", "login-only !forbidden", "lost !not_found", "moved", "picture.png !invalid", "private/x !forbidden"}
	if diff := cmp.Diff(want, places(found.Site)); diff != "" {
		t.Error(diff)
	}
	host := strings.TrimPrefix(w.server.URL, "http://")
	if found.Source != host || found.Site.Below != "" || found.Site.Partial || found.Site.Ignored != 3 {
		t.Errorf("source %q, below %q, partial %v, ignored %d", found.Source, found.Site.Below, found.Site.Partial, found.Site.Ignored)
	}
	for _, words := range []string{"1 pages say noindex", "1 pages of the sitemap are gone", "1 addresses of the sitemap are on other hosts", "/moved leads to " + w.server.URL + "/new", "without TLS"} {
		if !said(found.Site, words) {
			t.Errorf("no note says %q: %q", words, found.Site.Notes)
		}
	}
	for _, p := range found.Site.Pages {
		switch p.Place {
		case "docs/a":
			if p.URL != w.server.URL+"/a" || p.Form != ".html" {
				t.Errorf("docs/a: %q as %s", p.URL, p.Form)
			}
		case "docs/b.md":
			if p.URL != w.server.URL+"/docs/b.md" || p.Form != ".md" {
				t.Errorf("docs/b.md: %q as %s", p.URL, p.Form)
			}
		}
	}
	if w.most > 2 {
		t.Errorf("%d requests at once", w.most)
	}
	if slices.Contains(w.asked, "/private/x") {
		t.Error("what robots.txt refuses was asked for")
	}
	if len(steps) != 12 || steps[11] != "12/12" {
		t.Errorf("progress %q", steps)
	}
}

func TestFolderOfASite(t *testing.T) {
	w := &world{pages: map[string]string{
		"/sitemap.xml": list("/docs", "/docs/a", "/documents", "/blog/x", "/docs/b/c"),
		"/docs":        page("1"), "/docs/a": page("2"), "/docs/b/c": page("3"),
	}}
	cfg := w.start(t)
	for _, path := range []string{"/docs/", "/docs", "/docs/index.html"} {
		found := fetch(t, w, cfg, path, true)
		if diff := cmp.Diff([]string{"docs", "docs/a", "docs/b/c"}, places(found.Site)); diff != "" || found.Site.Below != "docs" || found.Site.Ignored != 2 {
			t.Errorf("%s: below %q, ignored %d: %s", path, found.Site.Below, found.Site.Ignored, diff)
		}
	}
	w.pages["/docs/sitemap.xml"] = list("/docs/a")
	if found := fetch(t, w, cfg, "/docs/", false); len(found.Site.Pages) != 1 {
		t.Errorf("the folder's own sitemap: %q", places(found.Site))
	}
	if _, err := Fetch(t.Context(), cfg, w.server.URL+"/nothing/", false); !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), "lists no page") {
		t.Errorf("a folder with no page: %v", err)
	}
}

func TestSitemapsOfAnIndex(t *testing.T) {
	w := &world{pages: map[string]string{
		"/map/index.xml": "<sitemapindex><sitemap><loc>{site}/map/1.xml</loc></sitemap><sitemap><loc>{site}/map/2.xml.gz</loc></sitemap><sitemap><loc>/map/1.xml</loc></sitemap></sitemapindex>",
		"/map/1.xml":     list("/a"), "/map/2.xml.gz": string(pack(t, list("/b"))),
		"/a": page("1"), "/b": page("2"),
	}}
	cfg := w.start(t)
	w.pages["/map/2.xml.gz"] = string(pack(t, strings.ReplaceAll(list("/b"), "{site}", w.server.URL)))
	found := fetch(t, w, cfg, "/map/index.xml", false)
	if diff := cmp.Diff([]string{"a", "b"}, places(found.Site)); diff != "" || found.Site.Partial || found.Source != strings.TrimPrefix(w.server.URL, "http://")+"/map/index.xml" {
		t.Errorf("source %q, partial %v: %s", found.Source, found.Site.Partial, diff)
	}
	w.status = map[string]int{"/map/1.xml": 503}
	found = fetch(t, w, cfg, "/map/index.xml", false)
	if diff := cmp.Diff([]string{"b"}, places(found.Site)); diff != "" || !found.Site.Partial || !said(found.Site, "nothing is withdrawn") {
		t.Errorf("partial %v, notes %q: %s", found.Site.Partial, found.Site.Notes, diff)
	}
	// An index that lists itself, and one cut off.
	w.status, w.pages["/map/1.xml"] = nil, w.pages["/map/index.xml"]
	if found = fetch(t, w, cfg, "/map/index.xml", false); len(found.Site.Pages) != 1 {
		t.Errorf("%q", places(found.Site))
	}
	w.pages["/map/1.xml"] = strings.TrimSuffix(list("/a"), "</urlset>")
	if found = fetch(t, w, cfg, "/map/index.xml", false); len(found.Site.Pages) != 2 || !found.Site.Partial {
		t.Errorf("cut off: partial %v, %q", found.Site.Partial, places(found.Site))
	}
}

func TestOnePage(t *testing.T) {
	w := &world{
		pages:  map[string]string{"/docs/": page("Docs"), "/a": page("A"), "/moved": "", "/quiet": "<meta name=robots content=noindex>", "/busy": page("x"), "/away": "", "/no": "", "/private": "x", "/robots.txt": "User-agent: vigie\nDisallow: /private"},
		status: map[string]int{"/moved": 302, "/busy": 500, "/away": 302, "/no": 302},
		header: map[string]string{"/moved": "Location: /a", "/away": "Location: https://other.example/a", "/no": "Location: /private"},
	}
	cfg := w.start(t)
	for path, want := range map[string]string{"/a": "a", "/moved": "moved", "/docs/": "docs"} {
		found := fetch(t, w, cfg, path, false)
		if diff := cmp.Diff([]string{want}, places(found.Site)); diff != "" || !found.Site.Partial || found.Source != strings.TrimPrefix(w.server.URL, "http://") {
			t.Errorf("%s: %+v %s", path, found, diff)
		}
	}
	if found := fetch(t, w, cfg, "/docs/", false); !said(found.Site, "has no sitemap.xml") {
		t.Errorf("notes %q", found.Site.Notes)
	}
	for path, want := range map[string]struct {
		kind  desk.Kind
		words string
	}{
		"/lost":    {desk.NotFound, "404"},
		"/busy":    {desk.Unavailable, "500"},
		"/quiet":   {desk.Invalid, "noindex"},
		"/away":    {desk.Invalid, "on another host"},
		"/private": {desk.Forbidden, "User-agent: Vigie"},
		"/no":      {desk.Forbidden, "robots.txt"},
	} {
		if _, err := Fetch(t.Context(), cfg, w.server.URL+path, false); !desk.Is(err, want.kind) || !strings.Contains(err.Error(), want.words) {
			t.Errorf("%s: %v, want %s with %q", path, err, want.kind, want.words)
		}
	}
	if _, err := Fetch(t.Context(), cfg, w.server.URL, true); !desk.Is(err, desk.Invalid) {
		t.Errorf("a whole site without a sitemap: %v", err)
	}
	for _, address := range []string{"", "help", "ftp://h/", "https://", "https://user:secret@h/", "https:///a", "http://h:x/"} {
		if _, err := Fetch(t.Context(), cfg, address, false); !desk.Is(err, desk.Invalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestRefusedAddressesAreNamed(t *testing.T) {
	w := &world{}
	cfg := w.start(t)
	cfg.Client = outbound.New(outbound.Config{Setting: "--fetch-allow"})
	_, err := Fetch(t.Context(), cfg, w.server.URL+"/", false)
	if !desk.Is(err, desk.Forbidden) || !strings.Contains(err.Error(), "--fetch-allow=127.0.0.1:") || len(w.asked) > 0 {
		t.Errorf("%v, after %q", err, w.asked)
	}
}

// A site that cannot say what may be fetched, or whether there is a sitemap, is left alone.
func TestUnsureSitesAreLeftAlone(t *testing.T) {
	for _, path := range []string{"/robots.txt", "/sitemap.xml"} {
		w := &world{pages: map[string]string{"/": page("x")}, status: map[string]int{path: 500}}
		cfg := w.start(t)
		if _, err := Fetch(t.Context(), cfg, w.server.URL+"/", false); !desk.Is(err, desk.Unavailable) || slices.Contains(w.asked, "/") {
			t.Errorf("%s: %v after %q", path, err, w.asked)
		}
	}
}

func TestSitemapNamedInRobots(t *testing.T) {
	w := &world{pages: map[string]string{
		"/robots.txt":  "Sitemap: https://other.example/s.xml\nSitemap: {site}/maps/help.xml\nUser-agent: *\nCrawl-delay: 3\n",
		"/sitemap.xml": "<html>Not here</html>", "/maps/help.xml": list("/a", "/b"), "/a": page("1"), "/b": page("2"),
	}, slow: 5 * time.Millisecond}
	cfg := w.start(t)
	found := fetch(t, w, cfg, "/", false)
	if len(found.Site.Pages) != 2 || w.most != 1 {
		t.Errorf("%q, %d at once", places(found.Site), w.most)
	}
	if len(w.waits) != 3 || w.waits[0] != 3*time.Second { // before each request but the first; robots.txt is not counted
		t.Errorf("waited %v", w.waits)
	}
}

func TestBusyPagesAreAskedOnceMore(t *testing.T) {
	w := &world{
		pages:  map[string]string{"/sitemap.xml": list("/a", "/b", "/c", "/d"), "/a": page("1"), "/b": page("2"), "/c": page("3"), "/d": page("4")},
		status: map[string]int{"/a": -429, "/b": 503, "/c": 503, "/d": -503},
		header: map[string]string{"/a": "Retry-After: 2", "/b": "Retry-After: 1", "/d": "Retry-After: 3600"},
	}
	cfg := w.start(t)
	found := fetch(t, w, cfg, "/", false)
	if diff := cmp.Diff([]string{"a", "b !unavailable", "c !unavailable", "d !unavailable"}, places(found.Site)); diff != "" {
		t.Error(diff)
	}
	times := map[string]int{}
	for _, path := range w.asked {
		times[path]++
	}
	if times["/a"] != 2 || times["/b"] != 2 || times["/c"] != 1 || times["/d"] != 1 || len(w.waits) != 2 {
		t.Errorf("asked %v, waited %v", times, w.waits)
	}
}

func TestLimitOfPages(t *testing.T) {
	w := &world{pages: map[string]string{"/sitemap.xml": list("/a", "/b", "/c"), "/a": page("1"), "/b": page("2"), "/c": page("3")}}
	cfg := w.start(t)
	cfg.Pages = 2
	found := fetch(t, w, cfg, "/", false)
	if len(found.Site.Pages) != 2 || !found.Site.Partial || !said(found.Site, "1 pages more than the 2") {
		t.Errorf("%q, partial %v, %q", places(found.Site), found.Site.Partial, found.Site.Notes)
	}
}

func TestDeadSiteIsLeftAlone(t *testing.T) {
	w := &world{pages: map[string]string{}, status: map[string]int{}}
	var paths []string
	for i := range 100 {
		path := fmt.Sprintf("/p%d", i)
		paths = append(paths, path)
		w.pages[path] = page(path)
		if i > 10 {
			w.status[path] = 502
		}
	}
	w.pages["/sitemap.xml"] = list(paths...)
	cfg := w.start(t)
	found := fetch(t, w, cfg, "/", false)
	// A good page that is still on its way when others fail begins the count anew, so the number is not exact.
	if len(w.asked) > 70 || !found.Site.Partial || !said(found.Site, "were not asked for") {
		t.Errorf("%d requests, partial %v, %q", len(w.asked), found.Site.Partial, found.Site.Notes)
	}
}

// A site behind a sign-in, or closed, answers every address with one page: none of them is taken, and none is gone.
func TestOnePageForAllIsNobodys(t *testing.T) {
	paths := []string{"/a", "/b", "/c"}
	led := &world{pages: map[string]string{"/sitemap.xml": list(append(paths, "/real", "/lone", "/mute")...), "/login": "<meta name=robots content=noindex>" + page("Sign in"), "/real": page("Real"), "/shut": "<meta name=robots content=noindex>"}, status: map[string]int{"/lone": 302, "/mute": 302}, header: map[string]string{"/lone": "Location: /real", "/mute": "Location: /shut"}}
	same := &world{pages: map[string]string{"/sitemap.xml": list(append(paths, "/real")...), "/real": page("Real")}}
	for _, p := range paths {
		led.pages[p], led.status[p], led.header[p] = "", 302, "Location: /login"
		same.pages[p] = page("You need JavaScript")
	}
	led.pages["/lone"], led.pages["/mute"] = "", ""
	found := fetch(t, led, led.start(t), "/", false)
	if diff := cmp.Diff([]string{"a !conflict", "b !conflict", "c !conflict", "lone !conflict", "mute !conflict", "real"}, places(found.Site)); diff != "" {
		t.Error(diff)
	}
	found = fetch(t, same, same.start(t), "/", false)
	if diff := cmp.Diff([]string{"a !conflict", "b !conflict", "c !conflict", "real"}, places(found.Site)); diff != "" {
		t.Error(diff)
	}
}

func TestCrawlEndsWithItsContext(t *testing.T) {
	w := &world{pages: map[string]string{"/sitemap.xml": list("/a", "/b", "/c", "/d", "/e", "/f"), "/a": page("1")}, slow: 20 * time.Millisecond}
	cfg := w.start(t)
	ctx, stop := context.WithCancel(t.Context())
	cfg.Progress = func(int, int) { stop() }
	if found, err := Fetch(ctx, cfg, w.server.URL+"/", false); !errors.Is(err, context.Canceled) || len(found.Site.Pages) > 0 {
		t.Errorf("%v, %q", err, places(found.Site))
	}
}

func TestPagesTooLargeOrSlow(t *testing.T) {
	w := &world{pages: map[string]string{"/sitemap.xml": list("/big", "/a"), "/big": strings.Repeat("x", pageMost+1), "/a": page("1")}}
	cfg := w.start(t)
	found := fetch(t, w, cfg, "/", false)
	if diff := cmp.Diff([]string{"a", "big !too_large"}, places(found.Site)); diff != "" {
		t.Error(diff)
	}
	w.slow = 200 * time.Millisecond
	cfg.Client.Timeout = 50 * time.Millisecond
	if _, err := Fetch(t.Context(), cfg, w.server.URL+"/a", false); !desk.Is(err, desk.Unavailable) || !strings.Contains(err.Error(), "in time") {
		t.Errorf("slow: %v", err)
	}
}
