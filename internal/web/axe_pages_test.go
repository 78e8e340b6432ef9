package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

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
		for _, name := range []string{"ليلى", strings.Repeat("Wolfeschlegelsteinhausen", 2)} {
			h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
				"text": "person هل يمكنني إرجاع المصباح؟ " + strings.Repeat("Donaudampfschifffahrtsgesellschaft", 4), "customer": map[string]any{"id": "c-17" + name, "name": name},
			}}), http.StatusOK)
		}
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

func TestAxeKnowledge(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		id := h.furnishShelf()
		o := h.signUp("Claire Martin", desk.RoleOwner)
		do(ctx, t, signIn(h, o, lang)...)
		for name, path := range map[string]string{
			"list": "", "none": "?q=nothing", "article": "/articles/" + id, "units": "/articles/" + id + "?view=units", "versions": "/articles/" + id + "?view=versions",
			"contradictions": "/contradictions", "gaps": "/gaps", "import": "/import", "unknown": "/articles/none",
		} {
			a.at(h.server.URL+"/knowledge"+path, "true")
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
			a.audit(name, "document")
		}
		for name, question := range map[string]string{"trial held": "blocked may I return a lamp or swap it?", "trial without": "missing thing"} {
			a.at(h.server.URL+"/knowledge/try", "true")
			do(ctx, t, chromedp.SetValue(chromedp.ID("question"), question), chromedp.Click(chromedp.CSS("form.box button.primary")))
			comes(ctx, t, `document.getElementById("tried") !== null`)
			a.audit(name, "document")
		}
	})
}

// TestAxeRecalls looks at a recall in each of its states, and at the ways to one.
func TestAxeRecalls(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		o := h.signUp("Claire Martin", desk.RoleOwner)
		do(ctx, t, signIn(h, o, lang)...)
		at := func(path, name string) {
			t.Helper()
			a.at(h.server.URL+path, "true")
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
			a.audit(name, "document")
		}
		at("/recalls", "recalls none")
		for _, name := range []string{"Amélie Durand", "ليلى", strings.Repeat("Wolfeschlegelsteinhausen", 2)} {
			h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
				"text": "How long may I wait to return a lamp?", "customer": map[string]any{"id": "c-2" + name, "name": name},
			}}), http.StatusOK)
		}
		held := h.say("How long may I wait to return a lamp?").text("id")
		if err := h.db.SetLegalHold(ctx, held, true); err != nil {
			t.Fatal(err)
		}
		path := "/recalls/" + h.recallOf("You can return a lamp within 30 days.")
		h.recallOf(strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6) + " may be returned.")
		at("/recalls", "recalls")
		at(path, "recall proposed")
		client := h.signedIn(o)
		h.want(h.post(client, path, "action", "submit", "text-en", corrected), http.StatusSeeOther)
		at(path, "recall alone")
		second := h.signUp("Lea Lead", desk.RoleLead)
		at(path, "recall own")
		revision := revisionOf(t, h.get(h.signedIn(second), path).raw)
		do(ctx, t, signIn(h, second, lang)...)
		at(path, "recall approve")
		h.want(h.post(h.signedIn(second), path, "action", "approve", "revision", revision), http.StatusSeeOther)
		at(path, "recall sending")
		if err := h.recalls.Round(ctx); err != nil {
			t.Fatal(err)
		}
		at(path, "recall sent")
		at("/desk/conversations/"+held+"?pane=details", "recall from a sentence")
	})
}

func TestAxeSettings(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		o := h.furnishSettings()
		do(ctx, t, signIn(h, o, lang)...)
		for name, path := range map[string]string{
			"operators": "operators", "teams": "teams", "team": "teams/support", "autonomy": "autonomy", "red button": "autonomy?scope=desk&level=off", "keys": "keys", "model": "model",
			"words": "words", "replies": "replies", "retention": "retention", "retention counted": "retention?months=12",
		} {
			a.at(h.server.URL+"/settings/"+path, "true")
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
			a.audit(name, "document")
		}
		a.at(h.server.URL+"/?lang="+lang, "true") // an owner is shown the first steps
		a.audit("first steps", "document")
		a.at(h.server.URL+"/settings/operators", "true")
		do(ctx, t, chromedp.SetValue(chromedp.ID("email"), "new@lumen.example"), chromedp.Click(chromedp.CSS(`form[action="/settings/operators"] button`)))
		comes(ctx, t, `document.querySelector(".onetime") !== null`)
		a.audit("invited", "document")
		link := eval[string](ctx, t, `document.querySelector(".onetime code, .onetime input, .onetime a")?.textContent || document.querySelector(".onetime input")?.value`)
		a.at(link[max(strings.Index(link, "http"), 0):], "true")
		a.audit("join", "document")
	})
}

