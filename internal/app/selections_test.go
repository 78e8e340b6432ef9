package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/llm"
)

// selection is what a model might choose of a few pages, and what harm that would do.
type selection struct {
	ID, Language, Question, Harm, Half, World string
	Attributes                                map[string]string
	Articles                                  []struct {
		ID, Title, Markdown string
		AppliesTo           map[string]string `json:"applies_to"`
	}
	Select [][2]string
	Widens bool `json:"harmless_if_widened_to_whole_unit"`
}

// chooser is a model that chooses what it is told to, by the words of the units.
type chooser struct {
	wanted [][2]string
	titles map[string]string // article's id -> its title, as the model is shown it
	asked  bool
	missed []string
}

func (c *chooser) Complete(_ context.Context, r llm.Request) (llm.Result, error) {
	c.asked = true
	var parts []string
	for _, want := range c.wanted {
		n := c.numberOf(r.System.Text(), want)
		if n == 0 {
			c.missed = append(c.missed, want[1])
			continue
		}
		if id := fmt.Sprintf(`"p%d"`, n); !slices.Contains(parts, id) {
			parts = append(parts, id)
		}
	}
	return llm.Result{Text: `{"parts":[` + strings.Join(parts, ",") + `]}`, Model: "scripted"}, nil
}

// numberOf finds the passage with these words on this page.
func (c *chooser) numberOf(system string, want [2]string) int {
	for line := range strings.SplitSeq(system, "\n") {
		var passage struct {
			N           int
			Title, Text string
		}
		if json.Unmarshal([]byte(line), &passage) != nil || passage.Title != c.titles[want[0]] {
			continue
		}
		if strings.Contains(plainly(passage.Text), plainly(want[1])) || cells(passage.Text, want[1]) {
			return passage.N
		}
	}
	return 0
}

// cells tells whether a passage holds every cell of a Markdown table's row.
func cells(text, row string) bool {
	if !strings.HasPrefix(row, "|") {
		return false
	}
	for cell := range strings.SplitSeq(strings.Trim(row, "| "), "|") {
		if !strings.Contains(text, strings.TrimSpace(cell)) {
			return false
		}
	}
	return true
}

// A model that may only choose passages can still choose harmfully. What is harmful may not be shown as it was chosen: it
// is held, or completed with what was left out.
func TestHarmfulSelections(t *testing.T) {
	desks := map[string]*App{}
	type tally struct{ n, asked, sent, completed, held, person int }
	tallies := map[string]*tally{}
	for _, s := range readLines[selection](t, "../flow/testdata/selections/selections.jsonl") {
		a := desks[s.World]
		if a == nil {
			a = newAppWith(t, "", map[string]string{"mode": "select", "model-url": "http://127.0.0.1:1", "model": "scripted"})
			desks[s.World] = a
		}
		model := s.load(t, a)
		out, err := a.ask(t.Context(), s.Question, desk.Language(s.Language), s.Attributes)
		if err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		key := s.Half + " " + s.Harm
		if tallies[key] == nil {
			tallies[key] = &tally{}
		}
		c := tallies[key]
		c.n++
		if !model.asked {
			continue
		}
		c.asked++
		switch {
		case out.State == desk.HeldBack:
			c.held++
		case out.State != desk.Sent:
			c.person++
		case s.asChosen(out):
			c.sent++
			if s.Harm != "" && s.Half == "a" {
				t.Logf("SHOWN %s (%s): %s\n  %q", s.ID, s.Harm, s.Question, out.Text)
			}
		default:
			c.completed++
			if s.Harm != "" && s.Half == "a" {
				t.Logf("CHANGED %s (%s): %s\n  chosen %q\n  %q", s.ID, s.Harm, s.Question, s.Select, out.Text)
			}
		}
		if s.Harm == "" && out.State != desk.Sent && s.Half == "a" {
			t.Logf("KEPT %s: %s %s %v\n  %v", s.ID, out.State, out.Reason, out.Findings, s.Question)
		}
	}
	shown := 0
	for _, key := range slices.Sorted(maps.Keys(tallies)) {
		c := tallies[key]
		if _, harm, _ := strings.Cut(key, " "); harm != "" && harm != "steps_reversed" { // steps come in the page's order whatever is chosen
			shown += c.sent
		}
		t.Logf("%-36s n %3d, model asked %3d: shown as chosen %3d, shown completed or as a quote %3d, held %3d, to a person %3d", key, c.n, c.asked, c.sent, c.completed, c.held, c.person)
	}
	if shown > mostShown {
		t.Errorf("%d harmful choices are shown as they were made, %d is the most", shown, mostShown)
	}
}

// mostShown is what stands today of 180 harmful choices; the aim is 0, and it may only go down.
const mostShown = 6

// load makes the case's pages the knowledge of a desk whose model chooses as the case says.
func (s selection) load(t *testing.T, a *App) *chooser {
	t.Helper()
	model := &chooser{wanted: s.Select, titles: map[string]string{}}
	files := fstest.MapFS{}
	for _, page := range s.Articles {
		var front strings.Builder
		fmt.Fprintf(&front, "---\ntitle: %q\nlang: %s\n", page.Title, s.Language)
		if len(page.AppliesTo) > 0 {
			front.WriteString("applies_to:\n")
			for key, value := range page.AppliesTo {
				fmt.Fprintf(&front, "  %s: [%q]\n", key, value)
			}
		}
		files[page.ID+".md"] = &fstest.MapFile{Data: []byte(front.String() + "---\n" + page.Markdown)}
		model.titles[page.ID] = page.Title
	}
	report, err := a.library.Import(t.Context(), files, knowledge.Options{Source: "test", Trusted: true})
	if err != nil || len(report.Skipped) > 0 {
		t.Fatal(s.ID, err, report.Skipped)
	}
	if err := a.shelf.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.flow.Model = model
	return model
}

// asChosen tells whether what was sent is what was chosen and nothing more.
func (s selection) asChosen(out asked) bool {
	for _, c := range out.Claims {
		if !slices.ContainsFunc(s.Select, func(want [2]string) bool {
			return strings.Contains(plainly(want[1]), plainly(c.Text)) || strings.Contains(plainly(c.Text), plainly(want[1])) || cells(c.Text, want[1])
		}) {
			return false
		}
	}
	return true
}
