package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// disputesMost is how many contradictions a page shows; the rest comes up as these are settled.
const disputesMost = 30

func (s *Server) disputesPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.disputes(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("settled") {
		page.Done = page.W.Shelf.Disputes.Settled
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) disputes(r *http.Request) (ui.Disputes, error) {
	base, err := s.shelved(r, "disputes", func(w *ui.Words) string { return w.Shelf.Disputes.Title })
	page := ui.Disputes{Shelved: base}
	if err != nil {
		return page, err
	}
	page.Switch = inLanguage(r.URL, page.W.OtherCode)
	list, err := s.Curator.Contradictions(r.Context())
	if err != nil {
		return page, err
	}
	heads := map[string]desk.Article{}
	// What keeps claims from being sent comes first.
	for _, withholds := range []bool{true, false} {
		for _, c := range list {
			if c.Withholds != withholds {
				continue
			}
			if len(page.Open)+len(page.Marked) >= disputesMost {
				page.More++
				continue
			}
			d, err := s.disputeShown(r.Context(), page.W, c, heads)
			if err != nil {
				return page, err
			}
			if c.Wrong == "" {
				page.Open = append(page.Open, d)
			} else {
				page.Marked = append(page.Marked, d)
			}
		}
	}
	return page, nil
}

func (s *Server) disputeShown(ctx context.Context, w *ui.Words, c contradict.Contradiction, heads map[string]desk.Article) (ui.Dispute, error) {
	out := ui.Dispute{
		ID: c.ID, Kind: w.Shelf.Disputes.Kinds[string(c.Kind)], Withholds: c.Withholds, Same: c.Left.Article == c.Right.Article,
		Wrong: string(c.Wrong),
	}
	mine, theirs := ownWords(c.Left.Quote, c.Right.Quote)
	for side, put := range map[*ui.Side]struct {
		of    contradict.Side
		words []ui.Word
	}{&out.Left: {c.Left, mine}, &out.Right: {c.Right, theirs}} {
		a, known := heads[put.of.Article]
		if !known {
			e, err := orNothing(s.Library.Get(ctx, put.of.Article))
			if err != nil {
				return out, err
			}
			a = e.Article
			heads[put.of.Article] = a
		}
		st := standingOf(a, s.Now(), false)
		*side = ui.Side{
			At: articlePath(put.of.Article), Title: or(a.Title, put.of.Article), Standing: string(st), StandingLabel: w.Standings[string(st)], Value: put.of.Value,
			Language: a.Language, Number: a.Number, Updated: a.Updated, Words: put.words,
		}
	}
	return out, nil
}

// ownWords gives both passages in pieces, with what the other does not say marked.
func ownWords(left, right string) (mine, theirs []ui.Word) {
	words := func(text string) string { return strings.Join(strings.Fields(text), "\n") }
	add := func(list []ui.Word, text string, own bool) []ui.Word {
		if n := len(list); n > 0 && list[n-1].Own == own {
			list[n-1].Text += " " + text
			return list
		}
		return append(list, ui.Word{Text: text, Own: own})
	}
	for _, l := range knowledge.Differences(words(left), words(right)) {
		switch l.Fate {
		case knowledge.Stayed:
			mine, theirs = add(mine, l.Text, false), add(theirs, l.Text, false)
		case knowledge.Removed:
			mine = add(mine, l.Text, true)
		case knowledge.Added:
			theirs = add(theirs, l.Text, true)
		}
	}
	return mine, theirs
}

// settleDispute keeps which of two passages holds.
func (s *Server) settleDispute(w http.ResponseWriter, r *http.Request) error {
	o, err := curator(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	id, verdict, withdraw := r.PathValue("id"), knowledge.Verdict(r.PostFormValue("verdict")), r.PostFormValue("withdraw") == "yes"
	c, err := s.Curator.Settle(r.Context(), id, verdict, withdraw && verdict != knowledge.BothHold, o.ID)
	if err != nil {
		return s.disputesAgain(w, r, err)
	}
	for _, act := range []struct {
		article string
		holds   knowledge.Verdict
	}{{c.Left.Article, knowledge.LeftHolds}, {c.Right.Article, knowledge.RightHolds}} {
		name := "contradiction:wrong"
		if verdict == act.holds {
			name = "contradiction:holds"
		}
		if verdict == knowledge.BothHold {
			name = "contradiction:both"
		}
		if err := s.Act(r.Context(), o.ID, name, articleRef(act.article), ""); err != nil {
			return err
		}
	}
	return seeOther(w, r, knowledgePath+"/contradictions?settled")
}

// disputesAgain shows what there is to settle, with why one was not.
func (s *Server) disputesAgain(w http.ResponseWriter, r *http.Request, err error) error {
	if !desk.Is(err, desk.NotFound) && !desk.Is(err, desk.Invalid) && !desk.Is(err, desk.Conflict) {
		return err
	}
	page, pageErr := s.disputes(r)
	if pageErr != nil {
		return pageErr
	}
	page.Switch = knowledgePath + "/contradictions?lang=" + string(page.W.OtherCode)
	page.Fault = page.W.Shelf.Disputes.Gone
	if desk.Is(err, desk.Invalid) {
		page.Fault = page.W.Shelf.Disputes.Choose
	}
	return s.show(w, s.problemOf(r.Context(), err).Status, page)
}
