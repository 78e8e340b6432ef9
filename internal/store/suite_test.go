package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// world is a desk on a database, with a clock of its own.
type world struct {
	db    *store.DB
	desk  *conversation.Service
	clock *clock
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// newWorld has one operator, who is never at the desk.
func newWorld(t testing.TB, cfg store.Config) *world {
	t.Helper()
	w := emptyWorld(t, cfg)
	w.hire(t)
	return w
}

// hire puts somebody on the roster.
func (w *world) hire(t testing.TB) {
	t.Helper()
	ben := desk.Operator{ID: newID(), Name: "Ben", Email: newID() + "@example.org", Team: "support", Role: desk.RoleOwner}
	if err := w.db.AddOperator(t.Context(), ben, "x", w.clock.now()); err != nil {
		t.Fatal(err)
	}
}

// emptyWorld has nobody on its roster.
func emptyWorld(t testing.TB, cfg store.Config) *world {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := errors.Join(
		db.PutTeam(ctx, desk.Team{ID: "support", Name: "Support"}),
		db.PutInbox(ctx, desk.Inbox{ID: "web", Brand: "Test", Language: desk.English, Team: "support", Visitors: true}),
	); err != nil {
		t.Fatal(err)
	}
	w := &world{db: db, clock: &clock{at: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}}
	w.desk = conversation.New(db, w.clock.now, newID, conversation.Defaults())
	return w
}

// onBoth runs a test on SQLite and on PostgreSQL.
func onBoth(t *testing.T, f func(t *testing.T, cfg store.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, store.Config{Folder: storetest.Folder(t)}) })
	t.Run("postgres", func(t *testing.T) { f(t, store.Config{URL: storetest.Postgres(t)}) })
}

