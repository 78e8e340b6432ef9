package app

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/store/storetest"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
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
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
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

// burning is a desk on which logouts are frozen, with the turns of who asked.
func burning(t *testing.T) (replay, burst.Freeze, []desk.Turn) {
	t.Helper()
	r := newReplay(t)
	o := desk.Operator{Name: "Claire", Email: "c@example.org", Team: "support", Role: desk.RoleOwner}
	if _, err := r.access.AddOperator(t.Context(), o, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	reply := "The gardeners know the reason."
	r.says.Store(&reply)
	var turns []desk.Turn
	for n, q := range readLines[question](t, "testdata/burst/logout.jsonl")[:8] {
		r.clock.Add(time.Minute.Microseconds())
		turn, _ := r.App.says(t, signedCustomer(n), q.Text)
		turns = append(turns, turn)
	}
	frozen := r.frozen(t)
	if len(frozen) != 1 {
		t.Fatalf("frozen: %+v", frozen)
	}
	return r, frozen[0], turns
}

const (
	cardEnglish = "We know that Potager logs you out when you use two devices. Please use one until tonight."
	cardFrench  = "Nous savons que Potager déconnecte qui utilise deux appareils. N'en utilisez qu'un jusqu'à ce soir."
)

func (a *App) writesCard(t *testing.T, f burst.Freeze, lasts time.Duration) burst.Issue {
	t.Helper()
	i := burst.Issue{
		ID: newID(), Freeze: f.ID, Topic: f.Topic, Terms: f.Terms, Title: "Logouts", State: burst.InForce, Writer: "o1", Since: a.now(), Until: a.now().Add(lasts),
		Words: map[desk.Language]string{desk.English: cardEnglish, desk.French: cardFrench},
	}
	if err := a.store.WriteIssue(t.Context(), i, access.Deed{ID: newID(), By: "o1", Act: "issue:write", Ref: f.ID, Detail: i.Title, At: a.now()}); err != nil {
		t.Fatal(err)
	}
	return i
}

// told counts how often a conversation was told the card, and gives the language.
func (a *App) toldCard(t *testing.T, conversationID string) (n int, text string) {
	t.Helper()
	said, err := a.store.Messages(t.Context(), conversationID, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range said {
		if m.Text == cardEnglish || m.Text == cardFrench {
			n, text = n+1, m.Text
		}
	}
	return n, text
}

// A card thaws the topic: who waited is told its words, each once, in their language; who asks afterwards is told them by the
// assistant; who asks again after that goes to a person; and when its time is over all is as before.
func TestCardIsTold(t *testing.T) {
	r, freeze, turns := burning(t)
	taken := turns[6] // somebody took this one on: the card is not said to them
	if err := r.review.TakeOver(t.Context(), taken.Conversation, desk.Operator{ID: "o9", Name: "Ben", Role: desk.RoleOperator, Team: "support"}); err != nil {
		t.Fatal(err)
	}
	issue := r.writesCard(t, freeze, 3*time.Hour)
	for range 3 {
		if err := r.issues.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	waited := 0
	for n, turn := range turns {
		c, err := r.store.Conversation(t.Context(), turn.Conversation)
		if err != nil {
			t.Fatal(err)
		}
		told, text := r.toldCard(t, turn.Conversation)
		want := 0
		if turn.State == desk.HandedOver && turn.ID != taken.ID {
			want = 1
			waited++
			if c.State != desk.WaitingCustomer || (text == cardFrench) != (c.Language == desk.French) {
				t.Errorf("%d: %s in %s, told %q", n, c.State, c.Language, text)
			}
		}
		if told != want {
			t.Errorf("%d: %s (%s), told %d times, want %d", n, turn.State, turn.Reason, told, want)
		}
	}
	if waited < 3 {
		t.Errorf("only %d waited", waited)
	}
	turn, d := r.App.says(t, signedCustomer(50), "Pourquoi suis-je déconnecté de l'application sur ma tablette ?")
	if turn.State != desk.Sent || d.Draft.Text != cardFrench || len(d.Draft.Claims) != 1 || d.Draft.Claims[0].Evidence[0].Title != issue.Title {
		t.Errorf("%s (%s): %+v", turn.State, turn.Reason, d.Draft)
	}
	again := r.writesAgain(t, turn.Conversation, "Mais je suis encore déconnecté de l'application sur ma tablette, pourquoi ?")
	if again.State != desk.HandedOver {
		t.Errorf("told again: %s (%s)", again.State, again.Reason)
	}
	r.clock.Add((4 * time.Hour).Microseconds())
	if err := r.issues.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	if turn, d = r.App.says(t, signedCustomer(60), aboutLogout); d.Draft.Text == cardEnglish || turn.Reason == desk.Frozen {
		t.Errorf("after its time: %s (%s) %q", turn.State, turn.Reason, d.Draft.Text)
	}
}

// writesAgain has the customer of a conversation write again, and gives the turn.
func (a *App) writesAgain(t *testing.T, conversationID, text string) desk.Turn {
	t.Helper()
	got, err := a.conversations.Accept(t.Context(), conversation.Incoming{Conversation: conversationID, Text: text})
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
	return turn
}

// One attacker with as many sessions as they like, all from one network, counts one: nothing freezes.
func TestOneNetworkFreezesNothing(t *testing.T) {
	r := newReplay(t)
	reply := "The gardeners know the reason."
	r.says.Store(&reply)
	for n := range 60 {
		r.clock.Add(10_000_000)
		r.App.says(t, asker{origin: "one network"}, readLines[question](t, "testdata/burst/logout.jsonl")[n%12].Text)
	}
	if f := r.frozen(t); len(f) > 0 {
		t.Errorf("%+v", f)
	}
}

// A thawed topic is answered again, and what was counted counts no more.
func TestThawedTopicIsAnswered(t *testing.T) {
	r, freeze, _ := burning(t)
	if err := r.store.Thaw(t.Context(), freeze.ID, access.Deed{ID: newID(), By: "o1", Act: "issue:thaw", Ref: freeze.ID, Detail: "a school class", At: r.now()}); err != nil {
		t.Fatal(err)
	}
	r.clock.Add(time.Minute.Microseconds())
	if turn, _ := r.App.says(t, signedCustomer(50), aboutLogout); turn.Reason == desk.Frozen {
		t.Errorf("%s (%s)", turn.State, turn.Reason)
	}
	if f := r.frozen(t); len(f) > 0 {
		t.Errorf("frozen again by one customer: %+v", f)
	}
}

// A desk that cannot read what is frozen, or cannot count, lets nothing out but hand-overs.
func TestFreezesCannotBeRead(t *testing.T) {
	away := desk.Errorf(desk.Unavailable, "away")
	for name, b := range map[string]flow.Bursts{"neither": stubbed{away, away}, "not again after the draft": stubbed{nil, away}} {
		r := newReplay(t)
		r.flow.Bursts = b
		if turn, told := r.tells(t, aboutGift, "The box has a green ribbon."); told || turn.State != desk.HandedOver || turn.Reason != desk.Fault {
			t.Errorf("%s: %s %s", name, turn.State, turn.Reason)
		}
	}
}

type stubbed struct{ count, standing error }

func (s stubbed) Count(context.Context, burst.Symptom) (burst.Standing, error) {
	return burst.Standing{}, s.count
}

func (s stubbed) Standing(context.Context) (burst.Standing, error) {
	return burst.Standing{}, s.standing
}

// A second server on the same database, and one that starts later, hold to the same freeze; people are called for it once.
func TestFreezeHoldsOnEveryServer(t *testing.T) {
	for name, flags := range map[string]func(t *testing.T) map[string]string{
		"sqlite": func(t *testing.T) map[string]string { t.Helper(); return map[string]string{"data": t.TempDir()} },
		"postgres": func(t *testing.T) map[string]string {
			t.Helper()
			return map[string]string{"database": storetest.Postgres(t)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			all := flags(t)
			a := newAppWith(t, filepath.Join("demo", "company"), all)
			b := newAppWith(t, "", all)
			var mu sync.Mutex
			raised := map[string]int{}
			for _, app := range []*App{a, b} {
				if err := app.shelf.load(t.Context()); err != nil {
					t.Fatal(err)
				}
				app.issues.Raise = func(_ context.Context, s breaker.Signal) error {
					mu.Lock()
					defer mu.Unlock()
					raised[s.Scope]++
					return nil
				}
			}
			wordings := readLines[question](t, "testdata/burst/logout.jsonl")
			var group sync.WaitGroup
			for n := range 10 { // at the same time, on both
				group.Go(func() { []*App{a, b}[n%2].says(t, signedCustomer(n), wordings[n].Text) })
			}
			group.Wait()
			freezes := a.frozen(t)
			if len(freezes) != 1 || len(b.frozen(t)) != 1 {
				t.Fatalf("%+v, %+v", freezes, b.frozen(t))
			}
			c := newAppWith(t, "", all)
			if err := c.shelf.load(t.Context()); err != nil {
				t.Fatal(err)
			}
			for n, app := range []*App{a, b, c} {
				if turn, _ := app.says(t, signedCustomer(20+n), aboutLogout); turn.State != desk.HandedOver || turn.Reason != desk.Frozen {
					t.Errorf("server %d: %s (%s)", n, turn.State, turn.Reason)
				}
			}
			for range 2 {
				for _, app := range []*App{a, b} {
					if err := app.issues.Step(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
			if len(raised) != 1 || raised["topic:"+freezes[0].Topic] != 1 {
				t.Errorf("raised %v", raised)
			}
		})
	}
}

// The demo's week holds more than one question of most things, all of signed customers: none of it freezes anything.
func TestWeekFreezesNothing(t *testing.T) {
	for seed := range uint64(3) {
		if testing.Short() && seed > 0 {
			t.Skip("-short: one week is enough")
		}
		a, tales := told(t, wednesday(), demoSeed+seed)
		freezes, err := a.store.Freezes(t.Context(), 10)
		if err != nil || len(freezes) > 0 {
			t.Errorf("%+v, %v", freezes, err)
		}
		asked, err := a.store.PastSymptoms(t.Context(), wednesday().Add(-2*demoWeek), wednesday(), 1000)
		if err != nil || len(asked) < 50 {
			t.Errorf("only %d questions were counted, %v", len(asked), err)
		}
		t.Logf("%d questions of %d conversations, %d freezes", len(asked), len(tales), len(freezes))
	}
}
