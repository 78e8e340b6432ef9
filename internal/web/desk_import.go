package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	importPath       = knowledgePath + "/import"
	pageImportWithin = 5 * time.Minute
	houseSource      = "upload" // the name of what is brought in here, where nobody gives another
)

// formMost is how large a form may be at an address: only an import is large.
func formMost(r *http.Request) int64 {
	if r.Method == http.MethodPost && r.URL.Path == importPath {
		return bodyHuge
	}
	return bodyMost
}

func (s *Server) importPage(w http.ResponseWriter, r *http.Request) error {
	if _, err := curator(r); err != nil {
		return err
	}
	page, err := s.importing(r, upload{source: houseSource})
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) importing(r *http.Request, u upload) (ui.Importing, error) {
	base, err := s.shelved(r, "import", func(w *ui.Words) string { return w.Shelf.Import.Title })
	page := ui.Importing{Shelved: base, Source: u.source, Draft: u.draft, Whole: u.whole}
	page.Script, page.Switch = "import.js", inLanguage(r.URL, base.W.OtherCode)
	return page, err
}

// importForm brings files in, and shows what came of it. A script may ask for lines that tell how far it is.
func (s *Server) importForm(w http.ResponseWriter, r *http.Request) error {
	o, err := curator(r)
	if err != nil {
		return err
	}
	stretch(r.Context(), pageImportWithin)
	if v := visitOf(r.Context()); v.writer != nil {
		// A reader without deadlines has no limit to lift.
		_ = http.NewResponseController(v.writer).SetReadDeadline(time.Now().Add(pageImportWithin)) //nolint:forbidigo // the network keeps its deadlines by the wall clock
	}
	u, err := readUpload(r)
	if err != nil {
		return s.importAgain(w, r, u, err)
	}
	tell := newTelling(w, r)
	report, err := s.Library.Import(r.Context(), u.files, knowledge.Options{
		Source: u.source, Trusted: !u.draft, AsDraft: u.draft, Partial: !u.whole, Progress: tell.progress,
	})
	if err == nil {
		err = s.Act(r.Context(), o.ID, "import", u.source, "")
	}
	if err != nil {
		return s.importFailed(w, r, u, err, tell)
	}
	page, err := s.importing(r, u)
	if err != nil {
		return s.importFailed(w, r, u, err, tell)
	}
	page.Report = reportShown(page.W, report)
	return s.importDone(w, http.StatusOK, page, tell)
}

func (s *Server) importDone(w http.ResponseWriter, status int, page ui.Importing, tell *telling) error {
	if !tell.on {
		return s.show(w, status, page)
	}
	text, err := s.pages.Render(page)
	if err != nil {
		return err
	}
	tell.say(map[string]string{"page": string(text)})
	return nil
}

// importAgain shows the form with what is wrong in what was sent.
func (s *Server) importAgain(w http.ResponseWriter, r *http.Request, u upload, err error) error {
	return s.importFailed(w, r, u, err, newTelling(w, r))
}

func (s *Server) importFailed(w http.ResponseWriter, r *http.Request, u upload, err error, tell *telling) error {
	p := s.problemOf(r.Context(), err)
	page, pageErr := s.importing(r, u)
	if pageErr != nil {
		return pageErr
	}
	page.Fault = page.W.Faults[kindOf(p)]
	if desk.Is(err, desk.Invalid) || desk.Is(err, desk.TooLarge) {
		page.Fault = page.W.Shelf.Import.Failed + page.W.Colon + p.Detail
	}
	head(w, p)
	return s.importDone(w, p.Status, page, tell)
}

// telling sends lines of JSON to a script that asked for them: how many of how many files are done, at last the page.
type telling struct {
	on   bool
	w    http.ResponseWriter
	last time.Time
}

const tellMedia = "application/x-ndjson"

// tellEach is how often a script hears of progress.
const tellEach = 100 * time.Millisecond

func newTelling(w http.ResponseWriter, r *http.Request) *telling {
	return &telling{on: strings.Contains(r.Header.Get("Accept"), tellMedia), w: w}
}

func (t *telling) progress(done, total int) {
	now := time.Now() //nolint:forbidigo // how often a line goes out is the network's own time
	if t.on && (now.Sub(t.last) >= tellEach || done == total) {
		t.last = now
		t.say(map[string]int{"done": done, "total": total})
	}
}

func (t *telling) say(line any) {
	t.w.Header().Set("Content-Type", tellMedia)
	t.w.Header().Set("X-Accel-Buffering", "no")
	// Who asked is gone where this fails: the import ends with the request, and a second one completes it.
	_ = json.NewEncoder(t.w).Encode(line)
	_ = http.NewResponseController(t.w).Flush()
}

