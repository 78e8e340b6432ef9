package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestBrowserCanned opens the canned replies with / in the empty field, finds one, and inserts it by Enter.
func TestBrowserCanned(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleLead)
	boss := h.signedIn(o)
	h.post(boss, "/settings/replies", "title", "Hello", "language", "en", "text", "Hello {customer},\nthis is {operator}.")
	h.post(boss, "/settings/replies", "title", "Postage", "language", "en", "text", "We pay the postage.")
	id := h.say("person please").text("id")
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+id))
	comes(ctx, t, `document.querySelector(".canned-hint")?.hidden === false`)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#composer #text"), "/"))
	comes(ctx, t, `document.activeElement?.id === "canned-find" && document.getElementById("canned").open`)
	eval[string](ctx, t, `(document.getElementById("canned-find").value = "")`) // a sent key's letter is an event of its own here, which a real key's is not
	do(ctx, t, chromedp.SendKeys(chromedp.ID("canned-find"), "post"))
	comes(ctx, t, `[...document.querySelectorAll("#canned li")].filter((l) => !l.hidden).length === 1`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("canned-find"), "\r"))
	comes(ctx, t, `document.querySelector("#composer #text").value.trim() === "We pay the postage." && document.activeElement.id === "text" && !document.getElementById("canned").open`)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#composer #text"), " / "))
	if eval[bool](ctx, t, `document.getElementById("canned").open`) {
		t.Error("a / within a text opens the list")
	}
	eval[bool](ctx, t, `(document.getElementById("canned").open = true)`)
	do(ctx, t, chromedp.Click(chromedp.CSS("#canned a[data-text^=Hello]")))
	comes(ctx, t, `document.querySelector("#composer #text").value.endsWith(" / Hello,\nthis is Claire Martin.")`)
	if got := eval[string](ctx, t, `localStorage.getItem("vigie.draft." + document.getElementById("case").dataset.conversation)`); !strings.HasSuffix(got, "Claire Martin.") {
		t.Errorf("kept as a draft: %q", got)
	}
}
