package proving

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/triage"
)

// GuardCase is an answer with its sources, and whether the guard should hold it.
type GuardCase struct {
	guard.Request
	Check string // what the case tries, in the set's own word
	Half  string // the part of the set that it belongs to; "all" where the set names none
	Hold  bool
}

// guardCaseLine is a line of a set. Pad is text to put behind the answer, so many times: long answers need no long lines.
type guardCaseLine struct {
	guard.Request
	Check  string `json:"check"`
	Half   string `json:"half"`
	Expect string `json:"expect"`
	Pad    struct {
		Text  string `json:"text"`
		Times int    `json:"times"`
	} `json:"pad"`
}

// ReadGuardCases reads a set, one JSON object {id, check, language, question, sources, answer, expect: hold|pass, half?,
// pad?} a line. Cases that name no language get the given one; desk.Unknown lets triage tell.
func ReadGuardCases(r io.Reader, language desk.Language) ([]GuardCase, error) {
	var cases []GuardCase
	err := eachLine(r, func(number int, line []byte) error {
		var l guardCaseLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the guard cases is not a JSON object {sources, answer, expect}: mend or remove it")
		}
		if l.Answer == "" || l.Expect != "hold" && l.Expect != "pass" {
			return desk.Errorf(desk.Invalid, "line %d of the guard cases lacks its answer, or expects neither hold nor pass: mend or remove it", number)
		}
		if l.Pad.Times < 0 || l.Pad.Times > maxLine/max(1, len(l.Pad.Text)) {
			return desk.Errorf(desk.Invalid, "line %d of the guard cases is padded %d times: use 0 or more, and at most 16 MiB in all", number, l.Pad.Times)
		}
		l.Language = l.Language.Or(language)
		l.Language = l.Language.Or(triage.Language(l.Answer)).Or(desk.English)
		l.Answer += strings.Repeat(l.Pad.Text, l.Pad.Times)
		cases = append(cases, GuardCase{Request: l.Request, Check: cmp.Or(l.Check, "cases"), Half: cmp.Or(l.Half, "all"), Hold: l.Expect == "hold"})
		return nil
	})
	return cases, err
}

// GuardCasesReport is what a set shows about all checks together.
type GuardCasesReport struct {
	All   HoldCount   `json:"all"`
	Parts []GuardPart `json:"parts"`  // over all checks, by half and language
	Rows  []GuardPart `json:"checks"` // by check, half and language
}

// GuardPart counts the cases of one check in one half and language; Check is empty for all.
type GuardPart struct {
	Check    string        `json:"check,omitempty"`
	Half     string        `json:"half"`
	Language desk.Language `json:"language"`
	HoldCount
}

// HoldCount counts what was held of the cases to hold, and of those to pass.
type HoldCount struct {
	Held    int `json:"held"`
	ToHold  int `json:"to_hold"`
	Flagged int `json:"flagged"`
	ToPass  int `json:"to_pass"`
}

// Right gives the share of cases that the guard judges as expected, 0 of none.
func (c HoldCount) Right() float64 { return ratio(c.Held+c.ToPass-c.Flagged, c.ToHold+c.ToPass) }

func (c *HoldCount) add(expected, held bool) {
	c.Held += count(expected && held)
	c.ToHold += count(expected)
	c.Flagged += count(!expected && held)
	c.ToPass += count(!expected)
}

// MeasureGuardCases runs every check of the guard on each case, as on a model's own words, and counts. One that blocks, or
// that cannot look, holds the case. Validity is judged for at.
func MeasureGuardCases(cases []GuardCase, at time.Time) GuardCasesReport {
	report, checks := GuardCasesReport{}, guard.Checks()
	parts, rows := map[GuardPart]*HoldCount{}, map[GuardPart]*HoldCount{}
	note := func(m map[GuardPart]*HoldCount, key GuardPart, expected, held bool) {
		if m[key] == nil {
			m[key] = &HoldCount{}
		}
		m[key].add(expected, held)
	}
	for _, c := range cases {
		held := c.held(checks, at)
		report.All.add(c.Hold, held)
		note(parts, GuardPart{Half: c.Half, Language: c.Language}, c.Hold, held)
		note(rows, GuardPart{Check: c.Check, Half: c.Half, Language: c.Language}, c.Hold, held)
	}
	report.Parts, report.Rows = counted(parts), counted(rows)
	return report
}

// counted puts counts into their keys, in order.
func counted(counts map[GuardPart]*HoldCount) []GuardPart {
	parts := slices.SortedFunc(maps.Keys(counts), func(a, b GuardPart) int {
		return cmp.Or(cmp.Compare(a.Check, b.Check), cmp.Compare(a.Half, b.Half), cmp.Compare(a.Language, b.Language))
	})
	for i, p := range parts {
		parts[i].HoldCount = *counts[p]
	}
	return parts
}

func (c GuardCase) held(checks []guard.Check, at time.Time) bool {
	in := c.composed(at)
	return slices.ContainsFunc(checks, func(check guard.Check) bool {
		found, err := check.Run(in)
		return err != nil || slices.ContainsFunc(found, func(f desk.Finding) bool { return f.Severity == desk.Block })
	})
}

// composed makes a case into the draft of a model that may use its own words, aligned with approved sources.
func (c GuardCase) composed(at time.Time) guard.Input {
	in := guard.Input{Question: c.Question, Language: c.Language, At: at, Draft: desk.Draft{
		Mode: desk.Compose, Language: c.Language, Text: c.Answer, Claims: guard.Claims(c.Answer, c.Language),
	}}
	for n, p := range c.Sources {
		in.Sources = append(in.Sources, guard.Source{
			Article: cmp.Or(p.ID, strconv.Itoa(n+1)), Version: "1", Unit: strconv.Itoa(n + 1), Title: p.Title, Language: c.Language,
			Contract: contractUntil(p.ValidUntil), Text: p.Text, End: utf8.RuneCountInString(p.Text), Shown: p.Text, Kind: desk.Prose,
		})
	}
	in = guard.Prepared(in)
	in.Draft.Claims = guard.Align(in)
	return in
}

// contractUntil is that of an approved page, valid through a day or until a moment. What cannot be read has expired.
func contractUntil(text string) desk.Contract {
	contract := desk.Contract{Status: desk.StatusApproved}
	if text == "" {
		return contract
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		contract.ValidUntil = day.AddDate(0, 0, 1)
		return contract
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		contract.Status = desk.StatusWithdrawn
	}
	contract.ValidUntil = moment
	return contract
}
