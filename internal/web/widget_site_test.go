package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// fault stands between the widget and the desk, and breaks the line in the ways that lines break.
type fault struct {
	server *httptest.Server
	down   atomic.Bool  // nothing goes through
	eat    atomic.Int32 // so many messages reach the desk, and its answers are lost

	mu      sync.Mutex
	streams map[*http.Request]context.CancelFunc
}

func (h *house) faulty() *fault {
	h.t.Helper()
	to, err := url.Parse(h.server.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	f := &fault{streams: map[*http.Request]context.CancelFunc{}}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.FlushInterval = -1
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f.down.Load() {
			panic(http.ErrAbortHandler)
		}
		if r.Method == http.MethodPost && f.eat.Add(-1) >= 0 {
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		if strings.HasSuffix(r.URL.Path, "/stream") {
			f.mu.Lock()
			f.streams[r] = cancel
			f.mu.Unlock()
			defer func() { f.mu.Lock(); delete(f.streams, r); f.mu.Unlock() }()
		}
		proxy.ServeHTTP(w, r.WithContext(ctx))
	}))
	f.server.Config.ErrorLog = nil
	h.t.Cleanup(func() { f.cut(true); f.server.CloseClientConnections(); f.server.Close() })
	return f
}

// cut ends the open streams, and keeps the line down or lets it come up again.
func (f *fault) cut(down bool) {
	f.down.Store(down)
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, cancel := range f.streams {
		cancel()
	}
}

// hostile is what a page may do to everything that stands on it.
const hostile = `html { font-size: 62.5%; } body { transform: scale(.5); filter: blur(3px); }
* { color: yellow !important; font: 40px/3 fantasy !important; letter-spacing: 1em !important; text-transform: uppercase !important; pointer-events: none !important; }
div, button, form, ol, textarea, vigie-chat { display: none !important; visibility: hidden !important; opacity: 0 !important; position: static !important;
  transform: scale(0) !important; width: 0 !important; z-index: -1 !important; clip-path: inset(50%) !important; --ink: yellow !important; --sheet: yellow !important; }`

