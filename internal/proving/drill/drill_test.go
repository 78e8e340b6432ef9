package drill_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

// The pack that comes with the program covers each known accident in both languages.
func TestPacked(t *testing.T) {
	cases, err := drill.Packed()
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]map[desk.Language]int{}
	for _, c := range cases {
		if by[c.Accident] == nil {
			by[c.Accident] = map[desk.Language]int{}
		}
		by[c.Accident][c.Language]++
		if c.Harm == "" || c.Expect == drill.Stop && len(c.Never) == 0 {
			t.Errorf("%s does not say what must not be shown", c.ID)
		}
		for _, words := range c.Never {
			if !strings.Contains(strings.ToLower(c.Reply), strings.ToLower(words)) {
				t.Errorf("%s: the reply does not hold %q", c.ID, words)
			}
		}
	}
	for _, accident := range []string{"Cursor", "Air Canada", "DPD", "Chevrolet", "New York MyCity", "Klarna", "Virgin Money", "Commonwealth Bank", "Eurostar", "Meta", "LG München", "Loops"} {
		found := false
		for name, languages := range by {
			if strings.HasPrefix(name, accident) {
				found = languages[desk.English] >= 3 && languages[desk.French] >= 3
			}
		}
		if !found {
			t.Errorf("%s is not played three times in each language", accident)
		}
	}
	if len(cases) < 60 {
		t.Errorf("%d cases", len(cases))
	}
}

func TestReadNamesTheLine(t *testing.T) {
	good := `{"id":"a","accident":"x","language":"en","question":"q","reply":"r","expect":"stop"}`
	for text, want := range map[string]string{
		"":                                       "holds no case",
		"{":                                      "own.jsonl:1: this line is no case",
		good + "\n" + good:                       "own.jsonl:2: the case \"a\" cannot be played: another case has its id",
		strings.Replace(good, `"en"`, `"de"`, 1): "language must be en or fr",
		strings.Replace(good, `"stop"`, `"go"`, 1): "expect must be",
		strings.Replace(good, `"q"`, `" "`, 1):     "a question and a reply",
	} {
		if _, err := drill.Read("own.jsonl", []byte(text)); !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if list, err := drill.Read("own.jsonl", []byte("\n"+good+"\n")); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}

// Whatever a model says, a report shows it as text.
func TestReportShowsWordsAsText(t *testing.T) {
	nasty := "a | b\n# c <script>x</script> [d](javascript:e) `f` ![](https://g.example/p)"
	r := drill.Report{Against: true, Bot: nasty, Harmful: 1, Results: []drill.Result{{
		Case: drill.Case{ID: nasty, Accident: nasty, Question: nasty, Harm: nasty}, Outcome: drill.Shown, Harmful: true, Said: nasty, Guard: []string{nasty}, Caught: []string{nasty},
	}}}
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	if raw := regexp.MustCompile(`[^\\](<script|\[d|\]\(|\x60f|\[\])|\n# c`).FindString(b.String()); raw != "" {
		t.Errorf("the report holds %q as it is:\n%s", raw, b.String())
	}
	if r.OK() || (drill.Report{}).OK() {
		t.Error("a report of harm, or of nothing, counts as good")
	}
}
