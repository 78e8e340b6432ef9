package web

import (
	"net/http"
	"net/url"

	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	gapDays     = 30
	missedMost  = 5_000 // questions that are read for one page
	gapsMost    = 100   // groups that it shows
	gapLinks    = 5     // conversations that a group links to
	questionCut = 300   // characters of a question
)

// gapsPage shows what was asked and nothing answered.
func (s *Server) gapsPage(w http.ResponseWriter, r *http.Request) error {
	base, err := s.shelved(r, "gaps", func(w *ui.Words) string { return w.Shelf.Gaps.Title })
	if err != nil {
		return err
	}
	missed, err := s.Shelves.Missed(r.Context(), s.Now().AddDate(0, 0, -gapDays), missedMost+1)
	if err != nil {
		return err
	}
	page := ui.Gaps{Shelved: base, Days: gapDays}
	if len(missed) > missedMost {
		missed, page.Cut = missed[:missedMost], true
	}
	page.Asked = len(missed)
	groups := knowledge.Gaps(missed)
	if len(groups) > gapsMost {
		page.Unseen = len(groups) - gapsMost
		groups = groups[:gapsMost]
	}
	for _, g := range groups {
		try := url.Values{"q": {g.Question}, "language": {string(g.Language)}}
		out := ui.Gap{
			Question: shortened(g.Question, questionCut), Topic: g.Topic, Language: g.Language, Asked: g.Asked, Last: g.Last,
			Try: knowledgePath + "/try?" + try.Encode(),
		}
		for i, id := range g.Conversations {
			if i == gapLinks {
				out.More = len(g.Conversations) - gapLinks
				break
			}
			out.Links = append(out.Links, ui.GapLink{Number: i + 1, Address: casePath(id)})
		}
		page.Gaps = append(page.Gaps, out)
	}
	return s.show(w, http.StatusOK, page)
}
