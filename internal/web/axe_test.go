package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// finding is one thing that axe holds against a page.
type finding struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// auditor runs axe in a browser's pages.
type auditor struct {
	t      *testing.T
	ctx    context.Context
	script string
}

func newAuditor(t *testing.T, ctx context.Context) *auditor { //nolint:revive // t stands first in all of these tests
	t.Helper()
	script, err := os.ReadFile("../../.bin/axe.min.js")
	if err != nil {
		t.Skip("no .bin/axe.min.js: the pages' accessibility is not checked with axe; .ci/install axe fetches it")
	}
	return &auditor{t: t, ctx: ctx, script: string(script)}
}

// audit looks at the page as it stands, or at a part of it, narrow and wide, in the light and in the dark, and fails for
// each finding that is serious or critical. The script comes in over the debugger, so that the page's own policy stays
// what it is.
func (a *auditor) audit(name, part string) {
	a.t.Helper()
	if !eval[bool](a.ctx, a.t, `"axe" in window`) {
		eval[bool](a.ctx, a.t, a.script+"; true")
	}
	for _, width := range []int64{390, 1280} {
		do(a.ctx, a.t, chromedp.EmulateViewport(width, 900))
		a.in("light")
		a.report(fmt.Sprintf("%s, %d", name, width), part, `{}`)
		a.in("dark")
		a.report(fmt.Sprintf("%s, %d, dark", name, width), part, `{ runOnly: ["color-contrast"] }`) // nothing else depends on the colours
	}
	a.in("light")
}

// in has the browser prefer light or dark colours. What fades over is looked at when it has.
func (a *auditor) in(scheme string) {
	a.t.Helper()
	media := map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}
	do(a.ctx, a.t, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		return tab.Call(ctx, "Emulation.setEmulatedMedia", media, nil)
	}))
	eval[bool](a.ctx, a.t, `document.getAnimations().forEach((m) => { try { m.finish(); } catch { m.cancel(); } }), true`)
}

func (a *auditor) report(name, part, options string) {
	a.t.Helper()
	text, err := chromedp.Run(a.ctx, chromedp.Evaluate[string](`axe.run(`+part+`, { resultTypes: ["violations"], ...`+options+` })
		.then((r) => JSON.stringify(r.violations.filter((v) => ["serious", "critical"].includes(v.impact))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		a.t.Fatalf("%s: axe: %v", name, err)
	}
	var found []finding
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		a.t.Fatal(err)
	}
	for _, f := range found {
		for _, n := range f.Nodes {
			a.t.Errorf("%s: %s (%s): %s\n%s\n%s", name, f.ID, f.Impact, f.Help, clip(n.HTML), n.Summary)
		}
	}
}

func (a *auditor) at(url, ready string) {
	a.t.Helper()
	do(a.ctx, a.t, chromedp.Navigate(url))
	comes(a.ctx, a.t, `document.readyState === "complete" && (`+ready+`)`)
}

// TestAxeFinds shows that the checker finds what it should, or its silence would prove nothing.
func TestAxeFinds(t *testing.T) {
	h, ctx := open(t), chromium(t)
	a := newAuditor(t, ctx)
	a.at(h.server.URL+"/", "true")
	eval[bool](ctx, t, `document.querySelector("main").append(document.createElement("img"), document.createElement("textarea")), true`)
	eval[bool](ctx, t, a.script+"; true")
	ids, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run().then((r) => r.violations.map((v) => v.id).join())`, chromedp.EvalAwaitPromise))
	if err != nil || !strings.Contains(ids, "image-alt") || !strings.Contains(ids, "label") {
		t.Errorf("%q %v", ids, err)
	}
}

// looks goes through pages in each language.
func looks(t *testing.T, with func(t *testing.T, lang string)) {
	t.Helper()
	for _, lang := range []string{"en", "fr"} {
		t.Run(lang, func(t *testing.T) { with(t, lang) })
	}
}

func TestAxeChat(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		in := map[string]string{"en": "", "fr": " en français"}[lang]
		ask := func(text, until string) {
			t.Helper()
			do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), text+in), chromedp.Click(chromedp.ID("send")))
			comes(ctx, t, until)
		}
		all := func() {
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
		}
		a.at(h.server.URL+"/?lang="+lang, "true")
		a.audit("start", "document")
		a.at(h.server.URL+"/desk", "true")
		a.audit("nobody yet", "document")
		link, err := h.access.NewSetup(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		a.at(h.server.URL+"/desk/setup/"+link, "true")
		a.audit("setup", "document")
		a.at(h.server.URL+"/chat/web", "true")
		a.audit("chat empty", "document")
		ask("What", `document.querySelector(".bubble.assistant .wrong") !== null`)
		all()
		a.audit("chat answered", "document")
		do(ctx, t, chromedp.Click(chromedp.CSS(".wrong button")))
		comes(ctx, t, `document.querySelector(".wrong-state") !== null`)
		ask("thanks", `document.querySelector(".rate form") !== null`)
		a.audit("chat rate", "document")
		ask("hold on", `document.querySelector(".card.handover") !== null`)
		a.audit("chat held", "document")
		do(ctx, t, chromedp.Click(chromedp.ID("person")))
		comes(ctx, t, `document.querySelectorAll(".bubble.customer").length === 4`)
		a.audit("chat handed over", "document")
		o := h.signUp("Claire Martin", desk.RoleOwner)
		id := eval[string](ctx, t, `document.getElementById("chat").dataset.conversation`)
		h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": "Hello, Claire here.", "operator": o.ID}}), http.StatusOK)
		comes(ctx, t, `document.querySelector(".bubble.operator") !== null`)
		a.audit("chat with a person", "document")
		if err := h.resolve(id, o); err != nil {
			t.Fatal(err)
		}
		a.at(h.server.URL+"/chat/web", "true")
		a.audit("chat over", "document")
		h.expected.Store(1e10)
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "busy"), chromedp.Click(chromedp.ID("send")))
		comes(ctx, t, `document.querySelector("#trouble .fault") !== null`)
		a.audit("chat busy", "document")
		for _, path := range []string{"/chat/none", "/chat/partners", "/none", "/back/x.y", "/desk/login?next=/desk"} { // signing in comes last
			a.at(h.server.URL+path, "true")
			a.audit(path, "document")
		}
		do(ctx, t, chromedp.SendKeys(chromedp.ID("email"), "a@b.example"), chromedp.SendKeys(chromedp.ID("password"), "wrong\r"))
		comes(ctx, t, `document.querySelector(".fault") !== null`)
		a.audit("login wrong", "document")
	})
}

