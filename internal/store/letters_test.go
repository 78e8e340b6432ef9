package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

const ada = "ada@example.org"

// known opens a conversation whose customer has a mail address, and has its first message answered.
func (w *world) known(t *testing.T, email string) string {
	t.Helper()
	in := incoming("", "How long is delivery?")
	in.Opening.Reached, in.Opening.Customer.Email = true, email
	got, err := w.desk.Accept(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.desk.Settle(t.Context(), w.claim(t, got), sendDecision("Three days.")); err != nil {
		t.Fatal(err)
	}
	return got.Conversation
}

func (w *world) letters() *deliver.Letters {
	return &deliver.Letters{Box: w.db, Now: w.clock.now, NewID: newID}
}

// mails gives what mails would hold that are due now, by recipient.
func (w *world) mails(t *testing.T) map[string][]string {
	t.Helper()
	if err := w.letters().Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, d := range w.due(t) {
		d = w.claimDelivery(t, d)
		p, err := w.db.Parcel(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		got[p.Letter.To] = append(got[p.Letter.To], fmt.Sprintf("%s: %s", d.Channel, p.Letter.Asked))
		for _, m := range p.Letter.Said {
			got[p.Letter.To] = append(got[p.Letter.To], m.Text)
		}
		d.State = desk.Delivered
		if err := w.db.SettleDelivery(t.Context(), d, w.clock.now()); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

func (w *world) wantMails(t *testing.T, why string, want map[string][]string) {
	t.Helper()
	if diff := cmp.Diff(want, w.mails(t)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", why, diff)
	}
}

func (w *world) replies(t *testing.T, id, text string) {
	t.Helper()
	s := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
	if _, err := s.Reply(t.Context(), id, desk.Operator{ID: "o1"}, text); err != nil {
		t.Fatal(err)
	}
}

func (w *world) seen(t *testing.T, id string) {
	t.Helper()
	if err := w.db.NoteSeen(t.Context(), id, w.conversation(t, id).Events, w.clock.now()); err != nil {
		t.Fatal(err)
	}
}

func none() map[string][]string { return map[string][]string{} }

func TestCustomerWhoLeftGetsOneMailWithWhatTheyHaveNotSeen(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		w.seen(t, id)
		w.clock.add(10 * time.Second)
		w.replies(t, id, "first")
		w.clock.add(20 * time.Second)
		w.replies(t, id, "second")
		w.wantMails(t, "somebody may be there still", none())
		w.clock.add(time.Minute)
		w.wantMails(t, "both replies in one mail", map[string][]string{ada: {"mail: How long is delivery?", "first", "second"}})
		w.wantMails(t, "once", none())
		w.clock.add(time.Minute)
		w.replies(t, id, "third")
		w.clock.add(time.Minute)
		w.wantMails(t, "what came since", map[string][]string{ada: {"mail: How long is delivery?", "third"}})
	})
}

func TestWhoIsThereGetsNoMail(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		w.replies(t, id, "a reply")
		for range 6 { // a stream that stays open, and shows nothing that anybody is known to have read
			w.clock.add(25 * time.Second)
			if err := w.db.NoteSeen(t.Context(), id, 0, w.clock.now()); err != nil {
				t.Fatal(err)
			}
			w.wantMails(t, "the stream is open", none())
		}
		w.clock.add(time.Minute)
		if got := w.mails(t)[ada]; len(got) != 3 {
			t.Errorf("left without having read: %q", got)
		}
		w.replies(t, id, "another")
		w.clock.add(50 * time.Second)
		w.seen(t, id)
		w.clock.add(time.Hour)
		w.wantMails(t, "it was read on the page", none())
	})
}

// What was read between two attempts is not in the second.
func TestMailHoldsWhatIsUnseenWhenItLeaves(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		w.clock.add(2 * time.Minute)
		if err := w.letters().Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		due := w.due(t)
		if len(due) != 1 {
			t.Fatalf("%d mails", len(due))
		}
		w.seen(t, id)
		if p, err := w.db.Parcel(t.Context(), due[0]); err != nil || len(p.Letter.Said) != 0 {
			t.Errorf("%+v %v", p.Letter, err)
		}
	})
}

func TestManyReplicasQueueOneMail(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		w.clock.add(2 * time.Minute)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if err := w.letters().Round(context.WithoutCancel(t.Context())); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if due := w.due(t); len(due) != 1 || due[0].Conversation != id {
			t.Errorf("%d mails: %+v", len(due), due)
		}
	})
}

func TestAddressMayBeGivenChangedAndTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		set := func(id, email string) error { return w.db.SetAddress(t.Context(), id, email, w.clock.now()) }
		id := w.known(t, "")
		w.clock.add(time.Hour)
		w.wantMails(t, "no address", none())
		if err := set(id, ada); err != nil {
			t.Fatal(err)
		}
		w.clock.add(time.Hour)
		w.wantMails(t, "what was on the page already", none())
		w.replies(t, id, "one")
		w.clock.add(time.Minute)
		w.wantMails(t, "to the address", map[string][]string{ada: {"mail: How long is delivery?", "one"}})
		if err := set(id, "grace@example.org"); err != nil {
			t.Fatal(err)
		}
		if r, err := w.db.Reach(t.Context(), id); err != nil || r.Epoch != 2 || r.Email != "grace@example.org" {
			t.Errorf("%+v %v", r, err)
		}
		w.replies(t, id, "two")
		if err := set(id, ""); err != nil {
			t.Fatal(err)
		}
		w.clock.add(time.Hour)
		w.wantMails(t, "taken back", none())
		if r, err := w.db.Reach(t.Context(), id); err != nil || r.Epoch != 2 || r.Email != "" {
			t.Errorf("links to the last address still open: %+v %v", r, err)
		}
	})
}

// Nobody can have us write to somebody else again and again.
func TestOneAddressForManyConversationsIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		refused := 0
		for range 8 {
			err := w.db.SetAddress(t.Context(), w.accept(t, "", "hello").Conversation, ada, w.clock.now())
			if desk.Is(err, desk.Busy) {
				refused++
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if refused != 3 {
			t.Errorf("%d of 8 refused", refused)
		}
		w.clock.add(25 * time.Hour)
		if err := w.db.SetAddress(t.Context(), w.accept(t, "", "hello").Conversation, ada, w.clock.now()); err != nil {
			t.Error(err)
		}
	})
}

func TestSeenIsWrittenSeldom(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		var moments []time.Time
		for range 60 {
			w.clock.add(time.Second)
			if err := w.db.NoteSeen(t.Context(), id, 0, w.clock.now()); err != nil {
				t.Fatal(err)
			}
			r, err := w.db.Reach(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if len(moments) == 0 || !r.Seen.Equal(moments[len(moments)-1]) {
				moments = append(moments, r.Seen)
			}
		}
		if len(moments) != 4 { // as it was opened, and three times in the minute
			t.Errorf("seen at %v", moments)
		}
	})
}

// A refusal for good brings a person in, and no second mail goes to the same address.
func TestRefusedMailBringsAPersonIn(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		id := w.known(t, ada)
		w.clock.add(2 * time.Minute)
		if err := w.letters().Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		d := w.claimDelivery(t, w.due(t)[0])
		d.State, d.Refused = desk.Failed, true
		if err := w.desk.Undelivered(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		if c := w.conversation(t, id); c.State != desk.WaitingPerson || c.Due.IsZero() {
			t.Errorf("%+v", c)
		}
		w.clock.add(2 * time.Minute)
		if got := w.mails(t)[ada]; len(got) > 0 {
			t.Errorf("mail to a refused address: %q", got)
		}
		if r, err := w.db.Reach(t.Context(), id); err != nil || !r.Refused {
			t.Errorf("%+v %v", r, err)
		}
	})
}

func (w *world) operator(t *testing.T, id, team string, role desk.Role, away bool) {
	t.Helper()
	o := desk.Operator{ID: id, Name: id, Email: id + "@desk.example", Team: team, Role: role, Away: away}
	if err := w.db.AddOperator(t.Context(), o, "x", w.clock.now()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) handedOver(t *testing.T) string {
	t.Helper()
	got := w.accept(t, "", "I need a person")
	if err := w.desk.End(t.Context(), got.Conversation, got.Turn, desk.AskedForPerson); err != nil {
		t.Fatal(err)
	}
	return got.Conversation
}

func TestOperatorsHearOfAWaitingConversationOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		if err := w.db.PutTeam(t.Context(), desk.Team{ID: "sales"}); err != nil {
			t.Fatal(err)
		}
		w.operator(t, "ben", "support", desk.RoleOperator, false)
		w.operator(t, "eve", "support", desk.RoleOperator, true) // away
		w.operator(t, "kim", "sales", desk.RoleOwner, false)     // of another team
		w.operator(t, "zoe", "support", desk.RoleOperator, false)
		if err := w.db.Seen(t.Context(), "zoe", w.clock.now()); err != nil { // at the desk
			t.Fatal(err)
		}
		id := w.handedOver(t)
		w.clock.add(time.Second)
		w.wantMails(t, "waiting", map[string][]string{"ben@desk.example": {"operator_mail: I need a person"}})
		w.wantMails(t, "once", none())
		w.accept(t, id, "Are you there?")
		w.clock.add(time.Second)
		w.wantMails(t, "it waited already", none())
		w.replies(t, id, "Here I am")
		w.accept(t, id, "Thank you, and this?")
		w.clock.add(time.Minute)
		w.wantMails(t, "it waits anew", map[string][]string{"ben@desk.example": {"operator_mail: Thank you, and this?"}})
	})
}

