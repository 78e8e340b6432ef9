package web

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// tryWithin is how long a trial may take; the flow stops itself before.
const tryWithin = 15 * time.Second

// tryPage asks for a question to try.
func (s *Server) tryPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	page, err := s.trying(r, Question{Text: clip(q.Get("q"), 4000), Language: desk.Language(q.Get("language"))})
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) trying(r *http.Request, q Question) (ui.Trying, error) {
	base, err := s.shelved(r, "try", func(w *ui.Words) string { return w.Shelf.Try.Title })
	page := ui.Trying{Shelved: base, Question: q.Text}
	for _, l := range languages() {
		page.Languages = append(page.Languages, ui.Option{Value: string(l), Label: page.W.Spoken[l], Chosen: l == q.Language})
	}
	for _, key := range []string{"plan", "country", "version"} {
		page.Attributes = append(page.Attributes, ui.Field{Name: key, Label: page.W.Shelf.Scopes[key], Value: q.Attributes[key]})
	}
	return page, err
}

// tryForm tries a question as `vigie ask` does, and shows what came of it. Nothing of it counts anywhere.
func (s *Server) tryForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	q := Question{Text: r.PostFormValue("question"), Attributes: map[string]string{}}
	if l := desk.Language(r.PostFormValue("language")); slices.Contains(languages(), l) {
		q.Language = l
	}
	for _, key := range []string{"plan", "country", "version"} {
		if value := strings.ToLower(strings.TrimSpace(r.PostFormValue(key))); value != "" {
			q.Attributes[key] = clip(value, valueLongest)
		}
	}
	page, err := s.trying(r, q)
	if err != nil {
		return err
	}
	page.Switch = inLanguage(r.URL, page.W.OtherCode)
	if _, err := conversation.Clean(q.Text, conversation.Defaults().MessageLimit); err != nil {
		page.Fault = page.W.Shelf.Try.NoQuestion
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	stretch(r.Context(), tryWithin)
	trial, err := s.Try(r.Context(), q)
	if err != nil {
		return err
	}
	tried := s.triedShown(page.W, q, trial)
	page.Tried = &tried
	return s.show(w, http.StatusOK, page)
}

func (s *Server) triedShown(w *ui.Words, q Question, t Trial) ui.Tried {
	d := t.Decision
	out := ui.Tried{
		Outcome: w.Turns[t.State], Reason: w.Reasons[d.Reason], Sent: t.State == desk.Sent, Said: t.Said, SaidLanguage: d.Language, Topic: d.Topic,
		Covered: t.Covered, Chance: percent(t.Score), Needed: percent(t.Needed), Made: madeHow(w, d), Millis: fmt.Sprintf("%.1f", float64(t.Took.Microseconds())/1000),
	}
	if with := madeWith(d.Versions); with != "" && out.Made != "" {
		out.Made += " · " + with
	}
	if d.Question != "" && d.Question != q.Text {
		out.Understood = d.Question
	}
	if d.Draft.Text != "" {
		var whole []desk.Finding
		for _, f := range d.Findings {
			if f.Claim < 0 || f.Claim >= len(d.Draft.Claims) {
				whole = append(whole, f)
			}
		}
		out.Claims, out.Findings = claimsShown(w, d.Draft.Claims, d.Findings, nil), findingsShown(w, whole, nil)
	} else {
		out.Findings = findingsShown(w, d.Findings, nil)
	}
	best := 0.0
	for _, p := range t.Passages {
		best = max(best, p.Score)
	}
	for _, p := range t.Passages {
		found := ui.Found{
			At: articlePath(p.Article.ID), Title: or(p.Article.Title, p.Article.ID), Path: strings.Join(p.Unit.Path, " › "), Text: shortened(p.Unit.Text, 600),
			Language: p.Article.Language, Other: p.OtherLanguage,
		}
		if best > 0 {
			found.Score = percent(p.Score / best)
		}
		out.Found = append(out.Found, found)
	}
	out.Why = whyNot(w, t)
	return out
}

func percent(share float64) int { return int(math.Round(100 * max(0, min(1, share)))) }

// whyNot says in plain words why the knowledge does not cover a question.
func whyNot(w *ui.Words, t Trial) []string {
	var why []string
	switch {
	case !t.Searching:
		return []string{w.Shelf.Try.NotSearched}
	case len(t.Variants) > 0:
		why = append(why, fmt.Sprintf(w.Shelf.Try.Variants, strings.Join(t.Variants, ", ")))
	}
	switch {
	case t.Covered:
		return why
	case len(t.Passages) == 0:
		return append(why, w.Shelf.Try.NothingFound)
	}
	if t.Known < 1 {
		why = append(why, fmt.Sprintf(w.Shelf.Try.Unknown, percent(1-t.Known)))
	}
	return append(why, fmt.Sprintf(w.Shelf.Try.TooUnsure, percent(t.Score), percent(t.Needed)))
}
