package guard

import (
	_ "embed"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/leak.txt
var leakText string

var leakBook, leakFail = parseBook(leakText, nil)

// leak blocks what a reply was given to work with and must not show: its instructions, told ("my instructions say") or
// recited in the voice in which prompts speak to a model ("If the user is angry, ..."); secrets
// (see secretIn); and what belongs to another person (see someoneElses). Talk of "the provided passages" is a warning.
//
// It catches telling and reciting in English and French. A sentence that says the instructions are not shown is no leak.
// It cannot know a prompt that is told in the words of an ordinary answer.
func leak(in Input) ([]desk.Finding, error) {
	if leakFail != nil {
		return nil, leakFail
	}
	var found []desk.Finding
	block := func(claim int, message string) {
		found = append(found, desk.Finding{Check: "leak", Severity: desk.Block, Claim: claim, Message: message})
	}
	var quoted map[int]bool
	for _, u := range utterances(in) {
		m, ok := promptIn(u.words)
		if !ok {
			continue
		}
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		switch {
		case quoted[u.claim]:
		case m.tag == "backstage":
			found = append(found, desk.Finding{Check: "leak", Severity: desk.Warn, Claim: u.claim, Message: "speaks of its sources as a model does: " + saidOf(u.words[m.from:m.to])})
		default:
			block(u.claim, "tells of the assistant's instructions or context: "+saidOf(u.words[m.from:m.to]))
		}
	}
	if why := secretIn(in); why != "" {
		block(desk.WholeDraft, why)
	}
	if why := someoneElses(in); why != "" {
		block(desk.WholeDraft, why)
	}
	return found, nil
}

// promptIn gives the first pattern of a sentence that tells or recites a prompt. A refusal before it in its clause excuses
// talk of a prompt, and nothing excuses its voice.
func promptIn(words []heardWord) (phraseMatch, bool) {
	matches := leakBook.find(words)
	var backstage phraseMatch
	for _, m := range matches {
		switch m.tag {
		case "voice":
			return m, true
		case "prompt":
			if !refusedBefore(words, matches, m) {
				return m, true
			}
		case "backstage":
			backstage = m
		}
	}
	return backstage, backstage.to > 0
}

// refusedBefore tells whether the clause of a match says, before it or in it, that something is not done.
func refusedBefore(words []heardWord, matches []phraseMatch, m phraseMatch) bool {
	clause := m.from
	for clause > 0 && words[clause].before == noPause {
		clause--
	}
	for _, r := range matches {
		if r.tag == "refuses" && r.from >= clause && r.to <= m.from {
			return true
		}
	}
	return false
}
