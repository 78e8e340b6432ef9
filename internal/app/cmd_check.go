package app

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

type checkCmd struct {
	Files []string `arg:"" optional:"" help:"Files of JSON lines; none or - reads standard input."`
}

// Help is printed under the command's flags.
func (checkCmd) Help() string {
	return `A line: {"id":"1","question":"…","language":"en","sources":[{"id":"a","title":"…","text":"…","valid_until":"2026-12-31"}],"answer":"…"}
and back: {"id":"1","verdict":"pass|hold","score":0.9,"claims":[…],"findings":[…],"micros":120}. Offsets count Unicode code points.`
}

// longestLine is the longest line that is read, in bytes.
const longestLine = 8 << 20

func (c *checkCmd) Run(r *run) error {
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	held := false
	for _, name := range files {
		some, err := r.checkFile(name)
		if err != nil {
			return err
		}
		held = held || some
	}
	if held {
		return errNo
	}
	return nil
}

func (r *run) checkFile(name string) (held bool, err error) {
	in := r.In
	if name != "-" {
		f, err := os.Open(name) //nolint:gosec // the engineer names the file
		if err != nil {
			return false, desk.Wrap(err, desk.Invalid, name+" cannot be read")
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	return r.checkLines(name, in)
}

func (r *run) checkLines(name string, in io.Reader) (held bool, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), longestLine)
	out := json.NewEncoder(r.Out)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var request guard.Request
		if err := json.Unmarshal(lines.Bytes(), &request); err != nil {
			return held, desk.Errorf(desk.Invalid, "%s:%d: this line is not a check (%v); vigie check -h shows the form", name, n, err)
		}
		start := r.Now()
		report := guard.Inspect(request, start)
		report.Micros = r.Now().Sub(start).Microseconds()
		held = held || report.Verdict != desk.Pass.String()
		if err := out.Encode(report); err != nil {
			return held, err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return held, desk.Errorf(desk.TooLarge, "%s: a line is longer than 8 MiB; nothing after it was checked", name)
	}
	return held, lines.Err()
}
