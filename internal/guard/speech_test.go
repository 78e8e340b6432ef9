package guard

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// reply makes an Input whose draft says a text in its own words, over one page in the same language.
func reply(language desk.Language, question, page, text string) Input {
	in := saying(page)
	in.Question, in.Language, in.Draft.Language = question, language, language
	in.Draft.Mode, in.Draft.Text, in.Draft.Claims = desk.Compose, text, Claims(text, language)
	in.Sources[0].Language = language
	for i := range in.Draft.Claims {
		in.Draft.Claims[i].Evidence = []desk.Evidence{evidenceOf(in.Sources[0])}
	}
	return in
}

// spokenCase is a reply and whether a check must block it.
type spokenCase struct {
	language desk.Language
	page     string // what the reply stands on; a harmless page where empty
	text     string
	want     bool
}

const (
	en = desk.English
	fr = desk.French
)

// hold runs a table of replies against one check and counts.
func hold(t *testing.T, check string, cases []spokenCase) {
	t.Helper()
	wrong := 0
	for _, c := range cases {
		page, question := c.page, "How does it work?"
		if page == "" {
			page = "The lamp is blue. Orders are packed in our workshop."
		}
		if c.language == fr {
			question = "Comment ça marche ?"
		}
		in := reply(c.language, question, page, c.text)
		if got := blocks(t, check, in); got != c.want {
			wrong++
			t.Errorf("%s %q: blocks %v, want %v: %v", c.language, c.text, got, c.want, found(t, check, in))
		}
	}
	t.Logf("%s: %d replies, %d judged wrongly", check, len(cases), wrong)
}
