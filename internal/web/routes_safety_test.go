package web_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// route is one address of the face, as routes.go has it.
type route struct{ method, path string }

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// at fills the placeholders of a path.
func (r route) at(value string) string { return placeholder.ReplaceAllString(r.path, value) }

// everyRoute reads them from the source, so that one that is added is tested without anybody thinking of it.
func everyRoute(t testing.TB) []route {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "routes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []route
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if on, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && (on.Sel.Name == "Handle" || on.Sel.Name == "HandleFunc") {
				if text, ok := n.Args[0].(*ast.BasicLit); ok {
					all = append(all, patternOf(t, text.Value)...)
				}
			}
		case *ast.CompositeLit:
			if name, ok := n.Type.(*ast.Ident); ok && name.Name == "operation" {
				fields := map[string]string{}
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						if text, ok := kv.Value.(*ast.BasicLit); ok && text.Kind == token.STRING {
							fields[kv.Key.(*ast.Ident).Name], _ = strconv.Unquote(text.Value)
						}
					}
				}
				all = append(all, route{fields["method"], "/api/v1" + fields["path"]})
			}
		}
		return true
	})
	if len(all) < 50 {
		t.Fatalf("only %d routes were found in routes.go", len(all))
	}
	return all
}

func patternOf(t testing.TB, literal string) []route {
	t.Helper()
	pattern, err := strconv.Unquote(literal)
	if err != nil {
		t.Fatal(err)
	}
	if method, path, found := strings.Cut(pattern, " "); found {
		return []route{{method, path}}
	}
	return []route{{"GET", pattern + "nowhere"}, {"POST", pattern + "nowhere"}}
}

// callers are the ways in which a route can be asked: by nobody, by an owner, by a visitor with a conversation.
func callers(h *house) map[string]*http.Client {
	owner := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	visitor := browser()
	h.want(h.post(visitor, "/chat/web", "text", "hello", "key", ""), http.StatusSeeOther)
	return map[string]*http.Client{"nobody": browser(), "owner": owner, "visitor": visitor}
}

// stops tells a route that never ends by itself.
func (r route) stops() bool { return !strings.HasSuffix(r.path, "/stream") }

