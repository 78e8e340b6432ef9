package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// pageFunc answers a browser. An error that it returns becomes a page.
type pageFunc func(w http.ResponseWriter, r *http.Request) error

// page makes a handler of it.
func (s *Server) page(h pageFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Add("Vary", "Cookie, Accept-Language")
		s.keepLanguage(w, r)
		r.Body = http.MaxBytesReader(w, r.Body, s.mostOf(r))
		if err := h(w, r); err != nil {
			s.faultPage(w, r, err)
		}
	})
}

// frame is what every page has.
func (s *Server) frame(r *http.Request, otherwise desk.Language, title func(*ui.Words) string) ui.Frame {
	words := s.pages.Words(languageOf(r, otherwise))
	return ui.Frame{
		W: words, Title: title(words), Brand: "Vigie", Switch: inLanguage(r.URL, words.OtherCode), Now: s.Now(), Zone: s.cfg.Zone, Me: meOf(r),
	}
}

// show renders a page to its end before the first byte goes out.
func (s *Server) show(w http.ResponseWriter, status int, page ui.Page) error {
	text, err := s.pages.Render(page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) //nolint:gosec // html/template has escaped it. Who asked is gone where this fails, and there is nobody else to tell.
	return nil
}

// faultPage shows an error in the reader's language; what only we may know goes to the log.
func (s *Server) faultPage(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problemOf(r.Context(), err)
	f := s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Fault.Title })
	page := ui.Fault{Frame: f, Status: p.Status, Detail: f.W.Faults[kindOf(p)], Request: visitOf(r.Context()).id, Back: "/"}
	if strings.HasPrefix(r.URL.Path, deskPath+"/") && page.Me != nil {
		page.Back = deskPath
	}
	if inbox, found := strings.CutPrefix(r.URL.Path, "/chat/"); found {
		inbox, _, _ = strings.Cut(inbox, "/")
		page.Customer, page.Me, page.Back = true, nil, "/chat/"+inbox
	}
	if r.Method != http.MethodGet {
		page.Switch = inLanguage(&url.URL{Path: page.Back}, page.W.OtherCode)
	}
	head(w, p)
	if err := s.show(w, p.Status, page); err != nil {
		s.writeProblem(w, r, err)
	}
}

// head sets the headers that go with a problem on a page.
func head(w http.ResponseWriter, p *problem) {
	if p.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(seconds(p.retry)))
	}
}

// kindOf reads a problem's kind back.
func kindOf(p *problem) desk.Kind {
	for _, k := range kinds() {
		if k.String() == string(p.Kind) {
			return k
		}
	}
	return desk.Internal
}

// form reads a form's fields, in valid UTF-8.
func form(r *http.Request) error {
	err := r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return desk.Wrap(err, desk.TooLarge, "the form is larger than this page takes")
	case err != nil:
		return desk.Wrap(err, desk.Invalid, "the form cannot be read")
	}
	for _, values := range r.PostForm {
		for i := range values {
			values[i] = strings.ToValidUTF8(values[i], "\uFFFD")
		}
	}
	return nil
}

// seeOther sends a browser on after a form.
func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther) //nolint:gosec // callers give paths of their own; what a browser named has passed onward
	return nil
}

// static sends a style or script. Its address names its content, so it may be kept.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	a, ok := s.pages.Asset(r.PathValue("address"))
	if !ok {
		s.faultPage(w, r, desk.Errorf(desk.NotFound, "no such file"))
		return
	}
	w.Header().Set("Content-Type", a.Type)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(a.Content) // as above
}

func (s *Server) start(w http.ResponseWriter, r *http.Request) error {
	if r.URL.Path != "/" || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return desk.Errorf(desk.NotFound, "no such page")
	}
	page, err := s.startPage(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

// notable logs what went wrong beside an answer that stands.
func (s *Server) notable(r *http.Request, message string, err error) {
	if err != nil {
		//nolint:sloglint // every caller gives a constant
		s.log.LogAttrs(r.Context(), slog.LevelWarn, message, slog.String("request", visitOf(r.Context()).id), slog.Any("error", err))
	}
}
