package web

import (
	"net/http"

	"github.com/vigie-desk/vigie/internal/web/ui"
)

// modelPage shows what is set about the model, and from where.
func (s *Server) modelPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.modelForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) modelForm(r *http.Request) (ui.SettingsModel, error) {
	var page ui.SettingsModel
	var err error
	if page.Settings, err = s.settings(r, "model"); err != nil {
		return page, err
	}
	facts, err := s.Settings.Model(r.Context())
	page.Set, page.Spent, page.Budget = facts.Set, facts.Spent, facts.Budget
	for _, l := range facts.Lines {
		page.Lines = append(page.Lines, ui.ModelLine(l))
	}
	return page, err
}

// tryModel makes one trial call, and says what is wrong and the mend.
func (s *Server) tryModel(w http.ResponseWriter, r *http.Request) error {
	d := s.deed(r, "model", "try", "")
	if err := s.Act(r.Context(), d.By, d.Act, d.Ref, d.Detail); err != nil {
		return err
	}
	found, err := s.Settings.TryModel(r.Context())
	if err != nil {
		return err
	}
	page, err := s.modelForm(r)
	if err != nil {
		return err
	}
	page.Tried = page.Set
	for _, a := range found {
		page.Found = append(page.Found, ui.Ailment{Wrong: a.Severity != "note", What: a.What, Mend: a.Mend})
	}
	return s.show(w, http.StatusOK, page)
}
