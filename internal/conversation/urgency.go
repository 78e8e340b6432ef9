package conversation

import "github.com/vigie-desk/vigie/internal/desk"

// urgency gives a conversation's urgency after a change. It rises with what was heard and with the reasons that turns
// ended for, and it falls only when the matter is closed: who was in danger an hour ago is not looked at last because a
// second message asked something harmless.
func urgency(before desk.Urgency, change Change) desk.Urgency {
	if change.Conversation.State == desk.Resolved {
		return desk.Ordinary
	}
	most := before
	for _, move := range change.Turns {
		most = max(most, urgencyOf(move.Reason))
	}
	if change.NewTurn != nil {
		most = max(most, urgencyOf(change.NewTurn.Reason))
	}
	if change.Decision != nil {
		most = max(most, change.Decision.Urgency, urgencyOf(change.Decision.Reason))
	}
	return most
}

func urgencyOf(reason desk.Reason) desk.Urgency {
	switch reason {
	case desk.Urgent, desk.Vulnerable:
		return desk.Pressing
	case desk.Answered, desk.Courtesy, desk.Ambiguous, desk.Unclear, desk.AskedForPerson, desk.NotCovered, desk.GuardHeld,
		desk.AutonomyDraft, desk.AssistantOff, desk.Legal, desk.Upset, desk.OtherLanguage, desk.Deadline, desk.Fault,
		desk.PersonHasIt, desk.ReviewLate, desk.ReviewRefused, desk.ReviewEdited, desk.ReviewApproved, desk.Reported, desk.DeliveryFailed, desk.FileSent,
		desk.SaysNew, desk.SaysRefused, desk.NoveltySpent, desk.Frozen:
		return desk.Ordinary
	}
	return desk.Ordinary
}
