package app

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
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

// Nobody acknowledges: the leads are told after ten minutes, the owners after twenty, and everybody each hour from then on, each once.
// Who acknowledges ends it.
func TestNobodyAcknowledges(t *testing.T) {
	h := newHook(t)
	c := newCalled(t, t.TempDir(), signed(h)...)
	c.hire("Ann", desk.RoleOperator, false)
	ben := c.hire("Ben", desk.RoleOperator, true)
	c.hire("Lea", desk.RoleLead, false)
	c.hire("Zoe", desk.RoleOwner, false)
	in := c.incident()
	c.after(time.Second)
	c.wants("at once", "ben")
	c.after(9*time.Minute + 59*time.Second)
	c.wants("before ten minutes")
	c.after(time.Second)
	c.wants("after ten minutes", "lea")
	c.after(9 * time.Minute)
	c.wants("before twenty")
	c.after(time.Minute)
	c.wants("after twenty", "zoe")
	if err := c.store.Seen(t.Context(), ben.ID, c.now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	c.after(59 * time.Minute)
	c.wants("within the hour")
	c.after(time.Minute)
	c.wants("an hour later", "ben", "lea", "zoe")
	c.after(time.Hour)
	c.wants("and again", "ann", "ben", "lea", "zoe") // ben has gone home: the whole team is on duty
	if posts := h.posts(); len(posts) != 5 {
		t.Errorf("%d posts for five notices", len(posts))
	}
	if err := c.watch.Act(t.Context(), in.ID, breaker.Act{Kind: breaker.ActAcknowledge, By: ben.ID}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c.after(time.Hour)
	}
	c.wants("acknowledged")
	if err := c.watch.Act(t.Context(), in.ID, breaker.Act{Kind: breaker.ActReopen, By: ben.ID}); err != nil {
		t.Fatal(err)
	}
	c.after(time.Second)
	c.wants("opened again", "ann", "ben", "lea", "zoe")
}

// A receiver that refuses, and one that breaks, is tried again under the same id until it takes the notice.
func TestNoticeIsTriedAgain(t *testing.T) {
	h := newHook(t, http.StatusUnauthorized, http.StatusServiceUnavailable)
	c := newCalled(t, t.TempDir(), signed(h)...)
	c.mail.AtData(func(n int, conn net.Conn) error {
		switch n {
		case 1:
			return mailtest.Refuse(451, "later, claire@desk.example")
		case 2:
			return mailtest.Reset(conn)
		}
		return nil
	})
	c.hire("Claire", desk.RoleOperator, true)
	in := c.incident()
	c.after(time.Second)
	c.wants("refused")
	c.after(10 * time.Second)
	c.after(30 * time.Second)
	c.wants("taken at last", "claire")
	ids := map[string]bool{}
	for _, l := range c.mail.Letters() {
		head, _ := words(t, l)
		ids[head.Get("Message-Id")] = true
	}
	posts := map[string]bool{}
	for _, p := range h.posts() {
		posts[p.id] = true
	}
	if len(ids) != 1 || len(posts) != 1 || len(h.posts()) != 3 || len(c.mail.Letters()) != 3 {
		t.Errorf("mails %v, posts %v of %d", ids, posts, len(h.posts()))
	}
	for _, n := range c.log(in) {
		if n.State != desk.Delivered || n.Attempts != 2 || n.Fault != "" || n.Done.Sub(n.Made) != 40*time.Second {
			t.Errorf("%+v", n)
		}
	}
	if logs := c.logs.String(); strings.Contains(logs, "claire@") || strings.Contains(logs, "secret-in-the-path") {
		t.Errorf("the log tells an address:\n%s", logs)
	}
}

// A receiver that is dead is tried ten times within about a day, and then no more; it keeps no mail waiting.
func TestDeadReceiver(t *testing.T) {
	h := newHook(t)
	c := newCalled(t, t.TempDir(), append(signed(h), "VIGIE_ALERT_URL=http://127.0.0.1:1/nobody/secret-in-the-path")[1:]...)
	c.hire("Claire", desk.RoleOwner, true)
	in := c.incident()
	c.after(time.Second)
	c.wants("the mail goes all the same", "claire")
	began := c.now()
	for range 40 { // without new notices
		c.at.Add(int64(time.Hour))
		c.carried()
	}
	for _, n := range c.log(in) {
		if n.Way == watch.ByMail {
			continue
		}
		if n.State != desk.Failed || n.Attempts != len(notice.Pauses())+1 || n.Fault == "" || strings.Contains(n.Fault, "secret-in-the-path") {
			t.Errorf("%+v", n)
		}
		if took := n.Done.Sub(began); took < 20*time.Hour || took > 36*time.Hour {
			t.Errorf("given up after %s", took)
		}
	}
	found, err := c.examineNotices(t.Context())
	if err != nil || len(found) != 1 || found[0].Severity != "wrong" || !strings.Contains(found[0].What, "1 notices") {
		t.Errorf("%+v %v", found, err)
	}
}

// What waits to be tried again is not sent any more once somebody is there.
func TestAcknowledgedBeforeItArrived(t *testing.T) {
	h := newHook(t, http.StatusInternalServerError)
	c := newCalled(t, t.TempDir(), signed(h)...)
	claire := c.hire("Claire", desk.RoleOwner, true)
	in := c.incident()
	c.after(time.Second)
	if err := c.watch.Act(t.Context(), in.ID, breaker.Act{Kind: breaker.ActAcknowledge, By: claire.ID}); err != nil {
		t.Fatal(err)
	}
	c.after(time.Hour)
	if n := len(h.posts()); n != 1 {
		t.Errorf("%d posts", n)
	}
	states := map[watch.Way]desk.DeliveryState{}
	for _, n := range c.log(in) {
		states[n.Way] = n.State
	}
	if states[watch.ByMail] != desk.Delivered || states[watch.ByAlert] != watch.Withdrawn {
		t.Errorf("%v", states)
	}
}

// A chat gets a line of text, unsigned, in which a name calls nobody.
func TestNoticeForAChat(t *testing.T) {
	h := newHook(t)
	c := newCalled(t, t.TempDir(), "VIGIE_ALERT_URL="+h.url, "VIGIE_ALERT_FORMAT=slack")
	c.hire("Claire", desk.RoleOwner, true)
	in, err := c.watch.Raise(t.Context(), breaker.Signal{Cause: breaker.CauseRedButton, Severity: breaker.Major, Stream: "red button", Scope: "topic:<!channel> & co"})
	if err != nil {
		t.Fatal(err)
	}
	c.after(time.Second)
	got := h.posts()
	if len(got) != 1 || got[0].signature != "" {
		t.Fatalf("%+v", got)
	}
	var chat map[string]string
	if err := json.Unmarshal(got[0].body, &chat); err != nil || len(chat) != 1 {
		t.Fatalf("%s %v", got[0].body, err)
	}
	for _, want := range []string{"Incident (major): a person stopped the assistant, topic:&lt;!channel&gt; &amp; co, since 2026-11-23", "https://help.lumen.example/watch/incidents/" + in.ID} {
		if !strings.Contains(chat["text"], want) {
			t.Errorf("%q does not say %q", chat["text"], want)
		}
	}
}

// Where nobody can be told nothing says that somebody was, and doctor says what is missing.
func TestNoWayToTellAnybody(t *testing.T) {
	c := newCalled(t, t.TempDir())
	c.hire("Claire", desk.RoleOwner, true)
	in := c.incident()
	mail := c.cfg.Mail
	c.cfg.Mail = config.Mail{}
	c.after(time.Second)
	if list := c.log(in); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	found, err := c.examineNotices(t.Context())
	if err != nil || len(found) != 1 || !strings.Contains(found[0].Mend, "VIGIE_ALERT_URL") {
		t.Errorf("%+v %v", found, err)
	}
	c.cfg.Mail = mail
	c.after(time.Hour)
	c.wants("late is better than never", "claire")
	if found, err := c.examineNotices(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("%+v %v", found, err)
	}
}
