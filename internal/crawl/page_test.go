package crawl

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestForm(t *testing.T) {
	tests := []struct{ kind, path, body, want string }{
		{"text/html", "/a", "", ".html"},
		{"text/html", "/a.md", "", ".html"},
		{"application/xhtml+xml", "/a", "", ".html"},
		{"text/markdown", "/a", "", ".md"},
		{"text/markdown", "/a.mdx", "", ".mdx"},
		{"text/plain", "/a", "", ".txt"},
		{"text/plain", "/a.md", "", ".md"},
		{"text/plain", "/a.MARKDOWN", "", ".md"},
		{"text/plain", "/a.jsonl", "", ".jsonl"},
		{"text/plain", "/a.php", "", ".txt"},
		{"application/x-ndjson", "/a", "", ".jsonl"},
		{"application/octet-stream", "/a.jsonl", "", ".jsonl"},
		{"application/octet-stream", "/a.exe", "MZ", ""},
		{"", "/a", "<!doctype html><p>x", ".html"},
		{"", "/a.md", "# x", ".md"},
		{"", "/a", "words", ""},
		{"application/pdf", "/a.pdf", "%PDF", ""},
		{"image/png", "/a.md", "", ""},
		{"application/json", "/a.json", "{}", ""},
		{"application/xml", "/a.xml", "<a/>", ""},
	}
	for _, tt := range tests {
		r := reply{url: &url.URL{Scheme: "https", Host: "h", Path: tt.path}, kind: tt.kind, body: []byte(tt.body)}
		if got := r.form(); got != tt.want {
			t.Errorf("%s as %s: %q, want %q", tt.path, tt.kind, got, tt.want)
		}
	}
}

func TestPageSaysWhereItIs(t *testing.T) {
	tests := []struct{ canonical, want string }{
		{"", "https://h/docs/a?x=1"},
		{`<link rel="canonical" href="/docs/a">`, "https://h/docs/a"},
		{`<LINK REL="Canonical nofollow" HREF=" https://WWW.h:443/a#b ">`, "https://www.h/a"},
		{`<link rel="alternate" href="/fr/a"><link rel="canonical" href="a">`, "https://h/docs/a"},
		{`<link rel="canonical" href="javascript:alert(1)">`, "https://h/docs/a?x=1"},
		{`<link rel="canonical" href="//user:pass@h/">`, "https://h/docs/a?x=1"},
		{`<link rel="canonical" href="http://[broken">`, "https://h/docs/a?x=1"},
		{`<!-- <link rel="canonical" href="/no"> -->`, "https://h/docs/a?x=1"},
		{`<title><link rel="canonical" href="/no"></title>`, "https://h/docs/a?x=1"},
		{`</head><body><link rel="canonical" href="/no">`, "https://h/docs/a?x=1"},
	}
	for _, tt := range tests {
		r := reply{url: &url.URL{Scheme: "https", Host: "h", Path: "/docs/a", RawQuery: "x=1"}, kind: "text/html", body: []byte("<html><head>" + tt.canonical)}
		page, noindex, err := r.page("docs/a")
		if err != nil || noindex || page.URL != tt.want {
			t.Errorf("%s: %q, noindex %v, %v", tt.canonical, page.URL, noindex, err)
		}
	}
}

func TestNoindex(t *testing.T) {
	tests := []struct {
		meta, header string
		want         bool
	}{
		{"", "", false},
		{`<meta name="robots" content="noindex">`, "", true},
		{`<META NAME="Robots" CONTENT="follow, NoIndex">`, "", true},
		{`<meta name="robots" content="none">`, "", true},
		{`<meta name="vigie" content="noindex">`, "", true},
		{`<meta name="googlebot" content="noindex">`, "", false},
		{`<meta name="robots" content="index, follow, max-snippet:-1">`, "", false},
		{`<meta name="description" content="noindex">`, "", false},
		{"", "noindex", true},
		{"", "nofollow, none", true},
		{"", "Vigie: noindex", true},
		{"", "googlebot: noindex", false},
		{"", "unavailable_after: 25 Jun 2030 15:00:00 PST", false},
		{"", "noindex, unavailable_after: 25 Jun 2030 15:00:00 PST", true},
	}
	for _, tt := range tests {
		r := reply{url: &url.URL{Path: "/a"}, kind: "text/html", body: []byte("<head>" + tt.meta + "</head>"), header: http.Header{"X-Robots-Tag": {tt.header}}}
		if _, got, err := r.page("a"); got != tt.want || err != nil {
			t.Errorf("%s %s: %v, %v", tt.meta, tt.header, got, err)
		}
	}
}

func TestTextIsUTF8(t *testing.T) {
	tests := []struct{ charset, body, want string }{
		{"", "caf\xe9", "caf\xe9"}, // who reads it may find the encoding in the page
		{"iso-8859-1", "caf\xe9", "café"},
		{"iso-8859-1", "café", "café"},
		{"utf-16le", "a\x00b\x00", "ab"},
		{"nonsense", "caf\xe9", "caf\xe9"},
	}
	for _, tt := range tests {
		if got := string(reply{charset: tt.charset, body: []byte(tt.body)}.text()); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.charset, got, tt.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	tests := []struct {
		text, date string
		want       time.Duration
		ok         bool
	}{
		{"", "", 0, false},
		{"0", "", 0, true},
		{"7", "", 7 * time.Second, true},
		{"60", "", time.Minute, true},
		{"61", "", 61 * time.Second, false},
		{"-1", "", 0, false},
		{"soon", "", 0, false},
		{"4294967295", "", 4294967295 * time.Second, false},
		{"99999999999999999999", "", 0, false},
		{"Sun, 22 Nov 2026 12:00:30 GMT", "Sun, 22 Nov 2026 12:00:00 GMT", 30 * time.Second, true},
		{"Sun, 22 Nov 2026 11:00:00 GMT", "Sun, 22 Nov 2026 12:00:00 GMT", 0, true},
		{"Sun, 22 Nov 2026 12:00:30 GMT", "", 0, false},
	}
	for _, tt := range tests {
		h := http.Header{}
		h.Set("Retry-After", tt.text)
		h.Set("Date", tt.date)
		if got, ok := retryAfter(h); got != tt.want || ok != tt.ok {
			t.Errorf("%q: %s %v, want %s %v", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add("text/html", "", "<html><head><link rel=canonical href=/a><meta name=robots content=noindex></head>")
	f.Add("text/html", "utf-16", "<\x00h\x00")
	f.Add("text/plain", "latin1", "caf\xe9")
	f.Fuzz(func(t *testing.T, kind, charset, body string) {
		r := reply{url: &url.URL{Scheme: "https", Host: "h", Path: "/a"}, kind: kind, charset: charset, body: []byte(body), header: http.Header{}}
		page, _, err := r.page("a")
		if err == nil && (page.Form == "" || !strings.HasPrefix(page.URL, "http")) {
			t.Fatalf("%+v", page)
		}
	})
}
