package web

import (
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// handOverSetting names the setting that holds a language's words at hand-over.
func handOverSetting(l desk.Language) string { return "handover:" + string(l) }

// wordsPage shows the words at hand-over, and what customers read.
func (s *Server) wordsPage(w http.ResponseWriter, r *http.Request) error {
	texts := map[desk.Language]string{}
	for _, l := range languages() {
		text, err := s.Doors.Setting(r.Context(), handOverSetting(l))
		if err != nil {
			return err
		}
		texts[l] = text
	}
	page, err := s.wordsForm(r, texts)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) wordsForm(r *http.Request, texts map[desk.Language]string) (ui.SettingsHandOver, error) {
	var page ui.SettingsHandOver
	var err error
	if page.Settings, err = s.settings(r, "words"); err != nil {
		return page, err
	}
	roster, err := s.Settings.House.Roster(r.Context(), s.cfg.CommonTeam, s.Now())
	if err != nil {
		return page, err
	}
	roster.Said, page.Longest = texts, conversation.HandOverLongest
	page.Previews = s.previews(page.W, roster, desk.AskedForPerson)
	for i, l := range languages() {
		page.Texts = append(page.Texts, ui.Preview{Language: l, Label: page.W.Spoken[l], Text: texts[l]})
		page.Previews[i].Own = texts[l] != ""
	}
	return page, nil
}

// saveWords takes the words, or shows what they would say. Words that do not name the time are refused.
func (s *Server) saveWords(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	texts, fault := map[desk.Language]string{}, desk.Unknown
	for _, l := range languages() {
		texts[l] = strings.TrimSpace(strings.ReplaceAll(r.PostFormValue("text-"+string(l)), "\r\n", "\n"))
		if conversation.CheckHandOver(texts[l]) != nil && fault == desk.Unknown {
			fault = l
		}
	}
	if fault == desk.Unknown && r.PostFormValue("act") != "preview" {
		return s.keepWords(w, r, texts)
	}
	page, err := s.wordsForm(r, texts)
	if err != nil {
		return err
	}
	if fault == desk.Unknown {
		page.Tried = true
		return s.show(w, http.StatusOK, page)
	}
	says := page.W.Settings.BadPlace
	if !strings.Contains(texts[fault], conversation.TimePlace) {
		says = page.W.Settings.NoTime
	}
	page.Fault = strings.Replace(says, "%s", page.W.Spoken[fault], 1)
	return s.show(w, http.StatusUnprocessableEntity, page)
}

func (s *Server) keepWords(w http.ResponseWriter, r *http.Request, texts map[desk.Language]string) error {
	for _, l := range languages() {
		before, err := s.Doors.Setting(r.Context(), handOverSetting(l))
		if err != nil {
			return err
		}
		if before == texts[l] {
			continue
		}
		if err := s.Settings.House.SaveSetting(r.Context(), handOverSetting(l), texts[l], s.deed(r, "words", "save", string(l)+": "+or(texts[l], "–"))); err != nil {
			return err
		}
	}
	return seeOther(w, r, settingsPath+"/words?saved")
}
