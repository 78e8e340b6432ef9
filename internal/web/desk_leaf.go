package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// leafPage shows one article.
func (s *Server) leafPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.leaf(r, r.URL.Query().Get("view"))
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

// leaf makes the page of the article that an address names.
func (s *Server) leaf(r *http.Request, view string) (ui.Leaf, error) {
	ctx := r.Context()
	entry, err := s.Library.Get(ctx, r.PathValue("id"))
	if err != nil {
		return ui.Leaf{}, orNoArticle(err, r.PathValue("id"))
	}
	a := entry.Article
	base, err := s.shelved(r, "articles", func(*ui.Words) string { return or(a.Title, a.ID) })
	if err != nil {
		return ui.Leaf{}, err
	}
	page := ui.Leaf{Shelved: base, View: "text", Status: string(a.Contract.Status), Path: a.Path, Updated: a.Updated, Count: len(entry.Units)}
	page.Switch = inLanguage(&url.URL{Path: articlePath(a.ID), RawQuery: r.URL.RawQuery}, page.W.OtherCode)
	disputed, err := s.disputedUnits(ctx, a.ID)
	if err != nil {
		return page, err
	}
	page.Disputed = len(disputed) > 0
	page.Article = s.articleShown(page.W, a, page.Disputed)
	page.Form = termsOf(page.W, a)
	if err := s.whoStands(ctx, &page, a); err != nil {
		return page, err
	}
	switch view {
	case "versions":
		page.View = view
		return page, s.editions(r, &page, a)
	case "units":
		page.View = view
	}
	s.passages(r, &page, entry, disputed)
	return page, nil
}

// disputedUnits gives the units of an article that contradict others, by their ids.
func (s *Server) disputedUnits(ctx context.Context, article string) (map[string]bool, error) {
	list, err := s.Curator.Contradictions(ctx)
	units := map[string]bool{}
	for _, c := range list {
		if c.Left.Article == article {
			units[c.Left.Unit] = true
		}
		if c.Right.Article == article {
			units[c.Right.Unit] = true
		}
	}
	return units, err
}

// whoStands names who approved the article, who set its terms, and what people did to it.
func (s *Server) whoStands(ctx context.Context, page *ui.Leaf, a desk.Article) error {
	people, err := s.People.Operators(ctx)
	if err != nil {
		return err
	}
	names := operatorNames(people)
	if a.Contract.Status == desk.StatusApproved {
		page.Approved = whoIs(page.W, names, a.Contract.ApprovedBy)
	}
	if a.Contract.AmendedBy != "" {
		page.Amended = whoIs(page.W, names, a.Contract.AmendedBy)
	}
	acts, err := s.Acts(ctx, articleRef(a.ID))
	if err != nil {
		return err
	}
	for _, act := range slices.Backward(acts) {
		line := fmt.Sprintf(page.W.Shelf.Act, or(page.W.Shelf.Acts[act.Name], act.Name), whoIs(page.W, names, act.By), page.Stamp(act.At))
		if act.Reason != "" {
			line += page.W.Colon + act.Reason
		}
		page.Acts = append(page.Acts, line)
	}
	return nil
}

func articleRef(id string) string { return "article:" + id }

// whoIs names somebody who is on record: an operator, a key, an import.
func whoIs(w *ui.Words, names map[string]string, by string) string {
	switch {
	case names[by] != "":
		return names[by]
	case by == knowledge.ByImport:
		return w.Shelf.ByImport
	case strings.HasPrefix(by, "key:"):
		return w.Shelf.ByKey
	}
	return or(by, w.Shelf.Nobody)
}

// passagesMost is how many units a page shows: a page of a megabyte has thousands.
const passagesMost = 250

func (s *Server) passages(r *http.Request, page *ui.Leaf, entry knowledge.Entry, disputed map[string]bool) {
	first, _ := strconv.Atoi(r.URL.Query().Get("from"))
	first = max(0, min(first, len(entry.Units)-1))
	last := min(first+passagesMost, len(entry.Units))
	var above []string
	for i := first; i < last; i++ {
		u := entry.Units[i]
		p := ui.Passage{
			Number: i + 1, Kind: string(u.Kind), Label: page.W.Shelf.Kinds[string(u.Kind)], Path: strings.Join(u.Path, " › "), Text: u.Text,
			Scope: scopeShown(page.W, u.Scope), Disputed: disputed[u.ID], Headings: newHeadings(above, u.Path),
		}
		above = u.Path
		page.Passages = append(page.Passages, p)
	}
	at := func(from int) string {
		return articlePath(entry.Article.ID) + "?view=" + page.View + "&from=" + strconv.Itoa(from)
	}
	if first > 0 {
		page.Earlier = at(max(0, first-passagesMost))
	}
	if last < len(entry.Units) {
		page.Later = at(last)
	}
}

