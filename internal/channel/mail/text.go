package mail

import (
	"context"
	netmail "net/mail"

	gomail "github.com/wneessen/go-mail"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Text is one mail in plain text that the desk itself writes to somebody who works there.
type Text struct {
	ID      string // stands in the Message-ID: a repeat carries the same
	Thread  string // mails with the same stand together in a mailbox; empty: it stands alone
	To      string
	Subject string
	Body    string
}

// SendText sends one. The error is a *deliver.RefusalError where the server refused it, and tells no address.
func (c *Channel) SendText(ctx context.Context, t Text) error {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	from := netmail.Address{Name: oneLine(c.from.Name, nameMost), Address: c.from.Address}
	if err := m.From(from.String()); err != nil {
		return badAddress(err)
	}
	if !oneAddress(t.To) {
		return badAddress(nil)
	}
	if err := m.To(t.To); err != nil {
		return badAddress(err)
	}
	m.Subject(oneLine(t.Subject, subjectMost))
	m.SetDateWithValue(c.Now())
	m.SetMessageIDWithValue(t.ID + "@" + c.domain)
	if t.Thread != "" {
		thread := "<" + t.Thread + "@" + c.domain + ">"
		m.SetGenHeader(gomail.HeaderInReplyTo, thread)
		m.SetGenHeader(gomail.HeaderReferences, thread)
	}
	m.SetGenHeader("X-Vigie-Delivery", t.ID)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, t.Body)
	line, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer line.hangUp()
	if err := line.client.SendWithSMTPClient(line.smtp, m); !m.IsDelivered() {
		if err == nil {
			return desk.Errorf(desk.Unavailable, "the mail server did not take the mail")
		}
		return fault(err)
	}
	return nil
}
