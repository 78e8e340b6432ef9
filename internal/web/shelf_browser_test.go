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

// furnishShelf puts something on every page of the knowledge.
func (h *house) furnishShelf() (article string) {
	h.t.Helper()
	h.shelve()
	h.contradicting()
	page := func(days, more string) string {
		return "---\nowner: Claire Martin\ntopic: returns\nreview_by: 2027-01-31\napplies_to:\n  plan: [garden, orchard]\n  country: [fr, be]\n---\n# Exchanging a lamp that came broken\n\n" +
			"A lamp that came broken is exchanged free of charge.\n\n## How to send it\n\n1. Pack the lamp in its box.\n2. Print the label.\n3. Give it to the post office within " + days +
			" days.\n\n## Costs\n\n| Country | Postage |\n|---|---|\n| France | free |\n| Belgium | 4.90 EUR |\n\n" + more + "\n\n```\nlamp --reset --factory\n```\n"
	}
	h.bringAs("shop", map[string]string{"exchange.md": page("10", "We answer on the same day.")})
	h.bringAs("shop", map[string]string{"exchange.md": page("14", "We answer within 2 days, except on public holidays.\n\nThis paragraph is new.")})
	h.say("unknown: do you deliver to Norway?")
	h.say("unknown: to Norway, do you deliver?")
	h.say("unknown: هل المصباح آمن في غسالة الصحون؟")
	h.say("unknown: " + strings.Repeat("Donaudampfschifffahrtsgesellschaft", 8))
	return h.titled("exchanging")
}

