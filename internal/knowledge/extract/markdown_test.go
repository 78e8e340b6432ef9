package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// texts compares the canonical text of sources.
func texts(t *testing.T, file string, cases map[string]struct{ in, want string }) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			doc, err := extract.File(file, []byte(c.in), extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, doc.Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	texts(t, "a.md", map[string]struct{ in, want string }{
		"words":        {"Some **bold** and `code <x>` and [a link](/b)\nwrapped.\n", "Some bold and code <x> and a link wrapped.\n"},
		"headings":     {"# One\n\nTwo\n---\n\n### Three ###\n", "# One\n\n## Two\n\n### Three\n"},
		"entities":     {"Caf&eacute; \\*not bold\\* &amp; 5&nbsp;€\n", "Café *not bold* & 5 €\n"},
		"list":         {"* a\n* b\n  1. c\n  2. d\n", "- a\n- b\n  1. c\n  2. d\n"},
		"steps":        {"3. a\n4. b\n", "3. a\n4. b\n"},
		"code in step": {"1. Run:\n\n   ```sh\n   npm i\n   ```\n\n2. Done\n", "1. Run:\n   ```\n   npm i\n   ```\n2. Done\n"},
		"steps go on": {
			"1. Open it.\n\n```\nnpm i\n```\n\n> Wait.\n\n2. Close it.\n",
			"1. Open it.\n   ```\n   npm i\n   ```\n   > Wait.\n2. Close it.\n",
		},
		"table":         {"|Plan|Price|\n|-|-|\n|Balcony|3 \\| 4|\n|Garden||\n", "| Plan | Price |\n| --- | --- |\n| Balcony | 3 \\| 4 |\n| Garden |  |\n"},
		"quote":         {"> a\n>\n> b\n", "> a\n>\n> b\n"},
		"alert":         {"> [!WARNING]\n> Do not.\n", "> Do not.\n"},
		"struck":        {"It costs ~~5~~ 6 EUR.\n", "It costs 6 EUR.\n"},
		"break":         {"a  \nb<br/>c\n", "a\nb\nc\n"},
		"break inside":  {"- a<br>b\n", "- a b\n"},
		"image":         {"![Screenshot of the page with orders](a.png)\n\n![The left pedal opens the lid](b.png)\n", "The left pedal opens the lid\n"},
		"badge":         {"[![Install this thing with one click](a.png)](b)\n\nx\n", "x\n"},
		"placeholder":   {"Use <name> or <YOUR_DOMAIN> here, <i>please</i>.\n", "Use <name> or <YOUR_DOMAIN> here, please.\n"},
		"comment":       {"a <!-- b --> c\n\n<!--\nd\n\ne\n-->\n\nf\n", "a c\n\nf\n"},
		"html":          {"<table><tr><th>A<th>B<tr><td>1<td>2</table>\n", "| A | B |\n| --- | --- |\n| 1 | 2 |\n"},
		"html around":   {"<div class=\"boxed\">\n\n## A\n\nb\n\n</div>\n", "## A\n\nb\n"},
		"script":        {"a\n\n<script>\nif (x) {\n\n  y()\n}\n</script>\n\nb\n", "a\n\nb\n"},
		"power":         {"2<sup>10</sup> and 1<sup>st</sup>\n", "2^10 and 1st\n"},
		"footnote":      {"Free[^1].\n\n[^1]: Not in France.\n", "Free [1].\n\nNot in France.\n"},
		"autolink":      {"Write to <help@example.org>.\n", "Write to help@example.org.\n"},
		"bold heading":  {"**Can I cancel?**\n\nYes.\n", "# Can I cancel?\n\nYes.\n"},
		"bold sentence": {"**Never unplug it.**\n\nYes.\n", "Never unplug it.\n\nYes.\n"},
		"stray bold":    {"** Warning: ** 2**8 is 256.\n", "Warning: 2**8 is 256.\n"},
		"autotitle":     {"See [AUTOTITLE](/a/about-large-files#x).\n", "See About large files.\n"},
		"invisible":     {"pay\u200bment \u202eevil\u202c a\u00adb e\u0301\n", "payment evil ab é\n"},
		"control":       {"a\x07b\x1b[0m\r\nc\n", "ab[0m c\n"},
		"emoji":         {"👩\u200d🔧 ⚠\ufe0f\n", "👩\u200d🔧 ⚠\ufe0f\n"},
		"private use":   {"a\n\n\ue000\ue100\n\nb\n", "a\n\nb\n"},
		"empty":         {"\n\n", ""},
		"details":       {"<details>\n<summary>On <b>Linux</b></summary>\n\nRun it.\n\n</details>\n\nThen.\n", "On Linux:\n\nRun it.\n\nThen.\n"},
		"admonition":    {":::note Mind this\nThe door.\n:::\n\nText.\n", "> Mind this: The door.\n\nText.\n"},
		"mkdocs":        {"!!! warning \"Be careful\"\n    It is hot.\n\n    Very.\n\nText.\n", "> Be careful: It is hot.\n>\n> Very.\n\nText.\n"},
		"grav notes":    {"Text.\n!! One.\n!! Two.\n\nAfter.\n", "Text.\n\n> One. Two.\n\nAfter.\n"},
		"grav tabs": {
			"[ui-tabs]\n[ui-tab title=\"On Android\"]\n1. a\n2. b\n[/ui-tab]\n[ui-tab title=\"On iOS\"]\nc\n[/ui-tab]\n[/ui-tabs]\nd\n",
			"On Android:\n\n1. a\n2. b\n\nOn iOS:\n\nc\n\nd\n",
		},
		"icon in code":  {"Open `[fa=cubes /] Apps` now.\n", "Open Apps now.\n"},
		"grav icon":     {"## [fa=list-alt /] Needs\n\n[figure caption=\"A box\"]![](a)[/figure]\n", "## Needs\n\nA box\n"},
		"plain link":    {"Read [details](a) or [color] here.\n", "Read details or [color] here.\n"},
		"hugo":          {"{{% def id=\"x\" name=\"Certificate\" abbr=\"C\" %}} A file. {{% /def %}}\n\nb\n", "Certificate (C):\n\nA file.\n\nb\n"},
		"hugo alone":    {"a\n\n{{< docs_index >}}\n\nb\n", "a\n\nb\n"},
		"liquid known":  {"Use {% data variables.product.prodname_dotcom %} now.\n", "Use GitHub now.\n"},
		"liquid hole":   {"Open {% data reusables.user.personal_dashboard %} now.\n", "Open [personal dashboard] now.\n"},
		"liquid note":   {"{% note %}\n\n**Note:** Mind.\n\n{% endnote %}\n\nText.\n", "> Note: Mind.\n\nText.\n"},
		"jinja":         {"The {{ image_type }} image.\n", "The [image type] image.\n"},
		"actions":       {"Set ${{ secrets.X }} there.\n", "Set ${{ secrets.X }} there.\n"},
		"code is code":  {"`{{ x }}` and\n\n```\n{% if a %}\n<Note>\n!! x\n```\n", "{{ x }} and\n\n```\n{% if a %}\n<Note>\n!! x\n```\n"},
		"if on lines":   {"{% if hardware == 'arm' %}\na\n{% elsif not vps %}\nb\n{% else %}\nc\n{% endif %}\nd\n", "If hardware is arm:\n\na\n\nIf not vps:\n\nb\n\nOtherwise:\n\nc\n\nd\n"},
		"if inside":     {"Get the {% if a %}blue{% else %}red{% endif %} one.\n", "Get the blue / red one.\n"},
		"si":            {"Vous avez le choix dans ce menu.\n\n{% if arm %}\nPour les cartes.\n{% endif %}\n", "Vous avez le choix dans ce menu.\n\nSi arm:\n\nPour les cartes.\n"},
		"unclosed note": {":::tip\nA.\n\n# B\n", "> A.\n>\n> # B\n"},
		"stray end":     {":::\n\na\n\n{% endif %}[/ui-tab]</Note>\n", "a\n"},
	})
}

