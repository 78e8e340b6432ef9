package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestWidgetScreens writes pictures of the widget for people to look at.
func TestWidgetScreens(t *testing.T) {
	folder := os.Getenv("VIGIE_SCREENSHOTS")
	if folder == "" {
		t.Skip("VIGIE_SCREENSHOTS is not set: no pictures are taken")
	}
	for _, dark := range []bool{false, true} {
		for lang, width := range map[string]int{"en": 1280, "fr": 390} {
			name := fmt.Sprintf("%s-%d-%s", map[bool]string{false: "light", true: "dark"}[dark], width, lang)
			t.Run(name, func(t *testing.T) { widgetScreens(t, folder, name, dark, lang, width) })
		}
	}
}

func widgetScreens(t *testing.T, folder, name string, dark bool, lang string, width int) {
	t.Helper()
	scheme := "preferredColorScheme=1"
	if dark {
		scheme = "preferredColorScheme=0"
	}
	e := embed(t, lang, "", chromedp.Flag("blink-settings", scheme))
	o := e.signUp("Claire-Alexandrine Martin-Montgolfier", desk.RoleOperator)
	e.do(chromedp.EmulateViewport(int64(width), 800))
	shoot := func(page string) {
		t.Helper()
		picture, err := chromedp.Run(e.ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, "widget-"+page+"-"+name+".png"), picture, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	e.press(".launcher")
	shoot("empty")
	e.write(map[string]string{"en": "How long may I wait before I return a lamp, and who pays the postage?", "fr": "Combien de temps ai-je pour renvoyer une lampe (en français) ?"}[lang])
	e.comes(`$(".bubble.assistant") !== null`)
	look[bool](e, `($("details").open = true)`)
	shoot("answered")
	e.asleep.Store(true)
	e.write("متى يصل طلبي؟")
	e.comes(`$(".stage.thinking") !== null`)
	shoot("thinking")
	e.line.cut(true)
	e.write("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen-Donaudampfschifffahrtsgesellschaft")
	e.comes(`$(".trouble").textContent !== ""`)
	shoot("offline")
	e.line.cut(false)
	e.comes(`$(".trouble").textContent === ""`)
	e.asleep.Store(false)
	e.press(".wrong summary")
	shoot("wrong")
	look[bool](e, `($(".wrong button").click(), true)`)
	e.comes(`$(".wrong-state") !== null`)
	e.write("thanks (en français)")
	e.comes(`!$(".rate").hidden`)
	shoot("rate")
	e.write(map[string]string{"en": "hold on, is that so?", "fr": "hold (en français) c'est sûr ?"}[lang])
	e.comes(`$(".stage.held") !== null`)
	shoot("held")
	e.press(".person-button")
	e.comes(`$(".stage.waiting") !== null`)
	shoot("waiting")
	id := look[string](e, `JSON.parse(Object.values(localStorage)[0]).id`)
	look[bool](e, `($(".close").click(), true)`)
	e.want(e.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: e.key, body: map[string]any{"text": "Hello, Claire here. Send the lamp back until Friday, and I will take care of the rest.", "operator": o.ID}}), http.StatusOK)
	e.comes(`!$(".count").hidden`)
	shoot("closed")
	e.press(".launcher")
	shoot("person")
}