// upload is what the form brought.
type upload struct {
	source       string
	draft, whole bool
	files        *zip.Reader
}

// readUpload reads the form in the order in which it comes, so that nothing of it touches the disk.
func readUpload(r *http.Request) (upload, error) {
	u := upload{source: houseSource}
	parts, err := r.MultipartReader()
	if err != nil {
		return u, desk.Wrap(err, desk.Invalid, "the form cannot be read")
	}
	p, archives := newPacker(), 0
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, uploadFault(err)
		}
		name := uploadName(part)
		switch {
		case part.FormName() == "files" && name == "": // a field that nobody filled
		case part.FormName() == "files" && archiveKind(name) != "":
			archives++
			body, err := io.ReadAll(part)
			if err != nil {
				return u, uploadFault(err)
			}
			if u.files, err = packed(archiveKind(name), body); err != nil {
				return u, err
			}
		case part.FormName() == "files":
			if err := addUpload(p, name, part); err != nil {
				return u, err
			}
		default:
			if err := u.field(part); err != nil {
				return u, err
			}
		}
	}
	switch {
	case archives > 1 || archives == 1 && len(p.seen) > 0:
		return u, desk.Errorf(desk.Invalid, "give one archive, or files, and not both")
	case archives == 0 && len(p.seen) == 0:
		return u, desk.Errorf(desk.Invalid, "choose an archive (.zip, .tar.gz) or files first")
	case archives == 1:
		return u, nil
	}
	u.files, err = p.reader()
	return u, err
}

// addUpload puts a file among the others. A read that fails is the form's fault and not the file's.
func addUpload(p *packer, name string, part io.Reader) error {
	body, err := io.ReadAll(part)
	if err != nil {
		return uploadFault(err)
	}
	return p.add(name, bytes.NewReader(body))
}

// field takes one of the small fields.
func (u *upload) field(part *multipart.Part) error {
	raw, err := io.ReadAll(io.LimitReader(part, 1000))
	if err != nil {
		return uploadFault(err)
	}
	value := strings.TrimSpace(strings.ToValidUTF8(string(raw), ""))
	switch part.FormName() {
	case "source":
		if len(value) > 200 || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' }) {
			return desk.Errorf(desk.Invalid, "source: at most 200 bytes, on one line")
		}
		u.source = or(value, houseSource)
	case "as":
		u.draft = value != "approved"
	case "whole":
		u.whole = value == "yes"
	}
	return nil
}

func uploadFault(err error) error {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return desk.Wrap(err, desk.TooLarge, "more than "+strconv.FormatInt(large.Limit>>20, 10)+" MiB: import it in parts")
	}
	return desk.Wrap(err, desk.Invalid, "what was sent is cut off: try again")
}

// uploadName gives the path that a browser sent with a file. The standard reader keeps its last part only, and a folder's
// files are told apart by all of it; what leads out of the folder, packer.add takes away.
func uploadName(part *multipart.Part) string {
	_, values, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return strings.ToValidUTF8(values["filename"], "_")
}

func archiveKind(name string) string {
	lower := strings.ToLower(name)
	switch {
	case strings.HasSuffix(lower, ".zip"):
		return "application/zip"
	case strings.HasSuffix(lower, ".tar.gz"), strings.HasSuffix(lower, ".tgz"):
		return "application/gzip"
	case strings.HasSuffix(lower, ".tar"):
		return "application/x-tar"
	}
	return ""
}

// faultsMost is how many faults, and how many notes, a report shows.
const faultsMost = 200

func reportShown(w *ui.Words, r knowledge.Report) *ui.Brought {
	v := w.Shelf.Import
	out := &ui.Brought{Clashes: r.Contradictions}
	for _, c := range []struct {
		name string
		n    int
	}{
		{v.Added, r.Added},
		{v.Changed, r.Changed},
		{v.Unchanged, r.Unchanged},
		{v.Withdrawn, r.Withdrawn},
		{v.Held, r.Held},
		{v.Skipped, len(r.Skipped)},
		{v.EmptyPages, len(r.Empty)},
		{v.Ignored, r.Ignored},
		{v.Units, r.Units},
	} {
		out.Counts = append(out.Counts, ui.Fact{Name: c.name, Value: strconv.Itoa(c.n)})
	}
	for _, f := range r.Skipped[:min(faultsMost, len(r.Skipped))] {
		out.Faults = append(out.Faults, ui.Skipped{Path: f.Path, Reason: f.Reason, Stays: f.Stays})
	}
	out.Empty, out.Notes = r.Empty[:min(faultsMost, len(r.Empty))], r.Notes[:min(faultsMost, len(r.Notes))]
	out.More = len(r.Skipped) + len(r.Empty) + len(r.Notes) - len(out.Faults) - len(out.Empty) - len(out.Notes)
	return out
}
