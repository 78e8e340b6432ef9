package fake

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has gone
	}
	switch {
	case strings.HasSuffix(r.URL.Path, "/v1/models"):
		s.list(w, r)
	case strings.HasSuffix(r.URL.Path, "/v1/chat/completions"), strings.HasSuffix(r.URL.Path, "/v1/messages"),
		strings.HasSuffix(r.URL.Path, "/v1/embeddings"):
		request, err := understand(r, body)
		if err != nil {
			s.errorf("fake: %s is no request of either protocol: %v", r.URL.Path, err)
		}
		s.play(w, r, request, s.step(request))
	default:
		http.Error(w, "404 page not found", http.StatusNotFound)
	}
}

// step keeps a request and says what is done with it.
func (s *Server) step(r Request) Step {
	s.mu.Lock()
	s.requests = append(s.requests, r)
	count := len(s.requests)
	step, refused := s.refusal(r)
	known := true
	if !refused {
		from := &s.chat
		if r.Texts != nil {
			from = &s.embeddings
		}
		step, known = from.next()
	}
	s.mu.Unlock()
	if !known {
		s.errorf("fake: the script has no step for request %d, %s", count, r.Path)
		return Fail(http.StatusInternalServerError, "fake", "the script has ended")
	}
	for step.choose != nil {
		step = step.choose(r)
	}
	return step
}

// refusal says whether the server refuses a request for good, in the words of the real ones.
func (s *Server) refusal(r Request) (Step, bool) {
	const invalid = "invalid_request_error"
	switch {
	case s.key != "" && r.Key != s.key:
		return Fail(http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided: "+r.Key+"."), true
	case s.models != nil && !slices.Contains(s.models, r.Model):
		return Fail(http.StatusNotFound, "model_not_found", "The model `"+r.Model+"` does not exist or you do not have access to it."), true
	case s.refused[JSONSchema] && r.Form == "json_schema" && r.Protocol == Anthropic:
		return Fail(http.StatusBadRequest, invalid, "output_config.format: structured outputs are not supported by this model"), true
	case s.refused[JSONSchema] && r.Form == "json_schema", s.refused[JSONObject] && r.Form == "json_object":
		return Fail(http.StatusBadRequest, invalid, "Invalid parameter: 'response_format' of type '"+r.Form+"' is not supported with this model."), true
	case s.refused[Temperature] && r.Temperature != nil && r.Protocol == Anthropic:
		return Fail(http.StatusBadRequest, invalid, "`temperature` is deprecated for this model."), true
	case s.refused[Temperature] && r.Temperature != nil:
		return Fail(http.StatusBadRequest, "unsupported_value", "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported."), true
	case s.refused[MaxTokens] && r.Protocol == OpenAI && !r.newTokenName:
		return Fail(http.StatusBadRequest, "unsupported_parameter", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."), true
	}
	return Step{}, false
}

// play does what a step says.
func (s *Server) play(w http.ResponseWriter, r *http.Request, request Request, step Step) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	if step.hang {
		<-ctx.Done()
		panic(http.ErrAbortHandler)
	}
	if step.delay > 0 && pause(ctx, step.delay) != nil {
		panic(http.ErrAbortHandler)
	}
	if step.reset {
		drop(w)
		return
	}
	body := step.encode(request)
	w.Header().Set("Content-Type", "application/json")
	for name, value := range step.header {
		w.Header().Set(name, value)
	}
	if step.followed != "" {
		w.Header().Set("Location", step.followed)
	}
	if !step.endless {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(max(step.status, http.StatusOK))
	step.send(ctx, w, body)
}

// send writes a body as the step says. It ends a connection that it leaves early.
func (s Step) send(ctx context.Context, w http.ResponseWriter, body []byte) {
	if s.cut > 0 && s.cut < len(body) {
		_, _ = w.Write(body[:s.cut]) //nolint:gosec // a fake sends what a test tells it to, and no browser reads it
		flush(w)
		panic(http.ErrAbortHandler)
	}
	for s.endless {
		if _, err := w.Write([]byte(strings.Repeat(" ", 4096))); err != nil || ctx.Err() != nil {
			panic(http.ErrAbortHandler)
		}
	}
	if s.portion == 0 {
		_, _ = w.Write(body) //nolint:gosec // as above
		return
	}
	for portion := range slices.Chunk(body, s.portion) {
		if _, err := w.Write(portion); err != nil {
			panic(http.ErrAbortHandler)
		}
		flush(w)
		if pause(ctx, s.pause) != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }

// drop ends a connection so that the client sees a reset.
func drop(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func pause(ctx context.Context, d time.Duration) error {
	waiting, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-waiting.Done()
	return ctx.Err()
}
