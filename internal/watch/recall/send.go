package recall

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Out sends what was approved.
type Out interface {
	// QueuedCorrections gives conversations that are still to get a correction.
	QueuedCorrections(ctx context.Context, limit int) ([]Job, error)
	// Job reads what one correction says; a bar where it may not be sent any more.
	Job(ctx context.Context, j Job) (Job, Bar, error)
	// ExcludeQueued takes a conversation off, for a reason that came up since the approval.
	ExcludeQueued(ctx context.Context, j Job, bar Bar) error
	// ChangeConversation applies a change that names the correction: the row of each recipient is set from queued to sent in
	// the same transaction, or nothing is.
	ChangeConversation(ctx context.Context, id string, plan func(conversation.Current) (conversation.Change, error)) error
}

// Job is one correction to one conversation.
type Job struct {
	Recall, Conversation string
	Correction           Correction
	Said                 []string
	Told                 time.Time // the last of them
}

const jobsMost = 50 // in one round

// Round sends what is queued, some of it. A correction that fails is tried again in the next round, and keeps no other
// waiting: the row, not this process, knows what is left.
func (s *Service) Round(ctx context.Context) error {
	jobs, err := s.out.QueuedCorrections(ctx, jobsMost)
	errs := []error{err}
	for _, j := range jobs {
		if ctx.Err() != nil {
			break
		}
		errs = append(errs, s.send(ctx, j))
	}
	return errors.Join(errs...)
}

// send puts one correction into its conversation. It says nothing about whose move it is there; where another server was
// faster, or a bar came up, the transaction changes nothing.
func (s *Service) send(ctx context.Context, j Job) error {
	j, bar, err := s.out.Job(ctx, j)
	if err != nil {
		return err
	}
	if bar != NoBar {
		return unlessLost(s.out.ExcludeQueued(ctx, j, bar))
	}
	put, err := s.putRightSince(ctx, j)
	if err != nil || put {
		return errors.Join(err, s.barIf(ctx, j, put))
	}
	text := Render(j.Correction, j.Said, j.Told, s.zone)
	return unlessLost(s.out.ChangeConversation(ctx, j.Conversation, func(cur conversation.Current) (conversation.Change, error) {
		now := s.now()
		c := cur.Conversation
		c.Updated = now
		m := desk.Message{
			ID: s.newID(), Conversation: c.ID, Author: desk.ByDesk, Text: text, Language: j.Correction.Language, Created: now,
		}
		return conversation.Change{Conversation: c, At: now, Messages: []desk.Message{m}, Correction: &conversation.Correction{Recall: j.Recall, Message: m.ID}}, nil
	}))
}

// putRightSince tells whether an operator has said the right thing in the conversation since the list was made.
func (s *Service) putRightSince(ctx context.Context, j Job) (bool, error) {
	remarks, err := s.index.Since(ctx, []string{j.Conversation})
	if err != nil || len(remarks) == 0 {
		return false, err
	}
	r, err := s.book.Recall(ctx, j.Recall)
	if err != nil {
		return false, err
	}
	l := list{}
	for _, seed := range r.Seeds {
		one, _, err := s.ready(ctx, seed)
		if err != nil {
			return false, err
		}
		l.seeds = append(l.seeds, one)
	}
	return l.putRight(remarks[j.Conversation], j.Told), nil
}

func (s *Service) barIf(ctx context.Context, j Job, put bool) error {
	if !put {
		return nil
	}
	return unlessLost(s.out.ExcludeQueued(ctx, j, PutRight))
}

func unlessLost(err error) error {
	if desk.Is(err, desk.Conflict) {
		return nil
	}
	return err
}
