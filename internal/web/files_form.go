package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// multi tells a form that may hold files.
func multi(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// mostOf is how many bytes a page takes: more where its form has files.
func (s *Server) mostOf(r *http.Request) int64 {
	switch r.Pattern {
	case "POST /chat/{inbox}", "POST /desk/conversations/{id}/reply", "POST /desk/conversations/{id}/files":
		if multi(r) {
			return bodyMost + s.cfg.Files.One*int64(s.cfg.Files.Message)
		}
	}
	return formMost(r)
}

// formWithFiles reads a form's fields and its files, which stand in it after the fields. Of what cannot be taken it reads on to
// the end, so that a browser hears the answer; the fields are there then too.
func (s *Server) formWithFiles(r *http.Request, from desk.Sender) ([]desk.Upload, error) {
	if !multi(r) {
		return nil, form(r)
	}
	r.Form, r.PostForm = url.Values{}, url.Values{}
	if from == desk.FromCustomer {
		if err := s.limitMessage("", network(visitOf(r.Context()).client), ""); err != nil {
			return nil, err
		}
	}
	release, err := s.uploadSlot()
	if err != nil {
		return nil, err
	}
	defer release()
	linger(r)
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, desk.Wrap(err, desk.Invalid, "the form cannot be read")
	}
	var files []desk.Upload
	var fault error
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return files, fault
		}
		if err != nil {
			return nil, errors.Join(fault, unreadForm(err))
		}
		u, partFault, err := s.part(r, part, from)
		switch {
		case err != nil:
			return nil, errors.Join(fault, unreadForm(err))
		case fault != nil:
		case partFault != nil:
			fault = partFault
		case u.ID != "":
			files = append(files, u)
			fault = s.tooMany(len(files))
		}
	}
}

// part reads one part of a form: a field, or a file. fault is about the file; err about the form.
func (s *Server) part(r *http.Request, part *multipart.Part, from desk.Sender) (u desk.Upload, fault, err error) {
	const fieldMost = 256 << 10
	_, head, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	name, isFile := head["filename"]
	if !isFile {
		text, err := io.ReadAll(io.LimitReader(part, fieldMost))
		if err != nil {
			return u, nil, err
		}
		value := strings.ToValidUTF8(string(text), "\uFFFD")
		r.PostForm.Add(part.FormName(), value)
		r.Form.Add(part.FormName(), value)
		return u, nil, nil
	}
	content, err := io.ReadAll(io.LimitReader(part, s.cfg.Files.One+1))
	if err != nil || name == "" && len(content) == 0 {
		return u, nil, err // nothing was chosen
	}
	if _, err := io.Copy(io.Discard, part); err != nil {
		return u, nil, err
	}
	u, fault = s.received(name, part.Header.Get("Content-Type"), content, from)
	return u, fault, nil
}

func unreadForm(err error) error {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return desk.NewFileError(desk.FileLarge, "", desk.TooLarge, "the files are larger than one message takes; send fewer, or smaller ones")
	}
	return desk.Wrap(err, desk.Invalid, "the form cannot be read")
}

// fileFault gives a page's words for what is wrong with a file; empty where the error is about something else.
func fileFault(w *ui.Words, err error) string {
	f, is := errors.AsType[*desk.FileError](err)
	if !is {
		return ""
	}
	return w.Files.Unsent + " " + w.FileFault(f.Fault, f.Name)
}

// filesShown gives files as pages show them.
func filesShown(w *ui.Words, files []desk.File) []ui.File {
	out := make([]ui.File, len(files))
	for i, f := range files {
		out[i] = w.File(f, f.Address())
	}
	return out
}

// picker is what a page says beside its field for files.
func (s *Server) picker(w *ui.Words, upload string) ui.Picker {
	return ui.Picker{W: w, One: s.cfg.Files.One, Most: s.cfg.Files.Message, Upload: upload}
}
