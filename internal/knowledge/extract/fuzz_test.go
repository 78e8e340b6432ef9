package extract_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

var seeds = []string{
	"", "# A\n\nb\n", "---\ntitle: a\napplies_to: {plan: [b]}\n---\n* c\n  * d\n", "|a|b|\n|-|-|\n|c|\n", "> - 1. a\n>   ```\n> x\n",
	"<Note>\n    a\n</Note>\n\n{shared['x'].y}\n", "{% if a %}\nb\n{% else %}\nc\n{% endif %}", "{{% def name=\"x\" %}} y {{% /def %}}",
	"[ui-tab title=\"x\"]\n- a\n[/ui-tab]", "!!! note \"t\"\n    a\n\n! b\n! c", "<details><summary>a</summary>\nb\n</details>",
	"<table><tr><th>a<tr><td>b</table>", "<DataTable headers={[\"a\"]} rows={[[\"b\"]]} />", "a\u202eb\u200b\ue000\ue100", "**a**\n\n1. b\n\nc\n\n2. d",
	"---\nurl: \"javascript:alert(1)\"\n---\na", "<link rel=canonical href=\" data:text/html,x\"><p>a", "{\"id\":\"1\",\"url\":\"file:///a\",\"text\":\"a\"}",
	"&#xe000;&#xe100;\n\n&#x202e;", "```\n``\n", "\\\n`", ":::note\n:::note\n:::", "- - - - - - - - - - - - - - a", "[^1]\n\n[^1]: a\n",
	"{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"b\",\"article\":\"c\",\"text\":\"d\\n\\ne\"}",
}

func FuzzFile(f *testing.F) {
	for _, s := range seeds {
		for kind := range uint8(5) {
			f.Add(s, kind)
		}
	}
	names := []string{"a.md", "a.mdx", "a.html", "a.txt", "a.jsonl"}
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		name := names[int(kind)%len(names)]
		if name == "a.jsonl" {
			records, _ := extract.Records(name, []byte(text))
			for _, r := range records {
				sound(t, r.Document)
			}
			return
		}
		doc, err := extract.File(name, []byte(text), extract.Options{})
		if err == nil {
			sound(t, doc)
		}
	})
}

func TestSound(t *testing.T) {
	pieces := rapid.SampledFrom(append([]string{"\n", "\n\n", "- ", "1. ", "> ", "    ", "a b. ", "É", "`", "|", "<", "</Note>", ":::\n", "{% endif %}"}, seeds...))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(pieces).Draw(t, "pieces"), "")
		name := rapid.SampledFrom([]string{"a.md", "a.mdx", "a.html", "a.txt"}).Draw(t, "name")
		if doc, err := extract.File(name, []byte(text), extract.Options{}); err == nil {
			sound(t, doc)
		}
	})
}

// sound checks what every document promises.
func sound(t interface{ Fatalf(string, ...any) }, doc extract.Document) {
	if scheme, _, found := strings.Cut(doc.Front.URL, ":"); found && !strings.ContainsAny(scheme, "/?#") && !strings.HasPrefix(strings.ToLower(scheme), "http") {
		t.Fatalf("the address %q is not of the web", doc.Front.URL)
	}
	if !utf8.ValidString(doc.Text) || !norm.NFC.IsNormalString(doc.Text) {
		t.Fatalf("text is not UTF-8 in NFC: %q", doc.Text)
	}
	if doc.Text != "" && !strings.HasSuffix(doc.Text, "\n") {
		t.Fatalf("text does not end with a line break: %q", doc.Text)
	}
	for _, r := range doc.Text + doc.Title {
		switch {
		case r == '\n' || r == '\u200d' || r == '\ufe0f':
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.IsSpace(r) && r != ' ':
			t.Fatalf("text holds %U: %q", r, doc.Text)
		}
	}
	runes := []rune(doc.Text)
	placed(t, runes, doc.Blocks, 0, len(runes))
}

// placed checks that blocks lie in order inside a span, and that a paragraph is its own words.
func placed(t interface{ Fatalf(string, ...any) }, text []rune, blocks []extract.Block, from, to int) {
	for _, b := range blocks {
		if b.Start < from || b.End > to || b.Start > b.End {
			t.Fatalf("%s [%d,%d) does not lie in [%d,%d) of %q", b.Kind, b.Start, b.End, from, to, string(text))
		}
		if words := string(text[b.Start:b.End]); b.Kind == extract.Paragraph && words != b.Text {
			t.Fatalf("paragraph %q is %q in the text", b.Text, words)
		}
		placed(t, text, b.Blocks, b.Start, b.End)
		at := b.Start
		for _, item := range b.Items {
			if item.Start < at || item.End > b.End {
				t.Fatalf("item [%d,%d) does not lie in [%d,%d)", item.Start, item.End, at, b.End)
			}
			placed(t, text, item.Blocks, item.Start, item.End)
			at = item.End
		}
		for _, r := range b.Rows {
			if r.Start < at || r.End > b.End {
				t.Fatalf("row [%d,%d) does not lie in [%d,%d)", r.Start, r.End, at, b.End)
			}
			at = r.End
		}
		from = b.End
	}
}
