package app

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// newApp builds a desk in a temporary folder, with what lies in a folder as its help centre.
func newApp(t testing.TB, helpCentre string) *App {
	t.Helper()
	return newAppWith(t, helpCentre, nil)
}

// newAppWith builds a desk with settings of its own, as flags.
func newAppWith(t testing.TB, helpCentre string, flags map[string]string) *App {
	t.Helper()
	return newAppAt(t, helpCentre, flags, time.Now)
}

// newAppAt is newAppWith by a clock of its own.
func newAppAt(t testing.TB, helpCentre string, flags map[string]string, now func() time.Time) *App {
	t.Helper()
	all := map[string]string{"data": storetest.Folder(t)}
	maps.Copy(all, flags)
	cfg, err := config.Read(all, nil, config.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Build(t.Context(), cfg, now, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if helpCentre == "" {
		return a
	}
	report, err := a.library.Import(t.Context(), os.DirFS(helpCentre), knowledge.Options{Source: "test", Trusted: true})
	if err != nil || len(report.Skipped) > 0 {
		t.Fatal(err, report.Skipped)
	}
	if err := a.shelf.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []T
	for n, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("%s:%d: %v", path, n+1, err)
		}
		list = append(list, v)
	}
	return list
}

type misleading struct {
	ID, KB, Language, Question, Kind string
	BestSentence                     string   `json:"best_sentence"`
	MustContain                      []string `json:"must_contain"`
	MustNotContain                   []string `json:"must_not_contain"`
	Answerable                       bool
}

// misleadingBounds are the most quotes without their restriction, and the most answers beside the point. They may only fall.
type misleadingBounds struct{ misleading, beside int }

// Questions whose best sentence is true but misleading alone. A quote without its restriction is the one thing that must
// not happen; a question that is handed over is a question that a person answers. The first set was in sight while the
// checks were made; the second was written later, without sight of them, and is counted only.
func TestNoQuoteWithoutItsRestriction(t *testing.T) {
	for set, bounds := range map[string]misleadingBounds{"misleading": {0, 4}, "misleading2": {1, 4}} {
		t.Run(set, func(t *testing.T) {
			m := misled{t: t, folder: filepath.Join("..", "flow", "testdata", set), desks: map[string]*App{}, tallies: map[string]*misledTally{}}
			for _, q := range readLines[misleading](t, filepath.Join(m.folder, "questions.jsonl")) {
				m.ask(q)
			}
			m.report(bounds)
		})
	}
}

// misled counts what becomes of the questions of a set, by kind.
type misled struct {
	t       *testing.T
	folder  string
	desks   map[string]*App
	tallies map[string]*misledTally
}

type misledTally struct{ n, right, person, clarified, beside, misleading int }

func (m *misled) ask(q misleading) {
	a, c := m.desks[q.KB], m.tallies[q.Kind]
	if a == nil {
		a = newApp(m.t, filepath.Join(m.folder, "kb", q.KB))
		m.desks[q.KB] = a
	}
	if c == nil {
		c = &misledTally{}
		m.tallies[q.Kind] = c
	}
	out, err := a.ask(m.t.Context(), q.Question, desk.Language(q.Language), nil)
	if err != nil {
		m.t.Fatalf("%s: %v", q.ID, err)
	}
	c.n++
	missing := lacks(out.Text, q)
	switch {
	case out.State == desk.Clarified:
		c.clarified++
	case out.State != desk.Sent:
		c.person++
		m.t.Logf("PERSON %s %s %v | %s", q.ID, out.Reason, out.Findings, q.Question)
	case missing == "" && q.Answerable:
		c.right++
	case missing != "" && q.BestSentence != "" && strings.Contains(plainly(out.Text), plainly(q.BestSentence)):
		c.misleading++
		m.t.Logf("MISLEADING %s: %s\n  the restriction %q is left out of\n  %q", q.ID, q.Question, missing, out.Text)
	default:
		c.beside++
		m.t.Logf("BESIDE %s: %s\n  lacks %q\n  said %q", q.ID, q.Question, missing, out.Text)
	}
}

func (m *misled) report(bounds misleadingBounds) {
	var all misledTally
	for _, kind := range slices.Sorted(maps.Keys(m.tallies)) {
		c := m.tallies[kind]
		m.t.Logf("%-22s n %3d: quoted whole %3d, to a person %3d, clarified %3d, beside the point %3d, misleading %d",
			kind, c.n, c.right, c.person, c.clarified, c.beside, c.misleading)
		all.n, all.right, all.beside, all.misleading = all.n+c.n, all.right+c.right, all.beside+c.beside, all.misleading+c.misleading
	}
	if all.misleading > bounds.misleading || all.beside > bounds.beside {
		m.t.Errorf("%d quotes mislead and %d answers are beside the point; %d and %d are the most", all.misleading, all.beside, bounds.misleading, bounds.beside)
	}
	// A desk that answers nothing misleads nobody: the test must see answers.
	if all.right < all.n/4 {
		m.t.Errorf("of %d questions %d are answered", all.n, all.right)
	}
}

func plainly(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("*", "", "`", "", "_", "", "|", " ").Replace(text)), " ")
}

func lacks(text string, q misleading) string {
	said := plainly(text)
	for _, must := range q.MustContain {
		if !strings.Contains(said, plainly(must)) {
			return must
		}
	}
	for _, not := range q.MustNotContain {
		if strings.Contains(said, plainly(not)) {
			return "NOT " + not
		}
	}
	return ""
}

func TestDemoQuestions(t *testing.T) {
	a := newApp(t, filepath.Join("demo", "company"))
	questions, err := demo.Questions()
	if err != nil {
		t.Fatal(err)
	}
	right, wrong, person, refused, invented := 0, 0, 0, 0, 0
	for _, q := range questions {
		out, err := a.ask(t.Context(), q.Question, q.Language, nil)
		if err != nil {
			t.Fatal(err)
		}
		sent := out.State == desk.Sent
		source := ""
		if len(out.Claims) > 0 && len(out.Claims[0].Evidence) > 0 {
			entry, err := a.library.Get(t.Context(), out.Claims[0].Evidence[0].Article)
			if err != nil {
				t.Fatal(err)
			}
			source = entry.Article.Path
		}
		switch {
		case q.Expect == "quote" && sent && strings.Contains(source, q.Article):
			right++
		case q.Expect == "quote" && sent:
			wrong++
			t.Logf("WRONG PAGE %s (want %s, got %s)", q.Question, q.Article, source)
		case q.Expect == "quote":
			person++
			t.Logf("PERSON %s (%s %s %v)", q.Question, q.Article, out.Reason, out.Findings)
		case sent:
			invented++
			t.Logf("ANSWERED %s: %q", q.Question, out.Text)
		default:
			refused++
		}
	}
	if right < 8 || wrong > 2 || invented > 1 {
		t.Errorf("%d right, %d from the wrong page, %d answered that nothing covers", right, wrong, invented)
	}
	t.Logf("covered: %d right, %d wrong page, %d to a person; not covered: %d to a person, %d answered", right, wrong, person, refused, invented)
}