func (h *house) bringAs(source string, texts map[string]string) {
	h.t.Helper()
	var documents []map[string]string
	for path, text := range texts {
		documents = append(documents, map[string]string{"path": path, "text": text})
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/imports?source=" + source, key: h.key, body: map[string]any{"documents": documents}}), http.StatusOK)
}

// TestBrowserShelfFits looks at every page of the knowledge as TestBrowserFits does at the others.
func TestBrowserShelfFits(t *testing.T) {
	h := open(t)
	id := h.furnishShelf()
	o := h.signUp("Claire-Alexandrine Martin-Montgolfier", desk.RoleOwner)
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "fr")...)
	for _, width := range []int64{320, 768, 1440} {
		do(ctx, t, chromedp.EmulateViewport(width, 800))
		for _, path := range []string{
			"", "?q=nothing", "/articles/" + id, "/articles/" + id + "?view=units", "/articles/" + id + "?view=versions", "/try?q=x", "/contradictions", "/gaps", "/import",
		} {
			do(ctx, t, chromedp.Navigate(h.server.URL+"/knowledge"+path))
			eval[bool](ctx, t, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), true`)
			if over := eval[int](ctx, t, `document.documentElement.scrollWidth - window.innerWidth`); over > 0 {
				t.Errorf("%s at %d: %d px wider than the window: %v", path, width, over, eval[[]string](ctx, t,
					`[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))`))
			}
			small := eval[[]string](ctx, t, `[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), textarea")]
				.filter((e) => { const r = e.getBoundingClientRect(); return r.width > 1 && (r.height < 24 || r.width < 24) && !e.closest("p.hint, p.banner"); })
				.map((e) => e.outerHTML.slice(0, 120))`)
			if len(small) > 0 {
				t.Errorf("%s at %d: too small: %v", path, width, small)
			}
		}
	}
}

// TestBrowserShelfWalk goes from the list to an article, sets its contract, withdraws it, and settles a contradiction.
func TestBrowserShelfWalk(t *testing.T) {
	h := open(t)
	id := h.furnishShelf()
	o := h.signUp("Claire Martin", desk.RoleLead)
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/knowledge"), chromedp.SendKeys(chromedp.ID("q"), "exchang\r"))
	comes(ctx, t, `document.querySelectorAll("table.articles tbody tr").length === 1`)
	do(ctx, t, chromedp.Click(chromedp.CSS("table.articles tbody a")))
	comes(ctx, t, `document.querySelector("h1")?.textContent === "Exchanging a lamp that came broken"`)
	do(ctx, t, chromedp.Click(chromedp.CSS("#terms summary")), chromedp.SetValue(chromedp.ID("owner"), "Jonas Weber"), chromedp.Click(chromedp.CSS("#terms button")))
	comes(ctx, t, `document.querySelector(".leaf-side .facts")?.textContent.includes("Jonas Weber") && document.querySelector(".record") !== null`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".leaf-side .act:first-child summary")), chromedp.Click(chromedp.CSS(".leaf-side .act:first-child button")))
	comes(ctx, t, `document.querySelector(".standing-withdrawn") !== null`)
	if e, err := h.library.Get(context.Background(), id); err != nil || e.Article.Contract.Status != desk.StatusWithdrawn || e.Article.Contract.Owner != "Jonas Weber" {
		t.Errorf("%+v %v", e.Article.Contract, err)
	}
	do(ctx, t, chromedp.Click(chromedp.CSS(".shelf-tabs a[href$=contradictions]")))
	comes(ctx, t, `document.querySelectorAll(".dispute mark").length === 2`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".dispute label[for^=b-]")), chromedp.Click(chromedp.CSS(".dispute button")))
	comes(ctx, t, `document.querySelector(".banner.done") !== null && document.querySelector(".dispute") === null`)
	do(ctx, t, chromedp.Click(chromedp.CSS(".shelf-tabs a[href$=gaps]")), chromedp.Click(chromedp.CSS(".gaps .button")))
	comes(ctx, t, `document.getElementById("question")?.value.includes("Norway")`)
	do(ctx, t, chromedp.Click(chromedp.CSS("form.box button.primary")))
	comes(ctx, t, `document.querySelector("#tried .found") !== null`)
}

// TestBrowserImport drops a folder, sees how far it is, and reads the report, all on one page.
func TestBrowserImport(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleLead)
	ctx := chromium(t)
	do(ctx, t, signIn(h, o, "en")...)
	do(ctx, t, chromedp.Navigate(h.server.URL+"/knowledge/import"))
	comes(ctx, t, `document.querySelector(".drop-live") !== null && !document.getElementById("folder-part").hidden`)
	eval[bool](ctx, t, `window.sameDocument = true`)
	// A browser gives a folder's files in portions, the last of them empty.
	eval[bool](ctx, t, `(() => {
		const file = (name, text) => ({ isFile: true, name, file: (take) => take(new File([text], name)) });
		const folder = (name, inside) => ({ isDirectory: true, name, createReader: () => { let left = [inside.slice(0, 1), inside.slice(1), []]; return { readEntries: (take) => take(left.shift()) }; } });
		const root = folder("help", [file("returns.md", "# Returns\n\nYou have 14 days.\n"), folder("billing", [file("refunds.md", "# Refunds\n\nA refund takes 5 days.\n"), file("broken.md", new Uint8Array([255, 254, 0, 255]))])]);
		const drop = new Event("drop", { bubbles: true, cancelable: true });
		drop.dataTransfer = { items: [{ webkitGetAsEntry: () => root }], files: [] };
		return !document.getElementById("drop").dispatchEvent(drop);
	})()`)
	comes(ctx, t, `document.getElementById("dropped").textContent === "Files ready: 3"`)
	do(ctx, t, chromedp.Click(chromedp.ID("go")))
	comes(ctx, t, `document.getElementById("report")?.textContent.includes("broken.md") && document.activeElement.id === "report"`)
	if got := eval[string](ctx, t, `document.querySelector(".tally dd").textContent`); got != "2" {
		t.Errorf("%s new articles", got)
	}
	if e, err := h.library.Get(context.Background(), h.titled("refunds")); err != nil || e.Article.Path != "billing/refunds.md" || e.Article.Source != "upload" {
		t.Errorf("%+v %v", e.Article, err)
	}
	archive := filepath.Join(t.TempDir(), "help.zip")
	if err := os.WriteFile(archive, []byte(helpZip(t, map[string]string{"returns.md": "# Returns\n\nYou have 30 days.\n"})), 0o600); err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.SetUploadFiles(chromedp.ID("files"), []string{archive}), chromedp.Click(chromedp.ID("go")))
	comes(ctx, t, `document.querySelectorAll(".tally dd")[1]?.textContent === "1"`)
	bad := filepath.Join(t.TempDir(), "bad.zip")
	if err := os.WriteFile(bad, []byte("no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.SetUploadFiles(chromedp.ID("files"), []string{bad}), chromedp.Click(chromedp.ID("go")))
	comes(ctx, t, `document.getElementById("fault")?.textContent.includes("not a zip archive") && document.activeElement.id === "fault"`)
	if !eval[bool](ctx, t, `window.sameDocument === true`) {
		t.Error("the page was loaded again")
	}
}
