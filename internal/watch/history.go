package watch

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// History is a stream day by day, for people to look at. Nothing here pages.
type History struct {
	Stream  Stream
	Days    []Day    // with outcomes, oldest first
	Line    float64  // that the sum is looked at against
	Failing []string // the last ones, oldest first: conversations, or the answers (turns) of the sample
}

// Day is what a stream counted on one day.
type Day struct {
	At     time.Time // its beginning
	Seen   int
	Failed int
	Sum    float64 // the cumulative sum at its end, in standard deviations; 0 in the baseline's time
}

const (
	historyDays    = 60
	historyMost    = 20_000 // outcomes that are read
	historyFailing = 200
)

// History gives the last days of a stream. NotFound for one that is not there.
func (s *Service) History(ctx context.Context, kind Kind, scope string, zone *time.Location) (History, error) {
	list, err := s.Streams.Streams(ctx)
	if err != nil {
		return History{}, err
	}
	at := slices.IndexFunc(list, func(st Stream) bool { return st.Kind == kind && st.Scope == scope })
	if at < 0 {
		return History{}, desk.Errorf(desk.NotFound, "there is no stream %s of %s", kind, scope)
	}
	h := History{Stream: list[at], Line: cusum().H}
	outcomes, err := s.recent(ctx, list[at])
	if err != nil {
		return History{}, err
	}
	for _, o := range outcomes {
		if o.in(scope) {
			h.count(o, zone)
		}
	}
	h.sum()
	h.Failing = h.Failing[max(0, len(h.Failing)-historyFailing):]
	return h, nil
}

// recent reads the outcomes of the last days, as far as they have come to their age.
func (s *Service) recent(ctx context.Context, st Stream) ([]Outcome, error) {
	kind, days := st.Kind, float64(historyDays)
	if st.PerDay > 0 { // a busy desk shows fewer days, the last ones
		days = min(days, math.Ceil(historyMost/(2*st.PerDay)))
	}
	until := s.Now().Add(-kind.Age())
	from := until.Add(-time.Duration(days * 24 * float64(time.Hour)))
	return s.all(ctx, kind, from, until, historyMost)
}

func (h *History) count(o Outcome, zone *time.Location) {
	local := o.Created.In(zone)
	day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	if n := len(h.Days); n == 0 || !h.Days[n-1].At.Equal(day) {
		h.Days = append(h.Days, Day{At: day})
	}
	last := &h.Days[len(h.Days)-1]
	last.Seen++
	if o.Failed {
		last.Failed++
		h.Failing = append(h.Failing, o.behind())
	}
}

// cusum is the picture's: half a standard deviation of slack a day, and a line at four.
func cusum() drift.Cusum { return drift.Cusum{K: .5, H: 4} }

// sum adds up the days since the baseline, each as so many standard deviations above what the baseline lets expect.
func (h *History) sum() {
	sum, p0 := 0.0, h.Stream.P0
	for i := range h.Days {
		d := &h.Days[i]
		if p0 <= 0 || p0 >= 1 || d.At.Before(h.Stream.Baseline.Until) {
			continue
		}
		n := float64(d.Seen)
		sum = cusum().Step(sum, (float64(d.Failed)-n*p0)/math.Sqrt(n*p0*(1-p0)))
		d.Sum = sum
	}
}
