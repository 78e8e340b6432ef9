package knowledge

import (
	"strings"
	"testing"
)

func FuzzScope(f *testing.F) {
	for _, seed := range [][2]string{{"cli/{version}", "cli/v8/a.md"}, {"v{a}x/*", "vx/b/c"}, {"{a}{b}", "x/y"}, {"}{", ""}, {"É/{é}", "é/É/\xff"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		rules, err := parseRules([]string{text})
		if err != nil {
			return
		}
		for key, values := range scopeOf(rules, path) {
			for _, v := range values {
				if key == "" || v == "" || strings.Contains(v, "/") {
					t.Fatalf("rule %q on %q gives %q=%q", text, path, key, v)
				}
			}
		}
		if unnumbered(path) == "" && path != "" {
			t.Fatalf("the name %q is gone", path)
		}
	})
}
