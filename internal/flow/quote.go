package flow

import (
	"context"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// quote proposes quotes of the best article, the shortest that may do first, and gives the first that the guard passes,
// else the first with what was found against it.
func (f *Flow) quote(ctx context.Context, said heard, found retrieve.Result, known desk.Scope) (spoken, error) {
	top := found.Articles[0].Article
	page, err := f.page(ctx, top, known)
	if err != nil {
		return spoken{covered: true}, err
	}
	first := spoken{covered: true, verdict: desk.Held}
	for i, c := range answer.Quotes(said.question, page, scored(found, top.ID), guard.Claims) {
		passages := sources(page, c.Units)
		verdict, findings := f.Guard.Check(ctx, guard.Input{
			Question: said.question, Language: said.language, Attributes: said.attributes, At: f.Now(),
			Draft: c.Draft, Sources: passages, Contradicted: f.Knowledge.Contradicted(top.ID), Brand: f.brand(),
		})
		if verdict == desk.Pass {
			return spoken{draft: c.Draft, verdict: verdict, findings: findings, covered: true, passages: passages}, nil
		}
		if i == 0 {
			first.draft, first.findings, first.passages = c.Draft, findings, passages
		}
	}
	return first, nil
}

func scored(found retrieve.Result, article string) []answer.Scored {
	var hits []answer.Scored
	for _, h := range found.Hits {
		if h.Article.ID == article {
			hits = append(hits, answer.Scored{Ordinal: h.Unit.Ordinal, Score: h.Score})
		}
	}
	return hits
}

func sources(page answer.Page, units []desk.Unit) []guard.Source {
	a := page.Article
	list := make([]guard.Source, len(units))
	for i, u := range units {
		list[i] = guard.Source{
			Article: a.ID, Version: a.Version, Unit: u.ID, Title: a.Title, URL: a.URL, Language: a.Language, Contract: a.Contract,
			Scope: page.Scope(u), Path: u.Path, Kind: u.Kind, Text: a.Text, Start: u.Start, End: u.End,
			Shown: u.Text, Suspicious: a.Suspicious,
		}
	}
	return list
}
