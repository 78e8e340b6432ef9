package answer

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// one makes one claim of a text.
func one(text string, _ desk.Language) []desk.Claim {
	return []desk.Claim{{End: len([]rune(text)), Text: text}}
}

func page(units ...desk.Unit) Page {
	at := 0
	for i := range units {
		units[i].Ordinal, units[i].ID = i, "v/"+string(rune('0'+i))
		units[i].Start, units[i].End = at, at+len(units[i].Text)
		at = units[i].End
	}
	return Page{Article: desk.Article{ID: "a", Version: "v", Title: "Delivery", Language: desk.English}, Units: units}
}

func row(label, price string) desk.Unit {
	return desk.Unit{Kind: desk.TableRow, Path: []string{"Prices"}, Text: "Prices by country:\nCountry: " + label + "; Price: " + price}
}

func TestRowsOfATableComeAsAsked(t *testing.T) {
	p := page(
		desk.Unit{Kind: desk.Prose, Path: []string{"Prices"}, Text: "Prices hold on weekdays."},
		row("France", "5 euros"), row("Belgium", "6 euros"),
		desk.Unit{Kind: desk.Prose, Path: []string{"Prices"}, Text: "At weekends, add 2 euros."},
		desk.Unit{Kind: desk.Prose, Path: []string{"Other"}, Text: "Something else."},
	)
	for question, want := range map[string][]string{
		"How much is delivery to Belgium?": {"Prices\n", "weekdays", "Belgium; Price: 6", "weekends", "-France"},
		"How much is delivery?":            {"France; Price: 5", "Belgium; Price: 6", "weekends", "-Something"},
	} {
		text := Quotes(question, p, []Scored{{Ordinal: 2, Score: 1}}, one)[0].Draft.Text
		for _, part := range want {
			if not, negative := strings.CutPrefix(part, "-"); negative == strings.Contains(text, strings.TrimPrefix(part, "-")) {
				t.Errorf("%s: %q (%v) in\n%s", question, not, negative, text)
			}
		}
		if n := strings.Count(text, "Prices by country:"); n != 1 {
			t.Errorf("%s: the caption stands %d times", question, n)
		}
	}
}

func TestStepsComeWithTheirSentence(t *testing.T) {
	p := page(
		desk.Unit{Kind: desk.Prose, Text: "Your passcode opens the app."},
		desk.Unit{Kind: desk.Steps, Text: "1. Open Profile.\n2. Choose Passcode."},
	)
	hits := []Scored{{Ordinal: 0, Score: 1}}
	if text := Quotes("How do I change my passcode?", p, hits, one)[0].Draft.Text; !strings.Contains(text, "2. Choose") {
		t.Errorf("steps are left out: %q", text)
	}
	if text := Quotes("What is a passcode?", p, hits, one)[0].Draft.Text; strings.Contains(text, "2. Choose") {
		t.Errorf("steps for somebody who asks for none: %q", text)
	}
}

// Claims stand in the draft where they say, under the headings, after the line that says for whom.
func TestClaimsStandWhereTheySay(t *testing.T) {
	p := page(
		desk.Unit{Kind: desk.Prose, Path: []string{"Été", "Livraison"}, Text: "Elle prend deux jours."},
		desk.Unit{Kind: desk.Prose, Path: []string{"Été", "Retour"}, Text: "Il prend trois jours."},
	)
	p.Article.Contract.Scope, p.Known = desk.Scope{"plan": {"garden"}}, desk.Scope{"plan": {"balcony", "garden"}}
	for _, c := range Quotes("quand ?", p, []Scored{{0, 1}, {1, .99}}, one) {
		if !strings.HasPrefix(c.Draft.Text, "Applies to: plan garden\n\nÉté\nLivraison\n") {
			t.Errorf("the draft begins %q", c.Draft.Text)
		}
		runes := []rune(c.Draft.Text)
		for _, claim := range c.Draft.Claims {
			if got := string(runes[claim.Start:claim.End]); got != claim.Text {
				t.Errorf("claim %q stands at %q", claim.Text, got)
			}
		}
	}
	p.Known = desk.Scope{"plan": {"garden"}}
	if text := Quotes("quand ?", p, []Scored{{0, 1}}, one)[0].Draft.Text; strings.HasPrefix(text, "Applies") {
		t.Errorf("a page for everybody says for whom: %q", text)
	}
}

func TestWhichNamesValuesAsCustomersDo(t *testing.T) {
	fr := Which("country", []string{"fr", "gb"}, nil, desk.French).Text
	if !strings.Contains(fr, "France, Royaume-Uni") {
		t.Error(fr)
	}
	if text := Which("plan", []string{"garden"}, map[string][]string{"garden": {"jardin"}}, desk.French).Text; !strings.Contains(text, "jardin") {
		t.Error(text)
	}
	if text := Which("version", []string{"v8", "v9"}, nil, desk.English).Text; !strings.Contains(text, "v8, v9?") {
		t.Error(text)
	}
}
