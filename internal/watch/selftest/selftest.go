// Package selftest watches the guard: every hour and after each change it makes mutants and benign twins of good answers
// (room watch/mutate), lays them before the guard that serves customers, in a shadow lane that writes to no conversation, and
// holds what it caught and what it blocked in vain against a floor. Below the floor the assistant drops to drafts, and
// whoever minds incidents is told.
//
// Table: selftests, one row a run; mistakes, what was really said wrongly and must be held in every run to come.
//
// What the room promises: a check that errs, panics, hangs, is switched off or is missing is found by the next run; a guard
// that blocks everything is found by the twins; too few cases give no verdict and change nothing; nothing is ever raised.
// The guard under test is the one that serves: only a check that a case puts out of order is broken in a copy.
package selftest

import (
	"context"
	"log/slog"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// Guard is a runner of checks. The zero verdict is Held.
type Guard interface {
	Check(ctx context.Context, in guard.Input) (desk.Verdict, []desk.Finding)
	Names() []string      // of the checks that it runs
	Hung() map[string]int // checks that are switched off, and how often each overran
}

// Desk gives what the cases are made of. Errors carry kinds.
type Desk interface {
	// Sent gives answers that the assistant has sent by itself and whose pages stand today as they did then, newest first,
	// each as the guard saw it.
	Sent(ctx context.Context, most int) ([]guard.Input, error)
	// Quoted gives quotes of the newest articles that a guard in order would send.
	Quoted(ctx context.Context, most int) ([]guard.Input, error)
	// Mistakes gives all that people have found wrong of what was said.
	Mistakes(ctx context.Context) ([]mutate.Mistake, error)
	// Ground gives what the guard would look at if a draft answered a question now.
	Ground(ctx context.Context, question string, language desk.Language, draft desk.Draft) (guard.Input, error)
	// Remembers tells whether the desk holds a draft for what people have found of it, apart from the guard.
	Remembers(ctx context.Context, draft desk.Draft) (bool, error)
}

// Log keeps the runs.
type Log interface {
	PutSelfTest(ctx context.Context, run Run) error
	// LastSelfTest gives the newest run. NotFound where there was none.
	LastSelfTest(ctx context.Context) (Run, error)
}

// Parts are what the service is made of.
type Parts struct {
	Guard    Guard
	Spoil    func(check string, run func(guard.Input) ([]desk.Finding, error), within time.Duration) Guard // a copy with one check replaced; a nil run: missing
	Expected []string                                                                                      // names of the checks that every guard must have
	Desk     Desk
	Log      Log
	House    func(ctx context.Context) (mutate.House, error)
	Versions func(ctx context.Context) (Versions, error)
	Lease    func(ctx context.Context, now, until time.Time) (bool, error) // true: this server runs the test until then
	Raise    func(ctx context.Context, s breaker.Signal) error             // tells who minds incidents
	Pause    func(ctx context.Context, d time.Duration) error              // nil: never
	Now      func() time.Time
	NewID    func() string
	Seed     func() uint64
	Logger   *slog.Logger
}

// Config says how much is tried.
type Config struct {
	Floor  mutate.Floor
	Sent   int           // answers of this desk, at most
	Quoted int           // quotes of its newest articles, where fewer were sent
	Bank   int           // answers of the bank, the first so many; 0: all
	Seeds  int           // how often each answer of the bank is changed, each time in another way
	Rest   float64       // after each case, times what it took: customers come first
	Every  time.Duration // between two runs
	Calm   time.Duration // after a run, before a change makes another
	Hang   time.Duration // the deadline of a copy in which a check hangs
}

// Defaults gives the usual settings.
//
// On seven help centres, with 40 quotes of each and the bank, one run each, the lowest lower bounds were .942 for values, .906
// for meaning, .967 for invention, .996 for shape and .989 for machinery, and the highest upper bound of false blocks .034.
// The floors lie a little beyond, so that a guard which is as good again stays above them.
func Defaults() Config {
	return Config{
		Floor: mutate.Floor{
			Catch:      map[mutate.Group]float64{mutate.Values: .92, mutate.Meaning: .86, mutate.Invention: .94, mutate.Shape: .98, mutate.Machinery: .97},
			FalseBlock: .06,
		},
		Sent: 60, Quoted: 40, Seeds: 2, Rest: .5, Every: time.Hour, Calm: 5 * time.Minute, Hang: 60 * time.Millisecond,
	}
}

// Service runs the test.
type Service struct {
	Parts
	cfg   Config
	hung  map[string]bool // checks whose hanging was told; only Tick touches it
	lease time.Duration
}

// New makes the service.
func New(parts Parts, cfg Config) *Service {
	return &Service{Parts: parts, cfg: cfg, hung: map[string]bool{}, lease: 10 * time.Minute}
}

// Tick does what is due: it tells of checks that have hung on this server, and runs the test where an hour has passed or
// something has changed since the last run, on whatever server, unless another server is at it. Only one caller may be in
// it at a time.
func (s *Service) Tick(ctx context.Context) error {
	if err := s.watchHung(ctx); err != nil {
		return err
	}
	if _, due, err := s.due(ctx); err != nil || !due {
		return err
	}
	now := s.Now()
	mine, err := s.Lease(ctx, now, now.Add(s.lease))
	if err != nil || !mine {
		return err
	}
	cause, due, err := s.due(ctx) // another server may just have ended a run
	if err == nil && due {
		_, err = s.Run(ctx, cause)
	}
	end := s.Now()
	if _, late := s.Lease(context.WithoutCancel(ctx), end, end); late != nil && err == nil {
		err = late
	}
	return err
}

// due tells whether a run is due, and for what.
func (s *Service) due(ctx context.Context) (Cause, bool, error) {
	last, err := s.Log.LastSelfTest(ctx)
	if desk.Is(err, desk.NotFound) {
		return Hourly, true, nil
	}
	if err != nil {
		return "", false, err
	}
	now := s.Now()
	if now.Sub(last.At) >= s.cfg.Every || last.At.After(now) {
		return Hourly, true, nil
	}
	if now.Sub(last.At) < s.cfg.Calm {
		return "", false, nil
	}
	versions, err := s.Versions(ctx)
	if err != nil {
		return "", false, err
	}
	cause, changed := last.Versions.changed(versions)
	return cause, changed, nil
}

// watchHung tells, once, of each check of this server's guard that was switched off because it hung.
func (s *Service) watchHung(ctx context.Context) error {
	for _, name := range sorted(s.Guard.Hung()) {
		if s.hung[name] {
			continue
		}
		reason := "the check " + name + " hung and is switched off, which blocks every draft; restart the server"
		if err := s.alarm(ctx, breaker.CauseHungCheck, reason, 0, 0); err != nil {
			return err
		}
		s.hung[name] = true
	}
	return nil
}

// alarm tells who minds incidents, whose breaker lowers the desk to drafts.
func (s *Service) alarm(ctx context.Context, cause breaker.Cause, reason string, value, line float64) error {
	s.Logger.LogAttrs(ctx, slog.LevelError, "the guard is not what it should be; the assistant only drafts until a person lets it try again", slog.String("why", reason))
	return s.Raise(ctx, breaker.Signal{
		Cause: cause, Severity: breaker.Major, Stream: string(cause), Scope: "desk", Value: value, Line: line, At: s.Now(), Drill: true,
	})
}
