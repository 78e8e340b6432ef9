package guard

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// page makes an article for tests: an approved English text whose units are its paragraphs; headings go to their paths.
func page(title, text string) []Source {
	var sources []Source
	var path []string
	at := 0
	for _, block := range strings.SplitAfter(text, "\n\n") {
		length := utf8.RuneCountInString(block)
		said := strings.TrimRight(block, "\n")
		switch {
		case said == "":
		case heading(said):
			path = []string{strings.TrimLeft(said, "# ")}
		default:
			sources = append(sources, Source{
				Article: "a-" + title, Version: "v-" + title, Unit: "u-" + title + "-" + said[:min(8, len(said))], Title: title,
				Language: desk.English, Contract: desk.Contract{Status: desk.StatusApproved}, Path: path, Kind: desk.Prose,
				Text: text, Start: at, End: at + utf8.RuneCountInString(said), Shown: said,
			})
		}
		at += length
	}
	return sources
}

// unitWith gives the source whose words hold a text.
func unitWith(t *testing.T, sources []Source, words string) Source {
	t.Helper()
	for _, s := range sources {
		if strings.Contains(s.Shown, words) {
			return s
		}
	}
	t.Fatalf("no unit holds %q", words)
	return Source{}
}

// quote makes an Input whose draft is a quotation of units, each whole, with every sentence a claim.
func quote(question string, units ...Source) Input {
	texts := make([]string, len(units))
	for i, u := range units {
		texts[i] = u.Shown
	}
	return quoteText(question, strings.Join(texts, "\n\n"), units...)
}

// quoteText makes an Input whose draft is a text, every sentence a claim that stands on the first unit that holds it.
func quoteText(question, text string, units ...Source) Input {
	in := Input{
		Question: question, Language: desk.English, At: noon, Sources: units,
		Draft: desk.Draft{Mode: desk.Quote, Language: desk.English, Text: text, Claims: Claims(text, desk.English)},
	}
	for n := range in.Draft.Claims {
		for _, u := range units {
			if strings.Contains(u.Shown, in.Draft.Claims[n].Text) {
				in.Draft.Claims[n].Evidence = []desk.Evidence{evidenceOf(u)}
				break
			}
		}
	}
	return in
}

func evidenceOf(u Source) desk.Evidence {
	_, raw, _, _ := around(u.Text, u.Start, u.End)
	return desk.Evidence{Article: u.Article, Version: u.Version, Unit: u.Unit, Title: u.Title, Start: u.Start, End: u.End, Quote: raw}
}

// inFrench turns an Input made by quote into a French one.
func inFrench(in Input) Input {
	in.Language, in.Draft.Language = desk.French, desk.French
	for i := range in.Sources {
		in.Sources[i].Language = desk.French
	}
	return in
}

// found runs one check by name.
func found(t *testing.T, check string, in Input) []desk.Finding {
	t.Helper()
	for _, c := range Checks() {
		if c.Name != check {
			continue
		}
		findings, err := c.Run(in)
		if err != nil {
			t.Fatalf("check %s: %v", check, err)
		}
		for _, f := range findings {
			if f.Check != check {
				t.Errorf("check %s signs a finding as %s", check, f.Check)
			}
			if f.Message == "" {
				t.Errorf("check %s gives a finding without a message", check)
			}
		}
		return findings
	}
	t.Fatalf("no check %q", check)
	return nil
}

// blocks tells whether a check blocks an Input.
func blocks(t *testing.T, check string, in Input) bool {
	t.Helper()
	return desk.VerdictOf(found(t, check, in)) == desk.Held
}

const orchard = `# Plans

## Orchard plan

The Orchard plan costs $12 a month and holds five seats.

To cancel the Orchard plan, open Settings and choose Billing. You keep access until the end of the month.

## Garden plan

The Garden plan costs $29 a month and holds twenty seats.

To cancel the Garden plan, write to billing@example.com. You keep access for thirty days.
`

func TestACleanQuotationPassesEveryCheck(t *testing.T) {
	units := page("Plans", orchard)
	in := quote("How do I cancel the Orchard plan?", unitWith(t, units, "cancel the Orchard"))
	for _, c := range Checks() {
		findings, err := c.Run(in)
		if err != nil {
			t.Errorf("check %s: %v", c.Name, err)
		}
		for _, f := range findings {
			t.Errorf("check %s: %s %s", c.Name, f.Severity, f.Message)
		}
	}
}

func TestCheckNamesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Checks() {
		if seen[c.Name] || c.Name == "" || c.Run == nil {
			t.Errorf("check %q is unnamed, twice in the list, or does nothing", c.Name)
		}
		seen[c.Name] = true
	}
}
