package guard

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestEvidence(t *testing.T) {
	units := page("Plans", orchard)
	unit := unitWith(t, units, "cancel the Orchard")
	for _, c := range []struct {
		name  string
		bend  func(*Input)
		holds bool
	}{
		{"verbatim", func(*Input) {}, true},
		{"white space and markers differ", func(in *Input) {
			in.Sources[0].Text = strings.Replace(in.Sources[0].Text, "open Settings", "open **Settings**", 1)
			in.Sources[0].End += 4
			for i := range in.Draft.Claims {
				in.Draft.Claims[i].Evidence = []desk.Evidence{evidenceOf(in.Sources[0])}
			}
		}, true},
		{"one sentence of the unit", func(in *Input) { *in = quoteText(in.Question, "You keep access until the end of the month.", unit) }, true},
		{"no evidence", func(in *Input) { in.Draft.Claims[0].Evidence = nil }, false},
		{"a version that was not given", func(in *Input) { in.Draft.Claims[0].Evidence[0].Version = "v-old" }, false},
		{"an article that was not given", func(in *Input) { in.Draft.Claims[0].Evidence[0].Article = "a-other" }, false},
		{"a unit that was not given", func(in *Input) { in.Draft.Claims[0].Evidence[0].Unit = "u-other" }, false},
		{"a word altered in text and quotation", func(in *Input) { alter(in, "month", "year") }, false},
		{"a number altered", func(in *Input) { alter(in, "Billing", "Billing 2") }, false},
		{"a quotation that the source does not say", func(in *Input) { in.Draft.Claims[0].Evidence[0].Quote = "Something else." }, false},
		{"a span outside the unit", func(in *Input) { in.Draft.Claims[0].Evidence[0].End += 40 }, false},
		{"a span that is empty", func(in *Input) { in.Draft.Claims[0].Evidence[0].End = in.Draft.Claims[0].Evidence[0].Start }, false},
		{"a negative span", func(in *Input) { in.Draft.Claims[0].Evidence[0].Start = -5 }, false},
		{"cut in mid-sentence", func(in *Input) {
			*in = quoteText(in.Question, "To cancel the Orchard plan, open Settings", unit)
			in.Draft.Claims[0].Evidence = []desk.Evidence{evidenceOf(unit)}
		}, false},
		{"the head cut off", func(in *Input) {
			*in = quoteText(in.Question, "open Settings and choose Billing.", unit)
			in.Draft.Claims[0].Evidence = []desk.Evidence{evidenceOf(unit)}
		}, false},
		{"text that no claim covers", func(in *Input) { in.Draft.Text += "\n\nIt is free." }, false},
		{"the heading above the claims", func(in *Input) {
			in.Draft.Text = "Orchard plan\n" + in.Draft.Text
			for i := range in.Draft.Claims {
				in.Draft.Claims[i].Start += 13
				in.Draft.Claims[i].End += 13
			}
		}, true},
		{"claims out of place", func(in *Input) { in.Draft.Claims[0].Start++ }, false},
		{"claims out of order", func(in *Input) {
			in.Draft.Claims[0], in.Draft.Claims[1] = in.Draft.Claims[1], in.Draft.Claims[0]
		}, false},
		{"second evidence is false", func(in *Input) {
			bad := in.Draft.Claims[0].Evidence[0]
			bad.Quote = "Refunds are free."
			in.Draft.Claims[0].Evidence = append(in.Draft.Claims[0].Evidence, bad)
		}, false},
	} {
		in := quote("How do I cancel the Orchard plan?", unit)
		c.bend(&in)
		if got := !blocks(t, "evidence", in); got != c.holds {
			t.Errorf("%s: passes %v, want %v: %v", c.name, got, c.holds, found(t, "evidence", in))
		}
	}
}

// alter changes a word of the draft and of its quotations alike, and not of the source.
func alter(in *Input, old, with string) {
	in.Draft.Text = strings.ReplaceAll(in.Draft.Text, old, with)
	claims := Claims(in.Draft.Text, desk.English)
	for i := range claims {
		claims[i].Evidence = in.Draft.Claims[i].Evidence
		claims[i].Evidence[0].Quote = strings.ReplaceAll(claims[i].Evidence[0].Quote, old, with)
	}
	in.Draft.Claims = claims
}

func TestEvidenceFindsTheShownWordsOfATableRow(t *testing.T) {
	text := "## Prices\n\n| Plan | Price |\n|---|---|\n| Orchard | $12 |\n| Garden | $29 |\n"
	at := strings.Index(text, "| Orchard")
	row := Source{
		Article: "a", Version: "v", Unit: "u", Title: "Prices", Language: desk.English, Kind: desk.TableRow,
		Contract: desk.Contract{Status: desk.StatusApproved}, Text: text, Start: at, End: at + len("| Orchard | $12 |\n"), Shown: "Plan: Orchard; Price: $12",
	}
	in := quote("What does Orchard cost?", row)
	if blocks(t, "evidence", in) {
		t.Errorf("the plain words of a row are not taken for evidence: %v", found(t, "evidence", in))
	}
	wrong := quoteText("What does Orchard cost?", "Plan: Orchard; Price: $29", row)
	wrong.Draft.Claims[0].Evidence = []desk.Evidence{evidenceOf(row)}
	if !blocks(t, "evidence", wrong) {
		t.Error("a row with another row's price passes")
	}
}
