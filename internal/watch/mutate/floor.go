package mutate

import "fmt"

// Floor is what a guard must reach for its word to be trusted.
type Floor struct {
	Catch      map[Group]float64 // least share of a group's mutants that is held; a group without one is not judged
	FalseBlock float64           // most share of twins that is held; 0 judges too, and is met by no finite number of cases
}

// Verdict is the word about a guard. The zero verdict is Below.
type Verdict int

// The verdicts.
const (
	Below     Verdict = iota // some rate is below its floor, 95 % sure
	NotEnough                // neither can be said: more cases are needed, or the floor is too near to the truth
	Above                    // every rate is above its floor, each 95 % sure
)

func (v Verdict) String() string {
	switch v {
	case Below:
		return "below"
	case NotEnough:
		return "not enough cases"
	case Above:
		return "above"
	}
	return "below"
}

// Judge holds figures against the floor and says, for an operator, what kept the verdict from Above. A rate is above its
// floor where its lower bound reaches it, below where its upper bound does not, and open between; for false blocks the
// other way round. Each bound is wrong once in twenty at worst, so that of g groups at their very floors one is called
// below with a chance of at most g/20 a run: set floors below what the guard was measured to do.
func (f Floor) Judge(figures Figures) (Verdict, []string) {
	verdict := Above
	var reasons []string
	note := func(v Verdict, format string, args ...any) {
		verdict = min(verdict, v)
		reasons = append(reasons, fmt.Sprintf(format, args...))
	}
	for _, g := range Groups() {
		least, judged := f.Catch[g]
		if !judged {
			continue
		}
		r := figures.Groups[g]
		switch {
		case r.All == 0:
			note(NotEnough, "%s: no case was tried", g)
		case r.High < least:
			note(Below, "%s: %d of %d caught, at most %.3f; the floor is %.3f", g, r.Held, r.All, r.High, least)
		case r.Low < least:
			note(NotEnough, "%s: %d of %d caught, between %.3f and %.3f; the floor is %.3f", g, r.Held, r.All, r.Low, r.High, least)
		}
	}
	r := figures.FalseBlock
	switch {
	case r.All == 0:
		note(NotEnough, "no benign twin was tried")
	case r.Low > f.FalseBlock:
		note(Below, "%d of %d benign twins held, at least %.3f; the most is %.3f", r.Held, r.All, r.Low, f.FalseBlock)
	case r.High > f.FalseBlock:
		note(NotEnough, "%d of %d benign twins held, between %.3f and %.3f; the most is %.3f", r.Held, r.All, r.Low, r.High, f.FalseBlock)
	}
	return verdict, reasons
}
