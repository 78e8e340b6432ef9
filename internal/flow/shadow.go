package flow

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// What this file gives is for tests of the desk beside its work: the inputs of a live guard, and copies of it that may be
// put out of order. Nothing here writes to a conversation.

// Names gives the names of the checks that run.
func (g *Guarded) Names() []string {
	names := make([]string, len(g.checks))
	for i, c := range g.checks {
		names[i] = c.Name
	}
	return names
}

// Spoilt gives a copy of the runner in which one check does something else; nil: it is missing. The copy remembers its own
// overruns, and the live runner none of them. within is its deadline; 0: that of the live one.
func (g *Guarded) Spoilt(check string, run func(guard.Input) ([]desk.Finding, error), within time.Duration) *Guarded {
	checks := slices.Clone(g.checks)
	for i := range checks {
		if checks[i].Name == check {
			checks[i].Run = run
		}
	}
	return NewGuarded(checks, cmp.Or(within, g.within))
}

// Replayed gives what the guard looked at when the assistant sent an answer, with the pages as they stand today; false where a
// page has gone, changed or ended since, so that the answer is no longer one that must pass.
func (f *Flow) Replayed(ctx context.Context, turn desk.Turn, d desk.Decision) (in guard.Input, stands bool, err error) {
	view := f.Knowledge.View()
	lapsed, err := f.lapsed(ctx, view, d.Draft)
	if err != nil || len(lapsed) > 0 {
		return in, false, err
	}
	conversation, err := f.Memory.Conversation(ctx, turn.Conversation)
	if err != nil {
		return in, false, err
	}
	customer, err := f.Memory.Customer(ctx, conversation.Customer)
	if err != nil {
		return in, false, err
	}
	in = guard.Input{Question: d.Question, Language: d.Language, At: f.Now(), Draft: d.Draft, Brand: f.brand(), Attributes: f.attributes(customer)}
	if in.Sources, err = f.groundOf(ctx, view, d, in.Attributes); err != nil {
		return in, false, err
	}
	if d.Draft.Mode != desk.Compose { // of a quotation the guard sees what is quoted, and nothing else
		in.Sources = slices.DeleteFunc(in.Sources, func(s guard.Source) bool { return !cites(d.Draft, s) })
		in.Phrases = answer.Joins(d.Draft.Language.Or(d.Language))
	}
	in.Contradicted = f.contradicted(in.Sources)
	return in, len(in.Sources) > 0, nil
}

// Ground gives what the guard would look at if a draft were the answer to a question now.
func (f *Flow) Ground(ctx context.Context, question string, language desk.Language, draft desk.Draft) (guard.Input, error) {
	in := guard.Input{Question: question, Language: language, At: f.Now(), Draft: draft, Brand: f.brand()}
	var err error
	in.Sources, err = f.groundOf(ctx, f.Knowledge.View(), desk.Decision{Question: question, Language: language, Draft: draft}, nil)
	if err == nil {
		in.Contradicted = f.contradicted(in.Sources)
	}
	return in, err
}

// Remembers tells whether people have found wrong, or customers have reported, what a draft says.
func (f *Flow) Remembers(ctx context.Context, draft desk.Draft) (bool, error) {
	if f.Reported != nil {
		frozen, err := f.Reported(ctx)
		if err != nil {
			return false, err
		}
		if len(reported(draft, frozen)) > 0 {
			return true, nil
		}
	}
	if f.Judged == nil {
		return false, nil
	}
	memory, err := f.Judged(ctx)
	if err != nil {
		return false, err
	}
	return novelty.Worst(memory.Look(draft, nil)) == desk.RefusedClaim, nil
}

const (
	quotedLeast = 8   // words of a passage that is worth a test
	quotedMost  = 900 // code points of one
)

