package deliver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	broken := errors.New("broken")
	tests := []struct {
		name     string
		attempts int
		err      error
		state    desk.DeliveryState
		wait     time.Duration
	}{
		{"taken", 3, nil, desk.Delivered, 0},
		{"first fault", 0, broken, desk.Queued, 2 * time.Second},
		{"seventh fault", 6, broken, desk.Queued, time.Hour},
		{"eighth fault", 7, broken, desk.Failed, 0},
		{"gone", 0, &RefusalError{Err: broken, ForGood: true}, desk.Failed, 0},
		{"gone, wrapped", 0, fmt.Errorf("post: %w", &RefusalError{Err: broken, ForGood: true}), desk.Failed, 0},
		{"later than planned", 0, &RefusalError{Err: broken, After: time.Minute}, desk.Queued, time.Minute},
		{"sooner than planned", 3, &RefusalError{Err: broken, After: time.Second}, desk.Queued, 2 * time.Minute},
		{"never", 0, &RefusalError{Err: broken, After: 1000 * time.Hour}, desk.Queued, time.Hour},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := after(desk.Delivery{State: desk.Queued, Attempts: test.attempts, Next: now}, test.err, now, pauses())
			if d.State != test.state || d.Next.Sub(now) != test.wait {
				t.Errorf("%s in %s, want %s in %s", d.State, d.Next.Sub(now), test.state, test.wait)
			}
			if (d.Fault == "") != (test.err == nil) {
				t.Errorf("fault %q", d.Fault)
			}
		})
	}
}

// ledger keeps deliveries in memory, as the store does on disk.
type ledger struct {
	mu    sync.Mutex
	rows  []desk.Delivery
	away  bool          // nothing can be written
	slow  time.Duration // how long a claim waits
	given []string
}

func (l *ledger) row(id string) *desk.Delivery {
	i := slices.IndexFunc(l.rows, func(d desk.Delivery) bool { return d.ID == id })
	return &l.rows[i]
}

func (l *ledger) DueDeliveries(_ context.Context, at time.Time, _ int) ([]desk.Delivery, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var due []desk.Delivery
	first := map[string]bool{}
	for _, d := range l.rows {
		if d.State == desk.Queued && !first[d.Conversation] {
			first[d.Conversation] = true
			if !d.Next.After(at) {
				due = append(due, d)
			}
		}
	}
	return due, nil
}

func (l *ledger) ClaimDelivery(_ context.Context, d desk.Delivery, at, lease time.Time) (desk.Delivery, error) {
	time.Sleep(l.slow)
	l.mu.Lock()
	defer l.mu.Unlock()
	row := l.row(d.ID)
	switch {
	case l.away:
		return d, desk.Errorf(desk.Unavailable, "away")
	case row.Epoch != d.Epoch || row.State != desk.Queued || row.Next.After(at):
		return d, desk.Errorf(desk.Conflict, "taken")
	}
	row.Epoch++
	row.Next = lease
	return *row, nil
}

func (l *ledger) SettleDelivery(_ context.Context, d desk.Delivery, _ time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	row := l.row(d.ID)
	switch {
	case l.away:
		return desk.Errorf(desk.Unavailable, "away")
	case row.Epoch != d.Epoch || row.State != desk.Queued:
		return desk.Errorf(desk.Conflict, "lost")
	}
	*row = d
	return nil
}

func (l *ledger) giveUp(ctx context.Context, d desk.Delivery) error {
	err := l.SettleDelivery(ctx, d, time.Time{})
	if err == nil {
		l.given = append(l.given, d.ID)
	}
	return err
}

func (l *ledger) Parcel(_ context.Context, d desk.Delivery) (Parcel, error) {
	return Parcel{Delivery: d}, nil
}

func (l *ledger) Ping(context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away {
		return desk.Errorf(desk.Unavailable, "away")
	}
	return nil
}

func (l *ledger) setAway(away bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away = away
}

// door is a channel that notes what it was given.
type door struct {
	mu   sync.Mutex
	got  []string
	send func(ctx context.Context, p Parcel) error
}

func (c *door) Send(ctx context.Context, p Parcel) error {
	c.mu.Lock()
	c.got = append(c.got, p.Delivery.ID)
	c.mu.Unlock()
	if c.send == nil {
		return nil
	}
	return c.send(ctx, p)
}

