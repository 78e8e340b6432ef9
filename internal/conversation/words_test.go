package conversation

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// reasons are all that a conversation can be handed over for, and some that it cannot.
func reasons() []desk.Reason {
	return []desk.Reason{
		desk.Answered, desk.Courtesy, desk.Ambiguous, desk.Unclear, desk.AskedForPerson, desk.NotCovered, desk.GuardHeld, desk.AutonomyDraft,
		desk.AssistantOff, desk.Urgent, desk.Legal, desk.Vulnerable, desk.Upset, desk.OtherLanguage, desk.Deadline, desk.Fault, desk.PersonHasIt,
		desk.ReviewLate, desk.ReviewRefused, desk.ReviewEdited, desk.ReviewApproved, desk.DeliveryFailed, "one that nobody knows",
	}
}

// said gives every sentence that carries a time, for one reason.
func (w words) said(reason desk.Reason, by time.Time) map[string]string {
	return map[string]string{
		"hand-over " + string(reason): w.handOver(reason, by), "held": w.held(by), "added": w.added(by), "missed": w.missed(by),
	}
}

// With nobody on the roster no sentence names a time or says that a person takes over; each says that the conversation
// is kept. With somebody, each names the time.
func TestWordsPromiseOnlyWhatTheRosterCanKeep(t *testing.T) {
	now := at(t, "2026-11-23T10:00:00Z")
	clock := regexp.MustCompile(`[0-9]+[:h ]+[0-9]+|today|tomorrow|aujourd'hui|demain`)
	person := regexp.MustCompile(`takes over|passing you|is checking|will answer|prend le relais|je vous passe|vérifie|vous répondra`)
	for language, kept := range map[desk.Language]string{desk.English: "conversation is kept", desk.French: "conversation est conservée"} {
		for _, reason := range reasons() {
			w := words{language: language, now: now, zone: time.UTC}
			for what, text := range w.said(reason, time.Time{}) {
				if clock.MatchString(text) || person.MatchString(text) || !strings.Contains(text, kept) || strings.HasPrefix(text, " ") {
					t.Errorf("%s, %s, nobody: %q", language, what, text)
				}
			}
			w.roster = Roster{Members: 1}
			for what, text := range w.said(reason, now.Add(time.Hour)) {
				if !strings.Contains(text, "11") || strings.Contains(text, kept) {
					t.Errorf("%s, %s, somebody: %q", language, what, text)
				}
			}
		}
		if text := (words{language: language, now: now, zone: time.UTC}).found(now.Add(time.Hour)); !strings.Contains(text, "11") {
			t.Errorf("%s: %q", language, text)
		}
	}
	for _, reason := range []desk.Reason{desk.Urgent, desk.Vulnerable} {
		for _, language := range []desk.Language{desk.English, desk.French} {
			if text := (words{language: language, now: now, zone: time.UTC}).handOver(reason, time.Time{}); !strings.Contains(text, "112") {
				t.Errorf("%s, %s: no way to help is named: %q", language, reason, text)
			}
		}
	}
}

func TestUrgency(t *testing.T) {
	open := desk.Conversation{State: desk.WaitingPerson}
	for name, c := range map[string]struct {
		before desk.Urgency
		change Change
		want   desk.Urgency
	}{
		"nothing heard":            {desk.Ordinary, Change{Conversation: open}, desk.Ordinary},
		"a reason":                 {desk.Ordinary, Change{Conversation: open, Turns: []TurnMove{{Reason: desk.Vulnerable}}}, desk.Pressing},
		"a new turn's":             {desk.Ordinary, Change{Conversation: open, NewTurn: &desk.Turn{Reason: desk.Urgent}}, desk.Pressing},
		"another reason decided":   {desk.Ordinary, Change{Conversation: open, Decision: &desk.Decision{Reason: desk.AssistantOff, Urgency: desk.Pressing}}, desk.Pressing},
		"something harmless since": {desk.Pressing, Change{Conversation: open, Turns: []TurnMove{{Reason: desk.NotCovered}}}, desk.Pressing},
		"closed":                   {desk.Pressing, Change{Conversation: desk.Conversation{State: desk.Resolved}}, desk.Ordinary},
	} {
		if got := urgency(c.before, c.change); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	pressing := 0
	for _, reason := range reasons() {
		if urgencyOf(reason) == desk.Pressing {
			pressing++
		}
	}
	if pressing != 2 {
		t.Errorf("%d reasons are pressing", pressing)
	}
}
