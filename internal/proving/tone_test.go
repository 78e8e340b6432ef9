package proving

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestToneCountsMoods(t *testing.T) {
	set := `{"text":"This is a disgrace, I am furious.","label":"negative"}
{"text":"What are your opening hours?","label":"neutral"}

{"text":"C'est parfait, je suis ravie, merci infiniment !","label":"positive","language":"fr"}
{"text":"Absolutely wonderful service, I love it!","label":"neutral"}
`
	report, err := Tone(strings.NewReader(set), desk.English)
	if err != nil {
		t.Fatal(err)
	}
	want := [3][3]int{{1, 0, 0}, {0, 1, 1}, {0, 0, 1}}
	if diff := cmp.Diff(want, report.Moods.Confusion); diff != "" {
		t.Error(diff)
	}
	if m := report.Moods; m.N != 4 || m.Accuracy != .75 || math.Abs(m.MacroF1-7.0/9) > 1e-9 {
		t.Errorf("n %d, accuracy %v, macro-F1 %v; want 4, .75, .778", m.N, m.Accuracy, m.MacroF1)
	}
	if report.Offence != nil {
		t.Errorf("a set of moods has no offence: %v", report.Offence)
	}
}

func TestToneCountsOffence(t *testing.T) {
	set := `{"text":"I hate all immigrants, they are vermin.","label":"hateful"}
{"text":"Les musulmans sont des parasites.","label":"hateful","language":"fr"}
{"text":"My manager is an immigrant.","label":"non-hateful"}
{"text":"You are an idiot.","label":"non-hateful","functionality":"target_indiv_nh"}
`
	report, err := Tone(strings.NewReader(set), desk.Unknown)
	if err != nil {
		t.Fatal(err)
	}
	want := []OffenceRate{{Label: "hateful", N: 2, Hateful: 2, Offensive: 2}, {Label: "non-hateful", N: 2, Offensive: 1}}
	if diff := cmp.Diff(want, report.Offence); diff != "" {
		t.Error(diff)
	}
	groups := []OffenceRate{{Label: "non-hateful", Functionality: "target_indiv_nh", N: 1, Offensive: 1}}
	if diff := cmp.Diff(groups, report.Groups); diff != "" {
		t.Error(diff)
	}
	var b strings.Builder
	if err := report.WriteText(&b); err != nil || !strings.Contains(b.String(), "flagged hateful     2 (1.000)") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestToneNamesTheBadLine(t *testing.T) {
	for _, set := range []string{"{\"text\":\"a\",\"label\":\"neutral\"}\nnot json", "{\"text\":\"a\",\"label\":\"neutral\"}\n{\"text\":\"b\",\"label\":\"angry\"}"} {
		_, err := Tone(strings.NewReader(set), desk.English)
		if desk.KindOf(err) != desk.Invalid || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v, want an invalid line 2", set, err)
		}
	}
}

// TestToneFigures prints the figures of HateCheck's functional cases. The word lists were chosen on every other line; its
// lines come from templates, so that the halves are near kin and the figures flatter.
func TestToneFigures(t *testing.T) {
	dir := os.Getenv("VIGIE_TESTDATA")
	if dir == "" {
		t.Skip("VIGIE_TESTDATA is not set: no public tone set to measure on")
	}
	for _, language := range []desk.Language{desk.English, desk.French} {
		text, err := os.ReadFile(filepath.Join(dir, "tone", "hatecheck-"+string(language)+".jsonl"))
		if err != nil {
			t.Skip(err)
		}
		report, err := Tone(strings.NewReader(everySecond(string(text))), language)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := report.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		t.Logf("hatecheck-%s, even lines\n%s", language, b.String())
		hateful, benign := report.Offence[0], report.Offence[1]
		if ratio(hateful.Hateful, hateful.N) < .6 || ratio(benign.Hateful, benign.N) > .1 {
			t.Errorf("%s: %d of %d hateful and %d of %d benign lines flagged; want at least .6 and at most .1", language,
				hateful.Hateful, hateful.N, benign.Hateful, benign.N)
		}
	}
}

// everySecond gives the lines with even numbers, counted from 1.
func everySecond(text string) string {
	var kept []string
	for i, line := range strings.Split(text, "\n") {
		if i%2 == 1 {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
