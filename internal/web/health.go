package web

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// healthy says that the process answers, and nothing more.
func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) {
	plain(w, "ok\n")
}

// ready says whether messages can be taken.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		s.writeProblem(w, r, desk.Wrap(err, desk.Unavailable, "not ready: messages cannot be taken just now"))
		return
	}
	plain(w, "ready\n")
}

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(text)) // who asked is gone, and there is nobody else to tell
}

// metrics are for a collector on this machine, or one with a key that holds the scope admin. A request that a proxy
// passed on comes from elsewhere, whatever its last hop.
func (s *Server) metrics() http.Handler {
	show := promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		passedOn := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != ""
		if passedOn || !addressOf(r.RemoteAddr).IsLoopback() || visitOf(r.Context()).asked {
			if _, err := s.require(r.Context(), access.Admin); err != nil {
				s.writeProblem(w, r, err)
				return
			}
		}
		show.ServeHTTP(w, r)
	})
}
