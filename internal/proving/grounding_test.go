package proving

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

const groundingSource = `"sources":[{"id":"1","text":"Boxes leave on Monday. Refunds take 14 days and are free."}]`

// groundingSet has, in order: a right answer, a wrong one that is seen, a wrong one that is not, a right one that is held,
// and a generic one.
var groundingSet = strings.Join([]string{
	`{"id":"a","task":"qa","language":"en",` + groundingSource + `,"answer":"Boxes leave on Monday.","unsupported":[]}`,
	`{"id":"b","task":"qa","language":"en",` + groundingSource + `,"answer":"Boxes leave on Monday. Refunds take 99 days.","unsupported":[{"start":36,"end":38,"kind":"conflict"}]}`,
	``,
	`{"id":"c","task":"chat","language":"en",` + groundingSource + `,"answer":"Boxes leave on Monday.","label":"Not fully attributable"}`,
	`{"id":"d","task":"chat","language":"en",` + groundingSource + `,"answer":"Parcels travel at the start of a week.","label":"Fully attributable"}`,
	`{"id":"e","task":"chat","language":"en",` + groundingSource + `,"answer":"I like that very much.","label":"Generic"}`,
}, "\n")

func TestMeasureGrounding(t *testing.T) {
	items, leftOut, err := ReadGroundingItems(strings.NewReader(groundingSet), AllLines)
	if err != nil {
		t.Fatal(err)
	}
	got := MeasureGrounding(Grounding{Items: items, LeftOut: leftOut, Since: func() time.Duration { return 0 }})
	want := GroundingReport{
		N: 4, LeftOut: 1, Part: AllLines,
		All: GroundingFigures{
			Task: "all", N: 4, Wrong: 2, BaseRate: .5,
			Verdict: Detection{.5, .5, .5}, Everything: Detection{.5, 1, 2. / 3},
		},
		Tasks: []GroundingFigures{
			{Task: "chat", N: 2, Wrong: 1, BaseRate: .5, Everything: Detection{.5, 1, 2. / 3}},
			{Task: "qa", N: 2, Wrong: 1, BaseRate: .5, Verdict: Detection{1, 1, 1}, Everything: Detection{.5, 1, 2. / 3}, AUROC: 1},
		},
	}
	sentences := &SentenceFigures{N: 3, Wrong: 1, Shipped: SentencePoint{0, 1}, Curve: []SentencePoint{{0, 1}, {0, 1}, {0, 1}, {0, 1}}}
	want.All.Sentences, want.Tasks[1].Sentences = sentences, sentences
	ignored := cmpopts.IgnoreFields(GroundingFigures{}, "Holds")
	auroc := cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "All.AUROC" }, cmp.Ignore())
	if diff := cmp.Diff(want, got, ignored, auroc, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestReadGroundingParts(t *testing.T) {
	for part, want := range map[Part][]string{"": {"a", "b", "c", "d"}, AllLines: {"a", "b", "c", "d"}, OddLines: {"a", "d"}, EvenLines: {"b", "c"}} {
		items, _, err := ReadGroundingItems(strings.NewReader(groundingSet), part)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, item := range items {
			ids = append(ids, item.ID)
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("%s lines (-want +got):\n%s", part, diff)
		}
	}
}

func TestReadGroundingNamesTheFault(t *testing.T) {
	good := `{` + groundingSource + `,"answer":"Boxes.","unsupported":[]}` + "\n"
	for name, c := range map[string]struct {
		part      Part
		set, want string
	}{
		"no JSON":          {AllLines, good + "nothing", "line 2"},
		"no answer":        {AllLines, good + `{` + groundingSource + `,"unsupported":[]}`, "line 2"},
		"no sources":       {AllLines, good + `{"answer":"Boxes.","sources":[],"unsupported":[]}`, "line 2"},
		"no judgement":     {AllLines, good + `{` + groundingSource + `,"answer":"Boxes."}`, "Generic"},
		"another label":    {AllLines, good + `{` + groundingSource + `,"answer":"Boxes.","label":"fine"}`, "line 2"},
		"bytes, not runes": {AllLines, good + `{` + groundingSource + `,"answer":"É.","unsupported":[{"start":0,"end":3}]}`, "code points"},
		"backwards":        {AllLines, `{` + groundingSource + `,"answer":"Boxes.","unsupported":[{"start":3,"end":3}]}`, "line 1"},
		"another part":     {"third", good, "third"},
		"nothing there":    {EvenLines, good, "even"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := ReadGroundingItems(strings.NewReader(c.set), c.part)
			if desk.KindOf(err) != desk.Invalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want invalid with %q", err, c.want)
			}
		})
	}
}

