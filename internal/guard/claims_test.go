package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestClaims(t *testing.T) {
	got := Claims("  Été : 5 €. Refunds take 3 days!\n\n***\n- Open Settings.", desk.English)
	want := []desk.Claim{
		{Start: 2, End: 12, Text: "Été : 5 €.", Kind: desk.PriceClaim},
		{Start: 13, End: 33, Text: "Refunds take 3 days!", Kind: desk.DelayClaim},
		{Start: 39, End: 55, Text: "- Open Settings.", Kind: desk.ProcedureClaim},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := Claims(" \n***\n", desk.English); len(got) != 0 {
		t.Errorf("claims in nothing: %+v", got)
	}
}

func TestClaimKinds(t *testing.T) {
	for text, want := range map[string]desk.ClaimKind{
		"Thank you for contacting us.":                       desk.CourtesyClaim,
		"Hello, I hope you are well.":                        desk.CourtesyClaim,
		"The plan costs $12 a month.":                        desk.PriceClaim,
		"Delivery is free of charge.":                        desk.PriceClaim,
		"Parcels arrive within two weeks.":                   desk.DelayClaim,
		"You have a legal right to withdraw.":                desk.LegalClaim,
		"Only unopened boxes may come back.":                 desk.PolicyClaim,
		"Refunds are never paid in cash.":                    desk.PolicyClaim,
		"We will write to you.":                              desk.ActionClaim,
		"I have refunded your order.":                        desk.ActionClaim,
		"1. Click the blue button.":                          desk.ProcedureClaim,
		"To pair it, hold the button.":                       desk.FactClaim,
		"The workshop is in Kent.":                           desk.FactClaim,
		"You must pay $5 by law within 3 days, we will wait": desk.PriceClaim,
	} {
		if got := Claims(text, desk.English); len(got) != 1 || got[0].Kind != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	for text, want := range map[string]desk.ClaimKind{
		"Merci de votre patience.":                     desk.CourtesyClaim,
		"La formule coûte 12 € par mois.":              desk.PriceClaim,
		"La livraison est gratuite.":                   desk.PriceClaim,
		"Les colis arrivent sous trois jours.":         desk.DelayClaim,
		"La loi vous donne un droit de rétractation.":  desk.LegalClaim,
		"Les box ouvertes ne sont pas remboursées.":    desk.PolicyClaim,
		"Le remboursement est garanti.":                desk.PolicyClaim,
		"Nous allons vous écrire.":                     desk.ActionClaim,
		"Ouvrez les paramètres.":                       desk.ProcedureClaim,
		"2. Choisissez votre formule.":                 desk.ProcedureClaim,
		"L'atelier se trouve à Angers.":                desk.FactClaim,
		"Vous ne pouvez pas changer de formule ainsi.": desk.PolicyClaim,
	} {
		if got := Claims(text, desk.French); len(got) != 1 || got[0].Kind != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
}

func TestClaimsStandWhereTheySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 200, -1).Draw(t, "text")
		runes := []rune(text)
		last := 0
		for _, c := range Claims(text, desk.English) {
			if c.Start < last || c.End <= c.Start || c.End > len(runes) || string(runes[c.Start:c.End]) != string([]rune(c.Text)) {
				t.Fatalf("claim %+v is not in its place in %q", c, text)
			}
			last = c.End
		}
	})
}
