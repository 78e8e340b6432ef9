package web_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestSettingsScreens writes pictures of the settings for people to look at.
func TestSettingsScreens(t *testing.T) {
	folder := os.Getenv("VIGIE_SCREENSHOTS")
	if folder == "" {
		t.Skip("VIGIE_SCREENSHOTS is not set: no pictures are taken")
	}
	h := open(t)
	h.shelve()
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
	h.say("hold on, how long may I wait?")
	id := h.say("person please, my lamp is broken").text("id")
	for _, dark := range []bool{false, true} {
		scheme := map[bool]string{false: "light", true: "dark"}[dark]
		ctx := chromium(t, chromedp.Flag("blink-settings", "preferredColorScheme="+map[bool]string{false: "1", true: "0"}[dark]))
		do(ctx, t, signIn(h, o, "en")...)
		for _, lang := range []string{"en", "fr"} {
			for width, label := range map[int64]string{390: "390", 1280: "1280"} {
				if dark == (lang == "en") {
					continue // light English, dark French
				}
				do(ctx, t, chromedp.EmulateViewport(width, 900))
				for name, path := range map[string]string{
					"operators": "operators", "teams": "teams", "team": "teams/support", "autonomy": "autonomy?scope=desk&level=off", "keys": "keys", "model": "model", "words": "words",
					"replies": "replies", "retention": "retention?months=12",
				} {
					glue := map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]
					h.picture(ctx, filepath.Join(folder, "settings-"+name+"-"+label+"-"+lang+"-"+scheme+".png"), "/settings/"+path+glue+"lang="+lang)
				}
				do(ctx, t, chromedp.Navigate(h.server.URL+"/desk/conversations/"+id+"?lang="+lang))
				comes(ctx, t, `document.querySelector(".canned-hint")?.hidden === false`)
				eval[bool](ctx, t, `(document.getElementById("canned").open = true)`)
				h.keep(ctx, filepath.Join(folder, "settings-canned-"+label+"-"+lang+"-"+scheme+".png"))
			}
		}
	}
}

func (h *house) picture(ctx context.Context, file, path string) {
	h.t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(h.server.URL+path)); err != nil {
		h.t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	var picture []byte
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(file, picture, 0o600)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) keep(ctx context.Context, file string) {
	h.t.Helper()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(file, picture, 0o600)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

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
