// Package issues watches for bursts of the same new question, freezes their topics, and has what a person wrote of it told to
// whoever asks and whoever waited. It owns the tables symptoms, origins, freezes, issues_known and waits.
//
// It promises: a question is written down before the others are counted, so that of two servers that answer at the same time
// one sees both; a freeze stands in the database and nowhere else; who waited is told once, whoever is killed on the way; what
// cannot be read is an error, and an error lets nothing out.
package issues

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// Symptoms keeps what was asked.
type Symptoms interface {
	// NoteSymptom keeps what a turn is about, once a turn, and gives it with what is known of who asked. part names the freeze or
	// the known issue that it belongs to.
	NoteSymptom(ctx context.Context, s burst.Symptom, part string) (burst.Symptom, error)
	// RecentSymptoms and PastSymptoms leave out what is part of a freeze or of a known issue; the newest come first.
	RecentSymptoms(ctx context.Context, since time.Time, limit int) ([]burst.Symptom, error)
	PastSymptoms(ctx context.Context, from, until time.Time, limit int) ([][]string, error)
}

// Freezes keeps what is frozen.
type Freezes interface {
	// StandingGeneration grows whenever a freeze or a known issue comes or goes.
	StandingGeneration(ctx context.Context) (int64, error)
	// Standing gives what is frozen and known, and what ended since a moment.
	Standing(ctx context.Context, since time.Time) (burst.Standing, error)
	// Freeze freezes a topic unless one of the freezes that stand is the same; false then.
	Freeze(ctx context.Context, f burst.Freeze, same func(burst.Freeze) bool) (bool, error)
	// Unraised gives freezes that nobody has been called for, until NoteRaised says that somebody was.
	Unraised(ctx context.Context, limit int) ([]burst.Freeze, error)
	NoteRaised(ctx context.Context, id string) error
}

// Waits keeps who waits for the end of a freeze.
type Waits interface {
	// Waiting gives who waits for the end of a freeze that has ended, the oldest first.
	Waiting(ctx context.Context, limit int) ([]conversation.Known, error)
	// ExpireIssues ends the known issues whose time has come.
	ExpireIssues(ctx context.Context, now time.Time) error
}

// Parts are what a service is made of.
type Parts struct {
	Symptoms Symptoms
	Freezes  Freezes
	Waits    Waits
	Tell     func(ctx context.Context, k conversation.Known) error // see conversation.Service.TellKnown
	Raise    func(ctx context.Context, s breaker.Signal) error     // calls people where a topic freezes; nil: nobody. It may be called twice for one freeze.
	Now      func() time.Time
	NewID    func() string
	Rules    burst.Rules
}

// Service is the room's work. It is safe for concurrent use.
type Service struct {
	Parts

	window window

	mu       sync.Mutex
	past     *burst.Past
	read     time.Time       // when past was
	standing *burst.Standing // what stood at a generation; nobody changes it
	at       int64           // that generation
}

// New makes the service.
func New(parts Parts) *Service { return &Service{Parts: parts} }

const (
	recentMost = 2_000            // questions of a window that are held against each other
	pastMost   = 20_000           // questions of the past that say what is usual
	pastFresh  = 10 * time.Minute // for so long the past is not read again
	stepMost   = 200              // conversations told in one step
)

