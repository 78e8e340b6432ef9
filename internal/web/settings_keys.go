package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// keysPage lists the API keys. Their secrets are kept nowhere.
func (s *Server) keysPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.keysForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) keysForm(r *http.Request) (ui.SettingsKeys, error) {
	var page ui.SettingsKeys
	var err error
	if page.Settings, err = s.settings(r, "keys"); err != nil {
		return page, err
	}
	keys, err := s.Settings.Keys.APIKeys(r.Context())
	for _, k := range keys {
		page.List = append(page.List, ui.KeyLine{ID: k.ID, Name: k.Name, Scopes: k.Scopes, Created: k.Created, Used: k.Used, Revoked: k.Revoked})
	}
	for _, scope := range access.Scopes() {
		page.Scopes = append(page.Scopes, ui.Option{Value: string(scope), Label: page.W.Settings.Scopes[string(scope)]})
	}
	return page, err
}

// makeKey makes a key. Its secret stands on the page that answers, and nowhere afterwards.
func (s *Server) makeKey(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	var scopes []access.Scope
	for _, text := range r.PostForm["scope"] {
		scope, err := access.ParseScope(text)
		if err != nil {
			return err
		}
		scopes = append(scopes, scope)
	}
	if name == "" || utf8.RuneCountInString(name) > brandLongest || len(scopes) == 0 {
		page, err := s.keysForm(r)
		if err != nil {
			return err
		}
		page.Fault, page.Typed = page.W.Settings.BadKey, clip(name, 200)
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	d := s.deed(r, "keys", "make", name)
	if err := s.Act(r.Context(), d.By, d.Act, d.Ref, d.Detail); err != nil {
		return err
	}
	_, secret, err := s.Access.NewKey(r.Context(), name, scopes...)
	if err != nil {
		return err
	}
	page, err := s.keysForm(r)
	if err != nil {
		return err
	}
	page.Secret, page.SecretName = secret, name
	return s.show(w, http.StatusOK, page)
}

// revokeKey ends a key at once.
func (s *Server) revokeKey(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	keys, err := s.Settings.Keys.APIKeys(r.Context())
	if err != nil {
		return err
	}
	name := ""
	for _, k := range keys {
		if k.ID == r.PathValue("id") {
			name = k.Name
		}
	}
	if err := s.Settings.Keys.EndAPIKey(r.Context(), r.PathValue("id"), s.deed(r, "keys", "revoke", name)); err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/keys?saved")
}
