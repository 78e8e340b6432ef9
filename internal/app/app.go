// Package app is the wiring: the commands, the construction of every room in one file (wire.go), start and stop, and
// the periodic work. It holds no rule of the trade.
package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
)

// System is the outside of the program: what tests replace.
type System struct {
	Out, Err io.Writer
	In       io.Reader
	Environ  []string
	ReadFile func(string) ([]byte, error)
	Now      func() time.Time
	Terminal bool // Err is a terminal: progress may be drawn there
}

// OS is the real outside.
func OS() System {
	info, err := os.Stderr.Stat()
	return System{
		Out: os.Stdout, Err: os.Stderr, In: os.Stdin, Environ: os.Environ(), ReadFile: config.ReadFile, Now: time.Now,
		Terminal: err == nil && info.Mode()&os.ModeCharDevice != 0,
	}
}

// The exit statuses.
const (
	exitGood  = 0
	exitError = 1
	exitUsage = 2
	exitNo    = 3 // the command worked, and its answer is "no"
)

// errNo is the answer "no": nothing to print, status 3.
var errNo = errors.New("no")

// cli is the command line. Every command explains itself with -h.
type cli struct {
	Data     string `help:"Folder that holds everything this desk keeps (VIGIE_DATA, ./vigie-data)." placeholder:"PATH"`
	Database string `help:"PostgreSQL URL, for several servers on one desk (VIGIE_DATABASE)." placeholder:"URL"`
	Config   string `help:"Settings file (vigie.conf in the data folder)." placeholder:"PATH"`
	JSON     bool   `name:"json" help:"Print JSON."`

	Demo     demoCmd     `cmd:"" help:"Run a desk with a small fictional company: no key, no network, its own folder."`
	Serve    serveCmd    `cmd:"" help:"Run the desk."`
	Doctor   doctorCmd   `cmd:"" help:"Say what is missing or unsafe, and how to mend it."`
	Import   importCmd   `cmd:"" help:"Take in a help centre: a folder or file of Markdown, MDX, HTML, text or JSON lines, a page or a whole site."`
	Ask      askCmd      `cmd:"" help:"Ask a question as a customer would; prints the answer with its evidence, or the hand-over (exit 3)."`
	Check    checkCmd    `cmd:"" help:"Check answers against their sources: JSON lines in, JSON lines out (exit 3 if one is held)."`
	Eval     evalCmd     `cmd:"" help:"Measure on evaluation sets, recognised by their shape."`
	Selftest selftestCmd `cmd:"" help:"Test the guard once with mutants of good answers and benign twins (exit 3 below its floor)."`
	Drill    drillCmd    `cmd:"" help:"Play known derailments in a shadow lane against this desk, or against another bot (exit 3 if something harmful would be shown)."`
	Train    trainCmd    `cmd:"" help:"Learn the topics from examples of messages."`
	Stop     stopCmd     `cmd:"" help:"Stop the assistant: live conversations go to people, and their customers are told."`
	Start    startCmd    `cmd:"" help:"Let the assistant answer again."`
	Autonomy autonomyCmd `cmd:"" help:"List what the assistant may do on its own, where, and who said so."`
	Operator operatorCmd `cmd:"" help:"Add and list the people who answer."`
	Key      keyCmd      `cmd:"" help:"Make, list and revoke keys of the API."`
	Backup   backupCmd   `cmd:"" help:"Copy the database of the data folder to a file, while the desk runs."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// usageError is an error of the command line or of a setting: the command was put wrongly and did not run.
type usageError struct{ error }

func (w usageError) Unwrap() error { return w.error }

// usage makes an error one of usage; nil stays nil.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}

// run is what a command runs with.
type run struct {
	System
	ctx context.Context // a command is one call from start to end
	cli *cli
}

// Main reads the command line, runs the command and gives the exit status.
func Main(args []string, sys System) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("vigie"), kong.Description("A self-hosted support desk whose AI front line stays under watch."),
		kong.Writers(sys.Out, sys.Err), kong.Exit(func(code int) { exited = code }), kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return report(sys, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintf(sys.Err, "vigie: %v\nTry: vigie %s-h\n", err, firstWord(args))
		return exitUsage
	}
	return report(sys, command.Run(&run{System: sys, ctx: ctx, cli: &c}))
}

func firstWord(args []string) string {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return args[0] + " "
	}
	return ""
}

// report prints an error and gives the exit status.
func report(sys System, err error) int {
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errNo):
		return exitNo
	case errors.Is(err, context.Canceled):
		return exitGood
	}
	_, _ = fmt.Fprintf(sys.Err, "vigie: %s\n", sentence(err))
	if _, wrong := errors.AsType[usageError](err); wrong {
		return exitUsage
	}
	return exitError
}

// sentence gives what a person can act on, with what lies beneath: on a terminal the reader is the engineer.
func sentence(err error) string {
	var e *desk.Error
	if errors.As(err, &e) && e.Err != nil {
		return e.Message + "\n  (" + e.Err.Error() + ")"
	}
	return err.Error()
}

// config reads the settings; flags of the command come on top.
func (r *run) config(flags map[string]string) (config.Config, error) {
	all := map[string]string{}
	for name, value := range map[string]string{"data": r.cli.Data, "database": r.cli.Database, "config": r.cli.Config} {
		if value != "" {
			all[name] = value
		}
	}
	for name, value := range flags {
		if value != "" {
			all[name] = value
		}
	}
	cfg, err := config.Read(all, r.Environ, r.ReadFile)
	return cfg, usage(err)
}

// app builds the desk for a command that works in process.
func (r *run) app(flags map[string]string) (*App, error) {
	cfg, err := r.config(flags)
	if err != nil {
		return nil, err
	}
	return Build(r.ctx, cfg, r.Now, r.logger(slog.LevelWarn))
}

func (r *run) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(r.Err, &slog.HandlerOptions{Level: level}))
}

// json prints a value as --json promises it.
func (r *run) json(value any) error { return json.NewEncoder(r.Out).Encode(value) }

func (r *run) printf(format string, args ...any) { _, _ = fmt.Fprintf(r.Out, format, args...) }
