package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// On the chat's own page: what is typed outlives a reload, a message whose answer was lost counts once, and a line that is
// down is said.
func TestBrowserChatOverABrokenLine(t *testing.T) {
	h := open(t)
	line := h.faulty()
	ctx := chromium(t)
	at := func() { do(ctx, t, chromedp.Navigate(line.server.URL+"/chat/web")) }
	at()
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "half a sent"))
	at()
	comes(ctx, t, `document.getElementById("text").value === "half a sent"`)
	// The desk takes the message and its answer is lost; the page is loaded again before it tries a second time.
	line.eat.Store(50) // a browser tries again by itself before it says so
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "ence"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.getElementById("progress").textContent.includes("connection was lost")`)
	at()
	comes(ctx, t, `document.getElementById("text").value === "half a sentence"`)
	line.eat.Store(0)
	do(ctx, t, chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelectorAll(".bubble.customer").length === 1 && document.querySelector(".bubble.assistant") !== null && document.getElementById("text").value === ""`)
	at()
	comes(ctx, t, `document.querySelectorAll(".bubble.customer").length === 1 && document.getElementById("text").value === ""`)
	line.cut(true)
	comes(ctx, t, `document.getElementById("progress").textContent.includes("Answers appear here")`)
	line.cut(false)
	comes(ctx, t, `document.getElementById("progress").textContent === ""`)
	if got := eval[string](ctx, t, `JSON.stringify(sessionStorage)`); strings.Contains(got, "sentence") {
		t.Errorf("what was sent is still kept: %s", got)
	}
}
