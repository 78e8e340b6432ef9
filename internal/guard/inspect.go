package guard

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// What Inspect looks at; more is held. leastSupport was taken from the coverage table of a study of this kind of check
// (0.8 let 63 to 78 % of supported and 8 to 12 % of unsupported sentences pass).
const (
	leastSupport  = .8
	longestAnswer = 8_000   // code points
	longestShelf  = 1 << 20 // bytes of all passages
)

// Inspect holds an answer that somebody wrote against its passages: each sentence is aligned to the window of at most
// three sentences that supports it best, word for word first, else by its content words, numbers, names and negations.
// A sentence is supported if they are found together, the content words to at least 80 %. The verdict is "pass" only if
// every claim but courtesy is supported and no check blocks. Inspect is a pure function; at is the moment for which
// valid_until is judged.
//
// It catches numbers, names, dates and promises that the passages do not hold, and sentences they do not come near. It
// cannot catch words of one window put together into another meaning.
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
	i := inspection{request: request, at: at, language: language, stemmer: analysis.NewStemmer(language)}
	i.library = newLibrary(request.Sources, i.stemmer)
	i.claims()
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
	stemmer   *analysis.Stemmer
	library   *library
	draft     desk.Draft
	inspected []InspectedClaim
	found     []ReportedFinding
}

func (i *inspection) say(check string, severity desk.Severity, claim int, format string, args ...any) {
	i.found = append(i.found, ReportedFinding{check, severity.String(), claim, fmt.Sprintf(format, args...)})
}

// claims aligns each sentence of the answer and says what is wrong with it.
func (i *inspection) claims() {
	i.draft = desk.Draft{Mode: desk.Compose, Language: i.language, Text: i.request.Answer, Claims: Claims(i.request.Answer, i.language)}
	i.inspected = []InspectedClaim{}
	i.found = []ReportedFinding{}
	for n, c := range i.draft.Claims {
		claim := InspectedClaim{Start: c.Start, End: c.End, Text: c.Text, Kind: c.Kind, Evidence: []Span{}}
		s := newStatement(c.Text, i.stemmer)
		switch {
		case i.verbatim(s, &claim):
		case c.Kind == desk.CourtesyClaim || len(s.stems) == 0 && len(s.quantities) == 0:
			claim.Supported, claim.Score = true, 1
		default:
			i.align(n, s, &claim)
		}
		i.absent(n, s)
		i.expired(n, claim)
		i.inspected = append(i.inspected, claim)
	}
}

// verbatim looks for the very words of a claim in the passages.
func (i *inspection) verbatim(s statement, claim *InspectedClaim) bool {
	if len(s.stems)+len(s.quantities) == 0 {
		return false
	}
	for n, p := range i.library.plains {
		from, to, ok := p.find(s.plain, 0)
		if !ok || !p.opensSentence(from) || !p.closesSentence(to) {
			continue
		}
		claim.Supported, claim.Score = true, 1
		claim.Evidence = append(claim.Evidence, Span{i.source(n), p.at[from], p.at[to-1] + 1})
		return true
	}
	return false
}

// align looks for the window that supports a claim best.
func (i *inspection) align(n int, s statement, claim *InspectedClaim) {
	w, ok := i.library.best(s)
	if !ok {
		i.say("support", desk.Block, n, "no passage comes near it")
		return
	}
	lines := i.library.lines[w.from:w.to]
	claim.Evidence = append(claim.Evidence, Span{i.source(lines[0].passage), lines[0].start, lines[len(lines)-1].end})
	claim.Score = w.share
	for range w.missing {
		claim.Score *= .6 // a wrong number or name weighs more than a word in other words
	}
	claim.Supported = w.share >= leastSupport && len(w.missing) == 0
	if claim.Supported {
		i.policy(n, s, lines, claim)
		return
	}
	i.say("support", desk.Block, n, "%.0f %% of its words stand together in a passage%s", 100*w.share, without(w.missing))
}

// policy blocks words of promise and duty that the window does not say.
func (i *inspection) policy(n int, s statement, lines []line, claim *InspectedClaim) {
	for _, word := range s.policy {
		stem := i.stemmer.Stem(word)
		if !slices.ContainsFunc(lines, func(l line) bool { return l.stems[stem] }) {
			claim.Supported = false
			claim.Score *= .6
			i.say("policy", desk.Block, n, "%q is a promise or a duty, and the passage nearest to it does not say it", word)
		}
	}
}

func without(missing []string) string {
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("; not there: %q", missing)
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
