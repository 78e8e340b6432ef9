// Package watch is what looks after the assistant once it has spoken: alarms become incidents, incidents open breakers, and
// people close both. The rooms beneath it (breaker, drift, mutate, novelty) compute; this one puts their results in order.
//
// What the room promises: an alarm is an incident and an open breaker in one transaction, on every server within a second;
// nothing here ever raises what the assistant may do, but a named person.
package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// State is what a change is planned on: every incident that is not closed, oldest first, after them one that was asked for by
// its id, and every breaker that something ever happened to. What could not be read stands here as the most careful there is.
type State struct {
	Incidents []breaker.Incident
	Breakers  []breaker.Breaker
}

// Changes are the incidents and breakers that a step changes, as they stand afterwards, and the notices that it sends out.
type Changes struct {
	Incidents []breaker.Incident
	Breakers  []breaker.Breaker
	Notices   []Notice
}

// Store keeps both. Errors carry kinds.
type Store interface {
	// ChangeWatch reads, plans and writes in one transaction; of several at once one after the other. plan is pure and may run
	// twice. Notices still queued of an incident that no longer waits for anybody are withdrawn with it.
	// The incident that is named is in the state though it is closed.
	ChangeWatch(ctx context.Context, named string, plan func(State) (Changes, error)) error
	// Breakers gives those that lower something. With an error that tells of rows that could not be read they still count.
	Breakers(ctx context.Context) ([]breaker.Breaker, error)
	// OpenIncidents gives those that are not closed. With an error that tells of rows that could not be read they still count.
	OpenIncidents(ctx context.Context) ([]breaker.Incident, error)
	// ChangedSince lists what people and machines changed since a moment: what may have brought an incident about.
	ChangedSince(ctx context.Context, since time.Time, limit int) ([]Changed, error)
	Turn(ctx context.Context, id string) (desk.Turn, error)
}

// Changed is one thing that was changed: a setting, the model, a page.
type Changed struct {
	At   time.Time
	By   string // an operator's id
	What string // the act's name, with what it was done to
}

// Parts are what a service is made of.
type Parts struct {
	Store   Store
	Claims  Claims
	Ration  Ration
	Streams Streams
	Samples Samples

	Memos     Memos
	Questions Questions

	Now   func() time.Time
	NewID func() string
}

// Service is the room's work. It is safe for concurrent use.
type Service struct{ Parts }

// New makes the service.
func New(parts Parts) *Service { return &Service{parts} }

const (
	// before is how far back an incident looks for what was changed.
	before = 24 * time.Hour
	// changesMost bounds what it lists of that.
	changesMost = 20
)

// Raise makes an incident of a signal, or joins it to one that is open, and opens the breakers of its scopes. It gives the
// incident. A signal whose parts are not known is taken for the worst.
func (s *Service) Raise(ctx context.Context, signal breaker.Signal) (breaker.Incident, error) {
	changed, err := s.Store.ChangedSince(ctx, s.Now().Add(-before), changesMost)
	if err != nil { // a hint: an alarm does not wait for it
		changed = []Changed{{At: s.Now(), What: "unreadable"}}
	}
	if signal.At.IsZero() {
		signal.At = s.Now()
	}
	id := s.NewID()
	var raised breaker.Incident
	err = s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		in, joined, odd := breaker.Raise(now.Incidents, id, signal)
		if odd != nil && !desk.Is(odd, desk.Internal) {
			return Changes{}, odd
		}
		if !joined {
			in = withChanges(in, changed, signal)
		}
		changes := s.lower(now, &in, signal)
		changes.Incidents = append(changes.Incidents, in)
		raised = in
		return changes, nil
	})
	return raised, err
}

