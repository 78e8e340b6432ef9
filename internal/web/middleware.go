package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// reply notes what was answered, for the log and the counters.
type reply struct {
	http.ResponseWriter
	status int
}

func (w *reply) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *reply) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *reply) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// observe logs and counts each request by its route: a path may hold a secret, a query may hold words.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, out := s.Now(), &reply{ResponseWriter: w}
		defer func() { //nolint:contextcheck // the context is the request's: what needs one takes it from there
			took, route := s.Now().Sub(start), r.Pattern
			if route == "" {
				route = "none"
			}
			s.meter.requests.WithLabelValues(route, strconv.Itoa(out.status)).Inc()
			if !visitOf(r.Context()).waits {
				s.meter.seconds.WithLabelValues(route).Observe(took.Seconds())
			}
			s.log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("request", visitOf(r.Context()).id),
				slog.String("route", route), slog.Int("status", out.status), slog.Duration("took", took))
		}()
		s.recovering(out, r, next) //nolint:contextcheck // as above
	})
}

// recovering answers a request and turns a panic into an error. The panic's own text may hold what a customer wrote, so
// that only its type and the place are logged.
func (s *Server) recovering(out *reply, r *http.Request, next http.Handler) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler { //nolint:errorlint,err113 // the value that net/http itself compares with
			panic(p)
		}
		s.meter.panics.Inc()
		s.log.LogAttrs(r.Context(), slog.LevelError, "request panicked", slog.String("request", visitOf(r.Context()).id),
			slog.String("route", r.Pattern), slog.String("type", fmt.Sprintf("%T", p)), slog.String("stack", string(debug.Stack())))
		if out.status != 0 {
			panic(http.ErrAbortHandler) // half an answer was sent: the connection must end, so that nobody takes it for a whole
		}
		s.fail(out, r, desk.Errorf(desk.Internal, "panicked"))
	}()
	next.ServeHTTP(out, r)
}

// fail answers with an error in the form that the asker reads.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if strings.HasPrefix(r.URL.Path, "/api/") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.writeProblem(w, r, err)
		return
	}
	s.faultPage(w, r, err)
}

// readable refuses addresses that are no text: a database would refuse them later, and in worse words.
func (s *Server) readable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !plainText(r.URL.Path) {
			s.fail(w, r, faultAt("path", unreadable))
			return
		}
		for name, values := range r.URL.Query() {
			if !plainText(name) || slices.ContainsFunc(values, func(v string) bool { return !plainText(v) }) {
				s.fail(w, r, faultAt("query."+strings.ToValidUTF8(clip(name, 40), "?"), unreadable))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func plainText(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

const unreadable = "this is not UTF-8 text, or it holds a zero byte; write it in UTF-8, with % escapes"

const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors "

// harden sets what every answer tells browsers to forbid.
func (s *Server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy+"'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		if visitOf(r.Context()).https {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// newGuard refuses unsafe requests that another site's page makes a browser send. The doors for visitors are left out
// here: their handlers know which other sites an inbox allows.
func (s *Server) newGuard() (*http.CrossOriginProtection, error) {
	p := http.NewCrossOriginProtection()
	if u := s.cfg.PublicURL; u != nil {
		if err := p.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, desk.Wrap(err, desk.Invalid, "web: the public address must be a scheme and a host, like https://help.example.org")
		}
	}
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.writeProblem(w, r, foreign(r.Header.Get("Origin")))
	}))
	return p, nil
}

// guarded asks the guard about every request but those to the doors for visitors.
func (s *Server) guarded(next http.Handler) http.Handler {
	strict := s.guard.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == apiPath+"/conversations" || strings.HasPrefix(r.URL.Path, apiPath+"/conversations/") {
			next.ServeHTTP(w, r)
			return
		}
		strict.ServeHTTP(w, r)
	})
}

func foreign(origin string) error {
	if origin == "" {
		origin = "another site"
	}
	return desk.Errorf(desk.Forbidden, "a page of %s may not do this here; if it should, add it to the inbox's allowed origins", clip(origin, 200))
}

func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
