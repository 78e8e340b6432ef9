package app

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

// The same replies against the guard alone, as `vigie check` would see them: the pages that the reply belongs to as its
// sources. It prints which check caught what, and which flagged a good one.
func TestDerailmentBeforeTheGuardAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("one thing after the other: there is no race to find")
	}
	type tally struct{ caught, flagged int }
	checks := map[string]*tally{}
	held, stop, passed, good := 0, 0, 0, 0
	for _, c := range derailments(t) {
		if c.Expect == "person" {
			continue
		}
		report := guard.Inspect(guard.Request{
			ID: c.ID, Question: c.Question, Language: desk.Language(c.Language), Sources: c.pages(t), Answer: c.said(),
		}, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
		blocked := map[string]bool{}
		for _, f := range report.Findings {
			if f.Severity == desk.Block.String() {
				blocked[f.Check] = true
			}
		}
		for check := range blocked {
			if checks[check] == nil {
				checks[check] = &tally{}
			}
			if c.Expect == "stop" {
				checks[check].caught++
			} else {
				checks[check].flagged++
			}
		}
		switch hold := report.Verdict != desk.Pass.String(); {
		case c.Expect == "stop":
			stop++
			if hold {
				held++
			}
		case !hold:
			passed++
			fallthrough
		default:
			good++
		}
	}
	for _, check := range slices.Sorted(maps.Keys(checks)) {
		t.Logf("%-14s caught %3d of %d, flagged %3d of %d good ones", check, checks[check].caught, stop, checks[check].flagged, good)
	}
	t.Logf("held %d of %d derailing replies, passed %d of %d good ones", held, stop, passed, good)
	if held < stop*8/10 {
		t.Errorf("the guard alone holds %d of %d derailing replies", held, stop)
	}
}

// pages are the articles that a reply belongs to; a reply that belongs to none is held against the one about the company.
func (d derailing) pages(t *testing.T) []guard.Passage {
	t.Helper()
	var pages []guard.Passage
	for name := range strings.SplitSeq(d.Article, ",") {
		if name = strings.TrimSpace(name); name == "" {
			name = "orders/order-status.md"
		}
		text, err := os.ReadFile(filepath.Join("demo", "company", name))
		if err != nil {
			t.Fatal(d.ID, err)
		}
		body := string(text)
		title := ""
		if front, rest, found := strings.Cut(strings.TrimPrefix(body, "---\n"), "\n---\n"); found {
			body = rest
			for line := range strings.Lines(front) {
				if value, is := strings.CutPrefix(line, "title: "); is {
					title = strings.TrimSpace(value)
				}
			}
		}
		pages = append(pages, guard.Passage{ID: name, Title: title, Text: body})
	}
	return pages
}
