package app

import (
	"bytes"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving"
)

// injection has the guard read texts that order a model about, and benign ones with their words. The main figure is the
// share of the benign ones that are left alone: 0 where the set has none.
func (c *evalCmd) injection(f figures, raw []byte) (figures, error) {
	items, err := proving.ReadInjectionItems(bytes.NewReader(raw))
	if err != nil {
		return f, err
	}
	report, err := proving.MeasureInjection(items)
	f.Main, f.Table = report.Benign.LeftAlone(), report
	return f, err
}

// guardCases has all checks inspect answers, half of which should be held. The main figure is the share of cases that are
// judged as expected.
func (c *evalCmd) guardCases(r *run, f figures, raw []byte) (figures, error) {
	cases, err := proving.ReadGuardCases(bytes.NewReader(raw), desk.Language(c.Language))
	if err != nil {
		return f, err
	}
	at, err := c.moment(r)
	if err != nil {
		return f, err
	}
	report := proving.MeasureGuardCases(cases, at)
	f.Main, f.Table = report.All.Right(), report
	return f, nil
}
