package app

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// settings gives what the pages of leads and owners stand on.
func (a *App) settings() web.Settings {
	s := web.Settings{Staff: a.store}
	if a.cfg.Mail.Set() {
		s.Mail = a.mailLink
	}
	return s
}

// mailLink mails a one-time link. Who asked for it waits for the mail server, though not long.
func (a *App) mailLink(ctx context.Context, to string, _ desk.Language, subject, text string) error {
	channel, err := a.mail(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return channel.SendLink(ctx, a.newID(), to, subject, text)
}
