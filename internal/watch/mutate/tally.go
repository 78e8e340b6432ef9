package mutate

import "slices"

// Outcome is what the guard did with a case.
type Outcome struct {
	Kind    Kind
	Held    bool
	Mistake bool // the case is a reviewed mistake: it counts for group Past, whatever its kind
}

func (o Outcome) group() Group {
	if o.Mistake {
		return Past
	}
	return o.Kind.Group()
}

// Count is how many of some cases were held.
type Count struct{ Held, All int }

// Rate is a count with its share and the share's exact bounds, each of which holds with 95 %. Cases made from one answer
// are alike, so that the bounds are fair only where many answers were used.
type Rate struct {
	Count
	Share     float64 // 0 of none
	Low, High float64 // Clopper-Pearson
}

func rateOf(c Count) Rate {
	r := Rate{Count: c, Low: Lower(c.Held, c.All), High: Upper(c.Held, c.All)}
	if c.All > 0 {
		r.Share = float64(c.Held) / float64(c.All)
	}
	return r
}

// Figures are what a run of the self-test shows.
type Figures struct {
	Kinds      map[Kind]Rate  // only of what was tried; of a benign kind, held is a fault
	Groups     map[Group]Rate // of the mutants
	Catch      Rate           // of all mutants
	FalseBlock Rate           // of all twins
}

// Without gives the outcomes of other kinds than some: those that are shown and not yet judged.
func Without(outcomes []Outcome, kinds ...Kind) []Outcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o Outcome) bool { return slices.Contains(kinds, o.Kind) })
}

// Tally counts outcomes.
func Tally(outcomes []Outcome) Figures {
	kinds, groups := map[Kind]Count{}, map[Group]Count{}
	var all, benign Count
	for _, o := range outcomes {
		kinds[o.Kind] = kinds[o.Kind].with(o.Held)
		if o.Kind.Benign() {
			benign = benign.with(o.Held)
			continue
		}
		all = all.with(o.Held)
		groups[o.group()] = groups[o.group()].with(o.Held)
	}
	f := Figures{Kinds: map[Kind]Rate{}, Groups: map[Group]Rate{}, Catch: rateOf(all), FalseBlock: rateOf(benign)}
	for k, c := range kinds {
		f.Kinds[k] = rateOf(c)
	}
	for g, c := range groups {
		f.Groups[g] = rateOf(c)
	}
	return f
}

func (c Count) with(held bool) Count {
	c.All++
	if held {
		c.Held++
	}
	return c
}
