package selftest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// good is an answer that a guard in order passes.
type good struct {
	in     guard.Input
	origin Origin
	ref    string
	seeds  int
}

// Run runs the test once, keeps it, and acts on it. An error says that there is no verdict; nothing was lowered then.
func (s *Service) Run(ctx context.Context, cause Cause) (Run, error) {
	r := Run{ID: s.NewID(), Cause: cause, At: s.Now(), Seed: s.Seed(), Answers: map[Origin]int{}, Reasons: []string{}, Slips: []Slip{}}
	var err error
	if r.Versions, err = s.Versions(ctx); err != nil {
		return r, err
	}
	house, err := s.House(ctx)
	if err != nil {
		return r, err
	}
	house.Checks = s.Guard.Names()
	answers, err := s.answers(ctx)
	if err != nil {
		return r, err
	}
	p := play{s: s, run: &r, maker: mutate.New(house), house: house}
	for n, a := range answers {
		r.Answers[a.origin]++
		for seed := range a.seeds {
			if err := p.answer(ctx, a, rand.New(rand.NewPCG(r.Seed, uint64(n*1000+seed)))); err != nil { //nolint:gosec // repeatable on purpose; neither is negative
				return r, err
			}
		}
	}
	if err := p.late(ctx); err != nil {
		return r, err
	}
	if err := p.mistakes(ctx); err != nil {
		return r, err
	}
	p.judge()
	r.Cases, r.Millis = len(p.outcomes), s.Now().Sub(r.At).Milliseconds()
	return r, s.conclude(ctx, &r)
}

// conclude acts on a run, then keeps it: what could not be kept was acted on, and is run again.
func (s *Service) conclude(ctx context.Context, r *Run) error {
	if r.Below() {
		r.Lowered = true
		reason := "the guard's self-test is below its floor: " + strings.Join(r.Reasons, "; ")
		if err := s.alarm(ctx, breaker.CauseSelfTest, reason, r.Catch.Share, s.cfg.Floor.Catch[mutate.Values]); err != nil {
			return errors.Join(err, s.Log.PutSelfTest(ctx, *r))
		}
	}
	return s.Log.PutSelfTest(ctx, *r)
}

// answers gives the good answers that cases are made from: what this desk has sent, quotes of its own pages where that is too
// little, and the bank, which is there whatever the desk has done.
func (s *Service) answers(ctx context.Context) ([]good, error) {
	var list []good
	sent, err := s.Desk.Sent(ctx, s.cfg.Sent)
	if err != nil {
		return nil, err
	}
	for _, in := range sent {
		list = append(list, good{in, FromSent, refOf(in), 1})
	}
	if len(sent) < s.cfg.Quoted {
		quoted, err := s.Desk.Quoted(ctx, s.cfg.Quoted-len(sent))
		if err != nil {
			return nil, err
		}
		for _, in := range quoted {
			list = append(list, good{in, FromPages, refOf(in), 1})
		}
	}
	banked, err := s.bank()
	if err != nil {
		return nil, err
	}
	for _, b := range banked {
		list = append(list, good{bankInput(b, s.Now()), FromBank, b.ID, s.cfg.Seeds})
	}
	return list, nil
}

func (s *Service) bank() ([]mutate.Banked, error) {
	banked, err := mutate.Bank()
	if err == nil && s.cfg.Bank > 0 {
		banked = banked[:min(s.cfg.Bank, len(banked))]
	}
	return banked, err
}

func refOf(in guard.Input) string {
	if len(in.Sources) == 0 {
		return ""
	}
	return in.Sources[0].Article
}

