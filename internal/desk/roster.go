package desk

import "time"

// Hours are the opening hours of a team: a weekly plan in one time zone, and the days on which nobody works.
// The zero value is the house default, Monday to Friday 9-18 in the zone that the caller gives.
type Hours struct {
	Zone     string               // IANA name; empty: the server's
	Week     map[time.Weekday]Day // empty: Monday to Friday 9-18
	Holidays []string             // dates, 2006-01-02
}

// Day is one working day, in minutes after midnight, Open inclusive, Close exclusive.
type Day struct{ Open, Close int }

// Set tells whether anybody has set these hours.
func (h Hours) Set() bool { return len(h.Week) > 0 }

func (h Hours) week() map[time.Weekday]Day {
	if h.Set() {
		return h.Week
	}
	day := Day{Open: 9 * 60, Close: 18 * 60}
	return map[time.Weekday]Day{
		time.Monday: day, time.Tuesday: day, time.Wednesday: day, time.Thursday: day, time.Friday: day,
	}
}

// In gives the zone of the hours, or the given one where none is set or the name is not known.
func (h Hours) In(server *time.Location) *time.Location {
	if h.Zone == "" {
		return server
	}
	zone, err := time.LoadLocation(h.Zone)
	if err != nil {
		return server
	}
	return zone
}

// Open tells whether the team works at a moment.
func (h Hours) Open(at time.Time, server *time.Location) bool {
	open, until := h.window(at.In(h.In(server)))
	return !open.IsZero() && !at.Before(open) && at.Before(until)
}

// window gives the opening and closing moment of the day of a local time; zero where the team does not work that day.
func (h Hours) window(local time.Time) (open, until time.Time) {
	day, works := h.week()[local.Weekday()]
	if !works || day.Close <= day.Open {
		return time.Time{}, time.Time{}
	}
	for _, holiday := range h.Holidays {
		if holiday == local.Format(time.DateOnly) {
			return time.Time{}, time.Time{}
		}
	}
	y, m, d := local.Date()
	return time.Date(y, m, d, 0, day.Open, 0, 0, local.Location()), time.Date(y, m, d, 0, day.Close, 0, 0, local.Location())
}

// After gives the moment when the team will have worked for a while after a given moment. It looks 400 days ahead; a
// team that never works gives false, and nobody may promise on its behalf.
func (h Hours) After(from time.Time, work time.Duration, server *time.Location) (time.Time, bool) {
	local := from.In(h.In(server))
	for range 400 {
		open, until := h.window(local)
		if !open.IsZero() && local.Before(until) {
			if local.Before(open) {
				local = open
			}
			if left := until.Sub(local); left >= work {
				return local.Add(work), true
			} else {
				work -= left
			}
		}
		y, m, d := local.Date()
		local = time.Date(y, m, d+1, 0, 0, 0, 0, local.Location())
	}
	return time.Time{}, false
}
