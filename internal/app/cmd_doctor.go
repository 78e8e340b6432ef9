package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
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
	a, err := r.app(nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	found, err := a.examine(r.ctx)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		if err := json.NewEncoder(r.Out).Encode(found); err != nil {
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

// examine looks at what a desk needs to keep its promises.
func (a *App) examine(ctx context.Context) ([]ailment, error) {
	var all []ailment
	for _, look := range []func(context.Context) ([]ailment, error){a.examineStore, a.examinePeople, a.examineKnowledge, a.examineDoor, a.examineAssistant} {
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
	var found []ailment
	members := map[string]int{}
	for _, o := range operators {
		members[o.Team]++
	}
	for _, t := range teams {
		if members[t.ID] == 0 {
			found = append(found, ailment{"wrong", fmt.Sprintf("team %s has no operator: nobody keeps its promises to customers", t.ID), "vigie operator add EMAIL --name NAME --team " + t.ID})
		}
		if !t.Hours.Set() {
			found = append(found, ailment{"note", fmt.Sprintf("team %s has no hours: Monday to Friday 9-18 in %s is assumed", t.ID, zoneName(a.now())), "set its hours, or leave it so"})
		}
	}
	return found, nil
}

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

func (a *App) examineDoor(context.Context) ([]ailment, error) {
	var found []ailment
	host, _, err := net.SplitHostPort(a.cfg.Listen)
	if err == nil && !isLoopback(host) && len(a.cfg.TrustedProxies) == 0 {
		found = append(found, ailment{"unsafe", "listens on " + a.cfg.Listen + " without a proxy that brings TLS: passwords travel in the clear", "listen on 127.0.0.1 behind a TLS proxy, and name it in VIGIE_TRUSTED_PROXIES"})
	}
	if a.cfg.PublicURL != nil && a.cfg.PublicURL.Scheme != "https" && !isLoopback(a.cfg.PublicURL.Hostname()) {
		found = append(found, ailment{"unsafe", "VIGIE_PUBLIC_URL is not https", "serve it over TLS"})
	}
	return found, nil
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

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// zoneName gives the server's time zone as people know it.
func zoneName(at time.Time) string {
	name, _ := at.In(time.Local).Zone()
	return name
}
