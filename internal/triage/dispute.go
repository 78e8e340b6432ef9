package triage

import (
	_ "embed"
)

//go:embed lexicon/dispute.txt
var disputeText string

var disputeBook, disputeFault = parsePhrases(disputeText)

// disputes tells whether a message says that what it was told is wrong, untrue or no answer to its question, in English
// or French. A question whether something is so, and a complaint of something wrong in an order or a bill, are none. What
// an [opening] pattern finds counts only where the message begins, a "No." apart, because later on it says as much of a
// thing as of an answer.
func disputes(words []word) bool {
	if disputeFault != nil {
		return false
	}
	matches := disputeBook.find(words)
	taken := takenBack(matches, len(words))
	opening := 0
	for _, m := range matches {
		if m.tag == "denial" && m.from == opening {
			opening = m.to
		}
		if (m.tag == "dispute" || m.tag == "opening" && m.from == opening) && words[m.to-1].asks == 0 && !taken.covers(m) {
			return true
		}
	}
	return false
}
