package ui

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What can be read and seen on pages can be in the widget, in the light and in the dark (WCAG 2.2, 1.4.3 and 1.4.11).
func TestWidgetContrast(t *testing.T) {
	css, err := widgetFiles.ReadFile("widget/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("the style has no dark colours")
	}
	words, edges := 4.5, 3.0
	for name, colours := range map[string]map[string]string{"light": variables(light), "dark": variables(dark)} {
		for pair, least := range map[string]float64{
			"ink sheet": words, "ink machine": words, "ink person": words, "ink wash": words, "ink bad-wash": words, "soft sheet": words, "soft machine": words,
			"soft person": words, "soft wash": words, "link sheet": words, "link machine": words, "machine-ink machine": words, "machine-ink sheet": words,
			"person-ink person": words, "sheet person-edge": words, "good machine": words, "brand-ink brand": words, "link person": words,
			"edge sheet": edges, "machine-edge sheet": edges, "person-edge person": edges, "focus sheet": edges, "focus machine": edges, "brand sheet": edges,
		} {
			over, on, _ := strings.Cut(pair, " ")
			a, b := luminance(t, colours, over), luminance(t, colours, on)
			if ratio := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); ratio < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", name, over, on, ratio, least)
			}
		}
	}
}

// Every word that the script says exists in every language, and none is carried in vain.
func TestWidgetWords(t *testing.T) {
	var joined strings.Builder
	for _, name := range widgetParts() {
		part, err := widgetFiles.ReadFile("widget/" + name)
		if err != nil {
			t.Fatal(err)
		}
		joined.Write(part)
	}
	script := joined.String()
	said := map[string]bool{}
	for _, m := range regexp.MustCompile(`says\.(\w+)`).FindAllStringSubmatch(script, -1) {
		said[m[1]] = true
	}
	kinds := []string{"offline", "refused", "long", "file", "filesLost"} // named by the trouble's kind
	for _, w := range []*Words{english(), french()} {
		have := w.widget()
		for name := range said {
			if have[name] == "" {
				t.Errorf("%s: no word for %s", w.Language, name)
			}
		}
		for name, text := range have {
			if text == "" || !said[name] && !slices.Contains(kinds, name) {
				t.Errorf("%s: %s is %q, and said: %v", w.Language, name, text, said[name])
			}
		}
	}
}
