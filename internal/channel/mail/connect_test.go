package mail

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/vigie-desk/vigie/internal/channel/mail/mailtest"
	"github.com/vigie-desk/vigie/internal/deliver"
)

// scripted is a server that answers each command by its first word, and notes what it was told.
type scripted struct {
	port    int
	mu      sync.Mutex
	heard   []string
	answers map[string]string
}

func script(t *testing.T, answers map[string]string) *scripted {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return scriptOn(t, listener, answers)
}

func scriptOn(t *testing.T, listener net.Listener, answers map[string]string) *scripted {
	t.Helper()
	s := &scripted{port: listener.Addr().(*net.TCPAddr).Port, answers: answers}
	var group sync.WaitGroup
	group.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.talk(conn)
		}
	})
	t.Cleanup(func() { _ = listener.Close(); group.Wait() })
	return s
}

func (s *scripted) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	_, _ = fmt.Fprintf(conn, "220 mail.test\r\n")
	content := false
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		word, _, _ := strings.Cut(lines.Text(), " ")
		content = content && word != "."
		s.mu.Lock()
		s.heard = append(s.heard, lines.Text())
		s.mu.Unlock()
		if content {
			continue
		}
		content = word == "DATA"
		answer, known := s.answers[word]
		if !known {
			answer = "250 fine"
		}
		_, _ = fmt.Fprintf(conn, "%s\r\n", answer)
		if word == "QUIT" {
			return
		}
	}
}

func (s *scripted) all() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.heard, "\n")
}

const withAuth = "250-mail.test\r\n250 AUTH PLAIN LOGIN"

func TestProbe(t *testing.T) {
	gone := mailtest.Start(t, nil)
	tests := map[string]struct {
		answers    map[string]string
		change     func(*Config)
		what, mend string // empty: nothing is wrong
	}{
		"fine":              {nil, nil, "", ""},
		"signed in":         {map[string]string{"EHLO": withAuth, "AUTH": "235 welcome"}, func(c *Config) { c.User, c.Password = "u", "hush" }, "", ""},
		"wrong password":    {map[string]string{"EHLO": withAuth, "AUTH": "535 5.7.8 hush is wrong"}, func(c *Config) { c.User, c.Password = "u", "hush" }, "password (535)", "%40"},
		"wants a name":      {map[string]string{"EHLO": "530 5.7.0 first sign in", "HELO": "530 5.7.0 first sign in"}, nil, "wants a name", "password"},
		"not for us":        {map[string]string{"EHLO": "554 go away", "HELO": "554 go away"}, nil, "answered 554", "ask whoever runs"},
		"nobody":            {nil, func(c *Config) { c.Host, c.Port = "127.0.0.1", 1 }, "does not answer", "firewall"},
		"no TLS at all":     {nil, func(c *Config) { c.TLS, c.Port = true, gone.Port }, "TLS from the first byte", "465"},
		"no way to sign in": {map[string]string{"EHLO": "250-mail.test\r\n250 AUTH XSECRET"}, func(c *Config) { c.User, c.Password = "u", "hush" }, "no way to sign in", "password"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := script(t, test.answers)
			c := channel(t, &mailtest.Server{Host: "127.0.0.1", Port: s.port}, func(c *Config) {
				if test.change != nil {
					test.change(c)
				}
			})
			got := c.Probe(t.Context())
			if test.what == "" {
				if len(got) > 0 {
					t.Errorf("%+v", got)
				}
			} else if len(got) != 1 || !strings.Contains(got[0].What, test.what) || !strings.Contains(got[0].Mend, test.mend) || strings.Contains(got[0].What, "hush") {
				t.Errorf("%+v", got)
			}
			if heard := s.all(); strings.Contains(heard, "MAIL") || strings.Contains(heard, "DATA") {
				t.Errorf("a probe sends nothing: %s", heard)
			}
		})
	}
}

// A password goes over no network in the clear, and what goes in the clear without one is said to be unsafe.
func TestClearText(t *testing.T) {
	s := script(t, map[string]string{"EHLO": withAuth, "AUTH": "235 welcome"})
	// 0.0.0.0 leads to this machine, and is not known to.
	far := func(c *Config) { c.Host, c.Port = "0.0.0.0", s.port }
	got := channel(t, &mailtest.Server{}, far).Probe(t.Context())
	if len(got) != 1 || !got[0].Unsafe || !strings.Contains(got[0].What, "in the clear") {
		t.Errorf("%+v", got)
	}
	got = channel(t, &mailtest.Server{}, far, func(c *Config) { c.User, c.Password = "u", "hush" }).Probe(t.Context())
	if len(got) != 1 || got[0].Unsafe || !strings.Contains(got[0].What, "STARTTLS") {
		t.Errorf("%+v", got)
	}
	if heard := s.all(); strings.Contains(heard, "AUTH") {
		t.Errorf("the password went out: %s", heard)
	}
}

// A refused sender is the engineer's to mend: letters are kept and tried again.
func TestRefusedSenderIsTriedAgain(t *testing.T) {
	s := script(t, map[string]string{"MAIL": "550 5.7.1 not your domain"})
	err := channel(t, &mailtest.Server{Host: "127.0.0.1", Port: s.port}).Send(t.Context(), parcel(byOperator("x")))
	refusal, ok := err.(*deliver.RefusalError) //nolint:errorlint // it is the outermost
	if !ok || refusal.ForGood || !strings.Contains(err.Error(), "VIGIE_MAIL_FROM") {
		t.Errorf("%v", err)
	}
}

// TLS from the first byte, and a password only behind it.
func TestSMTPS(t *testing.T) {
	server, client := certificate(t, "0.0.0.0")
	listener, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	s := scriptOn(t, listener, map[string]string{"EHLO": withAuth, "AUTH": "235 welcome", "DATA": "354 go on", ".": "250 taken"})
	secured := func(c *Config) {
		c.Host, c.Port, c.TLS, c.User, c.Password, c.Trusted = "0.0.0.0", s.port, true, "u", "hush", client
	}
	if troubles := channel(t, &mailtest.Server{}, secured).Probe(t.Context()); len(troubles) > 0 {
		t.Errorf("%+v", troubles)
	}
	if err := channel(t, &mailtest.Server{}, secured).Send(t.Context(), parcel(byOperator("x"))); err != nil {
		t.Error(err)
	}
	if heard := s.all(); !strings.Contains(heard, "AUTH PLAIN") || !strings.Contains(heard, "X-Vigie-Delivery: d1") {
		t.Error(heard)
	}
	got := channel(t, &mailtest.Server{}, secured, func(c *Config) { c.Trusted = nil }).Probe(t.Context())
	if len(got) != 1 || !strings.Contains(got[0].What, "certificate") {
		t.Errorf("%+v", got)
	}
}
