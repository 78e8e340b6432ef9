package answer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
)

var update = flag.Bool("update", false, "write the goldens anew")

// returns is a page with conditions, steps and exceptions; members holds for one plan only.
func returns() Page {
	return pageOf("returns", "Returns", nil,
		piece{desk.Prose, []string{"How long"}, "You can return goods within 14 days of delivery."},
		piece{desk.Prose, []string{"How long"}, "Sale goods cannot be returned."},
		piece{desk.Steps, []string{"How"}, "1. Open Orders.\n2. Choose Return.\n3. Print the label for £3.50."},
		piece{desk.Prose, []string{"Exceptions"}, "Made-to-measure goods stay with you."},
	)
}

func members() Page {
	return pageOf("members", "Members", desk.Scope{"plan": {"plus"}},
		piece{desk.Prose, nil, "With Plus you can return goods within 60 days."})
}

type piece struct {
	kind desk.UnitKind
	path []string
	text string
}

func pageOf(id, title string, scope desk.Scope, pieces ...piece) Page {
	p := Page{Article: desk.Article{ID: id, Version: id + "-v1", Title: title, Language: desk.English, URL: "https://help.example/" + id}}
	p.Article.Contract.Scope = scope
	p.Known = desk.Scope{"plan": {"free", "plus"}}
	for i, c := range pieces {
		start := utf8.RuneCountInString(p.Article.Text)
		p.Article.Text += c.text + "\n\n"
		p.Units = append(p.Units, desk.Unit{
			ID: id + "-v1/" + string(rune('0'+i)), Article: id, Version: id + "-v1", Ordinal: i, Kind: c.kind, Path: c.path,
			Start: start, End: start + utf8.RuneCountInString(c.text), Text: c.text,
		})
	}
	return p
}

func material() Material {
	return Gather([]Found{{Page: returns(), Hits: []Scored{{Ordinal: 0, Score: 1}}}, {Page: members(), Hits: []Scored{{Ordinal: 0, Score: .5}}}})
}

// everything makes one claim of a text.
func everything(text string, _ desk.Language) []desk.Claim {
	return []desk.Claim{{End: utf8.RuneCountInString(text), Text: text, Kind: desk.FactClaim}}
}

