// Package fake is a model's server for tests: a real HTTP server that speaks OpenAI's and Anthropic's protocols on one
// address and does what a script says, faults included. It keeps every request.
//
//	server := fake.Start(t, fake.Busy(time.Second), fake.Text("Within 30 days."))
//	model := openai.New(openai.Config{URL: server.URL(), Name: "m", ...})
//	...
//	if got := server.Last().System; ...
//
// The script is a list of steps, one for each request for an answer, in order; a request beyond the last is answered 500
// and fails the test. A step can be repeated (Times, Always), bent (After, Dripping, Header, ...), or chosen by a function
// that sees the request (Func). What a real server refuses for good (a schema, a temperature, an unknown model or key) is
// set with Refuse, Models and WantKey and uses up no step.
//
// Requests for vectors have a script of their own, Embeddings; without one they get vectors by the words of each text,
// so that texts that share words lie near one another.
package fake

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
)

// T is what a test gives: a *testing.T, *testing.B or *testing.F.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Cleanup(f func())
}

// Server is a scripted model's server. It is safe for concurrent use. It is also an http.Handler, for those who serve it
// themselves.
type Server struct {
	http    *httptest.Server
	errorf  func(format string, args ...any)
	closing chan struct{}
	once    sync.Once

	mu         sync.Mutex
	chat       script
	embeddings script
	refused    map[Feature]bool
	key        string
	models     []string
	requests   []Request
}

// New makes a server that nobody serves yet. Beyond the script it answers 500.
func New(steps ...Step) *Server {
	return &Server{
		chat: script{steps: steps}, embeddings: script{steps: []Step{Vectors().Always()}},
		refused: map[Feature]bool{}, closing: make(chan struct{}), errorf: func(string, ...any) {},
	}
}

// Start serves a script on a free port of this machine until the test ends.
func Start(t T, steps ...Step) *Server {
	t.Helper()
	s := New(steps...)
	s.errorf = t.Errorf
	s.http = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// Close ends the server and every answer that it has not finished. Start does it by itself.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.closing)
		if s.http != nil {
			s.http.CloseClientConnections()
			s.http.Close()
		}
	})
}

// URL gives the address that goes into VIGIE_MODEL_URL, the same for both protocols: http://127.0.0.1:PORT/v1.
func (s *Server) URL() *url.URL {
	u, err := url.Parse(s.http.URL + "/v1")
	if err != nil {
		s.errorf("fake: the server's address: %v", err)
	}
	return u
}

// Client gives an HTTP client that reaches the server and has no idle connections left once the server is closed.
func (s *Server) Client() *http.Client { return s.http.Client() }

// Then adds steps to the script.
func (s *Server) Then(steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat.steps = append(s.chat.steps, steps...)
}

// Embeddings sets the script for requests for vectors.
func (s *Server) Embeddings(steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.embeddings = script{steps: steps}
}

// Feature is something that not every server takes.
type Feature string

// The features that can be refused, in the words in which OpenAI and Anthropic refuse them.
const (
	JSONSchema  Feature = "json_schema"
	JSONObject  Feature = "json_object"
	Temperature Feature = "temperature"
	MaxTokens   Feature = "max_tokens" // in favour of max_completion_tokens
)

// Refuse makes the server answer 400 to requests that ask for a feature. It uses up no step.
func (s *Server) Refuse(features ...Feature) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range features {
		s.refused[f] = true
	}
}

// WantKey makes the server answer 401 to requests without this key.
func (s *Server) WantKey(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

// Models sets the list of models, and makes the server answer 404 to requests for others.
func (s *Server) Models(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.models = names
}

// Requests gives all requests so far, those for lists of models left out.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Last gives the newest request, the zero Request where there was none.
func (s *Server) Last() Request {
	all := s.Requests()
	if len(all) == 0 {
		return Request{}
	}
	return all[len(all)-1]
}

// script gives one step for each request.
type script struct {
	steps []Step
	used  int // of the first step
}

// next takes the next step; false beyond the last.
func (s *script) next() (Step, bool) {
	if len(s.steps) == 0 {
		return Step{}, false
	}
	step := s.steps[0]
	s.used++
	if step.repeats != always && s.used >= max(step.repeats, 1) {
		s.steps, s.used = s.steps[1:], 0
	}
	return step, true
}
