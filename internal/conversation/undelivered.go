package conversation

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Undelivered closes a delivery that will not be tried again, and sees to it that nobody is left: an answer that its
// customer never got makes the conversation wait for a person. Conflict where the delivery's claim is lost.
//
// Where people have the conversation already nothing else changes: the notice of a hand-over that cannot be delivered
// either must not hand over again, and so on without end.
func (s *Service) Undelivered(ctx context.Context, d desk.Delivery) error {
	return s.store.ChangeConversation(ctx, d.Conversation, func(cur Current) (Change, error) {
		now := s.now()
		c := cur.Conversation
		c.Updated = now
		change := Change{Conversation: c, Undelivered: &d, At: now}
		if c.State != desk.WaitingCustomer && c.State != desk.Resolved {
			return change, nil
		}
		c.Language = c.Language.Or(desk.English)
		change.Conversation = c
		if err := s.handOver(&change, cur, "", desk.DeliveryFailed, now); err != nil {
			return Change{}, err
		}
		if c.Owner.Kind == desk.OwnedByPerson {
			change.Conversation.Owner = c.Owner // whose words did not arrive is the one to find another way
		}
		return change, nil
	})
}
