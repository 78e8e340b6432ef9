package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// statusOf is the one table from an error's kind to a status.
func statusOf(kind desk.Kind) int {
	switch kind {
	case desk.Internal:
		return http.StatusInternalServerError
	case desk.Invalid, desk.Mismatch:
		return http.StatusUnprocessableEntity
	case desk.NotFound:
		return http.StatusNotFound
	case desk.Conflict:
		return http.StatusConflict
	case desk.Unauthorized:
		return http.StatusUnauthorized
	case desk.Forbidden:
		return http.StatusForbidden
	case desk.TooLarge:
		return http.StatusRequestEntityTooLarge
	case desk.Busy:
		return http.StatusTooManyRequests
	case desk.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problem is an error as the API gives it: RFC 9457, with the kind as a member that a program can act on.
type problem struct {
	Type   string       `json:"type" doc:"Always about:blank: kind says what went wrong." example:"about:blank"`
	Title  string       `json:"title" doc:"The status in words."`
	Status int          `json:"status"`
	Kind   kindName     `json:"kind" doc:"What went wrong, in a way that a program can act on."`
	Detail string       `json:"detail" doc:"A sentence that names the place and the mend."`
	Errors []fieldFault `json:"errors,omitempty" doc:"Each fault of the request, where there are several."`
	// Findings are of a text that somebody wanted to send.
	Findings []findingBody `json:"findings,omitempty" doc:"What the checks hold against the text of an edit, or against a draft that was approved."`

	retry time.Duration
}

// fieldFault is one fault of a request.
type fieldFault struct {
	Location string `json:"location" doc:"Where, as body.customer.id or query.limit."`
	Message  string `json:"message"`
}

func newProblem(status int, kind desk.Kind, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Kind: kindName(kind.String()), Detail: detail}
}

func (p *problem) Error() string  { return p.Detail }
func (p *problem) GetStatus() int { return p.Status }

// ContentType makes the API's encoder name the media type of problems.
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders gives the headers that go with the problem.
func (p *problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(seconds(p.retry)))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="vigie"`)
	}
	return h
}

// seconds rounds up to whole seconds, at least 1.
func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }

// later is an error that says when to try again.
type later struct {
	error
	after time.Duration
}

func (l later) Unwrap() error { return l.error }

// busy refuses for now.
func busy(after time.Duration, format string, args ...any) error {
	return later{desk.Errorf(desk.Busy, format, args...), after}
}

// problemOf turns an error into what the caller may see, and logs what only we may.
func (s *Server) problemOf(ctx context.Context, err error) *problem {
	if ready, ok := errors.AsType[*problem](err); ok {
		return ready
	}
	kind, detail := desk.KindOf(err), "something went wrong on our side; the server's log has it under this request's id, "+visitOf(ctx).id
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		kind, detail = desk.Unavailable, "this took too long and was given up; nothing is known to have changed, try again"
	}
	var known *desk.Error
	if errors.As(err, &known) && kind != desk.Internal {
		detail = known.Message
	}
	if kind == desk.Internal || kind == desk.Unavailable {
		s.log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String("request", visitOf(ctx).id), slog.String("kind", kind.String()), slog.Any("error", err))
	}
	p := newProblem(statusOf(kind), kind, detail)
	p.retry = retryAfter(err, kind)
	return p
}

// retryAfter gives when a caller may try again; 0 where that would not help.
func retryAfter(err error, kind desk.Kind) time.Duration {
	var l later
	switch {
	case errors.As(err, &l):
		return l.after
	case kind == desk.Busy, kind == desk.Unavailable:
		return 2 * time.Second
	}
	return 0
}

// writeProblem sends a problem outside the API's own encoder.
func (s *Server) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problemOf(r.Context(), err)
	maps.Copy(w.Header(), p.GetHeaders())
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	if r.Method == http.MethodHead {
		return
	}
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.log.LogAttrs(r.Context(), slog.LevelDebug, "problem not sent", slog.Any("error", err))
	}
}
