package review

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Assign gives a conversation to one operator. Where somebody waits for a word they go on waiting, with the promise that
// they have; what the assistant had in hand is superseded. A closed conversation is opened first.
func (s *Service) Assign(ctx context.Context, conversationID string, to desk.Operator) error {
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		now := s.now()
		switch cur.Conversation.State {
		case desk.Resolved:
			return conversation.Change{}, closed(conversationID)
		case desk.WithAssistant:
			return s.takeOver(cur, to), nil
		case desk.WaitingPerson, desk.WithPerson, desk.WaitingCustomer:
		}
		return s.take(cur, to, cur.Conversation.State, cur.Conversation.Due, now), nil
	})
}

// AssignTeam gives a conversation to a team: any of its operators may take it. Who waits and was promised nothing is
// promised a time now. NotFound for a team that does not exist.
func (s *Service) AssignTeam(ctx context.Context, conversationID, team string) error {
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		now := s.now()
		if cur.Conversation.State == desk.Resolved {
			return conversation.Change{}, closed(conversationID)
		}
		if _, err := cur.Roster(team, now); err != nil {
			return conversation.Change{}, err
		}
		change := s.superseding(cur, now)
		c := &change.Conversation
		c.Team, c.Owner, c.Updated = team, desk.Owner{Kind: desk.OwnedByTeam, ID: team}, now
		switch {
		case c.State == desk.WaitingCustomer:
			return change, nil
		case cur.Promise != nil:
			c.State, c.Due = desk.WaitingPerson, cur.Promise.By
			return change, nil
		}
		return change, s.handOver(&change, cur, "", desk.PersonHasIt, now)
	})
}

func closed(id string) error {
	return desk.Errorf(desk.Conflict, "conversation %s is closed; open it again first", id)
}

// Reopen takes a closed conversation up again. Conflict where it is not closed.
func (s *Service) Reopen(ctx context.Context, conversationID string, by desk.Operator) error {
	return s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		if cur.Conversation.State != desk.Resolved {
			return conversation.Change{}, desk.Errorf(desk.Conflict, "conversation %s is not closed", conversationID)
		}
		return s.takeOver(cur, by), nil
	})
}

// said is how far back the last word is looked for.
const said = 50

// GiveBack lets the assistant have a conversation again. Where the customer's last message has no answer the assistant
// answers it now, in a turn of its own: the claim is given, for whoever can begin at once; the sweeper finds it too. Else
// it has the customer's next message. Conflict where the assistant has the conversation already, it is closed, or something
// happened while it was read.
func (s *Service) GiveBack(ctx context.Context, conversationID string) (*conversation.Claim, error) {
	seen, err := s.store.Conversation(ctx, conversationID)
	if err != nil {
		return nil, err
	}
	messages, err := s.store.RecentMessages(ctx, conversationID, said)
	if err != nil {
		return nil, err
	}
	var claim *conversation.Claim
	unanswered := unanswered(messages)
	err = s.store.ChangeConversation(ctx, conversationID, func(cur conversation.Current) (conversation.Change, error) {
		c, now := cur.Conversation, s.now()
		claim = nil
		switch {
		case c.State == desk.Resolved:
			return conversation.Change{}, closed(conversationID)
		case c.Owner.Kind == desk.OwnedByAssistant:
			return conversation.Change{}, desk.Errorf(desk.Conflict, "the assistant has conversation %s already", conversationID)
		case c.Events != seen.Events:
			return conversation.Change{}, desk.Errorf(desk.Conflict, "conversation %s changed meanwhile; look at it again", conversationID)
		}
		change := s.superseding(cur, now)
		next := &change.Conversation
		next.Owner, next.Updated = desk.Owner{Kind: desk.OwnedByAssistant}, now
		if cur.Promise != nil {
			change.ClosePromise = desk.PromiseWithdrawn
		}
		if unanswered == "" {
			next.State, next.Due = desk.WaitingCustomer, now.Add(customerSilence)
			return change, nil
		}
		change.NewTurn = &desk.Turn{
			ID: s.newID(), Conversation: conversationID, Message: unanswered, State: desk.Accepted, Created: now, Due: now.Add(answerWithin),
		}
		next.State, next.Due = desk.WithAssistant, change.NewTurn.Due
		claim = &conversation.Claim{Turn: change.NewTurn.ID, Conversation: conversationID}
		return change, nil
	})
	if err != nil {
		return nil, err
	}
	return claim, nil
}

// answerWithin is the time that a turn has, as at the door.
const answerWithin = 15 * time.Second

// unanswered gives the customer's last message, where nobody has answered it; the desk's own notices are no answer.
func unanswered(messages []desk.Message) string {
	for _, m := range slices.Backward(messages) {
		switch m.Author {
		case desk.ByDesk:
		case desk.ByCustomer:
			return m.ID
		case desk.ByAssistant, desk.ByOperator:
			return ""
		}
	}
	return ""
}

// superseding begins a change that ends what the assistant has in hand.
func (s *Service) superseding(cur conversation.Current, now time.Time) conversation.Change {
	return s.take(cur, desk.Operator{}, cur.Conversation.State, cur.Conversation.Due, now)
}
