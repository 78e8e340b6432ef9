package web_test

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// try stands in for a trial: the first word of the question says what comes of it.
func (h *house) try(_ context.Context, q web.Question) (web.Trial, error) {
	d := decisionFor(q.Text)
	if q.Language != "" {
		d.Language = q.Language
	}
	t := web.Trial{State: desk.Sent, Decision: d, Said: d.Draft.Text, Covered: true, Score: .91, Needed: .57, Known: 1, Took: 1234 * time.Microsecond, Searching: true}
	t.Passages = []web.TrialPassage{
		{Article: desk.Article{ID: "returns", Title: "Returns and refunds", Language: desk.English}, Unit: desk.Unit{Path: []string{"Lamps"}, Text: "You can return a lamp within 30 days of delivery."}, Score: 8},
		{Article: desk.Article{ID: "retours", Title: "Retours", Language: desk.French}, Unit: desk.Unit{Text: "Vous pouvez renvoyer une lampe."}, Score: 2, OtherLanguage: true},
	}
	switch {
	case strings.HasPrefix(q.Text, "person"):
		t = web.Trial{State: desk.HandedOver, Decision: d, Said: "A person will answer."}
	case strings.HasPrefix(q.Text, "blocked"), strings.HasPrefix(q.Text, "hold"):
		t.State = desk.HeldBack
	case strings.HasPrefix(q.Text, "missing"):
		t.State, t.Covered, t.Score, t.Known, t.Decision.Reason, t.Decision.Draft = desk.HandedOver, false, .31, .6, desk.NotCovered, desk.Draft{}
	case strings.HasPrefix(q.Text, "empty"):
		t.State, t.Covered, t.Passages, t.Decision.Reason, t.Decision.Draft = desk.HandedOver, false, nil, desk.NotCovered, desk.Draft{}
	case strings.HasPrefix(q.Text, "which"):
		t.State, t.Variants = desk.Clarified, []string{"3", "2"}
	}
	return t, nil
}