// Quoted gives quotes of the newest articles that may be said to anybody, at most one an article, each with a question that
// it answers: the words of its own title and headings. passes says which of them a guard in order would send.
func (f *Flow) Quoted(ctx context.Context, most int, passes func(context.Context, guard.Input) bool) ([]guard.Input, error) {
	var list []guard.Input
	view := f.Knowledge.View()
	for _, a := range f.newestArticles() {
		if len(list) == most || ctx.Err() != nil {
			break
		}
		page, err := f.page(ctx, a, view.Scopes())
		if err != nil {
			return nil, err
		}
		if in, ok := f.quotedFrom(ctx, page, passes); ok {
			list = append(list, in)
		}
	}
	return list, ctx.Err()
}

func (f *Flow) quotedFrom(ctx context.Context, page answer.Page, passes func(context.Context, guard.Input) bool) (guard.Input, bool) {
	tries := 0
	for _, u := range page.Units {
		if u.Kind != desk.Prose || len(u.Scope) > 0 || len(strings.Fields(u.Text)) < quotedLeast || u.End-u.Start > quotedMost {
			continue
		}
		if tries++; tries > 4 {
			break
		}
		question := strings.Join(append([]string{page.Article.Title}, u.Path...), " ")
		for _, c := range answer.Quotes(question, page, []answer.Scored{{Ordinal: u.Ordinal, Score: 1}}, guard.Claims) {
			in := guard.Input{
				Question: question, Language: page.Article.Language, At: f.Now(), Draft: c.Draft, Sources: sources(page, c.Units), Brand: f.brand(),
				Contradicted: f.Knowledge.Contradicted(page.Article.ID),
			}
			if passes(ctx, in) {
				return in, true
			}
		}
	}
	return guard.Input{}, false
}

// newestArticles gives the articles in force that anybody may be told, newest version first.
func (f *Flow) newestArticles() []desk.Article {
	var list []desk.Article
	view := f.Knowledge.View()
	for _, language := range []desk.Language{desk.English, desk.French} {
		for _, shard := range view.Part(language).Shards() {
			for n := range shard.Totals().Each {
				d := shard.Document(uint32(n))
				if d != nil && len(d.Article.Contract.Scope) == 0 && !d.Article.Suspicious && d.Article.Contract.InForce(f.Now()) {
					list = append(list, d.Article)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b desk.Article) int { return cmp.Compare(b.Version, a.Version) }) // ids grow with time
	return list
}

// Examined is what a guard thinks of words that somebody might have said.
type Examined struct {
	Verdict  desk.Verdict
	Findings []desk.Finding
	Novelty  desk.Novelty // of the newest claim, apart from the guard
}

// Examine holds words, as an answer to a question, to what this desk knows of it now, as a model's own are held before they
// are sent. Nothing is written anywhere.
func (f *Flow) Examine(ctx context.Context, question string, language desk.Language, text string) (Examined, error) {
	draft := desk.Draft{Mode: desk.Compose, Language: language, Text: text, Claims: guard.Claims(text, language)}
	in, err := f.Ground(ctx, question, language, draft)
	if err != nil {
		return Examined{}, err
	}
	in.Draft.Claims = guard.Align(in)
	in = guard.Prepared(in)
	e := Examined{Novelty: desk.RefusedClaim}
	e.Verdict, e.Findings = f.Guard.Check(ctx, in)
	memory := &novelty.Memory{}
	if f.Judged != nil {
		if memory, err = f.Judged(ctx); err != nil {
			return e, err
		}
	}
	var passages []string
	for _, s := range in.Sources {
		if s.Contract.InForce(f.Now()) && !s.Suspicious && len(in.Contradicted[s.Unit]) == 0 {
			passages = append(passages, s.Shown)
		}
	}
	e.Novelty = novelty.Worst(memory.Look(in.Draft, passages))
	return e, nil
}

// Shadow gives a flow with the same settings, knowledge, guard and levels that answers out of another memory, with another
// model, and settles elsewhere: what it decides is what this one would, and no customer sees it.
func (f *Flow) Shadow(memory Memory, model llm.Model, settle Settle) *Flow {
	parts := f.Parts
	parts.Memory, parts.Model, parts.Settle, parts.Log = memory, model, settle, slog.New(slog.DiscardHandler)
	return New(parts, f.cfg)
}

// Mode says how this flow makes its answers.
func (f *Flow) Mode() desk.Mode { return f.cfg.Mode }
