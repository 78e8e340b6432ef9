package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/vigie-desk/vigie/internal/channel/mail"
	"github.com/vigie-desk/vigie/internal/channel/webhook"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/notice"
)

// tellers makes the sender of the notices of incidents.
func (a *App) tellers(ctx context.Context) (*deliver.Service, error) {
	about := notice.Desk{
		Source: a.store, Zone: time.Local,
		Link: func(incident string) string { return a.publicURL().JoinPath("watch", "incidents", incident).String() },
	}
	doors := map[string]deliver.Channel{}
	if a.cfg.Mail.Set() {
		post, err := a.mail(ctx)
		if err != nil {
			return nil, err
		}
		doors[string(watch.ByMail)] = &notice.Mails{Desk: about, Post: func(ctx context.Context, l notice.Letter) error {
			return post.SendText(ctx, mail.Text{ID: l.ID, Thread: l.Thread, To: l.To, Subject: l.Subject, Body: l.Text})
		}}
	}
	if a.cfg.Alert.Set() {
		address, err := a.cfg.Alert.URL()
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, "VIGIE_ALERT_URL: "+err.Error())
		}
		hook, err := webhook.New(caller(address, "VIGIE_ALERT_URL"), address, a.cfg.Alert.Secret.Reveal(), a.now)
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, "VIGIE_ALERT_SECRET: what follows whsec_ is not base64; copy it again, or write a raw secret")
		}
		doors[string(watch.ByAlert)] = &notice.Alerts{Desk: about, Post: hook.Post, Chat: a.cfg.Alert.Format == config.AlertSlack, Language: a.houseLanguage}
	}
	rows, cfg := a.store.Notices(), deliver.Defaults()
	cfg.Pauses = notice.Pauses()
	return deliver.New(deliver.Parts{
		Store: rows, Channels: doors, Now: a.now, Log: a.log,
		GiveUp: func(ctx context.Context, d desk.Delivery) error { return rows.SettleDelivery(ctx, d, a.now()) },
	}, cfg), nil
}

// houseLanguage is that of the common inbox.
func (a *App) houseLanguage(ctx context.Context) desk.Language {
	inbox, err := a.store.Inbox(ctx, commonInbox)
	if err != nil {
		return desk.English // a line in another language is better than none
	}
	return inbox.Language
}

// ways are those in which somebody can be told of an incident.
func (a *App) ways() []watch.Way {
	var ways []watch.Way
	if a.cfg.Mail.Set() {
		ways = append(ways, watch.ByMail)
	}
	if a.cfg.Alert.Set() {
		ways = append(ways, watch.ByAlert)
	}
	return ways
}

// call has those told who must be of incidents that wait, on the server that has the lease. Where there is no way to tell
// anybody nothing is written down as told.
func (a *App) call(server string) func(context.Context) error {
	return func(ctx context.Context) error {
		ways := a.ways()
		if len(ways) == 0 {
			return nil
		}
		mine, err := a.store.TakeLease(ctx, "notices", server, a.now(), a.now().Add(30*time.Second))
		if err != nil || !mine {
			return err
		}
		operators, err := a.store.Operators(ctx)
		if err != nil {
			return err
		}
		people := watch.Duty(operators, a.now().Add(-store.OnlineWithin), conversation.Defaults().CommonTeam)
		if len(people.Duty) == 0 {
			return nil // nobody is on the roster, and the roster's own look says so
		}
		return a.watch.Call(ctx, people, ways)
	}
}

// carryNotices carries notices to whom they are for.
func (a *App) carryNotices(ctx context.Context) error {
	if len(a.ways()) == 0 && !a.demo {
		a.log.LogAttrs(ctx, slog.LevelWarn, "nobody is told of incidents: there is neither a mail server nor an alert address; set VIGIE_SMTP_URL and VIGIE_MAIL_FROM, or VIGIE_ALERT_URL")
	}
	news, done := a.store.Subscribe(store.TopicDeliveries)
	defer done()
	return a.notices.Run(ctx, news)
}

// examineNotices says whether anybody can be told of an incident, and who was not, for doctor.
func (a *App) examineNotices(ctx context.Context) ([]ailment, error) {
	queued, failed, err := a.store.CountNotices(ctx, a.now().AddDate(0, 0, -7))
	if err != nil {
		return nil, err
	}
	var found []ailment
	if len(a.ways()) == 0 {
		found = append(found, ailment{"note", "nobody can be told of incidents: neither a mail server nor an alert address is set", "set VIGIE_SMTP_URL and VIGIE_MAIL_FROM, or VIGIE_ALERT_URL (docs/runbook.md)"})
		if queued > 0 {
			found = append(found, ailment{"wrong", fmt.Sprintf("%d notices of incidents wait, and no way to send them is set any more", queued), "set what was set before, or see to the incidents at /watch"})
		}
	}
	if a.cfg.Alert.Set() && a.cfg.PublicURL == nil && !a.cfg.Mail.Set() {
		found = append(found, ailment{"wrong", "links in notices of incidents lead to " + a.publicURL().String() + ", which others cannot open", "set VIGIE_PUBLIC_URL to the address that operators use"})
	}
	if failed > 0 {
		found = append(found, ailment{"wrong", fmt.Sprintf("%d notices of incidents of the last 7 days reached nobody", failed), "see Who was told on the incidents' pages (/watch): it has the answer of the mail server, or of the alert address"})
	}
	return found, nil
}
