package watch

import (
	"context"
	"encoding/json"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Memos keep what the room's own processes know between two looks, by name.
type Memos interface {
	// Memo gives the text under a name; empty where there is none.
	Memo(ctx context.Context, name string) (string, error)
	SaveMemo(ctx context.Context, name, text string) error
}

// Replay lays an answer that was sent before the guard of now, as it was laid before the guard of then. stands is false where
// its pages have changed since, so that nothing can be read off it.
type Replay func(ctx context.Context, turn desk.Turn, d desk.Decision) (passed, stands bool, err error)

// Anchors are answers that operators have labelled, and how the checks judged each when they last looked. Their words and
// their pages stay as they are, so if verdicts change, the checks have.
type Anchors struct {
	Verdicts map[string]bool `json:"verdicts"` // by turn: it passed
	State    drift.State     `json:"state"`
	Looked   time.Time       `json:"looked,omitzero"`
	Changed  int             `json:"changed"`          // verdicts, since the baseline was learnt
	Alarmed  time.Time       `json:"alarmed,omitzero"` // the checks changed, the last time
}

const (
	anchorsMemo  = "anchors"
	anchorsEvery = time.Hour
	anchorsMost  = 60   // answers that are judged again
	anchorRate   = .01  // of verdicts that change at a look, while the checks are the same: what expires is left out
	anchorDays   = 30.0 // one false alarm in so many days at most, in mean
)

// Rescore judges the labelled answers again, the newest first, and counts whose verdict is another than the last time. A new
// one is only remembered.
func (s *Service) Rescore(ctx context.Context, replay Replay) error {
	known, err := s.anchors(ctx)
	if err != nil || s.Now().Sub(known.Looked) < anchorsEvery {
		return err
	}
	list, err := s.Samples.Sampled(ctx, s.Now().AddDate(0, 0, -sampleDays).Format(time.DateOnly), sampleMost)
	if err != nil {
		return err
	}
	now, verdicts := s.Now(), map[string]bool{}
	detector := drift.Detector{P0: anchorRate, Weight: 1, Days: anchorDays}
	for _, one := range list {
		if len(one.Labels) == 0 || len(verdicts) == anchorsMost {
			continue
		}
		passed, stands, err := replay(ctx, desk.Turn{ID: one.Turn, Conversation: one.Conversation}, one.Decision)
		if err != nil {
			return err
		}
		if !stands {
			continue
		}
		verdicts[one.Turn] = passed
		before, seen := known.Verdicts[one.Turn]
		if !seen {
			continue
		}
		if passed != before {
			known.Changed++
		}
		known.State = detector.Observe(known.State, now, passed != before)
	}
	known.Verdicts, known.Looked = verdicts, now
	if known.State.Paged { // the next change is one of its own
		known.Alarmed, known.State = now, drift.Start(now)
	}
	return s.saveMemo(ctx, anchorsMemo, known)
}

// anchors gives what is remembered of them.
func (s *Service) anchors(ctx context.Context) (Anchors, error) {
	a := Anchors{State: drift.Start(s.Now())}
	return a, s.memo(ctx, anchorsMemo, &a)
}

// memo reads what is kept under a name; where there is nothing, what is given stays.
func (s *Service) memo(ctx context.Context, name string, into any) error {
	text, err := s.Memos.Memo(ctx, name)
	if err != nil || text == "" {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return desk.Wrap(err, desk.Internal, "what the watch remembers of "+name+" cannot be read: say anew which days were good")
	}
	return nil
}

func (s *Service) saveMemo(ctx context.Context, name string, what any) error {
	text, err := json.Marshal(what)
	if err != nil {
		return err
	}
	return s.Memos.SaveMemo(ctx, name, string(text))
}
