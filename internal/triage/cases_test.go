package triage

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestCases(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Case
	}{
		{"My lawyer will be in touch", []Case{{Legal, []string{"lawyer"}}}},
		{"J'ai un vol dans 2 heures et rien ne marche, c'est urgent", []Case{{Urgent, []string{"dans 2 heures", "urgent"}}}},
		{"Rien d'urgent, répondez quand vous pourrez", nil},
		{"It is not urgent", nil},
		{"How do I kill the process?", nil},
		{"Do you sell avocado oil? Avez-vous de l'huile d'avocat ?", nil},
		{"My phone died after the update", nil},
		{"What does a mediator do?", nil},
		{"Can the printer handle legal size paper?", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, Cases(c.text, desk.Unknown)); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestCasesInEitherLanguage(t *testing.T) {
	for text, want := range map[string]CaseKind{
		"I want to kill myself": Vulnerable, "J'ai envie de mourir": Vulnerable, "There is a gas leak in my kitchen": Urgent, "Il y a une fuite de gaz": Urgent,
		"I will see you in court": Legal, "Je vais porter plainte": Legal, "My wife passed away in March": Vulnerable, "Mon père est décédé": Vulnerable,
	} {
		for _, language := range []desk.Language{desk.English, desk.French} {
			if !slices.ContainsFunc(Cases(text, language), func(c Case) bool { return c.Kind == want }) {
				t.Errorf("%q with %q is not %s", text, language, want)
			}
		}
	}
}

type caseLine struct {
	Text  string   `json:"text"`
	Kinds []string `json:"kinds"`
}

// kindNames is what the sets call the kinds of case.
var kindNames = map[CaseKind]string{Urgent: "urgency", Legal: "legal", Vulnerable: "vulnerable"}

func TestCasesFigures(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		kinds := map[CaseKind]*hits{Urgent: {}, Legal: {}, Vulnerable: {}}
		var courtesy hits
		for _, c := range setLines[caseLine](t, "cases-"+language+".jsonl", testHalf) {
			found := Cases(c.Text, desk.Language(language))
			for kind, h := range kinds {
				h.add(slices.ContainsFunc(found, func(f Case) bool { return f.Kind == kind }), slices.Contains(c.Kinds, kindNames[kind]))
			}
			got := Courtesy(c.Text)
			polite := slices.ContainsFunc(c.Kinds, func(k string) bool { return len(k) > 9 && k[:9] == "courtesy_" })
			courtesy.add(got != NoCourtesy, polite)
			if polite && got != NoCourtesy && !slices.Contains(c.Kinds, "courtesy_"+got.String()) {
				t.Logf("a courtesy of another kind: %v", got)
			}
		}
		for kind, h := range kinds {
			t.Logf("cases-%s, test half, %s: recall %.3f, precision %.3f, %+v", language, kind, h.recall(), h.precision(), *h)
			if h.recall() < .6 || h.precision() < .8 {
				t.Errorf("cases-%s, %s: recall %.3f, precision %.3f; want at least .6 and .8", language, kind, h.recall(), h.precision())
			}
		}
		t.Logf("cases-%s, test half, courtesy: recall %.3f, precision %.3f, %+v", language, courtesy.recall(), courtesy.precision(), courtesy)
	}
}

func TestLanguageFigures(t *testing.T) {
	right, n := 0, 0
	for _, c := range setLines[struct {
		Text     string        `json:"text"`
		Language desk.Language `json:"language"`
	}](t, "language.jsonl", testHalf) {
		n++
		if Language(c.Text) == c.Language {
			right++
		}
	}
	t.Logf("language, test half: %d of %d right", right, n)
	if right*100 < 93*n {
		t.Errorf("language: %d of %d right, want 93 in 100", right, n)
	}
}
