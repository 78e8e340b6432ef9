package web_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

const password = "a quiet harbour at dawn"

// chromium gives a tab of a headless browser of its own. It skips where there is none.
func chromium(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	return chromiumFor(t, 90*time.Second, more...)
}

func chromiumFor(t *testing.T, most time.Duration, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no chromium on this machine: the pages were not looked at in a browser")
	}
	if testing.Short() {
		t.Skip("-short: the pages were not looked at in a browser")
	}
	folder, err := os.MkdirTemp("", "vigie-browser") //nolint:usetesting // Chromium still writes while it ends, and t.TempDir would fail the test over that
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(folder), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, late := context.WithTimeout(ctx, most)
	t.Cleanup(late)
	return ctx
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](ctx context.Context, t *testing.T, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// comes waits until a script is true on the page.
func comes(ctx context.Context, t *testing.T, script string) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		// A page that is just being loaded gives an error; the next one may have what is waited for.
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		if err == nil && there {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never came: %s: %v\n%s", script, err, eval[string](ctx, t, `document.body?.innerText ?? ""`))
		}
	}
}

// signUp makes an operator and gives the steps that sign in.
func (h *house) signUp(name string, role desk.Role) desk.Operator {
	h.t.Helper()
	email := strings.ToLower(strings.Fields(name)[0]) + "@lumen.example"
	o, err := h.access.AddOperator(context.Background(), desk.Operator{
		Name: name, Email: email, Team: "support", Role: role, Languages: []desk.Language{desk.English},
	}, password)
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

func signIn(h *house, o desk.Operator, lang string) []chromedp.Action[chromedp.Void] {
	return []chromedp.Action[chromedp.Void]{
		chromedp.Navigate(h.server.URL + "/desk/login?lang=" + lang),
		chromedp.SendKeys(chromedp.ID("email"), o.Email), chromedp.SendKeys(chromedp.ID("password"), password+"\r"),
		chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #list")),
	}
}

// TestBrowserChat goes through a conversation without the page ever loading again.
func TestBrowserChat(t *testing.T) {
	h := open(t)
	ctx := chromium(t)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"))
	eval[bool](ctx, t, `window.sameDocument = true`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "How long may I wait to return a lamp?"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelector(".bubble.assistant .ai-name")?.textContent === "AI assistant"`)
	comes(ctx, t, `document.getElementById("text").value === "" && document.getElementById("empty") === null`)
	id := eval[string](ctx, t, `document.getElementById("chat").dataset.conversation`)
	do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), "half a sentence"))
	o := h.signUp("Claire Martin", desk.RoleOperator)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": "Hello, I am Claire.", "operator": o.ID}}), http.StatusOK)
	comes(ctx, t, `document.querySelector(".bubble.operator .person-name")?.textContent === "Claire Martin"`)
	if got := eval[string](ctx, t, `document.getElementById("text").value`); got != "half a sentence" {
		t.Errorf("what was being typed is now %q", got)
	}
	do(ctx, t, chromedp.Click(chromedp.ID("person")))
	comes(ctx, t, `document.querySelector("#stage .handover") !== null`)
	if got := eval[string](ctx, t, `document.getElementById("text").value`); got != "half a sentence" {
		t.Errorf("the button took what was being typed: %q", got)
	}
	if !eval[bool](ctx, t, `window.sameDocument === true`) {
		t.Error("the page was loaded again")
	}
	if n := eval[int](ctx, t, `new Set([...document.querySelectorAll(".log > li")].map((e) => e.id)).size - document.querySelectorAll(".log > li").length`); n != 0 {
		t.Error("a message is shown twice")
	}
}

// TestBrowserKeepsText has the desk too busy: the text stays, and goes out by itself later, once.
func TestBrowserKeepsText(t *testing.T) {
	h := open(t)
	h.expected.Store(int64(10 * time.Second))
	ctx := chromium(t)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/chat/web"), chromedp.SendKeys(chromedp.ID("text"), "my question"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.getElementById("progress").textContent.includes("will be sent again in")`)
	if got := eval[string](ctx, t, `document.getElementById("text").value`); got != "my question" {
		t.Errorf("the text is %q", got)
	}
	h.expected.Store(int64(0))
	comes(ctx, t, `document.querySelector(".bubble.assistant") !== null && document.getElementById("text").value === ""`)
	if n := eval[int](ctx, t, `document.querySelectorAll(".bubble.customer").length`); n != 1 {
		t.Errorf("the message came %d times", n)
	}
	if eval[bool](ctx, t, `document.querySelector("#trouble .fault") !== null`) {
		t.Error("the trouble is still shown")
	}
}

// TestBrowserDesk answers a held draft; what happens elsewhere appears by itself.
func TestBrowserDesk(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	eval[bool](ctx, t, `window.sameDocument = true`)
	h.say("hold on")
	comes(ctx, t, `document.querySelector(".tag-draft") !== null && window.sameDocument === true`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".lines a")), chromedp.WaitVisible(chromedp.ID("case")))
	do(ctx, t, chromedp.Click(chromedp.CSS(".draft .primary")))
	comes(ctx, t, `document.querySelector(".verdict")?.textContent === "Checked and approved by Claire Martin" && document.querySelector(".draft") === null`)
}

