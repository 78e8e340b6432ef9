package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

var demo = os.DirFS("../app/demo/company")

func TestScopeRules(t *testing.T) {
	tests := []struct {
		rules []string
		path  string
		want  desk.Scope
	}{
		{[]string{"cli/{version}"}, "cli/v8/a.md", desk.Scope{"version": {"v8"}}},
		{[]string{"/cli/{version}/"}, "docs/cli/V10/deep/a.md", desk.Scope{"version": {"v10"}}},
		{[]string{"cli/{version}"}, "cli/a.md", nil},
		{[]string{"cli/{version}"}, "other/v8/a.md", nil},
		{[]string{"cli/v{version}"}, "cli/v8/a.md", desk.Scope{"version": {"8"}}},
		{[]string{"cli/v{version}"}, "cli/next/a.md", nil},
		{[]string{"*/{country}/plan-{plan}"}, "x/fr/plan-garden/a.md", desk.Scope{"country": {"fr"}, "plan": {"garden"}}},
		{[]string{"{country}", "{country}/{plan}"}, "fr/garden/a.md", desk.Scope{"country": {"fr"}, "plan": {"garden"}}},
	}
	for _, tt := range tests {
		l, _ := library(t)
		imported(t, l, files(map[string]string{tt.path: "This is the text of the page."}), knowledge.Options{Trusted: true, Scope: tt.rules})
		if diff := cmp.Diff(tt.want, byPath(t, l)[tt.path].Article.Contract.Scope); diff != "" {
			t.Errorf("%v on %s (-want +got):\n%s", tt.rules, tt.path, diff)
		}
	}
	for _, rule := range []string{"", "cli", "cli//{v}", "cli/{}", "cli/{a}{b}", "cli/{a", "a}/{b}"} {
		l, _ := library(t)
		_, err := l.Import(t.Context(), files(map[string]string{"a.md": "This is the text of the page."}), knowledge.Options{Scope: []string{rule}})
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), "scope rule") {
			t.Errorf("rule %q: %v", rule, err)
		}
	}
}

func TestTheFilesOwnScopeGoesBeforeTheRule(t *testing.T) {
	l, _ := library(t)
	imported(t, l, files(map[string]string{"cli/v8/a.md": "---\napplies_to: {version: [v8, v9]}\n---\nThis is the text of the page."}),
		knowledge.Options{Trusted: true, Scope: []string{"cli/{version}"}})
	if diff := cmp.Diff(desk.Scope{"version": {"v8", "v9"}}, byPath(t, l)["cli/v8/a.md"].Article.Contract.Scope); diff != "" {
		t.Error(diff)
	}
}

func TestVersionFoldersAreRecognised(t *testing.T) {
	page := func(days string) string {
		return "# Returning pots\n\nHere is how you return a pot to us.\n\nKeep the label of the parcel.\n\nUnused pots can be sent back within " + days + " days of delivery."
	}
	tests := []struct {
		name  string
		texts map[string]string
		want  []knowledge.Variants
	}{
		{
			"versions",
			map[string]string{"cli/v6/a.md": page("14"), "cli/v10/a.md": page("30"), "cli/v7/a.md": page("20")},
			[]knowledge.Variants{{Folder: "cli", Names: []string{"v6", "v7", "v10"}, Rule: "cli/{version}", Pages: 3}},
		},
		{
			"at the top",
			map[string]string{"1.x/a.md": page("14"), "2.x/a.md": page("30")},
			[]knowledge.Variants{{Folder: "", Names: []string{"1.x", "2.x"}, Rule: "{version}", Pages: 2}},
		},
		{
			"years of one page",
			map[string]string{"terms/2023/a.md": page("14"), "terms/2024/a.md": page("30")},
			[]knowledge.Variants{{Folder: "terms", Names: []string{"2023", "2024"}, Rule: "terms/{version}", Pages: 2}},
		},
		{"years of different pages", map[string]string{"news/2023/a.md": page("14"), "news/2024/b.md": page("30")}, nil},
		{"namesakes that say other things", map[string]string{"news/1/a.md": page("14"), "news/2/a.md": "# Opening hours\n\nWe open at nine."}, nil},
		{"no versions", map[string]string{"fr-shop/a.md": page("14"), "uk-shop/a.md": page("30")}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, _ := library(t)
			r := imported(t, l, files(tt.texts), knowledge.Options{Trusted: true})
			if diff := cmp.Diff(tt.want, r.Variants); diff != "" {
				t.Error(diff)
			}
			if len(tt.want) > 0 && r.Contradictions > 0 {
				t.Errorf("versions contradict each other: %+v", r)
			}
		})
	}
}

func TestNPMVersionsAreRecognisedWithoutARule(t *testing.T) {
	folder := os.DirFS(testdata(t, "kb", "npm"))
	l, _ := library(t)
	r := imported(t, l, folder, knowledge.Options{Trusted: true})
	want := []string{"v6", "v7", "v8", "v9", "v10", "v11", "v12"}
	if len(r.Variants) != 1 || r.Variants[0].Folder != "cli" || cmp.Diff(want, r.Variants[0].Names) != "" || r.Withholding > 0 {
		t.Errorf("variants %+v, %d contradictions, %d withhold", r.Variants, r.Contradictions, r.Withholding)
	}
}
