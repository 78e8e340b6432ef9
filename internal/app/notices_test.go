package app

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/channel/mail/mailtest"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/notice"
)

// called is a desk with a mail server and an alert address, whose clock the test moves.
type called struct {
	*App
	t     *testing.T
	mail  *mailtest.Server
	hook  *hook
	at    atomic.Int64
	logs  lockedBuffer
	since time.Time
	seen  int // letters
}

// hook is the receiver behind the alert address.
type hook struct {
	mu     sync.Mutex
	url    string
	got    []post
	status []int // of the next answers; then 204
}

type post struct {
	id, signature string
	body          []byte
	status        int
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	status := http.StatusNoContent
	if len(h.status) > 0 {
		status, h.status = h.status[0], h.status[1:]
	}
	h.got = append(h.got, post{r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Signature"), body, status})
	w.WriteHeader(status)
}

func (h *hook) posts() []post {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.got)
}

func newHook(t *testing.T, status ...int) *hook {
	t.Helper()
	h := &hook{status: status}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	h.url = server.URL + "/T0/secret-in-the-path"
	return h
}

// newCalled makes one; settings are added to those that give it a mail server.
func newCalled(t *testing.T, folder string, settings ...string) *called {
	t.Helper()
	c := &called{t: t, mail: mailtest.Start(t, nil), since: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	env := append([]string{"VIGIE_SMTP_URL=" + c.mail.URL(), "VIGIE_MAIL_FROM=Lumen Help <help@lumen.example>", "VIGIE_PUBLIC_URL=https://help.lumen.example"}, settings...)
	cfg, err := config.Read(map[string]string{"data": folder}, env, config.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	c.App, err = Build(t.Context(), cfg, func() time.Time { return c.since.Add(time.Duration(c.at.Load())) }, slog.New(slog.NewTextHandler(&c.logs, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func signed(h *hook) []string {
	return []string{"VIGIE_ALERT_URL=" + h.url, "VIGIE_ALERT_SECRET=a secret between the two servers"}
}

// hire puts somebody on the roster, at the desk now or not.
func (c *called) hire(name string, role desk.Role, present bool, languages ...desk.Language) desk.Operator {
	c.t.Helper()
	o, err := c.access.AddOperator(c.t.Context(), desk.Operator{Name: name, Email: strings.ToLower(name) + "@desk.example", Team: "support", Role: role, Languages: languages}, "correct horse battery")
	if err != nil {
		c.t.Fatal(err)
	}
	if present {
		if err := c.store.Seen(c.t.Context(), o.ID, c.now()); err != nil {
			c.t.Fatal(err)
		}
	}
	return o
}

func (c *called) incident() breaker.Incident {
	c.t.Helper()
	in, err := c.watch.Raise(c.t.Context(), breaker.Signal{Cause: breaker.CauseDrift, Severity: breaker.Critical, Stream: "blocked", Scope: "topic:returns", Value: 9, Line: 8})
	if err != nil {
		c.t.Fatal(err)
	}
	return in
}

// after moves the clock, has people called, and carries what is due.
func (c *called) after(d time.Duration) {
	c.t.Helper()
	c.at.Add(int64(d))
	if err := c.call("one")(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.carried()
}

func (c *called) carried() {
	c.t.Helper()
	if err := c.notices.Round(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	ended, cancel := context.WithCancel(c.t.Context())
	cancel()
	if err := c.notices.Run(ended, nil); err != nil { // waits for what is under way
		c.t.Fatal(err)
	}
}

// told gives the addresses that the mail server took mail for since the last look.
func (c *called) told() []string {
	letters := c.mail.Letters()
	var list []string
	for _, l := range letters[c.seen:] {
		if l.Taken {
			list = append(list, strings.TrimSuffix(l.To, "@desk.example"))
		}
	}
	c.seen = len(letters)
	slices.Sort(list)
	return list
}

func (c *called) log(in breaker.Incident) []watch.Notice {
	c.t.Helper()
	list, err := c.store.NoticesOf(c.t.Context(), in.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return list
}

func (c *called) wants(what string, want ...string) {
	c.t.Helper()
	if got := c.told(); !slices.Equal(got, want) {
		c.t.Errorf("%s: told %v, want %v", what, got, want)
	}
}

// An incident calls whoever is at the desk at once, by mail and at the alert address, each once.
func TestWhoIsOnDutyIsTold(t *testing.T) {
	h := newHook(t)
	c := newCalled(t, t.TempDir(), signed(h)...)
	c.hire("Claire", desk.RoleOperator, true, desk.French, desk.English)
	c.hire("Ben", desk.RoleOperator, true)
	c.hire("Zoe", desk.RoleOwner, false)
	in := c.incident()
	for range 5 {
		c.after(time.Second)
	}
	c.wants("five rounds", "ben", "claire")
	for _, l := range c.mail.Letters() {
		head, text := words(t, l)
		french := strings.HasPrefix(l.To, "claire")
		says, lowered := "An incident waits for somebody", "Lowered: topic:returns: the assistant is silent"
		if french {
			says, lowered = "Un incident attend que quelqu'un", "Abaissé\u00a0: topic:returns\u00a0: l'assistant se tait"
		}
		if !strings.Contains(text, says) || !strings.Contains(text, lowered) || !strings.Contains(text, "https://help.lumen.example/watch/incidents/"+in.ID) {
			t.Errorf("%s reads:\n%s", l.To, text)
		}
		if !strings.Contains(head.Get("Message-Id"), "@lumen.example>") || head.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%v", head)
		}
	}
	got := h.posts()
	if len(got) != 1 || !strings.HasPrefix(got[0].signature, "v1,") {
		t.Fatalf("%d posts: %+v", len(got), got)
	}
	var e notice.Event
	if err := json.Unmarshal(got[0].body, &e); err != nil {
		t.Fatal(err)
	}
	if e.ID != got[0].id || e.Incident != in.ID || e.Cause != "drift" || e.Severity != "critical" || e.Scope != "topic:returns" || e.Stage != "open" ||
		e.Link != "https://help.lumen.example/watch/incidents/"+in.ID || !e.Since.Equal(in.Opened.At) || len(e.Lowered) != 1 || e.Lowered[0].Level != "off" {
		t.Errorf("%+v", e)
	}
	log := c.log(in)
	if len(log) != 3 {
		t.Fatalf("%+v", log)
	}
	for _, n := range log {
		if n.State != desk.Delivered || n.Done.IsZero() || n.Rung != breaker.RungDuty {
			t.Errorf("%+v", n)
		}
	}
}
