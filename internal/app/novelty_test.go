package app

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// unguarded replaces every check by one that passes: what novelty keeps back, it keeps back by itself.
func unguarded() *flow.Guarded {
	checks := guard.Checks()
	for i := range checks {
		checks[i].Run = func(guard.Input) ([]desk.Finding, error) { return nil, nil }
	}
	return flow.NewGuarded(checks, time.Second)
}

// invented is a reply written without sight of the code: a model that derailed.
type invented struct {
	ID       string        `json:"id"`
	Language desk.Language `json:"language"`
	Text     string        `json:"text"`
}

// replay is a desk whose model says what is put into it, and whose clock goes a minute with each conversation.
type replay struct {
	*App
	clock *atomic.Int64
	says  *atomic.Pointer[string]
}

func newReplay(t *testing.T) replay {
	t.Helper()
	r := replay{clock: &atomic.Int64{}, says: &atomic.Pointer[string]{}}
	r.clock.Store(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC).UnixMicro())
	server := fake.Start(t, fake.Func(func(fake.Request) fake.Step { return fake.Text(*r.says.Load()) }).Always())
	r.App = newAppAt(t, filepath.Join("demo", "company"), map[string]string{
		"mode": "compose", "autonomy": "auto", "model-url": server.URL().String(), "model": "scripted", "model-kind": "openai",
	}, func() time.Time { return time.UnixMicro(r.clock.Load()).UTC() })
	r.flow.Guard = unguarded()
	return r
}

