package deliver

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Parts are what the work stands on.
type Parts struct {
	Store    Store
	Channels map[string]Channel                               // by name; a delivery for any other fails for good
	GiveUp   func(ctx context.Context, d desk.Delivery) error // closes a failed delivery and brings a person in
	Now      func() time.Time
	Log      *slog.Logger
}

// Config bounds the work.
type Config struct {
	Within  time.Duration // one attempt
	Lease   time.Duration // of a claim: well above Within
	Slow    time.Duration // a claim that took longer waited for a database in trouble
	Settle  time.Duration // the wait after trouble
	Workers int
	Pauses  []time.Duration // after each failed attempt; one attempt more than these, and it failed for good
}

// Defaults gives the house's settings: 10 s an attempt, a lease of 20 s, eight at once.
func Defaults() Config {
	return Config{Within: 10 * time.Second, Lease: 20 * time.Second, Slow: time.Second, Settle: 2 * time.Second, Workers: 8, Pauses: pauses()}
}

// Service carries parcels until it is told to stop.
type Service struct {
	Parts
	cfg  Config
	free chan struct{}
	out  sync.WaitGroup
}

// New makes the service.
func New(parts Parts, cfg Config) *Service {
	return &Service{Parts: parts, cfg: cfg, free: make(chan struct{}, cfg.Workers)}
}

// Run carries what is due, at each second and whenever news wakes it, until ctx ends, then waits for the attempts under way: what a receiver has taken is noted.
func (s *Service) Run(ctx context.Context, news <-chan struct{}) error {
	defer s.out.Wait()
	tick := time.NewTicker(time.Second) //nolint:forbidigo // a pause: nothing is decided by it, only looked at again
	defer tick.Stop()
	for {
		if err := s.Round(ctx); err != nil && ctx.Err() == nil {
			s.Log.LogAttrs(ctx, slog.LevelError, "deliveries wait", slog.Any("error", err))
			s.calm(ctx)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-news:
		}
	}
}

// Round claims what is due and begins to carry it. It waits only for a free worker.
func (s *Service) Round(ctx context.Context) error {
	due, err := s.Store.DueDeliveries(ctx, s.Now(), 100)
	if err != nil {
		return err
	}
	for _, d := range due {
		select {
		case s.free <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		claimed, err := s.claim(ctx, d)
		if err != nil {
			<-s.free
			if desk.Is(err, desk.Conflict) {
				continue
			}
			return err
		}
		s.out.Go(func() {
			defer func() { <-s.free }()
			s.carry(ctx, claimed)
		})
	}
	return nil
}

// claim gives a delivery that is ours. One that waited for the database is given up: its lease may have run out before
// it was ours.
func (s *Service) claim(ctx context.Context, d desk.Delivery) (desk.Delivery, error) {
	began := s.Now()
	claimed, err := s.Store.ClaimDelivery(ctx, d, began, began.Add(s.cfg.Lease))
	if took := s.Now().Sub(began); err == nil && took > s.cfg.Slow {
		err = desk.Errorf(desk.Unavailable, "a claim waited %s for the database", took.Round(time.Millisecond))
	}
	return claimed, err
}

// calm waits after trouble with the database until it takes writes again, and a moment longer: those whose leases ran
// out while nobody could write get to note what they did, before anybody does it again.
func (s *Service) calm(ctx context.Context) {
	for s.Store.Ping(ctx) != nil && rest(ctx, s.cfg.Settle/4) {
	}
	rest(ctx, s.cfg.Settle)
}

// rest waits, and tells whether ctx is still alive.
func rest(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause) //nolint:forbidigo // a pause: nothing is decided by it
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// carry makes one attempt, to its end even while the desk shuts down, and notes what became of it.
func (s *Service) carry(ctx context.Context, d desk.Delivery) {
	err := s.attempt(context.WithoutCancel(ctx), d)
	d = after(d, err, s.Now(), s.cfg.Pauses)
	if err != nil {
		s.Log.LogAttrs(ctx, slog.LevelWarn, "a delivery failed", slog.String("delivery", d.ID), slog.String("channel", d.Channel),
			slog.Int("attempts", d.Attempts), slog.Bool("for_good", d.State == desk.Failed), slog.Any("error", err))
	}
	s.note(ctx, d)
}

func (s *Service) attempt(ctx context.Context, d desk.Delivery) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the channel %s panicked: %v", d.Channel, p)
		}
	}()
	channel, known := s.Channels[d.Channel]
	if !known {
		return &RefusalError{Err: fmt.Errorf("the channel %s is not set up on this server", d.Channel), ForGood: true}
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Within)
	defer cancel()
	p, err := s.Store.Parcel(ctx, d)
	if err != nil {
		return err
	}
	return channel.Send(ctx, p)
}

// note writes an outcome again and again, until it holds or the claim is lost: an outcome that is dropped is a message
// that arrives twice. Only a desk that shuts down while nothing can be written drops it, when its lease has run out.
func (s *Service) note(ctx context.Context, d desk.Delivery) {
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	context.AfterFunc(ctx, func() {
		rest(lasting, s.cfg.Lease)
		cancel()
	})
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := s.settle(lasting, d)
		if err != nil && !desk.Is(err, desk.Unavailable) {
			s.Log.LogAttrs(ctx, slog.LevelError, "a delivery's outcome was not noted", slog.String("delivery", d.ID), slog.Any("error", err))
		}
		if !desk.Is(err, desk.Unavailable) || !rest(lasting, pause) {
			return
		}
	}
}

func (s *Service) settle(ctx context.Context, d desk.Delivery) error {
	if d.State == desk.Failed {
		return s.GiveUp(ctx, d)
	}
	return s.Store.SettleDelivery(ctx, d, s.Now())
}
