package app

import (
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// picks is a model that chooses the first passage that holds some words.
func picks(words string) fake.Step {
	return fake.Func(func(r fake.Request) fake.Step {
		for line := range strings.SplitSeq(r.System, "\n") {
			var p struct {
				N    int
				Text string
			}
			if json.Unmarshal([]byte(line), &p) == nil && strings.Contains(p.Text, words) {
				return fake.JSON(map[string]any{"parts": []any{"j1", p.N}})
			}
		}
		return fake.JSON(map[string]any{"parts": []any{}})
	}).Always()
}

// modelDesk runs the demo's company with a model that is set in the settings file, as an engineer does.
func modelDesk(t *testing.T, server *fake.Server, settings string) string {
	t.Helper()
	folder := t.TempDir()
	text := "VIGIE_MODEL_URL = " + server.URL().String() + "\nVIGIE_MODEL = scripted\n" + settings
	if err := os.WriteFile(filepath.Join(folder, "vigie.conf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Read(map[string]string{"data": folder}, nil, config.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Build(t.Context(), cfg, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.furnishDemo(t.Context(), demo.HelpCentre); err != nil {
		t.Fatal(err)
	}
	return background(t, a)
}

func ask(question string) []chromedp.Action[chromedp.Void] {
	return []chromedp.Action[chromedp.Void]{chromedp.SendKeys(chromedp.ID("text"), question), chromedp.Click(chromedp.ID("send"))}
}

// A model is connected in the settings file: a customer gets what it chose, with the source.
func TestSelectedAnswerInABrowser(t *testing.T) {
	b, base := modelBrowser(t, 390, "fr", fake.Start(t, picks("Belgique")), "VIGIE_MODE = select\n")
	b.do(chromedp.Navigate(base + "/chat/web?lang=fr"))
	b.do(ask("Combien de temps prend la livraison en Belgique ?")...)
	b.do(chromedp.WaitVisible(chromedp.CSS(".bubble.assistant .stands")))
	b.picture("model-selected")
}

// A model derails: its reply is held, the customer is told that a person looks at it, and an operator sends it after an
// edit, which is checked too.
func TestDerailingReplyIsHeldAndEditedInABrowser(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes 1 day, and you get your money back if it is late.").Always())
	b, base := modelBrowser(t, 1280, "en", server, "VIGIE_MODE = compose\nVIGIE_AUTONOMY = auto\n")
	b.do(chromedp.Navigate(base + "/chat/web?lang=en"))
	b.do(ask("How long does delivery to Belgium take?")...)
	b.do(chromedp.WaitVisible(chromedp.CSS(".bubble.desk")))
	b.picture("model-held-chat")
	b.do(chromedp.Navigate(base+"/desk/login?lang=en"), chromedp.SendKeys(chromedp.ID("email"), demoEmail),
		chromedp.SendKeys(chromedp.ID("password"), demoPassword+"\r"), chromedp.WaitVisible(chromedp.ID("list")),
		chromedp.Navigate(base+"/desk?view=held&lang=en"), chromedp.Click(chromedp.CSS(".lines a")), chromedp.WaitVisible(chromedp.CSS(".draft")))
	b.picture("model-held-desk")
	const text = ".draft textarea"
	b.do(chromedp.Click(chromedp.CSS(".draft details:nth-of-type(2) summary")), chromedp.WaitVisible(chromedp.CSS(text)),
		chromedp.SetValue(chromedp.CSS(text), "A parcel to Belgium is there in 1 day."), chromedp.Submit(chromedp.CSS(text)),
		chromedp.WaitVisible(chromedp.CSS(".against")))
	b.picture("model-edit-blocked")
	b.do(chromedp.SetValue(chromedp.CSS(text), "Delivery to Belgium takes 3 to 4 days to your home. Plants never leave on a Thursday or Friday, so that they do not spend the weekend in a depot."), chromedp.Submit(chromedp.CSS(text)),
		chromedp.Sleep(time.Second))
	b.picture("model-edited-desk")
	b.do(chromedp.Navigate(base+"/chat/web?lang=en"), chromedp.WaitVisible(chromedp.CSS(".bubble.operator")))
	b.picture("model-edited-chat")
}

func modelBrowser(t *testing.T, width int64, lang string, server *fake.Server, settings string) (*browser, string) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the model was not tried in a browser")
	}
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	return newBrowser(t, path, width, lang), modelDesk(t, server, settings)
}
