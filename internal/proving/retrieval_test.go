package proving

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// linesOf reads a file of JSON lines.
func linesOf[T any](t testing.TB, path string) []T {
	t.Helper()
	var list []T
	err := eachLine(opened(t, path), func(number int, line []byte) error {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("%s:%d: %v", path, number, err)
		}
		list = append(list, v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestReadRetrievalQuestions(t *testing.T) {
	const set = `{"question": "Where is it?", "article": "7"}

{"question": "Was it?", "article": "9", "in_kb": false}
{"question": "Où ?", "article": "8", "language": "fr"}
{"id": "t1", "question": "Original", "answers": ["a"], "rephrasings": ["Again", "Anew"]}
{"id": "t2", "question": "Lonely", "answers": ["a"], "rephrasings": []}`
	got, err := ReadRetrievalQuestions(strings.NewReader(set), desk.English)
	if err != nil {
		t.Fatal(err)
	}
	want := []RetrievalQuestion{
		{Text: "Where is it?", Language: desk.English, Articles: []string{"7"}},
		{Text: "Was it?", Language: desk.English},
		{Text: "Où ?", Language: desk.French, Articles: []string{"8"}},
		{Text: "Again", Language: desk.English, Articles: []string{"t1"}},
		{Text: "Anew", Language: desk.English, Articles: []string{"t1"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, broken := range []string{"{", `{"article": "7"}`, "[]", `{"question": ` + strings.Repeat("x", maxLine)} {
		if _, err := ReadRetrievalQuestions(strings.NewReader(broken), desk.English); !desk.Is(err, desk.Invalid) {
			t.Errorf("%.20q: %v", broken, err)
		}
	}
}

func TestReadSheets(t *testing.T) {
	const kb = `{"id": "1", "title": "One", "text": "Text one."}
{"id": "s1", "article": "F1", "text": "Payment\n\nBy card\n\nYou pay\nlater."}
{"id": "s2", "article": "F1", "text": "Text alone."}
{"id": "t1", "question": "How?", "answers": ["So.", "Or so."], "rephrasings": []}`
	sheets, err := ReadSheets(strings.NewReader(kb), desk.French)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]Section{}
	for _, s := range sheets {
		got[s.Article.ID+" "+s.Article.Title] = s.Sections
		if !s.Article.Contract.InForce(time.Now()) || s.Article.Language != desk.French {
			t.Errorf("%+v", s.Article)
		}
	}
	want := map[string][]Section{
		"1 One":   {{Text: "Text one."}},
		"F1 ":     {{Path: []string{"Payment", "By card"}, Text: "You pay\nlater."}, {Text: "Text alone."}},
		"t1 How?": {{Text: "So."}, {Text: "Or so."}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, broken := range []string{"{", `{"id": "1"}`, `{"text": "no id"}`} {
		if _, err := ReadSheets(strings.NewReader(broken), desk.French); !desk.Is(err, desk.Invalid) {
			t.Errorf("%q: %v", broken, err)
		}
	}
}

func TestMeasureRetrievalCounts(t *testing.T) {
	article := func(id, title, text string) index.Entry {
		return index.Entry{
			Article: desk.Article{ID: id, Key: id, Language: desk.English, Title: title, Contract: desk.Contract{Status: desk.StatusApproved}},
			Units:   []desk.Unit{{Article: id, Kind: desk.Prose, Text: text}},
		}
	}
	x := index.New()
	x.Put(1, article("a", "Zebra stripes", "The stripes of zebras differ much."), article("b", "Okapi tongues", "A tongue of blue and zebra food."))
	tuning := retrieve.DefaultTuning()
	tuning.Threshold = 0
	report := MeasureRetrieval(Retrieval{
		View: x.Snapshot(), Tuning: tuning, At: time.Now(), Known: map[string]bool{"a": true, "b": true}, Since: func() time.Duration { return 0 },
	}, []RetrievalQuestion{
		{Text: "zebra stripes", Language: desk.English, Articles: []string{"a"}},
		{Text: "zebra stripes", Language: desk.English, Articles: []string{"b"}},
		{Text: "zebra stripes", Language: desk.English, Articles: []string{"gone"}},
		{Text: "giraffe", Language: desk.English, Articles: []string{"a"}},
	})
	if diff := cmp.Diff([]int{1, 2, NoAnswer, 0}, report.Ranks); diff != "" {
		t.Error(diff)
	}
	if report.Questions != 3 || report.Unanswered != 1 || report.Hit1 != 1.0/3 || report.Hit5 != 2.0/3 || report.MRR10 != 0.5 {
		t.Errorf("%+v", report)
	}
	want := Abstention{Threshold: 0, Answered: 0.75, Wrong: 2.0 / 3, Right: 1.0 / 3, N: 3}
	if diff := cmp.Diff(want, report.Shipped); diff != "" {
		t.Error(diff)
	}
	var b bytes.Buffer
	if err := report.WriteText(&b); err != nil || !strings.Contains(b.String(), "hit@1=0.333") {
		t.Errorf("%v: %s", err, b.String())
	}
}

func TestFitLogisticFindsTheModelThatMadeTheData(t *testing.T) {
	truth := retrieve.Logistic{Bias: -1, Weights: []float64{2, -0.5}}
	var examples []Example
	for a := -3.0; a <= 3; a += 0.25 {
		for b := -3.0; b <= 3; b += 0.25 {
			x := []float64{a, b}
			p := truth.Probability(x)
			examples = append(examples, Example{x, true, p}, Example{x, false, 1 - p})
		}
	}
	got := FitLogistic(examples, 0)
	for i, w := range append([]float64{truth.Bias}, truth.Weights...) {
		if g := append([]float64{got.Bias}, got.Weights...)[i]; math.Abs(g-w) > 1e-4 {
			t.Errorf("weight %d is %.5f, want %.5f", i, g, w)
		}
	}
	for name, odd := range map[string][]Example{
		"none": nil, "one side": {{[]float64{1}, true, 1}, {[]float64{2}, true, 1}}, "constant": {{[]float64{0}, true, 1}, {[]float64{0}, false, 1}},
	} {
		m := FitLogistic(odd, 1)
		if p := m.Probability(make([]float64, len(m.Weights))); math.IsNaN(p) {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

// The figures of the notes are a commercial engine's .340/.535 and a plain BM25's .421/.704/.545 on CNIL, and a BM25's
// .665/.907 on StackFAQ's threads.
func TestRankingOnPublicSets(t *testing.T) {
	bars := map[string][3]float64{"cnil": {0.55, 0.85, 0.66}, "service-public": {0.5, 0.7, 0.6}, "stackfaq": {0.76, 0.95, 0.84}}
	for _, set := range publicSets(t) {
		t.Run(set.name, func(t *testing.T) {
			x, known := set.index()
			start := time.Now()
			report := MeasureRetrieval(Retrieval{
				View: x.Snapshot(), Tuning: retrieve.DefaultTuning(), At: start, Known: known, Since: func() time.Duration { return time.Since(start) },
			}, set.questions)
			if testing.Verbose() {
				if err := report.WriteText(os.Stdout); err != nil {
					t.Fatal(err)
				}
			}
			bar := bars[set.name]
			if report.Hit1 < bar[0] || report.Hit5 < bar[1] || report.MRR10 < bar[2] {
				t.Errorf("hit@1 %.3f hit@5 %.3f MRR@10 %.3f on %d questions, want %v", report.Hit1, report.Hit5, report.MRR10, report.Questions, bar)
			}
		})
	}
}
