package guard

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// blindCase is one line of the blind sets: an answer, its sources, and whether it should be held.
type blindCase struct {
	ID, Check, Half, Expect, Question, Answer, Why string
	Language                                       desk.Language
	Sources                                        []Passage
	Pad                                            struct {
		Text  string
		Times int
	}
}

func blindCases(t testing.TB, name string) []blindCase {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "blind", name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var list []blindCase
	s := bufio.NewScanner(f)
	s.Buffer(make([]byte, 1<<20), 1<<24)
	for s.Scan() {
		var c blindCase
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		c.Answer += strings.Repeat(c.Pad.Text, c.Pad.Times)
		list = append(list, c)
	}
	return list
}

// blindDay is the day on which the blind sets were written: for it validity is judged.
var blindDay = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// composed makes the Input of a composed draft out of a case, aligned and prepared.
func (c blindCase) composed() Input {
	in := Input{Question: c.Question, Language: c.Language, At: blindDay, Draft: desk.Draft{
		Mode: desk.Compose, Language: c.Language, Text: c.Answer, Claims: Claims(c.Answer, c.Language),
	}}
	for n, p := range c.Sources {
		contract := desk.Contract{Status: desk.StatusApproved}
		if day, err := time.Parse(time.DateOnly, p.ValidUntil); err == nil {
			contract.ValidUntil = day.AddDate(0, 0, 1)
		}
		in.Sources = append(in.Sources, Source{
			Article: p.ID, Version: "1", Unit: fmt.Sprint(p.ID, n), Title: p.Title, Language: c.Language, Contract: contract,
			Text: p.Text, Start: 0, End: utf8.RuneCountInString(p.Text), Shown: p.Text, Kind: desk.Prose,
		})
	}
	in = Prepared(in)
	in.Draft.Claims = Align(in)
	return in
}

// blindCount is what was caught of the answers to be held, and held of those to pass.
type blindCount struct{ caught, bad, flagged, good int }

func (c *blindCount) add(bad, held bool) {
	switch {
	case bad && held:
		c.caught++
		c.bad++
	case bad:
		c.bad++
	case held:
		c.flagged++
		c.good++
	default:
		c.good++
	}
}

// blindFloors are the least caught and the most flagged of 52 and 15 pairs, by set, half and language.
var blindFloors = map[string][2]int{
	"cases a en": {46, 7}, "cases a fr": {46, 7}, "cases b en": {41, 14}, "cases b fr": {42, 14},
	"binding a en": {11, 2}, "binding a fr": {11, 3}, "binding b en": {7, 4}, "binding b fr": {8, 5},
}

// TestBlindSets runs all checks on answers written by people who had not seen them. Half a was used to develop, half b
// only counted. The figures of half b are the ones to go by.
func TestBlindSets(t *testing.T) {
	counts := map[string]*blindCount{}
	note := func(key string, bad, held bool) {
		if counts[key] == nil {
			counts[key] = &blindCount{}
		}
		counts[key].add(bad, held)
	}
	for _, name := range []string{"cases.jsonl", "binding.jsonl"} {
		for _, c := range blindCases(t, name) {
			blocks := c.blocks(t)
			bad, held := c.Expect == "hold", len(blocks) > 0
			note(c.Check+" "+c.Half+" "+string(c.Language), bad, held)
			note(strings.TrimSuffix(name, ".jsonl")+" "+c.Half+" "+string(c.Language)+" in all", bad, held)
			if os.Getenv("VIGIE_BLIND_SHOW") != "" && c.Half == "a" && bad != held {
				t.Logf("%s [%s]\n\tQ: %s\n\tA: %s\n\t%s", c.ID, c.Why, c.Question, clip(c.Answer+"   "), strings.Join(blocks, "\n\t"))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		c := counts[key]
		t.Logf("%-28s caught %d/%d, false flags %d/%d", key, c.caught, c.bad, c.flagged, c.good)
	}
	for key, floor := range blindFloors {
		if c := counts[key+" in all"]; c.caught < floor[0] || c.flagged > floor[1] {
			t.Errorf("%s: %d caught and %d flagged, want at least %d and at most %d", key, c.caught, c.flagged, floor[0], floor[1])
		}
	}
}

// blocks gives what the checks hold against a case.
func (c blindCase) blocks(t testing.TB) []string {
	t.Helper()
	in := c.composed()
	var blocks []string
	for _, check := range Checks() {
		findings, err := check.Run(in)
		if err != nil {
			t.Fatalf("%s: %s: %v", c.ID, check.Name, err)
		}
		for _, f := range findings {
			if f.Severity == desk.Block {
				blocks = append(blocks, f.Check+": "+f.Message)
			}
		}
	}
	return blocks
}
