package watch

import (
	"context"
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

// Points says what an alarm of a moment points to; the zero moment is no alarm.
func (s *Service) Points(ctx context.Context, alarm time.Time) (Points, error) {
	var p Points
	var err error
	if p.Anchors, err = s.anchors(ctx); err != nil {
		return p, err
	}
	if err := s.memo(ctx, audienceMemo, &p.Audience); err != nil {
		return p, err
	}
	p.Cause, p.Settled = drift.Attribute(drift.Alarms{Main: alarm, Anchors: p.Anchors.Alarmed, Audience: p.Audience.Alarmed}, pointsWithin, s.Now())
	return p, nil
}
