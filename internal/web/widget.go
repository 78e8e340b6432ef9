package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	widgetKept   = "public, max-age=300" // its address stands in other sites' pages and never changes: what it is must
	settingsKept = "public, max-age=60"
)

// widgetScript sends the chat that other sites embed. Its address is stable; a browser that has it asks whether it changed.
func (s *Server) widgetScript(w http.ResponseWriter, r *http.Request) {
	script := s.pages.Widget()
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", widgetKept)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Vary", "Accept-Encoding")
	body, tag := script.Script, `"`+script.Tag+`"`
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body, tag = script.Compressed, `"`+script.Tag+`-gzip"`
	}
	h.Set("ETag", tag)
	if slices.Contains(strings.Fields(strings.ReplaceAll(r.Header.Get("If-None-Match"), ",", " ")), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body)
}

// takesGzip tells whether a browser reads gzip.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return !strings.HasPrefix(strings.ReplaceAll(weight, " ", ""), "q=0") || strings.Contains(weight, "0.")
		}
	}
	return false
}

// widgetLook is what the embedded chat must know of its inbox before anybody writes.
type widgetLook struct {
	Brand    string        `json:"brand"`
	Language desk.Language `json:"language"`
	look
}

// widgetSettings tells the embedded chat how its inbox looks, and whether the page that it stands on may show it. Nothing
// in the answer is secret: every page may read it, so that a refused one can say so to whoever builds it.
func (s *Server) widgetSettings(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Vary", "Origin")
	name, named := strings.CutSuffix(r.PathValue("settings"), ".json")
	if !named {
		s.writeProblem(w, r, desk.Errorf(desk.NotFound, "no such page; an inbox's settings are at /widget/INBOX.json"))
		return
	}
	look, err := s.widgetLook(r, name)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	text, err := json.Marshal(look)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", settingsKept)
	_, _ = w.Write(text)
}

func (s *Server) widgetLook(r *http.Request, name string) (widgetLook, error) {
	inbox, err := s.door(r.Context(), name, nil)
	if err != nil {
		return widgetLook{}, err
	}
	origin := visitOf(r.Context()).origin
	if origin != "" && !slices.Contains(inbox.Origins, origin) && !s.ownOrigin(r, origin) {
		s.meter.refused.WithLabelValues("origin").Inc()
		return widgetLook{}, foreign(origin)
	}
	own, err := s.lookOf(r.Context(), inbox.ID)
	return widgetLook{Brand: inbox.Brand, Language: inbox.Language, look: own}, err
}

// ownOrigin tells whether an origin is this server's.
func (s *Server) ownOrigin(r *http.Request, origin string) bool {
	if u := s.cfg.PublicURL; u != nil && origin == u.Scheme+"://"+u.Host {
		return true
	}
	return origin == "http://"+r.Host || origin == "https://"+r.Host
}

// share lets the page of another site read the answer, and when to try again.
func (v *visit) share(origin string) {
	v.head.Set("Access-Control-Allow-Origin", origin)
	v.head.Set("Access-Control-Expose-Headers", "Retry-After")
	v.head.Add("Vary", "Origin")
}

// shareRefusal lets the page of another site read why a visitor's token opens nothing. Which inbox it was for is not
// known then, and nothing of any conversation is in the answer; without it the page takes the desk for unreachable.
func (v *visit) shareRefusal() {
	if access.IsVisitor(v.bearer) && v.origin != "" {
		v.share("*")
	}
}