// bankInput makes the quote of an answer of the bank.
func bankInput(b mutate.Banked, at time.Time) guard.Input {
	draft := desk.Draft{Mode: desk.Quote, Language: b.Language}
	version := b.ID + ".1"
	for _, said := range b.Sentence {
		if draft.Text != "" {
			draft.Text += " "
		}
		before, _, _ := strings.Cut(b.Page, said)
		from, at, length := utf8.RuneCountInString(before), utf8.RuneCountInString(draft.Text), utf8.RuneCountInString(said)
		draft.Text += said
		kind := desk.FactClaim
		if claims := guard.Claims(said, b.Language); len(claims) > 0 {
			kind = claims[0].Kind
		}
		draft.Claims = append(draft.Claims, desk.Claim{Start: at, End: at + length, Text: said, Kind: kind, Evidence: []desk.Evidence{
			{Article: b.ID, Version: version, Unit: version + "/0", Title: b.Title, Start: from, End: from + length, Quote: said},
		}})
	}
	return guard.Input{Question: b.Question, Language: b.Language, At: at, Draft: draft, Sources: []guard.Source{{
		Article: b.ID, Version: version, Unit: version + "/0", Title: b.Title, Language: b.Language, Contract: desk.Contract{Status: desk.StatusApproved},
		Kind: desk.Prose, Text: b.Page, End: utf8.RuneCountInString(b.Page), Shown: b.Page,
	}}}
}

// play is one run under way.
type play struct {
	s        *Service
	run      *Run
	maker    *mutate.Maker
	house    mutate.House
	outcomes []mutate.Outcome
	unheld   []string // mistakes that would go out again
}

// answer plays all cases of one answer, the answer as it is among them.
func (p *play) answer(ctx context.Context, a good, dice *rand.Rand) error {
	made := answerOf(a.in)
	for _, c := range slices.Concat(p.maker.Mutants(made, dice).Cases, p.maker.Twins(made, dice).Cases) {
		began := p.s.Now()
		held, why := p.lay(ctx, a.in, c)
		if err := ctx.Err(); err != nil {
			return err
		}
		p.note(mutate.Outcome{Kind: c.Kind, Held: held}, c, a.origin, a.ref, why)
		if err := p.rest(ctx, p.s.Now().Sub(began)); err != nil {
			return err
		}
	}
	return nil
}

// rest leaves the machine to customers for a while.
func (p *play) rest(ctx context.Context, worked time.Duration) error {
	pause := min(time.Duration(float64(worked)*p.s.cfg.Rest), restMost)
	if p.s.Pause == nil || pause <= 0 {
		return nil
	}
	return p.s.Pause(ctx, pause)
}

// restMost bounds the pause after one case.
const restMost = 50 * time.Millisecond

func (p *play) note(o mutate.Outcome, c mutate.Case, origin Origin, ref, why string) {
	p.outcomes = append(p.outcomes, o)
	if o.Held == c.Kind.Benign() && len(p.run.Slips) < slipsMost {
		change := c.Change
		if origin == FromSent {
			change = "" // what was changed may be words about a customer
		}
		p.run.Slips = append(p.run.Slips, Slip{Kind: string(c.Kind), Change: change, Origin: origin, Ref: ref, Why: why})
	}
}

// lay puts a case before the guard and tells whether it was held, and by what.
func (p *play) lay(ctx context.Context, of guard.Input, c mutate.Case) (held bool, why string) {
	in, g := p.input(of, c), p.s.Guard
	if c.Break.How != mutate.Working {
		end := make(chan struct{})
		defer close(end) // a check that hangs for a test comes back when it is over
		g = p.broken(c.Break, end)
	}
	verdict, findings := g.Check(ctx, in)
	found := false
	for _, f := range findings {
		if f.Severity == desk.Block && (c.Break.How == mutate.Working || f.Check == c.Break.Check) {
			found = true
			if why == "" {
				why = f.Check
			}
		}
	}
	if c.Break.How != mutate.Working {
		return verdict != desk.Pass && found, why // held by others only: a broken check must hold by itself
	}
	return verdict != desk.Pass, why
}

