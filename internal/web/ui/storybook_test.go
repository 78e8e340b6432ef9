package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// listener gathers what goes wrong on a page, before any script of the page runs.
const listener = `window.faults = [];
addEventListener("error", (e) => faults.push("error: " + (e.message ?? "cannot load " + (e.target.href ?? e.target.src))), true);
addEventListener("unhandledrejection", (e) => faults.push("rejected: " + e.reason));
addEventListener("securitypolicyviolation", (e) => faults.push("policy: " + e.violatedDirective + " " + e.blockedURI));
console.error = (...words) => faults.push("console: " + words.join(" "));`

// shelfOf serves every story at /story/LANGUAGE/NUMBER, under the policy of the real pages. Nothing lies behind it: whatever
// a page's script asks for is not there.
func shelfOf(t *testing.T, pages *Pages) (server *httptest.Server, names []string) {
	t.Helper()
	names = slices.Sorted(maps.Keys(stories(pages.Words(desk.English))))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /story/{language}/{number}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscan(r.PathValue("number"), &n)
		text, err := pages.Render(stories(pages.Words(desk.Language(r.PathValue("language"))))[names[n]])
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'")
		_, _ = w.Write([]byte(strings.Replace(string(text), "<head>", `<head><script src="/listener.js"></script>`, 1)))
	})
	mux.HandleFunc("GET /listener.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(listener))
	})
	mux.HandleFunc("GET /static/{address...}", func(w http.ResponseWriter, r *http.Request) {
		a, found := pages.Asset(r.PathValue("address"))
		if !found {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", a.Type)
		_, _ = w.Write(a.Content)
	})
	server = httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, names
}

// Every state of every page in a real browser, in light and in dark, narrow and wide: no page is wider than its window, and
// no script, style or policy fails.
func TestStorybookInABrowser(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the stories were not looked at in a browser")
	}
	if testing.Short() {
		t.Skip("-short: a browser takes seconds")
	}
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	server, names := shelfOf(t, pages)
	for scheme, language := range map[string]string{"1": "en", "0": "fr"} { // light and dark, as Chromium counts them
		t.Run(language, func(t *testing.T) {
			options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
				chromedp.Flag("blink-settings", "preferredColorScheme="+scheme), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
			ctx, end := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
			defer end()
			ctx, stop := chromedp.NewContext(ctx)
			defer stop()
			ctx, late := context.WithTimeout(ctx, 90*time.Second)
			defer late()
			for n, name := range names {
				for _, fault := range lookAt(ctx, t, fmt.Sprintf("%s/story/%s/%d", server.URL, language, n)) {
					t.Errorf("%s: %s", name, fault)
				}
			}
		})
	}
}

// lookAt loads a story and says what is wrong with it.
func lookAt(ctx context.Context, t *testing.T, address string) (faults []string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 860), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{1280, 390} {
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](`JSON.stringify([document.documentElement.scrollWidth, innerWidth, getComputedStyle(document.body).display,
			[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 6).map((e) => e.outerHTML.slice(0, 110)).join(" … ")])`))
		if err != nil {
			t.Fatal(err)
		}
		var got []any
		if err := json.Unmarshal([]byte(wide), &got); err != nil {
			t.Fatal(err)
		}
		if inner, fits := got[1].(float64), got[0].(float64); fits > inner || inner != float64(width) {
			faults = append(faults, fmt.Sprintf("%v pixels wide in a window of %d (%v): %v", fits, width, inner, got[3]))
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 860)); err != nil {
			t.Fatal(err)
		}
	}
	heard, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.faults.join("\n")`))
	if err != nil {
		t.Fatal(err)
	}
	if heard != "" {
		faults = append(faults, heard)
	}
	return faults
}
