package app

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

type selftestCmd struct{}

// Help is printed under the command's flags.
func (selftestCmd) Help() string {
	return "The guard is shown mutants of good answers (a changed number, a dropped condition, an invented policy, a broken check ...), which it must " +
		"hold, and benign twins, which it must let pass. Nothing is written to any conversation. Status 3: below the floor; the assistant then only " +
		"drafts, until a person starts it again with vigie start. vigie serve does this every hour and after each change."
}

func (selftestCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.shelf.load(r.ctx); err != nil {
		return err
	}
	done, err := a.selftest.Run(r.ctx, selftest.ByPerson)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		err = r.json(done)
	} else {
		err = printSelfTest(r.Out, done)
	}
	if err == nil && done.Below() {
		return errNo
	}
	return err
}

// printSelfTest writes a run for people.
func printSelfTest(w io.Writer, run selftest.Run) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(t, format+"\n", args...) }
	line("%d cases of %d answers that were sent, %d quotes of the pages, %d answers of the built-in bank and %d reviewed mistakes, in %.1f s; seed %d",
		run.Cases, run.Answers[selftest.FromSent], run.Answers[selftest.FromPages], run.Answers[selftest.FromBank], run.Answers[selftest.FromMistake],
		float64(run.Millis)/1000, run.Seed)
	line("")
	line("kind\theld\tof\tshare\t95 %% sure")
	row := func(f selftest.Figure) {
		floor := ""
		switch {
		case f.Floor != nil && f.Benign:
			floor = fmt.Sprintf("\tat most %.2f", *f.Floor)
		case f.Floor != nil:
			floor = fmt.Sprintf("\tat least %.2f", *f.Floor)
		}
		line("%s\t%d\t%d\t%.3f\t%.3f to %.3f%s", f.Name, f.Held, f.All, f.Share, f.Low, f.High, floor)
	}
	for _, list := range [][]selftest.Figure{run.Kinds, run.Groups, {run.Catch, run.FalseBlock}} {
		for _, f := range list {
			row(f)
		}
		line("")
	}
	for _, s := range run.Slips {
		line("%s\t%s\t%s\t%s", s.Kind, s.Ref, s.Why, strings.ReplaceAll(s.Change, "\n", " "))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "The guard is %s its floor.\n", verdictWords(run)); err != nil {
		return err
	}
	for _, reason := range run.Reasons {
		if _, err := fmt.Fprintln(w, "-", reason); err != nil {
			return err
		}
	}
	if run.Lowered {
		_, err := fmt.Fprintln(w, "From now on a person approves each of the assistant's answers, until somebody starts it again: vigie start")
		return err
	}
	return nil
}

func verdictWords(run selftest.Run) string {
	switch run.Verdict {
	case "above":
		return "above"
	case "not enough cases":
		return "not shown to be above or below"
	}
	return "below"
}
