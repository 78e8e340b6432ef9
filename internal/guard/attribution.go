package guard

import (
	_ "embed"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/attribution.txt
var attributionText string

var attributionBook, attributionFail = parseBook(attributionText, nil)

// attribution blocks a reply that names a source which it was not given: an internal memo, a study, a colleague who said
// so, or hearsay. A kind of paper that the sources speak of may be named.
//
// It catches the common forms in English and French. It cannot tell whether what the named source is made to say is true.
func attribution(in Input) ([]desk.Finding, error) {
	if attributionFail != nil {
		return nil, attributionFail
	}
	var found []desk.Finding
	var quoted map[int]bool
	var known map[string]bool
	for _, u := range utterances(in) {
		for _, m := range attributionBook.find(u.words) {
			if quoted == nil {
				quoted, known = quotedClaims(in), map[string]bool{}
				for _, t := range analysis.Tokens(sourceText(in) + "\n" + in.Question) {
					known[t.Text] = !functionWord(t.Text) && len(t.Text) > 3
				}
			}
			if quoted[u.claim] || m.tag == "named" && (known[u.words[m.from].fold] || known[u.words[m.to-1].fold] || known[u.words[max(m.from, m.to-2)].fold]) || takenBackBefore(u.words, m.from) {
				continue
			}
			found = append(found, desk.Finding{
				Check: "attribution", Severity: desk.Block, Claim: u.claim, Message: "names a source that was not given: " + saidOf(u.words[m.from:m.to]),
			})
			break
		}
	}
	return found, nil
}
