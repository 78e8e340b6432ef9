package guard

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// FuzzChecks hands every check a page, a question and a draft made of outside text, with offsets that may be anything: no
// check panics, and none passes a draft whose evidence does not say it.
func FuzzChecks(f *testing.F) {
	f.Add("# A\n\nYou can return it. Unless it is old.", "Can I return it?", "You can return it.", 5, 23, "prose", true)
	f.Add("| a | b |\n|---|---|\n| 1 | 2 |", "How much is X and how do I return it?", "a: 1; b: 2", 20, 29, "table_row", false)
	f.Add("1. Ouvrez\n2. Fermez", "Pourquoi ne puis-je pas ?", "1. Ouvrez", -3, 400, "steps", true)
	f.Add("\xff\xfe[x](", "US v2 1.000,5 Orchard plan", "![x](//y@z/ <script>", 0, 1, "", true)
	f.Add("İ’‘“”…", "?", "ﬁ\u200d\U0001F468", 2, 1, "code", false)
	f.Fuzz(func(t *testing.T, page, question, draft string, start, end int, kind string, french bool) {
		language := desk.English
		if french {
			language = desk.French
		}
		source := Source{
			Article: "a", Version: "v", Unit: "u", Title: question, Path: []string{draft}, Language: language, Kind: desk.UnitKind(kind),
			Contract: desk.Contract{Status: desk.StatusApproved}, Scope: desk.Scope{"country": {question}, "plan": {"orchard"}}, Text: page, Start: start, End: end, Shown: draft,
		}
		bare := source
		bare.Unit, bare.Shown = "w", ""
		in := Input{
			Question: question, Language: language, At: noon, Sources: []Source{source, bare}, Attributes: map[string]string{"country": "fr"},
			Draft: desk.Draft{Mode: desk.Quote, Language: language, Text: draft, Claims: Claims(draft, language)},
		}
		for i := range in.Draft.Claims {
			in.Draft.Claims[i].Evidence = []desk.Evidence{
				{Article: "a", Version: "v", Unit: "u", Start: start, End: end, Quote: draft},
				{Article: "a", Version: "v", Unit: "w", Start: start, End: end, Quote: page},
			}
		}
		var all []desk.Finding
		for _, c := range Checks() {
			findings, err := c.Run(in)
			if err != nil {
				t.Fatalf("check %s: %v", c.Name, err)
			}
			for _, finding := range findings {
				if finding.Claim < desk.WholeDraft || finding.Claim >= len(in.Draft.Claims) {
					t.Fatalf("check %s speaks of claim %d of %d", c.Name, finding.Claim, len(in.Draft.Claims))
				}
			}
			all = append(all, findings...)
		}
		if _, _, _, ok := around(page, start, end); !ok && desk.VerdictOf(all) == desk.Pass {
			t.Fatalf("a draft passes whose evidence lies outside the page: %q %d-%d", page, start, end)
		}
	})
}

func FuzzInspect(f *testing.F) {
	f.Add("The lamp costs €49.", "Lamps", "What does it cost?", "The lamp costs €49.", "2026-03-02")
	f.Add("Ne pas ouvrir. 1,000.50 % 5 jours ouvrés", "", "", "3. Pas 5 jours", "x")
	f.Add("\xff", "\x00", "???", "a\u202eb [x](y) 12:30:::", "")
	f.Fuzz(func(t *testing.T, text, title, question, answer, until string) {
		r := Inspect(Request{Question: question, Answer: answer, Sources: []Passage{{Title: title, Text: text, ValidUntil: until}, {Text: title}}}, noon)
		runes := len([]rune(answer))
		for _, c := range r.Claims {
			if c.Start < 0 || c.End > runes || c.Start >= c.End || c.Score < 0 || c.Score > 1 {
				t.Fatalf("claim out of place: %+v", c)
			}
		}
		if r.Verdict == "pass" && len(r.Claims) == 0 {
			t.Fatal("nothing was said, and it passes")
		}
	})
}
