package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// RetentionSetting names the setting that says for how many months resolved conversations are kept; not set: for ever.
const RetentionSetting = "retention_months"

const monthsMost = 120

// PastBefore gives the moment before which a conversation was last touched that is past its time.
func PastBefore(now time.Time, months int) time.Time { return now.AddDate(0, -months, 0) }

// retentionPage shows for how long conversations are kept, and, of a time that its address names, what that would delete.
func (s *Server) retentionPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.retentionForm(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if !q.Has("months") {
		return s.show(w, http.StatusOK, page)
	}
	months, err := readMonths(q.Get("months"))
	if err != nil {
		page.Fault = page.W.Settings.BadMonths
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	page.Asked, page.Typed = true, months
	page.Switch = inLanguage(&url.URL{Path: r.URL.Path, RawQuery: q.Encode()}, page.W.OtherCode)
	if months > 0 {
		if page.Count, err = s.Settings.CountPast(r.Context(), PastBefore(s.Now(), months)); err != nil {
			return err
		}
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) retentionForm(r *http.Request) (ui.SettingsRetention, error) {
	var page ui.SettingsRetention
	var err error
	if page.Settings, err = s.settings(r, "retention"); err != nil {
		return page, err
	}
	text, err := s.Doors.Setting(r.Context(), RetentionSetting)
	if err != nil || text == "" {
		return page, err
	}
	page.Months, err = readMonths(text)
	page.Typed = page.Months
	return page, err
}

func readMonths(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > monthsMost {
		return 0, desk.Errorf(desk.Invalid, "months: give a number from 0 to %d", monthsMost)
	}
	return n, nil
}

// saveRetention takes the time, once whoever set it has read what it deletes.
func (s *Server) saveRetention(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	months, err := readMonths(r.PostFormValue("months"))
	if err != nil {
		page, formErr := s.retentionForm(r)
		if formErr != nil {
			return formErr
		}
		page.Fault = page.W.Settings.BadMonths
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	value := ""
	if months > 0 {
		value = strconv.Itoa(months)
	}
	if err := s.Settings.House.SaveSetting(r.Context(), RetentionSetting, value, s.deed(r, "retention", "save", strconv.Itoa(months))); err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/retention?saved")
}
