package app

import (
	"bytes"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving"
)

// grounding has the guard inspect answers that people have judged. The main figure is the F1 of its holds.
func (c *evalCmd) grounding(r *run, f figures, raw []byte) (figures, error) {
	items, leftOut, err := proving.ReadGroundingItems(bytes.NewReader(raw), proving.Part(c.Part))
	if err != nil {
		return f, err
	}
	for i := range items {
		items[i].Language = items[i].Language.Or(desk.Language(c.Language))
	}
	at, err := c.moment(r)
	if err != nil {
		return f, err
	}
	start := time.Now()
	report := proving.MeasureGrounding(proving.Grounding{
		Items: items, LeftOut: leftOut, Part: proving.Part(c.Part), At: at, Since: func() time.Duration { return time.Since(start) },
	})
	f.Main, f.Table = report.All.Verdict.F1, report
	return f, nil
}
