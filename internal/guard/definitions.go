package guard

import (
	"fmt"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// definitions holds a draft to the words that a page defines: where it says that "days" means days on which the banks are
// open, and the draft says "14 days", the definition must be in the draft, in the page's words.
//
// It catches a true sentence that means something else on its page. It knows definitions of words in quotation marks only
// (analysis.Defines), and only those on the page that is cited.
func definitions(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	said := draftPlain(in).text
	seen := map[string]bool{}
	for _, s := range citedSources(in) {
		if seen[s.Version] {
			continue
		}
		seen[s.Version] = true
		if !mayDefine(s.Text) {
			continue
		}
		for sentence := range analysis.SentenceTexts(s.Text) {
			term, ok := analysis.Defines(sentence)
			if ok && analysis.Uses(in.Draft.Text, term) && !strings.Contains(said, strip(sentence).text) {
				found = append(found, desk.Finding{
					Check: "definitions", Severity: desk.Block, Claim: desk.WholeDraft,
					Message: fmt.Sprintf("the page says what it means by %q, and the draft does not", term),
				})
			}
		}
	}
	return found, nil
}

// mayDefine tells whether a page holds quotation marks and a word with which pages define: without, none of its sentences
// defines anything.
func mayDefine(page string) bool {
	return holdsAny(page, "\"", "“", "«") && holdsAny(page, "mean", "stand", "refer", "include", "cover", "understood",
		"signe", "signifie", "entend", "veut dire", "veulent dire", "comprend", "comprennent", "appelle")
}
