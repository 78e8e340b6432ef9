package proving

import (
	"os"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

func measure(t *testing.T, kb, set string, language desk.Language) RetrievalReport {
	t.Helper()
	list := sheets(t, kb, language)
	x := indexed(list)
	known := map[string]bool{}
	for _, s := range list {
		known[s.Article.ID] = true
	}
	start := time.Now()
	report := MeasureRetrieval(Retrieval{
		View: x.Snapshot(), Tuning: retrieve.DefaultTuning(), At: start, Known: known, Since: func() time.Duration { return time.Since(start) },
	}, questions(t, set, language))
	if err := report.WriteText(os.Stdout); err != nil {
		t.Fatal(err)
	}
	return report
}

func TestRetrievalOnPublicSets(t *testing.T) {
	for _, set := range []struct {
		kb, questions   string
		language        desk.Language
		hit1, hit5, mrr float64
	}{
		{"kb/cnil.jsonl", "retrieval/cnil-questions.jsonl", desk.French, 0.3, 0.6, 0.4},
		{"kb/service-public.jsonl", "retrieval/service-public-questions.jsonl", desk.French, 0.5, 0.8, 0.6},
		{"retrieval/stackfaq.jsonl", "retrieval/stackfaq.jsonl", desk.English, 0.5, 0.8, 0.6},
	} {
		t.Run(set.questions, func(t *testing.T) {
			got := measure(t, set.kb, set.questions, set.language)
			if got.Hit1 < set.hit1 || got.Hit5 < set.hit5 || got.MRR10 < set.mrr {
				t.Errorf("hit@1 %.3f hit@5 %.3f MRR@10 %.3f n=%d", got.Hit1, got.Hit5, got.MRR10, got.Questions)
			}
		})
	}
}
