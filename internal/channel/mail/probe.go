package mail

import (
	"context"
	"errors"
)

// Trouble is what stands between a desk and its mail, with its mend.
type Trouble struct {
	What, Mend string
	Unsafe     bool // mail goes out, and should not as it is
}

// Probe greets the server, turns on TLS and signs in, and sends nothing.
func (c *Channel) Probe(ctx context.Context) []Trouble {
	line, err := c.connect(ctx)
	if err != nil {
		return []Trouble{{What: "no mail goes out: " + err.Error(), Mend: mend(err)}}
	}
	defer line.hangUp()
	if !line.secure && !loopback(c.Host) {
		return []Trouble{{
			What: "mail goes to " + c.Host + " in the clear: it offers no STARTTLS", Unsafe: true,
			Mend: "turn on TLS at the mail server, or use its smtps:// port",
		}}
	}
	return nil
}

func mend(err error) string {
	var e *openError
	if !errors.As(err, &e) {
		return "see VIGIE_SMTP_URL"
	}
	switch e.stage {
	case atDial:
		return "see that VIGIE_SMTP_URL names the right host and port, and that a firewall lets this machine out to it"
	case atGreeting:
		return "ask whoever runs the mail server whether this machine may send through it"
	case atTLS:
		return "use the host name that stands in the certificate, and smtps:// for port 465 or smtp:// for port 587"
	case atAuth:
		return "see the name and the password in VIGIE_SMTP_URL (signs such as @ or / are written %40 and %2F)"
	}
	return "see VIGIE_SMTP_URL"
}