func TestMDX(t *testing.T) {
	texts(t, "a.mdx", map[string]struct{ in, want string }{
		"import":       {"import shared from '~/shared.js'\nimport {\n  X } from 'x'\n\nexport const a = {\n  b: 1\n}\n\nText.\n", "Text.\n"},
		"prose import": {"import duties are yours.\n", "import duties are yours.\n"},
		"note":         {"Text.\n\n<Note>\n\n**Note:** Mind.\n\n</Note>\n\nMore.\n", "Text.\n\n> Note: Mind.\n\nMore.\n"},
		"note deep":    {"1. a\n\n   <Note>\n       **Note:** Mind.\n   </Note>\n\n2. b\n", "1. a\n   > Note: Mind.\n2. b\n"},
		"note titled":  {"<Callout title=\"Careful\">Hot.</Callout>\n\nEnd.\n", "> Careful: Hot.\n\nEnd.\n"},
		"screenshot":   {"1. a\n\n   <Screenshot src=\"/x.png\" alt=\"Screenshot of x\" />\n\n2. b\n", "1. a\n2. b\n"},
		"inline":       {"Use <Link href=\"/x\"><InlineCode>npm i</InlineCode></Link> now.\n", "Use npm i now.\n"},
		"prompt":       {"<Prompt>Enter password:</Prompt>\n", "Enter password:\n"},
		"tabs": {
			"<Tabs>\n<TabItem value=\"a\" label=\"macOS\">\n\nOne.\n\n</TabItem>\n<TabItem value=\"b\" label=\"Linux\">\n\nTwo.\n\n</TabItem>\n</Tabs>\n\nThree.\n",
			"macOS:\n\nOne.\n\nLinux:\n\nTwo.\n\nThree.\n",
		},
		"hole":        {"5. <>{shared['billing-form'].text}</>\n\n   <>{shared['billing-form'].image}</>\n", "5. [billing form]\n"},
		"text":        {"a{' '}b {\"c\"} {/* d */}e\n", "a b c e\n"},
		"braces":      {"Write {id, name} or { \"a\": 1 } there.\n", "Write {id, name} or { \"a\": 1 } there.\n"},
		"no indent":   {"<Card>\n    Indented words.\n</Card>\n", "Indented words.\n"},
		"table":       {"<DataTable\n  headers={[\"A\", \"B\"]}\n  rows={[\n    [\"x, y\", <b>z</b>],\n    [\"q\", \"\"]\n  ]}\n/>\n", "| A | B |\n| --- | --- |\n| x, y | z |\n| q |  |\n"},
		"placeholder": {"Set <YOUR_TOKEN> and Map<String, Int> here.\n", "Set <YOUR_TOKEN> and Map<String, Int> here.\n"},
	})
}