// withChanges writes down what was changed shortly before. The red button is no change that brought it about.
func withChanges(in breaker.Incident, changed []Changed, signal breaker.Signal) breaker.Incident {
	for _, c := range changed {
		if signal.Cause == breaker.CauseRedButton && c.By == signal.By && c.What == "stop "+signal.Scope {
			continue
		}
		if written, err := breaker.Write(in, breaker.Entry{At: c.At, Kind: breaker.EntryChange, By: c.By, Text: c.What}); err == nil {
			in = written
		}
	}
	return in
}

// lower opens the breakers of an incident's scopes, and says in its timeline that the harm is stopped for now. The red button
// and a freeze lower by themselves.
func (s *Service) lower(now State, in *breaker.Incident, signal breaker.Signal) Changes {
	var changes Changes
	kind, opens := opensBy(signal.Cause)
	if opens {
		scopes := signal.Scopes
		if len(scopes) == 0 {
			scopes = []string{signal.Scope}
		}
		for _, scope := range scopes {
			// Of an event that is not allowed the result counts too: it is never freer.
			b, _ := breaker.Apply(now.breaker(scope), breaker.Event{
				Kind: kind, At: signal.At, By: signal.By, Severity: signal.Severity, Drill: signal.Drill, Incident: in.ID,
			})
			changes.Breakers = append(changes.Breakers, b)
		}
	}
	if in.Stopped.At.IsZero() {
		if stopped, err := breaker.Advance(*in, breaker.Act{Kind: breaker.ActStop, At: s.Now(), By: signal.By}); err == nil {
			*in = stopped
		}
	}
	return changes
}

// opensBy gives the event that a cause is for a breaker.
func opensBy(cause breaker.Cause) (kind breaker.EventKind, opens bool) {
	switch cause {
	case breaker.CauseRedButton, breaker.CauseBurst, breaker.CauseRecall:
		return "", false
	case breaker.CauseSelfTest:
		return breaker.GuardBelowFloor, true
	case breaker.CauseHungCheck:
		return breaker.HungCheck, true
	case breaker.CauseDrill:
		return breaker.DrillFailed, true
	case breaker.CauseDrift, breaker.CauseNovelty, breaker.CauseUnknown:
		return breaker.Alarm, true
	}
	return breaker.Alarm, true
}

// breaker gives the breaker of a scope, a new one where nothing happened to it.
func (s State) breaker(scope string) breaker.Breaker {
	for _, b := range s.Breakers {
		if b.Scope == scope {
			return b
		}
	}
	return breaker.New(scope)
}

// incident gives an incident of the state.
func (s State) incident(id string) (breaker.Incident, error) {
	for _, in := range s.Incidents {
		if in.ID == id {
			return in, nil
		}
	}
	return breaker.Incident{}, desk.Errorf(desk.NotFound, "there is no incident %s", id)
}

// Act does what a person does about an incident: acknowledge, mitigate, close, reopen. NotFound for an incident that is not
// there, Conflict for an act that its stage does not allow.
func (s *Service) Act(ctx context.Context, id string, act breaker.Act) error {
	return s.change(ctx, id, func(in breaker.Incident, now time.Time) (breaker.Incident, error) {
		act.At = now
		return breaker.Advance(in, act)
	})
}

// Note adds what a person has to say to an incident.
func (s *Service) Note(ctx context.Context, id, text string, by desk.Operator) error {
	return s.change(ctx, id, func(in breaker.Incident, now time.Time) (breaker.Incident, error) {
		return breaker.Write(in, breaker.Entry{At: now, Kind: breaker.EntryNote, By: by.ID, Text: text})
	})
}

// Begins says when the harm of an incident began, as a person has found out.
func (s *Service) Begins(ctx context.Context, id string, since time.Time, by desk.Operator) error {
	return s.change(ctx, id, func(in breaker.Incident, now time.Time) (breaker.Incident, error) {
		return breaker.Begins(in, since, by.ID, now)
	})
}

