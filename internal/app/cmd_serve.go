package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

type serveCmd struct {
	Listen string `help:"Address to listen on (VIGIE_LISTEN, 127.0.0.1:8080)." placeholder:"HOST:PORT"`
}

// Help is printed under the command's flags.
func (serveCmd) Help() string {
	return `Where nobody can sign in yet, the first start prints a link that sets up the first operator, once.
It listens on this machine only, until --listen says otherwise; put a proxy with TLS in front, and name it in
VIGIE_TRUSTED_PROXIES. Every setting is listed in docs/configuration.md.`
}

func (c *serveCmd) Run(r *run) error {
	cfg, err := r.config(map[string]string{"listen": c.Listen})
	if err != nil {
		return err
	}
	a, err := Build(r.ctx, cfg, r.Now, r.logger(slog.LevelInfo))
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if key := cfg.APIKey; key.Set() {
		if err := a.access.EnsureKey(r.ctx, "VIGIE_API_KEY", key.Reveal(), access.Admin); err != nil {
			return err
		}
	}
	listener, err := listen(r.ctx, cfg.Listen)
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	if cfg.PublicURL != nil {
		base = cfg.PublicURL.String()
	}
	at := addresses{Listen: "http://" + listener.Addr().String(), Chat: base + "/chat/" + commonInbox, Desk: base + "/desk"}
	link, err := a.access.NewSetup(r.ctx)
	if err == nil {
		at.Setup = base + "/desk/setup/" + link
	} else if !desk.Is(err, desk.Conflict) {
		return errors.Join(err, listener.Close())
	}
	if err := r.printAddresses(at); err != nil {
		return errors.Join(err, listener.Close())
	}
	return a.Run(r.ctx, listener)
}

// addresses are where a desk is found, as --json prints them once it listens.
type addresses struct {
	Listen   string `json:"listen"`
	Chat     string `json:"chat"`
	Desk     string `json:"desk"`
	Setup    string `json:"setup,omitempty"`    // sets up the first operator, once
	Email    string `json:"email,omitempty"`    // of the demo's operator
	Password string `json:"password,omitempty"` // of the demo's operator
	Folder   string `json:"folder,omitempty"`   // where the demo keeps its state
}

func (r *run) printAddresses(at addresses) error {
	if r.cli.JSON {
		return r.json(at)
	}
	r.printf("Vigie listens on %s\n  chat  %s\n  desk  %s\n", at.Listen, at.Chat, at.Desk)
	if at.Setup != "" {
		r.printf("Nobody can sign in yet. Set up the first operator, once, at\n  %s\n", at.Setup)
	}
	return nil
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, desk.Wrap(err, desk.Unavailable, "cannot listen on "+address+"; give another address with --listen, such as 127.0.0.1:8081")
	}
	return listener, nil
}

// gcPercent makes the collector run at half again of what is in use, and not at twice: a desk has a small heap and idle
// processors, and shares its machine.
const gcPercent = 50

// Run serves until ctx ends: first everything that answers, then the door. It stops in reverse: the door closes, those
// inside are answered, the loops end.
func (a *App) Run(ctx context.Context, listener net.Listener) error {
	face, err := a.face(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	inner, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	done := make(chan error, 1)
	go func() { done <- start(inner, a.loops()) }()
	server := httpServer(face)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case <-ctx.Done():
	case err = <-served:
	case err = <-done:
		done <- nil
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if shut := server.Shutdown(closing); shut != nil {
		a.log.LogAttrs(closing, slog.LevelWarn, "requests were cut off at the stop", slog.Any("error", shut))
	}
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, <-done)
}
