package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestOpinionScreens writes pictures of the pages with what customers think on them.
func TestOpinionScreens(t *testing.T) {
	folder := os.Getenv("VIGIE_SCREENSHOTS")
	if folder == "" {
		t.Skip("VIGIE_SCREENSHOTS is not set: no pictures are taken")
	}
	for lang, c := range map[string]struct {
		width  int64
		scheme string
	}{"en": {1280, "preferredColorScheme=1"}, "fr": {390, "preferredColorScheme=0"}} {
		h := open(t)
		o := h.signUp("Claire Martin", desk.RoleOwner)
		ctx := chromium(t, chromedp.Flag("blink-settings", c.scheme))
		do(ctx, t, chromedp.EmulateViewport(c.width, 900))
		shoot := func(page string) {
			t.Helper()
			picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, fmt.Sprintf("opinion-%s-%d-%s.png", page, c.width, lang)), picture, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web?lang="+lang))
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), map[string]string{"en": "How long may I wait?", "fr": "Combien de temps (en français) ?"}[lang]), chromedp.Click(chromedp.ID("send")))
		comes(ctx, t, `document.querySelector(".bubble.assistant .wrong") !== null`)
		do(ctx, t, chromedp.Click(chromedp.CSS(".wrong > summary")))
		shoot("wrong")
		do(ctx, t, chromedp.Click(chromedp.CSS(".wrong button")))
		comes(ctx, t, `document.querySelector(".wrong-state") !== null`)
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "thanks (en français)"), chromedp.Click(chromedp.ID("send")))
		comes(ctx, t, `document.querySelector(".rate form") !== null`)
		shoot("rate")
		id := eval[string](ctx, t, `document.getElementById("chat").dataset.conversation`)
		do(ctx, t, signIn(h, o, lang)...)
		shoot("desk")
		do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/widget"))
		shoot("setup")
		if err := h.db.Rate(context.Background(), desk.Rating{Conversation: id, Score: 2, Words: "C'était un peu long.", At: h.clock()}); err != nil {
			t.Fatal(err)
		}
		do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+id))
		shoot("case")
	}
}
