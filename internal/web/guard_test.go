package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/web"
)

func TestLimits(t *testing.T) {
	one := web.Limit{PerMinute: 6, Burst: 3}
	for name, change := range map[string]func(*web.Limits){
		"visitor": func(l *web.Limits) { l.Visitor = one }, "network": func(l *web.Limits) { l.Network = one }, "inbox": func(l *web.Limits) { l.Inbox = one },
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { change(&c.Limits) })
			fixed := time.Now().UTC()
			h.setClock(func() time.Time { return fixed })
			begun := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "x"}}), http.StatusAccepted)
			further := asked{method: "POST", path: conversations + "/" + begun.text("id") + "/messages", key: begun.text("visitor_token"), body: map[string]any{"text": "x"}}
			taken := 0
			var refused answer
			for range 5 {
				if got := h.ask(further); got.status == http.StatusTooManyRequests {
					refused = got
				} else {
					taken++
				}
			}
			if want := map[string]int{"visitor": 3, "network": 2, "inbox": 2}[name]; taken != want {
				t.Errorf("%d taken, want %d", taken, want)
			}
			if refused.text("kind") != "busy" || refused.header.Get("Retry-After") != "10" || !strings.Contains(refused.text("detail"), name) {
				t.Errorf("refused: %v %s", refused.header, refused.raw)
			}
			// The company's own server is not bound.
			h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "x"}}), http.StatusAccepted)
			later := fixed.Add(11 * time.Second)
			h.setClock(func() time.Time { return later })
			h.want(h.ask(further), http.StatusAccepted)
			h.want(h.ask(further), http.StatusTooManyRequests)
		})
	}
}

func TestAdmission(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	message := asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "x"}, header: map[string]string{"Idempotency-Key": "known"}}
	h.expected.Store(int64(8 * time.Second))
	h.want(h.ask(message), http.StatusAccepted)
	h.expected.Store(int64(9 * time.Second))
	h.want(h.ask(message), http.StatusAccepted) // it was taken before
	message.header = nil
	for _, key := range []string{h.key, ""} {
		message.key = key
		got := h.want(h.ask(message), http.StatusTooManyRequests)
		if got.text("kind") != "busy" || got.header.Get("Retry-After") != "5" {
			t.Errorf("%v %s", got.header, got.raw)
		}
	}
	client := browser()
	h.shows(h.want(h.post(client, "/chat/web", "text", "my question", "key", ""), http.StatusTooManyRequests), "my question</textarea>")
	// Whoever wants a person need not wait for the machine.
	h.want(h.post(client, "/chat/web/person", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "A person will answer you here.")
}

// TestClientAddress limits by network prefix, and believes only proxies that are trusted.
func TestClientAddress(t *testing.T) {
	for name, c := range map[string]struct {
		trusted string
		from    []string // X-Forwarded-For of each request, by turns
		taken   int      // of six
	}{
		"nobody trusted: the header is invented":  {"", []string{"203.0.113.1", "198.51.100.1", "192.0.2.1"}, 2},
		"a trusted proxy, three networks":         {"127.0.0.0/8", []string{"203.0.113.1", "198.51.100.1", "192.0.2.1"}, 6},
		"a trusted proxy, one network":            {"127.0.0.0/8", []string{"203.0.113.1", "203.0.113.77", "203.0.113.200"}, 2},
		"what stands before the client's address": {"127.0.0.0/8", []string{"1.1.1.1, 203.0.113.1", "2.2.2.2, 203.0.113.1", "3.3.3.3, 203.0.113.1"}, 2},
		"two trusted proxies":                     {"127.0.0.0/8,10.0.0.0/8", []string{"203.0.113.1, 10.0.0.1", "198.51.100.1, 10.0.0.2", "192.0.2.1, 10.0.0.3"}, 6},
		"one /56":                                 {"127.0.0.0/8", []string{"2001:db8:0:1::1", "2001:db8:0:ff::2", "2001:db8:0:a::3"}, 2},
		"three /56":                               {"127.0.0.0/8", []string{"2001:db8:0:100::1", "2001:db8:0:200::2", "2001:db8:0:300::3"}, 6},
		"the same in two forms":                   {"127.0.0.0/8", []string{"203.0.113.1", "::ffff:203.0.113.1", "203.0.113.1:4711"}, 2},
		"unreadable":                              {"127.0.0.0/8", []string{"x", "y", "unknown"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, func(_ *house, cfg *web.Config, _ *web.Deps) {
				cfg.Limits.Network = web.Limit{PerMinute: .001, Burst: 2}
				for p := range strings.SplitSeq(c.trusted, ",") {
					if p != "" {
						cfg.TrustedProxies = append(cfg.TrustedProxies, netip.MustParsePrefix(p))
					}
				}
			})
			taken := 0
			for i := range 6 {
				got := h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "x"}, header: map[string]string{"X-Forwarded-For": c.from[i%3]}})
				if got.taken() {
					taken++
				}
			}
			if taken != c.taken {
				t.Errorf("%d of 6 taken, want %d", taken, c.taken)
			}
		})
	}
}

