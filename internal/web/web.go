// Package web is the face: the API under /api/v1, the customers' chat, the operators' desk and the page of the
// knowledge. All routes stand in routes.go. It decides nothing about conversations: it reads a request, asks a room,
// and writes a page or JSON. It keeps no table; sessions and the rest are in the store, through the interfaces in deps.go.
//
// It promises: a caller without a right to a thing cannot tell it from one that does not exist; limits that cannot be
// kept refuse; no secret and no customer's word gets into a log; an error's inner text gets onto no page; nothing here
// panics a server; every page works without JavaScript.
package web

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Server answers HTTP. It is safe for concurrent use.
type Server struct {
	Deps
	cfg      Config
	log      *slog.Logger
	handler  http.Handler
	guard    *http.CrossOriginProtection
	limits   limiters
	meter    *meter
	pages    *ui.Pages
	sessions *scs.SessionManager
	roll     roll
	streams  chan struct{} // a place for each live stream and waiting request
	uploads  chan struct{} // a place for each request with files that is being read
	done     chan struct{}
	close    sync.Once
}

// New makes the face. It fails where a part is missing or the configuration would not hold what the face promises.
func New(cfg Config, deps Deps, log *slog.Logger) (*Server, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if missing := deps.missing(); len(missing) > 0 {
		return nil, desk.Errorf(desk.Invalid, "web: not wired: %s", strings.Join(missing, ", "))
	}
	s := &Server{
		Deps: deps, cfg: cfg, log: log, limits: newLimiters(cfg.Limits), streams: make(chan struct{}, cfg.Streams), done: make(chan struct{}),
		uploads: make(chan struct{}, uploadsMost),
	}
	var err error
	if s.meter, err = newMeter(deps.Metrics); err != nil {
		return nil, err
	}
	if s.guard, err = s.newGuard(); err != nil {
		return nil, err
	}
	if s.pages, err = ui.New(); err != nil {
		return nil, err
	}
	s.sessions, s.roll.last = s.newSessions(), map[string]time.Time{}
	s.handler = s.identify(s.observe(s.harden(s.readable(s.guarded(s.routes())))))
	return s, nil
}

// ServeHTTP answers one request. The http.Server around it wants a ReadHeaderTimeout; its WriteTimeout is lifted where a
// stream or a waiting request needs longer.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends the open streams and waits, so that a server that shuts down need not wait for them. Give it to
// http.Server.RegisterOnShutdown.
func (s *Server) Close() { s.close.Do(func() { close(s.done) }) }
