package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
)

type doctorCmd struct{}

// Help is printed under the command's flags.
func (doctorCmd) Help() string {
	return "Status 0: nothing is wrong. Status 1: something is wrong or unsafe. Notes alone do not count."
}

// ailment is one thing that doctor has to say.
type ailment struct {
	Severity string `json:"severity"` // wrong, unsafe or note
	What     string `json:"what"`
	Mend     string `json:"mend"`
}

func (doctorCmd) Run(r *run) error {
	cfg, err := r.config(nil)
	if err != nil {
		return err
	}
	found, err := r.examine(cfg)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		if err := r.json(append([]ailment{}, found...)); err != nil {
			return err
		}
	}
	bad := 0
	for _, f := range found {
		if f.Severity != "note" {
			bad++
		}
		if !r.cli.JSON {
			r.printf("%-7s %s\n        mend: %s\n", f.Severity, f.What, f.Mend)
		}
	}
	if !r.cli.JSON && len(found) == 0 {
		r.printf("Nothing to mend.\n")
	}
	if bad > 0 {
		return desk.Errorf(desk.Invalid, "%d of these want mending", bad)
	}
	return nil
}

// examine looks at the settings, and at the desk where there is one. It makes none: whoever mistyped --data would find it
// empty.
func (r *run) examine(cfg config.Config) ([]ailment, error) {
	found := append(examineDoor(cfg), examineFiles(openFiles())...)
	there, err := store.Exists(r.ctx, storeConfig(cfg))
	if desk.Is(err, desk.Unavailable) {
		return append(found, ailment{"wrong", sentence(err), "see to it that it is there and that this user may read it"}), nil
	}
	if err != nil {
		return nil, err
	}
	if !there {
		return append(found, ailment{"wrong", noDesk(cfg), beginDesk}), nil
	}
	a, err := Build(r.ctx, cfg, r.Now, r.logger(slog.LevelWarn))
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	more, err := a.examine(r.ctx)
	return append(more, found...), err
}

