package mutate

import (
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Mistake is something wrong that was really said, or nearly, and that a person has reviewed. It becomes a mutant as it
// is, for good.
type Mistake struct {
	ID       string
	Question string
	Claim    string // what was said
	Language desk.Language
	Evidence []desk.Evidence // what it stood on, if anything
	Kind     Kind            // what was wrong; empty or Reviewed where no other kind fits
}

// Mutant makes the case of a mistake: a draft of one claim in a model's own words, on the evidence that it stood on. It
// fails with desk.Invalid where the mistake has no id, question or words, where replies are not written in its language,
// and where its kind is a benign one or one that only a runner can make.
func (m Mistake) Mutant() (Case, error) {
	text := strings.TrimSpace(m.Claim)
	switch {
	case m.ID == "":
		return Case{}, desk.Errorf(desk.Invalid, "a reviewed mistake has no id")
	case text == "":
		return Case{}, desk.Errorf(desk.Invalid, "the reviewed mistake %s has no words", m.ID)
	case strings.TrimSpace(m.Question) == "":
		return Case{}, desk.Errorf(desk.Invalid, "the reviewed mistake %s has no question", m.ID)
	case m.Language != desk.English && m.Language != desk.French:
		return Case{}, desk.Errorf(desk.Invalid, "the reviewed mistake %s is in %q: use en or fr", m.ID, m.Language)
	case m.Kind.Benign():
		return Case{}, desk.Errorf(desk.Invalid, "the reviewed mistake %s is called %q, which is harmless", m.ID, m.Kind)
	case m.Kind.Group() == Machinery:
		return Case{}, desk.Errorf(desk.Invalid, "the reviewed mistake %s is called %q, which no words are", m.ID, m.Kind)
	}
	kind := m.Kind
	if kind == "" {
		kind = Reviewed
	}
	claim := desk.Claim{Start: 0, End: utf8.RuneCountInString(text), Text: text, Kind: desk.PolicyClaim, Evidence: m.Evidence}
	return Case{
		Kind: kind, Question: m.Question, Language: m.Language, Change: "as it was said", Reworded: true, Mistake: m.ID,
		Draft: desk.Draft{Mode: desk.Compose, Language: m.Language, Text: text, Claims: []desk.Claim{claim}},
	}, nil
}
