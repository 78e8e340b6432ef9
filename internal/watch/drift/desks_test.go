package drift

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestDesks: the time to a false page and the number of them, of desks in control.
func TestDesks(t *testing.T) {
	n := runs(t, 10_000, 60)
	random := rand.New(rand.NewPCG(5, 1))
	edges := []float64{5, 15, 50, 150, 500, 1500, 5000}
	type row struct {
		desks, blind        int
		streams             sample
		first, pages        sample
		week, month, budget float64
	}
	rows := make([]row, len(edges)-1)
	const year, most = 360, 20_000
	for i := range n {
		r := &rows[i%len(rows)]
		low, high := edges[i%len(rows)], edges[i%len(rows)+1]
		d := newSimDesk(random, low*math.Pow(high/low, random.Float64()))
		r.desks++
		r.streams.add(float64(d.watched()))
		if d.watched() == 0 {
			r.blind++
			continue
		}
		d.run(year, most)
		first, pages := float64(most), 0.0
		for _, day := range d.pages {
			first = min(first, day)
			if day <= year {
				pages++
			}
		}
		r.first.add(first)
		r.pages.add(pages)
		for _, c := range []struct {
			days  float64
			count *float64
		}{{7, &r.week}, {30, &r.month}, {budgetDays, &r.budget}} {
			if first <= c.days {
				*c.count++
			}
		}
	}
	for i, r := range rows {
		seeing := max(r.first.n, 1)
		t.Logf("%g to %g a day: %d desks, %d display only; %.1f streams can page; first false page after %v days; %v pages in %d days; within 7, 30, 90 days: %.3f, %.3f, %.3f",
			edges[i], edges[i+1], r.desks, r.blind, r.streams.mean(), &r.first, &r.pages, year, r.week/seeing, r.month/seeing, r.budget/seeing)
		if r.first.n > 0 && r.first.mean()+4*r.first.error() < budgetDays {
			t.Errorf("%g to %g a day: the first page comes after %v days, budget %d", edges[i], edges[i+1], &r.first, budgetDays)
		}
		if r.pages.mean()-4*r.pages.error() > year/budgetDays {
			t.Errorf("%g to %g a day: %v pages in %d days, budget %d", edges[i], edges[i+1], &r.pages, year, year/budgetDays)
		}
	}
}

// TestWorstDependence: streams that each keep their own bound, matched so that an early page of one never meets an early
// page of another. The sum of the bounds holds; the mean time to the first page does not.
func TestWorstDependence(t *testing.T) {
	n := runs(t, 4_000, 80)
	random := rand.New(rand.NewPCG(6, 1))
	for _, streams := range []int{1, 2, 8, 16} {
		var times []float64
		for range n * streams {
			times = append(times, newLine(.02, budgetDays*float64(streams)).untilPage(random, .02, .01)/100)
		}
		var independent, worst sample
		for i := range n {
			independent.add(slices.Min(times[i*streams : (i+1)*streams]))
		}
		slices.Sort(times)
		for _, day := range times[:n] {
			worst.add(day)
		}
		within := func(days float64) float64 { return float64(len(times[:n])-countAbove(times[:n], days)) / float64(n) }
		t.Logf("%d streams, 100 outcomes a day: first page after %v days if independent, %v if matched for the worst; then within 7, 30, 90 days: %.3f, %.3f, %.3f",
			streams, &independent, &worst, within(7), within(30), within(budgetDays))
		if worst.mean() < budgetDays/2 || independent.mean()+4*independent.error() < budgetDays {
			t.Errorf("%d streams: %v, worst %v", streams, &independent, &worst)
		}
		for _, days := range []float64{7, 30, budgetDays} {
			if within(days) > days/budgetDays {
				t.Errorf("%d streams: within %v days with chance %v", streams, days, within(days))
			}
		}
	}
}

func countAbove(sorted []float64, limit float64) int {
	at, _ := slices.BinarySearch(sorted, limit)
	return len(sorted) - at
}
