package breaker

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

// story is an incident from alarm to closing, with the texts that others wrote.
func story(t testing.TB, words func(string) string) Incident {
	t.Helper()
	must := func(in Incident, err error) Incident {
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	at := func(minutes, seconds int) time.Time {
		return noon.Add(time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second)
	}
	s := drift()
	s.Scopes = []string{"topic:billing", words("language:fr")}
	s.Conversations = []string{words("c1"), words("c2")}
	in := raised(t, s)
	in.Conversations, in.Customers = 14, 9
	in = must(Write(in, Entry{Kind: EntryChange, At: noon.Add(-3 * time.Hour), By: "op-2", Text: words("prompt: answer 3 to answer 4")}))
	in = must(Advance(in, Act{Kind: ActStop, At: at(0, 0), Text: words("topic:billing lowered to draft")}))
	in, _ = told(t, in, at(11, 0), time.Second, people())
	in = must(Advance(in, Act{Kind: ActAcknowledge, By: words("lea"), At: at(12, 30)}))
	in = must(Write(in, Entry{Kind: EntryAction, At: at(20, 0), By: "lea", Text: words("prompt put back to answer 3")}))
	in = must(Write(in, Entry{Kind: EntryNote, At: at(21, 0), By: "lea", Text: words("the new prompt drops conditions")}))
	in = must(Advance(in, Act{Kind: ActMitigate, By: "lea", At: at(25, 0)}))
	s.At, s.Value = at(90, 0), 120.5
	in, _, err := Raise([]Incident{in}, "", s)
	in = must(in, err)
	in, _ = told(t, in, at(91, 0), time.Second, people())
	in = must(Advance(in, Act{Kind: ActAcknowledge, By: "dora", At: at(95, 0)}))
	in = must(Advance(in, Act{Kind: ActMitigate, By: "dora", At: at(100, 0), Text: words("cache emptied")}))
	return must(Advance(in, Act{Kind: ActClose, By: "olga", At: at(60*27, 5), Text: words("9 corrections delivered")}))
}

func same(s string) string { return s }

func TestReport(t *testing.T) {
	golden(t, "report.en.md", Report(story(t, same), desk.English))
	golden(t, "report.fr.md", Report(story(t, same), desk.French))
	golden(t, "open.en.md", Report(raised(t, Signal{Cause: CauseRedButton, Severity: Critical, Scope: "desk", At: noon, By: "op"}), desk.Unknown))
}

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	for name, w := range map[string]words{"en": english(), "fr": french()} {
		for _, c := range Causes() {
			if w.causes[c] == "" {
				t.Errorf("%s: no word for %s", name, c)
			}
		}
		for _, s := range Stages() {
			if w.stages[s] == "" {
				t.Errorf("%s: no word for %s", name, s)
			}
		}
		for _, r := range append(rungs(), RungEvery) {
			if w.rungs[r] == "" {
				t.Errorf("%s: no word for %s", name, r)
			}
		}
		if len(w.severities) != 2 {
			t.Errorf("%s: severities %v", name, w.severities)
		}
	}
}