// TestBrowserFits looks at every page at small and large widths: nothing wider than the window, nothing too small for a
// finger (WCAG 2.2, 2.5.8: 24 px; links inside a sentence are exempt).
func TestBrowserFits(t *testing.T) {
	h := open(t)
	h.shelve()
	o := h.signUp("Claire-Alexandrine Martin-Montgolfier", desk.RoleOwner)
	held := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
		"text": "hold " + strings.Repeat("Donaudampfschifffahrtsgesellschaft", 8), "customer": map[string]any{"name": strings.Repeat("Wolfeschlegelsteinhausen", 3)},
	}}), http.StatusOK).text("id")
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "fr")...)
	for _, width := range []int64{320, 360, 768, 1440} {
		do(ctx, t, chromedp.EmulateViewport(width, 800))
		for _, path := range []string{"/", "/chat/web", "/desk", "/desk?view=held", "/desk/conversations/" + held, "/knowledge", "/desk/none"} {
			do(ctx, t, chromedp.Navigate(h.server.URL+path))
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
			if over := eval[int](ctx, t, `document.documentElement.scrollWidth - window.innerWidth`); over > 0 {
				t.Errorf("%s at %d: %d px wider than the window: %v", path, width, over, eval[[]string](ctx, t,
					`[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))`))
			}
			small := eval[[]string](ctx, t, `[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), textarea")]
				.filter((e) => { const r = e.getBoundingClientRect(); return r.width > 1 && (r.height < 24 || r.width < 24) && !e.closest("p.hint"); })
				.map((e) => e.outerHTML.slice(0, 120))`)
			if len(small) > 0 {
				t.Errorf("%s at %d: too small: %v", path, width, small)
			}
		}
	}
}

// shelve puts articles of every standing on the shelf.
func (h *house) shelve() {
	h.t.Helper()
	day := func(n int) string { return h.clock().AddDate(0, 0, n).Format(time.RFC3339) }
	for id, contract := range map[string]map[string]any{
		"returns":  {"owner": "Claire Martin", "review_by": day(90)},
		"shipping": {"owner": "Claire Martin", "review_by": day(-3), "applies_to": map[string][]string{"country": {"fr", "be"}}},
		"sale":     {"owner": "Jonas Weber", "valid_until": day(-10)},
		"spring":   {"valid_from": day(30)},
		"draft":    {"status": "draft"},
	} {
		h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/" + id, key: h.key, body: map[string]any{
			"title": "About " + id, "text": "# About " + id + "\n\nYou can read here all that there is to say about " + id + ".", "url": "https://lumen.example/help/" + url.PathEscape(id),
			"language": "en", "topic": id, "contract": contract,
		}}), http.StatusOK)
	}
}
