package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// operatorFile takes one file of an operator before the answer that names it, so that the answer itself is small and goes out
// even as the page is left.
func (s *Server) operatorFile(w http.ResponseWriter, r *http.Request) error {
	uploads, err := s.formWithFiles(r, desk.FromOperator)
	if err == nil && len(uploads) != 1 {
		err = faultAt("form.files", "send one file")
	}
	var kept desk.File
	if err == nil {
		uploads[0].Conversation = r.PathValue("id")
		kept, err = s.Files.AddFile(r.Context(), uploads[0], s.cfg.Files)
	}
	body := map[string]string{"id": kept.ID, "name": kept.Name}
	status := http.StatusOK
	if err != nil {
		words := s.pages.Words(languageOf(r, ""))
		p := s.problemOf(r.Context(), err)
		status, body = p.Status, map[string]string{"fault": strings.TrimPrefix(or(fileFault(words, err), words.Faults[kindOf(p)]), words.Files.Unsent+" ")}
		head(w, p)
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text) // who asked is gone where this fails
	return nil
}

// replyWith sends an operator's answer, with its files: those that came before it and those that come with it.
func (s *Server) replyWith(r *http.Request, id, key, text string, carried []desk.Upload) error {
	named := slices.DeleteFunc(slices.Clone(r.PostForm["file"]), func(id string) bool { return id == "" })
	if err := s.tooMany(len(named) + len(carried)); err != nil {
		return err
	}
	return s.Review.ReplyWith(r.Context(), id, key, operatorOf(r), text, named, carried, s.cfg.Files)
}

// noteWithout refuses files in a note: they would stand where customers may ask for them.
func noteWithout(r *http.Request, carried []desk.Upload) error {
	if len(carried) == 0 && len(r.PostForm["file"]) == 0 {
		return nil
	}
	return desk.NewFileError(desk.FileNote, "", desk.Invalid, "form.files: a note carries no files; take them out, or send them to the customer")
}
