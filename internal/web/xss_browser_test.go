package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// evil would run, or show itself as a picture, wherever a page takes words for markup.
const evil = `"><img src=x onerror=window.pwned=1><script>window.pwned=1</script><svg onload=window.pwned=1>{{7*7}}${7*7}</textarea></title>` + "'-window.pwned=1-'\u202e"

// clean fails where any of it has become part of the page, or an address runs a script.
func clean(ctx context.Context, t *testing.T, where, root string) {
	t.Helper()
	found := eval[[]string](ctx, t, `(() => { const root = `+root+`; return [
		...[...root.querySelectorAll("img[src=x], svg[onload], [onerror], [onload], [onclick], script:not([src])")].map((e) => e.outerHTML.slice(0, 200)),
		...[...root.querySelectorAll("[href], [src], [action], [formaction]")].flatMap((e) => ["href", "src", "action", "formaction"].map((a) => e.getAttribute(a) ?? "")).filter((a) => /^\s*(javascript|data|vbscript):/i.test(a)),
		...(window.pwned ? ["it ran"] : []), ...(((root.documentElement ?? root).textContent ?? "").includes("49$") ? ["a template was filled in"] : [])]; })()`)
	for _, f := range found {
		t.Errorf("%s: %s", where, f)
	}
}

// TestNothingBecomesMarkup puts markup into everything that somebody can write, and looks at every place where it is shown,
// with the scripts that bring news into open pages.
func TestNothingBecomesMarkup(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	other, err := h.access.AddOperator(context.Background(), desk.Operator{Name: "Jonas " + evil[:60], Email: "jonas@lumen.example", Team: "support", Role: desk.RoleOperator, Languages: []desk.Language{desk.English}}, password)
	if err != nil {
		t.Fatal(err)
	}
	for id, url := range map[string]string{"a": "javascript:window.pwned=1", "b": "https://lumen.example/\"onmouseover=window.pwned=1"} {
		h.ask(asked{method: "PUT", path: "/api/v1/articles/" + id, key: h.key, body: map[string]any{"title": evil, "text": "# " + evil + "\n\n" + evil, "url": url, "language": "en", "topic": evil, "contract": map[string]any{"owner": evil, "applies_to": map[string][]string{"plan": {evil}}}}})
		h.ask(asked{method: "PUT", path: "/api/v1/articles/" + id, key: h.key, body: map[string]any{"title": evil, "text": "# " + evil + "\n\n" + evil, "language": "en", "topic": "t"}})
	}
	begin := func(word string) string {
		t.Helper()
		return h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
			"text": word + " " + evil, "customer": map[string]any{"id": evil, "name": evil, "email": "a@example.com", "attributes": map[string]string{"plan": evil, evil[:20]: "x"}},
		}}), http.StatusOK).text("id")
	}
	person, blocked, answered := begin("person"), begin("blocked"), begin("what")
	client := h.signedIn(other)
	h.want(h.post(client, "/desk/conversations/"+person+"/take-over"), http.StatusSeeOther)
	h.post(client, "/desk/conversations/"+person+"/reply", "way", "note", "text", evil, "key", "")
	h.post(client, "/desk/conversations/"+person+"/reply", "way", "reply", "text", evil, "key", "")
	h.post(h.signedIn(o), "/desk/widget", "brand", evil[:70], "origins", "https://shop.example", "accent", `#fff"onload=`, "position", evil, "greeting-en", evil[:120])
	if err := h.db.SetSetting(context.Background(), "widget:web", `{"accent":"#00ff00;}*{display:none","position":"left\" onload=1","greeting":{"en":"<img src=x onerror=window.pwned=1>"}}`); err != nil {
		t.Fatal(err)
	}
	if err := h.db.PutInbox(context.Background(), desk.Inbox{ID: "web", Brand: evil, Language: desk.English, Team: "support", Visitors: true}); err != nil {
		t.Fatal(err)
	}
	if err := h.db.Rate(context.Background(), desk.Rating{Conversation: answered, Score: 1, Words: evil, At: h.clock()}); err != nil {
		t.Fatal(err)
	}
	if err := h.finder.Index(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx := chromiumFor(t, 2*time.Minute)
	do(ctx, t, signIn(h, o, "en")...)
	for _, path := range []string{
		"/desk?view=all", "/desk?q=what", "/desk?q=" + strings.NewReplacer("<", "%3C", ">", "%3E", `"`, "%22", " ", "%20", "{", "%7B", "}", "%7D", "\u202e", "").Replace(evil), "/desk/conversations/" + person + "?view=all",
		"/desk/conversations/" + blocked, "/desk/conversations/" + answered, "/knowledge", "/desk/widget", "/%3Cimg%20src=x%20onerror=window.pwned=1%3E",
	} {
		do(ctx, t, chromedp.Navigate(h.server.URL+path))
		comes(ctx, t, `document.readyState === "complete"`)
		clean(ctx, t, path, "document")
	}
	// What comes while the page is open.
	do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+person), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + person + "/messages", key: h.key, body: map[string]any{"text": "news " + evil}}), http.StatusAccepted)
	comes(ctx, t, `document.getElementById("log").innerText.includes("news ")`)
	if err := h.db.SeeViewer(context.Background(), person, other.ID, h.clock(), review.Sight{Looks: time.Minute, Types: time.Minute, Answers: time.Minute}); err != nil {
		t.Fatal(err)
	}
	comes(ctx, t, `document.getElementById("present").textContent.includes("Jonas")`)
	do(ctx, t, chromedp.KeyEvent("k", chromedp.KeyModifiers(2)))
	do(ctx, t, chromedp.SendKeys(chromedp.ID("palette-field"), "<img src=x onerror=window.pwned=1> what"))
	comes(ctx, t, `document.querySelectorAll("[role=option]").length > 0`)
	clean(ctx, t, "the desk, live", "document")
	// The customer's page and the widget.
	do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"))
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), evil[:len(evil)-20]), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelector(".bubble.assistant") !== null`)
	id := eval[string](ctx, t, `document.getElementById("chat").dataset.conversation`)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": evil, "operator": other.ID}}), http.StatusOK)
	comes(ctx, t, `document.querySelector(".bubble.operator") !== null`)
	clean(ctx, t, "chat", "document")
	e := &embedded{house: h, ctx: ctx, site: h.site(h.server.URL, "en", `data-name="&lt;img src=x onerror=window.pwned=1&gt;"`)}
	if err := h.db.PutInbox(context.Background(), desk.Inbox{ID: "web", Brand: evil, Language: desk.English, Team: "support", Visitors: true, Origins: []string{e.site.URL}}); err != nil {
		t.Fatal(err)
	}
	e.visit()
	e.comes(`$(".launcher") !== null`)
	e.press(".launcher")
	e.write("what <img src=x onerror=window.pwned=1>")
	e.comes(`$$(".bubble.assistant").length === 1`)
	id = look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": evil, "operator": other.ID}}), http.StatusOK)
	e.comes(`$$(".bubble.operator").length === 1`)
	clean(ctx, t, "widget", `document.querySelector("vigie-chat").shadowRoot`)
}