// newHeadings gives the headings over a unit that were not over the one before. The page's title is of level 1, and what
// stands above the text of level 2.
func newHeadings(before, path []string) []ui.Heading {
	same := 0
	for same < len(before) && same < len(path) && before[same] == path[same] {
		same++
	}
	var out []ui.Heading
	for i := same; i < len(path); i++ {
		out = append(out, ui.Heading{Level: min(i+3, 6), Text: path[i]})
	}
	return out
}

// editions lists the versions, and compares two of them: those that are asked for, else the newest with the one before.
func (s *Server) editions(r *http.Request, page *ui.Leaf, a desk.Article) error {
	list, err := s.Shelves.Editions(r.Context(), a.ID)
	if err != nil || len(list) == 0 {
		return err
	}
	before, after := list[min(1, len(list)-1)], list[0]
	for _, e := range list {
		if strconv.Itoa(e.Number) == r.URL.Query().Get("before") {
			before = e
		}
		if strconv.Itoa(e.Number) == r.URL.Query().Get("after") {
			after = e
		}
	}
	for _, e := range list {
		page.Editions = append(page.Editions, ui.Edition{
			Number: e.Number, Title: e.Title, Written: e.Written, Left: e.ID == before.ID, Right: e.ID == after.ID, Newest: e.Number == a.Number, Sole: len(list) == 1,
		})
	}
	page.Told = ui.RecallOf{Kind: string(recall.FromVersion), Article: a.ID, Version: before.ID, Number: before.Number}
	if len(list) == 1 || before.ID == after.ID {
		return nil
	}
	page.Compared, err = s.compare(r.Context(), before, after)
	return err
}

func (s *Server) compare(ctx context.Context, before, after knowledge.Edition) (*ui.Compared, error) {
	left, err := s.Version(ctx, before.ID)
	if err != nil {
		return nil, err
	}
	right, err := s.Version(ctx, after.ID)
	if err != nil {
		return nil, err
	}
	out := hunks(knowledge.Differences(left.Article.Text, right.Article.Text))
	out.Before, out.After = before.Number, after.Number
	if before.Title != after.Title {
		out.Titles = []string{before.Title, after.Title}
	}
	return &out, nil
}

const (
	around    = 3     // lines that stayed, shown on either side of what is new
	diffLines = 1_500 // that a page shows
)

// hunks keeps what is new, with a few lines around it.
func hunks(lines []knowledge.Line) ui.Compared {
	var out ui.Compared
	near := nearChanges(lines)
	skipped, shown := 0, 0
	for i, l := range lines {
		fate := fateOf(l.Fate)
		switch l.Fate {
		case knowledge.Removed:
			out.Removed++
		case knowledge.Added:
			out.Added++
		case knowledge.Stayed:
		}
		if !near[i] {
			skipped++
			continue
		}
		if shown == diffLines {
			out.Cut++
			continue
		}
		if i == 0 || !near[i-1] {
			out.Hunks = append(out.Hunks, ui.Hunk{Skipped: skipped})
			skipped = 0
		}
		h := &out.Hunks[len(out.Hunks)-1]
		h.Lines = append(h.Lines, ui.DiffLine{Fate: fate, Text: l.Text})
		shown++
	}
	return out
}

func nearChanges(lines []knowledge.Line) []bool {
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Fate != knowledge.Stayed {
			for j := max(0, i-around); j <= min(len(lines)-1, i+around); j++ {
				near[j] = true
			}
		}
	}
	return near
}

func fateOf(f knowledge.Fate) string {
	switch f {
	case knowledge.Removed:
		return "removed"
	case knowledge.Added:
		return "added"
	case knowledge.Stayed:
	}
	return "stayed"
}