// onEmpty runs a test of how tables are made on both.
func onEmpty(t *testing.T, f func(t *testing.T, cfg store.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, store.Config{Folder: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { f(t, store.Config{URL: storetest.Empty(t)}) })
}

func (w *world) accept(t testing.TB, conversationID, text string) conversation.Accepted {
	t.Helper()
	got, err := w.desk.Accept(t.Context(), incoming(conversationID, text))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func incoming(conversationID, text string) conversation.Incoming {
	return conversation.Incoming{Conversation: conversationID, Text: text, Language: desk.English, Opening: conversation.Opening{
		Conversation: desk.Conversation{Inbox: "web", Channel: "widget"},
	}}
}

func (w *world) claim(t testing.TB, got conversation.Accepted) conversation.Claim {
	t.Helper()
	now := w.clock.now()
	claim, err := w.db.ClaimTurn(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, now, now.Add(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return claim
}

func (w *world) messages(t testing.TB, id string) []desk.Message {
	t.Helper()
	said, err := w.db.Messages(t.Context(), id, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func (w *world) conversation(t testing.TB, id string) desk.Conversation {
	t.Helper()
	c, err := w.db.Conversation(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (w *world) turn(t testing.TB, id string) desk.Turn {
	t.Helper()
	turn, err := w.db.Turn(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

func answered() desk.Decision {
	text := "Parcels take two days."
	return desk.Decision{Action: desk.Send, Reason: desk.Answered, Language: desk.English, Topic: "delivery", Draft: desk.Draft{
		Mode: desk.Quote, Language: desk.English, Text: text, Claims: []desk.Claim{{
			End: 22, Text: text, Kind: desk.DelayClaim,
			Evidence: []desk.Evidence{{Article: "a", Version: "v", Unit: "v/0", Title: "Delivery", Start: 0, End: 22, Quote: text}},
		}},
	}}
}

func TestAnswerGoesOutWithItsLedgerRow(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.accept(t, "", "When does my parcel come?")
		if err := w.desk.Settle(t.Context(), w.claim(t, got), answered()); err != nil {
			t.Fatal(err)
		}
		said := w.messages(t, got.Conversation)
		if len(said) != 2 || said[1].Author != desk.ByAssistant || said[1].Claims[0].Evidence[0].Version != "v" {
			t.Fatalf("said %+v", said)
		}
		d, err := w.db.Decision(t.Context(), got.Turn)
		if err != nil || d.Action != desk.Send || d.Draft.Text != said[1].Text {
			t.Fatalf("ledger %+v, %v", d, err)
		}
		if c := w.conversation(t, got.Conversation); c.State != desk.WaitingCustomer || c.Due.IsZero() {
			t.Errorf("conversation %+v", c)
		}
		if s := w.turn(t, got.Turn).State; s != desk.Sent {
			t.Errorf("turn is %s", s)
		}
	})
}

func TestLostClaimDropsItsWork(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.accept(t, "", "hello?")
		first := w.claim(t, got)
		w.clock.add(2 * time.Second) // the lease is over
		now := w.clock.now()
		second, err := w.db.ClaimTurn(t.Context(), first, now, now.Add(time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.desk.Settle(t.Context(), first, answered()); !desk.Is(err, desk.Conflict) {
			t.Fatalf("the lost claim settled: %v", err)
		}
		if err := w.desk.Settle(t.Context(), second, answered()); err != nil {
			t.Fatal(err)
		}
		if n := len(w.messages(t, got.Conversation)); n != 2 {
			t.Errorf("%d messages", n)
		}
	})
}

// The answer and the sweeper at the same instant: exactly one outcome, always.
func TestAnswerAndSweeperAtOnce(t *testing.T) {
	times := 10_000
	if testing.Short() {
		times = 500
	}
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		var sent, handed atomic.Int64
		var group sync.WaitGroup
		for worker := range 16 {
			group.Go(func() {
				for i := worker; i < times; i += 16 {
					if err := w.race(t.Context(), i%32 < 16, &sent, &handed); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		group.Wait()
		t.Logf("%d answered, %d handed over", sent.Load(), handed.Load())
		if sent.Load()+handed.Load() != int64(times) {
			t.Errorf("%d outcomes of %d turns", sent.Load()+handed.Load(), times)
		}
		if sent.Load() == 0 || handed.Load() == 0 {
			t.Error("the race was never a race: one side always won")
		}
	})
}

func (w *world) race(ctx context.Context, sweeperFirst bool, sent, handed *atomic.Int64) error {
	got, err := w.desk.Accept(ctx, incoming("", "a question"))
	if err != nil {
		return err
	}
	now := w.clock.now()
	claim, err := w.db.ClaimTurn(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, now, now.Add(time.Second))
	if err != nil {
		return err
	}
	begin := make(chan struct{})
	errs := make(chan error, 2)
	sides := []func() error{
		func() error { return w.desk.Settle(ctx, claim, answered()) },
		func() error { return w.desk.End(ctx, got.Conversation, got.Turn, desk.Deadline) },
	}
	if sweeperFirst {
		sides[0], sides[1] = sides[1], sides[0]
	}
	for _, side := range sides {
		go func() { <-begin; errs <- side() }()
	}
	close(begin)
	lost := 0
	for range 2 {
		if err := <-errs; desk.Is(err, desk.Conflict) {
			lost++
		} else if err != nil {
			return err
		}
	}
	if lost != 1 {
		return fmt.Errorf("%d of two outcomes were refused", lost)
	}
	said, err := w.db.Messages(ctx, got.Conversation, 0, 10)
	if err != nil {
		return err
	}
	if len(said) != 2 {
		return fmt.Errorf("%d messages instead of a question and one outcome", len(said))
	}
	if said[1].Author == desk.ByAssistant {
		sent.Add(1)
	} else {
		handed.Add(1)
	}
	return nil
}

func TestSecondMessageMergesTheFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		first := w.accept(t, "", "When does it come?")
		claim := w.claim(t, first)
		second := w.accept(t, first.Conversation, "I mean order 5")
		if s := w.turn(t, first.Turn).State; s != desk.Merged {
			t.Errorf("first turn is %s", s)
		}
		if err := w.desk.Settle(t.Context(), claim, answered()); !desk.Is(err, desk.Conflict) {
			t.Errorf("the merged turn was answered: %v", err)
		}
		if err := w.desk.Settle(t.Context(), w.claim(t, second), answered()); err != nil {
			t.Fatal(err)
		}
		if n := len(w.messages(t, first.Conversation)); n != 3 {
			t.Errorf("%d messages", n)
		}
	})
}

func TestSameKeyMakesOneTurn(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		in := incoming("", "once")
		in.Key = &conversation.IdempotencyKey{Caller: "key", Name: "k1", BodyHash: "h"}
		var group sync.WaitGroup
		var made, refused atomic.Int64
		for range 20 {
			group.Go(func() {
				_, err := w.desk.Accept(t.Context(), in)
				switch {
				case err == nil:
					made.Add(1)
				case desk.Is(err, desk.Conflict):
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if made.Load() != 1 || refused.Load() != 19 {
			t.Errorf("%d made, %d refused", made.Load(), refused.Load())
		}
		r, err := w.db.IdempotencyKey(t.Context(), "key", "k1", w.clock.now().Add(-time.Hour))
		if err != nil || r.BodyHash != "h" || r.Turn == "" {
			t.Errorf("remembered %+v, %v", r, err)
		}
	})
}

func TestTwoReplicasTakeATurnOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		other, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		for i := range 200 {
			got := w.accept(t, "", fmt.Sprint("question ", i))
			var won atomic.Int64
			var group sync.WaitGroup
			for _, db := range []*store.DB{w.db, other} {
				group.Go(func() {
					now := w.clock.now()
					_, err := db.ClaimTurn(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, now, now.Add(time.Second))
					if err == nil {
						won.Add(1)
					} else if !desk.Is(err, desk.Conflict) {
						t.Error(err)
					}
				})
			}
			group.Wait()
			if won.Load() != 1 {
				t.Fatalf("%d replicas took turn %d", won.Load(), i)
			}
		}
	})
}

func TestEventsHaveNoGap(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.accept(t, "", "first")
		var group sync.WaitGroup
		for i := range 20 {
			group.Go(func() {
				if _, err := w.desk.Accept(t.Context(), incoming(got.Conversation, fmt.Sprint("message ", i))); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		events, err := w.db.Events(t.Context(), got.Conversation, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range events {
			if e.Seq != int64(i+1) {
				t.Fatalf("event %d has number %d", i+1, e.Seq)
			}
		}
		if c := w.conversation(t, got.Conversation); c.Events != int64(len(events)) {
			t.Errorf("the conversation counts %d of %d events", c.Events, len(events))
		}
	})
}

func TestSweepHandsOverWhatNobodyAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.accept(t, "", "Is anybody there?")
		var resumed []conversation.Claim
		w.clock.add(time.Second)
		if err := w.desk.Sweep(t.Context(), func(c conversation.Claim) { resumed = append(resumed, c) }); err != nil {
			t.Fatal(err)
		}
		if len(resumed) != 1 || resumed[0].Turn != got.Turn {
			t.Fatalf("resumed %+v", resumed)
		}
		w.clock.add(15 * time.Second)
		if err := w.desk.Sweep(t.Context(), func(conversation.Claim) {}); err != nil {
			t.Fatal(err)
		}
		turn := w.turn(t, got.Turn)
		if turn.State != desk.HandedOver || turn.Reason != desk.Deadline {
			t.Fatalf("turn %+v", turn)
		}
		p, err := w.db.OpenPromise(t.Context(), got.Conversation)
		if err != nil || !p.By.After(w.clock.now()) {
			t.Errorf("promise %+v, %v", p, err)
		}
	})
}

func TestListPagesWithoutGapOrRepeat(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		want := map[string]bool{}
		for i := range 57 {
			got := w.accept(t, "", fmt.Sprint("question ", i))
			if err := w.desk.End(t.Context(), got.Conversation, got.Turn, desk.NotCovered); err != nil {
				t.Fatal(err)
			}
			want[got.Conversation] = true
		}
		for cursor := ""; ; {
			page, next, err := w.db.List(t.Context(), desk.WaitingPerson, "support", cursor, 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range page {
				if !want[line.ID] {
					t.Fatalf("%s twice, or never asked", line.ID)
				}
				delete(want, line.ID)
			}
			if cursor = next; cursor == "" {
				break
			}
		}
		if len(want) > 0 {
			t.Errorf("%d left out", len(want))
		}
	})
}

func TestNotFoundAndWrongInput(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		if _, err := w.db.Conversation(t.Context(), "none"); !desk.Is(err, desk.NotFound) {
			t.Errorf("conversation: %v", err)
		}
		if _, err := w.desk.Accept(t.Context(), incoming("none", "hello")); !desk.Is(err, desk.NotFound) {
			t.Errorf("accept: %v", err)
		}
		if _, _, err := w.db.List(t.Context(), desk.WaitingPerson, "", "no cursor", 10); !desk.Is(err, desk.Invalid) {
			t.Errorf("cursor: %v", err)
		}
		for text, kind := range map[string]desk.Kind{" \n\t ": desk.Invalid, "\x00\x01": desk.Invalid, string(make([]byte, 1<<20)): desk.TooLarge} {
			if _, err := w.desk.Accept(t.Context(), incoming("", text)); !desk.Is(err, kind) {
				t.Errorf("%d bytes: %v", len(text), err)
			}
		}
		for _, text := range []string{"<script>alert(1)</script>", "bad \xff\xfe bytes", "مرحبا", "👩‍👩‍👧 ok?", "a\x00b"} {
			got := w.accept(t, "", text)
			if said := w.messages(t, got.Conversation); len(said) != 1 {
				t.Errorf("%q: %+v", text, said)
			}
		}
	})
}

func TestBackup(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	got := w.accept(t, "", "keep this")
	folder := t.TempDir()
	if err := w.db.Backup(t.Context(), filepath.Join(folder, "vigie.db")); err != nil {
		t.Fatal(err)
	}
	copied := newWorld(t, store.Config{Folder: folder})
	if said := copied.messages(t, got.Conversation); len(said) != 1 || said[0].Text != "keep this" {
		t.Errorf("the copy holds %+v", said)
	}
	if err := w.db.Backup(t.Context(), filepath.Join(folder, "vigie.db")); !desk.Is(err, desk.Conflict) {
		t.Errorf("a file that exists was overwritten: %v", err)
	}
}
