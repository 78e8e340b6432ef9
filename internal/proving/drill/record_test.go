package drill_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/proving/drill"
)

func TestConclude(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	good := drill.Report{Results: make([]drill.Result, 2)}
	bad := drill.Report{Results: make([]drill.Result, 2), Harmful: 1}
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		ctx    context.Context //nolint:containedctx // a table of them
		report drill.Report
		err    error
		want   drill.State
	}{
		"good":                    {t.Context(), good, nil, drill.Passed},
		"harmful":                 {t.Context(), bad, nil, drill.Failed},
		"nothing was played":      {t.Context(), drill.Report{}, nil, drill.Failed},
		"could not be played":     {t.Context(), bad, errors.New("no"), drill.Broken},
		"overrun":                 {t.Context(), good, context.DeadlineExceeded, drill.Broken},
		"stopped":                 {stopped, good, context.Canceled, drill.Interrupted},
		"stopped at the last one": {stopped, good, nil, drill.Interrupted},
	} {
		r := drill.Run{ID: "a"}.Conclude(c.ctx, c.report, c.err, at)
		if r.State != c.want || !r.Ended.Equal(at) || r.State.Finished() != (len(r.Report.Results) == r.Cases && (r.Cases > 0 || name == "nothing was played")) {
			t.Errorf("%s: %+v, want %s", name, r, c.want)
		}
	}
}

func TestNext(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	run := func(state drill.State, ago time.Duration) drill.Run {
		return drill.Run{State: state, Begun: now.Add(-ago - time.Second), Ended: now.Add(-ago)}
	}
	own := run(drill.Passed, 2*time.Hour)
	own.Own = true
	for name, c := range map[string]struct {
		runs []drill.Run
		want bool
	}{
		"never":                        {nil, true},
		"yesterday":                    {[]drill.Run{run(drill.Passed, 24*time.Hour)}, false},
		"a moment before the month":    {[]drill.Run{run(drill.Failed, drill.Month-time.Second)}, false},
		"a month ago":                  {[]drill.Run{run(drill.Failed, drill.Month)}, true},
		"one runs":                     {[]drill.Run{run(drill.Running, time.Minute), run(drill.Passed, 2*drill.Month)}, false},
		"one broke a minute ago":       {[]drill.Run{run(drill.Broken, time.Minute), run(drill.Passed, 2*drill.Month)}, false},
		"one broke an hour ago":        {[]drill.Run{run(drill.Broken, drill.Again), run(drill.Passed, 2*drill.Month)}, true},
		"the first broke a minute ago": {[]drill.Run{run(drill.Interrupted, time.Minute)}, false},
		"cases of the company's own":   {[]drill.Run{own, run(drill.Passed, 2*drill.Month)}, true},
		"broken since, yet good":       {[]drill.Run{run(drill.Broken, 2*time.Hour), run(drill.Passed, 24*time.Hour)}, false},
	} {
		if got := !now.Before(drill.Next(c.runs)); got != c.want {
			t.Errorf("%s: due %v", name, got)
		}
	}
}
