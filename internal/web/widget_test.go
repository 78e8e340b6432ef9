package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// The embedded chat stays small: 20 KB on its way.
func TestWidgetScript(t *testing.T) {
	h := open(t)
	plain := h.want(h.ask(asked{method: "GET", path: "/widget.js", header: map[string]string{"Accept-Encoding": "identity"}}), http.StatusOK)
	if len(plain.raw) < 5_000 || !strings.HasPrefix(plain.header.Get("Content-Type"), "text/javascript") {
		t.Errorf("%d bytes of %s", len(plain.raw), plain.header.Get("Content-Type"))
	}
	small := h.want(h.ask(asked{method: "GET", path: "/widget.js", header: map[string]string{"Accept-Encoding": "br, gzip"}}), http.StatusOK)
	if n := len(small.raw); n > 20_000 || small.header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%d bytes, encoded as %q: want at most 20,000, by gzip", n, small.header.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(strings.NewReader(small.raw))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != plain.raw {
		t.Errorf("compressed it is another script: %v", err)
	}
	for _, got := range []answer{plain, small} {
		tag := got.header.Get("ETag")
		again := h.ask(asked{method: "GET", path: "/widget.js", header: map[string]string{"Accept-Encoding": map[bool]string{true: "gzip", false: "identity"}[got.header.Get("Content-Encoding") != ""], "If-None-Match": `"x", ` + tag}})
		if again.status != http.StatusNotModified || again.raw != "" || tag == "" {
			t.Errorf("asked again with %s: %d", tag, again.status)
		}
		if cache := got.header.Get("Cache-Control"); !strings.Contains(cache, "max-age=300") || strings.Contains(cache, "immutable") {
			t.Errorf("kept %q: a stable address must be looked at again soon", cache)
		}
	}
	for _, never := range []string{"innerHTML", "eval(", "Function(", "insertAdjacentHTML", "document.write", ".cssText", "document.cookie"} {
		if strings.Contains(plain.raw, never) {
			t.Errorf("the script holds %s: a strict page forbids it, or a customer's words could run", never)
		}
	}
}

// A page that may show the chat is told how it looks; one that may not is told so, by name.
func TestWidgetSettings(t *testing.T) {
	h := open(t)
	for origin, status := range map[string]int{
		"": http.StatusOK, "https://shop.example": http.StatusOK, h.server.URL: http.StatusOK,
		"https://evil.example": http.StatusForbidden, "null": http.StatusForbidden, "https://shop.example.evil.example": http.StatusForbidden,
	} {
		got := h.want(h.ask(asked{method: "GET", path: "/widget/web.json", header: map[string]string{"Origin": origin}}), status)
		if got.header.Get("Access-Control-Allow-Origin") != "*" || got.header.Get("Vary") == "" {
			t.Errorf("%q: cannot be read by the page that asks: %v", origin, got.header)
		}
		if status == http.StatusOK && got.text("brand") != "Lumen" || status != http.StatusOK && !strings.Contains(got.text("detail"), origin) {
			t.Errorf("%q: %s", origin, got.raw)
		}
	}
	h.want(h.ask(asked{method: "GET", path: "/widget/partners.json"}), http.StatusUnauthorized) // takes no visitors
	h.want(h.ask(asked{method: "GET", path: "/widget/nowhere.json"}), http.StatusNotFound)
	h.want(h.ask(asked{method: "GET", path: "/widget/web"}), http.StatusNotFound)
}

// What a page of another site must be able to read, it can: when to try again, and that a token opens nothing.
func TestWidgetReadsRefusals(t *testing.T) {
	h := open(t)
	from := map[string]string{"Origin": "https://shop.example", "Sec-Fetch-Site": "cross-site"}
	h.expected.Store(int64(60_000_000_000))
	busy := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "x"}, header: from}), http.StatusTooManyRequests)
	if busy.header.Get("Access-Control-Expose-Headers") != "Retry-After" || busy.header.Get("Retry-After") == "" {
		t.Errorf("%v", busy.header)
	}
	person := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "a human", "person": true}, header: from}), http.StatusOK)
	if person.text("turn", "state") != "handed_over" || person.text("turn", "reason") != "asked_for_person" {
		t.Errorf("the button for a person waits for the assistant: %s", person.raw)
	}
	token := person.text("visitor_token")
	gone := h.want(h.ask(asked{method: "GET", path: conversations + "/nothing", key: token, header: from}), http.StatusNotFound)
	if gone.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%v", gone.header)
	}
	for name, a := range map[string]asked{
		"without a token": {method: "GET", path: conversations + "/" + person.text("id"), header: from},
		"with a key":      {method: "GET", path: conversations + "/nothing", key: "no-such-key", header: from},
	} {
		if got := h.ask(a); got.status < 400 || got.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d %v", name, got.status, got.header)
		}
	}
}
