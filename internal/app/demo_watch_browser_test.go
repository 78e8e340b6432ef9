package app

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
)

// What a lead who opens the demo meets at the watch: the week's incident with who was told, its recalls, a stream with its days,
// a drill and its report, in both languages, on a wall and on a phone. With VIGIE_SCREENSHOTS each page is pictured there.
func TestWatchOfTheDemoInABrowser(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the demo's watch was not looked at in a browser")
	}
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	a, _ := toldOpen(t, wednesday(), demoSeed)
	ctx, now := t.Context(), a.now()
	if _, err := a.watch.Learn(ctx, now.Add(-demoWeek), now.Add(-demoWeek/2), desk.Operator{ID: a.hugo(t)}); err != nil {
		t.Fatal(err)
	}
	if err := a.watch.Feed(ctx, a.raise); err != nil {
		t.Fatal(err)
	}
	incidents, err := a.store.Incidents(ctx, 1)
	if err != nil || len(incidents) != 1 {
		t.Fatal(incidents, err)
	}
	recalls, _, err := a.store.Recalls(ctx, "", 2)
	if err != nil || len(recalls) != 2 {
		t.Fatal(recalls, err)
	}
	at := "/watch/incidents/" + incidents[0].ID
	base := background(t, a)
	pages := []struct{ name, address, says string }{
		{"watch", "/watch", "/watch/streams/"},
		{"incident", at, at + "/answers"},
		{"incident-answers", at + "/answers", "/desk/conversations/"},
		{"stream", "/watch/streams/" + string(watch.HandedOver) + "/desk", "/desk/conversations/"},
		{"recalls", "/recalls", "/recalls/"},
		{"recall", "/recalls/" + recalls[0].ID, "/desk/conversations/"},
		{"issues", "/watch/issues", "/watch/issues"},
		{"reviews", "/watch/reviews", "/watch"},
		{"drills", "/watch/drills", "/watch/drills"},
	}
	for _, v := range []struct {
		lang  string
		width int64
	}{{"en", 1280}, {"fr", 390}, {"fr", 1280}, {"en", 390}} {
		name := v.lang + map[int64]string{390: "-phone", 1280: "-wall"}[v.width]
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, path, v.width, name)
			b.do(chromedp.Navigate(base+"/desk/login?lang="+v.lang), chromedp.SendKeys(chromedp.ID("email"), demoEmail),
				chromedp.SendKeys(chromedp.ID("password"), demoPassword+"\r"), chromedp.WaitVisible(chromedp.ID("list")))
			for _, p := range pages {
				b.do(chromedp.Navigate(base+p.address), chromedp.WaitVisible(chromedp.ID("main")))
				html, err := chromedp.Run(b.ctx, chromedp.OuterHTML(chromedp.ID("main")))
				if err != nil || !strings.Contains(html, p.says) {
					t.Errorf("%s does not lead to %s, %v", p.address, p.says, err)
				}
				b.picture(p.name)
			}
		})
	}
}

func (a *App) hugo(t *testing.T) string {
	t.Helper()
	people, err := a.demoOperators(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return people["hugo"].ID
}
