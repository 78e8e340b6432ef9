package web_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestDeskScreens writes pictures of the desk for people to look at.
func TestDeskScreens(t *testing.T) {
	folder := os.Getenv("VIGIE_SCREENSHOTS")
	if folder == "" {
		t.Skip("VIGIE_SCREENSHOTS is not set: no pictures are taken")
	}
	h := open(t)
	h.shelve()
	o := h.signUp("Claire Martin", desk.RoleOwner)
	client := h.signedIn(o)
	texts := []string{
		"person my lamp came broken and the box was torn; I would like somebody to look at the photos that I sent last week",
		"hold on, how long may I wait before I return a lamp?", "danger my daughter swallowed a battery of the lamp", "How long may I wait to return a lamp?",
		"person هل يمكنني إرجاع المصباح بعد ثلاثين يومًا؟ 😀", "person " + strings.Repeat("Donaudampfschifffahrtsgesellschaft", 4),
	}
	names := []string{"Amélie Durand", "Jonas", "Ruth O'Connor", "", "ليلى", strings.Repeat("Wolfeschlegelsteinhausen", 2)}
	var ids []string
	for i, text := range texts {
		ids = append(ids, h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
			"text": text, "customer": map[string]any{"id": "c-17" + names[i], "name": names[i], "email": "someone@example.com", "attributes": map[string]string{"plan": "pro"}},
		}}), http.StatusOK).text("id"))
	}
	blocked := h.say("blocked may I return a lamp or swap it?").text("id")
	h.want(h.post(client, "/desk/conversations/"+ids[0]+"/take-over"), http.StatusSeeOther)
	h.dress(client, ids)
	for _, dark := range []bool{false, true} {
		scheme := map[bool]string{false: "1", true: "0"}[dark]
		ctx := chromium(t, chromedp.Flag("blink-settings", "preferredColorScheme="+scheme))
		do(ctx, t, signIn(h, o, "en")...)
		for _, lang := range []string{"en", "fr"} {
			for _, width := range []int64{390, 820, 1280} {
				if width == 820 && (dark || lang == "fr") {
					continue
				}
				do(ctx, t, chromedp.EmulateViewport(width, 860))
				for name, path := range map[string]string{
					"list": "/desk", "folders": "/desk?pane=folders", "thread": "/desk/conversations/" + ids[0] + "?view=all", "answer": "/desk/conversations/" + ids[3] + "?view=all",
					"details": "/desk/conversations/" + ids[3] + "?view=all&pane=details", "blocked": "/desk/conversations/" + blocked + "?view=held", "empty": "/desk?view=resolved",
				} {
					if width > 400 && (name == "folders" || name == "details" || name == "empty") {
						continue
					}
					glue := "?"
					if strings.Contains(path, "?") {
						glue = "&"
					}
					do(ctx, t, chromedp.Navigate(h.server.URL+path+glue+"lang="+lang))
					comes(ctx, t, `document.readyState === "complete"`)
					picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
					if err == nil {
						err = os.WriteFile(filepath.Join(folder, "desk-"+name+"-"+scheme+"-"+lang+"-"+map[int64]string{390: "390", 820: "820", 1280: "1280"}[width]+".png"), picture, 0o600)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// dress adds what operators do.
func (h *house) dress(client *http.Client, ids []string) {
	h.t.Helper()
	if _, err := h.Stop(context.Background(), "topic:billing", desk.DraftOnly, "nobody"); err != nil {
		h.t.Fatal(err)
	}
}