// Standing gives what is frozen and what is known now. Whether anything came or went is asked each time; what it was is read
// when it did.
func (s *Service) Standing(ctx context.Context) (burst.Standing, error) {
	generation, err := s.Freezes.StandingGeneration(ctx) // before the rest: a change in between is read twice, not never
	if err != nil {
		return burst.Standing{}, err
	}
	s.mu.Lock()
	known, at := s.standing, s.at
	s.mu.Unlock()
	if known != nil && at >= generation {
		return *known, nil
	}
	standing, err := s.Freezes.Standing(ctx, s.Now().Add(-s.Rules.Window))
	if err != nil {
		return burst.Standing{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.standing == nil || generation > s.at {
		s.standing, s.at = &standing, generation
	}
	return standing, nil
}

// Count keeps what a customer asks and freezes its topic where that makes a burst. It gives what stands then.
func (s *Service) Count(ctx context.Context, asked burst.Symptom) (burst.Standing, error) {
	standing, err := s.Standing(ctx)
	if err != nil || len(asked.Terms) == 0 {
		return standing, err
	}
	asked.At = s.Now()
	part := standing.Part(asked.Terms, asked.At)
	if asked, err = s.Symptoms.NoteSymptom(ctx, asked, part); err != nil || part != "" {
		return standing, err
	}
	found, burst, err := s.judge(ctx, asked, standing)
	if err != nil || !burst {
		return standing, err
	}
	if err := s.freeze(ctx, found, asked.At); err != nil {
		return standing, err
	}
	return s.Standing(ctx)
}

func (s *Service) judge(ctx context.Context, asked burst.Symptom, standing burst.Standing) (burst.Found, bool, error) {
	past, err := s.usual(ctx, asked.At)
	if err != nil {
		return burst.Found{}, false, err
	}
	recent, err := s.recent(ctx, asked.At, standing)
	if err != nil {
		return burst.Found{}, false, err
	}
	found, made := past.Judge(asked, standing.Left(recent), s.Rules)
	return found, made, nil
}

// usual gives what was asked before the window, read anew every few minutes.
func (s *Service) usual(ctx context.Context, now time.Time) (*burst.Past, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.past != nil && now.Sub(s.read) < pastFresh && !now.Before(s.read) {
		return s.past, nil
	}
	rows, err := s.Symptoms.PastSymptoms(ctx, now.Add(-burst.History), now.Add(-s.Rules.Window), pastMost)
	if err != nil {
		return nil, err
	}
	s.past, s.read = burst.Remember(rows), now
	return s.past, nil
}

func (s *Service) freeze(ctx context.Context, found burst.Found, at time.Time) error {
	f := burst.Freeze{
		ID: s.NewID(), Topic: found.Topic, Terms: found.Terms, State: burst.Frozen, Customers: found.Customers, Signed: found.Signed,
		Evidence: found.Evidence, Since: at,
	}
	for _, m := range found.Members[:min(len(found.Members), burst.FirstMost)] {
		f.First = append(f.First, burst.Asked{Conversation: m.Conversation, Turn: m.Turn})
	}
	_, err := s.Freezes.Freeze(ctx, f, func(other burst.Freeze) bool { return burst.Same(other.Terms, f.Terms) })
	return err
}

// Step does once what is overdue: it ends the known issues whose time has come, tells who waited, and calls people for what
// froze. An error about one thing does not keep the others waiting; all are returned.
func (s *Service) Step(ctx context.Context) error {
	return errors.Join(s.Waits.ExpireIssues(ctx, s.Now()), s.tellAll(ctx), s.raiseAll(ctx))
}

func (s *Service) tellAll(ctx context.Context) error {
	waiting, err := s.Waits.Waiting(ctx, stepMost)
	if err != nil || len(waiting) == 0 {
		return err
	}
	standing, err := s.Standing(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, k := range waiting {
		issue, found := standing.Issue(k.Issue)
		k.Draft = issue.Draft
		if !found {
			k.Issue = "" // its time has come meanwhile: their promise stands
		}
		if err := s.Tell(ctx, k); err != nil && !desk.Is(err, desk.Conflict) { // who lost it looks again at the next step
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// raiseAll calls people for each freeze, and notes that only then: killed in between, it calls them again.
func (s *Service) raiseAll(ctx context.Context) error {
	if s.Raise == nil {
		return nil
	}
	list, err := s.Freezes.Unraised(ctx, stepMost)
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range list {
		if err := s.Raise(ctx, Signal(f)); err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, s.Freezes.NoteRaised(ctx, f.ID))
	}
	return errors.Join(errs...)
}

// Signal is what people are called with.
func Signal(f burst.Freeze) breaker.Signal {
	signal := breaker.Signal{
		Cause: breaker.CauseBurst, Severity: breaker.Major, Stream: "burst", Scope: "topic:" + f.Topic, Value: f.Evidence, Line: burst.Line, At: f.Since,
	}
	for _, asked := range f.First[:min(len(f.First), breaker.FirstConversations)] {
		signal.Conversations = append(signal.Conversations, asked.Conversation)
	}
	return signal
}