// TestEveryRouteIsHardened asks every route in every way for the headers that each answer needs.
func TestEveryRouteIsHardened(t *testing.T) {
	h := open(t)
	known := h.say("person first").text("id")
	framed := map[string]bool{"/chat/{inbox}": true, "/chat/{inbox}/person": true, "/chat/{inbox}/email": true, "/chat/{inbox}/wrong": true, "/chat/{inbox}/rate": true}
	public := map[string]bool{"/static/{address...}": true, "/widget.js": true, "/widget/{settings}": true, "/openapi.json": true, "/metrics": true}
	for who, client := range callers(h) {
		for _, r := range everyRoute(t) {
			if !r.stops() || strings.HasSuffix(r.path, "/logout") {
				continue
			}
			for _, value := range []string{"web", known} {
				got := h.askWith(client, asked{method: r.method, path: r.at(value), header: map[string]string{"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}})
				at := who + " " + r.method + " " + r.at(value)
				if got.status >= 500 && got.status != http.StatusServiceUnavailable {
					t.Errorf("%s: %d %s", at, got.status, clip(got.raw))
				}
				policy := got.header.Get("Content-Security-Policy")
				if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") && !framed[r.path] {
					t.Errorf("%s: policy %q", at, policy)
				}
				if framed[r.path] && strings.Contains(policy, "*") {
					t.Errorf("%s: anybody may frame it: %q", at, policy)
				}
				if got.header.Get("X-Content-Type-Options") != "nosniff" || got.raw != "" && got.header.Get("Content-Type") == "" {
					t.Errorf("%s: %v", at, got.header)
				}
				if cache := got.header.Get("Cache-Control"); !public[r.path] && r.method != "OPTIONS" && !strings.Contains(cache, "no-store") {
					t.Errorf("%s: it may be kept: %q", at, cache)
				}
				for _, c := range got.header.Values("Set-Cookie") {
					if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") {
						t.Errorf("%s: cookie %q", at, c)
					}
				}
			}
		}
	}
}

// TestEveryRouteRefusesOtherSites has another site's page make each request that changes something, with every cookie
// that a browser would add by itself.
func TestEveryRouteRefusesOtherSites(t *testing.T) {
	h := open(t)
	known := h.say("person first").text("id")
	for who, client := range callers(h) {
		for _, r := range everyRoute(t) {
			if r.method == "GET" || r.method == "OPTIONS" {
				continue
			}
			for name, header := range map[string]map[string]string{
				"cross-site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, "old browser": {"Origin": "https://evil.example"},
				"sister": {"Origin": "http://evil." + strings.TrimPrefix(h.server.URL, "http://"), "Sec-Fetch-Site": "same-site"}, "sandboxed": {"Origin": "null"},
			} {
				for _, kind := range []string{"application/x-www-form-urlencoded", "text/plain", "application/json"} {
					header["Content-Type"] = kind
					body := "text=forged&act=stop&scope=desk&action=approve"
					if kind == "application/json" {
						body = `{"text":"forged","inbox":"web"}`
					}
					if got := h.askWith(client, asked{method: r.method, path: r.at(known), body: body, header: header}); got.status < 400 {
						t.Errorf("%s, %s, %s: %s %s: %d", who, name, kind, r.method, r.path, got.status)
					}
				}
			}
		}
	}
	all, _, err := h.db.List(context.Background(), desk.WaitingPerson, "", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if said, err := h.db.Messages(context.Background(), c.ID, 0, 100); err != nil || strings.Contains(said[len(said)-1].Text, "forged") {
			t.Errorf("a forged message came in: %+v %v", said, err)
		}
	}
}

// TestEveryRouteBearsAnything throws at each what no browser of good will sends: nothing may break, none may be slow, and
// what is not understood is said to be.
func TestEveryRouteBearsAnything(t *testing.T) {
	h := open(t)
	h.say("person first")
	million := strings.Repeat("a", 1<<20)
	values := []string{
		"%00", "a%00b", "%ff%fe", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..%5c", "%0d%0aSet-Cookie:%20a=b", "%E2%80%AE", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", strings.Repeat("x", 4000),
		"%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%27%20OR%201=1--", "%25s%25n", "-1", "9223372036854775808", "%F0%9F%92%A9", "%20", "~root",
	}
	bodies := map[string][]string{
		"application/x-www-form-urlencoded": {
			"text=%00&name=%00&email=%00&q=%00", "text=%ff%fe", "text=" + million, million, "%zz", "a;b", strings.Repeat("a=1&", 20_000), "text=" + url.QueryEscape("\u202egnp.exe\u2066x") + "&way=reply&key=x",
		},
		"application/json":    {"{", "[]", "null", `{"text":"` + million + `"}`, `{"text":"a\u0000b","inbox":"web"}`, `{"text":"\ud800","inbox":"web"}`, strings.Repeat("[", 100_000), "{\"text\":\"\xff\xfe\"}", `{"text":1e999}`},
		"multipart/form-data": {"--x", million}, "": {million}, "text/html\x7f": {"x"},
	}
	for who, client := range callers(h) {
		for _, r := range everyRoute(t) {
			if strings.HasSuffix(r.path, "/logout") || !r.stops() {
				continue
			}
			try := func(what string, a asked) {
				t.Helper()
				a.method = r.method
				if strings.HasPrefix(r.path, "/api/") && who == "owner" {
					a.key = h.key
				}
				got := h.askWith(client, a)
				if got.status >= 500 {
					t.Errorf("%s %s %s with %s: %d %s", who, r.method, clip(a.path), clip(what), got.status, clip(got.raw))
				}
				if strings.Contains(got.header.Get("Location"), "\n") || got.header.Get("Set-Cookie") == "a=b" || strings.Contains(got.raw, "root:x:0") || strings.Contains(got.raw, "<script>alert") && strings.Contains(got.header.Get("Content-Type"), "html") {
					t.Errorf("%s %s %s with %s: %v %s", who, r.method, clip(a.path), clip(what), got.header, clip(got.raw))
				}
			}
			for _, v := range values {
				if strings.Contains(r.path, "{") {
					try("path "+v, asked{path: r.at(v), header: map[string]string{"Accept": "text/html"}})
				}
			}
			for _, v := range values {
				query := "?view=" + v + "&cursor=" + v + "&team=" + v + "&q=" + v + "&turn=" + v + "&pane=" + v + "&lang=" + v + "&next=" + v + "&after=" + v + "&status=" + v + "&topic=" + v + "&inbox=" + v + "&limit=" + v
				if r.method == "GET" {
					try("query "+v, asked{path: r.at("web") + query, header: map[string]string{"Accept": "text/html"}})
				}
			}
			if r.method == "GET" || r.method == "OPTIONS" {
				continue
			}
			for kind, texts := range bodies {
				for _, text := range texts {
					header := map[string]string{"Accept": "text/html", "Origin": h.server.URL, "Sec-Fetch-Site": "same-origin"}
					if strings.Contains(kind, "\x7f") {
						kind = "text/html; charset=???"
					}
					header["Content-Type"] = kind
					try(kind+" "+text, asked{path: r.at("web"), body: text, header: header})
				}
			}
		}
	}
}

// TestNoWayOut gives every parameter that could name an address one of another site.
func TestNoWayOut(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	id := h.say("person first").text("id")
	outside := []string{
		"https://evil.example", "//evil.example", `/\evil.example`, `\\evil.example`, "/%5Cevil.example", "///evil.example", "https:evil.example", "javascript:alert(1)", "/desk/../../evil", "/desk//evil.example",
		"%2f%2fevil.example", "/desk\r\nSet-Cookie: a=b", "/desk\t", " //evil.example", "data:text/html,x", "/desk@evil.example", "http:///evil.example", "/desk/\u2028", "//\u3002evil.example",
	}
	inside := func(what, to string) {
		t.Helper()
		u, err := url.Parse(to)
		if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
			t.Errorf("%s leads to %q", what, to)
		}
	}
	link := regexp.MustCompile(`(?:href|action|src)="([^"#][^"]*)"`)
	owner := h.signedIn(o)
	for _, there := range outside {
		later := h.clock().Add(time.Minute)
		h.setClock(func() time.Time { return later })
		got := h.want(h.post(browser(), "/desk/login", "email", o.Email, "password", password, "next", there), http.StatusSeeOther)
		inside("login with next "+there, got.header.Get("Location"))
		for _, path := range []string{"/desk/presence", "/desk/conversations/" + id + "/take-over", "/desk/conversations/" + id + "/resolve", "/desk/conversations/" + id + "/reopen"} {
			got := h.askWith(owner, asked{method: "POST", path: path, header: map[string]string{
				"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "Referer": strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(there),
			}})
			if to := got.header.Get("Location"); to != "" {
				inside(path+" from "+there, to)
			}
		}
		escaped := url.QueryEscape(there)
		for _, path := range []string{"/desk?q=" + escaped, "/desk?view=" + escaped, "/desk?team=" + escaped, "/desk/login?next=" + escaped, "/chat/web?lang=" + escaped, "/knowledge?topic=" + escaped, "/" + escaped, "/chat/" + escaped, "/desk/" + escaped} {
			page := h.get(owner, path)
			if to := page.header.Get("Location"); to != "" {
				inside(path, to)
			}
			for _, m := range link.FindAllStringSubmatch(page.raw, -1) {
				inside("a link on "+path, m[1])
			}
		}
	}
	for _, path := range []string{"//evil.example/", "//evil.example/%2e%2e", "/%09/evil.example", "/..//evil.example", "/.//evil.example", "//evil.example/desk"} {
		page := h.get(browser(), path)
		if to := page.header.Get("Location"); to != "" {
			inside(path, to)
		}
		for _, m := range link.FindAllStringSubmatch(page.raw, -1) {
			inside("a link on "+path, m[1])
		}
	}
}

