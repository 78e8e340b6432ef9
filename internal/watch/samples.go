package watch

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Label is what an operator finds of a claim that customers were told.
type Label string

// The labels.
const (
	LabelRight      Label = "right"
	LabelWrong      Label = "wrong"
	LabelMisleading Label = "misleading" // true, and a customer would take it for something that is not
)

// Labels are all of them.
func Labels() []Label { return []Label{LabelRight, LabelWrong, LabelMisleading} }

// Part says how an answer came into the sample.
type Part string

// The parts. Only what was drawn by lot says something about all answers.
const (
	ByLot  Part = "lot"
	ByRisk Part = "risk"
)

// Sampled is one answer that operators are asked to look at.
type Sampled struct {
	Turn         string
	Conversation string
	Day          string // 2026-11-23
	Part         Part
	Decision     desk.Decision
	Labels       map[string][]Label // of each claim, by the operator's id
}

// Candidate is an answer that may come into the sample.
type Candidate struct {
	Turn string
	Risk int // how many things speak for looking at it: words of a model, warnings, a customer's "this is wrong"
}

// Samples keeps samples and labels. Errors carry kinds.
type Samples interface {
	// Candidates gives the answers that the assistant sent by itself between two moments, trials left out, those without claims too.
	Candidates(ctx context.Context, from, until time.Time) ([]Candidate, error)
	// AddSamples writes those of a day, once: a day that has some keeps them.
	AddSamples(ctx context.Context, day string, parts map[string]Part, at time.Time) error
	// Sampled gives those of the days from one on, newest day first, at most limit.
	Sampled(ctx context.Context, from string, limit int) ([]Sampled, error)
	// LabelClaims keeps what an operator found of an answer's claims, in their order; found last holds. NotFound for what is not in the
	// sample.
	LabelClaims(ctx context.Context, turn, operator string, labels []Label, at time.Time) error
}

const (
	lotEach    = 10 // answers a day drawn by lot
	riskEach   = 5  // and for their risk
	sampleDays = 30 // that the page and the figures look back
	sampleMost = 600
)

// Draw takes the sample of the day before, once. random gives numbers from 0 up to below n; it must not be foreseeable, or
// whoever wants to hide something could.
func (s *Service) Draw(ctx context.Context, zone *time.Location, random func(n int) int) error {
	now := s.Now().In(zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	yesterday := today.AddDate(0, 0, -1)
	candidates, err := s.Samples.Candidates(ctx, yesterday, today)
	if err != nil || len(candidates) == 0 {
		return err
	}
	return s.Samples.AddSamples(ctx, yesterday.Format(time.DateOnly), drawn(candidates, random), now)
}

// drawn chooses: first by lot among all, then the riskiest of the rest.
func drawn(candidates []Candidate, random func(n int) int) map[string]Part {
	parts := map[string]Part{}
	rest := slices.Clone(candidates)
	for range min(lotEach, len(rest)) {
		i := random(len(rest))
		parts[rest[i].Turn] = ByLot
		rest = slices.Delete(rest, i, i+1)
	}
	slices.SortStableFunc(rest, func(a, b Candidate) int { return b.Risk - a.Risk })
	for _, c := range rest[:min(riskEach, len(rest))] {
		if c.Risk > 0 {
			parts[c.Turn] = ByRisk
		}
	}
	return parts
}

// Findings are what operators found in the sample, for people.
type Findings struct {
	Open    []Sampled // not yet labelled by the operator who asks, oldest last
	Of      int       // answers drawn by lot that somebody labelled
	Wrong   int       // of these, with a claim that is wrong or misleading
	Lower   float64   // of the rate of all answers, 95 % sure each
	Upper   float64
	Twice   int // claims that two operators labelled
	Agreed  int
	Kappa   float64 // agreement beyond chance; 0 where it cannot be said
	Certain bool    // the bounds mean something
}

// Review gives what is to be labelled by an operator, and what was found so far.
func (s *Service) Review(ctx context.Context, operator string) (Findings, error) {
	list, err := s.Samples.Sampled(ctx, s.Now().AddDate(0, 0, -sampleDays).Format(time.DateOnly), sampleMost)
	if err != nil {
		return Findings{}, err
	}
	var f Findings
	var pairs [][2]Label
	for _, one := range list {
		if len(one.Labels[operator]) == 0 && len(one.Decision.Draft.Claims) > 0 { // its words may have been deleted
			f.Open = append(f.Open, one)
		}
		if len(one.Labels) > 0 && one.Part == ByLot {
			f.Of++
			if one.bad() {
				f.Wrong++
			}
		}
		pairs = append(pairs, one.pairs()...)
	}
	if lower, upper, err := drift.Bounds(f.Wrong, f.Of, .95); err == nil && f.Of > 0 {
		f.Lower, f.Upper, f.Certain = lower, upper, true
	}
	f.Twice, f.Agreed, f.Kappa = agreement(pairs)
	return f, nil
}

// bad tells whether any operator found any claim other than right.
func (s Sampled) bad() bool {
	for _, labels := range s.Labels {
		if slices.ContainsFunc(labels, func(l Label) bool { return l != LabelRight }) {
			return true
		}
	}
	return false
}

// pairs gives, for each claim, what the first two operators (by id) found of it.
func (s Sampled) pairs() [][2]Label {
	var who []string
	for operator := range s.Labels {
		who = append(who, operator)
	}
	if len(who) < 2 {
		return nil
	}
	slices.Sort(who)
	var list [][2]Label
	first, second := s.Labels[who[0]], s.Labels[who[1]]
	for i := range min(len(first), len(second)) {
		list = append(list, [2]Label{first[i], second[i]})
	}
	return list
}

// agreement gives how many pairs agree, and Cohen's kappa (Cohen, Educational and Psychological Measurement 20, 1960): the
// share of agreement beyond what two who label by chance at their own rates would have.
func agreement(pairs [][2]Label) (of, agreed int, kappa float64) {
	first, second := map[Label]float64{}, map[Label]float64{}
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		if p[0] == p[1] {
			agreed++
		}
	}
	of = len(pairs)
	if of == 0 {
		return 0, 0, 0
	}
	chance := 0.0
	for label, n := range first {
		chance += n * second[label] / float64(of) / float64(of)
	}
	if chance >= 1 {
		return of, agreed, 0 // both gave one label only: nothing can be said
	}
	return of, agreed, (float64(agreed)/float64(of) - chance) / (1 - chance)
}

// LabelAnswer keeps what an operator found of each claim of an answer. What is wrong is refused from now on, in whatever words,
// and customers were told it: that is an incident. Invalid where a label is missing or none.
func (s *Service) LabelAnswer(ctx context.Context, turn string, labels []Label, by desk.Operator) error {
	d, err := s.Claims.Decision(ctx, turn)
	if err != nil {
		return err
	}
	if len(labels) != len(d.Draft.Claims) || slices.ContainsFunc(labels, func(l Label) bool { return !slices.Contains(Labels(), l) }) {
		return desk.Errorf(desk.Invalid, "label each of the %d claims right, wrong or misleading", len(d.Draft.Claims))
	}
	if err := s.Samples.LabelClaims(ctx, turn, by.ID, labels, s.Now()); err != nil {
		return err
	}
	for i, label := range labels {
		if label == LabelWrong {
			if err := s.foundWrong(ctx, turn, d, d.Draft.Claims[i].Text, by); err != nil {
				return err
			}
		}
	}
	return nil
}
