package guard

import (
	_ "embed"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/silence.txt
var silenceText string

var silenceBook, silenceFail = parseBook(silenceText, nil)

// silence blocks a verdict that is drawn from what the pages do not say: "our pages do not speak of this, so it is allowed".
// Saying that one cannot tell is no verdict.
//
// It catches the forms with a word of silence, one of consequence and one of verdict in a sentence, in English and French.
// A bare verdict without that reasoning is check support's to hold.
func silence(in Input) ([]desk.Finding, error) {
	if silenceFail != nil {
		return nil, silenceFail
	}
	var found []desk.Finding
	var quoted map[int]bool
	for _, u := range utterances(in) {
		words := joined(u.words)
		has := map[string]bool{}
		for _, m := range silenceBook.find(words) {
			has[m.tag] = true
		}
		if !has["concludes"] || !has["silent"] || has["hedged"] {
			continue
		}
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		if !quoted[u.claim] {
			found = append(found, desk.Finding{
				Check: "silence", Severity: desk.Block, Claim: u.claim, Message: "concludes from what the pages do not say: " + clip(u.text),
			})
		}
	}
	return found, nil
}

// joined takes the strong pauses of a sentence for weak ones: here the conclusion often stands behind a colon.
func joined(words []heardWord) []heardWord {
	out := make([]heardWord, len(words))
	copy(out, words)
	for i := range out {
		if i > 0 && out[i].before == strongPause {
			out[i].before = weakPause
		}
	}
	return out
}
