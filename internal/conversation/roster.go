package conversation

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Roster is who could answer for a team, as it stands.
type Roster struct {
	Team    desk.Team
	Members int // operators of the team
	Online  int // of them, signed in, not away and lately active
	Others  int // operators of other teams
	Waiting int // conversations that wait for the team

	Said map[desk.Language]string // the company's own words at hand-over; none: the house's
}

const (
	handling     = 6 * time.Minute  // a person's time for one waiting conversation; a promise counts with it
	soonest      = 15 * time.Minute // nobody promises less
	nobodyOnline = 2 * time.Hour    // of working time, where the team works but nobody is at the desk
	freshOpening = time.Hour        // of working time after opening
	nobodyInTeam = 9 * time.Hour    // of working time, where the team has no member: somebody of another must take it
	grain        = 5 * time.Minute  // promises are said in these steps
)

// Nobody tells whether the desk has no operator at all. A roster that nobody filled in says so too.
func (r Roster) Nobody() bool { return r.Members == 0 && r.Others == 0 }

// By gives the moment by which the team can have answered one more conversation, the zero time where nobody is on the
// roster: a date that no person stands behind is not a promise. It counts working time only, so it never lies outside the
// team's hours; a team whose hours never come is answered for by the house's default hours.
func (r Roster) By(now time.Time, zone *time.Location) time.Time {
	if r.Nobody() {
		return time.Time{}
	}
	by, ok := r.Team.Hours.After(now, r.work(now, zone), zone)
	if !ok {
		by, _ = desk.Hours{Zone: r.Team.Hours.Zone}.After(now, r.work(now, zone), zone)
	}
	return roundUp(by, grain).UTC()
}

func (r Roster) work(now time.Time, zone *time.Location) time.Duration {
	queue := time.Duration(r.Waiting+1) * handling / time.Duration(max(1, r.Online))
	open := r.Team.Hours.Open(now, zone)
	switch {
	case r.Members == 0:
		return nobodyInTeam
	case open && r.Online > 0:
		return max(soonest, queue)
	case open:
		return max(nobodyOnline, queue)
	}
	return max(freshOpening, queue)
}

// Here tells whether somebody of the team is at the desk, within its hours or not.
func (r Roster) Here() bool { return r.Online > 0 }

func roundUp(t time.Time, grain time.Duration) time.Time {
	if rounded := t.Truncate(grain); !rounded.Equal(t) {
		return rounded.Add(grain)
	}
	return t
}
