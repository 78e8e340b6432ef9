package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

var backSecret = []byte("a secret that signs the links in mails")

func withMail(_ *house, cfg *web.Config, _ *web.Deps) { cfg.Mail, cfg.BackSecret = true, backSecret }

// begun has a browser begin a conversation, and gives its id.
func (h *house) begun(client *http.Client, text string) string {
	h.t.Helper()
	h.want(h.post(client, "/chat/web", "text", text, "key", field(h.get(client, "/chat/web"), "key")), http.StatusSeeOther)
	_, rest, _ := strings.Cut(h.get(client, "/chat/web").raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// waiting has a browser ask for a person, whom nobody is there to be.
func (h *house) waiting(client *http.Client, text string) string {
	h.t.Helper()
	id := h.begun(client, text)
	h.want(h.post(client, "/chat/web/person", "key", field(h.get(client, "/chat/web"), "person-key")), http.StatusSeeOther)
	return id
}

func (h *house) reach(id string) desk.Reach {
	h.t.Helper()
	r, err := h.db.Reach(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func TestChatAsksForAnAddressWhenNobodyIsThere(t *testing.T) {
	h := open(t, withMail)
	o := h.signUp("Claire Martin", desk.RoleLead)
	client := browser()
	id := h.begun(client, "How long may I wait to return a lamp?")
	h.shows(h.get(client, "/chat/web"), "but not", "E-mail address")
	h.want(h.post(client, "/chat/web/person", "key", field(h.get(client, "/chat/web"), "person-key")), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Shall we write to you", "E-mail address", "but not", "Bookmark", "No more mail")
	h.shows(h.get(client, "/chat/web?lang=fr"), "Voulez-vous être prévenu par e-mail", "Adresse e-mail")
	h.get(client, "/chat/web?lang=en")

	wrong := h.want(h.post(client, "/chat/web/email", "do", "save", "email", `ada@example.org, eve@example.org"><script>`), http.StatusUnprocessableEntity)
	h.shows(wrong, "This is not an e-mail address", "aria-invalid", "but not", "<script>")
	h.want(h.post(client, "/chat/web/email", "do", "save", "email", ""), http.StatusUnprocessableEntity)
	if r := h.reach(id); r.Email != "" {
		t.Errorf("%+v", r)
	}
	h.want(h.post(client, "/chat/web/email", "do", "save", "email", " ada@Example.org "), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "answers go to ada@example.org", "No more mail", "Change the address", "but not", "Shall we write")
	h.want(h.post(client, "/chat/web/email", "do", "save", "email", "grace@example.org"), http.StatusSeeOther)
	if r := h.reach(id); r.Email != "grace@example.org" || r.Epoch != 2 {
		t.Errorf("%+v", r)
	}
	h.want(h.post(client, "/chat/web/email", "do", "stop", "email", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Shall we write to you", "but not", "grace@example.org")
	h.signedIn(o)
	h.shows(h.get(client, "/chat/web"), "but not", "Shall we write to you")
}

func TestOperatorsReadWhereMailGoes(t *testing.T) {
	h := open(t, withMail)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	id := h.begun(browser(), "hello")
	h.shows(h.get(client, "/desk/conversations/"+id), "but not", "Mail goes to")
	if err := h.db.SetAddress(t.Context(), id, "ada@example.org", h.clock()); err != nil {
		t.Fatal(err)
	}
	h.shows(h.get(client, "/desk/conversations/"+id), "Mail goes to", "ada@example.org", "but not", "refused")
}

func TestChatWithoutMailSaysHowToComeBack(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleLead)
	client := browser()
	id := h.waiting(client, "hello")
	h.shows(h.get(client, "/chat/web"), "Bookmark this page", "but not", "E-mail address")
	h.want(h.post(client, "/chat/web/email", "do", "save", "email", "ada@example.org"), http.StatusSeeOther)
	if r := h.reach(id); r.Email != "" {
		t.Errorf("%+v", r)
	}
}

func TestAddressIsTheVisitorsOwnToGive(t *testing.T) {
	h := open(t, withMail)
	id := h.waiting(browser(), "hello")
	h.want(h.post(browser(), "/chat/web/email", "do", "save", "email", "eve@example.org"), http.StatusSeeOther)
	client := browser()
	mine := h.waiting(client, "hello too")
	a := h.askWith(client, asked{method: "POST", path: "/chat/web/email", body: "do=save&email=eve@example.org", header: map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site",
	}})
	h.want(a, http.StatusForbidden)
	for _, id := range []string{id, mine} {
		if r := h.reach(id); r.Email != "" {
			t.Errorf("%+v", r)
		}
	}
}

func (h *house) link(id string, epoch int64, kept time.Duration) string {
	return "/back/" + access.SignBack(backSecret, access.Back{Conversation: id, Epoch: epoch, Expires: h.clock().Add(kept)})
}

// given opens a conversation in another browser and gives it an address.
func (h *house) given(text string) string {
	h.t.Helper()
	client := browser()
	id := h.waiting(client, text)
	h.want(h.post(client, "/chat/web/email", "do", "save", "email", "ada@example.org"), http.StatusSeeOther)
	return id
}

func TestLinkOpensExactlyItsConversation(t *testing.T) {
	h := open(t, withMail)
	id, other := h.given("my lamp is broken"), h.given("the other one")
	client := browser()
	link := h.link(id, 1, time.Hour)
	a := h.want(h.get(client, link), http.StatusSeeOther)
	if to := a.header.Get("Location"); to != "/chat/web" {
		t.Errorf("on to %q", to)
	}
	cookie := a.header.Get("Set-Cookie")
	token, _, _ := strings.Cut(strings.TrimPrefix(link, "/back/"+id), "?")
	if !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") || strings.Contains(cookie, token) || strings.Contains(cookie, "vigie_desk") {
		t.Errorf("cookie %q", cookie)
	}
	h.shows(h.get(client, "/chat/web"), "my lamp is broken", "but not", "the other one")
	h.want(h.post(client, "/chat/web", "text", "and I wrote again", "key", "0d4c0d5e-3f51-4b3f-8a51-3a3d7a3c1b11"), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "my lamp is broken", "and I wrote again")
	h.want(h.askWith(client, asked{method: "GET", path: "/api/v1/conversations/" + id}), http.StatusOK)
	h.want(h.askWith(client, asked{method: "GET", path: "/api/v1/conversations/" + other}), http.StatusUnauthorized)
	base, _ := url.Parse(h.server.URL)
	for _, c := range client.Jar.Cookies(base) {
		if _, value, found := strings.Cut(c.Value, "."); found {
			h.want(h.ask(asked{method: "GET", path: "/api/v1/conversations/" + other, key: value}), http.StatusNotFound)
			h.want(h.ask(asked{method: "GET", path: "/api/v1/conversations/" + id, key: value}), http.StatusOK)
		}
	}
}

func TestLinksThatOpenNothing(t *testing.T) {
	h := open(t, withMail)
	id, other := h.given("my lamp is broken"), h.given("the other one")
	good := h.link(id, 1, time.Hour)
	h.want(h.get(browser(), good), http.StatusSeeOther)
	for name, test := range map[string]struct {
		link   string
		status int
	}{
		"expired":               {h.link(id, 1, -time.Second), http.StatusGone},
		"of an earlier address": {h.link(id, 0, time.Hour), http.StatusGone},
		"of another secret":     {"/back/" + access.SignBack([]byte("guess"), access.Back{Conversation: id, Epoch: 1, Expires: h.clock().Add(time.Hour)}), http.StatusNotFound},
		"for another":           {strings.Replace(good, id, other, 1), http.StatusNotFound},
		"longer":                {good + "A", http.StatusNotFound},
		"shorter":               {good[:len(good)-1], http.StatusNotFound},
		"nothing":               {"/back/x", http.StatusNotFound},
		"no conversation":       {h.link("gone", 1, time.Hour), http.StatusGone},
	} {
		client := browser()
		a := h.get(client, test.link)
		if a.status != test.status || a.header.Get("Set-Cookie") != "" && strings.Contains(a.header.Get("Set-Cookie"), "vigie_chat") {
			t.Errorf("%s: status %d, want %d; %v", name, a.status, test.status, a.header["Set-Cookie"])
		}
		h.shows(h.get(client, "/chat/web"), "but not", "my lamp is broken", "the other one")
	}
	client := browser()
	h.want(h.get(client, good), http.StatusSeeOther)
	if err := h.db.SetAddress(t.Context(), id, "grace@example.org", h.clock()); err != nil {
		t.Fatal(err)
	}
	h.shows(h.get(client, "/chat/web"), "but not", "my lamp is broken")
	h.want(h.get(client, good), http.StatusGone)
}

// Whoever sends somebody a link of their own must not read what is written next in a conversation begun before.
func TestLinkAsksBeforeItTakesAConversationsPlace(t *testing.T) {
	h := open(t, withMail)
	id := h.given("my lamp is broken")
	client := browser()
	mine := h.begun(client, "my own secret matter")
	link := h.link(id, 1, time.Hour)
	page := h.want(h.get(client, link), http.StatusOK)
	h.shows(page, "Open the conversation from your mail?", `action="`+link+`"`, "but not", "my lamp is broken")
	h.shows(h.get(client, "/chat/web"), "my own secret matter", mine)
	cross := h.askWith(client, asked{method: "POST", path: link, header: map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}})
	h.want(cross, http.StatusForbidden)
	h.want(h.post(client, link), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "my lamp is broken", "but not", "my own secret matter")
	h.want(h.get(client, link), http.StatusSeeOther) // its own: nothing to ask
}

func TestPageAndStreamAndWordsNoteThatSomebodyIsThere(t *testing.T) {
	h := open(t, withMail)
	id := h.given("hello")
	client := browser()
	h.want(h.get(client, h.link(id, 1, time.Hour)), http.StatusSeeOther)
	at := h.clock()
	later := func() time.Time {
		at = at.Add(time.Minute)
		now := at
		h.setClock(func() time.Time { return now })
		return now
	}
	for name, look := range map[string]func(){
		"page":  func() { h.get(client, "/chat/web") },
		"words": func() { h.post(client, "/chat/web", "text", "more", "key", h.clock().Format(time.RFC3339Nano)) },
		"api":   func() { h.askWith(client, asked{method: "GET", path: "/api/v1/conversations/" + id}) },
	} {
		now := later()
		look()
		if r := h.reach(id); r.Seen.Before(now.Add(-time.Second)) {
			t.Errorf("%s: seen at %s, want %s", name, r.Seen, now)
		}
	}
	c, err := h.db.Conversation(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	h.get(client, "/chat/web")
	if r := h.reach(id); r.SeenSeq != c.Events {
		t.Errorf("seen up to %d of %d", r.SeenSeq, c.Events)
	}
	now := later()
	before := h.reach(id).SeenSeq
	h.listens(client, id)
	for range 100 {
		if !h.reach(id).Seen.Before(now.Add(-time.Second)) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if r := h.reach(id); r.Seen.Before(now.Add(-time.Second)) || r.SeenSeq != before {
		t.Errorf("stream: %+v", r)
	}
}

// listens opens a stream and closes it when the test ends.
func (h *house) listens(client *http.Client, id string) {
	h.t.Helper()
	r, err := client.Get(h.server.URL + "/api/v1/conversations/" + id + "/stream")
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = r.Body.Close() })
}

func TestAddressComesFromAKeyAndFromSignedIdentity(t *testing.T) {
	h := open(t, withMail)
	for name, test := range map[string]struct {
		key      string
		customer map[string]any
		want     string
	}{
		"key":     {h.key, map[string]any{"email": "ada@example.org"}, "ada@example.org"},
		"known":   {h.key, map[string]any{"id": "u1", "email": "grace@example.org"}, "grace@example.org"},
		"signed":  {"", map[string]any{"id": "u2", "hmac": access.SignIdentity([]byte("identity"), "u2"), "email": "eve@example.org"}, "eve@example.org"},
		"nothing": {h.key, nil, ""},
		"broken":  {h.key, map[string]any{"email": "ada@example.org\r\nBcc: x@y.example"}, ""},
	} {
		body := map[string]any{"text": "hello"}
		if test.customer != nil {
			body["customer"] = test.customer
		}
		a := h.want(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: test.key, body: body}), http.StatusAccepted)
		if r := h.reach(a.text("id")); r.Email != test.want {
			t.Errorf("%s: %q, want %q", name, r.Email, test.want)
		}
	}
	again := h.want(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: h.key, body: map[string]any{"text": "again", "customer": map[string]any{"id": "u1"}}}), http.StatusAccepted)
	if r := h.reach(again.text("id")); r.Email != "grace@example.org" {
		t.Errorf("whose address is known: %+v", r)
	}
}

