package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// The widget stands, looks and works as itself on a page that hides and disfigures everything and allows next to nothing.
func TestWidgetOnAHostilePage(t *testing.T) {
	e := embed(t, "en", "")
	e.signUp("Claire Martin", desk.RoleOperator) // somebody must be there for a time to be promised
	e.comes(`document.elementFromPoint(innerWidth - 40, innerHeight - 40)?.localName === "vigie-chat"`)
	if size := look[[]float64](e, `(() => { const r = $(".launcher").getBoundingClientRect(); return [r.width, r.height]; })()`); size[0] != 56 || size[1] != 56 {
		t.Errorf("the button is %v", size)
	}
	e.press(".launcher")
	e.comes(`root.activeElement?.id === "text"`)
	if name := look[string](e, `$(".panel").getAttribute("role") + " " + $("#" + $(".panel").getAttribute("aria-labelledby")).textContent`); name != "dialog Lumen" {
		t.Errorf("the dialog is %q", name)
	}
	if style := look[string](e, `(() => { const s = getComputedStyle($("#discloses")); return [s.color, s.letterSpacing, s.textTransform, s.fontFamily.includes("fantasy")].join(" "); })()`); style != "rgb(27, 36, 48) normal none false" {
		t.Errorf("the page's style reaches in: %s", style)
	}
	if said := look[string](e, `$("#discloses").innerText`); !strings.Contains(said, "an AI assistant, not to a person") {
		t.Errorf("at first contact it says %q", said)
	}
	e.write("How long may I wait to return a lamp?")
	e.comes(`$(".bubble.assistant .name")?.textContent === "AI assistant" && $(".bubble.assistant .verdict") !== null`)
	e.comes(`$$(".bubble.customer").length === 1 && $(".pending") === null && $(".stage").textContent === ""`)
	e.press(".bubble.assistant summary")
	e.comes(`$(".bubble.assistant details").open && $(".bubble.assistant a").href === "https://lumen.example/help/returns" && $$("blockquote").length === 2`)
	small := look[[]string](e, `$$("button, summary, a, textarea").filter((b) => { const r = b.getBoundingClientRect(); return r.width > 0 && (r.width < 24 || r.height < 24); }).map((b) => b.outerHTML)`)
	if len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
	// Enter sends, unless it only ends a composed character or begins a new line.
	look[bool](e, `($("#text").value = "hold on, is that so?", ["isComposing", "shiftKey", ""].forEach((with_) =>
		$("#text").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...(with_ && { [with_]: true }) }))), true)`)
	e.comes(`$$(".bubble.customer").length === 2`)
	e.comes(`$(".stage.held") !== null && $(".stage").innerText.includes("checking")`)
	e.press(".person-button")
	e.comes(`$(".stage.waiting") !== null && /By .*\d\d:\d\d/.test($(".stage").innerText)`)
	e.do(chromedp.KeyEvent("\u001b"))
	e.comes(`$(".panel").hidden && root.activeElement === $(".launcher")`)
	if got := e.complaints(); len(got) > 0 {
		t.Errorf("the browser complains: %q", got)
	}
	if look[int](e, `Object.keys(window).filter((k) => /vigie|shadow|widget/i.test(k)).length`) != 0 || look[string](e, `document.body.innerHTML`) != "<h1>Shop</h1><p>Lamps.</p>" {
		t.Error("the widget leaves traces on the page")
	}
}

