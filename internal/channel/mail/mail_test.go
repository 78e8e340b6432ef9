package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/channel/mail/mailtest"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

var at = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func channel(t *testing.T, s *mailtest.Server, change ...func(*Config)) *Channel {
	t.Helper()
	cfg := Config{
		Host: s.Host, Port: s.Port, From: "Lumen Help <help@lumen.example>", Zone: time.UTC, Now: func() time.Time { return at },
		Back: func(conversation string, _ int64, _ time.Time) string {
			return "https://help.lumen.example/back/" + conversation
		},
		Desk: func(conversation string) string {
			return "https://help.lumen.example/desk/conversations/" + conversation
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parcel(said ...desk.Message) deliver.Parcel {
	return deliver.Parcel{
		Delivery:     desk.Delivery{ID: "d1", Message: "m1", Conversation: "c1", Channel: deliver.Mail},
		Conversation: desk.Conversation{ID: "c1", Inbox: "web", State: desk.WaitingCustomer, Language: desk.English},
		Letter:       &deliver.Letter{To: "ada@example.org", Epoch: 1, Inbox: desk.Inbox{ID: "web", Brand: "Lumen"}, Asked: "How long is delivery?", Said: said},
	}
}

func byOperator(text string) desk.Message {
	return desk.Message{ID: "m1", Author: desk.ByOperator, Operator: "o1", Name: "Claire Martin", Text: text, Language: desk.English}
}

func byAssistant(text string) desk.Message {
	return desk.Message{ID: "m1", Author: desk.ByAssistant, Text: text, Language: desk.English}
}

// opened is a mail as its reader's program takes it apart.
type opened struct {
	netmail.Header
	text, html string
}

func open(t *testing.T, data []byte) opened {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{Header: m.Header}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return o
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(body), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			o.html = text
		} else {
			o.text = text
		}
	}
}

func (o opened) subject(t *testing.T) string {
	t.Helper()
	text, err := new(mime.WordDecoder).DecodeHeader(o.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func sent(t *testing.T, p deliver.Parcel, change ...func(*Config)) opened {
	t.Helper()
	s := mailtest.Start(t, nil)
	if err := channel(t, s, change...).Send(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got := s.Letters()
	if len(got) != 1 || !got[0].Taken {
		t.Fatalf("%d letters", len(got))
	}
	if got[0].From != "help@lumen.example" || got[0].To != p.Letter.To {
		t.Errorf("from %s to %s", got[0].From, got[0].To)
	}
	for line := range strings.SplitSeq(string(got[0].Data), "\r\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	return open(t, got[0].Data)
}

func TestOperatorsWords(t *testing.T) {
	o := sent(t, parcel(byOperator("Three days.\nTo Spain, five."), byOperator("Sorry: six.")))
	for header, want := range map[string]string{
		"Message-Id": "<d1@lumen.example>", "X-Vigie-Delivery": "d1", "From": `"Lumen Help" <help@lumen.example>`, "To": "<ada@example.org>",
		"X-Vigie-Ai": "", "Auto-Submitted": "", "References": "<conversation.c1@lumen.example>",
	} {
		if got := o.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if got := o.subject(t); got != "Lumen: an answer to your question" {
		t.Errorf("subject %q", got)
	}
	for _, want := range []string{
		"> How long is delivery?", "Claire Martin wrote", "Three days.\nTo Spain, five.", "Sorry: six.", "https://help.lumen.example/back/c1", "23 December 2026", "No more mail",
	} {
		if !strings.Contains(o.text, want) {
			t.Errorf("the text lacks %q:\n%s", want, o.text)
		}
	}
	if strings.Contains(o.text, "AI") || strings.Contains(o.html, "AI") {
		t.Errorf("an operator's mail speaks of an AI:\n%s", o.text)
	}
	if !strings.Contains(o.html, `<a href="https://help.lumen.example/back/c1">`) || !strings.Contains(o.html, "Three days.<br>") {
		t.Error(o.html)
	}
}

func TestAssistantsWordsSayThatTheyAreIts(t *testing.T) {
	source := desk.Claim{Evidence: []desk.Evidence{{Article: "a", Title: "Delivery", URL: "https://lumen.example/delivery"}, {Article: "a", Title: "Delivery"}}}
	answer := byAssistant("Trois jours.")
	answer.Claims = []desk.Claim{source}
	checked := byAssistant("Cinq jours.")
	checked.Operator, checked.Name = "o1", "Claire Martin"
	tests := map[string]struct {
		language desk.Language
		said     []desk.Message
		want     []string
	}{
		"english":  {desk.English, []desk.Message{byAssistant("Three days.")}, []string{"This answer was written by an AI assistant, not by a person"}},
		"french":   {desk.French, []desk.Message{answer}, []string{"Cette réponse a été rédigée par un assistant IA", "- Delivery https://lumen.example/delivery\n"}},
		"approved": {desk.French, []desk.Message{checked}, []string{"rédigée par un assistant IA et vérifiée par Claire Martin"}},
		"notice":   {desk.English, []desk.Message{{Author: desk.ByDesk, Text: "By noon."}}, []string{"Automatic message"}},
		"mixed":    {desk.English, []desk.Message{byAssistant("Three days."), byOperator("Six.")}, []string{"written by an AI assistant", "Claire Martin wrote"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := parcel(test.said...)
			p.Conversation.Language = test.language
			o := sent(t, p)
			if o.Get("X-Vigie-Ai") != "true" || o.Get("Auto-Submitted") != "auto-generated" {
				t.Errorf("%v", o.Header)
			}
			for _, want := range test.want {
				if !strings.Contains(o.text, want) {
					t.Errorf("lacks %q:\n%s", want, o.text)
				}
			}
		})
	}
}

const hostile = "Eve\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script> \"Bank\" <bank@example.com> \u202egro.knab\u200b \x00é"

// What people typed stays in its place: no header, no second recipient, no markup.
func TestHostileNamesAndWords(t *testing.T) {
	p := parcel(desk.Message{Author: desk.ByOperator, Name: hostile, Text: hostile})
	p.Letter.Inbox.Brand, p.Letter.Asked, p.Letter.Operator.Name = hostile, hostile, hostile
	o := sent(t, p, func(c *Config) { c.From = "help@lumen.example" })
	for header, values := range o.Header {
		if header == "Bcc" || len(values) > 1 || strings.ContainsAny(strings.Join(values, ""), "\r\n\x00") {
			t.Errorf("%s: %q", header, values)
		}
	}
	for _, header := range []string{"From", "To"} {
		list, err := o.AddressList(header)
		if err != nil || len(list) != 1 || list[0].Address != map[string]string{"From": "help@lumen.example", "To": "ada@example.org"}[header] {
			t.Errorf("%s: %v, %v", header, list, err)
		}
	}
	if s := o.subject(t); strings.ContainsAny(s, "\r\n\u202e\u200b\x00") || !strings.Contains(s, "é") {
		t.Errorf("subject %q", s)
	}
	if strings.Contains(o.html, "<script") || strings.Contains(o.html, `<bank@`) {
		t.Error(o.html)
	}
}

func TestRefusesARecipientThatIsTwo(t *testing.T) {
	s := mailtest.Start(t, nil)
	for _, to := range []string{"a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "nobody"} {
		p := parcel(byOperator("x"))
		p.Letter.To = to
		var refusal *deliver.RefusalError
		if err := channel(t, s).Send(t.Context(), p); !errors.As(err, &refusal) || !refusal.ForGood || strings.Contains(err.Error(), "example.org") {
			t.Errorf("%q: %v", to, err)
		}
	}
	if n := len(s.Letters()); n != 0 {
		t.Errorf("%d letters", n)
	}
}

func TestLongLinesAndOtherScripts(t *testing.T) {
	long := strings.Repeat("abcdefghij", 2000) + "\n.\n" + strings.Repeat("é漢🙂", 500) + "\n.leading dot"
	p := parcel(byOperator(long))
	p.Letter.Inbox.Brand = "Société Générale d’Éclairage 照明 " + strings.Repeat("très ", 20)
	p.Conversation.Language = desk.French
	o := sent(t, p)
	if !strings.Contains(o.text, long) {
		t.Error("the words did not arrive as they were")
	}
	if s := o.subject(t); !strings.HasPrefix(s, "Société Générale d’Éclairage 照明 très") {
		t.Errorf("subject %q", s)
	}
}

// Whoever gives somebody else's address must not be able to send them links in the company's name.
func TestQuoteHoldsNoLinks(t *testing.T) {
	p := parcel(byOperator("See https://lumen.example/x"))
	p.Letter.Asked = "Win now https://evil.example/prize HTTP://EVIL.example www.evil.example evil.example/prize mailto:x@evil.example\nreally and/or 1.5/2"
	o := sent(t, p)
	if strings.Contains(strings.ToLower(o.text+o.html), "evil.example") || !strings.Contains(o.text, "https://lumen.example/x") || !strings.Contains(o.text, "really and/or") {
		t.Error(o.text)
	}
	p.Letter.Asked = strings.Repeat("long ", 1000)
	if o := sent(t, p); strings.Count(o.text, "long") > askedMost/5 {
		t.Error("the quote is not cut")
	}
}

func TestOperatorMail(t *testing.T) {
	p := parcel()
	p.Delivery.Channel = deliver.OperatorMail
	p.Letter.Operator = desk.Operator{Name: "Benoît", Languages: []desk.Language{desk.French}}
	p.Letter.Asked, p.Letter.Waits, p.Letter.By = strings.Repeat("x", 200)+"\nthe second line", true, at.Add(2*time.Hour)
	o := sent(t, p)
	if o.Get("X-Vigie-Ai") != "" || o.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%v", o.Header)
	}
	if strings.Contains(o.text, "second line") || strings.Count(o.text, "x") > 145 || !strings.Contains(o.text, "/desk/conversations/c1") || !strings.Contains(o.text, "12\u00a0h\u00a000") {
		t.Error(o.text)
	}
}

func TestNothingToSend(t *testing.T) {
	s := mailtest.Start(t, nil)
	for name, p := range map[string]deliver.Parcel{"no words": parcel(), "no address": func() deliver.Parcel {
		p := parcel(byOperator("x"))
		p.Letter.To = ""
		return p
	}(), "somebody answered": func() deliver.Parcel {
		p := parcel()
		p.Delivery.Channel = deliver.OperatorMail
		return p
	}()} {
		if err := channel(t, s).Send(t.Context(), p); err != nil || len(s.Letters()) > 0 {
			t.Errorf("%s: %v, %d letters", name, err, len(s.Letters()))
		}
	}
}

func TestAnswersOfTheServer(t *testing.T) {
	words := "mailbox of ada@example.org: How long is delivery?"
	tests := map[string]struct {
		rcpt, data func(n int, c net.Conn) error
		forGood    bool
		refused    bool
	}{
		"mailbox full":     {rcpt: func(int, net.Conn) error { return mailtest.Refuse(452, words) }, refused: true},
		"no such mailbox":  {rcpt: func(int, net.Conn) error { return mailtest.Refuse(550, words) }, refused: true, forGood: true},
		"try later":        {data: func(int, net.Conn) error { return mailtest.Refuse(451, words) }, refused: true},
		"content refused":  {data: func(int, net.Conn) error { return mailtest.Refuse(554, words) }, refused: true, forGood: true},
		"reset after DATA": {data: func(_ int, c net.Conn) error { return mailtest.Reset(c) }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := mailtest.Start(t, nil)
			if test.rcpt != nil {
				s.AtRcpt(func(n int) error { return test.rcpt(n, nil) })
			}
			if test.data != nil {
				s.AtData(test.data)
			}
			err := channel(t, s).Send(t.Context(), parcel(byOperator("Three days.")))
			if err == nil {
				t.Fatal("sent")
			}
			var refusal *deliver.RefusalError
			if errors.As(err, &refusal) != test.refused || test.refused && (refusal.ForGood != test.forGood || refusal.Reader != (name == "no such mailbox")) {
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), "ada") || strings.Contains(err.Error(), "delivery") || strings.Contains(err.Error(), "Three") {
				t.Errorf("the error tells what is nobody's business: %v", err)
			}
		})
	}
}

// A server that hangs, at any point, is left when the attempt's time is over.
func TestHangingServer(t *testing.T) {
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	hang := func() error { <-over; return mailtest.Refuse(451, "late") }
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	for name, set := range map[string]func(*mailtest.Server, *Config){
		"never greets": func(_ *mailtest.Server, c *Config) { c.Port = silent.Addr().(*net.TCPAddr).Port },
		"never speaks TLS": func(_ *mailtest.Server, c *Config) {
			c.Port, c.TLS = silent.Addr().(*net.TCPAddr).Port, true
		},
		"at RCPT": func(s *mailtest.Server, _ *Config) { s.AtRcpt(func(int) error { return hang() }) },
		"at DATA": func(s *mailtest.Server, _ *Config) { s.AtData(func(int, net.Conn) error { return hang() }) },
	} {
		t.Run(name, func(t *testing.T) {
			s := mailtest.Start(t, nil)
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			began := time.Now()
			err := channel(t, s, func(c *Config) { set(s, c) }).Send(ctx, parcel(byOperator("x")))
			if took := time.Since(began); err == nil || took > 3*time.Second {
				t.Errorf("%v after %s", err, took)
			}
		})
	}
}

// A repeat carries the same ids, so that a mailbox or a mail server can tell it.
func TestRepeatCarriesTheSameIDs(t *testing.T) {
	s := mailtest.Start(t, nil)
	s.AtData(func(n int, c net.Conn) error {
		if n == 1 {
			return mailtest.Reset(c)
		}
		return nil
	})
	c := channel(t, s)
	if c.Send(t.Context(), parcel(byOperator("x"))) == nil {
		t.Fatal("the first attempt was cut")
	}
	if err := c.Send(t.Context(), parcel(byOperator("x"))); err != nil {
		t.Fatal(err)
	}
	first, second := open(t, s.Letters()[0].Data), open(t, s.Letters()[1].Data)
	for _, header := range []string{"Message-Id", "X-Vigie-Delivery"} {
		if first.Get(header) == "" || first.Get(header) != second.Get(header) {
			t.Errorf("%s: %q, then %q", header, first.Get(header), second.Get(header))
		}
	}
}

// certificate makes one for this machine, and what trusts it.
func certificate(t *testing.T, host string) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if ip := net.ParseIP(host); ip != nil {
		made.IPAddresses = []net.IP{ip}
	} else {
		made.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12},
		&tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

func TestSTARTTLS(t *testing.T) {
	server, client := certificate(t, "127.0.0.1")
	s := mailtest.Start(t, server)
	trusting := func(c *Config) { c.Trusted = client }
	if err := channel(t, s, trusting).Send(t.Context(), parcel(byOperator("x"))); err != nil {
		t.Fatal(err)
	}
	if err := channel(t, s).Send(t.Context(), parcel(byOperator("x"))); err == nil {
		t.Error("a certificate that nobody vouches for was taken")
	}
	if troubles := channel(t, s, trusting).Probe(t.Context()); len(troubles) > 0 {
		t.Errorf("%+v", troubles)
	}
	far, trustsFar := certificate(t, "0.0.0.0") // leads to this machine, and is not known to
	s = mailtest.Start(t, far)
	if troubles := channel(t, s, func(c *Config) { c.Host, c.Trusted = "0.0.0.0", trustsFar }).Probe(t.Context()); len(troubles) > 0 {
		t.Errorf("over TLS: %+v", troubles)
	}
	other, trustsOther := certificate(t, "mail.elsewhere.example")
	s = mailtest.Start(t, other)
	got := channel(t, s, func(c *Config) { c.Trusted = trustsOther }).Probe(t.Context())
	if len(got) != 1 || !strings.Contains(got[0].What, "certificate") || !strings.Contains(got[0].Mend, "host name") {
		t.Errorf("%+v", got)
	}
}

// A missed promise says so to whoever leads.
func TestOperatorMailOfAMissedPromise(t *testing.T) {
	for language, want := range map[desk.Language]string{desk.English: "was missed", desk.French: "tenue"} {
		p := parcel()
		p.Delivery.Channel = deliver.OperatorMail
		p.Letter.Operator = desk.Operator{Name: "Léa", Role: desk.RoleLead, Languages: []desk.Language{language}}
		p.Letter.Asked, p.Letter.Waits, p.Letter.Missed, p.Letter.By = "Where is it?", true, true, at.Add(10*time.Minute)
		o := sent(t, p)
		if subject, err := new(mime.WordDecoder).DecodeHeader(o.Get("Subject")); err != nil || !strings.Contains(subject, want) || strings.Contains(o.text, "not at the desk") {
			t.Errorf("%s: %q %v\n%s", language, subject, err, o.text)
		}
	}
}

// A letter names files and holds none of them; a name cannot begin a line of its own.
func TestFilesAreNamed(t *testing.T) {
	m := byOperator("Here is the guide.")
	m.Files = []desk.File{{ID: "f1", Name: "guide.pdf", Type: "application/pdf", Bytes: 9}, {ID: "f2", Name: "a\nBcc: x@example.org.png"}}
	text := sent(t, parcel(m)).text
	if !strings.Contains(text, "Files, in the conversation:\n- guide.pdf\n- a") || strings.Contains(text, "\nBcc") {
		t.Errorf("%s", text)
	}
}
