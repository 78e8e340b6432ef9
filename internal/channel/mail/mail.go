// Package mail carries messages to people's mailboxes through the company's own mail server: to customers who have left
// their conversation, and to operators who are not at the desk. There is no door in: whoever answers such a mail is told
// to open the conversation.
//
// It promises: a letter counts as taken only when the server answered 250 to its content; a repeat carries the same
// Message-ID and X-Vigie-Delivery; nothing that a customer or an operator typed can become a header; the assistant's
// words say that they are its; no password travels in the clear over a network; and an error tells no address and no word
// of a letter.
package mail

import (
	"context"
	"crypto/tls"
	"net"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Config says which server takes the mail, and what stands in it.
type Config struct {
	Host     string
	Port     int
	TLS      bool // from the first byte; otherwise STARTTLS
	User     string
	Password string
	Hello    string // the name that this desk greets with; empty: the machine's
	From     string // a mail address, with or without a name
	Zone     *time.Location

	Back func(conversation string, epoch int64, expires time.Time) string // the customer's link into a conversation
	Desk func(conversation string) string                                 // an operator's
	Now  func() time.Time

	Trusted *tls.Config // how the server's certificate is checked; nil: as the system does
}

// LinkKept is how long a customer's link opens the conversation.
const LinkKept = 30 * 24 * time.Hour

// Channel sends letters through one server.
type Channel struct {
	Config
	from   *netmail.Address
	domain string
}

// New makes a channel.
func New(cfg Config) (*Channel, error) {
	from, err := netmail.ParseAddress(cfg.From)
	if err != nil {
		return nil, desk.Errorf(desk.Invalid, "VIGIE_MAIL_FROM: write one mail address, for example Example Help <help@example.org>")
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	return &Channel{Config: cfg, from: from, domain: domain}, nil
}

// Send carries one letter. One that has lost its reader or its words needs no sending.
func (c *Channel) Send(ctx context.Context, p deliver.Parcel) error {
	l := p.Letter
	if l == nil || l.To == "" || p.Delivery.Channel == deliver.Mail && len(l.Said) == 0 || p.Delivery.Channel == deliver.OperatorMail && !l.Waits && l.By.IsZero() {
		return nil
	}
	m, err := c.letter(p)
	if err != nil {
		return err
	}
	line, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer line.hangUp()
	err = line.client.SendWithSMTPClient(line.smtp, m)
	if m.IsDelivered() {
		return nil // what the server says after its 250 does not matter
	}
	return fault(err)
}

// letter writes the mail.
func (c *Channel) letter(p deliver.Parcel) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	from := netmail.Address{Name: oneLine(c.from.Name, nameMost), Address: c.from.Address}
	if from.Name == "" {
		from.Name = oneLine(p.Letter.Inbox.Brand, nameMost)
	}
	if err := m.From(from.String()); err != nil {
		return nil, badAddress(err)
	}
	if !oneAddress(p.Letter.To) {
		return nil, badAddress(nil)
	}
	if err := m.To((&netmail.Address{Name: oneLine(p.Letter.Operator.Name, nameMost), Address: p.Letter.To}).String()); err != nil {
		return nil, badAddress(err)
	}
	body := c.body(p)
	m.Subject(oneLine(body.subject, subjectMost))
	m.SetDateWithValue(c.Now())
	m.SetMessageIDWithValue(p.Delivery.ID + "@" + c.domain)
	// Mails about one conversation stand together in a mailbox: each answers a first one that was never sent.
	thread := "<conversation." + p.Conversation.ID + "@" + c.domain + ">"
	m.SetGenHeader(gomail.HeaderInReplyTo, thread)
	m.SetGenHeader(gomail.HeaderReferences, thread)
	m.SetGenHeader("X-Vigie-Delivery", p.Delivery.ID)
	if body.ai {
		m.SetGenHeader("X-Vigie-AI", "true")
	}
	if body.automatic {
		m.SetGenHeader("Auto-Submitted", "auto-generated")
	}
	m.SetBodyString(gomail.TypeTextPlain, body.text())
	m.AddAlternativeString(gomail.TypeTextHTML, body.html())
	return m, nil
}

// badAddress hides which: an address goes into no log. Whoever has one that mail cannot be sent to is not asked again.
func badAddress(error) error {
	return &deliver.RefusalError{Err: desk.Errorf(desk.Invalid, "the address is none that mail can be sent to"), ForGood: true, Reader: true}
}

// oneAddress tells an address that is one, and needs no quoting. Whoever kept it has looked at it; this is the last look.
func oneAddress(text string) bool {
	return strings.Count(text, "@") == 1 && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),:;<>[\]`, r) })
}

const nameMost, subjectMost = 80, 150 // code points

// oneLine keeps of a name what can stand in a header: printable signs on one line, and nothing that turns the direction
// of writing, behind which another address could be shown.
func oneLine(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\n', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0, turns(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return clip(strings.Join(strings.Fields(text), " "), most)
}

// turns tells the invisible signs that reorder or hide what follows.
func turns(r rune) bool {
	return r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2069' || r == '\ufeff'
}

// clip cuts a text to so many code points.
func clip(text string, most int) string {
	n := 0
	for i := range text {
		if n == most {
			return strings.TrimSpace(text[:i]) + "…"
		}
		n++
	}
	return text
}

// loopback tells a server on this machine, to which words travel over no network.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
