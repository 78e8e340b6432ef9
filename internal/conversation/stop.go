package conversation

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// HandOver plans what a hand-over changes: state, owner, promise, and the words to the customer. It is the one way in
// which a conversation comes to people, whoever asks for it.
func (s *Service) HandOver(change *Change, cur Current, turn string, reason desk.Reason, now time.Time) error {
	change.Conversation.Language = change.Conversation.Language.Or(desk.English)
	return s.handOver(change, cur, turn, reason, now)
}

// Live lists conversations that the assistant has in hand: open turns, and answered ones that wait for the customer stay
// where they are until the customer writes.
type Live func(ctx context.Context, after string, limit int) ([]desk.Conversation, error)

// Stop moves every conversation that the assistant has in hand to people, and tells their customers. matches narrows it
// to a scope. It gives how many were moved; conversations that end meanwhile are none of its business. One that cannot be
// moved keeps no other waiting, and gives an error at the end.
func (s *Service) Stop(ctx context.Context, live Live, matches func(desk.Conversation, desk.Turn) bool) (int, error) {
	moved, after := 0, ""
	var first error
	for {
		page, err := live(ctx, after, stopPage)
		if err != nil || len(page) == 0 {
			return moved, errors.Join(first, err)
		}
		after = page[len(page)-1].ID
		n, err := s.stopAll(ctx, page, matches)
		if moved += n; first == nil {
			first = err
		}
	}
}

const (
	stopPage    = 200 // conversations that are read at a time
	stopWorkers = 8   // that move them: a thousand customers are told within a second or two
)

// stopAll moves several at a time; of those that could not be moved it gives the first error, when all have been tried.
func (s *Service) stopAll(ctx context.Context, page []desk.Conversation, matches func(desk.Conversation, desk.Turn) bool) (int, error) {
	var (
		group sync.WaitGroup
		lock  sync.Mutex
		moved int
		first error
	)
	next := make(chan string)
	for range stopWorkers {
		group.Go(func() {
			for id := range next {
				n, err := s.stopOne(ctx, id, matches)
				lock.Lock()
				moved += n
				if first == nil {
					first = unlessLost(err)
				}
				lock.Unlock()
			}
		})
	}
	for _, c := range page {
		next <- c.ID
	}
	close(next)
	group.Wait()
	return moved, first
}

func (s *Service) stopOne(ctx context.Context, id string, matches func(desk.Conversation, desk.Turn) bool) (moved int, err error) {
	defer func() {
		if p := recover(); p != nil { // one conversation does not keep the others, nor the server
			moved, err = 0, desk.Errorf(desk.Internal, "conversation %s could not be moved: %v", id, p)
		}
	}()
	err = s.store.ChangeConversation(ctx, id, func(cur Current) (Change, error) {
		moved = 0
		now := s.now()
		change := Change{Conversation: cur.Conversation, At: now}
		for _, t := range cur.Open {
			if matches(cur.Conversation, t) {
				change.Turns = append(change.Turns, TurnMove{
					Turn: t.ID, From: t.State, Epoch: t.Epoch, To: desk.HandedOver, Reason: desk.AssistantOff, Topic: t.Topic, At: now,
				})
			}
		}
		if len(change.Turns) == 0 {
			return Change{}, desk.Errorf(desk.Conflict, "conversation %s moved on", id)
		}
		change.Conversation.Updated = now
		moved = 1
		last := change.Turns[len(change.Turns)-1].Turn
		return change, s.HandOver(&change, cur, last, desk.AssistantOff, now)
	})
	if err != nil {
		return 0, err
	}
	return moved, nil
}