func TestForgedForms(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	for name, header := range map[string]map[string]string{
		"another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, "an old browser": {"Origin": "https://evil.example"},
		"a sister site": {"Sec-Fetch-Site": "same-site"},
	} {
		for _, path := range []string{"/desk/assistant", "/desk/login", "/chat/web", "/desk/presence", "/desk/setup/x", "/api/v1/assistant/stop"} {
			header["Content-Type"] = "application/x-www-form-urlencoded"
			got := h.askWith(client, asked{method: "POST", path: path, body: "act=stop&scope=desk", header: header})
			if got.status != http.StatusForbidden || got.header.Get("Content-Type") != "application/problem+json" || got.text("kind") != "forbidden" {
				t.Errorf("%s at %s: %d %s", name, path, got.status, clip(got.raw))
			}
		}
	}
	levels, err := h.db.Levels(context.Background())
	if err != nil || len(levels) != 0 {
		t.Errorf("a forged form stopped the assistant: %v %v", levels, err)
	}
}

func TestHeaders(t *testing.T) {
	public, _ := url.Parse("https://help.example")
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { c.PublicURL = public })
	o := h.signUp("Claire Martin", desk.RoleOwner)
	client := browser()
	in := h.want(h.post(client, "/desk/login", "email", o.Email, "password", password), http.StatusSeeOther)
	chat := h.post(client, "/chat/web", "text", "hello", "key", "")
	for name, cookie := range map[string]string{"session": in.header.Get("Set-Cookie"), "visitor": chat.header.Get("Set-Cookie")} {
		for _, part := range []string{"HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("%s cookie %q lacks %s", name, cookie, part)
			}
		}
	}
	for _, path := range []string{"/", "/chat/web", "/desk", "/desk/login", "/nowhere", "/api/v1/articles", "/openapi.json", "/healthz", "/metrics", "/static/x/vigie.css"} {
		got := h.get(browser(), path)
		policy := got.header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors '"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: policy %q lacks %s", path, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got.header.Get(header) != want {
				t.Errorf("%s: %s is %q", path, header, got.header.Get(header))
			}
		}
		if cache := got.header.Get("Cache-Control"); !strings.Contains(cache, "no-store") && path != "/openapi.json" && path != "/metrics" && path != "/static/x/vigie.css" {
			t.Errorf("%s may be kept: %q", path, cache)
		}
	}
}

