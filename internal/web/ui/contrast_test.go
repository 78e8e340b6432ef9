package ui

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast computes WCAG 2.2 contrast ratios of the colours that stand on one another: 4.5 for words (1.4.3), 3 for
// edges and signs (1.4.11), in the light and in the dark.
func TestContrast(t *testing.T) {
	css, err := files.ReadFile("static/vigie.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("the style has no dark colours")
	}
	for name, colours := range map[string]map[string]string{"light": variables(light), "dark": variables(dark)} {
		for _, pair := range []struct {
			over, on string
			least    float64
		}{
			{"ink", "paper", 4.5},
			{"ink", "sheet", 4.5},
			{"ink", "machine", 4.5},
			{"ink", "person", 4.5},
			{"ink", "accent-wash", 4.5},
			{"ink", "sunken", 4.5},
			{"ink", "bad-wash", 4.5},
			{"ink", "good-wash", 4.5},
			{"soft", "paper", 4.5},
			{"soft", "sheet", 4.5},
			{"soft", "machine", 4.5},
			{"soft", "accent-wash", 4.5},
			{"soft", "person", 4.5},
			{"accent", "paper", 4.5},
			{"accent", "sheet", 4.5},
			{"accent", "machine", 4.5},
			{"accent", "person", 4.5},
			{"accent", "accent-wash", 4.5},
			{"accent-ink", "accent", 4.5},
			{"machine-ink", "machine", 4.5},
			{"machine-ink", "sheet", 4.5},
			{"person-ink", "person", 4.5},
			{"good", "machine", 4.5},
			{"good", "good-wash", 4.5},
			{"bad", "paper", 4.5},
			{"bad", "sheet", 4.5},
			{"bad", "bad-wash", 4.5},
			{"bad", "machine", 4.5},
			{"bad-ink", "bad", 4.5},
			{"sheet", "person-edge", 4.5},
			{"edge", "sheet", 3},
			{"edge", "paper", 3},
			{"machine-edge", "sheet", 3},
			{"machine-edge", "paper", 3},
			{"person-edge", "person", 3},
			{"focus", "paper", 3},
			{"focus", "sheet", 3},
			{"focus", "machine", 3},
		} {
			a, b := luminance(t, colours, pair.over), luminance(t, colours, pair.on)
			if ratio := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); ratio < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", name, pair.over, pair.on, ratio, pair.least)
			}
		}
	}
}

func variables(css string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+):\s*#([0-9a-f]{6});`).FindAllStringSubmatch(css, -1) {
		if _, first := out[m[1]]; !first {
			out[m[1]] = m[2]
		}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, colours map[string]string, name string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colours[name], 16, 32)
	if err != nil {
		t.Fatalf("colour %s: %v", name, err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*linear(n>>16) + .7152*linear(n>>8) + .0722*linear(n)
}
