package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// repliesPage lists the canned replies.
func (s *Server) repliesPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.repliesForm(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) repliesForm(r *http.Request) (ui.SettingsReplies, error) {
	var page ui.SettingsReplies
	var err error
	if page.Settings, err = s.settings(r, "replies"); err != nil {
		return page, err
	}
	list, err := s.Settings.Shelf.Canned(r.Context())
	for _, c := range list {
		page.Replies = append(page.Replies, s.cannedForm(page.W, c))
	}
	page.New = s.cannedForm(page.W, review.Canned{Language: page.W.Language})
	return page, err
}

func (s *Server) cannedForm(w *ui.Words, c review.Canned) ui.CannedForm {
	return ui.CannedForm{W: w, ID: c.ID, Title: c.Title, Text: c.Text, Language: c.Language, Tongues: tongues(w, []desk.Language{c.Language})}
}

// saveReply keeps a reply, or removes one.
func (s *Server) saveReply(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	ctx := r.Context()
	list, err := s.Settings.Shelf.Canned(ctx)
	if err != nil {
		return err
	}
	c := review.Canned{
		ID: r.PostFormValue("id"), Title: strings.TrimSpace(r.PostFormValue("title")), Language: desk.Language(r.PostFormValue("language")),
		Text: strings.TrimSpace(strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n")),
	}
	at := slices.IndexFunc(list, func(one review.Canned) bool { return one.ID == c.ID })
	if c.ID != "" && at < 0 {
		return desk.Errorf(desk.NotFound, "no such reply")
	}
	if r.PostFormValue("act") == "drop" && at >= 0 {
		if err := s.Settings.Shelf.DropCanned(ctx, c.ID, s.deed(r, "replies", "drop", list[at].Title)); err != nil {
			return err
		}
		return seeOther(w, r, settingsPath+"/replies?saved")
	}
	if c.Check() != nil || !slices.Contains(languages(), c.Language) {
		page, err := s.repliesForm(r)
		if err != nil {
			return err
		}
		page.Fault, page.New = page.W.Settings.BadReply, s.cannedForm(page.W, c)
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	act := "change"
	if c.ID == "" {
		c.ID, act = s.NewID(), "add"
	}
	if err := s.Settings.Shelf.SaveCanned(ctx, c, s.deed(r, "replies", act, c.Title)); err != nil {
		return err
	}
	return seeOther(w, r, settingsPath+"/replies?saved")
}

// withCanned puts the canned replies beside the field for an answer, those in the customer's language first. Without
// scripts a reply comes into the field by its link.
func (s *Server) withCanned(ctx context.Context, r *http.Request, page *ui.Case, d dossier) error {
	l := d.conversation.Language
	list, err := s.Settings.Shelf.Canned(ctx)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b review.Canned) int { return boolOrder(a.Language != l, b.Language != l) })
	chosen := r.URL.Query().Get("insert")
	q := r.URL.Query()
	for _, c := range list {
		q.Set("insert", c.ID)
		one := ui.Reply{Title: c.Title, Language: c.Language, Text: c.Filled(d.customer.Name, page.Shown), Href: casePath(page.ID) + "?" + q.Encode() + "#text"}
		page.Canned = append(page.Canned, one)
		if c.ID == chosen && page.Text == "" {
			page.Text = one.Text
		}
	}
	return nil
}