// broken gives a copy of the guard with a check out of order.
func (p *play) broken(b mutate.Break, end <-chan struct{}) Guard {
	switch b.How {
	case mutate.Panics:
		return p.s.Spoil(b.Check, func(in guard.Input) ([]desk.Finding, error) {
			var none []desk.Finding
			return none[:len(in.Sources)+1], nil // past its end: how a check panics
		}, 0)
	case mutate.Hangs:
		return p.s.Spoil(b.Check, func(guard.Input) ([]desk.Finding, error) { <-end; return nil, nil }, p.s.cfg.Hang)
	case mutate.Errs:
		return p.s.Spoil(b.Check, func(guard.Input) ([]desk.Finding, error) { return nil, errors.New("out of order, for the self-test") }, 0)
	case mutate.Absent, mutate.Working:
	}
	return p.s.Spoil(b.Check, nil, 0)
}

// input is what the guard is given for a case, as the desk would give it.
func (p *play) input(of guard.Input, c mutate.Case) guard.Input {
	in := guard.Input{
		Question: c.Question, Language: c.Language, Attributes: of.Attributes, At: p.s.Now(), Draft: c.Draft, Sources: slices.Clone(of.Sources),
		Contradicted: of.Contradicted, Brand: slices.Concat(of.Brand, p.house.Brand), Phrases: of.Phrases,
	}
	for i := range in.Sources {
		if slices.Contains(c.Expire, in.Sources[i].Article) {
			in.Sources[i].Contract.ValidUntil = in.At.Add(-time.Hour)
		}
	}
	if c.Reworded {
		in.Phrases = nil
		in.Draft.Claims = guard.Claims(in.Draft.Text, in.Draft.Language.Or(in.Language))
		in.Draft.Claims = guard.Align(in)
		in = guard.Prepared(in)
	}
	return in
}

// mistakes plays what was really said wrongly. Each must be held, by the guard or by what the desk remembers of it.
func (p *play) mistakes(ctx context.Context) error {
	list, err := p.s.Desk.Mistakes(ctx)
	if err != nil {
		return err
	}
	p.run.Answers[FromMistake] = len(list)
	for _, m := range list {
		c, err := m.Mutant()
		if err != nil { // one that cannot be read cannot be held
			p.unheld = append(p.unheld, m.ID)
			continue
		}
		in, err := p.s.Desk.Ground(ctx, c.Question, c.Language, c.Draft)
		if err != nil {
			return fmt.Errorf("ground of mistake %s: %w", m.ID, err)
		}
		held, why := p.lay(ctx, in, c)
		if !held {
			if held, err = p.s.Desk.Remembers(ctx, c.Draft); err != nil {
				return err
			}
		}
		if !held {
			p.unheld = append(p.unheld, m.ID)
		}
		p.note(mutate.Outcome{Kind: c.Kind, Held: held, Mistake: true}, c, FromMistake, m.ID, why)
	}
	return ctx.Err()
}

// judge holds the figures against the floor. A check that is missing or switched off, and a mistake that would be made again,
// are below it whatever the figures say.
func (p *play) judge() {
	figures := mutate.Tally(p.outcomes)
	p.run.count(figures, p.s.cfg.Floor)
	verdict, reasons := p.s.cfg.Floor.Judge(figures)
	below := func(format string, args ...any) {
		verdict = mutate.Below
		reasons = append([]string{fmt.Sprintf(format, args...)}, reasons...)
	}
	names := p.s.Guard.Names()
	for _, want := range p.s.Expected {
		if !slices.Contains(names, want) {
			below("the check %s is missing", want)
		}
	}
	for _, name := range sorted(p.s.Guard.Hung()) {
		below("the check %s hung and is switched off, which blocks every draft: restart the server", name)
	}
	if len(p.unheld) > 0 {
		below("%d reviewed mistakes would be made again: %s", len(p.unheld), strings.Join(p.unheld[:min(5, len(p.unheld))], ", "))
	}
	p.run.Verdict, p.run.Reasons = verdict.String(), append([]string{}, reasons...)
}
