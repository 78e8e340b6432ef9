package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// finding is one thing that axe holds against a page.
type finding struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// auditor runs axe in a browser's pages, and takes pictures of them for people to look at where VIGIE_SCREENSHOTS names a
// folder.
type auditor struct {
	t      *testing.T
	ctx    context.Context
	script string
	folder string
}

func newAuditor(t *testing.T, ctx context.Context) *auditor { //nolint:revive // t stands first in all of these tests
	t.Helper()
	script, err := os.ReadFile("../../.bin/axe.min.js")
	if err != nil {
		t.Skip("no .bin/axe.min.js: the pages' accessibility is not checked with axe; .ci/install axe fetches it")
	}
	return &auditor{t: t, ctx: ctx, script: string(script), folder: os.Getenv("VIGIE_SCREENSHOTS")}
}

// audit looks at the page as it stands, or at a part of it, narrow and wide, in the light and in the dark, and fails for
// each finding that is serious or critical. The script comes in over the debugger, so that the page's own policy stays
// what it is.
func (a *auditor) audit(name, part string) {
	a.t.Helper()
	if !eval[bool](a.ctx, a.t, `"axe" in window`) {
		eval[bool](a.ctx, a.t, a.script+"; true")
	}
	for _, width := range []int64{390, 1280} {
		do(a.ctx, a.t, chromedp.EmulateViewport(width, 900))
		a.in("light")
		a.report(fmt.Sprintf("%s, %d", name, width), part, `{}`)
		a.whole(fmt.Sprintf("%s, %d", name, width))
		a.picture(fmt.Sprintf("%s %d light", name, width))
		a.in("dark")
		a.report(fmt.Sprintf("%s, %d, dark", name, width), part, `{ runOnly: ["color-contrast"] }`) // nothing else depends on the colours
		a.picture(fmt.Sprintf("%s %d dark", name, width))
	}
	a.in("light")
}

func (a *auditor) picture(name string) {
	a.t.Helper()
	if a.folder == "" {
		return
	}
	picture, err := chromedp.Run(a.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(a.folder, strings.NewReplacer("/", "-", " ", "-", "?", "-", "TestAxe", "").Replace(a.t.Name()+" "+name)+".png"), picture, 0o600)
	}
	if err != nil {
		a.t.Fatal(err)
	}
}

// in has the browser prefer light or dark colours. What fades over is looked at when it has.
func (a *auditor) in(scheme string) {
	a.t.Helper()
	media := map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}
	do(a.ctx, a.t, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		return tab.Call(ctx, "Emulation.setEmulatedMedia", media, nil)
	}))
	eval[bool](a.ctx, a.t, `document.getAnimations().forEach((m) => { try { m.finish(); } catch { m.cancel(); } }), true`)
}

func (a *auditor) report(name, part, options string) {
	a.t.Helper()
	text, err := chromedp.Run(a.ctx, chromedp.Evaluate[string](`axe.run(`+part+`, { resultTypes: ["violations"], ...`+options+` })
		.then((r) => JSON.stringify(r.violations.filter((v) => ["serious", "critical"].includes(v.impact))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		a.t.Fatalf("%s: axe: %v", name, err)
	}
	var found []finding
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		a.t.Fatal(err)
	}
	for _, f := range found {
		for _, n := range f.Nodes {
			a.t.Errorf("%s: %s (%s): %s\n%s\n%s", name, f.ID, f.Impact, f.Help, clip(n.HTML), n.Summary)
		}
	}
}

// cut lists what can be used but is partly out of sight sideways, and cannot be brought in: axe does not see that.
const cut = `(() => {
	const found = [];
	const look = (root) => root.querySelectorAll("*").forEach((e) => {
		if (e.shadowRoot) look(e.shadowRoot);
		if (!e.matches("a, button, input:not([type=hidden]), select, textarea, summary, label") || e.closest(".skip, .hidden, .unseen, [hidden]") || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
		const at = e.getBoundingClientRect();
		if (at.width < 2) return;
		for (let up = e; up; up = up.parentElement ?? up.getRootNode().host) {
			const style = getComputedStyle(up), edge = up === document.documentElement ? { left: 0, right: innerWidth } : up.getBoundingClientRect();
			if (up !== e && (style.overflowX === "auto" || style.overflowX === "scroll")) return;
			if (up !== e && style.overflowX === "visible" && up !== document.documentElement) { if (style.position === "fixed") up = document.body; continue; }
			if (up !== e && (at.left < edge.left - 1 || at.right > edge.right + 1)) { found.push(e.outerHTML.slice(0, 200)); return; }
		}
	});
	look(document);
	return found.join("\n");
})()`

func (a *auditor) whole(name string) {
	a.t.Helper()
	if found := eval[string](a.ctx, a.t, cut); found != "" {
		a.t.Errorf("%s: out of sight sideways:\n%s", name, found)
	}
}

func (a *auditor) at(url, ready string) {
	a.t.Helper()
	do(a.ctx, a.t, chromedp.Navigate(url))
	comes(a.ctx, a.t, `document.readyState === "complete" && (`+ready+`)`)
}

// TestAxeFinds shows that the checker finds what it should, or its silence would prove nothing.
func TestAxeFinds(t *testing.T) {
	h, ctx := open(t), chromium(t)
	a := newAuditor(t, ctx)
	a.at(h.server.URL+"/", "true")
	eval[bool](ctx, t, `document.querySelector("main").append(document.createElement("img"), document.createElement("textarea")), true`)
	eval[bool](ctx, t, a.script+"; true")
	ids, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run().then((r) => r.violations.map((v) => v.id).join())`, chromedp.EvalAwaitPromise))
	if err != nil || !strings.Contains(ids, "image-alt") || !strings.Contains(ids, "label") {
		t.Errorf("%q %v", ids, err)
	}
	eval[bool](ctx, t, `document.querySelector("textarea").style.cssText = "position: absolute; right: -4rem", true`)
	if found := eval[string](ctx, t, cut); !strings.Contains(found, "textarea") {
		t.Errorf("cut off at the edge, and not found: %q", found)
	}
}

// looks goes through pages in each language.
func looks(t *testing.T, with func(t *testing.T, lang string)) {
	t.Helper()
	for _, lang := range []string{"en", "fr"} {
		t.Run(lang, func(t *testing.T) { with(t, lang) })
	}
}
