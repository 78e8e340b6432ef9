package novelty

import (
	"slices"
	"time"
)

// Moment is one answer with fresh claims: told, or kept back because enough customers had been told such things.
type Moment struct {
	At       time.Time
	Customer string
	Looked   time.Time // when a person looked at it; zero: nobody has yet
}

// Exposed gives how many of the answers would have been told unseen if most customers might be told at a time, and most an
// hour: the moments in the order of time, against the rule of the desk. It takes people to have looked at what was kept
// back as they did; had it been told, they might have looked later.
func Exposed(moments []Moment, most int) int {
	moments = slices.Clone(moments)
	slices.SortStableFunc(moments, func(a, b Moment) int { return a.At.Compare(b.At) })
	var told []Moment
	for _, m := range moments {
		unseen, hour := map[string]bool{}, map[string]bool{}
		for _, t := range told {
			if t.Customer == m.Customer {
				continue
			}
			if t.Looked.IsZero() || t.Looked.After(m.At) {
				unseen[t.Customer] = true
			}
			if m.At.Sub(t.At) < time.Hour {
				hour[t.Customer] = true
			}
		}
		if max(len(unseen), len(hour)) < most {
			told = append(told, m)
		}
	}
	return len(told)
}