func TestSpan(t *testing.T) {
	p := page{w: french()}
	for d, want := range map[time.Duration]string{
		0: "0 s", -time.Hour: "0 s", 999 * time.Millisecond: "0 s", 30 * time.Second: "30 s", 270 * time.Second: "4 min 30 s",
		time.Hour + 5*time.Second: "1 h", 125 * time.Minute: "2 h 5 min", 76 * time.Hour: "3 j 4 h",
	} {
		if got := p.span(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

// shape is what a Markdown text is made of, without its words.
func shape(t interface{ Fatal(...any) }, source string) (kinds []string, shown string) {
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	raw := []byte(source)
	var words bytes.Buffer
	err := ast.Walk(parser.Parse(text.NewReader(raw)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Kind() == ast.KindText {
			words.Write(n.(*ast.Text).Segment.Value(raw))
			return ast.WalkContinue, nil
		}
		kinds = append(kinds, n.Kind().String())
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return kinds, words.String()
}

var hostile = []string{
	"# heading", "line\n# heading", "a\n\n- item", "***bold***", "_x_ __y__", "~~gone~~", "[click](http://evil.example)", "![x](y)", "<script>alert(1)</script>",
	"<http://evil.example>", "http://evil.example", "www.evil.example", "https://evil.example/a_b", "mail@evil.example", "mailto:x@evil.example", "`code`", "```\ncode\n```", "| a | b |",
	"a || b", "\\", "\\\\|", "&lt;b&gt;", "&#35;", "1. one", "- [ ] task", "> quote", "    code", "\tcode", "---", "===", "[^1]", "[ref]: http://x", "a  \nb", "\u2028# x",
	"\u202egnp.exe", "\x00\x07", "\xff\xfe", "", "   ", "$$x$$", "{: .class}", "term\n: definition", "<!-- x -->", "*", "**", "]", "](", "~", "^x^", "==x==", "--", "%s %d %!",
	"a\vb\fc", "é à ç 日本 👩‍👩‍👧", "]]>", "</li></ul>", "ftp://x.y", "//", "#", "a\\\nb", "`", "``",
}

func TestHostileWordsChangeNothing(t *testing.T) {
	for _, language := range []desk.Language{desk.English, desk.French} {
		want, _ := shape(t, Report(story(t, same), language))
		for _, h := range hostile {
			if strings.TrimSpace(h) == "" {
				continue // a name or a text that is refused
			}
			got, _ := shape(t, Report(story(t, func(string) string { return h }), language))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q: %s", h, diff)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"": "–", " \n ": "–", "\u2000": "–", "\u00a0 \u202f": "–", "&lt;": `\&lt;`, "a@b.c": `a\@b\.c`, "a\u00a0: b": "a\u00a0: b", "\x00": "–", "a\n\n b": "a b", "c1": "c1", "op-1": "op-1", "topic:billing": "topic:billing", "http://x": `http:\/\/x`, "guard_blocks": `guard\_blocks`,
		"l'été, 5 % (oui)": "l'été, 5 % (oui)", "\xff": "\ufffd", "\u202eabc": "abc", "👩‍👧": "👩‍👧",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// checkPlain holds that a text is one paragraph of nothing but words, and that the words are those given.
func checkPlain(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, words string,
) {
	out := plain(words)
	if strings.ContainsAny(out, "\n\r") || strings.TrimSpace(out) != out || out == "" {
		t.Fatalf("%q becomes %q", words, out)
	}
	kinds, shown := shape(t, "- so: "+out+"\n")
	if diff := cmp.Diff([]string{"Document", "List", "ListItem", "TextBlock"}, kinds); diff != "" {
		t.Fatalf("%q becomes %q: %s", words, out, diff)
	}
	unescaped := func(s string) string { return strings.ReplaceAll(s, `\`, "") }
	if unescaped(shown) != unescaped("so: "+out) {
		t.Fatalf("%q is shown as %q", words, shown)
	}
	kinds, shown = shape(t, "| a | b |\n| --- | --- |\n| "+out+" | x |\n")
	if strings.Join(kinds, " ") != "Document Table TableHeader TableCell TableCell TableRow TableCell TableCell" || unescaped(shown) != unescaped("ab"+out+"x") {
		t.Fatalf("%q breaks a table: %q, %q", words, kinds, shown)
	}
}

func TestPlainIsOnlyWords(t *testing.T) {
	for _, h := range hostile {
		checkPlain(t, h)
	}
	pieces := append([]string{"a", "http", "://", "www.", "x.fr", "\n", " ", "\\", "*", "_", "`", "[", "]", "(", ")", "!", "<", ">", "|", "&amp;", "#", "1.", "-", "@", "~"}, hostile...)
	rapid.Check(t, func(t *rapid.T) {
		checkPlain(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), ""))
	})
}

func FuzzPlain(f *testing.F) {
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, words string) { checkPlain(t, words) })
}