// examine looks at what a desk needs to keep its promises.
func (a *App) examine(ctx context.Context) ([]ailment, error) {
	var all []ailment
	for _, look := range []func(context.Context) ([]ailment, error){a.examineStore, a.examinePeople, a.examineKnowledge, a.examineAssistant, a.examineModel, a.examineDeliveries, a.examineMail, a.examineNotices} {
		found, err := look(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (a *App) examineStore(ctx context.Context) ([]ailment, error) {
	if err := a.store.Ping(ctx); err != nil {
		return []ailment{{"wrong", "the database cannot be written: " + sentence(err), "free disk space, or end the program that holds it"}}, nil
	}
	return nil, nil
}

func (a *App) examinePeople(ctx context.Context) ([]ailment, error) {
	operators, err := a.store.Operators(ctx)
	if err != nil {
		return nil, err
	}
	teams, err := a.store.Teams(ctx)
	if err != nil {
		return nil, err
	}
	found, err := a.examineRoster(ctx, operators)
	if err != nil {
		return nil, err
	}
	members := map[string]int{}
	for _, o := range operators {
		if o.Ended.IsZero() {
			members[o.Team]++
		}
	}
	for _, t := range teams {
		if members[t.ID] == 0 && len(operators) > 0 {
			found = append(found, ailment{"wrong", fmt.Sprintf("team %s has no operator: its customers wait for somebody of another team", t.ID), "vigie operator add EMAIL --name NAME --team " + t.ID})
		}
		if !t.Hours.Set() {
			found = append(found, ailment{"note", fmt.Sprintf("team %s has no hours: Monday to Friday 9-18 in %s is assumed", t.ID, zoneName(a.now())), "set its hours, or leave it so"})
		}
	}
	return found, nil
}

// examineRoster says whether anybody could keep a promise to a customer, and whether one waits without.
func (a *App) examineRoster(ctx context.Context, operators []desk.Operator) ([]ailment, error) {
	if len(operators) > 0 {
		return nil, nil
	}
	found := []ailment{{"wrong", "nobody is on the roster: a customer who needs a person is promised no time, and nobody answers", "vigie operator add EMAIL --name NAME, or the set-up link that vigie serve prints"}}
	waiting, _, err := a.store.Undated(ctx, "", waitingMost)
	if len(waiting) > 0 {
		number := strconv.Itoa(len(waiting))
		if len(waiting) == waitingMost {
			number += " or more"
		}
		found = append(found, ailment{"wrong", number + " conversations wait for a person without a promise", "add an operator: the customers are told a time at once"})
	}
	return found, err
}

// waitingMost is how many waiting conversations are counted.
const waitingMost = 1_000

func (a *App) examineKnowledge(ctx context.Context) ([]ailment, error) {
	heads, err := a.library.List(ctx, knowledge.Query{})
	if err != nil {
		return nil, err
	}
	now := a.now()
	inForce, late, suspicious := 0, 0, 0
	for _, h := range heads {
		c := h.Article.Contract
		if c.InForce(now) {
			inForce++
			if !c.ReviewBy.IsZero() && c.ReviewBy.Before(now) {
				late++
			}
			if h.Article.Suspicious {
				suspicious++
			}
		}
	}
	var found []ailment
	if inForce == 0 {
		found = append(found, ailment{"wrong", "no article is in force: every question goes to a person", "vigie import PATH"})
	}
	if late > 0 {
		found = append(found, ailment{"note", fmt.Sprintf("%d articles are past their review date", late), "read them, and set review_by anew"})
	}
	if suspicious > 0 {
		found = append(found, ailment{"note", fmt.Sprintf("%d articles read like instructions to a model; they are never quoted", suspicious), "reword them, if they are yours"})
	}
	conflicts, err := a.library.Contradictions(ctx)
	if err != nil {
		return nil, err
	}
	if len(conflicts) > 0 {
		found = append(found, ailment{"note", fmt.Sprintf("%d contradictions between articles", len(conflicts)), "see /knowledge, and mend the wrong page of each pair"})
	}
	return found, nil
}

func examineDoor(cfg config.Config) []ailment {
	var found []ailment
	host, _, err := net.SplitHostPort(cfg.Listen)
	if err == nil && !isLoopback(host) && len(cfg.TrustedProxies) == 0 {
		found = append(found, ailment{"unsafe", "listens on " + cfg.Listen + " without a proxy that brings TLS: passwords travel in the clear", "listen on 127.0.0.1 behind a TLS proxy, and name it in VIGIE_TRUSTED_PROXIES"})
	}
	if cfg.PublicURL != nil && cfg.PublicURL.Scheme != "https" && !isLoopback(cfg.PublicURL.Hostname()) {
		found = append(found, ailment{"unsafe", "VIGIE_PUBLIC_URL is not https", "serve it over TLS"})
	}
	return found
}

func (a *App) examineAssistant(ctx context.Context) ([]ailment, error) {
	levels, err := a.store.Levels(ctx)
	if err != nil {
		return nil, err
	}
	var found []ailment
	for _, l := range levels {
		if l.Level == desk.Off {
			found = append(found, ailment{"note", fmt.Sprintf("the assistant is stopped for %s, by %s since %s", l.Scope, l.By, l.At.Format(time.DateTime)), "vigie start --scope " + l.Scope})
		}
	}
	return found, nil
}

func (a *App) examineDeliveries(ctx context.Context) ([]ailment, error) {
	queued, failed, err := a.store.CountDeliveries(ctx, webhookChannel, a.now().AddDate(0, 0, -7))
	if err != nil {
		return nil, err
	}
	var found []ailment
	if failed > 0 {
		found = append(found, ailment{"wrong", fmt.Sprintf("%d messages of the last 7 days never reached your own server; their conversations wait for people", failed), "see what stands behind VIGIE_WEBHOOK_URL"})
	}
	if queued > 0 && a.cfg.Webhook.URL == nil {
		found = append(found, ailment{"wrong", fmt.Sprintf("%d messages wait for a webhook that is no longer set", queued), "set VIGIE_WEBHOOK_URL and VIGIE_WEBHOOK_SECRET again, or let people answer"})
	}
	return found, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// zoneName gives the server's time zone as people know it.
func zoneName(at time.Time) string {
	name, _ := at.In(time.Local).Zone()
	return name
}