func TestVariables(t *testing.T) {
	options := extract.Options{Variables: map[string]string{"product.name": "Potager", "shared['a'].text": "Click **Billing**."}}
	for name, in := range map[string]string{"a.md": "Use {{ product.name }}.\n", "b.mdx": "1. {shared['a'].text}\n"} {
		doc, err := extract.File(name, []byte(in), options)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"a.md": "Use Potager.\n", "b.mdx": "1. Click Billing.\n"}[name]
		if doc.Text != want || len(doc.Holes) != 0 {
			t.Errorf("%s: text %q, holes %q", name, doc.Text, doc.Holes)
		}
	}
}

func TestHolesAreListed(t *testing.T) {
	doc := file(t, "a.md", "The {{ image_type }}.\n\n{{< index >}}\n")
	if diff := cmp.Diff([]string{"image_type", "index"}, doc.Holes); diff != "" {
		t.Errorf("holes (-want +got):\n%s", diff)
	}
}

func TestTitle(t *testing.T) {
	for name, c := range map[string]struct{ file, in, want string }{
		"front":   {"a.md", "---\ntitle: A b\n---\n# C\n", "A b"},
		"heading": {"a.md", "Intro.\n\n# C `d`\n", "C d"},
		"name":    {"docs/fr/how_to-pay.md", "## C\n", "How to pay"},
		"html":    {"a.html", "<title> A &amp; b </title><h1>C</h1>", "A & b"},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := file(t, c.file, c.in); doc.Title != c.want {
				t.Errorf("title %q, want %q", doc.Title, c.want)
			}
		})
	}
}

func TestPlacesOfBlocks(t *testing.T) {
	doc := file(t, "a.md", "# É\n\nUn mot.\n\n- a\n  - b\n\n|A|B|\n|-|-|\n|1|2|\n\n> Cité.\n\n```\nx\n```\n")
	runes := []rune(doc.Text)
	var got []string
	for _, b := range doc.Blocks {
		got = append(got, string(b.Kind)+" "+string(runes[b.Start:b.End]))
	}
	want := []string{"heading # É", "paragraph Un mot.", "list - a\n  - b", "table | A | B |\n| --- | --- |\n| 1 | 2 |", "quote > Cité.", "code ```\nx\n```"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if r := doc.Blocks[3].Rows[0]; string(runes[r.Start:r.End]) != "| 1 | 2 |" {
		t.Errorf("row %q", string(runes[r.Start:r.End]))
	}
}

func TestLinksAreKept(t *testing.T) {
	doc := file(t, "a.md", "See [the *page*](/x?a=1).\n")
	if diff := cmp.Diff([]extract.Link{{Text: "the page", URL: "/x?a=1"}}, doc.Blocks[0].Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestDeepNestingLosesNoWords(t *testing.T) {
	var b strings.Builder
	for i := range 100 {
		b.WriteString(strings.Repeat("  ", i) + "- word" + string(rune('a'+i%26)) + "\n")
	}
	doc := file(t, "a.md", b.String())
	if n := strings.Count(doc.Text, "word"); n != 100 {
		t.Errorf("%d of 100 words are left", n)
	}
}