// TestNoSessionIsGiven signs in, and sets up, in a browser that somebody else has given a session: it gets one of its own.
func TestNoSessionIsGiven(t *testing.T) {
	h := open(t)
	const planted = "cGxhbnRlZC1ieS1zb21lYm9keS1lbHNlLXBsYW50ZWQ"
	session := func(got answer) string {
		for _, c := range got.header.Values("Set-Cookie") {
			if name, rest, _ := strings.Cut(c, "="); name == "vigie_desk" {
				value, _, _ := strings.Cut(rest, ";")
				return value
			}
		}
		return ""
	}
	in := func(path string, fields url.Values, cookie string) string {
		t.Helper()
		return session(h.want(h.withSession(path, fields, cookie), http.StatusSeeOther))
	}
	link, err := h.access.NewSetup(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	first := in("/desk/setup/"+link, url.Values{"name": {"Claire"}, "email": {"claire@lumen.example"}, "password": {password}}, planted)
	signing := url.Values{"email": {"claire@lumen.example"}, "password": {password}}
	second := in("/desk/login", signing, planted)
	third := in("/desk/login", signing, second)
	if first == "" || second == "" || third == "" || first == planted || second == planted || third == second {
		t.Errorf("sessions: %q %q %q", first, second, third)
	}
	for name, c := range map[string]string{"planted": planted, "replaced": second} {
		if got := h.askWith(browser(), asked{method: "GET", path: "/desk", header: map[string]string{"Cookie": "vigie_desk=" + c, "Accept": "text/html"}}); got.status != http.StatusSeeOther {
			t.Errorf("the %s session opens the desk: %d", name, got.status)
		}
	}
	// A visitor's cookie that somebody has made up opens no conversation, and is not kept.
	got := h.askWith(browser(), asked{method: "POST", path: "/chat/web", body: "text=hello&key=", header: map[string]string{
		"Cookie": "vigie_chat_web=planted." + planted, "Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "X-Vigie-Live": "yes",
	}})
	if c := got.header.Get("Set-Cookie"); !strings.HasPrefix(c, "vigie_chat_web=") || strings.Contains(c, planted) {
		t.Errorf("%d %q", got.status, c)
	}
}

// withSession sends a form with a session's cookie.
func (h *house) withSession(path string, fields url.Values, session string) answer {
	h.t.Helper()
	return h.askWith(browser(), asked{method: "POST", path: path, body: fields.Encode(), header: map[string]string{
		"Cookie": "vigie_desk=" + session, "Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "Origin": h.server.URL, "Sec-Fetch-Site": "same-origin",
	}})
}
