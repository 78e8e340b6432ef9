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
)

type demoCmd struct {
	Listen string `help:"Address to listen on; the next free port is taken where it is in use." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Reset  bool   `help:"Begin anew: remove what an earlier demo kept."`
	Empty  bool   `help:"Begin without the week of conversations: only the people and the help centre."`
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
	clock := &demoClock{real: r.Now}
	a, err := Build(r.ctx, cfg, clock.now, r.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := c.fill(r, a, clock); err != nil {
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

  Begin here              %s/
  Ask as a customer       %s/chat/%s
  in French               %s/chat/%s?lang=fr
  Answer as an operator   %s/desk
                          %s   password: %s
                          hugo@… is a lead, awa@… an operator of another team, with the same password
  The API                 %s/openapi.json

Try: "How long does delivery to Belgium take?"  "Can I get a tax receipt for a gift?"  "Je veux parler à quelqu'un"
State is kept in %s. Stop with Ctrl+C.
`, demo.Brand, base, base, commonInbox, base, commonInbox, base, demoEmail, demoPassword, base, folder)
	return a.Run(r.ctx, listener)
}

// fill furnishes the demo, and says what takes a moment.
func (c *demoCmd) fill(r *run, a *App, clock *demoClock) error {
	begun := r.Now()
	n, err := a.fillDemo(r.ctx, clock, c.Empty, func() {
		_, _ = fmt.Fprint(r.Err, "Telling a week at the help desk, message by message ... ")
	})
	if n > 0 {
		_, _ = fmt.Fprintf(r.Err, "%d conversations in %.1f s.\n\n", n, r.Now().Sub(begun).Seconds())
	}
	if err != nil || n > 0 {
		return err
	}
	told, err := a.store.Setting(r.ctx, demoTold)
	switch told {
	case "":
		_, _ = fmt.Fprintln(r.Err, "This demo was there before, and stays as it is; vigie demo --reset begins anew, with a week of conversations.")
	case "begun":
		_, _ = fmt.Fprintln(r.Err, "An earlier start was interrupted while it told the week; vigie demo --reset tells it anew.")
	}
	return err
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
