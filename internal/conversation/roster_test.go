package conversation

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPromisesByHoursAndQueue(t *testing.T) {
	day := desk.Day{Open: 9 * 60, Close: 18 * 60}
	night := desk.Hours{Zone: "Europe/Paris", Week: map[time.Weekday]desk.Day{time.Saturday: {Open: 10 * 60, Close: 12 * 60}}}
	holiday := desk.Hours{Week: map[time.Weekday]desk.Day{time.Monday: day, time.Tuesday: day}, Holidays: []string{"2026-11-23"}}
	for name, c := range map[string]struct {
		roster    Roster
		now, want string
	}{
		"open and online":             {Roster{Members: 2, Online: 2}, "2026-11-23T10:00:00Z", "2026-11-23T10:15:00Z"},
		"a queue of ten for two":      {Roster{Members: 2, Online: 2, Waiting: 9}, "2026-11-23T10:00:00Z", "2026-11-23T10:30:00Z"},
		"open, nobody online":         {Roster{Members: 2}, "2026-11-23T10:00:00Z", "2026-11-23T12:00:00Z"},
		"nobody online, near closing": {Roster{Members: 2}, "2026-11-23T17:00:00Z", "2026-11-24T10:00:00Z"},
		"Sunday":                      {Roster{Members: 2, Online: 1}, "2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z"},
		"Friday evening":              {Roster{Members: 2, Online: 1}, "2026-11-27T20:00:00Z", "2026-11-30T10:00:00Z"},
		"nobody in the team":          {Roster{Others: 1}, "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"},
		"nobody on the roster":        {Roster{}, "2026-11-23T10:00:00Z", "0001-01-01T00:00:00Z"},
		"Saturdays only, in Paris":    {Roster{Team: desk.Team{Hours: night}, Members: 1}, "2026-11-23T10:00:00Z", "2026-11-28T10:00:00Z"},
		"a holiday":                   {Roster{Team: desk.Team{Hours: holiday}, Members: 1}, "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"},
		"said in steps of five":       {Roster{Members: 1, Online: 1}, "2026-11-23T10:02:30Z", "2026-11-23T10:20:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.roster.By(at(t, c.now), time.UTC); !got.Equal(at(t, c.want)) {
				t.Errorf("by %s, want %s", got, c.want)
			}
		})
	}
}

// Whatever the hours, a promise lies in the future and in working time.
func TestPromiseLiesInWorkingTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := map[time.Weekday]desk.Day{}
		for d := time.Sunday; d <= time.Saturday; d++ {
			if rapid.Bool().Draw(t, "works") {
				open := rapid.IntRange(0, 20*60).Draw(t, "open")
				week[d] = desk.Day{Open: open, Close: rapid.IntRange(open+60, 24*60).Draw(t, "close")}
			}
		}
		zone := rapid.SampledFrom([]string{"", "Europe/Paris", "America/New_York", "Asia/Tokyo"}).Draw(t, "zone")
		r := Roster{
			Team: desk.Team{Hours: desk.Hours{Zone: zone, Week: week}}, Members: rapid.IntRange(0, 5).Draw(t, "members"),
			Online: rapid.IntRange(0, 5).Draw(t, "online"), Others: rapid.IntRange(0, 3).Draw(t, "others"), Waiting: rapid.IntRange(0, 300).Draw(t, "waiting"),
		}
		now := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(t, "now"), 0)
		by := r.By(now, time.UTC)
		if by.IsZero() != (r.Members+r.Others == 0) {
			t.Fatalf("promised %s with %d operators", by, r.Members+r.Others)
		}
		if by.IsZero() {
			return
		}
		if !by.After(now) {
			t.Fatalf("promised %s at %s", by, now)
		}
		// A promise rounded up may stand a few minutes past closing; the moment before its rounding does not.
		if !r.Team.Hours.Open(by.Add(-grain), time.UTC) && !r.Team.Hours.Open(by.Add(-time.Second), time.UTC) {
			t.Fatalf("promised %s, outside %v", by, r.Team.Hours)
		}
	})
}

func TestWhenIsSaidAsPeopleSayIt(t *testing.T) {
	w := words{now: at(t, "2026-11-23T10:00:00Z"), zone: time.UTC, roster: Roster{Team: desk.Team{Hours: desk.Hours{Zone: "Europe/Paris"}}}}
	for moment, want := range map[string][2]string{
		"2026-11-23T13:30:00Z": {"14:30 (CET) today", "aujourd'hui à 14 h 30 (CET)"},
		"2026-11-24T08:05:00Z": {"09:05 (CET) tomorrow", "demain à 9 h 05 (CET)"},
		"2026-12-01T08:00:00Z": {"Tuesday 1 December, 09:00 (CET)", "mardi 1er décembre à 9 h 00 (CET)"},
	} {
		w.language = desk.English
		if got := w.when(at(t, moment)); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		w.language = desk.French
		if got := w.when(at(t, moment)); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
	}
}
