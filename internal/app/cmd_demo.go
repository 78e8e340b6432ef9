package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

type demoCmd struct {
	Listen string `help:"Address to listen on; the next free port is taken where it is in use." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Reset  bool   `help:"Begin anew: remove what an earlier demo kept."`
}

// Help is printed under the command's flags.
func (demoCmd) Help() string {
	return "Everything runs here: no key, no other service. The company is fictional. State is kept in ./vigie-demo, or --data."
}

// The demo's own login. It opens a desk with a fictional company on this machine.
const (
	demoFolder   = "./vigie-demo"
	demoEmail    = "nadia@brindille.example"
	demoPassword = "a walk in the garden" //nolint:gosec // printed at the start of every demo, for anybody to use
)

func (c *demoCmd) Run(r *run) error {
	folder := r.cli.Data
	if folder == "" {
		folder = demoFolder
	}
	if c.Reset {
		if err := resetDemo(folder); err != nil {
			return err
		}
	}
	cfg, err := r.config(map[string]string{"data": folder, "listen": c.Listen})
	if err != nil {
		return err
	}
	a, err := Build(r.ctx, cfg, r.Now, r.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.furnishDemo(r.ctx); err != nil {
		return err
	}
	listener, err := listenNext(r.ctx, cfg.Listen)
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	if r.cli.JSON {
		err := r.json(addresses{
			Listen: base, Chat: base + "/chat/" + commonInbox, Desk: base + "/desk", Email: demoEmail, Password: demoPassword, Folder: folder,
		})
		return errors.Join(err, a.Run(r.ctx, listener))
	}
	r.printf(`Vigie runs the help desk of %s, a fictional company.

  Ask as a customer       %s/chat/%s
  in French               %s/chat/%s?lang=fr
  Answer as an operator   %s/desk
                          %s   password: %s
  The API                 %s/openapi.json

Try: "How long does delivery to Belgium take?"  "Can I get a tax receipt for a gift?"  "Je veux parler à quelqu'un"
State is kept in %s. Stop with Ctrl+C.
`, demo.Brand, base, commonInbox, base, commonInbox, base, demoEmail, demoPassword, base, folder)
	return a.Run(r.ctx, listener)
}

// demoMark stands in the folder of a demo, so that --reset removes nothing else.
const demoMark = "/this-is-a-vigie-demo"

func resetDemo(folder string) error {
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(folder + demoMark); err != nil {
		return desk.Errorf(desk.Invalid, "%s holds no demo of Vigie, so --reset does not touch it; name another folder with --data", folder)
	}
	return os.RemoveAll(folder)
}

// furnishDemo fills a new demo: the company's inbox, team, operator and help centre. What is there already stays.
func (a *App) furnishDemo(ctx context.Context) error {
	if err := os.WriteFile(a.cfg.Data+demoMark, []byte("vigie demo --reset removes this folder\n"), 0o600); err != nil {
		return err
	}
	team := desk.Team{ID: "support", Name: "Brindille", Languages: []desk.Language{desk.English, desk.French}}
	err := errors.Join(
		a.store.PutTeam(ctx, team),
		a.store.PutInbox(ctx, desk.Inbox{ID: commonInbox, Brand: demo.Brand, Language: desk.English, Team: team.ID, Visitors: true}),
	)
	if err != nil {
		return err
	}
	_, err = a.access.AddOperator(ctx, desk.Operator{
		Name: "Nadia", Email: demoEmail, Team: team.ID, Role: desk.RoleOwner, Languages: team.Languages,
	}, demoPassword)
	if err != nil && !desk.Is(err, desk.Conflict) {
		return err
	}
	pages, err := demo.HelpCentre()
	if err != nil {
		return err
	}
	report, err := a.library.Import(ctx, pages, knowledge.Options{Source: "brindille", Trusted: true})
	if err == nil && len(report.Skipped) > 0 {
		err = fmt.Errorf("the demo's help centre has a broken page: %v", report.Skipped[0])
	}
	if err != nil {
		return err
	}
	return a.shelf.load(ctx)
}

// listenNext listens on an address, or on the next port that is free.
func listenNext(ctx context.Context, address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	first, number := strconv.Atoi(port)
	if err != nil || number != nil {
		return nil, desk.Errorf(desk.Invalid, "listen %q: write HOST:PORT, such as 127.0.0.1:8080", address)
	}
	for n := range 50 {
		listener, listenErr := listen(ctx, net.JoinHostPort(host, strconv.Itoa(first+n)))
		if listenErr == nil {
			return listener, nil
		}
		err = listenErr
	}
	return nil, err
}