// change has a person change one incident, closed or not.
func (s *Service) change(ctx context.Context, id string, plan func(breaker.Incident, time.Time) (breaker.Incident, error)) error {
	return s.Store.ChangeWatch(ctx, id, func(now State) (Changes, error) {
		in, err := now.incident(id)
		if err != nil {
			return Changes{}, err
		}
		in, err = plan(in, s.Now())
		return Changes{Incidents: []breaker.Incident{in}}, err
	})
}

// Started writes into the open incidents of a scope that a person lets the assistant go on there; act is what that is called
// on record.
func (s *Service) Started(ctx context.Context, act, scope, by string) error {
	return s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		var changes Changes
		for _, in := range now.Incidents {
			if !slices.Contains(in.Scopes, scope) {
				continue
			}
			in, err := breaker.Write(in, breaker.Entry{At: s.Now(), Kind: breaker.EntryAction, By: by, Text: act + " " + scope})
			if err != nil {
				return Changes{}, err
			}
			changes.Incidents = append(changes.Incidents, in)
		}
		return changes, nil
	})
}

// Move does what a person does to a breaker: let the assistant try (Probe), or give it its autonomy back (PersonCloses).
// Conflict where its state does not allow that; the message says what is missing.
func (s *Service) Move(ctx context.Context, scope string, kind breaker.EventKind, by desk.Operator) error {
	if !kind.Person() {
		return desk.Errorf(desk.Invalid, "%q is nothing that a person does to a breaker: use probe or person_closes", kind)
	}
	return s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		b, err := breaker.Apply(now.breaker(scope), breaker.Event{Kind: kind, At: s.Now(), By: by.ID})
		return Changes{Breakers: []breaker.Breaker{b}}, err
	})
}

// Reviewed tells the breakers what became of a draft: approved as it stood, edited or refused. Only those count it that are
// half-open or ready, and whose scope the draft's conversation is in; an approval counts only of a draft that was made since. It is called before an edit or a refusal and after an
// approval: what a crash in between loses makes nothing freer.
func (s *Service) Reviewed(ctx context.Context, kind breaker.EventKind, made time.Time, by desk.Operator, applies func(scope string) bool) error {
	counts := func(b breaker.Breaker) bool {
		fresh := kind != breaker.ApprovedUnchanged || !made.Before(b.Since)
		return (b.State == breaker.HalfOpen || b.State == breaker.Ready) && fresh && applies(b.Scope)
	}
	lowered, err := s.Store.Breakers(ctx)
	if err != nil && len(lowered) == 0 || !slices.ContainsFunc(lowered, counts) {
		return err
	}
	return s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		var changes Changes
		for _, b := range now.Breakers {
			if counts(b) {
				b, _ = breaker.Apply(b, breaker.Event{Kind: kind, At: s.Now(), By: by.ID}) // never freer, whatever the error
				changes.Breakers = append(changes.Breakers, b)
			}
		}
		return changes, nil
	})
}

// Drilled tells the breakers that are not closed how a drill of the whole desk went: where one is asked for, a breaker closes
// only after it was passed.
func (s *Service) Drilled(ctx context.Context, passed bool, by desk.Operator) error {
	kind := breaker.DrillFailed
	if passed {
		kind = breaker.DrillPassed
	}
	return s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		var changes Changes
		for _, b := range now.Breakers {
			if b.DrillAsked && b.State != breaker.Closed {
				b, _ = breaker.Apply(b, breaker.Event{Kind: kind, At: s.Now(), By: by.ID}) // never freer, whatever the error
				changes.Breakers = append(changes.Breakers, b)
			}
		}
		return changes, nil
	})
}

// Levels gives what the breakers leave to the assistant, to stand beside what operators set.
func (s *Service) Levels(ctx context.Context) ([]desk.Level, error) {
	lowered, err := s.Store.Breakers(ctx)
	if err != nil && len(lowered) == 0 { // rows that are there and cannot be read count as the most careful
		return nil, fmt.Errorf("the breakers could not be read: %w", err)
	}
	return breaker.Levels(lowered), nil
}