func TestAxeFiles(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		o := h.signUp("Claire Martin", desk.RoleOperator)
		visitor := browser()
		page := h.get(visitor, "/chat/web")
		long := sentFile{"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen-Donaudampfschifffahrtsgesellschaft.pdf", "application/pdf", "%PDF-1.7"}
		picture := sentFile{"écran.png", "image/png", painted(t, 400, 200)}
		h.want(h.postFiles(visitor, "/chat/web", map[string]string{"key": field(page, "key"), "text": ""}, picture, sentFile{"تقرير.txt", "text/plain", "x"}, long), http.StatusSeeOther)
		do(ctx, t, signIn(h, o, lang)...)
		for _, c := range visitor.Jar.Cookies(mustURL(t, h.server.URL)) {
			eval[bool](ctx, t, fmt.Sprintf(`(document.cookie = %q, true)`, c.Name+"="+c.Value+"; path=/"))
		}
		for name, path := range map[string]string{"chat": "/chat/web", "desk": "/desk/conversations/" + h.conversationOf(visitor)} {
			a.at(h.server.URL+path, `document.querySelector(".bubble img")?.naturalWidth > 0`)
			eval[bool](ctx, t, choosing(fileField, picture, long, sentFile{"big.txt", "text/plain", string(make([]byte, 5<<20+1))}))
			comes(ctx, t, `document.querySelectorAll("#attach-list li:not(.waits)").length === 2`)
			a.audit(name, "document")
		}
	})
}

// TestAxeMail looks at what customers see of mail.
func TestAxeMail(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t, withMail)
		h.signUp("Claire Martin", desk.RoleLead)
		given := h.given("my lamp is broken")
		a.at(h.server.URL+h.link(given, 1, -time.Hour)+"?lang="+lang, "true")
		a.audit("link gone", "document")
		do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web?lang="+lang), chromedp.SendKeys(chromedp.ID("text"), "hello"), chromedp.Click(chromedp.ID("send")))
		comes(ctx, t, `document.querySelectorAll(".bubble.assistant").length > 0`)
		a.at(h.server.URL+h.link(given, 1, time.Hour), "true")
		a.audit("link of another", "document")
		do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"), chromedp.Click(chromedp.ID("person")))
		comes(ctx, t, `document.getElementById("email") !== null`)
		a.audit("asked for", "document")
		do(ctx, t, chromedp.SendKeys(chromedp.ID("email"), "ada@nowhere\r"))
		comes(ctx, t, `document.getElementById("mail-fault") !== null`)
		a.audit("wrong", "document")
		do(ctx, t, chromedp.SendKeys(chromedp.ID("email"), ".a-very-long-name-of-a-company-that-goes-on-and-on-and-on.example\r"))
		comes(ctx, t, `document.querySelector(".mail-form button.quiet") !== null`)
		a.audit("kept", "document")
	})
}

// furnishSettings puts something on every page of the settings, and gives the owner.
func (h *house) furnishSettings() desk.Operator {
	h.t.Helper()
	o := h.signUp("Claire Martin", desk.RoleOwner)
	h.signUp("Jonas "+strings.Repeat("Wolfeschlegelsteinhausen", 2), desk.RoleLead)
	h.signUp("ليلى", desk.RoleOperator)
	gone := h.signUp("Amélie Durand", desk.RoleOperator)
	boss := h.signedIn(o)
	h.post(boss, "/settings/operators/"+gone.ID, "act", "end")
	h.post(boss, "/settings/operators", "email", "nora@lumen.example", "role", "lead", "team", "support")
	h.post(boss, "/settings/teams", "name", "Retours et remboursements")
	h.post(boss, "/settings/autonomy", "scope", "topic:other", "level", "draft")
	h.post(boss, "/settings/keys", "name", "The shop's server", "scope", "knowledge:read")
	h.post(boss, "/settings/words", "text-fr", "{team} vous lit et vous répond au plus tard {time}.")
	h.post(boss, "/settings/replies", "title", "Bonjour", "language", "fr", "text", "Bonjour {customer},\nje suis {operator}, je regarde cela.")
	h.post(boss, "/settings/replies", "title", "Hello", "language", "en", "text", "Hello {customer},\nthis is {operator}, I am looking into it.")
	return o
}

