package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// knowledgePage lists articles with what their contracts say of them now.
func (s *Server) knowledgePage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	query := knowledge.Query{Topic: q.Get("topic"), After: q.Get("after"), Limit: listMost}
	if status := desk.Status(q.Get("status")); slices.Contains(statuses(), status) {
		query.Status = status
	}
	heads, next, contradicts, err := s.shelf(r.Context(), query)
	if err != nil {
		return err
	}
	page := ui.Shelf{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Knowledge.Title }), Topic: query.Topic, Paged: query.After != ""}
	page.Here = "knowledge"
	for _, status := range statuses() {
		page.Statuses = append(page.Statuses, ui.Option{Value: string(status), Label: statusLabel(page.W, status), Chosen: status == query.Status})
	}
	for _, h := range heads {
		page.Articles = append(page.Articles, s.articleShown(page.W, h.Article, contradicts[h.Article.ID]))
	}
	if next != "" {
		q.Set("after", next)
		page.Next = (&url.URL{Path: "/knowledge", RawQuery: q.Encode()}).String()
	}
	return s.show(w, http.StatusOK, page)
}

func statusLabel(w *ui.Words, status desk.Status) string {
	if status == desk.StatusApproved {
		return w.Standings[string(inForce)]
	}
	return w.Standings[string(status)]
}

func (s *Server) articleShown(w *ui.Words, a desk.Article, contradicts bool) ui.Article {
	st := standingOf(a, s.Now(), contradicts)
	out := ui.Article{
		ID: a.ID, Title: or(a.Title, a.ID), URL: webAddress(a.URL), Topic: a.Topic, Owner: a.Contract.Owner, Source: a.Source, Language: a.Language,
		Standing: string(st), StandingLabel: w.Standings[string(st)], Number: a.Number, Until: a.Contract.ValidUntil, Review: a.Contract.ReviewBy,
		Suspicious: a.Suspicious,
	}
	for key, values := range a.Contract.Scope {
		out.Scope = append(out.Scope, ui.Fact{Name: key, Value: strings.Join(values, ", ")})
	}
	slices.SortFunc(out.Scope, func(a, b ui.Fact) int { return strings.Compare(a.Name, b.Name) })
	return out
}
