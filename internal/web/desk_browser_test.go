package web_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestBrowserPanes goes from folder to conversation and back without the page ever loading again, and live.
func TestBrowserPanes(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	first := h.say("person first").text("id")
	h.say("person second")
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	eval[bool](ctx, t, `window.sameDocument = true`)
	comes(ctx, t, `document.getElementById("count-waiting")?.textContent === "2"`)
	do(ctx, t, chromedp.Click(chromedp.CSS(`[data-folder="unassigned"]`)))
	comes(ctx, t, `location.search === "?view=unassigned" && document.getElementById("list-name").textContent === "Unassigned"`)
	do(ctx, t, chromedp.Click(chromedp.CSS(`.lines a[href^="/desk/conversations/`+first+`"]`)))
	comes(ctx, t, `document.querySelector("#case")?.dataset.conversation === "`+first+`" && document.getElementById("list-name").textContent === "Unassigned"`)
	// Somebody writes, somebody else takes it over: all of the panes say so within a second.
	at := time.Now()
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + first + "/messages", key: h.key, body: map[string]any{"text": "still waiting"}}), http.StatusAccepted)
	comes(ctx, t, `document.getElementById("log").innerText.includes("still waiting") && document.querySelector("#list").innerText.includes("still waiting")`)
	if took := time.Since(at); took > 1500*time.Millisecond {
		t.Errorf("a message was seen after %v", took)
	}
	h.want(h.post(h.signedIn(h.signUp("Jonas Weber", desk.RoleOperator)), "/desk/conversations/"+first+"/take-over"), http.StatusSeeOther)
	comes(ctx, t, `document.getElementById("count-unassigned").textContent === "1" && document.getElementById("facts").innerText.includes("Jonas Weber")`)
	eval[bool](ctx, t, `history.back(), true`)
	comes(ctx, t, `location.search === "?view=unassigned" && document.getElementById("case") === null`)
	eval[bool](ctx, t, `history.forward(), true`)
	comes(ctx, t, `document.querySelector("#case")?.dataset.conversation === "`+first+`"`)
	if !eval[bool](ctx, t, `window.sameDocument === true`) {
		t.Error("the page was loaded again")
	}
	// On a phone one pane is seen at a time.
	do(ctx, t, chromedp.EmulateViewport(390, 800))
	seen := `[...document.querySelectorAll(".pane")].filter((p) => p.getBoundingClientRect().width > 0).map((p) => p.className).join()`
	if got := eval[string](ctx, t, seen); got != "pane pane-thread" {
		t.Errorf("a phone shows %q", got)
	}
	do(ctx, t, chromedp.Click(chromedp.CSS(".to-details")))
	comes(ctx, t, seen+` === "pane pane-details" && location.search.includes("pane=details")`)
	eval[bool](ctx, t, `history.back(), true`)
	comes(ctx, t, seen+` === "pane pane-thread"`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".pane-thread .back a")))
	comes(ctx, t, seen+` === "pane pane-list"`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".to-folders")))
	comes(ctx, t, seen+` === "pane pane-folders"`)
}

// TestBrowserUndoSend takes an answer back, then lets one go; a draft outlives its page; a note goes nowhere.
func TestBrowserUndoSend(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	id, other := h.say("person first").text("id"), h.say("person second").text("id")
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	at := func(id string) {
		do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+id), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	}
	said := func(author desk.Author) (n int) {
		list, err := h.db.Messages(context.Background(), id, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.Author == author {
				n++
			}
		}
		return n
	}
	at(id)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "We are on it."), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	comes(ctx, t, `document.getElementById("sending").offsetHeight > 0 && document.getElementById("text").value === ""`)
	if n := said(desk.ByOperator); n != 0 {
		t.Errorf("%d answers were committed before the pause was over", n)
	}
	do(ctx, t, chromedp.Click(chromedp.ID("undo")))
	comes(ctx, t, `document.getElementById("sending").offsetHeight === 0 && document.getElementById("text").value === "We are on it."`)
	at(other)
	if got := eval[string](ctx, t, `document.getElementById("text").value`); got != "" {
		t.Errorf("another conversation has the draft %q", got)
	}
	at(id)
	comes(ctx, t, `document.getElementById("text").value === "We are on it."`)
	do(ctx, t, chromedp.Click(chromedp.CSS("#composer .primary")))
	comes(ctx, t, `document.querySelector(".bubble.operator") !== null && document.getElementById("sending").offsetHeight === 0`)
	if n := said(desk.ByOperator); n != 1 {
		t.Errorf("%d answers", n)
	}
	// Who leaves in the pause means to send; it counts once, also where the browser asks again.
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "And one more thing."), chromedp.Click(chromedp.CSS("#composer .primary")))
	comes(ctx, t, `document.getElementById("sending").offsetHeight > 0`)
	at(other)
	at(id)
	comes(ctx, t, `document.querySelectorAll(".bubble.operator").length === 2 && document.getElementById("text").value === ""`)
	do(ctx, t, chromedp.Click(chromedp.ID("way-note")), chromedp.SendKeys(chromedp.ID("text"), "between us"), chromedp.Click(chromedp.CSS("#composer .primary")))
	comes(ctx, t, `document.querySelector(".note-bubble")?.innerText.includes("between us")`)
	if n := said(desk.ByOperator); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// TestBrowserKeys works the desk by keyboard alone.
