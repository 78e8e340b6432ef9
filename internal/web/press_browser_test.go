package web_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestBrowserPressOutlastsNews presses a conversation in the list and lets go after the list has changed: the page waits
// with what is new, and the press counts.
func TestBrowserPressOutlastsNews(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	first := h.say("person first").text("id")
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	for try := 1; ; try++ {
		comes(ctx, t, `document.querySelectorAll(".lines li").length === 1`)
		at := eval[[]float64](ctx, t, `(() => { const r = document.querySelector(".lines a").getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
		pressed := time.Now()
		do(ctx, t, chromedp.MouseEvent(chromedp.MousePressed, at[0], at[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
		h.want(h.ask(asked{method: "POST", path: conversations + "/" + first + "/messages", key: h.key, body: map[string]any{"text": "person still waiting"}}), 202)
		comes(ctx, t, `performance.getEntriesByType("resource").filter((e) => e.name.endsWith("/desk") && e.responseEnd > 0).length >= 2`)
		do(ctx, t, chromedp.MouseEvent(chromedp.MouseReleased, at[0], at[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
		if held := time.Since(pressed); held < restedAfter || try == 5 {
			t.Logf("held for %s at the %d. try", held, try)
			break
		}
		do(ctx, t, chromedp.Navigate(h.server.URL+"/desk"), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #list")))
	}
	comes(ctx, t, `document.querySelector("#case")?.dataset.conversation === "`+first+`"`)
	comes(ctx, t, `document.querySelector("#list").innerText.includes("still waiting")`)
}

// restedAfter is a little less than after what time the page takes a hand for one that rests on its button; a loaded machine can
// need longer to bring the news, and then nothing is shown by the press.
const restedAfter = 2500 * time.Millisecond
