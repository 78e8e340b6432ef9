// Package mailtest is a mail server for tests: it takes mail, and refuses, hangs or breaks off when it is told to.
package mailtest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strconv"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Letter is one mail that the server got, whether it took it or not.
type Letter struct {
	From, To string
	Data     []byte
	Taken    bool
}

// Server listens on this machine. Rcpt and Data, where set, answer instead of "yes"; n counts from 1.
type Server struct {
	Host string
	Port int

	mu      sync.Mutex
	letters []Letter
	rcpts   int
	rcpt    func(n int) error
	data    func(n int, c net.Conn) error
}

// Start begins to listen, until the test ends. tlsConfig nil: no STARTTLS.
func Start(t testing.TB, tlsConfig *tls.Config) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Host: host}
	if s.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c.Conn()}, nil }))
	server.Domain, server.TLSConfig, server.ErrorLog = "mail.test", tlsConfig, quiet{}
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		_ = listener.Close() // where the test ended before the server knew of it
		<-served
	})
	return s
}

// quiet keeps the server's own complaints out of tests that ask for trouble.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// URL is the server's address as VIGIE_SMTP_URL.
func (s *Server) URL() string { return "smtp://" + net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// AtRcpt has a function answer each recipient.
func (s *Server) AtRcpt(f func(n int) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rcpt = f
}

// AtData has a function answer each letter, once its content has come. It may break the connection.
func (s *Server) AtData(f func(n int, c net.Conn) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.data = f
}

// Letters gives what came.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Refuse is a server's answer: 4xx for now, 5xx for good. Its words name the recipient, as those of real servers do.
func Refuse(code int, words string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: words}
}

// Reset breaks a connection off without a word.
func Reset(c net.Conn) error {
	if plain, ok := c.(*net.TCPConn); ok {
		_ = plain.SetLinger(0)
	}
	return errors.Join(c.Close(), errors.New("reset"))
}

type session struct {
	server   *Server
	conn     net.Conn
	from, to string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	s.server.rcpts++
	n, f := s.server.rcpts, s.server.rcpt
	s.server.mu.Unlock()
	s.to = to
	if f != nil {
		return f(n)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	var body bytes.Buffer
	if _, err := body.ReadFrom(r); err != nil {
		return err
	}
	s.server.mu.Lock()
	s.server.letters = append(s.server.letters, Letter{From: s.from, To: s.to, Data: body.Bytes()})
	n, f := len(s.server.letters), s.server.data
	s.server.mu.Unlock()
	if f != nil {
		if err := f(n, s.conn); err != nil {
			return err
		}
	}
	s.server.mu.Lock()
	s.server.letters[n-1].Taken = true
	s.server.mu.Unlock()
	return nil
}
