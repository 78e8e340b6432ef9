package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// From every state: to an operator, to a team, back to the assistant, closed and opened again. Nobody who waits is left
// without an owner, a due time and a promise, and nothing of the assistant's goes on beside a person.
func TestGivingAConversation(t *testing.T) {
	type step = func(w *world, people *review.Service, id string) error
	ann := desk.Operator{ID: "ann", Name: "Ann"}
	states := map[string]func(t *testing.T, w *world, people *review.Service) string{
		"assistant": func(t *testing.T, w *world, _ *review.Service) string {
			t.Helper()
			return w.accept(t, "", "question").Conversation
		},
		"held": func(t *testing.T, w *world, _ *review.Service) string {
			t.Helper()
			got, d := w.accept(t, "", "question"), answered()
			d.Action = desk.Hold
			if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
				t.Fatal(err)
			}
			return got.Conversation
		},
		"waiting": func(t *testing.T, w *world, _ *review.Service) string {
			t.Helper()
			return w.handOver(t, desk.NotCovered)
		},
		"person": func(t *testing.T, w *world, people *review.Service) string {
			t.Helper()
			id := w.handOver(t, desk.NotCovered)
			if err := people.TakeOver(t.Context(), id, ann); err != nil {
				t.Fatal(err)
			}
			return id
		},
		"answered": func(t *testing.T, w *world, people *review.Service) string {
			t.Helper()
			id := w.handOver(t, desk.NotCovered)
			if _, err := people.Reply(t.Context(), id, ann, "done"); err != nil {
				t.Fatal(err)
			}
			return id
		},
		"closed": func(t *testing.T, w *world, people *review.Service) string {
			t.Helper()
			id := w.handOver(t, desk.NotCovered)
			if err := people.Resolve(t.Context(), id, ann); err != nil {
				t.Fatal(err)
			}
			return id
		},
	}
	steps := map[string]step{
		"operator": func(_ *world, p *review.Service, id string) error {
			return p.Assign(t.Context(), id, desk.Operator{ID: "ben"})
		},
		"team": func(_ *world, p *review.Service, id string) error { return p.AssignTeam(t.Context(), id, "billing") },
		"back": func(_ *world, p *review.Service, id string) error {
			_, err := p.GiveBack(t.Context(), id)
			return err
		},
		"reopen": func(_ *world, p *review.Service, id string) error { return p.Reopen(t.Context(), id, ann) },
	}
	want := map[string]string{ // state, owner; "-" is a Conflict
		"assistant operator": "person ben", "assistant team": "waiting_person billing", "assistant back": "-", "assistant reopen": "-",
		"held operator": "waiting_person ben", "held team": "waiting_person billing", "held back": "-", "held reopen": "-",
		"waiting operator": "waiting_person ben", "waiting team": "waiting_person billing", "waiting back": "assistant ", "waiting reopen": "-",
		"person operator": "person ben", "person team": "waiting_person billing", "person back": "assistant ", "person reopen": "-",
		"answered operator": "waiting_customer ben", "answered team": "waiting_customer billing", "answered back": "waiting_customer ", "answered reopen": "-",
		"closed operator": "-", "closed team": "-", "closed back": "-", "closed reopen": "person ann",
	}
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		if err := w.db.PutTeam(t.Context(), desk.Team{ID: "billing", Name: "Billing"}); err != nil {
			t.Fatal(err)
		}
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		for place, expected := range want {
			from, to, _ := strings.Cut(place, " ")
			id := states[from](t, w, people)
			before := w.conversation(t, id)
			err := steps[to](w, people, id)
			c := w.conversation(t, id)
			if expected == "-" {
				if !desk.Is(err, desk.Conflict) || c != before {
					t.Errorf("%s: %v, %+v", place, err, c)
				}
				continue
			}
			if err != nil || string(c.State)+" "+c.Owner.ID != expected || c.Due.IsZero() {
				t.Errorf("%s: %v, %s %+v due %v, want %s", place, err, c.State, c.Owner, c.Due, expected)
			}
			_, err = w.db.OpenPromise(t.Context(), id)
			if promised := err == nil; promised != (c.State == desk.WaitingPerson || from == "person" && to == "operator") {
				t.Errorf("%s: a promise is open: %v", place, promised)
			}
			turn, err := w.db.LastTurn(t.Context(), id)
			if err != nil || turn.State.Open() != (c.State == desk.WithAssistant) {
				t.Errorf("%s: the last turn is %s, %v", place, turn.State, err)
			}
		}
		if err := people.AssignTeam(t.Context(), w.handOver(t, desk.NotCovered), "nobody"); !desk.Is(err, desk.NotFound) {
			t.Errorf("a team that does not exist: %v", err)
		}
	})
}

