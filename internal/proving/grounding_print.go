package proving

import (
	"fmt"
	"io"
	"strings"
)

// WriteText prints a report as tables for people.
func (r GroundingReport) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "n=%d, %s lines, %d generic answers left out; p50=%.0f us\n", r.N, r.Part, r.LeftOut, r.P50)
	rows := r.Tasks
	if len(rows) != 1 {
		rows = append([]GroundingFigures{r.All}, rows...)
	}
	writeVerdicts(&b, rows)
	writeSentences(&b, rows)
	writeHolds(&b, rows)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeVerdicts(b *strings.Builder, rows []GroundingFigures) {
	fmt.Fprintf(b, "answers, a hold taken for wrong\n%10s %6s %6s %9s %6s %6s %6s   %s\n", "task", "n", "wrong", "precision", "recall", "F1", "AUROC",
		"hold everything: precision (base rate), F1")
	for _, f := range rows {
		fmt.Fprintf(b, "%10s %6d %6d %9.3f %6.3f %6.3f %6.3f   %.3f %.3f\n", f.Task, f.N, f.Wrong, f.Verdict.Precision, f.Verdict.Recall,
			f.Verdict.F1, f.AUROC, f.Everything.Precision, f.Everything.F1)
	}
}

func writeSentences(b *strings.Builder, rows []GroundingFigures) {
	titled := false
	for _, f := range rows {
		if f.Sentences == nil {
			continue
		}
		if !titled {
			fmt.Fprintf(b, "sentences, share of the wrong ones flagged @ share of the supported ones flagged\n%10s %6s %6s %13s   %s\n", "task", "n", "wrong",
				"as shipped", "by score")
			titled = true
		}
		fmt.Fprintf(b, "%10s %6d %6d   %.3f @ %.3f  ", f.Task, f.Sentences.N, f.Sentences.Wrong, f.Sentences.Shipped.Recall, f.Sentences.Shipped.Flagged)
		for _, p := range f.Sentences.Curve {
			fmt.Fprintf(b, "  %.3f @ %.3f", p.Recall, p.Flagged)
		}
		b.WriteByte('\n')
	}
}

func writeHolds(b *strings.Builder, rows []GroundingFigures) {
	titled := false
	for _, f := range rows {
		for _, h := range f.Holds {
			if !titled {
				fmt.Fprintf(b, "if %.0f of 1,000 answers were wrong\n%10s %16s %6s %9s %12s %20s\n", 1000*realBaseRate, "task", "hold", "held", "precision",
					"wrong sent", "right held in the set")
				titled = true
			}
			fmt.Fprintf(b, "%10s %16s %6.0f %9.3f %12.1f %8d of %d\n", f.Task, h.Rule, h.Held, h.Precision, h.Sent, h.RightHeld, f.N-f.Wrong)
		}
	}
}