func queued(conversation string, ids ...string) []desk.Delivery {
	var rows []desk.Delivery
	for _, id := range ids {
		rows = append(rows, desk.Delivery{ID: id, Conversation: conversation, Channel: "out", State: desk.Queued, Next: time.Now()})
	}
	return rows
}

// run carries for so long, and waits for what is under way.
func run(t *testing.T, l *ledger, c Channel, length time.Duration) {
	t.Helper()
	s := New(Parts{Store: l, Channels: map[string]Channel{"out": c}, GiveUp: l.giveUp, Now: time.Now, Log: slog.New(slog.DiscardHandler)}, Defaults())
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	if err := s.Run(ctx, nil); err != nil {
		t.Error(err)
	}
}

func TestMessagesOfOneConversationLeaveInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		faults := 2
		c := &door{send: func(context.Context, Parcel) error {
			if faults > 0 {
				faults--
				return errors.New("not now")
			}
			return nil
		}}
		l := &ledger{rows: queued("a", "a1", "a2", "a3")}
		run(t, l, c, time.Minute)
		if want := []string{"a1", "a1", "a1", "a2", "a3"}; !slices.Equal(c.got, want) {
			t.Errorf("carried %v, want %v", c.got, want)
		}
	})
}

func TestHangingReceiverHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var others []time.Duration
		began := time.Now()
		c := &door{}
		c.send = func(ctx context.Context, p Parcel) error {
			if p.Delivery.Conversation == "hangs" {
				<-ctx.Done()
				return ctx.Err()
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			others = append(others, time.Since(began))
			return nil
		}
		l := &ledger{rows: append(queued("hangs", "h1"), append(queued("a", "a1"), queued("b", "b1")...)...)}
		run(t, l, c, 3*time.Hour)
		if len(others) != 2 || slices.Max(others) > time.Second {
			t.Errorf("the others arrived after %v", others)
		}
		if h := l.row("h1"); h.State != desk.Failed || h.Attempts != len(pauses())+1 || !slices.Equal(l.given, []string{"h1"}) {
			t.Errorf("the hanging one is %s after %d attempts, given up: %v", h.State, h.Attempts, l.given)
		}
	})
}

func TestOutcomeIsNotedWhenTheDatabaseComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{rows: queued("a", "a1")}
		c := &door{send: func(context.Context, Parcel) error {
			l.setAway(true)
			time.AfterFunc(40*time.Second, func() { l.setAway(false) })
			return nil
		}}
		run(t, l, c, 3*time.Minute)
		if len(c.got) != 1 || l.row("a1").State != desk.Delivered {
			t.Errorf("carried %v, and it is %s: an outage of the database repeats nothing", c.got, l.row("a1").State)
		}
	})
}

func TestClaimThatWaitedIsNotCarried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{rows: queued("a", "a1"), slow: 30 * time.Second}
		c := &door{}
		run(t, l, c, 31*time.Second)
		if len(c.got) != 0 {
			t.Errorf("carried %v on a claim whose lease had run out", c.got)
		}
	})
}

func TestUnknownChannelAndPanicAreFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rows := append(queued("a", "a1"), queued("b", "b1")...)
		rows[0].Channel = "carrier pigeon"
		l := &ledger{rows: rows}
		run(t, l, &door{send: func(context.Context, Parcel) error { panic("at the door") }}, time.Second)
		if l.row("a1").State != desk.Failed {
			t.Errorf("a delivery for a channel that is not there is %s", l.row("a1").State)
		}
		if d := l.row("b1"); d.State != desk.Queued || d.Attempts == 0 {
			t.Errorf("a delivery whose channel panicked is %s after %d attempts", d.State, d.Attempts)
		}
	})
}

func TestShutdownLetsAnAttemptEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{rows: queued("a", "a1")}
		run(t, l, &door{send: func(context.Context, Parcel) error { time.Sleep(5 * time.Second); return nil }}, time.Second)
		if l.row("a1").State != desk.Delivered {
			t.Errorf("it was taken, and is noted as %s", l.row("a1").State)
		}
	})
}

func TestShutdownWithTheDatabaseAwayEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{rows: queued("a", "a1")}
		began := time.Now()
		run(t, l, &door{send: func(context.Context, Parcel) error { l.setAway(true); return nil }}, time.Second)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("the desk took %s to shut down", took)
		}
	})
}
