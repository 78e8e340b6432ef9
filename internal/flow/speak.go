package flow

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// spoken is what could be said to a question, and what the guard thinks of it.
type spoken struct {
	draft    desk.Draft
	verdict  desk.Verdict
	findings []desk.Finding
	covered  bool
	passages []guard.Source // what the draft was to stand on
	fresh    []desk.NewClaim
	novelty  desk.Novelty // of the newest claim
	model    string       // as the server names it; empty: none had a part in the draft
	prompt   string
}

const (
	// near is the probability from which a model is shown what was found, though it is no answer by itself: the model may
	// decline, and the guard holds it to the passages.
	near = .05
	// pagesMost is how many pages a model is shown.
	pagesMost = 3
	// spare is kept of a turn's time for the guard and the hand-over.
	spare = 1500 * time.Millisecond
	// modelsWord is the name under which findings say what became of the model's answer.
	modelsWord = "model"
)

// speak makes the draft in the desk's mode. Where the model cannot be asked, or gives nothing that can be read, the desk
// goes on with quotes: that is what a spent budget and a dead provider come to. Where the model's own words say what may
// bind the company and stands nowhere, a quote that passes is what the customer gets.
func (f *Flow) speak(ctx context.Context, said heard, found retrieve.Result, known desk.Scope) (spoken, error) {
	var s spoken
	if f.cfg.Mode != desk.Quote && f.Model != nil && found.Score >= near {
		var done bool
		var err error
		if s, done, err = f.model(ctx, said, found, known); err != nil {
			return s, err
		}
		if done {
			if err := f.newest(ctx, said, &s); err != nil || s.verdict != desk.Pass || s.novelty >= desk.FreshClaim || !found.Covered {
				return s, err
			}
			return f.inPlace(ctx, said, found, known, s)
		}
	}
	if !found.Covered {
		return s, nil
	}
	quoted, err := f.quote(ctx, said, found, known)
	if err != nil {
		return quoted, err
	}
	quoted.findings = append(asides(s.findings), quoted.findings...)
	return quoted, f.newest(ctx, said, &quoted)
}

// inPlace gives a quote in place of a model's words that nobody may be told unseen, or those words where no quote will do.
func (f *Flow) inPlace(ctx context.Context, said heard, found retrieve.Result, known desk.Scope, s spoken) (spoken, error) {
	quoted, err := f.quote(ctx, said, found, known)
	if err != nil || quoted.verdict != desk.Pass {
		return s, err
	}
	if err := f.newest(ctx, said, &quoted); err != nil || quoted.novelty != desk.Known {
		return s, err
	}
	quoted.findings = append(asides(s.findings), quoted.findings...)
	quoted.model, quoted.prompt = s.model, s.prompt
	return quoted, nil
}

// asides are findings about a draft that is not used: they are kept, and have no say about the one that is.
func asides(findings []desk.Finding) []desk.Finding {
	var notes []desk.Finding
	for _, f := range findings {
		if f.Check != modelsWord {
			f.Message = "of the model's choice, which was not used: " + f.Message
		}
		f.Severity, f.Claim = desk.Note, desk.WholeDraft
		notes = append(notes, f)
	}
	return notes
}

// model asks the model, and asks it once more where the guard blocks its own words. done is false where a quote should be
// tried instead; the findings then say why.
func (f *Flow) model(ctx context.Context, said heard, found retrieve.Result, known desk.Scope) (spoken, bool, error) {
	material, err := f.gather(ctx, found, known)
	if err != nil || len(material) == 0 {
		return spoken{}, false, err
	}
	request, err := answer.Ask(f.cfg.Mode, material, said.history, said.question)
	if err != nil {
		return spoken{}, false, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-spare))
		defer cancel()
	}
	s, wrote, readable := f.attempt(ctx, request, material, said)
	if readable && s.covered && s.verdict != desk.Pass && f.cfg.Mode == desk.Compose {
		second, _, better := f.attempt(ctx, answer.Again(request, wrote, s.findings), material, said)
		if better && (!second.covered || second.verdict == desk.Pass) {
			return second, true, nil
		}
	}
	// A selection that is blocked gives way to a quote, which passes the guard or not by itself. A model's own words are
	// for an operator to look at.
	return s, readable && (!s.covered || s.verdict == desk.Pass || f.cfg.Mode == desk.Compose), nil
}

