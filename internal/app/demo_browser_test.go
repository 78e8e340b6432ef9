package app

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// The demo as a visitor meets it, in a real browser: a covered question gets a quote with its source, a wish for a person
// gets a promise, the operator answers, and the customer sees it. With VIGIE_SCREENSHOTS the pages are pictured there.
func TestDemoInABrowser(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the demo was not tried in a browser")
	}
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	base := runningDemo(t)
	for _, v := range []struct {
		lang, question, person, answer string
		width                          int64
	}{
		{"en", "How long does delivery to Belgium take?", "I want to talk to someone", "We are on it.", 1280},
		{"fr", "Comment résilier mon abonnement ?", "je veux parler à quelqu'un", "On s'en occupe.", 390},
	} {
		t.Run(v.lang, func(t *testing.T) {
			b := newBrowser(t, path, v.width, v.lang)
			b.do(chromedp.Navigate(base+"/chat/web?lang="+v.lang), chromedp.SendKeys(chromedp.ID("text"), v.question),
				chromedp.Click(chromedp.ID("send")), chromedp.WaitVisible(chromedp.CSS(".bubble.assistant")))
			b.picture("chat-answer")
			b.do(chromedp.SendKeys(chromedp.ID("text"), v.person), chromedp.Click(chromedp.ID("send")), chromedp.WaitVisible(chromedp.CSS(".card.handover")))
			b.picture("chat-person")
			b.do(chromedp.Navigate(base+"/desk/login?lang="+v.lang), chromedp.SendKeys(chromedp.ID("email"), demoEmail),
				chromedp.SendKeys(chromedp.ID("password"), demoPassword+"\r"), chromedp.WaitVisible(chromedp.ID("list")))
			b.picture("desk")
			b.press(".lines a") // in one step: the page reads its list again while it opens
			b.do(chromedp.WaitVisible(chromedp.ID("case")))
			b.picture("case")
			b.do(chromedp.SendKeys(chromedp.CSS("#case textarea, textarea"), v.answer), chromedp.Submit(chromedp.CSS("textarea")),
				chromedp.Sleep(time.Second), chromedp.Navigate(base+"/chat/web?lang="+v.lang), chromedp.WaitVisible(chromedp.CSS(".bubble.operator")))
			b.picture("chat-operator")
		})
	}
}

func runningDemo(t *testing.T) string {
	t.Helper()
	a, err := Build(t.Context(), withData(config.Defaults(), storetest.Folder(t)), time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.furnishDemo(t.Context(), demo.HelpCentre); err != nil {
		t.Fatal(err)
	}
	return background(t, a)
}

type browser struct {
	t    *testing.T
	ctx  context.Context
	lang string
}

func newBrowser(t *testing.T, path string, width int64, lang string) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, stop := chromedp.NewContext(allocator)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(func() { cancel(); stop(); stopAllocator() })
	b := &browser{t: t, ctx: ctx, lang: lang}
	b.do(chromedp.EmulateViewport(width, 900))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("VIGIE_SCREENSHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, b.lang+"-"+name+".png"), png, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
