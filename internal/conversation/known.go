package conversation

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Wait is a conversation that waits for the end of a freeze, to be told what a person wrote then.
type Wait struct {
	Freeze, Conversation, Turn string
	About                      bool // the question was about the symptom, and not merely of its topic
}

// waitOf gives who waits for the end of a freeze after a decision. A trial is nobody.
func waitOf(c desk.Conversation, turn desk.Turn, d desk.Decision) *Wait {
	if d.Freeze.ID == "" || d.Reason != desk.Frozen || c.Trial {
		return nil
	}
	return &Wait{Freeze: d.Freeze.ID, Conversation: c.ID, Turn: turn.ID, About: d.Freeze.About}
}

// unfrozen hands over what would be said on a topic that was frozen while the answer was made. It is asked for in the
// transaction that says it, so that no server says anything after the freeze. A greeting still gets its sentence.
func unfrozen(cur Current, d desk.Decision) (desk.Decision, error) {
	says := d.Action == desk.Send || d.Action == desk.Clarify
	if !says || d.Reason == desk.Courtesy || cur.Frozen == nil {
		return d, nil
	}
	freeze, err := cur.Frozen(d.Topic)
	if err != nil || freeze == "" {
		return d, err
	}
	d.Action, d.Reason, d.Freeze, d.New = desk.HandOver, desk.Frozen, desk.Freeze{ID: freeze}, nil
	return d, nil
}

// Known is a known issue that somebody who waited is told.
type Known struct {
	Wait

	Issue  string // empty: there is none, and nobody is told anything
	Draft  func(desk.Language) desk.Draft
	Later  bool  // the customer has asked something else since
	Events int64 // of the conversation, when the others were read
	Told   bool  // set by TellKnown: what became of it
}

// TellKnown tells somebody who waited for the end of a freeze what a person wrote of it: once, in the transaction that notes it.
// Who asked nothing else has the next word then. Whoever a person has taken on by now is told nothing, nor who asked something
// else on the topic: their promise stands. Conflict where the conversation moved on meanwhile, or it was done already.
func (s *Service) TellKnown(ctx context.Context, k Known) error {
	return s.store.ChangeConversation(ctx, k.Conversation, func(cur Current) (Change, error) {
		now, c := s.now(), cur.Conversation
		if c.Events != k.Events {
			return Change{}, desk.Errorf(desk.Conflict, "conversation %s moved on", c.ID)
		}
		done := k
		done.Told = k.Issue != "" && k.About && c.State == desk.WaitingPerson && c.Owner.Kind == desk.OwnedByTeam && len(cur.Open) == 0
		change := Change{Conversation: c, Known: &done, At: now}
		if !done.Told {
			return change, nil
		}
		c.Language, c.Updated = c.Language.Or(desk.English), now
		draft := k.Draft(c.Language)
		change.Messages = []desk.Message{{
			ID: s.newID(), Conversation: c.ID, Turn: k.Turn, Author: desk.ByAssistant, Text: draft.Text, Language: draft.Language, Claims: draft.Claims, Created: now,
		}}
		if !k.Later {
			c.State, c.Owner, c.Due = desk.WaitingCustomer, desk.Owner{Kind: desk.OwnedByAssistant}, now.Add(customerSilence)
			if cur.Promise != nil {
				change.ClosePromise = desk.PromiseKept
			}
		}
		change.Conversation = c
		return change, nil
	})
}
