package mutate_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// said makes an answer that quotes each of its sentences from one unit, which holds more beside.
func said(language desk.Language, text, more string) mutate.Answer {
	length := utf8.RuneCountInString(text)
	claim := desk.Claim{End: length, Text: text, Kind: desk.FactClaim, Evidence: []desk.Evidence{{Article: "a", Version: "a.1", Unit: "a.1/0", End: length, Quote: text}}}
	return mutate.Answer{
		Question: "?", Language: language, Draft: desk.Draft{Mode: desk.Quote, Language: language, Text: text, Claims: []desk.Claim{claim}},
		Sources: []desk.Unit{{ID: "a.1/0", Article: "a", Version: "a.1", Text: text + " " + more, End: length}},
	}
}

// of gives the case of a kind, or why there is none.
func of(made mutate.Made, kind mutate.Kind) (mutate.Case, string) {
	for _, c := range made.Cases {
		if c.Kind == kind {
			return c, ""
		}
	}
	for _, m := range made.Missing {
		if m.Kind == kind {
			return mutate.Case{}, m.Why
		}
	}
	return mutate.Case{}, "neither made nor missing"
}

// Without dice the first place and the first wording are taken, so that each rewriting can be read here.
func TestRewritings(t *testing.T) {
	const en, fr = desk.English, desk.French
	for _, tt := range []struct {
		kind     mutate.Kind
		language desk.Language
		text     string
		want     string // "" where it cannot be made
	}{
		{mutate.NumberChanged, en, "It takes 30 days.", "It takes 31 days."},
		{mutate.NumberChanged, en, "It costs 1,200 euros.", "It costs 1,201 euros."},
		{mutate.NumberChanged, en, "It costs 8.50 euros.", "It costs 9.50 euros."},
		{mutate.NumberChanged, en, "It lasts thirty minutes.", "It lasts thirty-one minutes."},
		{mutate.NumberChanged, en, "It lasts twenty-four hours.", "It lasts twenty-five hours."},
		{mutate.NumberChanged, en, "Call 555-1234 or write to box A-12.", ""},
		{mutate.NumberChanged, en, "1. Open the app\n2. Choose Settings", ""},
		{mutate.NumberChanged, en, "It opened on 3 May 2024.", ""},
		{mutate.NumberChanged, fr, "Le délai est de 1 500 jours.", "Le délai est de 1 501 jours."},
		{mutate.NumberChanged, fr, "Le prix est de 12,50 €.", "Le prix est de 13,50 €."},
		{mutate.NumberChanged, fr, "Il faut soixante et onze jours.", "Il faut soixante-douze jours."},
		{mutate.NumberChanged, fr, "C'est un appareil neuf.", ""},
		{mutate.UnitChanged, en, "It takes 30 days.", "It takes 30 weeks."},
		{mutate.UnitChanged, en, "It takes 5 working days.", "It takes 5 weeks."},
		{mutate.UnitChanged, en, "A 30-day trial.", "A 30-week trial."},
		{mutate.UnitChanged, en, "It costs €49.", "It costs $49."},
		{mutate.UnitChanged, en, "It costs 49 EUR.", "It costs 49 USD."},
		{mutate.UnitChanged, en, "It takes some days.", ""},
		{mutate.UnitChanged, fr, "Comptez 3 jours ouvrés.", "Comptez 3 semaines."},
		{mutate.UnitChanged, fr, "Le prix est de 12,50 €.", "Le prix est de 12,50 $."},
		{mutate.DateChanged, en, "It ends on 24 December.", "It ends on 5 December."},
		{mutate.DateChanged, en, "It is closed on Mondays.", "It is closed on Tuesdays."},
		{mutate.DateChanged, en, "You may march on.", ""},
		{mutate.DateChanged, en, "It began on 2026-01-05.", "It began on 2027-01-05."},
		{mutate.DateChanged, en, "From 3/4/1850 on.", "From 12/4/1850 on."},
		{mutate.DateChanged, en, "It opens at 8:30.", "It opens at 10:30."},
		{mutate.DateChanged, fr, "Fermé le mardi.", "Fermé le lundi."},
		{mutate.DateChanged, fr, "Jusqu'en août, tout est ouvert.", "Jusqu'en janvier, tout est ouvert."},
		{mutate.NegationAdded, en, "You can pay by card.", "You cannot pay by card."},
		{mutate.NegationAdded, en, "Open the app and choose Pay.", "Do not open the app and choose Pay."},
		{mutate.NegationAdded, en, "It cannot be done, is not done.", ""},
		{mutate.NegationAdded, fr, "Le billet est valable un an.", "Le billet n'est pas valable un an."},
		{mutate.NegationAdded, fr, "Ouvrez le compte.", "N'ouvrez pas le compte."},
		{mutate.NegationAdded, fr, "Il n'est pas valable et ne peut pas servir.", ""},
		{mutate.NegationRemoved, en, "We do not refund tickets.", "We do refund tickets."},
		{mutate.NegationRemoved, en, "Not available on Sundays.", "Available on Sundays."},
		{mutate.NegationRemoved, en, "It can't be moved.", "It can be moved."},
		{mutate.NegationRemoved, en, "This is not only cheap.", ""},
		{mutate.NegationRemoved, fr, "Le billet n'est pas remboursé.", "Le billet est remboursé."},
		{mutate.NegationRemoved, fr, "Ne jetez pas la boîte.", "Jetez la boîte."},
		{mutate.NegationRemoved, fr, "Il faut ne pas fermer.", "Il faut fermer."},
		{mutate.NegationRemoved, fr, "Elle ne s'applique plus.", "Elle s'applique."},
		{mutate.NegationRemoved, fr, "Il ne prend que deux jours.", ""},
		{mutate.NameSwapped, en, "It is part of the Solo plan.", "It is part of the Atelier plan."},
		{mutate.NameSwapped, en, "She went solo.", ""},
		{mutate.ConditionDropped, en, "You can return it, unless it is worn.", "You can return it."},
		{mutate.ConditionDropped, en, "Unless it is worn, you can return it.", "You can return it."},
		{mutate.ConditionDropped, en, "We deliver on all days. However, parcels stay in on Sunday.", "We deliver on all days."},
		{mutate.ConditionDropped, en, "You can return it.", ""},
		{mutate.ConditionDropped, fr, "Vous pouvez le rendre, sauf s'il est porté.", "Vous pouvez le rendre."},
		{mutate.ConditionDropped, fr, "Vous ne payez rien, à condition que tout soit réglé.", "Vous ne payez rien."},
		{mutate.Contracted, en, "We do not refund it.", "We don't refund it."},
		{mutate.Contracted, fr, "Le billet n'est pas remboursé.", ""},
		{mutate.Impersonal, en, "You can pay later.", "One can pay later."},
		{mutate.Impersonal, fr, "Vous pouvez vous connecter.", ""},
		{mutate.Impersonal, fr, "Vous pouvez payer.", "On peut payer."},
		{mutate.Synonym, en, "Click **Choose plan** now.", ""},
		{mutate.Synonym, en, "The parcel is here.", "The package is here."},
		{mutate.Synonym, fr, "Choisissez une date.", "Sélectionnez une date."},
		{mutate.Synonym, fr, "Appelez lorsque c'est prêt.", "Appelez quand c'est prêt."},
		{mutate.SpelledOut, en, "It takes 21 days.", "It takes twenty-one days."},
		{mutate.SpelledOut, en, "It costs €30.", ""},
		{mutate.SpelledOut, fr, "Comptez 21 jours.", ""},
		{mutate.SpelledOut, fr, "Comptez 80 jours.", "Comptez quatre-vingts jours."},
		{mutate.Spaced, en, "It takes 21 days.", "It takes 21\u00a0days."},
		{mutate.Grouped, en, "Up to 1,000 euros.", "Up to 1\u00a0000 euros."},
		{mutate.Grouped, en, "Up to 100 euros.", ""},
		{mutate.Grouped, fr, "Jusqu'à 1 000 euros.", "Jusqu'à 1\u00a0000 euros."},
		{mutate.Joined, en, "It is small. You can fold it.", "It is small; you can fold it."},
		{mutate.Joined, en, "It is small. Lyon is far.", ""},
		{mutate.Joined, fr, "Il est petit. Vous pouvez le plier.", "Il est petit\u00a0; vous pouvez le plier."},
		{mutate.Branded, en, "You can fold it.", "At Virgin Money, you can fold it."},
		{mutate.Branded, fr, "Vous pouvez le plier.", "Chez Virgin Money, vous pouvez le plier."},
		{mutate.Branded, en, "Lyon is far.", ""},
	} {
		maker := mutate.New(bankHouse())
		made := maker.Mutants(said(tt.language, tt.text, ""), nil)
		if tt.kind.Benign() {
			made = maker.Twins(said(tt.language, tt.text, ""), nil)
		}
		c, why := of(made, tt.kind)
		if c.Draft.Text != tt.want {
			t.Errorf("%s of %q: %q (%s), want %q", tt.kind, tt.text, c.Draft.Text, why, tt.want)
		}
		if (why == "") != (tt.want != "") {
			t.Errorf("%s of %q: missing because %q", tt.kind, tt.text, why)
		}
	}
}

