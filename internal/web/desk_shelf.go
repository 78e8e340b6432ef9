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

const knowledgePath = "/knowledge"

// shelved begins a page of the knowledge.
func (s *Server) shelved(r *http.Request, room string, title func(*ui.Words) string) (ui.Shelved, error) {
	page := ui.Shelved{Frame: s.frame(r, desk.Unknown, title), Room: room}
	page.Here = "knowledge"
	list, err := s.Curator.Contradictions(r.Context())
	for _, c := range list {
		if c.Wrong == "" {
			page.Disputes++
		}
	}
	return page, err
}

// shelfCursor names the places of the list of articles.
const shelfCursor = "shelf"

// knowledgePage lists articles with what their contracts say of them now.
func (s *Server) knowledgePage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	query, err := browseOf(q)
	if err != nil {
		return err
	}
	query.At, query.Limit = s.Now(), listMost
	base, err := s.shelved(r, "articles", func(w *ui.Words) string { return w.Knowledge.Title })
	if err != nil {
		return err
	}
	heads, next, err := s.Shelves.Browse(r.Context(), query)
	if err != nil {
		return err
	}
	contradicts, err := s.Contradicted(r.Context())
	if err != nil {
		return err
	}
	page := ui.Shelf{Shelved: base, Topic: query.Topic, Query: query.Title, Paged: q.Get("after") != ""}
	page.Statuses, page.Sorts, page.Languages = shelfOptions(page.W, query)
	page.Filtered = query.Topic != "" || query.Title != "" || query.Status != "" || query.Sort != "" || query.Language != ""
	for _, h := range heads {
		page.Articles = append(page.Articles, s.articleShown(page.W, h.Article, contradicts[h.Article.ID]))
	}
	if next.ID != "" {
		q.Set("after", sealCursor(shelfCursor, next.Folded+"\x00"+next.ID))
		page.Next = (&url.URL{Path: knowledgePath, RawQuery: q.Encode()}).String()
	}
	return s.show(w, http.StatusOK, page)
}

// browseOf reads what the list is narrowed to. What is not known does not narrow it.
func browseOf(q url.Values) (knowledge.Browse, error) {
	query := knowledge.Browse{Topic: strings.TrimSpace(q.Get("topic")), Title: clip(strings.TrimSpace(q.Get("q")), 200)}
	if status := desk.Status(q.Get("status")); slices.Contains(statuses(), status) {
		query.Status = status
	}
	if sort := knowledge.Sort(q.Get("sort")); slices.Contains(sorts(), sort) {
		query.Sort = sort
	}
	if language := desk.Language(q.Get("language")); slices.Contains(languages(), language) {
		query.Language = language
	}
	place, err := openCursor(shelfCursor, "after", q.Get("after"))
	query.After.Folded, query.After.ID, _ = strings.Cut(place, "\x00")
	return query, err
}

func sorts() []knowledge.Sort {
	return []knowledge.Sort{knowledge.Expired, knowledge.ReviewDue, knowledge.Contradicted, knowledge.Suspicious}
}

func shelfOptions(w *ui.Words, query knowledge.Browse) (status, sort, language []ui.Option) {
	for _, v := range statuses() {
		status = append(status, ui.Option{Value: string(v), Label: w.Shelf.Statuses[string(v)], Chosen: v == query.Status})
	}
	for _, v := range sorts() {
		sort = append(sort, ui.Option{Value: string(v), Label: w.Shelf.Sorts[string(v)], Chosen: v == query.Sort})
	}
	for _, v := range languages() {
		language = append(language, ui.Option{Value: string(v), Label: w.Spoken[v], Chosen: v == query.Language})
	}
	return status, sort, language
}

func (s *Server) articleShown(w *ui.Words, a desk.Article, contradicts bool) ui.Article {
	st := standingOf(a, s.Now(), contradicts)
	c := a.Contract
	return ui.Article{
		ID: a.ID, At: articlePath(a.ID), Title: or(a.Title, a.ID), URL: webAddress(a.URL), Topic: a.Topic, Owner: c.Owner, Source: a.Source, Language: a.Language,
		Standing: string(st), StandingLabel: w.Standings[string(st)], Number: a.Number, From: c.ValidFrom, Until: c.ValidUntil, Review: c.ReviewBy,
		Suspicious: a.Suspicious, Scope: scopeShown(w, c.Scope),
	}
}

func scopeShown(w *ui.Words, scope desk.Scope) []ui.Fact {
	var out []ui.Fact
	for key, values := range scope {
		out = append(out, ui.Fact{Name: or(w.Shelf.Scopes[key], key), Value: strings.Join(values, ", ")})
	}
	slices.SortFunc(out, func(a, b ui.Fact) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func articlePath(id string) string { return knowledgePath + "/articles/" + url.PathEscape(id) }
