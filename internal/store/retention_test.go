package store_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/search"
	"github.com/vigie-desk/vigie/internal/store"
)

// resolved makes a conversation with words in every place where there can be some, and closes it.
func (w *world) resolved(t *testing.T, secret string) (id, turn string) {
	t.Helper()
	ctx := t.Context()
	people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
	in := incoming("", "My number is "+secret)
	in.Opening.Customer = desk.Customer{Name: "Name " + secret, Email: secret + "@example.org"}
	in.Opening.Reached = true
	got, err := w.desk.Accept(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	d := answered()
	d.Question = "question " + secret
	d.Draft.Text = "draft " + secret
	d.Draft.Claims[0].Text = "Your claim is " + secret
	d.Findings = []desk.Finding{{Check: "names", Message: "finding " + secret}}
	by := desk.Operator{ID: "o1", Name: "Ben", Role: desk.RoleOperator, Team: "support"}
	for _, err := range []error{
		w.desk.Settle(ctx, w.claim(t, got), d),
		people.AddNote(ctx, got.Conversation, newID(), by, "note "+secret),
		w.db.SetAddress(ctx, got.Conversation, secret+"@example.org", w.clock.now()),
		w.db.Act(ctx, newID(), "o1", "review:edit", got.Turn, "reason "+secret, w.clock.now()),
		people.TakeOver(ctx, got.Conversation, by),
		people.Resolve(ctx, got.Conversation, by),
		search.New(w.db).Index(ctx),
		w.recalls().Note(ctx),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return got.Conversation, got.Turn
}

// What is past its time loses its words wherever they stood; what is not, or is open, or was written in again, does not.
func TestPurgeTakesTheWords(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		old, turn := w.resolved(t, "zebraquagga")
		open := w.accept(t, "", "an open one")
		w.clock.add(100 * 24 * time.Hour)
		young, _ := w.resolved(t, "okapi")
		before := w.clock.now().Add(-50 * 24 * time.Hour)
		if n, err := w.db.CountPast(ctx, before); err != nil || n != 1 {
			t.Fatalf("counted %d, %v", n, err)
		}
		if n, err := w.db.PurgePast(ctx, before, w.clock.now(), 10); err != nil || n != 1 {
			t.Fatalf("purged %d, %v", n, err)
		}
		if w.listed(t, "Your claim is zebraquagga") != nil {
			t.Error("a wording that was deleted is found")
		}
		dump, err := w.db.Everything(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for table, rows := range dump {
			if strings.Contains(rows, "zebraquagga") {
				t.Errorf("%s still holds the words", table)
			}
		}
		if !strings.Contains(dump["wordings"], "okapi") || !strings.Contains(dump["wording_stems"], "okapi") {
			t.Error("a young conversation's wording is gone")
		}
		if !strings.Contains(dump["messages"], "okapi") || !strings.Contains(dump["notes"], "okapi") {
			t.Error("a young conversation lost its words")
		}
		for _, id := range []string{old, young, open.Conversation} {
			w.conversation(t, id)
		}
		if got := w.turn(t, turn); got.State != desk.Superseded && got.State != desk.Sent {
			t.Errorf("turn %+v", got)
		}
		if d, err := w.db.Decision(ctx, turn); err != nil || d.Action != desk.Send || d.Topic != "delivery" || d.Draft.Text != "" {
			t.Errorf("the ledger's row: %+v, %v", d, err)
		}
		if n, err := w.db.PurgePast(ctx, before, w.clock.now(), 10); err != nil || n != 0 {
			t.Errorf("a second time: %d, %v", n, err)
		}
		// The customer writes again: it is open, and in time is purged again.
		w.accept(t, old, "It is me again, zebraquagga.")
		if n, err := w.db.CountPast(ctx, w.clock.now().Add(time.Hour)); err != nil || n != 1 {
			t.Errorf("with one open again %d are past: %v", n, err)
		}
	})
}

// Every table that holds something of a conversation is either purged or known to hold no words.
func TestEveryTableIsPurgedOrKept(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	tables, err := w.db.TablesOfConversations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) < 10 {
		t.Fatalf("found only %v", tables)
	}
	for _, table := range tables {
		isPurged := slices.ContainsFunc(store.Purges(), func(s string) bool {
			return strings.HasPrefix(s, "DELETE FROM "+table+" ") || strings.HasPrefix(s, "UPDATE "+table+" ")
		})
		if isPurged == slices.Contains(store.KeptTables(), table) {
			t.Errorf("the table %s has a column conversation: add a statement that takes its words out to purges() in store/retention.go, or, where it holds no words, its name to keptTables()", table)
		}
	}
}

// Of many servers one has the lease; another gets it when it has ended.
func TestOneLease(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		now := w.clock.now()
		take := func(holder string, at time.Time) bool {
			got, err := w.db.TakeLease(t.Context(), "work", holder, at, at.Add(time.Minute))
			if err != nil {
				t.Error(err)
			}
			return got
		}
		var group sync.WaitGroup
		var mu sync.Mutex
		var holders []string
		for _, holder := range []string{"a", "b", "c", "d"} {
			group.Go(func() {
				if take(holder, now) {
					mu.Lock()
					defer mu.Unlock()
					holders = append(holders, holder)
				}
			})
		}
		group.Wait()
		if len(holders) != 1 {
			t.Fatalf("held by %v", holders)
		}
		if !take(holders[0], now) {
			t.Error("its holder cannot renew it")
		}
		if take("other", now.Add(30*time.Second)) || !take("other", now.Add(time.Minute)) {
			t.Error("the lease does not end when it ends")
		}
	})
}

// A company's own words at hand-over are said as they are kept, with the time; words without it never are.
func TestOwnWordsAtHandOver(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		if err := w.db.SetSetting(ctx, "handover:en", "{team} is on it: you read from us by {time}."); err != nil {
			t.Fatal(err)
		}
		first := w.last(t, w.handOver(t, desk.AskedForPerson)).Text
		if !strings.Contains(first, "Support is on it: you read from us by ") || !strings.HasPrefix(first, "Of course: I am passing you to a person.") || strings.ContainsAny(first, "{}") {
			t.Errorf("said %q", first)
		}
		if err := w.db.SetSetting(ctx, "handover:en", "Somebody will come back to you soon."); err != nil {
			t.Fatal(err)
		}
		if text := w.last(t, w.handOver(t, desk.AskedForPerson)).Text; strings.Contains(text, "soon") || !strings.Contains(text, "will answer you here by") {
			t.Errorf("said without a time: %q", text)
		}
	})
}
