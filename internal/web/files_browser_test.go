package web_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// choosing gives a script that puts files into a field, as the browser's own dialog would.
func choosing(field string, files ...sentFile) string {
	var list strings.Builder
	for _, f := range files {
		fmt.Fprintf(&list, `t.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q, { type: %q }));`, base64.StdEncoding.EncodeToString([]byte(f.content)), f.name, f.kind)
	}
	return fmt.Sprintf(`(() => { const t = new DataTransfer(), i = %s; %s i.files = t.files; i.dispatchEvent(new Event("change", { bubbles: true })); return true; })()`, field, list.String())
}

const fileField = `document.getElementById("files")`

// TestBrowserFiles sends a picture from the chat page, sees it on the desk, and sends another back.
func TestBrowserFiles(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	ctx := chromium(t)
	dot, notes := sentFile{"écran.png", "image/png", painted(t, 400, 200)}, sentFile{"notes.txt", "text/plain", "hello"}
	do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"))
	eval[bool](ctx, t, `window.sameDocument = true`)
	eval[bool](ctx, t, choosing(fileField, dot, notes, sentFile{"wrong.png", "image/png", "<svg/>"}))
	comes(ctx, t, `document.querySelectorAll("#attach-list li").length === 3`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "look at this screen"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.getElementById("fault")?.textContent.includes("wrong.png")`)
	if got := eval[string](ctx, t, `document.getElementById("text").value + document.querySelectorAll("#attach-list li").length`); got != "look at this screen3" {
		t.Errorf("after the refusal: %q", got)
	}
	eval[bool](ctx, t, `(document.querySelectorAll("#attach-list button")[2].click(), true)`)
	comes(ctx, t, `document.querySelectorAll("#attach-list li").length === 2 && document.activeElement.id === "files"`)
	do(ctx, t, chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelector(".bubble.customer img")?.naturalWidth === 400 && document.querySelectorAll("#attach-list li").length === 0 && document.getElementById("fault") === null`)
	if got := eval[string](ctx, t, `(() => { const i = document.querySelector(".bubble img"); return [i.width, i.height, i.alt, i.loading, document.querySelector(".files a[download]").textContent].join(" "); })()`); got != "240 120 écran.png lazy notes.txt" {
		t.Errorf("the bubble shows %q", got)
	}
	eval[bool](ctx, t, choosing(fileField, sentFile{"big.txt", "text/plain", string(make([]byte, 5<<20+1))}))
	comes(ctx, t, `document.getElementById("attach-fault").textContent.includes("big.txt") && document.querySelectorAll("#attach-list li").length === 0`)
	eval[bool](ctx, t, choosing(fileField, dot)) // and nothing but a picture
	do(ctx, t, chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelectorAll(".bubble.customer").length === 2 && document.querySelectorAll(".bubble.customer .text").length === 1`)
	if !eval[bool](ctx, t, `window.sameDocument === true`) {
		t.Error("the page was loaded again")
	}
	small := eval[[]string](ctx, t, `[...document.querySelectorAll("button, summary, .attach-row label, .files a")].filter((b) => { const r = b.getBoundingClientRect(); return r.width > 0 && (r.width < 24 || r.height < 24); }).map((b) => b.outerHTML)`)
	if len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
	id := eval[string](ctx, t, `document.getElementById("chat").dataset.conversation`)

	do(ctx, t, signIn(h, o, "en")...)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+id))
	comes(ctx, t, `document.querySelector(".bubble.customer img")?.naturalWidth === 400 && document.getElementById("attach").classList.contains("live")`)
	eval[bool](ctx, t, choosing(fileField, sentFile{"a.exe", "", "MZ\x00"}))
	comes(ctx, t, `document.getElementById("attach-fault").textContent.includes("is of a type that is not taken")`)
	eval[bool](ctx, t, choosing(fileField, dot))
	comes(ctx, t, `document.querySelectorAll("#attach-list input[name=file]").length === 1 && document.getElementById("attach-fault").textContent === ""`)
	eval[bool](ctx, t, `(document.getElementById("composer").requestSubmit(), true)`)
	comes(ctx, t, `!document.getElementById("sending").hidden && document.querySelectorAll("#attach-list li").length === 0`)
	do(ctx, t, chromedp.Click(chromedp.ID("undo")))
	comes(ctx, t, `document.querySelectorAll("#attach-list input[name=file]").length === 1`)
	eval[bool](ctx, t, `(document.getElementById("composer").requestSubmit(), true)`)
	comes(ctx, t, `document.querySelector(".bubble.operator img")?.naturalWidth === 400`)
	if n := len(h.said(id)); n < 3 || len(h.said(id)[n-1].Files) != 1 {
		t.Errorf("the operator's message: %+v", h.said(id)[n-1])
	}
}

// The widget takes a file with the first message and with a later one, and shows them as far as the site lets it.
func TestWidgetFiles(t *testing.T) {
	e := embed(t, "en", "")
	open := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!DOCTYPE html><title>Shop</title><script src="%s/widget.js" data-inbox="web" async></script>`, e.line.server.URL)
	}))
	t.Cleanup(open.Close)
	e.allow(e.site.URL, open.URL)
	dot := sentFile{"écran.png", "image/png", painted(t, 400, 200)}
	e.press(".launcher")
	look[bool](e, choosing(`$("#file")`, dot))
	e.comes(`$$(".picked li").length === 1`)
	look[bool](e, `($(".send").click(), true)`)
	e.comes(`$$(".bubble.customer").length === 1 && $(".pending") === null && $(".bubble.customer button.file")?.textContent === "écran.png" && $$(".picked li").length === 0`) // the site forbids pictures
	look[bool](e, choosing(`$("#file")`, dot, sentFile{"wrong.png", "image/png", "<svg/>"}))
	e.write("look at these")
	e.comes(`$(".trouble").textContent.includes("a file was not taken") && $("#text").value === "look at these" && $$(".picked li").length === 2`)
	look[bool](e, `($$(".picked button")[1].click(), true)`)
	e.line.cut(true)
	look[bool](e, `($(".send").click(), true)`)
	e.comes(`$(".pending") !== null`)
	e.line.cut(false)
	e.comes(`$$(".bubble.customer:not(.pending)").length === 2 && $(".pending") === null && $$(".bubble.customer .file").length === 2`)
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	if said := e.said(id); len(said[0].Files) != 1 || said[0].Text != "" {
		t.Errorf("the first message: %+v", said[0])
	}
	do(e.ctx, t, chromedp.Navigate(open.URL))
	e.comes(`$(".launcher") !== null`)
	e.press(".launcher")
	look[bool](e, choosing(`$("#file")`, dot))
	e.write("look at this one")
	e.comes(`$(".bubble.customer img")?.naturalWidth === 400 && $(".bubble.customer img").alt === "écran.png" && $(".bubble.customer img").width === 200`)
}
