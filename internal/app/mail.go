package app

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/channel/mail"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// backSecret names the setting whose value signs the links in mails.
const backSecret = "back_secret"

// mail makes the channel to people's mailboxes.
func (a *App) mail(ctx context.Context) (*mail.Channel, error) {
	secret, err := a.serverSecret(ctx, backSecret)
	if err != nil {
		return nil, err
	}
	base := a.publicURL()
	m := a.cfg.Mail
	hello := ""
	if a.cfg.PublicURL != nil {
		hello = a.cfg.PublicURL.Hostname()
	}
	return mail.New(mail.Config{
		Host: m.Host, Port: m.Port, TLS: m.TLS, User: m.User, Password: m.Password.Reveal(), From: m.From, Hello: hello, Zone: time.Local, Now: a.now,
		Back: func(conversation string, epoch int64, expires time.Time) string {
			return base.JoinPath("back", access.SignBack(secret, access.Back{Conversation: conversation, Epoch: epoch, Expires: expires})).String()
		},
		Desk: func(conversation string) string { return base.JoinPath("desk", "conversations", conversation).String() },
	})
}

// publicURL is where people find this desk. Links in mails need it: a mail has no request to take it from.
func (a *App) publicURL() *url.URL {
	if a.cfg.PublicURL != nil {
		return a.cfg.PublicURL
	}
	return &url.URL{Scheme: "http", Host: a.cfg.Listen}
}

// writeLetters looks every few seconds which mails are due.
func (a *App) writeLetters(ctx context.Context) error {
	if !a.cfg.Mail.Set() {
		<-ctx.Done()
		return nil
	}
	letters := &deliver.Letters{Box: a.store, Now: a.now, NewID: a.newID}
	return a.every(5*time.Second, "letters", letters.Round)(ctx)
}

// giveUp closes a delivery for good. A customer who did not get an answer gets a person; a mail that only told an operator
// changes nothing for the customer.
func (a *App) giveUp(ctx context.Context, d desk.Delivery) error {
	if d.Channel == deliver.OperatorMail {
		return a.store.SettleDelivery(ctx, d, a.now())
	}
	return a.conversations.Undelivered(ctx, d)
}

// examineMail connects to the mail server, for doctor, and sends nothing.
func (a *App) examineMail(ctx context.Context) ([]ailment, error) {
	found, err := a.examineMailed(ctx)
	if err != nil {
		return nil, err
	}
	if !a.cfg.Mail.Set() {
		return append(found, ailment{"note", "no mail server is set: customers who leave their page read answers only when they come back to it", "set VIGIE_SMTP_URL and VIGIE_MAIL_FROM (docs/mail.md)"}), nil
	}
	channel, err := a.mail(ctx)
	if err != nil {
		return nil, err
	}
	if a.cfg.PublicURL == nil {
		found = append(found, ailment{"wrong", "links in mails lead to " + a.publicURL().String() + ", which customers cannot open", "set VIGIE_PUBLIC_URL to the address that customers use"})
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for _, t := range channel.Probe(ctx) {
		severity := "wrong"
		if t.Unsafe {
			severity = "unsafe"
		}
		found = append(found, ailment{severity, t.What, t.Mend})
	}
	return found, nil
}

// examineMailed says what became of mails so far.
func (a *App) examineMailed(ctx context.Context) ([]ailment, error) {
	queued, failed, err := a.store.CountDeliveries(ctx, deliver.Mail, a.now().AddDate(0, 0, -7))
	var found []ailment
	if failed > 0 {
		found = append(found, ailment{"wrong", fmt.Sprintf("%d mails to customers of the last 7 days were never taken; their conversations wait for people", failed), "see the log for what the mail server answered"})
	}
	if queued > 0 && !a.cfg.Mail.Set() {
		found = append(found, ailment{"wrong", fmt.Sprintf("%d mails wait for a mail server that is no longer set", queued), "set VIGIE_SMTP_URL and VIGIE_MAIL_FROM again, or let people answer"})
	}
	return found, err
}
