package watch

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/audience"
)

// Questions read what customers ask.
type Questions interface {
	// Questions gives the first questions of the conversations after one, created from a moment and up to another, in the order
	// of their ids, trials left out.
	Questions(ctx context.Context, after string, from, until time.Time, limit int) ([]audience.Question, error)
}

const audienceMemo = "audience"

// learnAudience takes what was asked in a time that a person found good for what is usual.
func (s *Service) learnAudience(ctx context.Context, from, until time.Time) error {
	var list []audience.Question
	after := ""
	for {
		page, err := s.Questions.Questions(ctx, after, from, until, outcomesMost)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		list, after = append(list, page...), page[len(page)-1].Conversation
	}
	a := audience.Learn(list)
	a.Cursor = after
	return s.saveMemo(ctx, audienceMemo, a)
}

// hear takes the questions of conversations that are a minute old. Where too little was asked in the time that was good,
// there is nothing to hold them against.
func (s *Service) hear(ctx context.Context) error {
	var a audience.Audience
	if err := s.memo(ctx, audienceMemo, &a); err != nil || !a.Learnt() {
		return err
	}
	for {
		page, err := s.Questions.Questions(ctx, a.Cursor, time.Time{}, s.Now().Add(-Blocked.Age()), outcomesMost)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, q := range page {
			a.Take(q)
		}
		if err := s.saveMemo(ctx, audienceMemo, a); err != nil {
			return err
		}
	}
}
