package drift

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// What happens where an assumption does not hold. These simulations promise nothing; they put figures to the warnings.

// pagesIn gives the day of the first page and the number of pages in so many days, of a line that is reset at each.
func (l *line) pagesIn(random *rand.Rand, p, perDay, days float64) (first, pages float64) {
	first = math.Inf(1)
	l.r = [5]float64{}
	for n := 0.0; ; {
		m := successes(random, p)
		if n += m + 1; n > days*perDay {
			return first, pages
		}
		l.good(m, 1/perDay, 1/perDay)
		if l.bad(1 / perDay) {
			first, pages = min(first, n/perDay), pages+1
			l.r = [5]float64{}
		}
	}
}

// TestWrongBaseline: eight independent whole-desk streams, each of rate .02, each with its own baseline.
func TestWrongBaseline(t *testing.T) {
	n := runs(t, 400, 4)
	const p, reviewed, streams, year = .02, 300, 8, 360
	fixed := func(p0 float64) func(*rand.Rand) float64 { return func(*rand.Rand) float64 { return p0 } }
	review := func(bound bool, of int) func(*rand.Rand) float64 {
		return func(random *rand.Rand) float64 {
			for {
				failed := 0
				for range of {
					if random.Float64() < p {
						failed++
					}
				}
				p0, _ := Baseline(failed, of)
				if !bound {
					p0 = float64(failed) / float64(of)
				}
				if p0 > 0 {
					return p0
				}
			}
		}
	}
	for _, c := range []struct {
		name string
		p0   func(*rand.Rand) float64
	}{
		{"the rate itself", fixed(p)},
		{"point estimate of 300", review(false, reviewed)},
		{"upper bound of 300", review(true, reviewed)},
		{"point estimate of 3000", review(false, 10*reviewed)},
		{"upper bound of 3000", review(true, 10*reviewed)},
		{"rate 1.25 times the baseline", fixed(p / 1.25)},
		{"rate 1.5 times the baseline", fixed(p / 1.5)},
		{"rate 2 times the baseline", fixed(p / 2)},
	} {
		for _, perDay := range []float64{50, 500, 5000} {
			random := rand.New(rand.NewPCG(7, uint64(perDay)))
			var pages sample
			month, some := 0.0, 0.0
			for range n {
				soonest, all := math.Inf(1), 0.0
				for range streams {
					first, count := newLine(c.p0(random), budgetDays*2*streams).pagesIn(random, p, perDay, year)
					soonest, all = min(soonest, first), all+count
				}
				pages.add(all)
				if soonest <= 30 {
					month++
				}
				if all > 0 {
					some++
				}
			}
			t.Logf("%s, %v a day: %v pages in %d days, bound %v for half of the budget; a page in 30 days %.3f, in %d days %.3f (%v desks)",
				c.name, perDay, &pages, year, year/budgetDays/2, month/pages.n, year, some/pages.n, pages.n)
		}
	}
}

// TestMessagesOfOneConversation: 200 conversations a day of 1 to 10 messages, of which 2 in 100 fail; a message fails
// like the one before it in its conversation with chance .8, else afresh. Fed by message or by conversation.
func TestMessagesOfOneConversation(t *testing.T) {
	n := runs(t, 1_000, 10)
	const p, sticky, perDay, year, weight = .02, .8, 200, 360, .5
	for _, all := range []bool{true, false} {
		random := rand.New(rand.NewPCG(8, 1))
		var pages sample
		for range n {
			l, count := newLine(p, budgetDays/weight), 0.0
			for range perDay * year {
				failed, dt := random.Float64() < p, 1./perDay
				messages := 1
				if all {
					messages += random.IntN(10)
				}
				for range messages {
					if failed && l.bad(dt) {
						l.r = [5]float64{}
						count++
					} else if !failed {
						l.good(1, dt, dt)
					}
					dt = 0
					if random.Float64() >= sticky {
						failed = random.Float64() < p
					}
				}
			}
			pages.add(count)
		}
		t.Logf("each message %v: %v pages in %d days, bound %v", all, &pages, year, year*weight/budgetDays)
		if !all && pages.mean()-4*pages.error() > year*weight/budgetDays {
			t.Errorf("one outcome a conversation: %v pages", &pages)
		}
	}
}

// TestMomentOfTheOutcome: repeat contacts, 200 conversations on weekdays and 40 on other days, 8 in 100 come back within 7
// days. Counted at the age of 7 days, whatever became of it; or a failure as soon as it is known.
func TestMomentOfTheOutcome(t *testing.T) {
	n := runs(t, 1_000, 10)
	const p, year, weight = .08, 360, .5
	for _, atOnce := range []bool{false, true} {
		random := rand.New(rand.NewPCG(9, 1))
		var pages sample
		for range n {
			type outcome struct {
				day    float64
				failed bool
			}
			var outcomes []outcome
			for day := range year {
				volume := 200
				if day%7 >= 5 {
					volume = 40
				}
				for i := range volume {
					o := outcome{float64(day) + (float64(i)+.5)/float64(volume) + 7, random.Float64() < p}
					if o.failed && atOnce {
						o.day -= 7 * random.Float64()
					}
					outcomes = append(outcomes, o)
				}
			}
			slices.SortFunc(outcomes, func(a, b outcome) int {
				if a.day < b.day {
					return -1
				}
				return 1
			})
			l, count, last := newLine(p, budgetDays/weight), 0.0, 0.0
			for _, o := range outcomes {
				if dt := o.day - last; !o.failed {
					l.good(1, dt, dt)
				} else if l.bad(dt) {
					l.r = [5]float64{}
					count++
				}
				last = o.day
			}
			pages.add(count)
		}
		t.Logf("failures at once %v: %v pages in %d days, bound %v", atOnce, &pages, year, year*weight/budgetDays)
		if !atOnce && pages.mean()-4*pages.error() > year*weight/budgetDays {
			t.Errorf("at a fixed age: %v pages", &pages)
		}
	}
}

// TestDailySwing: the rate is right on the average of a day and swings around it by a share of itself.
func TestDailySwing(t *testing.T) {
	n := runs(t, 500, 5)
	const p, year, weight = .02, 360, .5
	for _, swing := range []float64{0, .25, .5, 1} {
		for _, perDay := range []int{50, 500, 5000} {
			random := rand.New(rand.NewPCG(10, uint64(perDay)))
			var pages sample
			for range max(2, n*50/max(50, perDay/10)) {
				l, count := newLine(p, budgetDays/weight), 0.0
				last, dt := 0, 1/float64(perDay)
				for i := range perDay * year {
					if random.Float64() >= p*(1+swing*math.Sin(2*math.Pi*float64(i)*dt)) {
						continue
					}
					l.good(float64(i-last-1), dt, dt)
					if last = i; l.bad(dt) {
						l.r = [5]float64{}
						count++
					}
				}
				pages.add(count)
			}
			t.Logf("swing of %v, %v a day: %v pages in %d days, bound %v", swing, perDay, &pages, year, year*weight/budgetDays)
		}
	}
}
