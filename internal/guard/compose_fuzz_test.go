package guard

import (
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// FuzzCompose hands outside text to the alignment and to every check of a composed draft: none panics, evidence stands
// where it says, and a draft whose numbers stand nowhere does not pass.
func FuzzCompose(f *testing.F) {
	f.Add("The lamp costs €49. Ships in 5 working days, unless it is engraved.", "What does it cost?", "The lamp costs €94 and ships within 5 days.", "prose", false)
	f.Add("| Plan | Price |\n|---|---|\n| Solo | 9 € |\n| Atelier | 24 € |", "Combien ?", "La formule Solo coûte 24 €.", "prose", true)
	f.Add("Plan: Solo; Prix: 9 €", "Combien ?", "Solo : 9 €", "table_row", true)
	f.Add("lundi lundi lundi 4 janvier 2027 du 1er au 15 mars", "?", "Monday Monday 4 January 2027, an hour and a half, 1 000 000,50 €", "list", true)
	f.Add("\xff\xfe|\n|||\n", "\x00", "n'est qu'à 5 h 30 d'12 000 000 000", "", false)
	f.Add("](](]( 24/7 12.000.000 1/2/2027", "half past", "quarter to half past a quarter of half an dozen", "code", false)
	f.Fuzz(func(t *testing.T, page, question, draft, kind string, french bool) {
		language := desk.English
		if french {
			language = desk.French
		}
		in := Input{Question: question, Language: language, At: noon, Draft: desk.Draft{Mode: desk.Compose, Language: language, Text: draft, Claims: Claims(draft, language)}}
		in.Sources = []Source{
			{Article: "a", Version: "v", Unit: "u", Title: question, Language: language, Contract: desk.Contract{Status: desk.StatusApproved}, Kind: desk.UnitKind(kind), Text: page, End: utf8.RuneCountInString(page), Shown: page},
			{Article: "b", Version: "v", Unit: "w", Title: draft, Language: language, Kind: desk.TableRow, Text: page, End: utf8.RuneCountInString(page), Shown: page + " "},
		}
		in = Prepared(in)
		in.Draft.Claims = Align(in)
		for n, c := range in.Draft.Claims {
			for _, e := range c.Evidence {
				_, quote, _, ok := around(page, e.Start, e.End)
				if !ok || quote != e.Quote {
					t.Fatalf("claim %d: evidence %d-%d does not hold %q", n, e.Start, e.End, e.Quote)
				}
			}
		}
		for _, check := range Checks() {
			findings, err := check.Run(in)
			if err != nil {
				t.Fatalf("check %s: %v", check.Name, err)
			}
			for _, finding := range findings {
				if finding.Claim < desk.WholeDraft || finding.Claim >= len(in.Draft.Claims) {
					t.Fatalf("check %s speaks of claim %d of %d", check.Name, finding.Claim, len(in.Draft.Claims))
				}
			}
		}
	})
}
