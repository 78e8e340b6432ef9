package watch

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/audience"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Points is what an alarm points to, with what it was read off. It says where to look first, and no more.
type Points struct {
	Cause    drift.Cause
	Settled  bool // nothing that may still come changes it
	Anchors  Anchors
	Audience audience.Audience
}

// pointsWithin is how near to an alarm another must lie to explain it. Labelled answers are judged again each hour: they see a
// change of the checks sooner than any stream.
const pointsWithin = 24 * time.Hour

// Points says what an alarm of a stream at a moment points to; the zero moment is no alarm. A stream sees a conversation at its
// age, so what explains its alarm may lie so much earlier.
func (s *Service) Points(ctx context.Context, alarm time.Time, kind Kind) (Points, error) {
	var p Points
	var err error
	if p.Anchors, err = s.anchors(ctx); err != nil {
		return p, err
	}
	if err := s.memo(ctx, audienceMemo, &p.Audience); err != nil {
		return p, err
	}
	within := pointsWithin
	if slices.Contains(Kinds(), kind) {
		within += kind.Age()
	}
	other := p.Audience.Alarmed
	if !alarm.IsZero() && !other.IsZero() && other.Before(alarm) && p.Audience.Jumper.Value() >= drift.JumperAlarm {
		other = alarm // they still ask other things
	}
	p.Cause, p.Settled = drift.Attribute(drift.Alarms{Main: alarm, Anchors: p.Anchors.Alarmed, Audience: other}, within, s.Now())
	return p, nil
}
