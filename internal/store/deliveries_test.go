package store_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// outward opens a conversation whose replies travel outward, and has its first message answered.
func (w *world) outward(t *testing.T) string {
	t.Helper()
	in := incoming("", "How long is delivery?")
	in.Opening.Conversation.Channel = "webhook"
	got, err := w.desk.Accept(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.desk.Settle(t.Context(), w.claim(t, got), sendDecision("Three days.")); err != nil {
		t.Fatal(err)
	}
	return got.Conversation
}

func sendDecision(text string) desk.Decision {
	return desk.Decision{Action: desk.Send, Reason: desk.Answered, Language: desk.English, Draft: desk.Draft{Mode: desk.Quote, Language: desk.English, Text: text}}
}

func (w *world) due(t *testing.T) []desk.Delivery {
	t.Helper()
	due, err := w.db.DueDeliveries(t.Context(), w.clock.now(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

func (w *world) claimDelivery(t *testing.T, d desk.Delivery) desk.Delivery {
	t.Helper()
	now := w.clock.now()
	claimed, err := w.db.ClaimDelivery(t.Context(), d, now, now.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

func TestOutwardMessagesAreQueuedInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		w.accept(t, "", "in our own channel")
		conversation := w.outward(t)
		w.clock.add(time.Second)
		got := w.accept(t, conversation, "And to Spain?")
		if err := w.desk.End(t.Context(), conversation, got.Turn, desk.Deadline); err != nil {
			t.Fatal(err)
		}
		due := w.due(t)
		if len(due) != 1 {
			t.Fatalf("%d deliveries are due, want the first of the conversation: %+v", len(due), due)
		}
		said := w.messages(t, conversation)
		p, err := w.db.Parcel(t.Context(), due[0])
		if err != nil || p.Message.Text != "Three days." || p.Conversation.ID != conversation || said[1].Delivery != desk.Queued {
			t.Fatalf("parcel %+v, %v; on the page %q", p, err, said[1].Delivery)
		}
		d := w.claimDelivery(t, due[0])
		if rest := w.due(t); len(rest) != 0 {
			t.Fatalf("the second is due while the first is carried: %+v", rest)
		}
		d.State = desk.Delivered
		if err := w.db.SettleDelivery(t.Context(), d, w.clock.now()); err != nil {
			t.Fatal(err)
		}
		if rest := w.due(t); len(rest) != 1 || rest[0].Message != said[3].ID {
			t.Fatalf("due after the first was taken: %+v", rest)
		}
		if said = w.messages(t, conversation); said[1].Delivery != desk.Delivered || said[0].Delivery != "" {
			t.Errorf("on the page: %q and %q", said[0].Delivery, said[1].Delivery)
		}
	})
}

func TestDeliveryIsClaimedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		w.outward(t)
		d := w.due(t)[0]
		var won atomic.Int64
		var group sync.WaitGroup
		for range 16 {
			group.Go(func() {
				_, err := w.db.ClaimDelivery(t.Context(), d, w.clock.now(), w.clock.now().Add(time.Minute))
				switch {
				case err == nil:
					won.Add(1)
				case !desk.Is(err, desk.Conflict):
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 {
			t.Errorf("%d claimed it", won.Load())
		}
	})
}

func TestLostDeliveryClaimNotesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		w.outward(t)
		old := w.claimDelivery(t, w.due(t)[0])
		w.clock.add(2 * time.Minute) // the lease runs out: its process was killed, or slow
		now := w.claimDelivery(t, w.due(t)[0])
		old.State = desk.Delivered
		if err := w.db.SettleDelivery(t.Context(), old, w.clock.now()); !desk.Is(err, desk.Conflict) {
			t.Errorf("who lost the claim noted an outcome: %v", err)
		}
		if err := w.desk.Undelivered(t.Context(), old); !desk.Is(err, desk.Conflict) {
			t.Errorf("who lost the claim gave up: %v", err)
		}
		if err := w.desk.Undelivered(t.Context(), now); err != nil {
			t.Error(err)
		}
	})
}

func TestUndeliveredAnswerBringsAPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		conversation := w.outward(t)
		for range 3 { // the answer, then the notice of the hand-over: no third
			due := w.due(t)
			if len(due) == 0 {
				break
			}
			d := w.claimDelivery(t, due[0])
			d.State, d.Attempts, d.Fault = desk.Failed, 8, "the receiver answered 500"
			if err := w.desk.Undelivered(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		c := w.conversation(t, conversation)
		if c.State != desk.WaitingPerson || c.Owner.Kind != desk.OwnedByTeam {
			t.Errorf("the conversation is %s, owned by %+v", c.State, c.Owner)
		}
		if p, err := w.db.OpenPromise(t.Context(), conversation); err != nil || p.By.IsZero() {
			t.Errorf("promise %+v, %v", p, err)
		}
		said := w.messages(t, conversation)
		if len(said) != 3 || said[1].Delivery != desk.Failed || said[2].Author != desk.ByDesk || said[2].Delivery != desk.Failed {
			t.Errorf("said: %+v", said)
		}
		queued, failed, err := w.db.CountDeliveries(t.Context(), "webhook", time.Time{})
		if queued != 0 || failed != 2 || err != nil {
			t.Errorf("%d queued, %d failed, %v", queued, failed, err)
		}
	})
}

func TestUndeliveredWordOfAnOperatorStaysTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		conversation := w.outward(t)
		operator := desk.Operator{ID: newID(), Name: "Ana", Email: "ana@example.org", Team: "support"}
		if err := w.db.AddOperator(t.Context(), operator, "hash", w.clock.now()); err != nil {
			t.Fatal(err)
		}
		w.claimAndDeliver(t)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		if _, err := people.Reply(t.Context(), conversation, operator, "I looked it up."); err != nil {
			t.Fatal(err)
		}
		d := w.claimDelivery(t, w.due(t)[0])
		d.State = desk.Failed
		if err := w.desk.Undelivered(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		if c := w.conversation(t, conversation); c.State != desk.WaitingPerson || c.Owner != (desk.Owner{Kind: desk.OwnedByPerson, ID: operator.ID}) {
			t.Errorf("the conversation is %s, owned by %+v", c.State, c.Owner)
		}
	})
}

func (w *world) claimAndDeliver(t *testing.T) {
	t.Helper()
	for _, d := range w.due(t) {
		d = w.claimDelivery(t, d)
		d.State = desk.Delivered
		if err := w.db.SettleDelivery(t.Context(), d, w.clock.now()); err != nil {
			t.Fatal(err)
		}
	}
}
