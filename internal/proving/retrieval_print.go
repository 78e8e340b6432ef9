package proving

import (
	"fmt"
	"io"
)

// WriteText prints a report as a table for people.
func (r RetrievalReport) WriteText(w io.Writer) error {
	_, err := fmt.Fprintf(w, "n=%d hit@1=%.3f hit@5=%.3f MRR@10=%.3f p50=%.2f ms\nwithout an answer in the knowledge: n=%d\n",
		r.Questions, r.Hit1, r.Hit5, r.MRR10, r.P50, r.Unanswered)
	if err != nil {
		return err
	}
	if _, err = fmt.Fprintf(w, "%9s %9s %9s %9s %6s\n", "threshold", "answered", "wrong", "right", "n"); err != nil {
		return err
	}
	for _, a := range append([]Abstention{r.Shipped}, r.Curve...) {
		if _, err = fmt.Fprintf(w, "%9.2f %9.3f %9.3f %9.3f %6d\n", a.Threshold, a.Answered, a.Wrong, a.Right, a.N); err != nil {
			return err
		}
	}
	return nil
}
