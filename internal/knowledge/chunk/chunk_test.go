package chunk_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

func document(t testing.TB, text string) extract.Document {
	t.Helper()
	doc, err := extract.File("a.md", []byte(text), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// filler makes a section too long to stay one unit.
var filler = strings.Repeat("Filler of a line makes the section grow until it is too long for one unit. ", 7) + "\n"

// other is a paragraph on another matter, too long to be put together with a short one.
const other = "Anyone who lives in the country of the shop may also come by in person, look at the plants in the greenhouse, talk to the gardeners and take home whatever fits into a car, a cart or a large bag."

// TestUnits compares kind and text of the units of a section that is too long to be one.
func TestUnits(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"steps with their sentence": {
			"To cancel, do this:\n\n1. Open Orders.\n2. Click Cancel.\n\nYou get a mail.\n",
			[]string{"steps: To cancel, do this:\n1. Open Orders.\n2. Click Cancel.", "prose: You get a mail."},
		},
		"announced without a colon": {
			"Garden members get the following benefits.\n\n- seeds\n- tools\n",
			[]string{"list: Garden members get the following benefits.\n- seeds\n- tools"},
		},
		"list under a heading only": {
			"We met last year. It was good to see you.\n\n- seeds\n- tools\n",
			[]string{"prose: We met last year. It was good to see you.", "list: - seeds\n- tools"},
		},
		"restriction after a list": {
			"You may return:\n\n- plants\n- pots\n\nThis does not apply to seeds.\n",
			[]string{"list: You may return:\n- plants\n- pots\nThis does not apply to seeds."},
		},
		"restriction in the next paragraph": {
			"Refunds take 14 days.\n\nHowever, gift cards are never refunded.\n\n" + other,
			[]string{"prose: Refunds take 14 days.\nHowever, gift cards are never refunded.", "prose: " + other},
		},
		"french restriction": {
			"Le retour est gratuit.\n\nSauf pour les plantes vivantes.\n\n" + other,
			[]string{"prose: Le retour est gratuit.\nSauf pour les plantes vivantes.", "prose: " + other},
		},
		"a note right after": {
			"Delivery is free.\n\n:::warning\nIslands cost 9 EUR.\n:::\n\n" + other,
			[]string{"prose: Delivery is free.\nIslands cost 9 EUR.", "prose: " + other},
		},
		"pronoun over paragraphs": {
			"The lid has a lock.\n\nIt opens with the red key.\n\n" + other,
			[]string{"prose: The lid has a lock.\nIt opens with the red key.", "prose: " + other},
		},
		"short answer": {
			"Oui.\n\nVous pouvez rendre votre commande pendant quatorze jours après sa livraison chez vous.\n",
			[]string{"prose: Oui.\nVous pouvez rendre votre commande pendant quatorze jours après sa livraison chez vous."},
		},
		"label": {
			"Retention\n\nWe keep orders for ten years because the law says so and no longer than that.\n",
			[]string{"prose: Retention\nWe keep orders for ten years because the law says so and no longer than that."},
		},
		"code": {
			"Run the command\n\n```\nnpm i\n```\n\nThen wait.\n",
			[]string{"prose: Run the command\nnpm i\nThen wait."},
		},
		"nested steps": {
			"1. Open:\n   - the box\n   - the bag\n\n   > Mind the knife.\n2. Close.\n",
			[]string{"steps: 1. Open:\n   - the box\n   - the bag\n   Mind the knife.\n2. Close."},
		},
		"table": {
			"Prices are:\n\n| Plan | EUR |\n|-|-|\n| Balcony | 3 |\n| Garden | |\n\nHowever, islands cost more.\n",
			[]string{
				"table_row: Prices are:\nPlan: Balcony; EUR: 3\nHowever, islands cost more.",
				"table_row: Prices are:\nPlan: Garden\nHowever, islands cost more.",
				"prose: However, islands cost more.",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc := document(t, "## Part\n\n"+c.in+"\n\n"+filler)
			var got []string
			units := chunk.Units(doc, nil)
			for _, u := range units {
				if !strings.HasPrefix(u.Text, "Filler ") {
					got = append(got, fmt.Sprintf("%s: %s", u.Kind, u.Text))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
			covers(t, name, doc.Text, units)
		})
	}
}

func TestPathAndSpans(t *testing.T) {
	doc := document(t, "---\ntitle: Orders\n---\n# Orders\n\nA.\n\n## Pay\n\nB.\n\n### Cards\n\nC.\n\n## Send\n\nD.\n\n# Other\n\nE.\n\n## Empty\n")
	runes := []rune(doc.Text)
	var got []string
	for _, u := range chunk.Units(doc, nil) {
		got = append(got, fmt.Sprintf("%q %q", u.Path, string(runes[u.Start:u.End])))
	}
	want := []string{
		`[] "# Orders\n\nA.\n\n"`, `["Pay"] "## Pay\n\nB.\n\n"`, `["Pay" "Cards"] "### Cards\n\nC.\n\n"`, `["Send"] "## Send\n\nD.\n\n"`,
		`["Other"] "# Other\n\nE.\n\n## Empty\n"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestPathOfSections(t *testing.T) {
	doc := document(t, "## Install\n\n{% if arm %}\nA.\n\n### Disk\n\nB.\n\n## Run\n\nX.\n{% else %}\nC.\n{% endif %}\n\nD.\n")
	var got []string
	for _, u := range chunk.Units(doc, nil) {
		got = append(got, strings.Join(u.Path, " > ")+": "+u.Text)
	}
	want := []string{"Install > If arm: A.", "Install > If arm > Disk: B.", "If arm > Run: X.", "Install > Otherwise: C.", "Install: D."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestShortSectionIsOneUnit(t *testing.T) {
	units := chunk.Units(document(t, "## registry\n\n- Default: x\n- Type: URL\n\nThe base address of the registry.\n"), nil)
	if len(units) != 1 || units[0].Kind != desk.List || units[0].Text != "- Default: x\n- Type: URL\nThe base address of the registry." {
		t.Errorf("units %+v", units)
	}
}

func TestHeadingsAlone(t *testing.T) {
	units := chunk.Units(document(t, "# A\n\n## B\n"), nil)
	if len(units) != 1 || strings.TrimSpace(units[0].Text) == "" {
		t.Errorf("units %+v", units)
	}
	if units := chunk.Units(document(t, ""), nil); len(units) != 0 {
		t.Errorf("units of nothing: %+v", units)
	}
}

func TestLongListIsCutBetweenItems(t *testing.T) {
	var b strings.Builder
	b.WriteString("You may grow these plants:\n\n")
	for i := range 100 {
		fmt.Fprintf(&b, "- plant number %d\n", i)
	}
	doc := document(t, b.String())
	units := chunk.Units(doc, nil)
	if len(units) != 3 {
		t.Fatalf("%d units", len(units))
	}
	for i, u := range units {
		if !strings.HasPrefix(u.Text, "You may grow these plants:\n- plant number ") || strings.Count(u.Text, "You may") != 1 {
			t.Errorf("unit %d: %q", i, u.Text)
		}
	}
	covers(t, "list", doc.Text, units)
}

func TestListOfConditionsIsNotCut(t *testing.T) {
	var b strings.Builder
	b.WriteString("You may return it if all of these hold:\n\n")
	for range 20 {
		b.WriteString("- " + strings.Repeat("a condition of some length ", 10) + "\n")
	}
	if units := chunk.Units(document(t, b.String()), nil); len(units) != 1 {
		t.Errorf("%d units, want 1", len(units))
	}
}

func TestLongCodeIsCutAtItsLines(t *testing.T) {
	doc := document(t, "# A\n\nRun this:\n\n```\n"+strings.Repeat("echo one line of code\n", 50)+"\n"+strings.Repeat("echo another line of code\n", 100)+"```\n\n> ```\n> "+
		strings.Repeat("x", 2000)+"\n> ```\n")
	units := chunk.Units(doc, nil)
	covers(t, "code", doc.Text, units)
	if len(units) < 4 {
		t.Errorf("%d units", len(units))
	}
	for _, u := range units {
		if strings.Contains(u.Text, "```") {
			t.Errorf("a fence is left: %q", u.Text)
		}
	}
}

func TestNumberedTextIsCutAtItsParts(t *testing.T) {
	var b strings.Builder
	for i := 1; i <= 8; i++ {
		fmt.Fprintf(&b, "%d. **Part**\n\n   %s\n", i, strings.Repeat("This part says a good deal about the matter. ", 30))
	}
	doc := document(t, b.String())
	units := chunk.Units(doc, nil)
	covers(t, "parts", doc.Text, units)
	if len(units) < 8 || !cmp.Equal(units[len(units)-1].Path, []string{"8. Part"}) {
		t.Errorf("%d units, last path %q", len(units), units[len(units)-1].Path)
	}
}

func TestScope(t *testing.T) {
	known := desk.Scope{"plan": {"balcony", "garden"}, "version": {"v8", "9"}, "country": {"us", "fr"}}
	for heading, want := range map[string]desk.Scope{
		"Balcony plan":              {"plan": {"balcony"}},
		"BALCONY and Garden":        {"plan": {"balcony", "garden"}},
		"Gardening":                 nil,
		"Everyone except Garden":    nil,
		"Tout le monde sauf Gardén": nil,
		"Since v8":                  {"version": {"v8"}},
		"Step 9":                    nil,
		"Version 9":                 {"version": {"9"}},
		"Contact us":                nil,
		"Orders in the US":          {"country": {"us"}},
		"Gárden":                    {"plan": {"garden"}},
	} {
		units := chunk.Units(document(t, "## "+heading+"\n\nWords.\n"), known)
		if diff := cmp.Diff(want, units[0].Scope); diff != "" {
			t.Errorf("%q (-want +got):\n%s", heading, diff)
		}
	}
	units := chunk.Units(document(t, "## Balcony\n\n### Garden\n\n| Plan | EUR |\n|-|-|\n| Balcony | 3 |\n| All | 4 |\n"), known)
	for i, want := range []desk.Scope{{"plan": {"balcony"}}, {"plan": {"garden"}}} {
		if diff := cmp.Diff(want, units[i].Scope); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestUnitsCoverAnyText(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"\n", "\n\n", "- a. ", "1. b:", "2. c", "> ", "# H", "## I\n", "It is so. ", "Sauf ici. ", "Words: ", "```\n", "|a|b|\n|-|-|\n|c|d|\n",
		":::note\n", ":::\n", strings.Repeat("Long words go on. ", 60), strings.Repeat("- item of it\n", 50), "{% if a %}\n", "{% endif %}\n", "É", "<br>", "    x\n",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(pieces).Draw(t, "pieces"), "")
		doc, err := extract.File(rapid.SampledFrom([]string{"a.md", "a.mdx", "a.txt", "a.html"}).Draw(t, "name"), []byte(text), extract.Options{})
		if err != nil {
			t.Skip(err)
		}
		units := chunk.Units(doc, desk.Scope{"plan": {"h"}})
		covers(t, "drawn", doc.Text, units)
		for _, u := range units {
			if n := utf8.RuneCountInString(u.Text); n > 2*1500 && u.Kind == desk.Prose && len(strings.Fields(u.Text)) > 300 && strings.Count(u.Text, ". ") > 100 {
				t.Errorf("prose of %d code points: %q", n, u.Text)
			}
		}
	})
}

func FuzzUnits(f *testing.F) {
	for _, s := range []string{"", "# A\n\nb\n", "a:\n\n- b\n- c\n\nBut d.", "|a|\n|-|\n|b|\n\nSauf c.", "1. a\n\nb\n\n2. c", "> - a\n>\n> b", "```\na\n```", ":::note\na\n:::", "# A\n# B"} {
		f.Add(s, "garden")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		for _, name := range []string{"a.md", "a.txt"} {
			doc, err := extract.File(name, []byte(text), extract.Options{})
			if err != nil {
				continue
			}
			covers(t, name, doc.Text, chunk.Units(doc, desk.Scope{"plan": {value}}))
		}
	})
}
