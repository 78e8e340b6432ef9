package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"github.com/vigie-desk/vigie/internal/deliver"
)

// line is an open connection to the server, greeted and signed in.
type line struct {
	client *gomail.Client
	smtp   *smtp.Client
	secure bool
	hangUp func()
}

// longest is how long a connection may stay silent where the context sets no earlier end.
const longest = 15 * time.Second

// connect greets the server, turns on TLS, and signs in where there is a name. When ctx ends, the connection is cut, at
// whatever point it hangs.
func (c *Channel) connect(ctx context.Context) (*line, error) {
	var open net.Conn
	stop := func() bool { return false }
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		open = conn
		stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
		if !c.TLS {
			return conn, nil
		}
		secured := tls.Client(conn, c.tls())
		return secured, secured.HandshakeContext(ctx)
	}
	hangUp := func() {
		stop()
		if open != nil {
			_ = open.Close()
		}
	}
	client, err := gomail.NewClient(c.Host, c.options(func(_ context.Context, network, address string) (net.Conn, error) {
		return dial(ctx, network, address) // not the client's own context: that one ends when the line stands
	})...)
	if err != nil {
		return nil, fmt.Errorf("the mail server's settings: %w", err)
	}
	wire, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		hangUp()
		return nil, c.notOpened(err)
	}
	_, unsecured := wire.GetTLSConnectionState()
	return &line{client: client, smtp: wire, secure: unsecured == nil, hangUp: func() {
		if ctx.Err() == nil {
			_ = wire.Quit() // what was said is said
		}
		hangUp()
	}}, nil
}

func (c *Channel) tls() *tls.Config {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.Trusted != nil {
		cfg = c.Trusted.Clone()
	}
	cfg.ServerName = c.Host
	return cfg
}

func (c *Channel) options(dial gomail.DialContextFunc) []gomail.Option {
	// go-mail's own word for TLS from the first byte is left out: it would dial for itself.
	options := []gomail.Option{
		gomail.WithPort(c.Port), gomail.WithTimeout(longest), gomail.WithTLSConfig(c.tls()), gomail.WithTLSPolicy(gomail.TLSOpportunistic),
		gomail.WithDialContextFunc(dial), gomail.WithoutNoop(), gomail.WithoutRset(),
	}
	if c.Hello != "" {
		options = append(options, gomail.WithHELO(c.Hello))
	}
	if c.User == "" {
		return options
	}
	options = append(options, gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
	switch {
	case loopback(c.Host):
		return append(options, gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc))
	case !c.TLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	return append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover))
}

// notOpened says why a line does not stand, without what the server said in words: those may hold anything. All of it
// can be mended, so none is for good.
func (c *Channel) notOpened(err error) error {
	var answer *textproto.Error
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var header tls.RecordHeaderError
	switch {
	case errors.As(err, &answer) && (answer.Code == 535 || answer.Code == 534):
		return &openError{stage: atAuth, text: fmt.Sprintf("the mail server does not take the name and password (%d)", answer.Code)}
	case errors.As(err, &answer) && answer.Code == 530:
		return &openError{stage: atAuth, text: "the mail server wants a name and a password (530)"}
	case errors.As(err, &answer):
		return &openError{stage: atGreeting, text: fmt.Sprintf("the mail server answered %d", answer.Code)}
	case errors.As(err, &authority), errors.As(err, &name), errors.As(err, &invalid):
		return &openError{stage: atTLS, text: "the mail server's certificate is not valid for " + c.Host, err: err}
	case errors.As(err, &header):
		return &openError{stage: atTLS, text: "the mail server does not speak TLS from the first byte on port " + strconv.Itoa(c.Port)}
	case strings.Contains(err.Error(), "does not support STARTTLS"):
		return &openError{stage: atTLS, text: "the mail server offers no STARTTLS, and a password goes over no network in the clear"}
	case strings.Contains(strings.ToUpper(err.Error()), "SMTP AUTH"):
		return &openError{stage: atAuth, text: "the mail server offers no way to sign in that this desk knows"}
	}
	return &openError{stage: atDial, text: "the mail server does not answer", err: err}
}

// stage is how far a line came.
type stage int

const (
	atDial stage = iota
	atGreeting
	atTLS
	atAuth
)

// openError is a line that does not stand.
type openError struct {
	stage stage
	text  string
	err   error // beneath it; of the network, never of what was written
}

func (e *openError) Error() string {
	if e.err == nil {
		return e.text
	}
	return e.text + ": " + e.err.Error()
}

// Unwrap gives the error beneath.
func (e *openError) Unwrap() error { return e.err }

// fault says what became of a letter that was not taken, by the server's numbers only: its words may hold the address.
// A refusal of the recipient or of the content is for good; what concerns the sender can be mended, and is tried again.
func fault(err error) error {
	var sent *gomail.SendError
	if !errors.As(err, &sent) || sent.ErrorCode() == 0 {
		return errors.New("the connection to the mail server broke before it took the letter")
	}
	number := strconv.Itoa(sent.ErrorCode())
	if more := sent.EnhancedStatusCode(); more != "" {
		number += " " + more
	}
	what := "did not take the letter"
	forGood := sent.ErrorCode()/100 == 5
	switch sent.Reason {
	case gomail.ErrSMTPRcptTo:
		what = "did not take the recipient"
	case gomail.ErrSMTPData, gomail.ErrSMTPDataClose, gomail.ErrWriteContent:
	case gomail.ErrSMTPMailFrom:
		what, forGood = "did not take the sender, VIGIE_MAIL_FROM", false
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrSMTPReset, gomail.ErrConnCheck, gomail.ErrNoUnencoded, gomail.ErrAmbiguous:
		forGood = false
	}
	return &deliver.RefusalError{Err: fmt.Errorf("the mail server %s (%s)", what, number), ForGood: forGood, Reader: forGood && sent.Reason == gomail.ErrSMTPRcptTo}
}
