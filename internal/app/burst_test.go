package app

import (
	"fmt"
	"testing"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// asker is who asks: signed where external says who, from a network prefix where that is known.
type asker struct{ external, origin string }

// says has somebody open a conversation with a question and gives its turn, answered or not.
func (a *App) says(t *testing.T, who asker, text string) (desk.Turn, desk.Decision) {
	t.Helper()
	got, err := a.conversations.Accept(t.Context(), conversation.Incoming{Text: text, Opening: conversation.Opening{
		Customer: desk.Customer{Signed: who.external != ""}, External: who.external, Origin: who.origin,
		Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.flow.Answer(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}); err != nil {
		t.Fatal(err)
	}
	turn, err := a.store.Turn(t.Context(), got.Turn)
	if err != nil {
		t.Fatal(err)
	}
	d, err := a.store.Decision(t.Context(), got.Turn)
	if err != nil {
		t.Fatal(err)
	}
	return turn, d
}

// frozen gives the freezes that stand.
func (a *App) frozen(t *testing.T) []burst.Freeze {
	t.Helper()
	standing, err := a.issues.Standing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []burst.Freeze
	for _, f := range standing.Freezes {
		if f.State == burst.Frozen {
			list = append(list, f)
		}
	}
	return list
}

// question is one of a set of questions.
type question struct {
	Language desk.Language `json:"language"`
	Text     string        `json:"text"`
	Question string        `json:"question"`
}

func signedCustomer(n int) asker { return asker{external: fmt.Sprint("customer-", n)} }

// visitor is somebody from a network of their own.
func visitor(n int) asker { return asker{origin: fmt.Sprint("network-", n)} }

// The Cursor accident a third time: among ordinary questions customers ask, in their own words and two languages, why they are
// logged out. At the fifth of them, the tenth where nobody is signed, the topic is frozen, and the model says no more about it.
func TestCursorBurstFreezes(t *testing.T) {
	for name, c := range map[string]struct {
		who  func(int) asker
		need int
	}{"signed": {signedCustomer, 5}, "nobody is signed": {visitor, 10}} {
		t.Run(name, func(t *testing.T) {
			r := newReplay(t)
			ordinary := readLines[question](t, "demo/questions.jsonl")
			wordings := readLines[question](t, "testdata/burst/logout.jsonl")
			reply := "The gardeners know the reason."
			r.says.Store(&reply)
			asked, after := 0, 0
			for n := range 400 {
				r.clock.Add(60_000_000)
				if n < 200 || n%5 != 0 {
					r.App.says(t, c.who(n), ordinary[n%len(ordinary)].Text+ordinary[n%len(ordinary)].Question)
					if f := r.frozen(t); asked == 0 && len(f) > 0 {
						t.Fatalf("%d: frozen by an ordinary question: %+v", n, f)
					}
					continue
				}
				turn, d := r.App.says(t, c.who(n), wordings[asked%len(wordings)].Text)
				asked++
				frozen := r.frozen(t)
				if (len(frozen) > 0) != (asked >= c.need) {
					t.Fatalf("after %d customers: %+v", asked, frozen)
				}
				if asked < c.need {
					continue
				}
				if turn.State != desk.HandedOver || turn.Reason != desk.Frozen {
					after++
					t.Errorf("customer %d: %s (%s) %q", asked, turn.State, turn.Reason, d.Draft.Text)
				}
			}
			f := r.frozen(t)
			t.Logf("%d customers asked; frozen: %+v; %d answers after the freeze", asked, f, after)
		})
	}
}
