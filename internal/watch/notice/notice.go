// Package notice says what those read who are told of an incident: a mail, a signed event, a line in a chat. Who is told, and when,
// is decided elsewhere (watch.Service.Call); how often it is tried is deliver's.
//
// It promises: what is said is how the incident stands when it is sent; no customer's word is in it, and nothing that an
// operator wrote but the names of scopes; a repeat carries the id of the first.
package notice

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// Source reads what a notice tells of. Errors carry kinds.
type Source interface {
	// Incident reads one. With an error that tells of a row that could not be read it gives the worst that it may be.
	Incident(ctx context.Context, id string) (breaker.Incident, error)
	// Operator reads one; NotFound for nobody.
	Operator(ctx context.Context, id string) (desk.Operator, error)
	// Breakers gives those that lower something, and with an error those that may.
	Breakers(ctx context.Context) ([]breaker.Breaker, error)
}

// Desk is what every notice stands on.
type Desk struct {
	Source Source
	Link   func(incident string) string // where a person sees to it
	Zone   *time.Location
}

// Pauses are the waits after each failed attempt: ten attempts within a day, dense at first, since somebody should come soon.
func Pauses() []time.Duration {
	return []time.Duration{
		10 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 3 * time.Hour, 7 * time.Hour, 12 * time.Hour,
	}
}

// facts are what is told of an incident.
type facts struct {
	in      breaker.Incident
	lowered []desk.Level // of its scopes, those that are lowered now
	link    string
}

func (d Desk) facts(ctx context.Context, id string) (facts, error) {
	in, err := d.Source.Incident(ctx, id)
	if err != nil && in.ID == "" {
		return facts{}, err
	}
	left, err := d.Source.Breakers(ctx)
	if err != nil && len(left) == 0 {
		return facts{}, err
	}
	f := facts{in: in, link: d.Link(in.ID)}
	for _, scope := range in.Scopes {
		for _, l := range breaker.Levels(left) {
			if l.Scope == scope {
				f.lowered = append(f.lowered, l)
			}
		}
	}
	return f, nil
}

// line makes of a name what can stand in one.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// gone is the error of a notice that nobody can be told by any more.
func gone(what string) error {
	return &deliver.RefusalError{Err: desk.Errorf(desk.NotFound, "%s", what), ForGood: true}
}
