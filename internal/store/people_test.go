package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

func TestMissedPromiseIsToldOnceThenGoesToTheOwner(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.accept(t, "", "I want a person")
		if err := w.desk.End(t.Context(), got.Conversation, got.Turn, desk.AskedForPerson); err != nil {
			t.Fatal(err)
		}
		for miss := 1; miss <= 3; miss++ {
			w.clock.add(7 * 24 * time.Hour)
			if err := w.desk.Sweep(t.Context(), func(conversation.Claim) {}); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(w.messages(t, got.Conversation)); n != 3 {
			t.Errorf("%d messages: the question, the hand-over, one new time", n)
		}
		c := w.conversation(t, got.Conversation)
		if c.Owner.ID != conversation.OwnersTeam || c.Due.IsZero() {
			t.Errorf("conversation %+v", c)
		}
	})
}

func TestOperatorTakesOverWhileTheAssistantAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ann := desk.Operator{ID: newID(), Name: "Ann", Email: "ann@example.org", Team: "support", Role: desk.RoleOperator}
		if err := w.db.AddOperator(t.Context(), ann, "x", w.clock.now()); err != nil {
			t.Fatal(err)
		}
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		got := w.accept(t, "", "Where is it?")
		claim := w.claim(t, got)
		if _, err := people.Reply(t.Context(), got.Conversation, ann, "I am looking."); err != nil {
			t.Fatal(err)
		}
		if err := w.desk.Settle(t.Context(), claim, answered()); !desk.Is(err, desk.Conflict) {
			t.Errorf("the assistant talked over the operator: %v", err)
		}
		said := w.messages(t, got.Conversation)
		if len(said) != 2 || said[1].Name != "Ann" {
			t.Errorf("said %+v", said)
		}
		// What the customer writes next goes to Ann, with a promise, and not to the assistant.
		next := w.accept(t, got.Conversation, "Thanks, and?")
		if next.State != desk.HandedOver {
			t.Errorf("the next turn is %s", next.State)
		}
	})
}

func TestHeldDraft(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		ann := desk.Operator{ID: newID(), Name: "Ann"}
		hold := answered()
		hold.Action, hold.Reason = desk.Hold, desk.AutonomyDraft
		for verb, want := range map[review.Verb]desk.TurnState{
			review.Approve: desk.Sent, review.Edit: desk.Sent, review.Refuse: desk.HandedOver, review.TakeOver: desk.Superseded,
		} {
			got := w.accept(t, "", "When?")
			if err := w.desk.Settle(t.Context(), w.claim(t, got), hold); err != nil {
				t.Fatal(err)
			}
			if said := w.messages(t, got.Conversation); len(said) != 2 || said[1].Author != desk.ByDesk {
				t.Fatalf("a held draft reached the customer, or nothing did: %+v", said)
			}
			if err := people.Decide(t.Context(), got.Turn, verb, "In other words.", ann); err != nil {
				t.Fatalf("%s: %v", verb, err)
			}
			if s := w.turn(t, got.Turn).State; s != want {
				t.Errorf("%s: the turn is %s", verb, s)
			}
			if verb != review.TakeOver {
				if err := people.Decide(t.Context(), got.Turn, verb, "Again.", ann); !desk.Is(err, desk.Conflict) {
					t.Errorf("%s twice: %v", verb, err)
				}
			}
		}
		late := w.accept(t, "", "When?")
		if err := w.desk.Settle(t.Context(), w.claim(t, late), hold); err != nil {
			t.Fatal(err)
		}
		w.clock.add(7 * 24 * time.Hour)
		if err := w.desk.Sweep(t.Context(), func(conversation.Claim) {}); err != nil {
			t.Fatal(err)
		}
		if turn := w.turn(t, late.Turn); turn.State != desk.HandedOver || turn.Reason != desk.ReviewLate {
			t.Errorf("a draft that nobody looked at: %+v", turn)
		}
	})
}

func TestStopMovesLiveConversationsToPeople(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		var live []conversation.Accepted
		for i := range 250 {
			live = append(live, w.accept(t, "", fmt.Sprint("question ", i)))
		}
		moved, err := w.desk.Stop(t.Context(), w.db.Live, func(desk.Conversation, desk.Turn) bool { return true })
		if err != nil || moved != len(live) {
			t.Fatalf("%d moved, %v", moved, err)
		}
		for _, got := range live[:20] {
			said := w.messages(t, got.Conversation)
			if len(said) != 2 || said[1].Author != desk.ByDesk {
				t.Fatalf("the customer was not told: %+v", said)
			}
		}
		if n, err := w.db.WaitingCount(t.Context(), "support"); err != nil || n != len(live) {
			t.Errorf("%d counted as waiting, %v", n, err)
		}
	})
}

// Thanks after an operator's answer ask nobody for another; a further question while a person is awaited hears the
// standing promise again.
func TestThanksAndFurtherMessagesToAPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		settings := conversation.Defaults()
		settings.Closes = func(text string) bool { return text == "thanks!" }
		w.desk = conversation.New(w.db, w.clock.now, newID, settings)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		got := w.accept(t, "", "I want a person")
		if err := w.desk.End(t.Context(), got.Conversation, got.Turn, desk.AskedForPerson); err != nil {
			t.Fatal(err)
		}
		promise, err := w.db.OpenPromise(t.Context(), got.Conversation)
		if err != nil {
			t.Fatal(err)
		}
		w.accept(t, got.Conversation, "Is anybody there?")
		if said := w.messages(t, got.Conversation); len(said) != 4 || said[3].Author != desk.ByDesk {
			t.Fatalf("the customer heard nothing: %+v", said)
		}
		if again, err := w.db.OpenPromise(t.Context(), got.Conversation); err != nil || again.ID != promise.ID {
			t.Errorf("the standing promise was replaced: %+v, %v", again, err)
		}
		if _, err := people.Reply(t.Context(), got.Conversation, desk.Operator{ID: newID(), Name: "Ann"}, "It is done."); err != nil {
			t.Fatal(err)
		}
		w.accept(t, got.Conversation, "thanks!")
		if c := w.conversation(t, got.Conversation); c.State != desk.WaitingCustomer {
			t.Errorf("thanks put the conversation into %s", c.State)
		}
		w.accept(t, got.Conversation, "And one thing more: where is it?")
		if c := w.conversation(t, got.Conversation); c.State != desk.WaitingPerson {
			t.Errorf("a further question left the conversation %s", c.State)
		}
	})
}
