package conversation

import "github.com/vigie-desk/vigie/internal/desk"

// Plan runs a plan and gives the change as it is applied: with the urgency that it brings, without a promise that nobody
// can keep, and allowed by the tables. The store calls it inside the transaction, so that no path can go around it.
func Plan(cur Current, plan func(Current) (Change, error)) (Change, error) {
	change, err := plan(cur)
	if err != nil {
		return Change{}, err
	}
	undated(&change)
	change.Conversation.Urgency = urgency(cur.Conversation.Urgency, change)
	return change, Allowed(cur, change)
}

// undated takes out of a change the promise that nobody is there to keep (Roster.By gives no time for it): no row says
// what no words say. The conversation waits with its team, due since now; the first operator of the desk brings the
// promise with them (Service.Promise). A draft that nobody can check is handed over rather than held.
func undated(change *Change) {
	c := &change.Conversation
	if c.Due.IsZero() && (c.State == desk.WaitingPerson || c.State == desk.WithPerson) {
		c.Due = change.At
	}
	if change.NewPromise == nil || !change.NewPromise.By.IsZero() {
		return
	}
	change.NewPromise, c.Due = nil, change.At
	if c.Owner.Kind == desk.OwnedByAssistant {
		c.Owner = desk.Owner{Kind: desk.OwnedByTeam, ID: c.Team}
	}
	for i := range change.Turns {
		if change.Turns[i].To == desk.HeldBack {
			change.Turns[i].To = desk.HandedOver
		}
	}
	if d := change.Decision; d != nil && d.Action == desk.Hold {
		handedOver := *d
		handedOver.Action = desk.HandOver
		change.Decision = &handedOver
	}
}
