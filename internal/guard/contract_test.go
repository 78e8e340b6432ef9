package guard

import (
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestInForce(t *testing.T) {
	day := 24 * time.Hour
	for _, c := range []struct {
		name     string
		contract desk.Contract
		want     desk.Verdict
		findings int
	}{
		{"approved", desk.Contract{Status: desk.StatusApproved}, desk.Pass, 0},
		{"approved and within its dates", desk.Contract{Status: desk.StatusApproved, ValidFrom: noon.Add(-day), ValidUntil: noon.Add(day)}, desk.Pass, 0},
		{"zero contract", desk.Contract{}, desk.Held, 2},
		{"draft", desk.Contract{Status: desk.StatusDraft}, desk.Held, 2},
		{"withdrawn", desk.Contract{Status: desk.StatusWithdrawn}, desk.Held, 2},
		{"expired", desk.Contract{Status: desk.StatusApproved, ValidUntil: noon}, desk.Held, 2},
		{"not yet valid", desk.Contract{Status: desk.StatusApproved, ValidFrom: noon.Add(time.Second)}, desk.Held, 2},
		{"review overdue", desk.Contract{Status: desk.StatusApproved, ReviewBy: noon.Add(-day)}, desk.Pass, 2},
		{"review to come", desk.Contract{Status: desk.StatusApproved, ReviewBy: noon.Add(day)}, desk.Pass, 0},
	} {
		unit := unitWith(t, page("Plans", orchard), "cancel the Orchard") // two sentences, so two findings
		unit.Contract = c.contract
		findings := found(t, "inforce", quote("How do I cancel?", unit))
		if got := desk.VerdictOf(findings); got != c.want || len(findings) != c.findings {
			t.Errorf("%s: %v with %d findings, want %v with %d", c.name, got, len(findings), c.want, c.findings)
		}
	}
}

func TestInForceNeedsAMoment(t *testing.T) {
	in := quote("How?", unitWith(t, page("Plans", orchard), "cancel the Orchard"))
	in.At = time.Time{}
	for _, c := range Checks() {
		if c.Name == "inforce" {
			if _, err := c.Run(in); err == nil {
				t.Error("contracts are judged at no moment")
			}
		}
	}
}

func TestContradictedBlocksOnlyTheClaimsConcerned(t *testing.T) {
	units := page("Plans", orchard)
	price, cancel := unitWith(t, units, "costs $12"), unitWith(t, units, "cancel the Orchard")
	in := quote("What does it cost and how do I cancel?", price, cancel)
	in.Contradicted = map[string][]string{price.Unit: {"the price list says $14"}}
	findings := found(t, "contradicted", in)
	if len(findings) != 1 || findings[0].Claim != 0 || findings[0].Severity != desk.Block {
		t.Errorf("want one block on claim 0, got %+v", findings)
	}
	in.Contradicted = map[string][]string{"another unit": {"something"}}
	if got := found(t, "contradicted", in); len(got) != 0 {
		t.Errorf("a contradiction elsewhere is held against the draft: %+v", got)
	}
	in.Contradicted = map[string][]string{price.Unit: {"the price list says $14"}}
	in.Draft.Claims[0].Evidence[0].Unit = "" // found by its span
	if len(found(t, "contradicted", in)) != 1 {
		t.Error("evidence that names no unit escapes")
	}
}

func TestLanguage(t *testing.T) {
	const french = "Pour résilier votre abonnement, ouvrez les paramètres de votre compte. Vous gardez l'accès jusqu'à la fin du mois."
	unit := unitWith(t, page("Plans", orchard), "cancel the Orchard")
	for _, c := range []struct {
		name string
		in   func() Input
		want desk.Verdict
	}{
		{"english to english", func() Input { return quote("How?", unit) }, desk.Pass},
		{"french to french", func() Input { return inFrench(quote("Comment ?", page("F", french)...)) }, desk.Pass},
		{"french source, english customer", func() Input {
			in := quote("How?", page("F", french)...)
			in.Sources[0].Language = desk.French
			in.Draft.Language = desk.French
			return in
		}, desk.Held},
		{"french text filed as english", func() Input { return quote("How?", page("F", french)...) }, desk.Held},
		{"english text filed as french", func() Input { return inFrench(quote("Comment ?", unit)) }, desk.Held},
		{"customer's language unknown", func() Input {
			in := quote("?", unit)
			in.Language = desk.Unknown
			return in
		}, desk.Held},
		{"a table of names in no language", func() Input { return quote("Which?", page("T", "Wi-Fi: WPA2; Port: 443; Host: mail.example.com")...) }, desk.Pass},
		{"an english button in a french text", func() Input {
			return inFrench(quote("Comment ?", page("F", "Pour résilier votre abonnement, cliquez sur « Cancel my plan now » dans les paramètres de votre compte.")...))
		}, desk.Pass},
	} {
		in := c.in()
		if got := desk.VerdictOf(found(t, "language", in)); got != c.want {
			t.Errorf("%s: %v, want %v: %v", c.name, got, c.want, found(t, "language", in))
		}
	}
}
