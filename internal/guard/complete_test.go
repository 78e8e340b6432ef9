package guard

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

const returns = `# Returns

You can return any plant within 30 days.

However, fruit trees may only come back in winter.

## Refunds

Refunds reach your card within 5 days.

Our workshop is in Kent.

## Pots

Pots are guaranteed for two years.

The guarantee of pots does not apply to frost.

## Gifts

The following holds only for gifts bought online:

A gift can be exchanged for another one.

## Tools

Tools can be sent back free of charge.

You will find the address of our workshop on the label. It never changes.

## Steps

To pair the lamp:

- hold the button;
- wait for the light.

It then blinks twice.

## Questions

Vouchers can be used in the app.

What if my voucher does not work?

## Loans

Ladders can be borrowed for a week.

This is not possible in August.
`

func TestComplete(t *testing.T) {
	units := page("Returns", returns)
	for _, c := range []struct {
		name, words string
		want        desk.Verdict
	}{
		{"a connective behind takes it back", "You can return any plant", desk.Held},
		{"nothing restricts it", "Refunds reach", desk.Pass},
		{"an exception on the same thing behind", "Pots are guaranteed", desk.Held},
		{"a condition announced before", "A gift can be exchanged", desk.Held},
		{"a denial of something else behind", "Tools can be sent back", desk.Pass},
		{"a pronoun without what it stands for", "It then blinks", desk.Held},
		{"ends with a colon", "To pair the lamp", desk.Held},
		{"a question behind restricts nothing", "Vouchers can be used", desk.Pass},
		{"a denial that points back", "Ladders can be borrowed", desk.Held},
	} {
		in := quote("How?", unitWith(t, units, c.words))
		if got := desk.VerdictOf(found(t, "complete", in)); got != c.want {
			t.Errorf("%s: %v, want %v: %v", c.name, got, c.want, found(t, "complete", in))
		}
	}
}

func TestCompleteIsContentOnceTheNeighbourIsQuotedToo(t *testing.T) {
	units := page("Returns", returns)
	for _, pair := range [][2]string{
		{"You can return any plant", "However, fruit trees"},
		{"Pots are guaranteed", "The guarantee of pots"},
		{"The following holds only", "A gift can be exchanged"},
		{"Ladders can be borrowed", "This is not possible"},
	} {
		in := quote("How?", unitWith(t, units, pair[0]), unitWith(t, units, pair[1]))
		if blocks(t, "complete", in) {
			t.Errorf("%q with %q: %v", pair[0], pair[1], found(t, "complete", in))
		}
	}
}

func TestCompleteInsideOneUnit(t *testing.T) {
	unit := page("Returns", "You can return any plant within 30 days. Fruit trees are excluded unless they arrived broken. Print the label in your account.")[0]
	for text, want := range map[string]desk.Verdict{
		"You can return any plant within 30 days. Fruit trees are excluded unless they arrived broken. Print the label in your account.": desk.Pass,
		"Print the label in your account.": desk.Pass,
	} {
		if got := desk.VerdictOf(found(t, "complete", quoteText("How?", text, unit))); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	short := page("Returns", "You can return any plant within 30 days. Plants in pots are excluded unless they arrived broken.")[0]
	if !blocks(t, "complete", quoteText("How?", "You can return any plant within 30 days.", short)) {
		t.Error("half a unit without its restriction passes")
	}
}

func TestCompleteInFrench(t *testing.T) {
	const text = "## Retours\n\nVous pouvez rendre une plante sous 30 jours.\n\nToutefois, les arbres ne sont repris qu'en hiver.\n\n" +
		"## Garantie\n\nLes pots sont garantis deux ans.\n\nLa garantie des pots ne s'applique pas au gel.\n\n" +
		"## Pauses\n\nIl est possible de suspendre une box.\n\nNotre atelier se trouve à Angers.\n\n## Cadeaux\n\nCette carte se dépense en ligne.\n\n" +
		"## Outils\n\nLe jardin ouvre à midi.\n\nElle est gratuite.\n"
	units := page("Retours", text)
	for words, want := range map[string]desk.Verdict{
		"Vous pouvez rendre": desk.Held, "Les pots sont": desk.Held, "Il est possible": desk.Pass, "Elle est gratuite": desk.Held, "Cette carte": desk.Pass,
	} {
		in := inFrench(quote("Comment ?", unitWith(t, units, words)))
		if got := desk.VerdictOf(found(t, "complete", in)); got != want {
			t.Errorf("%q: %v, want %v: %v", words, got, want, found(t, "complete", in))
		}
	}
}

func TestCompleteWantsListsWhole(t *testing.T) {
	text := "To pair the lamp:\n\n1. Hold the button.\n2. Wait for the light.\n3. Open the app.\n"
	unit := Source{
		Article: "a", Version: "v", Unit: "u", Title: "Pair", Language: desk.English, Kind: desk.Steps,
		Contract: desk.Contract{Status: desk.StatusApproved}, Text: text, Start: 0, End: len(text), Shown: strings.TrimSpace(text),
	}
	if blocks(t, "complete", quote("How?", unit)) {
		t.Errorf("the whole list blocks: %v", found(t, "complete", quote("How?", unit)))
	}
	for _, kind := range []desk.UnitKind{desk.Steps, desk.List} {
		unit.Kind = kind
		if !blocks(t, "complete", quoteText("How?", "To pair the lamp:\n\n1. Hold the button.\n2. Wait for the light.", unit)) {
			t.Errorf("a torn %s passes", kind)
		}
	}
	loose := page("Pair", "Before you start:\n\n- Charge the lamp.\n\n- Remove the film.\n\nEnjoy the light.")
	if !blocks(t, "complete", quote("How?", unitWith(t, loose, "Charge"))) {
		t.Error("one item out of a list passes although its kind says prose")
	}
}

func TestCompleteWantsTableRowsWithHeaders(t *testing.T) {
	text := "## Prices\n\n| Plan | Price |\n|---|---|\n| Orchard | 12 |\n| Garden | 29 |\n\nOur shop is open.\n"
	at := strings.Index(text, "| Orchard")
	row := Source{
		Article: "a", Version: "v", Unit: "u", Title: "Prices", Language: desk.English, Kind: desk.TableRow,
		Contract: desk.Contract{Status: desk.StatusApproved}, Text: text, Start: at, End: at + len("| Orchard | 12 |\n"), Shown: "Plan: Orchard; Price: 12",
	}
	if blocks(t, "complete", quote("How?", row)) {
		t.Errorf("a row with its headers blocks: %v", found(t, "complete", quote("How?", row)))
	}
	bare := row
	bare.Shown = ""
	in := quote("How?", bare)
	in.Draft.Text = "Orchard | 12"
	in.Draft.Claims = Claims(in.Draft.Text, desk.English)
	in.Draft.Claims[0].Evidence = []desk.Evidence{evidenceOf(bare)}
	if !blocks(t, "complete", in) {
		t.Error("a row without its headers passes")
	}
}

func TestCompleteBlocksWhatItCannotPlace(t *testing.T) {
	unit := page("Returns", "You can return any plant within 30 days.")[0]
	in := quoteText("How?", "Something that no source says.", unit)
	in.Draft.Claims[0].Evidence = []desk.Evidence{evidenceOf(unit)}
	if !blocks(t, "complete", in) {
		t.Error("a claim that stands nowhere passes")
	}
}
