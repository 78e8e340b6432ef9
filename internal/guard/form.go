package guard

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// What one decision may be asked to look at. Beyond, every check blocks: see bounded.
const (
	LongestDraft    = 4_000 // code points that a customer is sent at once
	longestQuestion = 8_000 // code points of a customer's message
	longestSource   = 4 << 20
	mostClaims      = 400
	mostEvidence    = 800 // over all claims
	mostSources     = 64
)

// form blocks a draft that has no words, that is too long to be read, that is not valid text, or that goes round in
// circles: one sentence said three times, or more than half of its runs of six words said before, where the sources do not.
//
// It catches the degenerate output of a model and broken assembly. It does not know whether the words make sense.
func form(in Input) ([]desk.Finding, error) {
	block := func(format string, args ...any) []desk.Finding {
		return []desk.Finding{{Check: "form", Severity: desk.Block, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)}}
	}
	switch {
	case !spoken(in.Draft.Text):
		return block("the draft is empty"), nil
	case len(in.Draft.Claims) == 0:
		return block("the draft makes no claim that could be checked"), nil
	case !utf8.ValidString(in.Draft.Text):
		return block("the draft is not valid UTF-8"), nil
	}
	said, share := repeatedSentence(draftSentences(in)), repeatedRuns(draftTokens(in))
	if said == "" && share <= .5 || repeatsItsSources(in) {
		return nil, nil
	}
	if said != "" {
		return block("the draft says %q three times or more", clip(said)), nil
	}
	return block("%.0f %% of the draft repeats itself", 100*share), nil
}

// repeatsItsSources tells whether each claim stands in a place of its own in the sources: a page of addresses repeats
// itself, and so does a quotation of it.
func repeatsItsSources(in Input) bool {
	placed := map[int]bool{}
	for _, p := range cited(in) {
		taken := map[int]bool{}
		for _, at := range p.placed {
			if !taken[at.start] {
				taken[at.start], placed[at.claim] = true, true
			}
		}
	}
	return len(placed) == len(in.Draft.Claims)
}

// tooMuch says what of an Input is beyond what the checks look at; empty where nothing is.
func tooMuch(in Input) string {
	quotations := 0
	for _, c := range in.Draft.Claims {
		quotations += len(c.Evidence)
	}
	switch {
	case longerThan(in.Draft.Text, LongestDraft):
		return fmt.Sprintf("the draft has more than %d characters", LongestDraft)
	case longerThan(in.Question, longestQuestion):
		return fmt.Sprintf("the question has more than %d characters", longestQuestion)
	case len(in.Draft.Claims) > mostClaims:
		return fmt.Sprintf("the draft has %d claims, more than %d", len(in.Draft.Claims), mostClaims)
	case quotations > mostEvidence:
		return fmt.Sprintf("the draft has %d quotations, more than %d", quotations, mostEvidence)
	case len(in.Sources) > mostSources:
		return fmt.Sprintf("%d sources were given, more than %d", len(in.Sources), mostSources)
	}
	for _, c := range in.Draft.Claims {
		if longerThan(c.Text, LongestDraft) {
			return fmt.Sprintf("a claim has more than %d characters", LongestDraft)
		}
	}
	for _, s := range in.Sources {
		if len(s.Text) > longestSource || len(s.Shown) > longestSource {
			return fmt.Sprintf("%q has more than %d bytes", s.Title, longestSource)
		}
	}
	return ""
}

// longerThan tells whether a text has more than n code points, without counting more of them than that.
func longerThan(text string, n int) bool {
	if len(text) <= n {
		return false
	}
	at, ok := byteOffset(text, n)
	return ok && at < len(text)
}

// repeatedSentence gives a sentence of at least four words that stands three times in a text.
func repeatedSentence(sentences []string) string {
	if len(sentences) < 3 {
		return ""
	}
	seen := map[string]int{}
	for _, sentence := range sentences {
		if len(strings.Fields(sentence)) < 4 {
			continue
		}
		words := strip(sentence).text
		seen[words]++
		if seen[words] == 3 {
			return strings.TrimSpace(sentence)
		}
	}
	return ""
}

// repeatedRuns gives the share of a text's runs of six words that stood in it before; 0 for a text under 30 words.
func repeatedRuns(tokens []analysis.Token) float64 {
	const run = 6
	if len(tokens) < 30 {
		return 0
	}
	ids := make([]int, len(tokens)) // equal words have equal numbers
	known := map[string]int{}
	for i, t := range tokens {
		id, ok := known[t.Text]
		if !ok {
			id = len(known)
			known[t.Text] = id
		}
		ids[i] = id
	}
	seen, again := make(map[[run]int]bool, len(ids)), 0
	for i := 0; i+run <= len(ids); i++ {
		key := [run]int(ids[i:])
		if seen[key] {
			again++
		}
		seen[key] = true
	}
	return float64(again) / float64(len(tokens)-run+1)
}