// site serves a company's page on an origin of its own that embeds the widget: a strict policy, a hostile style, and a
// script that notes what the browser complains about.
func (h *house) site(desk, lang, attributes string) *httptest.Server {
	h.t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; script-src 'self' %[1]s; connect-src %[1]s; style-src 'self'; base-uri 'none'; "+
			"require-trusted-types-for 'script'; trusted-types 'none'", desk))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html lang="%s"><head><title>Shop</title><link rel="stylesheet" href="/hostile.css"><script src="/watch.js"></script>
			<script src="%s/widget.js" data-inbox="web" %s async></script></head><body><h1>Shop</h1><p>Lamps.</p></body></html>`, lang, desk, attributes)
	})
	mux.HandleFunc("GET /hostile.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		_, _ = w.Write([]byte(hostile))
	})
	mux.HandleFunc("GET /watch.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(`window.complaints = [];
			addEventListener("securitypolicyviolation", (e) => complaints.push("policy: " + e.violatedDirective + " " + e.blockedURI));
			addEventListener("error", (e) => complaints.push("error: " + e.message));
			addEventListener("unhandledrejection", (e) => complaints.push("rejected: " + e.reason));
			const said = console.error; console.error = (...a) => { complaints.push("said: " + a.join(" ")); said.apply(console, a); };`))
	})
	server := httptest.NewServer(mux)
	h.t.Cleanup(server.Close)
	return server
}

// allow lets sites embed the common inbox.
func (h *house) allow(origins ...string) {
	h.t.Helper()
	err := h.db.PutInbox(context.Background(), desk.Inbox{ID: "web", Brand: "Lumen", Language: desk.English, Team: "support", Visitors: true, Origins: origins})
	if err != nil {
		h.t.Fatal(err)
	}
}

// embedded is a browser on a site with the widget.
type embedded struct {
	*house
	ctx  context.Context
	line *fault
	site *httptest.Server
}

// embed opens a site, allowed to embed, in a browser.
func embed(t *testing.T, lang, attributes string, more ...chromedp.ExecAllocatorOption) *embedded {
	t.Helper()
	ctx := chromium(t, more...)
	h := open(t)
	line := h.faulty()
	e := &embedded{house: h, ctx: ctx, line: line, site: h.site(line.server.URL, lang, attributes)}
	h.allow(e.site.URL)
	e.do(chromedp.EmulateViewport(1280, 800))
	e.visit()
	e.comes(`$(".launcher") !== null`)
	return e
}

func (e *embedded) visit() {
	e.t.Helper()
	if err := chromedp.Do(e.ctx, chromedp.Navigate(e.site.URL)); err != nil {
		e.t.Fatal(err)
	}
}

// find lets scripts look into the widget: $ gives one element, $$ all.
const find = `const root = document.querySelector("vigie-chat")?.shadowRoot, $ = (s) => root?.querySelector(s) ?? null, $$ = (s) => [...(root?.querySelectorAll(s) ?? [])]; `

func inWidget(script string) string { return `(() => { ` + find + `return ` + script + ` })()` }

func (e *embedded) comes(script string) {
	e.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		there, err := chromedp.Run(e.ctx, chromedp.Evaluate[bool](inWidget(script)))
		if err == nil && there {
			return
		}
		if time.Now().After(deadline) {
			text, _ := chromedp.Run(e.ctx, chromedp.Evaluate[string](inWidget(`[$(".root")?.innerText.replace(/\n+/g, "\n"), "in the field: " + $("#text")?.value, "launcher: " + $(".launcher")?.outerHTML.slice(0, 200), "log: " + $(".log ol")?.innerHTML.slice(-700), ...window.complaints ?? []].join("\n")`)))
			e.t.Fatalf("never came: %s: %v\n%s", script, err, text)
		}
	}
}

func (e *embedded) do(steps ...chromedp.Action[chromedp.Void]) {
	e.t.Helper()
	if err := chromedp.Do(e.ctx, steps...); err != nil {
		e.t.Fatal(err)
	}
}

func look[T any](e *embedded, script string) T {
	e.t.Helper()
	v, err := chromedp.Run(e.ctx, chromedp.Evaluate[T](inWidget(script)))
	if err != nil {
		e.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// press clicks with a real pointer in the middle of an element.
func (e *embedded) press(selector string) {
	e.t.Helper()
	at := look[[]float64](e, `(() => { const r = $("`+selector+`").getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
	e.do(chromedp.MouseClickXY(at[0], at[1]))
}

// write types into the open chat with real keys, and sends it.
func (e *embedded) write(text string) {
	e.t.Helper()
	look[bool](e, `($("#text").focus(), true)`)
	e.do(chromedp.KeyEvent(text))
	e.press(".send")
}

// complaints are what the browser held against the page.
func (e *embedded) complaints() []string { return look[[]string](e, `window.complaints`) }

// texts are the messages shown, by who said them.
func (e *embedded) texts(author string) []string {
	return look[[]string](e, `$$(".bubble.`+author+` .text").map((p) => p.textContent)`)
}

// written counts a customer's messages in the store, over all conversations.
func (e *embedded) written(text string) int {
	e.t.Helper()
	n := 0
	live, _, err := e.db.List(context.Background(), desk.WaitingCustomer, "", "", 100)
	if err != nil {
		e.t.Fatal(err)
	}
	for _, c := range live {
		said, err := e.db.Messages(context.Background(), c.ID, 0, 200)
		if err != nil {
			e.t.Fatal(err)
		}
		for _, m := range said {
			if m.Author == desk.ByCustomer && m.Text == text {
				n++
			}
		}
	}
	return n
}

func stringsEqual(got []string, want ...string) bool {
	return strings.Join(got, "|") == strings.Join(want, "|")
}

// open counts the streams that go through.
func (f *fault) open() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.streams)
}

// resolve ends a conversation as an operator does.
func (h *house) resolve(conversationID string, by desk.Operator) error {
	return review.New(h.db, h.conversations.HandOver, h.clock, func() string { return uuid.Must(uuid.NewV7()).String() }).Resolve(context.Background(), conversationID, by)
}
