package guard

import (
	"fmt"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// language holds a draft to the customer's language: the draft says it is written in it, its sources are, and its words
// do not plainly belong to the other one.
//
// It catches a French page quoted to an English customer, and a page filed under the wrong language. It cannot tell the
// language of a text without function words (a table of names), and knows English and French only.
func language(in Input) ([]desk.Finding, error) {
	block := func(claim int, format string, args ...any) desk.Finding {
		return desk.Finding{Check: "language", Severity: desk.Block, Claim: claim, Message: fmt.Sprintf(format, args...)}
	}
	if in.Language != desk.English && in.Language != desk.French {
		return []desk.Finding{block(desk.WholeDraft, "the customer's language %q is not one that a reply can be written in", in.Language)}, nil
	}
	var found []desk.Finding
	if in.Draft.Language != in.Language {
		found = append(found, block(desk.WholeDraft, "the draft is in %q, the customer writes %q", in.Draft.Language, in.Language))
	}
	if spoken := spokenLanguage(in.Draft.Text); spoken != desk.Unknown && spoken != in.Language {
		found = append(found, block(desk.WholeDraft, "the draft's words are in %q, the customer writes %q", spoken, in.Language))
	}
	for n, claim := range in.Draft.Claims {
		for s := range sourcesOf(in, claim) {
			if l := in.Sources[s].Language; l != in.Language {
				found = append(found, block(n, "%q is in %q, the customer writes %q", in.Sources[s].Title, l, in.Language))
			}
		}
	}
	return found, nil
}

// spokenLanguage tells which language a text's function words belong to: at least four of them and three times as many as
// of the other, else Unknown.
func spokenLanguage(text string) desk.Language {
	english, french := 0, 0
	for _, t := range analysis.Tokens(text) {
		en, fr := analysis.Stop(desk.English, t.Text), analysis.Stop(desk.French, t.Text)
		switch {
		case en && !fr:
			english++
		case fr && !en:
			french++
		}
	}
	switch {
	case english >= 4 && english >= 3*french:
		return desk.English
	case french >= 4 && french >= 3*english:
		return desk.French
	}
	return desk.Unknown
}
