package conversation

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// turnMoves are all the moves that a turn may make. A state that is not a key is final.
//
//	accepted ──> answering ──> sent | clarified | held | handed_over | merged
//	   │  ^──lease lost──┘                        │
//	   └──> handed_over | merged                  └──> sent | handed_over | merged
//	any open state ──> superseded, when a person takes over
func turnMoves() map[desk.TurnState][]desk.TurnState {
	return map[desk.TurnState][]desk.TurnState{
		desk.Accepted:  {desk.Answering, desk.HandedOver, desk.Merged, desk.Superseded},
		desk.Answering: {desk.Accepted, desk.Sent, desk.Clarified, desk.HeldBack, desk.HandedOver, desk.Merged, desk.Superseded},
		desk.HeldBack:  {desk.Sent, desk.HandedOver, desk.Merged, desk.Superseded},
	}
}

// conversationMoves are all the moves that a conversation may make, staying where it is included.
//
//	assistant ──> waiting_customer (answered) | waiting_person (handed over or held) | person (taken over)
//	waiting_person ──> person | waiting_customer (a draft was approved) | resolved
//	person ──> waiting_customer | waiting_person | resolved | assistant (given back)
//	waiting_customer ──> assistant | waiting_person | person | resolved
//	resolved ──> assistant | waiting_person | person: a customer's message reopens
func conversationMoves() map[desk.ConversationState][]desk.ConversationState {
	return map[desk.ConversationState][]desk.ConversationState{
		desk.WithAssistant:   {desk.WithAssistant, desk.WaitingCustomer, desk.WaitingPerson, desk.WithPerson},
		desk.WaitingPerson:   {desk.WaitingPerson, desk.WithPerson, desk.WaitingCustomer, desk.WithAssistant, desk.Resolved},
		desk.WithPerson:      {desk.WithPerson, desk.WaitingCustomer, desk.WaitingPerson, desk.WithAssistant, desk.Resolved},
		desk.WaitingCustomer: {desk.WaitingCustomer, desk.WithAssistant, desk.WaitingPerson, desk.WithPerson, desk.Resolved},
		desk.Resolved:        {desk.Resolved, desk.WithAssistant, desk.WaitingPerson, desk.WithPerson},
	}
}

// mayTurn tells whether a turn may go from one state to another.
func mayTurn(from, to desk.TurnState) bool { return slices.Contains(turnMoves()[from], to) }

// mayConversation tells whether a conversation may go from one state to another.
func mayConversation(from, to desk.ConversationState) bool {
	return slices.Contains(conversationMoves()[from], to)
}

// Allowed refuses a change that makes a move the tables do not know, or that leaves a conversation without an owner and
// a due time. The store calls it inside the transaction, so no path can go around the tables.
func Allowed(now Current, c Change) error {
	if from, to := now.Conversation.State, c.Conversation.State; !mayConversation(from, to) {
		return desk.Errorf(desk.Conflict, "a conversation cannot go from %s to %s", from, to)
	}
	if c.Conversation.State != desk.Resolved && (c.Conversation.Owner.Kind == "" || c.Conversation.Due.IsZero()) {
		return desk.Errorf(desk.Internal, "conversation %s would be %s without an owner and a due time", c.Conversation.ID, c.Conversation.State)
	}
	for _, move := range c.Turns {
		if !mayTurn(move.From, move.To) {
			return desk.Errorf(desk.Conflict, "a turn cannot go from %s to %s", move.From, move.To)
		}
	}
	return nil
}