func TestAxeDesk(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		h.shelve()
		o := h.signUp("Claire Martin", desk.RoleOwner)
		person := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
			"text": "person my lamp is broken", "customer": map[string]any{"id": "c-1", "name": "Amélie Durand", "email": "a@example.com", "attributes": map[string]string{"plan": "pro"}},
		}}), http.StatusOK).text("id")
		danger, held, blocked := h.say("danger my daughter swallowed it").text("id"), h.say("hold on").text("id"), h.say("blocked may I swap it?").text("id")
		answered := h.say("How long may I wait?").text("id")
		client := h.signedIn(o)
		h.want(h.post(client, "/desk/conversations/"+person+"/take-over"), http.StatusSeeOther)
		h.want(h.post(client, "/desk/conversations/"+person+"/reply", "way", "note", "text", "between us", "key", ""), http.StatusSeeOther)
		if err := h.finder.Index(context.Background()); err != nil {
			t.Fatal(err)
		}
		for scope, level := range map[string]desk.Autonomy{"topic:billing": desk.DraftOnly, "language:fr": desk.Off} {
			if _, err := h.Stop(context.Background(), scope, level, o.ID); err != nil {
				t.Fatal(err)
			}
		}
		do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/login?lang="+lang), chromedp.SendKeys(chromedp.ID("email"), o.Email),
			chromedp.SendKeys(chromedp.ID("password"), password+"\r"), chromedp.WaitVisible(chromedp.ID("list")))
		const live = `document.documentElement.dataset.desk === "live"`
		for name, p := range map[string][2]string{
			"list": {"/desk", live}, "folders": {"/desk?pane=folders", live}, "empty": {"/desk?view=resolved", live}, "search": {"/desk?q=lamp", live}, "found nothing": {"/desk?q=zzz", live},
			"thread": {"/desk/conversations/" + person, live}, "details": {"/desk/conversations/" + answered + "?pane=details&view=all", live}, "danger": {"/desk/conversations/" + danger, live},
			"held": {"/desk/conversations/" + held + "?view=held", live}, "blocked": {"/desk/conversations/" + blocked, live},
			"knowledge": {"/knowledge", "true"}, "widget": {"/desk/widget", "true"}, "fault": {"/desk/conversations/none", "true"},
		} {
			a.at(h.server.URL+p[0], p[1])
			a.audit("desk "+name, "document")
			if name == "blocked" || name == "folders" || name == "thread" {
				eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
				a.audit("desk "+name+" open", "document")
			}
		}
		a.at(h.server.URL+"/desk", live)
		do(ctx, t, chromedp.KeyEvent("?"))
		comes(ctx, t, `document.getElementById("legend").open`)
		a.audit("desk legend", "document")
		do(ctx, t, chromedp.KeyEvent("\u001b"), chromedp.KeyEvent("k", chromedp.KeyModifiers(2)))
		comes(ctx, t, `document.getElementById("palette").open && document.querySelector("[role=option]") !== null`)
		a.audit("desk palette", "document")
	})
}

func TestAxeWidget(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		e := embed(t, lang, "")
		a := newAuditor(t, e.ctx)
		o := e.signUp("Claire Martin", desk.RoleOperator)
		audit := func(name string) { t.Helper(); a.audit("widget "+name, `{ include: [["vigie-chat"]] }`) }
		in := map[string]string{"en": "", "fr": " en français"}[lang]
		audit("closed")
		e.press(".launcher")
		audit("empty")
		e.write("What" + in)
		e.comes(`$(".bubble.assistant") !== null && $(".pending") === null`)
		look[bool](e, `($$("details").forEach((d) => { d.open = true; }), true)`)
		audit("answered")
		look[bool](e, `($(".wrong button").click(), true)`)
		e.comes(`$(".wrong-state") !== null`)
		e.write("thanks" + in)
		e.comes(`!$(".rate").hidden`)
		audit("rate")
		e.line.cut(true)
		e.write("lost" + in)
		e.comes(`$(".trouble").textContent !== "" && $(".pending") !== null`)
		audit("offline")
		e.line.cut(false)
		e.comes(`$(".trouble").textContent === "" && $(".pending") === null`)
		e.write("hold on" + in)
		e.comes(`$(".stage.held") !== null`)
		audit("held")
		e.press(".person-button")
		e.comes(`$(".stage.waiting") !== null`)
		audit("waiting")
		id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
		e.want(e.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: e.key, body: map[string]any{"text": "Hello.", "operator": o.ID}}), http.StatusOK)
		e.comes(`$(".bubble.operator") !== null`)
		audit("person")
	})
}