// TestHoldsAtTheRealBaseRate has 4 right answers, one of them held, and 2 wrong ones, one of them held.
func TestHoldsAtTheRealBaseRate(t *testing.T) {
	list := judgements{{.9, false, false}, {.8, false, false}, {.7, false, false}, {.5, true, false}, {.1, true, true}, {.7, false, true}}
	want := []HoldRate{
		{"verdict", 257.5, 15 / 257.5, 15, 1},
		{"score under 0.2", 15, 1, 15, 0},
		{"score under 0.4", 15, 1, 15, 0},
		{"score under 0.6", 257.5, 15 / 257.5, 15, 1},
		{"score under 0.8", 515, 30. / 515, 0, 2},
		{"everything", 1000, .03, 0, 4},
	}
	if diff := cmp.Diff(want, list.holds(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("holds (-want +got):\n%s", diff)
	}
	if got := list.auroc(); math.Abs(got-6.5/8) > 1e-9 {
		t.Errorf("AUROC %v, want 6.5 of 8 pairs in order", got)
	}
	curve := list.figures().Curve
	if diff := cmp.Diff([]SentencePoint{{0, .5}, {0, .5}, {0, .5}, {.25, .5}}, curve); diff != "" {
		t.Errorf("curve (-want +got):\n%s", diff)
	}
}

func TestJudgementsKeepTheirLaws(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) judged {
		return judged{float64(rapid.IntRange(0, 10).Draw(t, "score")) / 10, rapid.Bool().Draw(t, "held"), rapid.Bool().Draw(t, "wrong")}
	})
	rapid.Check(t, func(t *rapid.T) {
		list := judgements(rapid.SliceOf(one).Draw(t, "judgements"))
		if got, want := list.auroc(), pairsInOrder(list); math.Abs(got-want) > 1e-9 {
			t.Fatalf("AUROC %v, want %v", got, want)
		}
		last := SentencePoint{}
		for _, most := range []float64{0, .05, .1, .2, .4, 1} {
			p := list.within(most)
			if p.Flagged > most || p.Flagged < last.Flagged || p.Recall < last.Recall {
				t.Fatalf("within %v: %+v after %+v", most, p, last)
			}
			last = p
		}
		for _, h := range list.holds() {
			if wrong := h.Held*h.Precision + h.Sent; h.Held > 0 && math.Abs(wrong-30) > 1e-9 {
				t.Fatalf("%+v: caught and sent are %v wrong answers, want 30", h, wrong)
			}
		}
	})
}

// pairsInOrder counts, of all pairs of a wrong and a right one, those in which the wrong one scores lower.
func pairsInOrder(list judgements) float64 {
	wins, pairs := 0.0, 0.0
	for _, a := range list {
		for _, b := range list {
			if !a.wrong || b.wrong {
				continue
			}
			pairs++
			wins += number(a.score < b.score) + number(a.score == b.score)/2
		}
	}
	return share(wins, pairs)
}

func FuzzGrounding(f *testing.F) {
	f.Add([]byte(groundingSet))
	f.Add([]byte(`{"sources":[{}],"answer":"\ud800","unsupported":[{"start":0,"end":1}]}`))
	f.Fuzz(func(t *testing.T, set []byte) {
		items, leftOut, err := ReadGroundingItems(strings.NewReader(string(set)), AllLines)
		if err != nil {
			return
		}
		report := MeasureGrounding(Grounding{Items: items, LeftOut: leftOut, Since: func() time.Duration { return 0 }})
		if _, err := json.Marshal(report); err != nil {
			t.Fatal(err)
		}
		if err := report.WriteText(&strings.Builder{}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestGroundingFigures prints what the guard does to public sets, by halves: it was developed on the odd lines. The
// sources of ragtruth stand in both halves, with other answers, so that the even half may flatter a little.
func TestGroundingFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("measuring on public sets takes minutes: the run without -short does it")
	}
	dir := os.Getenv("VIGIE_TESTDATA")
	if dir == "" {
		t.Skip("VIGIE_TESTDATA is not set: no public grounding set to measure on")
	}
	for _, set := range []string{"ragtruth", "begin"} {
		raw, err := os.ReadFile(filepath.Join(dir, "grounding", set+".jsonl"))
		if err != nil {
			t.Skip(err)
		}
		for _, part := range []Part{OddLines, EvenLines} {
			items, leftOut, err := ReadGroundingItems(strings.NewReader(string(raw)), part)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			report := MeasureGrounding(Grounding{Items: items, LeftOut: leftOut, Part: part, Since: func() time.Duration { return time.Since(start) }})
			var b strings.Builder
			if err := report.WriteText(&b); err != nil {
				t.Fatal(err)
			}
			t.Logf("%s\n%s", set, b.String())
			// Recall fell from .85 on BEGIN when the guard stopped holding right answers by the way: 5 of 98 now, with
			// a precision of .98.
			if all := report.All; all.Verdict.Recall < .75 || all.Verdict.F1 <= all.Everything.F1 {
				t.Errorf("%s, %s lines: %+v, want a recall of at least .75 and an F1 over %.3f, that of holding everything", set, part, all.Verdict, all.Everything.F1)
			}
		}
	}
}
