package app

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A stranger's walk: the commands of the README's first section and nothing else, then a browser. From nothing built to a
// customer who has an operator's answer takes less than three minutes.
func TestStrangersWalk(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the walk was not made")
	}
	if testing.Short() {
		t.Skip("-short: a build and a browser take seconds")
	}
	begun := time.Now()
	base, email, password := walkIn(t, readmeCommands(t))
	t.Logf("the demo stands after %s", time.Since(begun).Round(time.Millisecond))
	for _, v := range []struct {
		lang, question, answer string
		width                  int64
	}{
		{"en", "How long does delivery to Belgium take?", "Good morning, a person here.", 1280},
		{"fr", "Comment résilier mon abonnement ?", "Bonjour, une personne vous répond.", 1280},
	} {
		b := newBrowser(t, chromium, v.width, v.lang)
		b.do(chromedp.Navigate(base+"?lang="+v.lang), chromedp.WaitVisible(chromedp.CSS(".steps .step-done")))
		b.picture("walk-start")
		b.press(`.steps a[href^="/chat/"]`)
		b.types("#text", v.question)
		b.press("#send")
		b.press(".bubble.assistant details:has(.sources) summary")
		b.shows(".bubble.assistant .sources")
		b.press("#person")
		b.shows(".card.handover")
		id := b.reads(`document.getElementById("chat").dataset.conversation`)
		b.do(chromedp.Navigate(base), chromedp.WaitVisible(chromedp.CSS(".steps")))
		b.picture("walk-asked")
		b.press(`.steps a[href="/desk"]`)
		b.types("#email", email)
		b.types("#password", password)
		b.press("#main form button")
		b.shows("#list")
		b.picture("walk-desk")
		b.press(fmt.Sprintf(`.lines a[href*=%q]`, id))
		b.shows(fmt.Sprintf(`#case[data-conversation=%q]`, id))
		b.types("textarea#text", v.answer)
		b.press("#composer button:not([type=button])")
		b.do(chromedp.Sleep(time.Second), chromedp.Navigate(base+"chat/web"), chromedp.WaitVisible(chromedp.CSS(".bubble.operator")))
		b.picture("walk-answered")
		if said := b.reads(`document.querySelector(".bubble.operator").innerText`); !strings.Contains(said, v.answer) {
			t.Errorf("the customer reads %q", said)
		}
		b.do(chromedp.Navigate(base), chromedp.WaitVisible(chromedp.CSS(".steps")))
		if done := b.reads(`String(document.querySelectorAll(".steps .step-done").length)`); done != "4" {
			t.Errorf("%s steps are ticked, want 4: all but the draft", done)
		}
	}
	took := time.Since(begun)
	t.Logf("the walk took %s", took.Round(time.Millisecond))
	if took > 3*time.Minute {
		t.Error("that is more than three minutes")
	}
}

// comes waits until a script gives true. A page that is being swapped gives an error; the next one may not.
func (b *browser) comes(script string) {
	b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script)); err == nil && there {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("never came: %s\n%s", script, b.reads(`location.href + document.body.innerText`))
		}
	}
}

// press, types and shows find what they want anew each time: live pages swap their parts at any moment.
func (b *browser) press(selector string) {
	b.t.Helper()
	b.comes(fmt.Sprintf(`(e => e !== null && (e.click(), true))(document.querySelector(%q))`, selector))
}

func (b *browser) types(selector, text string) {
	b.t.Helper()
	b.comes(fmt.Sprintf(`(e => e !== null && (e.value = %q, e.dispatchEvent(new Event("input", {bubbles: true})), true))(document.querySelector(%q))`, text, selector))
}

func (b *browser) shows(selector string) {
	b.t.Helper()
	b.comes(fmt.Sprintf(`document.querySelector(%q)?.checkVisibility() === true`, selector))
}

func (b *browser) reads(script string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// readmeCommands gives the commands of the README's first block.
func readmeCommands(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "```sh\n")
	block, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("the README begins with no commands")
	}
	return strings.Split(strings.TrimSpace(block), "\n")
}

// walkIn runs commands in a clone; what they build goes to a folder of its own. The last one is the demo, and prints where
// it is and how to sign in.
func walkIn(t *testing.T, commands []string) (base, email, password string) {
	t.Helper()
	home := t.TempDir()
	last := len(commands) - 1
	for _, line := range commands[:last] {
		build := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(line, "-o vigie ", "-o "+home+"/vigie "))
		build.Dir = filepath.Join("..", "..")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	demo := exec.CommandContext(ctx, "sh", "-c", "exec "+commands[last])
	demo.Dir, demo.WaitDelay = home, 5*time.Second
	demo.Env = slices.DeleteFunc(os.Environ(), func(set string) bool { return strings.HasPrefix(set, "VIGIE_") }) // a stranger has set nothing
	demo.Cancel = func() error { return demo.Process.Signal(os.Interrupt) }
	var said strings.Builder
	demo.Stderr = &said
	out, err := demo.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = demo.Wait() })
	begin := regexp.MustCompile(`Begin here +(http://\S+/)$`)
	login := regexp.MustCompile(`^ +(\S+@\S+) +password: (.+)$`)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if found := begin.FindStringSubmatch(lines.Text()); found != nil {
			base = found[1]
		}
		if found := login.FindStringSubmatch(lines.Text()); found != nil {
			return base, found[1], found[2]
		}
	}
	t.Fatalf("the demo printed no address and no login: %s", said.String())
	return "", "", ""
}
