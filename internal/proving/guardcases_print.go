package proving

import (
	"fmt"
	"io"
	"strings"
)

// WriteText prints a report as a table for people: a line a check, a column a half and language.
func (r GuardCasesReport) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "n=%d, judged as expected %.3f\nheld of hold, flagged of pass\n%-20s %17s", r.All.ToHold+r.All.ToPass, r.All.Right(), "check", "all")
	for _, p := range r.Parts {
		fmt.Fprintf(&b, " %17s", p.Half+" "+string(p.Language))
	}
	b.WriteByte('\n')
	writeHoldCounts(&b, "all", r.All, r.Parts, r.Parts)
	for start := 0; start < len(r.Rows); {
		end := start
		all := HoldCount{}
		for ; end < len(r.Rows) && r.Rows[end].Check == r.Rows[start].Check; end++ {
			all = all.plus(r.Rows[end].HoldCount)
		}
		writeHoldCounts(&b, r.Rows[start].Check, all, r.Rows[start:end], r.Parts)
		start = end
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c HoldCount) plus(d HoldCount) HoldCount {
	return HoldCount{c.Held + d.Held, c.ToHold + d.ToHold, c.Flagged + d.Flagged, c.ToPass + d.ToPass}
}

// String gives held of hold and flagged of pass.
func (c HoldCount) String() string {
	return fmt.Sprintf("%d/%d %d/%d", c.Held, c.ToHold, c.Flagged, c.ToPass)
}

// writeHoldCounts writes one line; a column of which the check has no case stays a dash.
func writeHoldCounts(b *strings.Builder, check string, all HoldCount, row, columns []GuardPart) {
	fmt.Fprintf(b, "%-20s %17s", check, all)
	for _, column := range columns {
		cell := "-"
		for _, p := range row {
			if p.Half == column.Half && p.Language == column.Language {
				cell = p.String()
			}
		}
		fmt.Fprintf(b, " %17s", cell)
	}
	b.WriteByte('\n')
}
