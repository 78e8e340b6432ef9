package mail

import (
	"context"
	netmail "net/mail"

	gomail "github.com/wneessen/go-mail"

	"github.com/vigie-desk/vigie/internal/desk"
)

// SendLink mails a one-time link to somebody who will answer customers, or does. It is sent at once and not kept: whoever
// asked for it sees it on the page, too.
func (c *Channel) SendLink(ctx context.Context, id, to, subject, text string) error {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	from := netmail.Address{Name: oneLine(c.from.Name, nameMost), Address: c.from.Address}
	if err := m.From(from.String()); err != nil {
		return badAddress(err)
	}
	if !oneAddress(to) {
		return badAddress(nil)
	}
	if err := m.To(to); err != nil {
		return badAddress(err)
	}
	m.Subject(oneLine(subject, subjectMost))
	m.SetDateWithValue(c.Now())
	m.SetMessageIDWithValue(id + "@" + c.domain)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, text)
	line, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer line.hangUp()
	if err := line.client.SendWithSMTPClient(line.smtp, m); !m.IsDelivered() {
		if err == nil {
			return desk.Errorf(desk.Unavailable, "the mail server did not take the link")
		}
		return fault(err)
	}
	return nil
}
