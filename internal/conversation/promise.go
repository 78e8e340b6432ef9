package conversation

import (
	"context"
	"errors"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Undated lists conversations that wait for a person and were promised no time, after a cursor ("" begins), with the next
// cursor ("" ends).
type Undated func(ctx context.Context, after string, limit int) (page []desk.Conversation, next string, err error)

// PromiseAll gives every waiting conversation that has no promise one, now that somebody is on the roster, and tells its
// customer. It gives how many; where still nobody is there it changes nothing.
func (s *Service) PromiseAll(ctx context.Context, undated Undated) (int, error) {
	promised, after := 0, ""
	var errs []error
	for {
		page, next, err := undated(ctx, after, 500)
		if err != nil {
			return promised, errors.Join(append(errs, err)...)
		}
		for _, c := range page {
			err := s.Promise(ctx, c.ID)
			if err == nil {
				promised++
			}
			errs = append(errs, unlessLost(err))
		}
		if after = next; after == "" {
			return promised, errors.Join(errs...)
		}
	}
}

// Promise says by when a person answers a conversation that was promised no time. Conflict where it has a promise, does
// not wait, or still nobody could keep one.
func (s *Service) Promise(ctx context.Context, id string) error {
	return s.store.ChangeConversation(ctx, id, func(cur Current) (Change, error) {
		c, now := cur.Conversation, s.now()
		if c.State != desk.WaitingPerson || cur.Promise != nil || c.Owner.ID == OwnersTeam {
			return Change{}, desk.Errorf(desk.Conflict, "conversation %s waits for no promise", id)
		}
		roster, err := cur.Roster(c.Team, now)
		if err != nil {
			return Change{}, err
		}
		promise := s.promise(c, "", roster, now)
		if promise.By.IsZero() {
			return Change{}, desk.Errorf(desk.Conflict, "nobody is on the roster who could answer conversation %s", id)
		}
		language := c.Language.Or(desk.English)
		c.Updated, c.Due = now, promise.By
		return Change{
			Conversation: c, NewPromise: promise, At: now,
			Messages: []desk.Message{s.notice(c, "", s.words(language, roster, now).found(promise.By), language, now)},
		}, nil
	})
}