// What the sources say of a number, a day or another name is no error.
func TestNothingTrueIsAMutant(t *testing.T) {
	maker := mutate.New(mutate.House{Names: map[string][]string{"plan": {"Solo", "Duo"}}})
	a := said(desk.English, "The Solo plan keeps files for 30 days.", "The Duo plan keeps files for 30 days. Others: 31, 60, 300, 29, 15 or 3 days, 30 weeks.")
	made := maker.Mutants(a, nil)
	if c, _ := of(made, mutate.NumberChanged); c.Draft.Text != "The Solo plan keeps files for 47 days." {
		t.Errorf("number: %q", c.Draft.Text)
	}
	if c, _ := of(made, mutate.NumberBorrowed); c.Draft.Text != "The Solo plan keeps files for 3 days." {
		t.Errorf("borrowed: %q", c.Draft.Text)
	}
	if c, why := of(made, mutate.UnitChanged); why == "" {
		t.Errorf("unit: %q", c.Draft.Text)
	}
	if c, why := of(made, mutate.NameSwapped); why == "" {
		t.Errorf("name: %q", c.Draft.Text)
	}
}

func TestDataForTheRunner(t *testing.T) {
	house := mutate.House{Checks: []string{"numbers"}, Brand: []string{"Virgin Money"}}
	a := said(desk.English, "It takes 30 days.", "")
	made := mutate.New(house).Mutants(a, rand.New(rand.NewPCG(1, 2)))
	expired, _ := of(made, mutate.ArticleExpired)
	if !slices.Equal(expired.Expire, []string{"a"}) || expired.Reworded || !reflect.DeepEqual(expired.Draft, a.Draft) {
		t.Errorf("expired: %+v", expired)
	}
	broken, _ := of(made, mutate.CheckBroken)
	if broken.Break.Check != "numbers" || broken.Break.How == mutate.Working || broken.Reworded {
		t.Errorf("broken: %+v", broken)
	}
	padded, _ := of(made, mutate.Padded)
	if n := len(padded.Draft.Text); n < 50_000 || n > 51_000 {
		t.Errorf("padded to %d bytes", n)
	}
	asked, _ := of(mutate.New(house).Twins(a, nil), mutate.BrandAsked)
	if asked.Question != "Hello Virgin Money. ?" || asked.Draft.Text != a.Draft.Text {
		t.Errorf("asked: %+v", asked)
	}
	none := mutate.New(mutate.House{}).Mutants(mutate.Answer{Language: desk.English, Draft: desk.Draft{Text: "Yes, it does."}}, nil)
	for _, kind := range []mutate.Kind{mutate.ArticleExpired, mutate.CheckBroken, mutate.NameSwapped, mutate.NumberChanged, mutate.Padded, mutate.NumberBuried} {
		if _, why := of(none, kind); why == "" || strings.HasPrefix(why, "neither") {
			t.Errorf("%s: %q", kind, why)
		}
	}
}

