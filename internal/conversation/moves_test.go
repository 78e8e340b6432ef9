package conversation

import (
	"slices"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// From every state a conversation comes to a person, or to a dated promise of one, within two moves.
func TestAPersonIsTwoMovesAway(t *testing.T) {
	for from := range conversationMoves() {
		if !reaches(from, 2) {
			t.Errorf("from %s a person is further than two moves", from)
		}
	}
}

func reaches(from desk.ConversationState, steps int) bool {
	if from == desk.WaitingPerson || from == desk.WithPerson {
		return true
	}
	if steps == 0 {
		return false
	}
	for _, to := range conversationMoves()[from] {
		if to != from && reaches(to, steps-1) {
			return true
		}
	}
	return false
}

func TestEveryOpenTurnCanBeHandedOverAndSuperseded(t *testing.T) {
	for from, moves := range turnMoves() {
		if !from.Open() {
			t.Errorf("%s has ended, and has moves", from)
		}
		if !slices.Contains(moves, desk.HandedOver) || !slices.Contains(moves, desk.Superseded) {
			t.Errorf("%s cannot be handed over or taken over", from)
		}
	}
}

func TestNothingIsSentFromAccepted(t *testing.T) {
	if mayTurn(desk.Accepted, desk.Sent) {
		t.Error("a turn that nobody claimed could be sent")
	}
}

func TestScopes(t *testing.T) {
	c := desk.Conversation{Channel: "widget", Inbox: "web"}
	for scope, want := range map[string]bool{
		"desk": true, "topic:billing": true, "topic:other": false, "language:en": true, "language:fr": false,
		"channel:widget": true, "channel:mail": false, "inbox:web": true, "nonsense:x": true, "": true,
	} {
		if got := InScope(scope, c, desk.English, "billing"); got != want {
			t.Errorf("InScope(%q) = %v", scope, got)
		}
	}
	for _, bad := range []string{"", "everything", "topic:", "nonsense:x"} {
		if CheckScope(bad) == nil {
			t.Errorf("scope %q is taken", bad)
		}
	}
}