func TestBrowserKeys(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	held := h.say("hold on").text("id")
	h.say("person Zanzibar please")
	if err := h.finder.Index(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	key := func(k string, modifiers ...chromedp.KeyOption) { do(ctx, t, chromedp.KeyEvent(k, modifiers...)) }
	comes(ctx, t, `document.getElementById("count-held")?.textContent === "1" && document.documentElement.dataset.desk === "live"`)
	key("?")
	comes(ctx, t, `document.getElementById("legend").open`)
	key(kb.Escape)
	comes(ctx, t, `!document.getElementById("legend").open`)
	key("k", chromedp.KeyModifiers(2))
	comes(ctx, t, `document.getElementById("palette").open && document.activeElement.id === "palette-field"`)
	for _, letter := range "drafts" {
		key(string(letter))
	}
	comes(ctx, t, `document.querySelector("[aria-selected=true]")?.textContent === "Go to: Drafts to check"`)
	key(kb.Enter)
	comes(ctx, t, `location.search === "?view=held"`)
	key("j")
	key(kb.Enter)
	comes(ctx, t, `document.querySelector("#case")?.dataset.conversation === "`+held+`"`)
	key(kb.Enter, chromedp.KeyModifiers(2))
	comes(ctx, t, `document.querySelector(".verdict")?.textContent === "Checked and approved by Claire Martin"`)
	key("k", chromedp.KeyModifiers(2))
	for _, letter := range "zanzi" {
		key(string(letter))
	}
	comes(ctx, t, `[...document.querySelectorAll("[role=option]")].some((o) => o.textContent.includes("person Zanzibar please"))`)
	key(kb.ArrowDown)
	key(kb.Enter)
	comes(ctx, t, `document.getElementById("log")?.innerText.includes("Zanzibar")`)
	key("t")
	comes(ctx, t, `document.getElementById("state").innerText.includes("in a person's hands")`)
	key("n")
	comes(ctx, t, `document.getElementById("way-note").checked && document.activeElement.id === "text"`)
}

// TestBrowserWhoElse shows two operators to one another, typing and gone; and rings for whom has asked for it.
func TestBrowserWhoElse(t *testing.T) {
	h := open(t)
	claire, jonas := h.signUp("Claire Martin", desk.RoleOwner), h.signUp("Jonas Weber", desk.RoleOperator)
	id := h.say("person first").text("id")
	one, two := chromium(t), chromium(t)
	do(one, t, signIn(h, claire, "en")...)
	do(two, t, signIn(h, jonas, "fr")...)
	page := h.server.URL + "/desk/conversations/" + id
	do(one, t, chromedp.Navigate(page), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	do(two, t, chromedp.Navigate(page), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	comes(one, t, `document.getElementById("present").textContent === "Jonas Weber is looking at this."`)
	comes(two, t, `document.getElementById("present").textContent === "Claire Martin regarde cette conversation."`)
	do(two, t, chromedp.SendKeys(chromedp.ID("text"), "Bonj"))
	comes(one, t, `document.getElementById("present").textContent === "Jonas Weber is writing here."`)
	do(two, t, chromedp.Navigate(h.server.URL+"/desk"))
	comes(one, t, `document.getElementById("present").textContent === ""`)
	rang := `Number(document.documentElement.dataset.rang ?? 0)`
	h.say("person second")
	comes(one, t, `document.getElementById("count-waiting").textContent === "2"`)
	if n := eval[int](one, t, rang); n != 0 {
		t.Errorf("it rang %d times, and nobody had asked for it", n)
	}
	do(one, t, chromedp.Click(chromedp.ID("notice")))
	comes(one, t, `document.getElementById("notice").textContent === "Sound: on"`)
	h.say("person third")
	comes(one, t, rang+` === 1`)
}

// TestBrowserDeskComesBack has the line of a page go away and come back: what happened meanwhile is there.
func TestBrowserDeskComesBack(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	comes(ctx, t, `document.querySelector("#list .empty") !== null`)
	h.server.CloseClientConnections()
	for i := range 3 {
		h.say(fmt.Sprint("person while away ", i))
	}
	comes(ctx, t, `document.querySelectorAll("#list .lines li").length === 3 && document.getElementById("count-waiting").textContent === "3"`)
}