// TestBrowserMail gives an address without the page loading again, and keeps what stands in the message field.
func TestBrowserMail(t *testing.T) {
	h := open(t, withMail)
	h.signUp("Claire Martin", desk.RoleLead)
	ctx := chromium(t)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"), chromedp.WaitVisible(chromedp.ID("text")),
		chromedp.SendKeys(chromedp.ID("text"), "hello"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelectorAll(".bubble.assistant").length > 0`)
	do(ctx, t, chromedp.Click(chromedp.ID("person")))
	comes(ctx, t, `document.getElementById("email") !== null`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "half a sent"), chromedp.SendKeys(chromedp.ID("email"), "ada@nowhere\r"))
	comes(ctx, t, `document.getElementById("mail-fault") !== null`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("email"), ".example\r"))
	comes(ctx, t, `document.body.innerText.includes("answers go to ada@nowhere.example")`)
	if text := eval[string](ctx, t, `document.getElementById("text").value`); text != "half a sent" {
		t.Errorf("the message field holds %q", text)
	}
	if focus := eval[string](ctx, t, `document.activeElement?.tagName`); focus != "SECTION" {
		t.Error("the focus is lost")
	}
	do(ctx, t, chromedp.Click(chromedp.CSS(".mail-form button.quiet")))
	comes(ctx, t, `document.body.innerText.includes("Shall we write to you")`)
}
