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
func (f *Flow) quote(ctx context.Context, said heard, found retrieve.Result, known desk.Scope) (desk.Draft, desk.Verdict, []desk.Finding, error) {
	top := found.Articles[0].Article
	page, err := f.page(ctx, top, known)
	if err != nil {
		return desk.Draft{}, desk.Held, nil, err
	}
	var first desk.Draft
	var against []desk.Finding
	for i, c := range answer.Quotes(said.question, page, scored(found, top.ID), guard.Claims) {
		verdict, findings := f.Guard.Check(ctx, guard.Input{
			Question: said.question, Language: said.language, Attributes: said.attributes, At: f.Now(),
			Draft: c.Draft, Sources: sources(page, c.Units), Contradicted: f.Knowledge.Contradicted(top.ID), Brand: f.cfg.Brand,
		})
		if verdict == desk.Pass {
			return c.Draft, verdict, findings, nil
		}
		if i == 0 {
			first, against = c.Draft, findings
		}
	}
	return first, desk.Held, against, nil
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
