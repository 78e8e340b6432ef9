package store_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

func (w *world) raised(t *testing.T) breaker.Incident {
	t.Helper()
	in, err := w.watch().Raise(t.Context(), breaker.Signal{Cause: breaker.CauseDrift, Severity: breaker.Major, Stream: "blocked", Scope: "topic:returns"})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (w *world) notices(t *testing.T, incident string) []watch.Notice {
	t.Helper()
	list, err := w.db.NoticesOf(t.Context(), incident)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func both() []watch.Way { return []watch.Way{watch.ByMail, watch.ByAlert} }

// A notice and its rows are there together, once, however many servers look at the same time.
func TestNoticeIsWrittenOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		in, people := w.raised(t), breaker.DefaultPolicy()
		people.Duty = []string{"ann", "ben"}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if err := w.watch().Call(t.Context(), people, both()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list := w.notices(t, in.ID)
		var to []string
		for _, n := range list {
			to = append(to, string(n.Way)+" "+n.Recipient)
			if n.State != desk.Queued || n.Rung != breaker.RungDuty || n.Made.IsZero() || !n.Done.IsZero() {
				t.Errorf("%+v", n)
			}
		}
		if want := []string{"mail ann", "mail ben", "alert "}; !slices.Equal(to, want) {
			t.Errorf("%q, want %q", to, want)
		}
		kept, err := w.db.Incident(t.Context(), in.ID)
		if err != nil {
			t.Fatal(err)
		}
		told := slices.DeleteFunc(kept.Timeline, func(e breaker.Entry) bool { return e.Kind != breaker.EntryNotice })
		if len(told) != 1 || !slices.Equal(told[0].To, people.Duty) {
			t.Errorf("the incident says %+v", told)
		}
		// The same again, past the plan: the table's own key refuses it, and the incident is as it was.
		err = w.db.ChangeWatch(t.Context(), "", func(watch.State) (watch.Changes, error) {
			n := list[0]
			n.ID = newID()
			return watch.Changes{Notices: []watch.Notice{n}}, nil
		})
		if !desk.Is(err, desk.Conflict) || len(w.notices(t, in.ID)) != 3 {
			t.Errorf("told twice: %v", err)
		}
		w.clock.add(9 * time.Minute)
		people.Leads = []string{"lea"}
		w.must(t, w.watch().Call(t.Context(), people, both()))
		if n := len(w.notices(t, in.ID)); n != 3 {
			t.Errorf("%d notices before ten minutes", n)
		}
		w.clock.add(time.Minute)
		w.must(t, w.watch().Call(t.Context(), people, both()))
		if list := w.notices(t, in.ID); len(list) != 5 || list[3].Recipient != "lea" || list[3].Rung != breaker.RungLeads {
			t.Errorf("%+v", list)
		}
	})
}

// Of several servers one sends; a claim that is lost changes nothing; what a person took in hand is withdrawn, and what arrived
// all the same is written down as said.
func TestNoticeIsClaimed(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		in, people, rows, ctx := w.raised(t), breaker.DefaultPolicy(), w.db.Notices(), context.Background()
		people.Duty = []string{"ann", "ben"}
		w.must(t, w.watch().Call(ctx, people, []watch.Way{watch.ByMail}))
		now := w.clock.now()
		due, err := rows.DueDeliveries(ctx, now, 10)
		if err != nil || len(due) != 2 || due[0].Message != in.ID || due[0].Channel != string(watch.ByMail) || due[0].Recipient == "" {
			t.Fatalf("%+v %v", due, err)
		}
		if list, err := w.db.DueDeliveries(ctx, now, 10); err != nil || len(list) != 0 {
			t.Errorf("among the customers' deliveries: %+v %v", list, err)
		}
		var ours atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := rows.ClaimDelivery(ctx, due[0], now, now.Add(time.Minute))
				switch {
				case err == nil:
					ours.Add(1)
				case !desk.Is(err, desk.Conflict):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if ours.Load() != 1 {
			t.Fatalf("%d servers have claimed one notice", ours.Load())
		}
		stale := due[0]
		stale.State = desk.Delivered
		if err := rows.SettleDelivery(ctx, stale, now); !desk.Is(err, desk.Conflict) {
			t.Errorf("settled without the claim: %v", err)
		}
		w.must(t, w.watch().Act(ctx, in.ID, breaker.Act{Kind: breaker.ActAcknowledge, By: "ann"}))
		if left, err := rows.DueDeliveries(ctx, now.Add(time.Hour), 10); err != nil || len(left) != 0 {
			t.Errorf("acknowledged, and still due: %+v %v", left, err)
		}
		said := due[0]
		said.Epoch++
		said.State = desk.Queued
		if err := rows.SettleDelivery(ctx, said, now); !desk.Is(err, desk.Conflict) {
			t.Errorf("queued again after it was withdrawn: %v", err)
		}
		said.State = desk.Delivered
		w.must(t, rows.SettleDelivery(ctx, said, now))
		states := map[desk.DeliveryState]int{}
		for _, n := range w.notices(t, in.ID) {
			states[n.State]++
			if n.Done.IsZero() {
				t.Errorf("%+v", n)
			}
		}
		if states[desk.Delivered] != 1 || states[watch.Withdrawn] != 1 {
			t.Errorf("%v", states)
		}
		if queued, failed, err := w.db.CountNotices(ctx, time.Time{}); err != nil || queued+failed != 0 {
			t.Errorf("%d queued, %d failed, %v", queued, failed, err)
		}
	})
}

// Where nobody can be told the error says so, and other incidents are told of.
func TestNobodyToTell(t *testing.T) {
	w := newWorld(t, store.Config{Folder: t.TempDir()})
	in := w.raised(t)
	if err := w.watch().Call(t.Context(), breaker.DefaultPolicy(), both()); !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), in.ID) {
		t.Errorf("%v", err)
	}
	if n := len(w.notices(t, in.ID)); n != 0 {
		t.Errorf("%d notices to nobody", n)
	}
}
