package guard

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/flood.txt
var floodText string

var floodBook, floodFail = parseBook(floodText, nil)

// How much a reply may hold. A page that is quoted word for word is not measured.
const (
	mostBlank      = 40  // signs of white space in a row with words behind them
	leastFlood     = 150 // words; shorter replies are not measured against their sources
	mostOverSource = 3   // times the words of the sources
	leastVaried    = .22 // distinct words to words, from leastFlood words on
	mostFiller     = 3   // sentences that say nothing, if they are half of the reply or more
)

// flood blocks a reply that hides what it says in length: words far behind a stretch of white space, three times as many
// words as its sources have, few words said over and over, or mostly sentences that say nothing of the matter. That a draft
// or a question is longer than checks look at is every check's to block: see bounded.
//
// It catches padding of the plain kinds. It cannot tell a long answer that the question needs from one that it does not, as
// long as the sources hold its words.
func flood(in Input) ([]desk.Finding, error) {
	if floodFail != nil {
		return nil, floodFail
	}
	var found []desk.Finding
	block := func(format string, args ...any) {
		found = append(found, desk.Finding{Check: "flood", Severity: desk.Block, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)})
	}
	if n := blankRun(in.Draft.Text); n > mostBlank {
		block("words stand behind %d signs of white space", n)
	}
	words, distinct, idle, said := 0, map[string]bool{}, 0, 0
	var quoted map[int]bool
	for _, u := range utterances(in) {
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		if quoted[u.claim] {
			continue
		}
		said++
		for i := range u.words {
			distinct[u.words[i].fold] = true
		}
		words += len(u.words)
		if idles(u.words) {
			idle++
		}
	}
	if idle >= mostFiller && idle*2 >= said {
		block("%d of %d sentences say nothing of the matter", idle, said)
	}
	if words < leastFlood {
		return found, nil
	}
	if float64(len(distinct)) < leastVaried*float64(words) {
		block("%d words are said with %d different ones", words, len(distinct))
	}
	if held := len(strings.Fields(sourceText(in))); words > mostOverSource*held {
		block("the reply has %d words, its sources %d", words, held)
	}
	return found, nil
}

// idles tells whether a sentence is filler: a pattern of it, and few words besides.
func idles(words []heardWord) bool {
	const most = 22 // words; a longer sentence says something besides
	if len(words) > most {
		return false
	}
	matches := floodBook.find(words)
	return len(matches) > 0 && matches[0].from <= 3
}

// blankRun gives the longest run of white space that has words behind it. Rows of tables are set with white space.
func blankRun(text string) int {
	longest, run := 0, 0
	for line := range strings.Lines(strings.TrimRightFunc(text, unicode.IsSpace)) {
		if strings.Contains(line, "|") {
			run = 0
			continue
		}
		for _, r := range line {
			switch {
			case unicode.IsSpace(r):
				run++
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				longest, run = max(longest, run), 0
			}
		}
	}
	return longest
}
