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

func TestDangers(t *testing.T) {
	for _, c := range []struct {
		kind  CaseKind
		texts []string
	}{
		{Vulnerable, []string{
			"My toddler just swallowed some plant food", "my son drank the fertiliser", "Our dog ate a whole bag of compost, what do I do", "The baby has eaten soil from the pot",
			"I accidentally drank descaler", "my cat licked the weedkiller", "my daughter put it in her mouth and swallowed a battery", "What should I do, my son ate the granules",
			"Ma fille a mangé de l'engrais", "mon chien a avalé des granulés anti-limaces", "Mon bébé vient d'avaler une pile", "J'ai bu du produit par erreur", "mon chat a mangé des feuilles de la plante",
			"My boyfriend hits me", "my partner is beating me", "my stepfather slapped me again", "He keeps threatening me", "someone is threatening to kill me", "I am being beaten by my husband",
			"mon copain me frappe", "Mon mari m'a encore giflée", "ma mère me bat tous les soirs", "il menace de me tuer", "je me fais frapper à la maison", "mon voisin me menace",
		}},
		{Urgent, []string{
			"My child ate the fertilizer", "ma fille a bu de l'engrais", "the puppy swallowed a magnet",
			"someone's using my credit card right now", "My account was stolen and money is being spent right now", "someone broke into my account", "they are buying things with my card", "My card is being used right now by a stranger",
			"my profile got hijacked", "Mon compte a été piraté", "on m'a volé mon compte et ils dépensent mon argent", "quelqu'un est entré dans mon compte", "mon argent est en train d'être dépensé",
		}},
	} {
		for _, text := range c.texts {
			if !slices.ContainsFunc(Cases(text, desk.Unknown), func(f Case) bool { return f.Kind == c.kind }) {
				t.Errorf("%q is not %s: %v", text, c.kind, Cases(text, desk.Unknown))
			}
		}
	}
	for _, text := range []string{
		"The app ate my battery", "the machine swallowed my card", "le distributeur a avalé ma carte", "Do plants eat the fertilizer at night?", "Which plant food do you sell?",
		"Is the compost safe if a dog eats it?", "What is a good soil for my son's plant?", "Quel engrais pour mes tomates ?", "mon chat aime cette plante", "I bought fertilizer for my mother",
		"Your prices beat the others", "I hit the wrong key", "je tape mon code et rien ne se passe", "How much money can I spend with my card?", "Combien puis-je dépenser avec ma carte ?",
		"My account balance is wrong", "my son loves the product", "Mon fils a reçu le produit", "He kicked off the subscription for me", "I ate at your restaurant",
		"Mon mari me prête son compte", "My husband told me to ask",
	} {
		if got := Cases(text, desk.Unknown); got != nil {
			t.Errorf("%q is %v", text, got)
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
