package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	netmail "net/mail"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/channel/mail/mailtest"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// mailing is a desk with a mail server, whose clock the test moves.
type mailing struct {
	*App
	t    *testing.T
	mail *mailtest.Server
	at   atomic.Int64 // what the clock is ahead of the wall
	logs lockedBuffer
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func (m *mailing) ahead(d time.Duration) { m.at.Add(int64(d)) }

func newMailing(t *testing.T, folder string) *mailing {
	t.Helper()
	m := &mailing{t: t, mail: mailtest.Start(t, nil)}
	cfg, err := config.Read(map[string]string{"data": folder}, []string{
		"VIGIE_SMTP_URL=" + m.mail.URL(), "VIGIE_MAIL_FROM=Lumen Help <help@lumen.example>", "VIGIE_PUBLIC_URL=https://help.lumen.example",
	}, config.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	m.App, err = Build(t.Context(), cfg, func() time.Time { return time.Now().Add(time.Duration(m.at.Load())) }, slog.New(slog.NewTextHandler(&m.logs, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

// asked opens a conversation with a customer's address and gives it; nobody is on its page.
func (m *mailing) asked(text string) string {
	m.t.Helper()
	got, err := m.conversations.Accept(m.t.Context(), conversation.Incoming{Text: text, Language: desk.English, Opening: conversation.Opening{
		Reached: true, Customer: desk.Customer{Email: "ada@example.org"}, Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
	}})
	if err != nil {
		m.t.Fatal(err)
	}
	return got.Conversation
}

func (m *mailing) operator() desk.Operator {
	m.t.Helper()
	o, err := m.access.AddOperator(m.t.Context(), desk.Operator{Name: "Claire Martin", Email: "claire@desk.example", Team: "support", Role: desk.RoleOwner}, "correct horse battery")
	if err != nil {
		m.t.Fatal(err)
	}
	if err := m.store.Seen(m.t.Context(), o.ID, m.now().Add(24*time.Hour)); err != nil { // at the desk throughout
		m.t.Fatal(err)
	}
	return o
}

func (m *mailing) replied(conversationID string, by desk.Operator, text string) {
	m.t.Helper()
	if _, err := m.review.Reply(m.t.Context(), conversationID, by, text); err != nil {
		m.t.Fatal(err)
	}
}

// round has what is due queued and carried, once.
func (m *mailing) round() {
	m.t.Helper()
	letters := &deliver.Letters{Box: m.store, Now: m.now, NewID: m.newID}
	if err := letters.Round(m.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(m.t.Context())
	before := len(m.mail.Letters())
	done := make(chan error, 1)
	go func() { done <- m.deliver.Run(ctx, nil) }()
	for range 100 {
		queued, _, err := m.store.CountDeliveries(m.t.Context(), deliver.Mail, time.Time{})
		if err != nil {
			m.t.Error(err)
		}
		told, _, err := m.store.CountDeliveries(m.t.Context(), deliver.OperatorMail, time.Time{})
		if err != nil {
			m.t.Error(err)
		}
		if queued+told == 0 || len(m.mail.Letters()) > before {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	cancel()
	if err := <-done; err != nil {
		m.t.Error(err)
	}
}

func words(t *testing.T, letter mailtest.Letter) (netmail.Header, string) {
	t.Helper()
	message, err := netmail.ReadMessage(bytes.NewReader(letter.Data))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		t.Fatal(err)
	}
	return message.Header, string(body)
}

var backLink = regexp.MustCompile(`https://help\.lumen\.example(/back/[A-Za-z0-9._-]+)`)

// The whole way: an operator answers somebody who has left, the mail comes, its link opens the conversation.
func TestReplyReachesACustomerWhoLeft(t *testing.T) {
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	id := m.asked("Where is my secretword parcel?")
	m.ahead(10 * time.Second)
	m.replied(id, ben, "It is in Lille.")
	m.replied(id, ben, "It comes tomorrow.")
	m.round()
	if n := len(m.mail.Letters()); n != 0 {
		t.Fatalf("%d mails while the customer may be there", n)
	}
	m.ahead(2 * time.Minute)
	m.round()
	letters := m.mail.Letters()
	if len(letters) != 1 {
		t.Fatalf("%d mails: %s", len(letters), m.logs.String())
	}
	header, body := words(t, letters[0])
	for _, want := range []string{"Where is my secretword parcel?", "It is in Lille.", "It comes tomorrow.", "Claire Martin wrote"} {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %q:\n%s", want, body)
		}
	}
	if header.Get("X-Vigie-AI") != "" || header.Get("X-Vigie-Delivery") == "" {
		t.Errorf("%v", header)
	}
	m.ahead(time.Hour)
	m.round()
	if n := len(m.mail.Letters()); n != 1 {
		t.Errorf("%d mails", n)
	}
	for _, word := range []string{"secretword", "Lille", "ada@example.org"} {
		if strings.Contains(m.logs.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	m.followLink(backLink.FindStringSubmatch(body), id)
}

func (m *mailing) followLink(link []string, id string) {
	m.t.Helper()
	if link == nil {
		m.t.Fatal("no link")
	}
	face, err := m.face(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	server := httptest.NewTLSServer(face)
	m.t.Cleanup(func() { face.Close(); server.Close() })
	client := server.Client()
	if client.Jar, err = cookiejar.New(nil); err != nil {
		m.t.Fatal(err)
	}
	response, err := client.Get(server.URL + link[1])
	if err != nil {
		m.t.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || response.Request.URL.Path != "/chat/web" || !strings.Contains(string(page), "It comes tomorrow.") {
		m.t.Errorf("%d at %s: %v\n%s", response.StatusCode, response.Request.URL, err, page)
	}
	if !strings.Contains(string(page), "ada@example.org") || !strings.Contains(string(page), "No more mail") {
		m.t.Error("the page does not say how to get no more mail")
	}
	if !strings.Contains(string(page), id) {
		m.t.Error("another conversation")
	}
}

func TestMailServerSaysLater(t *testing.T) {
	t.Parallel() // it waits more than it works, or works on one core
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	m.mail.AtRcpt(func(n int) error {
		if n <= 2 {
			return mailtest.Refuse(451, "ada@example.org is greylisted")
		}
		return nil
	})
	id := m.asked("hello?")
	m.replied(id, ben, "Here I am.")
	m.ahead(2 * time.Minute)
	for range 3 {
		m.round()
		m.ahead(time.Minute)
	}
	if got := m.mail.Letters(); len(got) != 1 || !got[0].Taken {
		t.Errorf("%d mails: %s", len(got), m.logs.String())
	}
	if strings.Contains(m.logs.String(), "ada@") {
		t.Error("the log holds the address")
	}
	if c, err := m.store.Conversation(t.Context(), id); err != nil || c.State != desk.WaitingCustomer {
		t.Errorf("%+v %v", c, err)
	}
}

func TestMailRefusedForGoodBringsThePersonBack(t *testing.T) {
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	m.mail.AtRcpt(func(int) error { return mailtest.Refuse(550, "no such user ada@example.org") })
	id := m.asked("hello?")
	m.replied(id, ben, "Here I am.")
	m.ahead(2 * time.Minute)
	m.round()
	var c desk.Conversation
	for range 100 {
		var err error
		if c, err = m.store.Conversation(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if c.State == desk.WaitingPerson {
			break
		}
		time.Sleep(20 * time.Millisecond)
		m.round()
	}
	if c.State != desk.WaitingPerson || c.Owner.ID != ben.ID {
		t.Errorf("%+v: %s", c, m.logs.String())
	}
	r, err := m.store.Reach(t.Context(), id)
	if err != nil || !r.Refused {
		t.Errorf("%+v %v", r, err)
	}
}

// The server took the mail, and the desk dies before it has noted that: the repeat carries the same Message-ID.
func TestKilledBetweenTheServersYesAndTheCommit(t *testing.T) {
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	id := m.asked("hello?")
	m.replied(id, ben, "Here I am.")
	m.ahead(2 * time.Minute)
	letters := &deliver.Letters{Box: m.store, Now: m.now, NewID: m.newID}
	if err := letters.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	due, err := m.store.DueDeliveries(t.Context(), m.now(), 10)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	d, err := m.store.ClaimDelivery(t.Context(), due[0], m.now(), m.now().Add(20*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.store.Parcel(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	channels, err := m.channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := channels[deliver.Mail].Send(t.Context(), p); err != nil { // and here it dies: nothing is noted
		t.Fatal(err)
	}
	m.ahead(30 * time.Second) // the lease runs out
	m.round()
	got := m.mail.Letters()
	if len(got) != 2 {
		t.Fatalf("%d mails", len(got))
	}
	first, _ := words(t, got[0])
	second, _ := words(t, got[1])
	if first.Get("Message-Id") == "" || first.Get("Message-Id") != second.Get("Message-Id") || first.Get("X-Vigie-Delivery") != second.Get("X-Vigie-Delivery") {
		t.Errorf("%v, then %v", first, second)
	}
}

// The real program, killed for real just as its mail server says yes.
func TestProgramKilledAtTheServersYes(t *testing.T) {
	t.Parallel() // it waits more than it works, or works on one core
	if testing.Short() {
		t.Skip("starts the program twice and waits for a lease to run out")
	}
	folder := t.TempDir()
	m := newMailing(t, folder)
	ben := m.operator()
	id := m.asked("hello?")
	m.replied(id, ben, "Here I am.")
	p := serving(t, "VIGIE_DATA="+folder, "VIGIE_SMTP_URL="+m.mail.URL(), "VIGIE_MAIL_FROM=help@lumen.example", "VIGIE_PUBLIC_URL=https://help.lumen.example")
	killed := make(chan struct{})
	var once sync.Once
	m.mail.AtData(func(int, net.Conn) error {
		once.Do(func() { p.kill(); close(killed) })
		return nil
	})
	p.start()
	select {
	case <-killed:
	case <-time.After(100 * time.Second): // a minute until the customer counts as gone
		p.kill()
		t.Fatalf("no mail came:\n%s", p.out.String())
	}
	p.start()
	defer p.kill()
	for deadline := time.Now().Add(60 * time.Second); len(m.mail.Letters()) < 2 && time.Now().Before(deadline); {
		time.Sleep(100 * time.Millisecond)
	}
	got := m.mail.Letters()
	if len(got) != 2 {
		t.Fatalf("%d mails", len(got))
	}
	first, _ := words(t, got[0])
	second, _ := words(t, got[1])
	if first.Get("Message-Id") == "" || first.Get("Message-Id") != second.Get("Message-Id") {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestDoctorOnMail(t *testing.T) {
	m := newMailing(t, t.TempDir())
	if found, err := m.examineMail(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("%+v %v", found, err)
	}
	if n := len(m.mail.Letters()); n != 0 {
		t.Errorf("doctor sent %d mails", n)
	}
	m.cfg.PublicURL = nil
	m.cfg.Mail.User = "desk"
	m.cfg.Mail.Password = config.NewSecret("wrong-word")
	found, err := m.examineMail(t.Context())
	if err != nil || len(found) != 2 || !strings.Contains(found[0].Mend, "VIGIE_PUBLIC_URL") || !strings.Contains(found[1].Mend, "password") || strings.Contains(found[1].What, "wrong-word") {
		t.Errorf("%+v %v", found, err)
	}
	m.cfg.Mail = config.Mail{}
	if found, err := m.examineMail(t.Context()); err != nil || len(found) != 1 || found[0].Severity != "note" {
		t.Errorf("%+v %v", found, err)
	}
}

// The assistant's answer says that it is one, and a hand-over's promise comes by mail too.
func TestAssistantsAnswerAndPromiseComeByMail(t *testing.T) {
	m := newMailing(t, t.TempDir())
	m.operator()
	id := m.asked("I want to talk to a human")
	turn, err := m.store.LastTurn(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.flow.Answer(t.Context(), conversation.Claim{Turn: turn.ID, Conversation: id}); err != nil {
		t.Fatal(err)
	}
	other := m.asked("hello")
	if turn, err = m.store.LastTurn(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if err := m.flow.Answer(t.Context(), conversation.Claim{Turn: turn.ID, Conversation: other}); err != nil {
		t.Fatal(err)
	}
	m.ahead(2 * time.Minute)
	for range 20 {
		if m.round(); len(m.mail.Letters()) == 2 {
			break
		}
	}
	got := map[bool]string{}
	for _, letter := range m.mail.Letters() {
		header, body := words(t, letter)
		if header.Get("X-Vigie-AI") != "true" || header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%v", header)
		}
		got[strings.Contains(body, "talk to a human")] = body
	}
	if !strings.Contains(got[true], "Automatic message") || !strings.Contains(got[true], "will answer you here by") {
		t.Errorf("promise: %q", got[true])
	}
	if !strings.Contains(got[false], "written by an AI assistant") {
		t.Errorf("answer: %q", got[false])
	}
}

func TestOperatorHearsByMailWhoWaits(t *testing.T) {
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	if err := m.store.Seen(t.Context(), ben.ID, m.now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	id := m.asked("my lamp burns\nand a second line")
	turn, err := m.store.LastTurn(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.conversations.End(t.Context(), id, turn.ID, desk.AskedForPerson); err != nil {
		t.Fatal(err)
	}
	m.round()
	letters := m.mail.Letters()
	if len(letters) != 1 || letters[0].To != "claire@desk.example" {
		t.Fatalf("%d letters: %s", len(letters), m.logs.String())
	}
	header, body := words(t, letters[0])
	if !strings.Contains(body, "my lamp burns") || strings.Contains(body, "second line") || !strings.Contains(body, "/desk/conversations/"+id) || header.Get("X-Vigie-AI") != "" {
		t.Errorf("%v\n%s", header, body)
	}
}

// A mail to an operator that nobody takes changes nothing for the customer, who has been answered meanwhile.
func TestRefusedMailToAnOperatorHandsNothingOver(t *testing.T) {
	m := newMailing(t, t.TempDir())
	ben := m.operator()
	if err := m.store.Seen(t.Context(), ben.ID, m.now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	id := m.asked("my lamp burns")
	turn, err := m.store.LastTurn(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.conversations.End(t.Context(), id, turn.ID, desk.AskedForPerson); err != nil {
		t.Fatal(err)
	}
	letters := &deliver.Letters{Box: m.store, Now: m.now, NewID: m.newID}
	if err := letters.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	due, err := m.store.DueDeliveries(t.Context(), m.now(), 10)
	if err != nil || len(due) != 1 || due[0].Recipient != ben.ID {
		t.Fatal(due, err)
	}
	d, err := m.store.ClaimDelivery(t.Context(), due[0], m.now(), m.now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	m.replied(id, ben, "Unplug it.")
	d.State, d.Refused, d.Fault = desk.Failed, true, "the mail server did not take the recipient (550)"
	if err := m.giveUp(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	c, err := m.store.Conversation(t.Context(), id)
	if err != nil || c.State != desk.WaitingCustomer {
		t.Errorf("%+v %v", c, err)
	}
	if r, err := m.store.Reach(t.Context(), id); err != nil || r.Refused {
		t.Errorf("the customer's own address: %+v %v", r, err)
	}
	if _, failed, err := m.store.CountDeliveries(t.Context(), deliver.OperatorMail, time.Time{}); err != nil || failed != 1 {
		t.Errorf("%d failed, %v", failed, err)
	}
}