func TestOperatorsHearOfAPromiseNearItsTimeOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		w.operator(t, "ben", "support", desk.RoleOperator, false)
		id := w.handedOver(t)
		w.clock.add(time.Second)
		if got := w.mails(t); len(got) != 1 {
			t.Fatalf("waiting: %v", got)
		}
		p, err := w.db.OpenPromise(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.add(p.By.Sub(w.clock.now()) - 16*time.Minute)
		w.wantMails(t, "16 minutes before", none())
		w.clock.add(time.Minute)
		w.wantMails(t, "15 minutes before", map[string][]string{"ben@desk.example": {"operator_mail: I need a person"}})
		w.clock.add(5 * time.Minute)
		w.wantMails(t, "once", none())
	})
}

// A flood of customers is no flood of mails: after so many an operator knows.
func TestOperatorsAreNotFlooded(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		w.operator(t, "ben", "support", desk.RoleOperator, false)
		for range 30 {
			w.handedOver(t)
		}
		w.clock.add(time.Second)
		if got := w.mails(t)["ben@desk.example"]; len(got) != 20 {
			t.Errorf("%d mails", len(got))
		}
	})
}

func TestAddressesOfAllSorts(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " ada@Example.ORG ": "ada@example.org", "a.b+c_d@x-y.example.co": "a.b+c_d@x-y.example.co",
		"ada": "!", "ada@localhost": "!", "ada@127.0.0.1": "!", "@example.org": "!", "ada@": "!", "a..b@example.org": "!", ".a@example.org": "!",
		"ada@example.org, eve@example.org": "!", "Ada <ada@example.org>": "!", "ada@example.org\r\nBcc: eve@example.org": "!", `"a b"@example.org`: "!",
		"ada@-x.org": "!", "ada@x..org": "!", "adé@example.org": "!", "ada@exämple.org": "!", "a@b@example.org": "!", "a\x00@example.org": "!",
	} {
		got, err := conversation.Address(text)
		if (err != nil) != (want == "!") || err == nil && got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// Who leads the team hears of a promise that was missed, at the desk or not; the second time the owners do.
func TestLeadsHearOfAMissedPromiseOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		if err := w.db.PutTeam(t.Context(), desk.Team{ID: "sales"}); err != nil {
			t.Fatal(err)
		}
		w.operator(t, "ben", "support", desk.RoleOperator, false)
		w.operator(t, "lea", "support", desk.RoleLead, false)
		w.operator(t, "luc", "support", desk.RoleLead, true) // away
		w.operator(t, "pat", "sales", desk.RoleLead, false)  // of another team
		w.operator(t, "kim", "sales", desk.RoleOwner, true)
		id := w.handedOver(t)
		w.clock.add(time.Second)
		w.mails(t)
		miss := func() {
			t.Helper()
			p, err := w.db.OpenPromise(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			w.clock.add(p.By.Add(time.Second).Sub(w.clock.now()))
			for _, o := range []string{"ben", "lea"} { // both are at the desk
				if err := w.db.Seen(t.Context(), o, w.clock.now()); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.desk.Sweep(t.Context(), func(conversation.Claim) {}); err != nil {
				t.Fatal(err)
			}
		}
		miss()
		w.wantMails(t, "missed", map[string][]string{"lea@desk.example": {"operator_mail: I need a person"}})
		w.wantMails(t, "once", none())
		miss()
		w.wantMails(t, "missed twice", map[string][]string{"kim@desk.example": {"operator_mail: I need a person"}})
		w.wantMails(t, "once again", none())
	})
}
