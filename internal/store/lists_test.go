package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

// handOver begins a conversation and hands it over for a reason.
func (w *world) handOver(t testing.TB, reason desk.Reason) string {
	t.Helper()
	got := w.accept(t, "", "a question")
	d := desk.Decision{Action: desk.HandOver, Reason: reason, Language: desk.English}
	if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
		t.Fatal(err)
	}
	return got.Conversation
}

// pages reads a list to its end in pages of a size.
func pages(t testing.TB, size int, page func(cursor string, limit int) (ids []string, next string, err error)) []string {
	t.Helper()
	var all []string
	for cursor, n := "", 0; ; n++ {
		ids, next, err := page(cursor, size)
		if err != nil || n > 1000 {
			t.Fatalf("after %d pages: %v", n, err)
		}
		all = append(all, ids...)
		if cursor = next; cursor == "" {
			return all
		}
	}
}

func (w *world) waiting(t testing.TB, team string, size int) []string {
	t.Helper()
	return pages(t, size, func(cursor string, limit int) (ids []string, next string, err error) {
		list, next, err := w.db.List(t.Context(), desk.WaitingPerson, team, cursor, limit)
		for _, line := range list {
			ids = append(ids, line.ID)
		}
		return ids, next, err
	})
}

// Who is in danger is looked at first, whatever was promised to others; then the soonest due.
func TestUrgentIsListedFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		var urgent, others []string
		for i := range 12 {
			w.clock.add(10 * time.Minute) // each is due later than the one before
			switch i % 4 {
			case 1:
				urgent = append(urgent, w.handOver(t, desk.Vulnerable))
			case 3:
				urgent = append(urgent, w.handOver(t, desk.Urgent))
			default:
				others = append(others, w.handOver(t, desk.NotCovered))
			}
		}
		want := append(slices.Clone(urgent), others...)
		for _, team := range []string{"", "support"} {
			for _, size := range []int{1, 4, 5, 30} {
				if diff := cmp.Diff(want, w.waiting(t, team, size)); diff != "" {
					t.Errorf("team %q, %d on a page (-want +got):\n%s", team, size, diff)
				}
			}
		}
		if got := w.waiting(t, "nobody", 5); len(got) > 0 {
			t.Errorf("another team is shown %v", got)
		}
	})
}

// What was heard counts also where another reason decided, and it counts until the matter is closed.
func TestUrgencyLastsUntilResolved(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		got := w.accept(t, "", "My son swallowed a battery, I want a person")
		d := desk.Decision{Action: desk.HandOver, Reason: desk.AskedForPerson, Urgency: desk.Pressing, Language: desk.English}
		if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
			t.Fatal(err)
		}
		ann := desk.Operator{ID: newID(), Name: "Ann"}
		w.accept(t, got.Conversation, "Hello?")
		if _, err := people.Reply(t.Context(), got.Conversation, ann, "I am here."); err != nil {
			t.Fatal(err)
		}
		w.accept(t, got.Conversation, "And what does it cost?")
		if u := w.conversation(t, got.Conversation).Urgency; u != desk.Pressing {
			t.Errorf("urgency %d before the matter is closed", u)
		}
		if err := people.Resolve(t.Context(), got.Conversation, ann); err != nil {
			t.Fatal(err)
		}
		w.accept(t, got.Conversation, "Another thing")
		if u := w.conversation(t, got.Conversation).Urgency; u != desk.Ordinary {
			t.Errorf("urgency %d of a new matter", u)
		}
	})
}

func TestHeldDraftsArePaged(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		hold := answered()
		hold.Action, hold.Reason = desk.Hold, desk.AutonomyDraft
		var want []string
		for i := range 40 {
			if i%10 == 0 {
				w.clock.add(10 * time.Minute)
			}
			if i%2 == 0 {
				w.handOver(t, desk.NotCovered)
				continue
			}
			got := w.accept(t, "", fmt.Sprint("question ", i))
			if err := w.desk.Settle(t.Context(), w.claim(t, got), hold); err != nil {
				t.Fatal(err)
			}
			want = append(want, got.Turn)
		}
		for _, team := range []string{"", "support"} {
			got := pages(t, 3, func(cursor string, limit int) (ids []string, next string, err error) {
				list, next, err := w.db.Held(t.Context(), team, cursor, limit)
				for _, d := range list {
					if d.Team != "support" || d.Decision.Draft.Text != hold.Draft.Text || d.Turn.Reason != desk.AutonomyDraft {
						t.Errorf("%+v", d)
					}
					ids = append(ids, d.Turn.ID)
				}
				return ids, next, err
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("team %q (-want +got):\n%s", team, diff)
			}
		}
		if list, _, err := w.db.Held(t.Context(), "nobody", "", 10); err != nil || len(list) > 0 {
			t.Errorf("another team is shown %v, %v", list, err)
		}
		if err := w.desk.End(t.Context(), w.turn(t, want[0]).Conversation, want[0], desk.ReviewLate); err != nil {
			t.Fatal(err)
		}
		if list, _, err := w.db.Held(t.Context(), "", "", 1); err != nil || list[0].Turn.ID != want[1] {
			t.Errorf("a draft that waits no longer is listed: %v, %v", list, err)
		}
	})
}

