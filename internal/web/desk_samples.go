package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// samplesShown is how many answers the page asks about at a time.
const samplesShown = 5

// samplesPage asks an operator what they find of answers that were drawn, and shows what was found.
func (s *Server) samplesPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.samples(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("done") {
		page.Done = page.W.Watch.Settled
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) samples(r *http.Request) (ui.SamplesPage, error) {
	page := ui.SamplesPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Watch.Sample.Title })}
	page.Script, page.Refresh = "", 0 // nobody's choices are swapped away
	page.Switch = inLanguage(&url.URL{Path: r.URL.Path}, page.W.OtherCode)
	found, err := s.Samples.Review(r.Context(), operatorOf(r).ID)
	if err != nil {
		return page, err
	}
	w := page.W.Watch.Sample
	page.Left = len(found.Open)
	for _, l := range watch.Labels() {
		page.Labels = append(page.Labels, ui.Option{Value: string(l), Label: w.Labels[string(l)]})
	}
	if found.Certain {
		page.Rate = fmt.Sprintf(w.Rate, found.Wrong, found.Of, page.W.Percent(100*found.Lower), page.W.Percent(100*found.Upper))
	}
	if found.Twice > 0 {
		page.Agreement = fmt.Sprintf(w.Agreement, found.Agreed, found.Twice, page.W.Number(found.Kappa))
	}
	for _, one := range found.Open[:min(samplesShown, len(found.Open))] {
		d := one.Decision
		page.Open = append(page.Open, ui.Sample{
			Turn: one.Turn, Case: casePath(one.Conversation), Question: d.Question, Language: d.Language, Part: w.Parts[string(one.Part)],
			Claims: claimsShown(page.W, d.Draft.Claims, d.Findings, nil),
		})
	}
	return page, nil
}

// labelForm takes what an operator found of each claim.
func (s *Server) labelForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	var labels []watch.Label
	for i := 0; r.PostFormValue("claim-"+strconv.Itoa(i)) != ""; i++ {
		labels = append(labels, watch.Label(r.PostFormValue("claim-"+strconv.Itoa(i))))
	}
	err := s.Samples.LabelAnswer(r.Context(), r.PathValue("turn"), labels, operatorOf(r))
	if desk.Is(err, desk.Invalid) {
		page, pageErr := s.samples(r)
		if pageErr != nil {
			return pageErr
		}
		page.Fault = page.W.Watch.Sample.Each
		page.Switch = inLanguage(&url.URL{Path: watchPath + "/reviews"}, page.W.OtherCode)
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"/reviews?done=1")
}