// TestNothingLeaks breaks things in every way and reads the log for what must not be in it.
func TestNothingLeaks(t *testing.T) {
	const words, secret = "my-very-private-question", "inner-secret-of-a-fault"
	boom := func(_ *house, _ *web.Config, d *web.Deps) {
		d.Check = func(guard.Request) guard.Report { panic(words + secret) }
		plain := true
		d.Contradicted = func(context.Context) (map[string]bool, error) {
			if plain = !plain; plain {
				return nil, errors.New(secret)
			}
			return nil, desk.Errorf(desk.Internal, "%s", secret)
		}
	}
	h := open(t, boom)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	client := browser()
	h.post(client, "/desk/login", "email", o.Email, "password", "wrong "+password)
	h.want(h.post(client, "/desk/login", "email", o.Email, "password", password), http.StatusSeeOther)
	begun := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": words, "customer": map[string]any{"name": words, "email": words + "@example.com"}}, header: wait(5)}), http.StatusOK)
	h.ask(asked{method: "GET", path: conversations + "/" + begun.text("id") + "?q=" + words, key: begun.text("visitor_token")})
	h.ask(asked{method: "POST", path: conversations, key: h.key, body: `{"text":"` + words})
	h.get(client, "/desk/setup/vgs_secretlink"+words)
	h.get(client, "/chat/web?text="+words)

	panicked := h.ask(asked{method: "POST", path: "/api/v1/check", key: h.key, body: map[string]any{"answer": words, "sources": []any{}}})
	if panicked.status != http.StatusInternalServerError || panicked.text("kind") != "internal" || strings.Contains(panicked.raw, secret) || strings.Contains(panicked.raw, "goroutine") {
		t.Errorf("a panic: %d %s", panicked.status, panicked.raw)
	}
	var failed answer
	for range 2 {
		failed = h.ask(asked{method: "GET", path: "/api/v1/articles", key: h.key})
		if failed.status != http.StatusInternalServerError || strings.Contains(failed.raw, secret) {
			t.Errorf("a fault: %d %s", failed.status, failed.raw)
		}
	}
	page := h.get(client, "/knowledge")
	if page.status != http.StatusInternalServerError || strings.Contains(page.raw, secret) || !strings.Contains(page.raw, "Something went wrong on our side.") {
		t.Errorf("a fault on a page: %d %s", page.status, page.raw)
	}
	log := h.logged()
	if !strings.Contains(log, secret) || !strings.Contains(log, "request panicked") {
		t.Error("what went wrong is not in the log")
	}
	for name, private := range map[string]string{"a customer's words": words, "a password": password, "a visitor's token": begun.text("visitor_token"), "an API key": h.key, "a set-up link": "vgs_", "an e-mail": o.Email} {
		if strings.Contains(log, private) {
			t.Errorf("the log holds %s", name)
		}
	}
	if !strings.Contains(log, failed.header.Get("X-Request-Id")) {
		t.Error("the request that failed cannot be found in the log")
	}
}

func TestHealth(t *testing.T) {
	ready := errors.New("disk full at /secret/place")
	h := open(t, func(_ *house, _ *web.Config, d *web.Deps) { d.Ready = func(context.Context) error { return ready } })
	h.want(h.ask(asked{method: "GET", path: "/healthz"}), http.StatusOK)
	got := h.want(h.ask(asked{method: "GET", path: "/readyz"}), http.StatusServiceUnavailable)
	if got.text("kind") != "unavailable" || strings.Contains(got.raw, "secret") {
		t.Errorf("%s", got.raw)
	}
	ready = nil
	h.want(h.ask(asked{method: "GET", path: "/readyz"}), http.StatusOK)
	h.say("hello")
	if m := h.metrics(); !strings.Contains(m, `vigie_http_requests_total{code="200",route="POST /api/v1/conversations"} 1`) || strings.Contains(m, "hello") {
		t.Errorf("%s", m)
	}
	for name, a := range map[string]asked{
		"passed on by a proxy": {header: map[string]string{"X-Forwarded-For": "127.0.0.1"}}, "a key that may not": {key: h.keyWith("k", access.CheckScope)},
	} {
		a.method, a.path = "GET", "/metrics"
		if got := h.ask(a); got.status != http.StatusUnauthorized && got.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	h.want(h.ask(asked{method: "GET", path: "/metrics", key: h.key, header: map[string]string{"X-Forwarded-For": "1.2.3.4"}}), http.StatusOK)
}

func TestNewRefusesHalfAHouse(t *testing.T) {
	if _, err := web.New(web.Config{}, web.Deps{}, nil); !desk.Is(err, desk.Invalid) {
		t.Errorf("nothing at all: %v", err)
	}
	cfg := web.Defaults()
	cfg.Secret, cfg.Inbox, cfg.CommonTeam = make([]byte, 32), "web", "support"
	if _, err := web.New(cfg, web.Deps{}, nil); err == nil || !strings.Contains(err.Error(), "Conversations") {
		t.Errorf("no parts: %v", err)
	}
}