// Each page is one range of an index, in its order: nothing is sorted, and nothing before the page is read.
func TestPagesAreRangesOfAnIndex(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	plans, err := w.db.Plans(t.Context())
	if err != nil || len(plans) == 0 {
		t.Fatal(plans, err)
	}
	for query, plan := range plans {
		if strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "SCAN") || !strings.Contains(plan, "due_at") {
			t.Errorf("%s\nis read so: %s", query, plan)
		}
	}
}

// BenchmarkListAtAMillion reads pages of a desk with a million conversations, half of them waiting.
func BenchmarkListAtAMillion(b *testing.B) {
	cfg := store.Config{Folder: b.TempDir()}
	const million = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) `
	err := store.Earlier(b.Context(), cfg, 3,
		`INSERT INTO teams (id, name, languages, hours) VALUES ('support', 'Support', '[]', '{}'), ('rare', 'Rare', '[]', '{}')`,
		`INSERT INTO inboxes (id, brand, language, team, visitors, origins) VALUES ('web', 'Test', 'en', 'support', TRUE, '[]')`,
		`INSERT INTO customers (id, external, name, email, attributes, signed, created_at) VALUES ('u', NULL, 'U', '', '{}', FALSE, 1)`,
		million+`INSERT INTO conversations (id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at, precedence, language, trial,
			events, visitor, preview, created_at, updated_at) SELECT printf('c%08d', i), 'web', 'u', 'widget',
			CASE WHEN i % 2 = 0 THEN 'waiting_person' ELSE 'waiting_customer' END, 'team', 'support',
			CASE WHEN i % 5000 = 0 THEN 'rare' ELSE 'support' END, 1000000 + i % 1000, -(i % 100 = 0), 'en', FALSE, 0, '', '', 1, 1 FROM n`,
		million+`INSERT INTO turns (id, conversation, message, state, epoch, due_at, lease_until, topic, reason, created_at, decided_at)
			SELECT printf('t%08d', i), printf('c%08d', i), 'm', CASE WHEN i % 20 = 0 THEN 'held' ELSE 'sent' END, 1, 9000000 + i % 1000, 0, '', '', 1, 1 FROM n`,
	)
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for name, c := range map[string]struct {
		state        desk.ConversationState
		team, cursor string
	}{
		"waiting": {desk.WaitingPerson, "", ""}, "waiting/deep": {desk.WaitingPerson, "", "0.lfzo.c00500500"}, "waiting/rare team": {desk.WaitingPerson, "rare", ""},
		"answered": {desk.WaitingCustomer, "", ""},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if list, _, err := db.List(b.Context(), c.state, c.team, c.cursor, 25); err != nil || len(list) != 25 {
					b.Fatal(len(list), err)
				}
			}
		})
	}
	b.Run("held", func(b *testing.B) {
		for b.Loop() {
			if list, _, err := db.Held(b.Context(), "", "5cwtw.t00500500", 25); err != nil || len(list) != 25 {
				b.Fatal(len(list), err)
			}
		}
	})
}

func TestCursorsOfOtherListsAreRefused(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	for _, cursor := range []string{"zzz", "1", ".", "!.a", "1.!.a", strings.Repeat("z", 40) + ".1.a"} {
		if _, _, err := w.db.List(t.Context(), desk.WaitingPerson, "", cursor, 10); !desk.Is(err, desk.Invalid) {
			t.Errorf("waiting, %q: %v", cursor, err)
		}
	}
	for _, cursor := range []string{"zzz", "!.a", strings.Repeat("z", 40) + ".a"} {
		if _, _, err := w.db.List(t.Context(), desk.Resolved, "", cursor, 10); !desk.Is(err, desk.Invalid) {
			t.Errorf("closed, %q: %v", cursor, err)
		}
		if _, _, err := w.db.Held(t.Context(), "", cursor, 10); !desk.Is(err, desk.Invalid) {
			t.Errorf("held, %q: %v", cursor, err)
		}
	}
}

// A key that is older than a day is a new key, whether or not anybody has swept it away.
func TestOldKeyIsANewKey(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		in := incoming("", "once")
		in.Key = &conversation.IdempotencyKey{Caller: "key", Name: "k1", BodyHash: "h"}
		first, err := w.desk.Accept(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.add(conversation.KeyKept - time.Microsecond)
		if _, err := w.desk.Accept(t.Context(), in); !desk.Is(err, desk.Conflict) {
			t.Fatalf("a key that is kept was taken again: %v", err)
		}
		w.clock.add(time.Microsecond)
		in.Key.BodyHash = "other"
		second, err := w.desk.Accept(t.Context(), in)
		if err != nil {
			t.Fatalf("a key of a day ago: %v", err)
		}
		r, err := w.db.IdempotencyKey(t.Context(), "key", "k1", w.clock.now().Add(-conversation.KeyKept))
		if err != nil || r.Turn != second.Turn || r.Turn == first.Turn || r.BodyHash != "other" {
			t.Errorf("remembered %+v, %v", r, err)
		}
		if _, err := w.desk.Accept(t.Context(), in); !desk.Is(err, desk.Conflict) {
			t.Errorf("the key was taken twice on one day: %v", err)
		}
	})
}
