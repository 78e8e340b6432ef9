package guard

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestCovers(t *testing.T) {
	plans := page("Plans", orchard)
	lamp := page("Lamps", "# Lamps\n\n## Aurora lamp\n\nThe Aurora lamp costs €49.\n\nTo return an Aurora lamp, print the label and drop the parcel off within 30 days.\n\n"+
		"## Accessories\n\nSpare bulbs may not be returned once the box is open.\n")
	for _, c := range []struct {
		name, question string
		units          []Source
		want           desk.Verdict
	}{
		{"the plan that was asked about", "How do I cancel the Orchard plan?", []Source{unitWith(t, plans, "cancel the Orchard")}, desk.Pass},
		{"another plan", "How do I cancel the Orchard plan?", []Source{unitWith(t, plans, "cancel the Garden")}, desk.Held},
		{"another plan, in lower case", "how do i cancel the orchard plan?", []Source{unitWith(t, plans, "cancel the Garden")}, desk.Held},
		{"any plan, said in lower case", "how do i cancel my current plan?", []Source{unitWith(t, plans, "cancel the Garden")}, desk.Pass},
		{"a plan named in another sentence", "I am on the Orchard plan. How do I cancel?", []Source{unitWith(t, plans, "cancel the Garden")}, desk.Held},
		{"another product", "How do I return the Vega lamp?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"the product", "How do I return the Aurora lamp?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"half of two parts", "How much is the Aurora lamp and how do I return it?", []Source{unitWith(t, lamp, "costs €49")}, desk.Held},
		{"the other half", "How much is the Aurora lamp and how do I return it?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"both halves", "How much is the Aurora lamp and how do I return it?", []Source{unitWith(t, lamp, "costs €49"), unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"a price without an amount", "How much does the Aurora lamp cost?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"what is not allowed", "Which lamp parts can't be returned?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"what is not allowed, answered", "Which bulbs can't be returned?", []Source{unitWith(t, lamp, "Spare bulbs")}, desk.Pass},
		{"a complaint is no negative question", "I can't return my Aurora lamp, how do I print the label?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"something else altogether", "Do you sell coffee machines?", []Source{unitWith(t, lamp, "costs €49")}, desk.Held},
		{"synonyms of the trade", "How do I send back an Aurora lamp?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"a greeting and a signature are no names", "Hello dear team,\nhow do I return an Aurora lamp?\nBest regards, Margaret Hill", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"title case tells no names", "How Do I Return An Aurora Lamp Please Help", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"shouting tells no names", "HOW DO I RETURN AN AURORA LAMP", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"a number of the customer's own", "I bought 2 Aurora lamps 5 days ago, how do I return one lamp?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
		{"another version", "How do I return an Aurora lamp version 3?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"another country", "How do I return an Aurora lamp from Germany?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Held},
		{"us is a pronoun", "Can you tell us how to return an Aurora lamp?", []Source{unitWith(t, lamp, "return an Aurora")}, desk.Pass},
	} {
		in := quote(c.question, c.units...)
		if got := desk.VerdictOf(found(t, "covers", in)); got != c.want {
			t.Errorf("%s: %q: %v, want %v: %v", c.name, c.question, got, c.want, found(t, "covers", in))
		}
	}
}

func TestCoversInFrench(t *testing.T) {
	units := page("Formules", "# Formules\n\n## Formule Verger\n\nLa formule Verger coûte 12 € par mois.\n\n"+
		"Pour résilier la formule Verger, ouvrez Compte puis Abonnement.\n\n## Formule Jardin\n\nPour résilier la formule Jardin, écrivez-nous. Les box déjà parties ne sont pas remboursées.\n\n"+
		"## Livraison\n\nNous livrons en France et en Belgique sous 3 jours.\n")
	for _, c := range []struct {
		question, unit string
		want           desk.Verdict
	}{
		{"Comment résilier la formule Verger ?", "résilier la formule Verger", desk.Pass},
		{"Comment résilier la formule Verger ?", "résilier la formule Jardin", desk.Held},
		{"comment je peux annuler la formule verger", "résilier la formule Verger", desk.Pass},
		{"Combien coûte la formule Verger ?", "coûte 12", desk.Pass},
		{"Combien coûte la formule Verger ?", "résilier la formule Verger", desk.Held},
		{"Combien coûte la formule Verger et comment la résilier ?", "coûte 12", desk.Held},
		{"Est-ce que vous livrez en Suisse ?", "Nous livrons", desk.Held},
		{"Est-ce que vous livrez en Belgique ?", "Nous livrons", desk.Pass},
		{"Quelles box ne sont pas remboursées avec la formule Jardin ?", "résilier la formule Jardin", desk.Pass},
		{"Quelles box ne sont pas remboursées avec la formule Verger ?", "coûte 12", desk.Held},
	} {
		in := inFrench(quote(c.question, unitWith(t, units, c.unit)))
		if got := desk.VerdictOf(found(t, "covers", in)); got != c.want {
			t.Errorf("%q: %v, want %v: %v", c.question, got, c.want, found(t, "covers", in))
		}
	}
}

func TestCoversKnowsTheBrand(t *testing.T) {
	unit := unitWith(t, page("Plans", orchard), "cancel the Orchard")
	in := quote("How do I cancel my Orchard plan at Brindille?", unit)
	if !blocks(t, "covers", in) {
		t.Error("an unknown name passes")
	}
	in.Brand = []string{"Brindille"}
	if blocks(t, "covers", in) {
		t.Errorf("the company's own name blocks: %v", found(t, "covers", in))
	}
}

func TestScope(t *testing.T) {
	unit := unitWith(t, page("Delivery", "Parcels arrive within three days of dispatch."), "Parcels")
	for _, c := range []struct {
		name, question string
		scope          desk.Scope
		attributes     map[string]string
		title          string
		want           desk.Severity
		findings       int
	}{
		{"no scope", "When do parcels arrive?", nil, nil, "Delivery", desk.Note, 0},
		{"fits the customer", "When do parcels arrive?", desk.Scope{"country": {"fr"}}, map[string]string{"country": "fr"}, "Delivery", desk.Note, 0},
		{"conflicts with the customer", "When do parcels arrive?", desk.Scope{"country": {"fr"}}, map[string]string{"country": "de"}, "Delivery", desk.Block, 1},
		{"a country by its name", "When do parcels arrive?", desk.Scope{"country": {"uk"}}, map[string]string{"country": "gb"}, "Delivery", desk.Note, 0},
		{"a member of the Union", "When do parcels arrive?", desk.Scope{"country": {"eu"}}, map[string]string{"country": "fr"}, "Delivery", desk.Note, 0},
		{"the question names another country", "When do parcels arrive in Germany?", desk.Scope{"country": {"fr"}}, map[string]string{"country": "fr"}, "Delivery", desk.Block, 1},
		{"the question names the country", "When do parcels arrive in France?", desk.Scope{"country": {"fr"}}, nil, "Delivery", desk.Note, 0},
		{"nothing settles it and nobody can see it", "When do parcels arrive?", desk.Scope{"country": {"fr"}}, nil, "Delivery", desk.Block, 1},
		{"nothing settles it and the title says it", "When do parcels arrive?", desk.Scope{"country": {"fr"}}, nil, "Delivery in France", desk.Note, 1},
		{"another plan", "When do parcels of the Orchard plan arrive?", desk.Scope{"plan": {"garden"}}, nil, "Delivery", desk.Block, 1},
		{"the plan", "When do parcels of the Garden plan arrive?", desk.Scope{"plan": {"garden"}}, nil, "Delivery", desk.Note, 0},
		{"the plan's name in the page's own words", "When do parcels of the Jardin plan arrive?", desk.Scope{"plan": {"garden"}}, nil, "Delivery for Jardin", desk.Note, 0},
		{"another version", "When do parcels arrive in version 2?", desk.Scope{"version": {"v3"}}, nil, "Delivery", desk.Block, 1},
		{"a version of the series", "When do parcels arrive in version 3.2?", desk.Scope{"version": {"3.x"}}, nil, "Delivery", desk.Note, 0},
		{"no version named", "When do parcels arrive?", desk.Scope{"version": {"v3"}}, nil, "Delivery", desk.Warn, 1},
		{"an operating system is no version of ours", "When do parcels arrive on Windows 11?", desk.Scope{"version": {"v3"}}, map[string]string{"version": "v3"}, "Delivery", desk.Note, 0},
		{"asks about another plan than his own", "When do parcels of the Garden plan arrive?", desk.Scope{"plan": {"garden"}}, map[string]string{"plan": "orchard"}, "Delivery", desk.Note, 0},
	} {
		u := unit
		u.Scope, u.Title = c.scope, c.title
		in := quote(c.question, u)
		in.Attributes = c.attributes
		findings := found(t, "scope", in)
		if len(findings) != c.findings || len(findings) > 0 && findings[0].Severity != c.want {
			t.Errorf("%s: want %d of %v, got %+v", c.name, c.findings, c.want, findings)
		}
	}
}

// A passage that a model chose must have something of the question in it, and not only its page's title.
func TestChosenPassageHoldsSomethingOfTheQuestion(t *testing.T) {
	for text, blocked := range map[string]bool{"Invoices are kept for 10 years.": true, "Notice can be given at any time.": false} {
		in := Input{
			Question: "How do I give notice?", Language: desk.English, At: noon,
			Draft: desk.Draft{Mode: desk.Select, Language: desk.English, Text: text, Claims: []desk.Claim{{
				End: len(text), Text: text, Evidence: []desk.Evidence{{Article: "a", Version: "v", Unit: "u", End: len(text), Quote: text}},
			}}},
			Sources: []Source{{Article: "a", Version: "v", Unit: "u", Title: "Plans and notice", Text: text, End: len(text), Shown: text, Language: desk.English}},
		}
		found, err := covers(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := desk.VerdictOf(found) != desk.Pass; got != blocked {
			t.Errorf("%q: blocked %v: %+v", text, got, found)
		}
	}
}
