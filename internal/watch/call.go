package watch

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// Way is how a notice travels.
type Way string

// The ways.
const (
	ByMail  Way = "mail"  // to each operator of the notice
	ByAlert Way = "alert" // once, to the address that an engineer has set
)

// Notice is one telling of an incident, on its way to one recipient.
type Notice struct {
	ID        string // stable across attempts
	Incident  string
	Round     int
	Rung      breaker.Rung
	Repeat    int
	Way       Way
	Recipient string // an operator's id; empty: the alert address
	State     desk.DeliveryState
	Attempts  int    // that failed
	Fault     string // of the last attempt
	Made      time.Time
	Next      time.Time // when it is tried again, while it is queued
	Done      time.Time // when it came to its last state
}

// Withdrawn is the state of a notice that was not said: somebody acknowledged the incident before.
const Withdrawn desk.DeliveryState = "withdrawn"

// Duty says who is told of incidents: those at the desk since a moment, or, where nobody is, the common team, or, where it has
// nobody, everybody; then the leads, then the owners, away or not. Nobody is on duty only where there is no operator.
func Duty(operators []desk.Operator, since time.Time, commonTeam string) breaker.Policy {
	p := breaker.DefaultPolicy()
	var team, all []string
	for _, o := range operators {
		if !o.Ended.IsZero() {
			continue
		}
		all = append(all, o.ID)
		if !o.Away && o.Seen.After(since) {
			p.Duty = append(p.Duty, o.ID)
		}
		if o.Team == commonTeam {
			team = append(team, o.ID)
		}
		switch o.Role {
		case desk.RoleLead:
			p.Leads = append(p.Leads, o.ID)
		case desk.RoleOwner:
			p.Owners = append(p.Owners, o.ID)
		case desk.RoleOperator:
		}
	}
	for _, others := range [][]string{team, all} {
		if len(p.Duty) == 0 {
			p.Duty = others
		}
	}
	return p
}

// Call has everybody told who must be by now of an incident that nobody has acknowledged: the notice is written into the incident,
// and a row for each way and recipient beside it, in one transaction. An incident of which nobody can be told gives an
// error, and keeps no other waiting.
func (s *Service) Call(ctx context.Context, p breaker.Policy, ways []Way) error {
	open, odd := s.Store.OpenIncidents(ctx)
	if odd != nil && len(open) == 0 { // those that are there and cannot be read are told of, too
		return odd
	}
	if due, err := s.calls(open, p, ways); len(due.Incidents) == 0 {
		return err
	}
	var missed error
	err := s.Store.ChangeWatch(ctx, "", func(now State) (Changes, error) {
		var changes Changes
		changes, missed = s.calls(now.Incidents, p, ways)
		return changes, nil
	})
	return errors.Join(err, missed)
}

// calls gives the incidents of which somebody must be told, as they stand once that is written down.
func (s *Service) calls(open []breaker.Incident, p breaker.Policy, ways []Way) (changes Changes, missed error) {
	now := s.Now()
	for _, in := range open {
		n, due, err := breaker.Escalate(in, now, p)
		if err == nil && due && !n.At.After(now) {
			in, err = breaker.Told(in, n)
		}
		if err != nil {
			missed = errors.Join(missed, err)
			continue
		}
		if !due || n.At.After(now) {
			continue
		}
		changes.Incidents = append(changes.Incidents, in)
		changes.Notices = append(changes.Notices, s.rows(n, ways)...)
	}
	return changes, missed
}

func (s *Service) rows(n breaker.Notice, ways []Way) []Notice {
	var rows []Notice
	for _, way := range ways {
		to := n.To
		if way == ByAlert {
			to = []string{""}
		}
		for _, id := range to {
			rows = append(rows, Notice{
				ID: s.NewID(), Incident: n.Incident, Round: n.Round, Rung: n.Rung, Repeat: n.Repeat, Way: way, Recipient: id, State: desk.Queued, Made: n.At, Next: n.At,
			})
		}
	}
	return rows
}
