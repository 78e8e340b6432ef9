package web

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The API's closed lists. A test compares them with the vocabulary, so that none falls behind.

func closed[T ~string](values ...T) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	s.PrecomputeMessages()
	return s
}

type conversationState desk.ConversationState

func (conversationState) Schema(huma.Registry) *huma.Schema { return closed(conversationStates()...) }

func conversationStates() []desk.ConversationState {
	return []desk.ConversationState{desk.WithAssistant, desk.WaitingPerson, desk.WithPerson, desk.WaitingCustomer, desk.Resolved}
}

type turnState desk.TurnState

func (turnState) Schema(huma.Registry) *huma.Schema { return closed(turnStates()...) }

func turnStates() []desk.TurnState {
	return []desk.TurnState{
		desk.Accepted, desk.Answering, desk.Sent, desk.Clarified, desk.HeldBack, desk.HandedOver, desk.Merged, desk.Superseded,
	}
}

type reasonName desk.Reason

func (reasonName) Schema(huma.Registry) *huma.Schema { return closed(append(reasons(), "")...) }

func reasons() []desk.Reason {
	return []desk.Reason{
		desk.Answered, desk.Courtesy, desk.Ambiguous, desk.Unclear, desk.AskedForPerson, desk.NotCovered, desk.GuardHeld, desk.AutonomyDraft,
		desk.AssistantOff, desk.Urgent, desk.Legal, desk.Vulnerable, desk.Upset, desk.OtherLanguage, desk.Deadline, desk.Fault, desk.PersonHasIt,
		desk.ReviewLate, desk.ReviewRefused, desk.ReviewEdited, desk.ReviewApproved, desk.Reported, desk.DeliveryFailed, desk.FileSent,
		desk.SaysNew, desk.SaysRefused, desk.NoveltySpent, desk.Frozen,
	}
}

type authorName desk.Author

func (authorName) Schema(huma.Registry) *huma.Schema { return closed(authors()...) }

func authors() []desk.Author {
	return []desk.Author{desk.ByCustomer, desk.ByAssistant, desk.ByOperator, desk.ByDesk}
}

type claimKind desk.ClaimKind

func (claimKind) Schema(huma.Registry) *huma.Schema { return closed(claimKinds()...) }

func claimKinds() []desk.ClaimKind {
	return []desk.ClaimKind{
		desk.PolicyClaim, desk.PriceClaim, desk.DelayClaim, desk.LegalClaim, desk.ActionClaim, desk.ProcedureClaim, desk.FactClaim, desk.CourtesyClaim,
	}
}

type languageCode desk.Language

func (languageCode) Schema(huma.Registry) *huma.Schema { return closed(append(languages(), "")...) }

func languages() []desk.Language { return []desk.Language{desk.English, desk.French} }

type severityName string

func (severityName) Schema(huma.Registry) *huma.Schema {
	return closed(desk.Block.String(), desk.Warn.String(), desk.Note.String())
}

type roleName desk.Role

func (roleName) Schema(huma.Registry) *huma.Schema { return closed(roles()...) }

func roles() []desk.Role { return []desk.Role{desk.RoleOperator, desk.RoleLead, desk.RoleOwner} }

type statusName desk.Status

func (statusName) Schema(huma.Registry) *huma.Schema { return closed(statuses()...) }

func statuses() []desk.Status {
	return []desk.Status{desk.StatusDraft, desk.StatusApproved, desk.StatusWithdrawn}
}

type kindName string

func (kindName) Schema(huma.Registry) *huma.Schema {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.String())
	}
	return closed(names...)
}

func kinds() []desk.Kind {
	return []desk.Kind{
		desk.Internal, desk.Invalid, desk.NotFound, desk.Conflict, desk.Unauthorized, desk.Forbidden, desk.Mismatch, desk.TooLarge, desk.Busy,
		desk.Unavailable,
	}
}

type levelName string

func (levelName) Schema(huma.Registry) *huma.Schema {
	return closed(desk.Off.String(), desk.DraftOnly.String(), desk.Auto.String())
}

// presence says whether an operator can be reckoned with.
type presence string

const (
	present presence = "online" // signed in, at the desk, and lately active
	away    presence = "away"   // by choice
	offline presence = "offline"
)

func (presence) Schema(huma.Registry) *huma.Schema { return closed(present, away, offline) }

type verdictName string

func (verdictName) Schema(huma.Registry) *huma.Schema {
	return closed(desk.Pass.String(), desk.Held.String())
}
