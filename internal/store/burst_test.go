package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// symptom has somebody ask, and keeps what it is about.
func (w *world) symptom(t *testing.T, external, origin string, terms ...string) burst.Symptom {
	t.Helper()
	in := incoming("", "Why?")
	in.Opening.External, in.Opening.Customer.Signed, in.Opening.Origin = external, external != "", origin
	got, err := w.desk.Accept(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.db.NoteSymptom(t.Context(), burst.Symptom{Turn: got.Turn, Conversation: got.Conversation, Topic: "app", Language: desk.English, Terms: terms, At: w.clock.now()}, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (w *world) ends(act string) access.Deed {
	return access.Deed{ID: newID(), By: "o1", Act: act, Ref: "issues", Detail: "looked", At: w.clock.now()}
}

func (w *world) freeze(t *testing.T, first ...burst.Symptom) string {
	t.Helper()
	f := burst.Freeze{ID: newID(), Topic: "app", Terms: []string{"=logout"}, Customers: 5, Since: w.clock.now()}
	for _, s := range first {
		f.First = append(f.First, burst.Asked{Conversation: s.Conversation, Turn: s.Turn})
	}
	if made, err := w.db.Freeze(t.Context(), f, func(burst.Freeze) bool { return false }); err != nil || !made {
		t.Fatal(made, err)
	}
	return f.ID
}

// What was asked is kept once a turn, with who asked and from where, and apart from what is part of a freeze.
func TestSymptomsAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		begun := w.clock.now().Add(-time.Second)
		signed := w.symptom(t, "c-1", "", "=logout", "app")
		w.clock.add(time.Minute)
		visitor := w.symptom(t, "", "net-1", "=logout")
		if !signed.Signed || signed.Customer == "" || visitor.Signed || visitor.Origin != "net-1" {
			t.Errorf("%+v, %+v", signed, visitor)
		}
		if _, err := w.db.NoteSymptom(ctx, visitor, ""); err != nil {
			t.Error(err)
		}
		list, err := w.db.RecentSymptoms(ctx, begun, 10)
		if err != nil || len(list) != 2 || list[0].Turn != visitor.Turn || list[0].Origin != "net-1" || fmt.Sprint(list[1].Terms) != "[=logout app]" {
			t.Fatalf("%+v, %v", list, err)
		}
		id := w.freeze(t, signed)
		if list, err = w.db.RecentSymptoms(ctx, begun, 10); err != nil || len(list) != 1 {
			t.Errorf("with a freeze %+v, %v", list, err)
		}
		if past, err := w.db.PastSymptoms(ctx, begun, w.clock.now(), 10); err != nil || len(past) != 1 {
			t.Errorf("past %v, %v", past, err)
		}
		if err := w.db.Thaw(ctx, id, w.ends("issue:thaw")); err != nil {
			t.Fatal(err)
		}
		if past, err := w.db.PastSymptoms(ctx, begun, w.clock.now(), 10); err != nil || len(past) != 2 {
			t.Errorf("a false alarm is usual: %v, %v", past, err)
		}
		if err := w.db.Thaw(ctx, id, w.ends("issue:thaw")); !desk.Is(err, desk.Conflict) {
			t.Errorf("thawed twice: %v", err)
		}
		if err := w.db.ForgetSymptoms(ctx, w.clock.now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if standing, err := w.db.Standing(ctx, begun); err != nil || len(standing.Freezes) != 1 || len(standing.Freezes[0].Terms) != 0 {
			t.Errorf("%+v, %v", standing, err)
		}
	})
}

// Of many servers that see the same burst one freezes it.
func TestOneFreeze(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		var group sync.WaitGroup
		var mu sync.Mutex
		made := 0
		for range 8 {
			group.Go(func() {
				f := burst.Freeze{ID: newID(), Topic: "app", Terms: []string{"=logout"}, Since: w.clock.now()}
				got, err := w.db.Freeze(t.Context(), f, func(other burst.Freeze) bool { return burst.Same(other.Terms, f.Terms) })
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if got {
					made++
				}
			})
		}
		group.Wait()
		standing, err := w.db.Standing(t.Context(), w.clock.now())
		if made != 1 || err != nil || len(standing.Freezes) != 1 {
			t.Errorf("%d made; %+v, %v", made, standing, err)
		}
	})
}

