package mail

import "context"

// SendLink mails a one-time link to somebody who will answer customers, or does. It is sent at once and not kept: whoever
// asked for it sees it on the page, too.
func (c *Channel) SendLink(ctx context.Context, id, to, subject, text string) error {
	return c.SendText(ctx, Text{ID: id, To: to, Subject: subject, Body: text})
}
