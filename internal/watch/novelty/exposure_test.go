package novelty_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

func TestExposed(t *testing.T) {
	start := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	var unseen, looked, loyal []novelty.Moment
	for n := range 180 { // a new customer a minute, for three hours
		at := start.Add(time.Duration(n) * time.Minute)
		unseen = append(unseen, novelty.Moment{At: at, Customer: strconv.Itoa(n)})
		looked = append(looked, novelty.Moment{At: at, Customer: strconv.Itoa(n), Looked: at.Add(10 * time.Minute)})
		loyal = append(loyal, novelty.Moment{At: at, Customer: "ada"})
	}
	for _, c := range []struct {
		name    string
		moments []novelty.Moment
		most    int
		want    int
	}{
		{"nobody looks", unseen, 5, 5},
		{"nobody looks, twice as many", unseen, 10, 10},
		{"nothing may be told", unseen, 0, 0},
		{"looked at within ten minutes: by the hour", looked, 5, 15},
		{"looked at, and a budget wider than what waits", looked, 100, 180},
		{"one customer counts once", loyal, 1, 180},
		{"nothing", nil, 5, 0},
	} {
		if got := novelty.Exposed(c.moments, c.most); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}