// After a reload the conversation is there, so is what was being typed; the browser keeps an id and a token, no words.
func TestWidgetKeepsTheConversation(t *testing.T) {
	e := embed(t, "fr-CH", "")
	e.press(".launcher")
	e.write("Bonjour, combien de temps ai-je (en français) ?")
	e.comes(`$(".bubble.assistant .name")?.textContent === "Assistant IA"`)
	look[bool](e, `($("#text").focus(), true)`)
	e.do(chromedp.KeyEvent("une demi-phr"))
	e.visit()
	e.comes(`$$(".bubble.customer").length === 1 && $$(".bubble.assistant").length === 1 && !$(".panel").hidden && $("#text").value === "une demi-phr"`)
	kept := look[[]string](e, `Object.values(localStorage).flatMap((v) => Object.keys(JSON.parse(v)))`)
	if !stringsEqual(kept, "id", "token") {
		t.Errorf("kept for good: %q", kept)
	}
	e.do(chromedp.KeyEvent("\u001b"))
	look[bool](e, `($(".close").click(), true)`)
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	o := e.signUp("Claire Martin", desk.RoleOperator)
	e.want(e.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: e.key, body: map[string]any{"text": "Bonjour !", "operator": o.ID}}), http.StatusOK)
	e.comes(`$(".count").textContent === "1" && !$(".count").hidden && $(".launcher").getAttribute("aria-label").includes("1 nouveau message")`)
	e.visit()
	e.comes(`$(".count")?.textContent === "1" && !$(".count").hidden`) // not read by loading the page again
	e.press(".launcher")
	e.comes(`$(".bubble.operator .kind").textContent === "une personne" && $(".count").hidden`)
	if e.complaints(); len(e.complaints()) > 0 {
		t.Errorf("%q", e.complaints())
	}
}

