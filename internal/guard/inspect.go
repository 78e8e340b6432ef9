package guard

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// longestAnswer is how many code points of an answer Inspect looks at; more is held.
const longestAnswer = 8_000

// Inspect holds an answer that somebody wrote against its passages, with the checks that hold a composed draft: each
// sentence is aligned as Align does, and a sentence is supported if none of the checks of a model's own words blocks it.
// The verdict is "pass" only if every claim is supported and no check blocks. Inspect is a pure function; at is the
// moment for which valid_until is judged.
//
// What it catches and cannot catch is what those checks do: each says so.
func Inspect(request Request, at time.Time) Report {
	report := Report{ID: request.ID, Verdict: desk.Held.String(), Claims: []InspectedClaim{}, Findings: []ReportedFinding{}}
	if why := tooLongToInspect(request); why != "" {
		report.Findings = append(report.Findings, ReportedFinding{"form", desk.Block.String(), desk.WholeDraft, why})
		return report
	}
	language := request.Language
	if language != desk.English && language != desk.French {
		language = spokenLanguage(request.Answer).Or(desk.English)
	}
	i := inspection{request: request, at: at, language: language}
	i.read()
	i.judge()
	i.whole()
	report.Claims, report.Findings = i.inspected, i.found
	report.Score = i.score()
	if i.passes() {
		report.Verdict = desk.Pass.String()
	}
	return report
}

func tooLongToInspect(r Request) string {
	bytes := 0
	for _, p := range r.Sources {
		bytes += len(p.Text) + len(p.Title)
	}
	switch {
	case longerThan(r.Answer, longestAnswer):
		return fmt.Sprintf("the answer has more than %d characters: too much to be checked", longestAnswer)
	case longerThan(r.Question, longestQuestion):
		return fmt.Sprintf("the question has more than %d characters: too much to be checked", longestQuestion)
	case bytes > longestShelf:
		return fmt.Sprintf("the sources have more than %d bytes: too much to be checked", longestShelf)
	}
	return ""
}

// inspection is one run of Inspect.
type inspection struct {
	request   Request
	at        time.Time
	language  desk.Language
	in        Input
	inspected []InspectedClaim
	found     []ReportedFinding
}

func (i *inspection) say(check string, severity desk.Severity, claim int, format string, args ...any) {
	i.found = append(i.found, ReportedFinding{check, severity.String(), claim, fmt.Sprintf(format, args...)})
}

// read makes the request into an Input with a composed draft, aligned.
func (i *inspection) read() {
	i.in = Input{Question: i.request.Question, Language: i.language, At: i.at, Draft: desk.Draft{
		Mode: desk.Compose, Language: i.language, Text: i.request.Answer, Claims: Claims(i.request.Answer, i.language),
	}}
	for n, p := range i.request.Sources {
		i.in.Sources = append(i.in.Sources, Source{
			Article: i.source(n), Version: strconv.Itoa(n), Unit: i.source(n), Title: p.Title, Language: i.language,
			Text: p.Text, Start: 0, End: utf8.RuneCountInString(p.Text), Shown: p.Text,
		})
	}
	i.in.study = newStudy(i.in)
	i.in.Draft.Claims = Align(i.in)
}

// judge says of each claim whether it is supported.
func (i *inspection) judge() {
	i.inspected, i.found = []InspectedClaim{}, []ReportedFinding{}
	faults := make([]int, len(i.in.Draft.Claims))
	unsupported := make([]bool, len(i.in.Draft.Claims))
	for _, check := range wordChecks() {
		for _, f := range i.run(check) {
			if f.Claim == desk.WholeDraft {
				continue
			}
			unsupported[f.Claim] = true
			if check.Name != "support" {
				faults[f.Claim]++
			}
		}
	}
	for n, c := range i.in.Draft.Claims {
		claim := InspectedClaim{Start: c.Start, End: c.End, Text: c.Text, Kind: c.Kind, Supported: !unsupported[n], Score: i.in.study.score(n), Evidence: []Span{}}
		for _, e := range c.Evidence {
			claim.Evidence = append(claim.Evidence, Span{e.Article, e.Start, e.End})
		}
		for range faults[n] {
			claim.Score *= .6 // a wrong number or name weighs more than a word in other words
		}
		i.contacts(n, c.Text)
		i.expired(n, claim)
		i.inspected = append(i.inspected, claim)
	}
}

// run runs one check and notes its findings.
func (i *inspection) run(check Check) []desk.Finding {
	findings, err := check.Run(i.in)
	if err != nil {
		i.say(check.Name, desk.Block, desk.WholeDraft, "the check could not look: %v", err)
	}
	for _, f := range findings {
		i.say(f.Check, f.Severity, f.Claim, "%s", f.Message)
	}
	return findings
}

// source gives the id of a passage; one without an id goes by its number, from 1.
func (i *inspection) source(n int) string {
	if id := i.request.Sources[n].ID; id != "" {
		return id
	}
	return strconv.Itoa(n + 1)
}

// expired blocks a claim whose evidence stands in a passage that is no longer valid.
func (i *inspection) expired(n int, claim InspectedClaim) {
	for _, e := range claim.Evidence {
		for p := range i.request.Sources {
			if i.source(p) != e.Source {
				continue
			}
			if why := i.request.Sources[p].lapsed(i.at); why != "" {
				i.say("inforce", desk.Block, n, "source %s %s", e.Source, why)
			}
		}
	}
}

// lapsed says why a passage is not valid at a moment; empty means that it is.
func (p Passage) lapsed(at time.Time) string {
	if p.ValidUntil == "" {
		return ""
	}
	if day, err := time.Parse(time.DateOnly, p.ValidUntil); err == nil {
		if at.Before(day.AddDate(0, 0, 1)) {
			return ""
		}
		return "was valid until " + p.ValidUntil
	}
	moment, err := time.Parse(time.RFC3339, p.ValidUntil)
	switch {
	case err != nil:
		return fmt.Sprintf("has a valid_until %q that is neither a date nor an RFC 3339 moment", clip(p.ValidUntil))
	case at.Before(moment):
		return ""
	}
	return "was valid until " + p.ValidUntil
}

// score gives the score of the weakest claim.
func (i *inspection) score() float64 {
	if len(i.inspected) == 0 {
		return 0
	}
	least := 1.0
	for _, c := range i.inspected {
		least = min(least, c.Score)
	}
	return least
}

// passes tells whether every claim is supported and nothing blocks.
func (i *inspection) passes() bool {
	for _, c := range i.inspected {
		if !c.Supported {
			return false
		}
	}
	for _, f := range i.found {
		if f.Severity == desk.Block.String() {
			return false
		}
	}
	return len(i.inspected) > 0
}
