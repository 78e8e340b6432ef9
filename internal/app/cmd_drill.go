package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/openai"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/web"
)

type drillCmd struct {
	Pack    []string `help:"Files of cases of your own, JSON lines, in place of those that come with the program." placeholder:"FILE"`
	Against string   `help:"Address of another bot that speaks OpenAI's chat completions (https://bot.example/v1): its answers are held to what this desk knows." placeholder:"URL"`
	Model   string   `help:"Name of the other bot's model." placeholder:"NAME"`
	KeyFile string   `help:"File with the other bot's key." placeholder:"FILE"`
	Report  string   `help:"Write the report to this file: .md or .html." placeholder:"FILE"`
}

// Help is printed under the command's flags.
func (drillCmd) Help() string {
	return "72 known derailments, in English and French, are played in a shadow lane: a scripted model says what went wrong elsewhere, all else is this " +
		"desk as it runs now. Nothing is written to any conversation, and no real model is asked. The run is kept for /watch/drills. Status 3: something " +
		"harmful would have been shown."
}

func (c *drillCmd) Run(r *run) error {
	write, err := c.writer()
	if err != nil {
		return usage(err)
	}
	cases, err := c.cases()
	if err != nil {
		return err
	}
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.shelf.load(r.ctx); err != nil {
		return err
	}
	report, err := c.play(r, a, cases)
	if err != nil {
		return err
	}
	if c.Report != "" {
		var b bytes.Buffer
		if err := write(&b, report); err != nil {
			return err
		}
		if err := os.WriteFile(c.Report, b.Bytes(), 0o600); err != nil {
			return desk.Wrap(err, desk.Invalid, "the report cannot be written to "+c.Report)
		}
	}
	if r.cli.JSON {
		err = r.json(report)
	} else {
		err = report.WriteMarkdown(r.Out)
	}
	if err == nil && !report.OK() {
		return errNo
	}
	return err
}

func (c *drillCmd) play(r *run, a *App, cases []drill.Case) (drill.Report, error) {
	if c.Against == "" {
		run := drill.Run{ID: a.newID(), Begun: a.now(), Own: len(c.Pack) > 0}
		report, err := a.playDrill(r.ctx, cases)
		kept := a.concludeDrill(context.WithoutCancel(r.ctx), run.Conclude(r.ctx, report, err, a.now()), a.store.PutDrill)
		return report, errors.Join(err, kept)
	}
	bot, err := c.bot(r)
	if err != nil {
		return drill.Report{}, err
	}
	report, err := a.drills().Against(r.ctx, bot, cases, nil)
	report.Bot = c.Model + " at " + c.Against
	return report, err
}

// writer gives how the report's file is written, by its ending.
func (c *drillCmd) writer() (func(io.Writer, drill.Report) error, error) {
	switch {
	case c.Report == "" || strings.HasSuffix(c.Report, ".md"):
		return func(w io.Writer, report drill.Report) error { return report.WriteMarkdown(w) }, nil
	case strings.HasSuffix(c.Report, ".html"):
		return web.WriteDrillHTML, nil
	}
	return nil, desk.Errorf(desk.Invalid, "--report %q: name a file that ends with .md or .html", c.Report)
}

func (c *drillCmd) cases() ([]drill.Case, error) {
	if len(c.Pack) == 0 {
		return drill.Packed()
	}
	var all []drill.Case
	for _, file := range c.Pack {
		raw, err := os.ReadFile(file) //nolint:gosec // the engineer names the file
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, file+" cannot be read")
		}
		list, err := drill.Read(file, raw)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// bot makes the other bot.
func (c *drillCmd) bot(r *run) (llm.Model, error) {
	address, err := url.Parse(c.Against)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" {
		return nil, usage(desk.Errorf(desk.Invalid, "--against %q is no address: write it as https://bot.example/v1", c.Against))
	}
	if c.Model == "" {
		return nil, usage(desk.Errorf(desk.Invalid, "--against needs --model: the name of the bot's model, as its server knows it"))
	}
	key := ""
	if c.KeyFile != "" {
		raw, err := os.ReadFile(c.KeyFile)
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, c.KeyFile+" cannot be read")
		}
		key = strings.TrimSpace(string(raw))
	}
	return openai.New(openai.Config{
		URL: address, Name: c.Model, Key: key, Client: caller(address, "--against"),
		Settings: llm.Settings{URL: "--against", Name: "--model", Key: "--key-file"}, Now: r.Now,
	}), nil
}
