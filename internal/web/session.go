package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const (
	signedInFor  = 12 * time.Hour
	operatorKey  = "operator"
	deskPath     = "/desk"
	presenceEach = time.Minute // an operator's activity is written down this often
)

// newSessions makes the keeper of sign-ins. The store holds a hash of each token, so that who reads it cannot sign in.
func (s *Server) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store, m.Lifetime, m.HashTokenInStore = s.Sessions, signedInFor, true
	m.Cookie.Name, m.Cookie.HttpOnly, m.Cookie.SameSite = "vigie_desk", true, http.SameSiteLaxMode
	m.Cookie.Secure = s.cfg.PublicURL != nil && s.cfg.PublicURL.Scheme == "https"
	m.ErrorFunc = s.faultPage
	return m
}

// operatorOf gives the operator who is signed in; the zero one outside the pages of operators.
func operatorOf(r *http.Request) desk.Operator {
	if me := visitOf(r.Context()).me; me != nil {
		return *me
	}
	return desk.Operator{}
}

func meOf(r *http.Request) *ui.Me {
	o := operatorOf(r)
	if o.ID == "" {
		return nil
	}
	return &ui.Me{ID: o.ID, Name: o.Name, Role: o.Role, Away: o.Away, Leads: leads(o)}
}

// leads tells whether an operator may let the assistant go on.
func leads(o desk.Operator) bool { return o.Role == desk.RoleLead || o.Role == desk.RoleOwner }

// inside makes a page that only operators see. While there is none, it says how to make the first.
func (s *Server) inside(h pageFunc) http.Handler {
	return s.keeping(func(w http.ResponseWriter, r *http.Request) error {
		o, err := s.signedIn(r)
		if err != nil {
			return err
		}
		if o.ID == "" {
			return s.turnAway(w, r)
		}
		s.noteActive(r, o)
		visitOf(r.Context()).me = &o
		return h(w, r)
	})
}

// doorstep makes a page that comes before signing in.
func (s *Server) doorstep(h pageFunc) http.Handler {
	return s.keeping(func(w http.ResponseWriter, r *http.Request) error {
		some, err := s.Access.Operators.HasOperators(r.Context())
		if err != nil {
			return err
		}
		if !some {
			return s.unset(w, r)
		}
		return h(w, r)
	})
}

// keeping loads and saves the session around a page.
func (s *Server) keeping(h pageFunc) http.Handler {
	return s.sessions.LoadAndSave(s.page(h))
}

// signedIn gives the operator of a session; none for a session without, or of one who is gone.
func (s *Server) signedIn(r *http.Request) (desk.Operator, error) {
	id := s.sessions.GetString(r.Context(), operatorKey)
	if id == "" {
		return desk.Operator{}, nil
	}
	o, err := orNothing(s.People.Operator(r.Context(), id))
	if err != nil || !stillIn(o, s.sessions.GetInt64(r.Context(), sinceKey)) {
		return desk.Operator{}, err
	}
	return o, nil
}

// turnAway sends a browser to sign in, and back here afterwards.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request) error {
	some, err := s.Access.Operators.HasOperators(r.Context())
	if err != nil {
		return err
	}
	if !some {
		return s.unset(w, r)
	}
	if r.Method != http.MethodGet || r.URL.Path == deskPath+"/stream" {
		return desk.Errorf(desk.Unauthorized, "sign in first")
	}
	return seeOther(w, r, deskPath+"/login?next="+url.QueryEscape(r.URL.RequestURI()))
}

func (s *Server) unset(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, http.StatusServiceUnavailable, ui.Unset{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Account.Unset })})
}

func (s *Server) loginPage(w http.ResponseWriter, r *http.Request) error {
	page := ui.Login{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Account.SignIn }), Next: onward(r.URL.Query().Get("next"))}
	if r.URL.Query().Has("out") {
		page.Done = page.W.Account.Out
	}
	return s.show(w, http.StatusOK, page)
}

// onward lets through only addresses of this desk.
func onward(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || strings.ContainsAny(next, "\\\r\n") {
		return deskPath
	}
	if u.Path == deskPath || strings.HasPrefix(u.Path, deskPath+"/") && u.Path != deskPath+"/login" || u.Path == knowledgePath || strings.HasPrefix(u.Path, knowledgePath+"/") ||
		u.Path == settingsPath || strings.HasPrefix(u.Path, settingsPath+"/") {
		return u.RequestURI()
	}
	return deskPath
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	email, next := r.PostFormValue("email"), onward(r.PostFormValue("next"))
	o, err := s.identified(r, email, r.PostFormValue("password"))
	if err != nil {
		p := s.problemOf(r.Context(), err)
		page := ui.Login{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Account.SignIn }), Email: clip(email, 200), Next: next}
		page.Fault = page.W.Faults[kindOf(p)]
		if p.Status == http.StatusUnauthorized {
			page.Fault = page.W.Account.Wrong
		}
		head(w, p)
		return s.show(w, p.Status, page)
	}
	if err := s.begin(r, o); err != nil {
		return err
	}
	return seeOther(w, r, next)
}

func (s *Server) identified(r *http.Request, email, password string) (desk.Operator, error) {
	if err := s.limitSignIn(network(visitOf(r.Context()).client), access.Fingerprint(strings.ToLower(email))); err != nil {
		return desk.Operator{}, err
	}
	return s.Access.SignIn(r.Context(), email, password)
}

// begin signs an operator in, under a token that nobody had before.
func (s *Server) begin(r *http.Request, o desk.Operator) error {
	ctx := r.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, operatorKey, o.ID)
	s.sessions.Put(ctx, sinceKey, s.Now().UnixMicro())
	return s.People.SetAway(ctx, o.ID, false, s.Now())
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	if err := s.People.SetAway(r.Context(), o.ID, true, s.Now()); err != nil {
		return err
	}
	return seeOther(w, r, deskPath+"/login?out")
}

func (s *Server) setupPage(w http.ResponseWriter, r *http.Request) error {
	if err := s.Access.CheckSetup(r.Context(), r.PathValue("token")); err != nil {
		return err
	}
	return s.show(w, http.StatusOK, ui.Setup{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Account.Setup })})
}

func (s *Server) setup(w http.ResponseWriter, r *http.Request) error {
	if err := s.limitSignIn(network(visitOf(r.Context()).client), "setup"); err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	f := s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Account.Setup })
	o, err := s.Access.Setup(r.Context(), r.PathValue("token"), desk.Operator{
		Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Team: s.cfg.CommonTeam, Languages: []desk.Language{f.W.Language},
	}, r.PostFormValue("password"))
	if desk.Is(err, desk.Invalid) {
		page := ui.Setup{Frame: f, Name: clip(r.PostFormValue("name"), 200), Email: clip(r.PostFormValue("email"), 200)}
		page.Fault = f.W.Faults[desk.Invalid]
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if err := s.begin(r, o); err != nil {
		return err
	}
	return seeOther(w, r, "/")
}

// roll notes when each operator's activity was last written down.
type roll struct {
	mu   sync.Mutex
	last map[string]time.Time
}

func (l *roll) due(id string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.last[id]) < presenceEach {
		return false
	}
	l.last[id] = now
	return true
}

// noteActive writes down that an operator is active. A page that reads itself again is no activity.
func (s *Server) noteActive(r *http.Request, o desk.Operator) {
	live := r.Header.Get(liveHeader)
	if r.URL.Path == deskPath+"/stream" || live != "" && live != "active" || !s.roll.due(o.ID, s.Now()) {
		return
	}
	s.notable(r, "presence not noted", s.Presence(r.Context(), o.ID, s.Now()))
}