// A kind is either made or missing with a reason, once, whatever the answer.
func TestEveryKindIsAccountedFor(t *testing.T) {
	maker := mutate.New(bankHouse())
	for _, a := range []mutate.Answer{{}, {Language: desk.English}, {Language: "de", Draft: desk.Draft{Text: "30 Tage"}}, bank(t)[0].answer()} {
		for _, tt := range []struct {
			made  mutate.Made
			kinds []mutate.Kind
		}{{maker.Mutants(a, nil), mutate.MutantKinds()}, {maker.Twins(a, nil), mutate.TwinKinds()}} {
			if len(tt.made.Cases)+len(tt.made.Missing) != len(tt.kinds) {
				t.Errorf("%q: %d made and %d missing of %d", a.Draft.Text, len(tt.made.Cases), len(tt.made.Missing), len(tt.kinds))
			}
			for _, kind := range tt.kinds {
				if _, why := of(tt.made, kind); strings.HasPrefix(why, "neither") {
					t.Errorf("%q: %s is %s", a.Draft.Text, kind, why)
				}
			}
		}
	}
}

// Evidence stays with the sentence that it belongs to, and an invented one has none.
func TestEvidenceFollows(t *testing.T) {
	b := bank(t)[0]
	c, _ := of(mutate.New(bankHouse()).Mutants(b.answer(), nil), mutate.PolicyInvented)
	if len(c.Draft.Claims) != 3 || len(c.Draft.Claims[0].Evidence) != 1 || len(c.Draft.Claims[1].Evidence) != 1 || len(c.Draft.Claims[2].Evidence) != 0 {
		t.Fatalf("claims: %+v", c.Draft.Claims)
	}
	if c.Draft.Claims[1].Evidence[0].Quote != b.Sentence[1] || c.Draft.Mode != desk.Compose {
		t.Errorf("claim: %+v", c.Draft.Claims[1])
	}
}

// The bank of policies has many wordings in both languages, every one of which is filled in.
func TestPoliciesAreFilledIn(t *testing.T) {
	maker := mutate.New(bankHouse())
	seen := map[desk.Language]map[string]bool{desk.English: {}, desk.French: {}}
	for n, b := range bank(t) {
		for seed := range uint64(8) {
			c, why := of(maker.Mutants(b.answer(), rand.New(rand.NewPCG(uint64(n), seed))), mutate.PolicyInvented)
			if why != "" || strings.ContainsAny(c.Draft.Text, "{}") {
				t.Fatalf("%s: %s %q", b.ID, why, c.Draft.Text)
			}
			seen[b.Language][c.Change] = true
		}
	}
	for language, wordings := range seen {
		if len(wordings) < 45 {
			t.Errorf("%s: %d wordings", language, len(wordings))
		}
	}
}