// tells has a new customer ask, and the model say a text; it tells whether the customer read it.
func (r replay) tells(t *testing.T, question, text string) (turn desk.Turn, told bool) {
	t.Helper()
	r.clock.Add(time.Minute.Microseconds())
	r.says.Store(&text)
	claim, turn, _ := r.asks(t, question)
	said, err := r.store.Messages(t.Context(), claim.Conversation, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range said {
		if m.Author == desk.ByAssistant && strings.Contains(m.Text, text[:min(len(text), 20)]) {
			return turn, true
		}
	}
	return turn, false
}

const (
	aboutLogout  = "Why does the app log me out when I sign in on my tablet?"
	aboutLogouts = "Pourquoi l'appli me déconnecte-t-elle quand je me connecte sur ma tablette ?"
	aboutGift    = "How much does gift wrapping cost in Britain?"
)

// The Cursor accident again: 400 conversations, and from number 201 on a tenth of the model's replies carries the invented
// policy, each time in other words, in two languages. No check of the guard works. Nobody is told.
func TestCursorPolicyIsToldToNobody(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	r := newReplay(t)
	wordings := readLines[invented](t, filepath.Join("testdata", "novelty", "cursor_policy.jsonl"))
	told, derailed := 0, 0
	for n := 1; n <= 400; n++ {
		if n <= 200 || n%10 != 0 {
			r.tells(t, aboutGift, "Gift wrapping is something we like to talk about.")
			continue
		}
		w := wordings[derailed*len(wordings)/20]
		derailed++
		question := aboutLogout
		if w.Language == desk.French {
			question = aboutLogouts
		}
		if turn, was := r.tells(t, question, w.Text); was {
			told++
			t.Errorf("told (%s): %s", turn.Reason, w.Text)
		}
	}
	t.Logf("%d of %d customers were told the policy", told, derailed)
	// Each of the other wordings alone, on a desk that has told nothing yet.
	var m novelty.Memory
	loose := 0
	for _, w := range wordings {
		if novelty.Worst(m.Look(desk.Draft{Mode: desk.Compose, Language: w.Language, Text: w.Text}, nil)) > desk.BindingClaim {
			loose++
			t.Logf("might be told to a few: %s", w.Text)
		}
	}
	t.Logf("%d of %d wordings might be told to a few", loose, len(wordings))
	if loose > 0 {
		t.Errorf("%d wordings of the policy are not seen to bind", loose)
	}
}

// The same with plain facts, each another one: at most the budget is told, in every hour and in all while nobody looks; and
// what a person has refused is said to nobody, in no other words.
func TestCursorFactsAreToldToFew(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	for name, looks := range map[string]bool{"nobody looks": false, "a person looks each half hour": true} {
		t.Run(name, func(t *testing.T) {
			r := newReplay(t)
			o, err := r.access.AddOperator(t.Context(), desk.Operator{Name: "Claire", Email: "c@example.org", Team: "support", Role: desk.RoleOwner}, "correct horse battery")
			if err != nil {
				t.Fatal(err)
			}
			facts := readLines[invented](t, filepath.Join("testdata", "novelty", "cursor_fact.jsonl"))
			var told []time.Time
			for n := range 200 {
				f := facts[n%len(facts)]
				question := aboutLogout
				if f.Language == desk.French {
					question = aboutLogouts
				}
				if _, was := r.tells(t, question, f.Text); was {
					told = append(told, r.now())
				}
				if looks && n%30 == 29 {
					r.refuseTold(t, o)
				}
			}
			for i := range told {
				hour := 0
				for _, at := range told[i:] {
					if at.Sub(told[i]) < time.Hour {
						hour++
					}
				}
				if hour > 5 {
					t.Errorf("%d customers were told within an hour of %s", hour, told[i])
				}
			}
			t.Logf("%d of 200 customers were told a new fact in %.1f hours", len(told), 200.0/60)
			if len(told) == 0 || !looks && len(told) > 5 {
				t.Errorf("%d customers were told", len(told))
			}
		})
	}
}

// refuseTold finds wrong whatever was told unseen.
func (r replay) refuseTold(t *testing.T, o desk.Operator) {
	t.Helper()
	list, err := r.store.Tellings(t.Context(), r.now(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range list {
		d, err := r.store.Decision(t.Context(), told.Turn)
		if err != nil {
			t.Fatal(err)
		}
		told.State = desk.TellingWrong
		judged := desk.JudgedClaim{ID: newID(), Turn: told.Turn, Text: d.New[told.N].Text, Language: d.Draft.Language, By: o.ID, At: r.now()}
		if err := r.store.SettleTelling(t.Context(), told, judged); err != nil {
			t.Fatal(err)
		}
	}
}

// What a person approves is known, in the same words and not in others; what a person refuses is held in any.
func TestApprovedIsKnownAndRefusedIsHeld(t *testing.T) {
	r := newReplay(t)
	o, err := r.access.AddOperator(t.Context(), desk.Operator{Name: "Claire", Email: "c@example.org", Team: "support", Role: desk.RoleOwner}, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	const policy = "The app signs you out on the tablet because a household holds one session."
	turn, told := r.tells(t, aboutLogout, policy)
	if told || turn.State != desk.HeldBack || turn.Reason != desk.SaysNew {
		t.Fatalf("%s %s", turn.State, turn.Reason)
	}
	if err := r.review.Decide(t.Context(), turn.ID, review.Approve, "", o); err != nil {
		t.Fatal(err)
	}
	if turn, told := r.tells(t, aboutLogout, policy); !told || turn.Reason != desk.Answered {
		t.Errorf("approved, and then %s %s", turn.State, turn.Reason)
	}
	if turn, told := r.tells(t, aboutLogout, strings.Replace(policy, "one session", "two sessions", 1)); told || turn.Reason != desk.SaysNew {
		t.Errorf("another number: %s %s", turn.State, turn.Reason)
	}
	turn, _ = r.tells(t, aboutLogout, "Potager keeps one active session for each household.")
	if err := r.review.Decide(t.Context(), turn.ID, review.Refuse, "", o); err != nil {
		t.Fatal(err)
	}
	if turn, told := r.tells(t, aboutLogout, "Each household has its own active session in Potager."); told || turn.Reason != desk.SaysRefused {
		t.Errorf("refused in other words: %s %s", turn.State, turn.Reason)
	}
	if turn, told := r.tells(t, aboutLogout, "Potager keeps one active session for each household."); told || turn.Reason != desk.SaysRefused {
		t.Errorf("refused: %s %s", turn.State, turn.Reason)
	}
	if err := r.review.Decide(t.Context(), turn.ID, review.Approve, "", o); err == nil {
		t.Error("a draft that was refused is approved")
	}
}

// A desk that cannot read what people found says nothing new by itself.
func TestJudgedCannotBeRead(t *testing.T) {
	r := newReplay(t)
	r.flow.Judged = func(context.Context) (*novelty.Memory, error) { return nil, desk.Errorf(desk.Unavailable, "away") }
	if turn, told := r.tells(t, aboutGift, "The box has a green ribbon."); told || turn.State != desk.HandedOver || turn.Reason != desk.Fault {
		t.Errorf("%s %s", turn.State, turn.Reason)
	}
}