// What was decided before the freeze and settled after it is handed over: the freeze is asked for where the words go out. A
// greeting, and what is of another topic, goes out.
func TestFrozenWhileItWasAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		settle := func(topic string, reason desk.Reason) (conversation.Accepted, desk.Turn) {
			got := w.accept(t, "", "Why?")
			d := answered()
			d.Topic, d.Reason = topic, reason
			if err := w.desk.Settle(ctx, w.claim(t, got), d); err != nil {
				t.Fatal(err)
			}
			return got, w.turn(t, got.Turn)
		}
		id := w.freeze(t)
		if _, turn := settle("delivery", desk.Answered); turn.State != desk.Sent {
			t.Errorf("another topic: %+v", turn)
		}
		if _, turn := settle("app", desk.Courtesy); turn.State != desk.Sent {
			t.Errorf("a greeting: %+v", turn)
		}
		got, turn := settle("app", desk.Answered)
		if turn.State != desk.HandedOver || turn.Reason != desk.Frozen {
			t.Errorf("%+v", turn)
		}
		if p, err := w.db.OpenPromise(ctx, got.Conversation); err != nil || p.By.IsZero() {
			t.Errorf("promise %+v, %v", p, err)
		}
		issue := burst.Issue{
			ID: newID(), Freeze: id, Topic: "app", Terms: []string{"=logout"}, Title: "Logouts", Words: map[desk.Language]string{desk.English: "We know.", desk.French: "Nous savons."},
			State: burst.InForce, Writer: "o1", Since: w.clock.now(), Until: w.clock.now().Add(time.Hour),
		}
		if err := w.db.WriteIssue(ctx, issue, w.ends("issue:write")); err != nil {
			t.Fatal(err)
		}
		if err := w.db.WriteIssue(ctx, issue, w.ends("issue:write")); err == nil {
			t.Error("written twice")
		}
		if _, turn := settle("app", desk.Answered); turn.State != desk.Sent {
			t.Errorf("after the card: %+v", turn)
		}
		waiting, err := w.db.Waiting(ctx, 10)
		if err != nil || len(waiting) != 1 || waiting[0].Issue != issue.ID || waiting[0].About || waiting[0].Later {
			t.Errorf("%+v, %v", waiting, err)
		}
		w.clock.add(2 * time.Hour)
		if err := w.db.ExpireIssues(ctx, w.clock.now()); err != nil {
			t.Fatal(err)
		}
		if standing, err := w.db.Standing(ctx, w.clock.now().Add(-2*time.Hour)); err != nil || len(standing.Issues) != 1 || standing.Issues[0].State != burst.Over || standing.Issues[0].Words[desk.French] != "Nous savons." {
			t.Errorf("%+v, %v", standing, err)
		}
	})
}

// Who waited is told once, by whichever server is first; whoever a person has taken on is told nothing.
func TestToldOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		first := w.symptom(t, "c-1", "", "=logout")
		if err := w.desk.End(ctx, first.Conversation, first.Turn, desk.NotCovered); err != nil {
			t.Fatal(err)
		}
		id := w.freeze(t, first)
		k := conversation.Known{
			Wait: conversation.Wait{Freeze: id, Conversation: first.Conversation, Turn: first.Turn, About: true}, Issue: "i1", Events: w.conversation(t, first.Conversation).Events,
			Draft: func(l desk.Language) desk.Draft { return desk.Draft{Text: "We know.", Language: l} },
		}
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				if err := w.desk.TellKnown(ctx, k); err != nil && !desk.Is(err, desk.Conflict) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		told := 0
		for _, m := range w.messages(t, first.Conversation) {
			if m.Text == "We know." {
				told++
			}
		}
		c := w.conversation(t, first.Conversation)
		if told != 1 || c.State != desk.WaitingCustomer {
			t.Errorf("told %d times; %+v", told, c)
		}
		if _, err := w.db.OpenPromise(ctx, first.Conversation); !desk.Is(err, desk.NotFound) {
			t.Errorf("the promise: %v", err)
		}
	})
}