// What was given back is answered like any message; the customer's message stands there once.
func TestGivenBackIsAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		id := w.handOver(t, desk.NotCovered)
		claim, err := people.GiveBack(t.Context(), id)
		if err != nil || claim == nil {
			t.Fatal(claim, err)
		}
		got, err := w.db.ClaimTurn(t.Context(), *claim, w.clock.now(), w.clock.now().Add(time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.desk.Settle(t.Context(), got, answered()); err != nil {
			t.Fatal(err)
		}
		said := w.messages(t, id)
		if c := w.conversation(t, id); c.State != desk.WaitingCustomer || len(said) != 3 || said[2].Author != desk.ByAssistant {
			t.Errorf("%s, %+v", c.State, said)
		}
		w.clock.add(time.Minute)
		if _, err := people.GiveBack(t.Context(), id); !desk.Is(err, desk.Conflict) {
			t.Errorf("given back twice: %v", err)
		}
	})
}

// A note stands with its conversation and nowhere else: no message, no event, no delivery, no change that a customer sees.
func TestNotesAreNoMessages(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		id := w.handOver(t, desk.NotCovered)
		news, stop := w.db.Subscribe(store.TopicConversation(id))
		defer stop()
		aside, stopAside := w.db.Subscribe(store.TopicCase(id))
		defer stopAside()
		time.Sleep(100 * time.Millisecond)
		for len(news)+len(aside) > 0 {
			select {
			case <-news:
			case <-aside:
			}
		}
		before, said := w.conversation(t, id), len(w.messages(t, id))
		ann := desk.Operator{ID: "ann"}
		for _, text := range []string{"first, do not tell", "second"} {
			w.clock.add(time.Second)
			if err := people.AddNote(t.Context(), id, "n-"+text, ann, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := people.AddNote(t.Context(), id, "n-second", ann, "second"); !desk.Is(err, desk.Conflict) {
			t.Errorf("the same note again: %v", err)
		}
		if err := people.AddNote(t.Context(), "none", "x", ann, "x"); !desk.Is(err, desk.NotFound) {
			t.Errorf("a conversation that does not exist: %v", err)
		}
		if err := people.AddNote(t.Context(), id, "y", ann, " "); !desk.Is(err, desk.Invalid) {
			t.Errorf("an empty note: %v", err)
		}
		notes, err := w.db.Notes(t.Context(), id, 10)
		if err != nil || len(notes) != 2 || notes[0].Text != "first, do not tell" || notes[1].Operator != "ann" {
			t.Errorf("%+v, %v", notes, err)
		}
		if last, err := w.db.Notes(t.Context(), id, 1); err != nil || len(last) != 1 || last[0].Text != "second" {
			t.Errorf("the last: %+v, %v", last, err)
		}
		if after := w.conversation(t, id); after != before || len(w.messages(t, id)) != said {
			t.Errorf("a note changed the conversation: %+v", after)
		}
		select {
		case <-aside:
		case <-time.After(5 * time.Second):
			t.Error("no operator was woken")
		}
		if len(news) > 0 {
			t.Error("the customer's stream was woken")
		}
	})
}