// The customer sees that a person writes an answer, in the widget and on the chat's page; a note shows nothing.
func TestWidgetSaysWhoWrites(t *testing.T) {
	e := embed(t, "en", "")
	o := e.signUp("Claire Martin", desk.RoleOwner)
	e.press(".launcher")
	e.write("person please")
	e.comes(`$(".stage.waiting") !== null`)
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	at := chromium(t)
	do(at, t, signIn(e.house, o, "en")...)
	do(at, t, chromedp.Navigate(e.server.URL+"/desk/conversations/"+id), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	do(at, t, chromedp.Click(chromedp.ID("way-note")), chromedp.SendKeys(chromedp.ID("text"), "between us"))
	e.comes(`$(".writes") !== null`)
	time.Sleep(time.Second)
	if said := look[string](e, `$(".writes").textContent`); said != "" {
		t.Errorf("a note is told: %q", said)
	}
	do(at, t, chromedp.Click(chromedp.ID("way-reply")), chromedp.SendKeys(chromedp.ID("text"), " and you"))
	e.comes(`$(".writes").textContent === "Claire Martin is writing…"`)
	do(at, t, chromedp.Click(chromedp.CSS("#composer .primary")))
	e.comes(`$(".bubble.operator") !== null && $(".writes").textContent === ""`)
	if got := e.complaints(); len(got) > 0 {
		t.Errorf("the browser complains: %q", got)
	}

	customer := chromium(t)
	do(customer, t, chromedp.Navigate(e.server.URL+"/chat/web?lang=fr"))
	do(customer, t, chromedp.SendKeys(chromedp.ID("text"), "person please"), chromedp.Click(chromedp.ID("send")))
	comes(customer, t, `document.querySelector("#stage .handover") !== null`)
	id = eval[string](customer, t, `document.getElementById("chat").dataset.conversation`)
	do(at, t, chromedp.Navigate(e.server.URL+"/desk/conversations/"+id), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")), chromedp.SendKeys(chromedp.ID("text"), "Bon"))
	comes(customer, t, `document.getElementById("writes").textContent === "Claire Martin écrit…"`)
	comes(customer, t, `document.getElementById("writes").textContent === ""`) // who types no more is not said to
}

// The line breaks in every way; nothing is lost, and nothing comes twice.
func TestWidgetOverABrokenLine(t *testing.T) {
	e := embed(t, "en", "")
	e.press(".launcher")
	// The desk takes the first message, and its answer is lost. The page is loaded again before the line is back.
	e.line.eat.Store(50) // a browser tries again by itself before it says so
	e.write("first question")
	e.comes(`$(".trouble").textContent.includes("connection was lost") && localStorage.length === 0`)
	e.visit()
	e.comes(`$$(".pending.waits").length === 1`)
	e.line.eat.Store(0)
	e.comes(`$$(".bubble.assistant").length === 1 && $$(".bubble.customer").length === 1 && $(".pending") === null`)
	// The line goes down under an open conversation. What is written waits; what is said meanwhile is told afterwards.
	e.line.cut(true)
	e.write("second question")
	e.comes(`$$(".pending.waits").length === 1 && $(".trouble").textContent.includes("connection was lost")`)
	e.write("third question")
	e.comes(`$$(".pending.waits").length === 2 && $("#text").value === ""`)
	look[bool](e, `($("#text").focus(), true)`)
	e.do(chromedp.KeyEvent("a fourth, half"))
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	e.visit() // the script itself comes from the browser's cache
	e.comes(`$$(".pending.waits").length === 2 && $("#text").value === "a fourth, half"`)
	e.line.cut(false)
	e.comes(`$(".pending") === null && $$(".bubble.customer").length === 3 && $(".trouble").textContent === ""`)
	e.comes(`$(".bubble.assistant:last-child") !== null`)
	// The stream alone breaks, and an answer is given meanwhile.
	o := e.signUp("Claire Martin", desk.RoleOperator)
	e.line.cut(true)
	e.want(e.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: e.key, body: map[string]any{"text": "while you were away", "operator": o.ID}}), http.StatusOK)
	e.line.cut(false)
	e.comes(`$$(".bubble.operator").length === 1`)
	// The same message whose answer is lost again and again counts once.
	e.line.eat.Store(50)
	look[bool](e, `($("#text").value = "", true)`)
	e.write("fourth question")
	e.comes(`$(".trouble").textContent.includes("connection was lost")`)
	e.line.eat.Store(0)
	e.comes(`$$(".bubble.customer").length === 4 && $(".pending") === null`)
	if got := e.texts("customer"); !stringsEqual(got, "first question", "second question", "third question", "fourth question") {
		t.Errorf("shown: %q", got)
	}
	said, err := e.db.Messages(context.Background(), id, 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, m := range said {
		if m.Author == desk.ByCustomer {
			words = append(words, m.Text)
		}
	}
	if !stringsEqual(words, "first question", "second question", "third question", "fourth question") {
		t.Errorf("kept: %q", words)
	}
	if n := look[int](e, `$$(".bubble").length - new Set($$(".bubble").map((b) => b.id)).size`); n != 0 {
		t.Error("a message is shown twice")
	}
}

// A desk that is too busy is asked again when it says, and takes the message once.
func TestWidgetWaits(t *testing.T) {
	e := embed(t, "en", "")
	e.expected.Store(int64(10 * time.Second))
	e.press(".launcher")
	e.write("my question")
	e.comes(`/sent again in \d+ s/.test($(".trouble").textContent) && $$(".pending.waits").length === 1`)
	e.expected.Store(0)
	e.comes(`$$(".bubble.assistant").length === 1 && $(".trouble").textContent === "" && $(".pending") === null`)
	if n := e.written("my question"); n != 1 {
		t.Errorf("it came %d times", n)
	}
}

// A site that the inbox does not allow sees nothing, and whoever builds it reads why.
func TestWidgetRefusedOrigin(t *testing.T) {
	ctx := chromium(t)
	h := open(t)
	e := &embedded{house: h, ctx: ctx, site: h.site(h.server.URL, "en", "")}
	e.visit()
	e.comes(`window.complaints?.length > 0`)
	if got := e.complaints(); !strings.Contains(got[0], e.site.URL) || !strings.Contains(got[0], "allowed origins") || look[bool](e, `root !== undefined`) {
		t.Errorf("%q", got)
	}
}

// Who is signed in on the company's site is known at the desk; who claims it without a signature is a visitor, and is heard.
func TestWidgetIdentity(t *testing.T) {
	for name, c := range map[string]struct {
		hmac   string
		signed bool
	}{"signed": {access.SignIdentity([]byte("identity"), "c-17"), true}, "wrong": {strings.Repeat("ab", 32), false}, "none": {"", false}} {
		t.Run(name, func(t *testing.T) {
			e := embed(t, "en", `data-customer="c-17" data-hmac="`+c.hmac+`" data-name="Amélie Durand" data-email="amelie@example.com" data-attributes='{"plan":"Pro"}'`)
			e.press(".launcher")
			e.write("a question")
			e.comes(`$$(".bubble.assistant").length === 1`)
			id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
			conv, err := e.db.Conversation(context.Background(), id)
			if err != nil {
				t.Fatal(err)
			}
			who, err := e.db.Customer(context.Background(), conv.Customer)
			if err != nil || who.Name != "Amélie Durand" || who.Signed != c.signed || (who.Attributes["plan"] == "pro") != c.signed {
				t.Errorf("%+v %v", who, err)
			}
			if got := e.complaints(); (len(got) == 0) != c.signed {
				t.Errorf("whoever builds the site reads %q", got)
			}
			if look[bool](e, `Object.keys(localStorage).some((k) => k.includes("c-17"))`) {
				t.Error("the customer's id is kept in the browser")
			}
		})
	}
}

// In the widget a customer calls a sentence wrong, goes on, and is asked at the end what they think; nothing is asked twice.
func TestWidgetOpinions(t *testing.T) {
	e := embed(t, "en", "")
	o := e.signUp("Claire Martin", desk.RoleOperator)
	e.press(".launcher")
	e.write("How long may I wait to return a lamp?")
	e.comes(`$$(".bubble.assistant .wrong input").length === 3 && $(".wrong input:checked").value === "" && $(".rate").hidden`)
	look[bool](e, `($(".wrong summary").click(), $$(".wrong input")[1].click(), $(".wrong button").click(), true)`)
	e.comes(`$(".wrong-state")?.textContent.includes("A person will look at it") && $$(".bubble.desk").length === 1`)
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	list, err := e.db.Reports(context.Background(), id)
	if err != nil || len(list) != 1 || list[0].Claim != 1 || list[0].State != desk.ReportOpen {
		t.Fatalf("%+v %v", list, err)
	}
	e.visit()
	e.comes(`$(".wrong-state") !== null && $(".wrong") === null`)
	if err := e.conversations.SettleReport(context.Background(), list[0], desk.ReportWrong, o); err != nil {
		t.Fatal(err)
	}
	e.comes(`[...$$(".bubble.desk .text")].pop().textContent.includes("you were right")`)
	e.write("thanks")
	e.comes(`!$(".rate").hidden && $$(".faces input").length === 3`)
	e.press(".faces label")
	look[bool](e, `($("#why").value = "quick", $(".rate button").click(), true)`)
	e.comes(`$(".rate").textContent.includes("Thank you")`)
	if r, err := e.db.Rating(context.Background(), id); err != nil || r.Score != 3 || r.Words != "quick" {
		t.Errorf("%+v %v", r, err)
	}
	e.visit()
	e.comes(`$$(".bubble.assistant").length === 2 && $(".rate").hidden`)
	if got := e.complaints(); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// The inbox's own colour, place and greeting; what stands on the colour can be read.
func TestWidgetLook(t *testing.T) {
	for accent, ink := range map[string]string{"#ffcc00": "rgb(0, 0, 0)", "#200040": "rgb(255, 255, 255)"} {
		ctx, h := chromium(t), open(t)
		if err := h.db.SetSetting(context.Background(), "widget:web", `{"accent":"`+accent+`","position":"left","greeting":{"fr":"Bonjour & bienvenue"}}`); err != nil {
			t.Fatal(err)
		}
		e := &embedded{house: h, ctx: ctx, site: h.site(h.server.URL, "fr", "")}
		h.allow(e.site.URL)
		e.visit()
		e.comes(`$(".root").classList.contains("left") && getComputedStyle($(".launcher")).color === "` + ink + `" && $(".empty").textContent === "Bonjour & bienvenue"`)
	}
}

// A conversation that is over holds no line while nobody looks; writing in it brings it back.
func TestWidgetRests(t *testing.T) {
	e := embed(t, "en", "")
	o := e.signUp("Claire Martin", desk.RoleOperator)
	e.press(".launcher")
	e.write("How long may I wait to return a lamp?")
	e.comes(`$$(".bubble.assistant").length === 1`)
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	if err := e.resolve(id, o); err != nil {
		t.Fatal(err)
	}
	e.comes(`$(".stage.resolved") !== null && !$(".rate").hidden`)
	look[bool](e, `($(".close").click(), true)`)
	e.visit()
	e.comes(`$$(".bubble.assistant").length === 1 && $(".stage.resolved") !== null`)
	if n := e.line.open(); n != 0 {
		t.Errorf("%d lines are open to a conversation that is over", n)
	}
	e.press(".launcher")
	e.write("one more thing")
	e.comes(`$$(".bubble.assistant").length === 2 && $(".rate").hidden`)
	if n := e.line.open(); n != 1 {
		t.Errorf("%d lines are open to a conversation that goes on", n)
	}
}