// attempt makes one call and checks what came of it. readable is false where there is nothing to check: the findings say
// why, as notes, for the ledger.
func (f *Flow) attempt(ctx context.Context, request llm.Request, material answer.Material, said heard) (s spoken, wrote string, readable bool) {
	result, err := f.Model.Complete(ctx, request)
	s = spoken{model: result.Model, prompt: request.System.Version()}
	if err != nil {
		f.Log.LogAttrs(ctx, slog.LevelWarn, "the model gave no answer", slog.String("conversation", said.conversation.ID), slog.Any("error", err))
		s.findings = []desk.Finding{aside(err)}
		return s, "", false
	}
	var in guard.Input
	if in, s.covered, err = f.read(result.Text, material, said); err != nil {
		s.findings = []desk.Finding{aside(err)}
		return s, result.Text, false
	}
	if s.covered {
		s.draft, s.passages = in.Draft, in.Sources
		s.verdict, s.findings = f.Guard.Check(ctx, in)
	}
	return s, result.Text, true
}

// read turns a model's answer into what the guard is to look at. covered is false where the model has no answer.
func (f *Flow) read(text string, material answer.Material, said heard) (in guard.Input, covered bool, err error) {
	in = guard.Input{Question: said.question, Language: said.language, Attributes: said.attributes, At: f.Now(), Brand: f.brand()}
	if f.cfg.Mode == desk.Select {
		chosen, ok, err := answer.Select(text, material, said.question, said.language, guard.Claims)
		if err != nil || !ok {
			return in, false, err
		}
		in.Draft, in.Phrases = chosen.Draft, answer.Joins(said.language)
		for i, page := range chosen.Pages {
			in.Sources = append(in.Sources, sources(page, chosen.Units[i])...)
		}
	} else {
		draft, ok, err := answer.Compose(text, material, said.language, guard.Claims)
		if err != nil || !ok {
			return in, false, err
		}
		in.Draft = draft
		in.Sources = ground(material)
		in.Draft.Claims = guard.Align(in)
		in.Draft = answer.Completed(in.Draft, material, guard.Claims)
		in = guard.Prepared(in) // read once for every check, now that the draft stands
	}
	in.Contradicted = f.contradicted(in.Sources)
	return in, true, nil
}

// ground is what a model's own words are held against: the passages that it was shown, each page whole where that fits, in
// the order of the pages.
func ground(material answer.Material) []guard.Source {
	shown := map[string]bool{}
	for _, p := range material {
		shown[p.Unit.ID] = true
	}
	spare := groundMost - len(shown)
	var list []guard.Source
	for _, page := range material.Pages() {
		for _, s := range sources(page, page.Units) {
			if !shown[s.Unit] {
				spare--
			}
			if shown[s.Unit] || spare >= 0 {
				list = append(list, s)
			}
		}
	}
	return list
}

// contradicted gives which units of the sources' articles must not be said. Each article is asked about once.
func (f *Flow) contradicted(sources []guard.Source) map[string][]string {
	all := map[string][]string{}
	asked := map[string]bool{}
	for _, s := range sources {
		if !asked[s.Article] {
			asked[s.Article] = true
			maps.Copy(all, f.Knowledge.Contradicted(s.Article))
		}
	}
	return all
}

// gather reads the pages that a search found, for a model.
func (f *Flow) gather(ctx context.Context, found retrieve.Result, known desk.Scope) (answer.Material, error) {
	var pages []answer.Found
	for _, hit := range found.Articles[:min(pagesMost, len(found.Articles))] {
		page, err := f.page(ctx, hit.Article, known)
		if err != nil {
			return nil, err
		}
		if !page.Article.Suspicious {
			pages = append(pages, answer.Found{Page: page, Hits: scored(found, hit.Article.ID)})
		}
	}
	return answer.Gather(pages), nil
}

// page reads an article as it is searched: a version keeps the contract of its day, and what counts is today's.
func (f *Flow) page(ctx context.Context, article desk.Article, known desk.Scope) (answer.Page, error) {
	page, err := f.Knowledge.Page(ctx, article.Version)
	page.Known = known
	page.Article.Contract = article.Contract
	return page, err
}

// aside notes what kept the model's answer out, without a say in the verdict.
func aside(err error) desk.Finding {
	return desk.Finding{Check: modelsWord, Severity: desk.Note, Claim: desk.WholeDraft, Message: sentence(err)}
}

// sentence gives what an error says to people, without what lies beneath.
func sentence(err error) string {
	if e, ok := errors.AsType[*desk.Error](err); ok {
		return e.Message
	}
	return "the model could not be asked"
}
