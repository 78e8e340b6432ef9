package selftest

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// lateMost is how many code points a late mutant has: just under what a customer may be sent at once.
const lateMost = guard.LongestDraft - 150

// late plays what is wrong at the very end of a long reply that is true up to there: a guard that reads only the beginning
// passes it. Answers of the bank are too short to show that by themselves, so that other pages of the bank go before them.
func (p *play) late(ctx context.Context) error {
	few, err := p.s.bank()
	if err != nil {
		return err
	}
	banked, err := mutate.Bank()
	if err != nil {
		return err
	}
	for n, b := range few {
		in := bankInput(b, p.s.Now())
		made := p.maker.Mutants(answerOf(in), nil)
		for _, c := range made.Cases {
			if !lateKind(c.Kind) {
				continue
			}
			long, sources := lateCase(c, banked, n, p.s.Now())
			in.Sources = append(in.Sources[:1:1], sources...)
			began := p.s.Now()
			held, why := p.lay(ctx, in, long)
			if err := ctx.Err(); err != nil {
				return err
			}
			p.note(mutate.Outcome{Kind: long.Kind, Held: held}, long, FromBank, b.ID, why)
			if err := p.rest(ctx, p.s.Now().Sub(began)); err != nil {
				return err
			}
		}
	}
	return nil
}

func lateKind(k mutate.Kind) bool {
	return k == mutate.NumberChanged || k == mutate.DateChanged || k == mutate.ImageAdded
}

// lateCase puts true sentences of other pages before a mutant, and gives those pages.
func lateCase(c mutate.Case, banked []mutate.Banked, n int, at time.Time) (mutate.Case, []guard.Source) {
	room := lateMost - utf8.RuneCountInString(c.Draft.Text)
	var before []string
	var sources []guard.Source
	for i := 1; i < len(banked) && room > 0; i++ {
		other := banked[(n+i)%len(banked)]
		if other.Language != c.Language {
			continue
		}
		used := false
		for _, claim := range guard.Claims(other.Page, other.Language) {
			if room -= utf8.RuneCountInString(claim.Text) + 1; room < 0 {
				break
			}
			before, used = append(before, claim.Text), true
		}
		if used {
			sources = append(sources, bankInput(other, at).Sources...)
		}
	}
	long := c
	if c.Kind != mutate.ImageAdded {
		long.Kind = mutate.NumberBuried
	}
	long.Reworded, long.Change = true, "at the end of a long reply: "+c.Change
	long.Draft = desk.Draft{Mode: desk.Compose, Language: c.Draft.Language, Text: strings.Join(before, " ") + " " + c.Draft.Text}
	return long, sources
}

// answerOf gives an input as what cases are made of.
func answerOf(in guard.Input) mutate.Answer {
	a := mutate.Answer{Question: in.Question, Language: in.Draft.Language.Or(in.Language), Draft: in.Draft}
	for _, src := range in.Sources {
		a.Sources = append(a.Sources, desk.Unit{
			ID: src.Unit, Article: src.Article, Version: src.Version, Kind: src.Kind, Path: src.Path, Start: src.Start, End: src.End, Text: src.Shown,
		})
	}
	return a
}