func TestSelect(t *testing.T) {
	const exception = "Exceptions\nMade-to-measure goods stay with you."
	tests := []struct {
		name, answer string
		want         string // empty: no answer
		fails        bool
	}{
		{"one passage, with the page's exceptions", `{"parts":["p1"]}`, "How long\nYou can return goods within 14 days of delivery.\n\n" + exception, false},
		{"phrase before it", `{"parts":["j1","p1"]}`, "Here is what applies:\n\nHow long\nYou can return goods within 14 days of delivery.\n\n" + exception, false},
		{"order of the source", `{"parts":["p2","p1"]}`, "How long\nYou can return goods within 14 days of delivery.\n\nSale goods cannot be returned.\n\n" + exception, false},
		{"a phrase whose passage moved goes", `{"parts":["j7","p2","p1"]}`, "How long\nYou can return goods within 14 days of delivery.\n\nSale goods cannot be returned.\n\n" + exception, false},
		{"said twice", `{"parts":["p4","p4"]}`, exception, false},
		{"in a fence", "```json\n{\"parts\": [\"p4\"]}\n```", exception, false},
		{"with talk around", `Sure! {"parts":["[P4]"]} Hope that helps.`, exception, false},
		{"bare numbers", `{"parts":[4]}`, exception, false},
		{"nothing", `{"parts":[]}`, "", false},
		{"a phrase alone", `{"parts":["j1"]}`, "", false},
		{"mixed readers", `{"parts":["p1","p5"]}`, "", true},
		{"unknown passage", `{"parts":["p1","p9"]}`, "", true},
		{"unknown phrase", `{"parts":["j99","p1"]}`, "", true},
		{"own words", `{"parts":["p1","You get a full refund."]}`, "", true},
		{"prose", `You can return goods within 90 days.`, "", true},
		{"truncated", `{"parts":["p1",`, "", true},
		{"another object", `{"answer":"p1"}`, "", false},
		{"negative", `{"parts":[-1]}`, "", true},
		{"fraction", `{"parts":[1.5]}`, "", true},
		{"nested", `{"parts":[["p1"]]}`, "", true},
		{"null", `{"parts":[null]}`, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, ok, err := Select(test.answer, material(), "How long can I return goods?", desk.English, everything)
			if (err != nil) != test.fails || ok != (test.want != "") {
				t.Fatalf("ok %v, error %v", ok, err)
			}
			if diff := cmp.Diff(test.want, s.Draft.Text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever a model says, every fact shown is a unit of the material, with its evidence; all else is a heading, a scope or
// a phrase of the catalogue.
func TestSelectShowsUnitsOnly(t *testing.T) {
	m := material()
	allowed := map[string]bool{"": true}
	for _, p := range m {
		for _, line := range append([]string{p.Page.Article.Title, p.Page.Scope(p.Unit).Describe(desk.English)}, p.Unit.Path...) {
			allowed[line] = true
		}
	}
	for _, phrase := range Joins(desk.English) {
		allowed[phrase] = true
	}
	id := rapid.OneOf(rapid.StringMatching(`[pj]?[0-9]{1,2}`), rapid.StringN(0, 12, -1), rapid.SampledFrom([]string{"p1", "p2", "p3", "p4", "p5", "j1", "j3"}))
	for range 100 { // of a hundred each
		rapid.Check(t, func(t *rapid.T) { showsUnitsOnly(t, m, allowed, id) })
	}
}

func showsUnitsOnly(t *rapid.T, m Material, allowed map[string]bool, id *rapid.Generator[string]) {
	answer := `{"parts":["` + strings.Join(rapid.SliceOfN(id, 0, 8).Draw(t, "ids"), `","`) + `"]}`
	if rapid.Bool().Draw(t, "broken") {
		answer = rapid.String().Draw(t, "answer")
	}
	s, _, err := Select(answer, m, "How long?", desk.English, everything)
	if err != nil && s.Draft.Text != "" {
		t.Fatalf("an answer that fails has the text %q", s.Draft.Text)
	}
	rest := []rune(s.Draft.Text)
	for _, c := range slices.Backward(s.Draft.Claims) {
		if len(c.Evidence) != 1 || !slices.ContainsFunc(m, func(p Passage) bool { return p.Unit.ID == c.Evidence[0].Unit && p.Unit.Text == c.Text }) {
			t.Fatalf("%q is no unit: %+v", c.Text, c.Evidence)
		}
		rest = append(rest[:c.Start:c.Start], rest[c.End:]...)
	}
	for line := range strings.SplitSeq(string(rest), "\n") {
		if !allowed[line] {
			t.Fatalf("%q shows %q", answer, line)
		}
	}
}

func TestCompose(t *testing.T) {
	tests := []struct {
		name, answer, want string
		fails              bool
	}{
		{"plain prose", "You have 14 days.", "You have 14 days.", false},
		{"citations go", "You have 14 days. [1] Sale goods stay with you [2, 4].", "You have 14 days. Sale goods stay with you.", false},
		{"values are filled", "You have {1.1}, and the label costs {3.1}.", "You have 14 days, and the label costs £3.50.", false},
		{"declines", "NONE", "", false},
		{"declines in its way", " None. ", "", false},
		{"empty", "\n ", "", false},
		{"cites nothing there", "You have 14 days. [9]", "", true},
		{"refers to nothing there", "You have {1.9}.", "", true},
		{"refers to no passage", "You have {7.1}.", "", true},
		{"citations only", "[1][2]", "", true},
		{"too long", strings.Repeat("word ", 2000), "", true},
		{"no text", "\xff\xfe", "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, ok, err := Compose(test.answer, material(), desk.English, everything)
			if (err != nil) != test.fails || ok != (test.want != "") {
				t.Fatalf("ok %v, error %v, text %q", ok, err, d.Text)
			}
			if d.Text != test.want {
				t.Errorf("text %q, want %q", d.Text, test.want)
			}
			for _, c := range d.Claims {
				if len(c.Evidence) != 0 {
					t.Errorf("the model gave evidence to %q", c.Text)
				}
			}
		})
	}
}

// What a model is told changes only where somebody meant it: the goldens hold the whole of it, and the version names it.
func TestPromptsAreWhatTheyWere(t *testing.T) {
	history := []llm.Message{{Role: llm.Assistant, Text: "Hello."}, {Role: llm.User, Text: "Hi!"}, {Role: llm.User, Text: "I bought shoes."}, {Role: llm.Assistant, Text: "What about them?"}}
	for _, mode := range []desk.Mode{desk.Select, desk.Compose} {
		path := filepath.Join("testdata", string(mode)+".golden")
		r, err := Ask(mode, material(), history, "Can I return them?")
		if err != nil {
			t.Fatal(err)
		}
		r = Again(r, "Yes.", []desk.Finding{{Check: "support", Message: "no passage says it"}, {Severity: desk.Note, Message: "a note"}})
		got := "version: " + r.System.Version() + "\nschema: " + string(r.Schema.JSON()) + "\n\n" + r.System.Text() + "\n"
		var gotSb198 strings.Builder
		for _, m := range r.Messages {
			gotSb198.WriteString("\n" + string(m.Role) + ": " + m.Text + "\n")
		}
		got += gotSb198.String()
		if err := r.Check(); err != nil {
			t.Error(err)
		}
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (run with -update if this is meant)\n%s", mode, diff)
		}
	}
}

func TestPromptListsTheJoins(t *testing.T) {
	prompt, err := prompts.ReadFile("prompts/select.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, phrase := range Joins(desk.English) {
		line := fmt.Sprintf("j%d: %s / %s\n", i+1, phrase, Joins(desk.French)[i])
		if !strings.Contains(string(prompt), line) {
			t.Errorf("the prompt lacks %q", line)
		}
	}
}

func TestJoinsStateNothing(t *testing.T) {
	for _, language := range []desk.Language{desk.English, desk.French} {
		if n := len(Joins(language)); n == 0 || n > 40 {
			t.Errorf("%s: %d phrases", language, n)
		}
		for _, phrase := range Joins(language) {
			if !strings.HasSuffix(phrase, ":") || strings.ContainsAny(phrase, "0123456789") {
				t.Errorf("%q", phrase)
			}
		}
	}
}