func TestAxeWatch(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		o := h.signUp("Claire Martin", desk.RoleOwner)
		do(ctx, t, signIn(h, o, lang)...)
		const live = `document.documentElement.dataset.watch === "live"`
		a.at(h.server.URL+"/watch", live)
		a.audit("quiet", "document")
		id := h.furnishWatch()
		if _, err := h.tower.Learn(context.Background(), h.clock().Add(-time.Hour), h.clock().Add(time.Minute), o); err != nil {
			t.Fatal(err)
		}
		comes(ctx, t, `document.querySelectorAll(".incident").length === 2`) // seen without loading the page again
		eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
		a.audit("console", "document")
		h.want(h.post(h.signedIn(o), "/watch/incidents/"+id, "act", "note", "note", "The new prompt, since noon."), http.StatusSeeOther)
		a.at(h.server.URL+"/watch/incidents/"+id, live)
		a.audit("incident", "document")
		h.sampled()
		a.at(h.server.URL+"/watch/reviews", "true")
		a.audit("look back", "document")
	})
}

// TestAxeDrills looks at the list of drills, at one that runs, and at the report that takes its place.
func TestAxeDrills(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		do(ctx, t, signIn(h, h.signUp("Claire Martin", desk.RoleLead), lang)...)
		const live = `document.documentElement.dataset.watch === "live"`
		a.at(h.server.URL+"/watch/drills", live)
		a.audit("no drill yet", "document")
		do(ctx, t, chromedp.Click(chromedp.CSS(`form[action="/watch/drills"] button`)))
		comes(ctx, t, `location.pathname.length > "/watch/drills/".length && `+live)
		a.audit("drill running", "document")
		run := h.running()
		if err := h.db.EndDrill(context.Background(), run.Conclude(context.Background(), harmfulReport(), nil, h.clock())); err != nil {
			t.Fatal(err)
		}
		comes(ctx, t, `document.querySelector('a[href$="/report.md"]') !== null`) // seen without loading the page again
		eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
		a.audit("drill failed", "document")
		h.drilled(goodReport())
		a.at(h.server.URL+"/watch/drills", live)
		a.audit("drills", "document")
	})
}

// TestAxeIssues looks at the page of freezes and known issues, and at the line of the desk.
func TestAxeIssues(t *testing.T) {
	looks(t, func(t *testing.T, lang string) {
		t.Helper()
		ctx := chromiumFor(t, 5*time.Minute)
		a, h := newAuditor(t, ctx), open(t)
		said := h.say("Why am I logged out on my tablet?")
		lead := h.signUp("Claire Martin", desk.RoleLead)
		do(ctx, t, signIn(h, lead, lang)...)
		a.at(h.server.URL+"/watch/issues", "true")
		a.audit("nothing frozen", "document")
		f := h.frozen(desk.Turn{ID: said.text("turn", "id"), Conversation: said.text("id")})
		a.at(h.server.URL+"/desk", `document.documentElement.dataset.desk === "live"`)
		a.audit("desk frozen", "document")
		a.at(h.server.URL+"/watch/issues", "true")
		eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
		a.audit("frozen", "document")
		for name, text := range map[string]string{"title": "Logouts", "text-en": "Use one device until tonight.", "text-fr": "N'utilisez qu'un appareil jusqu'à ce soir."} {
			do(ctx, t, chromedp.SetValue(chromedp.ID("card-"+f.ID+"-"+name), text))
		}
		do(ctx, t, chromedp.Click(chromedp.CSS(`form[action$="/card"] button[value="preview"]`)))
		comes(ctx, t, `document.querySelector(".preview") !== null`)
		a.audit("preview", "document")
		do(ctx, t, chromedp.Click(chromedp.CSS(`form[action$="/card"] button[value="write"]`)))
		comes(ctx, t, `document.querySelector('form[action$="/end"]') !== null`)
		a.audit("in force", "document")
	})
}
