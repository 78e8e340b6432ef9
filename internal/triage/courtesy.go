package triage

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// CourtesyKind says what sort of courtesy a message is, where it is nothing else.
type CourtesyKind int

// The kinds of courtesy. The zero value is none: the message says something.
const (
	NoCourtesy CourtesyKind = iota
	Greeting
	Thanks
	Goodbye
)

func (k CourtesyKind) String() string {
	switch k {
	case NoCourtesy:
		return "none"
	case Greeting:
		return "greeting"
	case Thanks:
		return "thanks"
	case Goodbye:
		return "goodbye"
	}
	return "none"
}

//go:embed lexicon/courtesy.txt
var courtesyText string

var courtesyBook, courtesyFault = parsePhrases(courtesyText)

// mostCourtesyWords is how long a message of mere courtesy can be.
const mostCourtesyWords = 24

// Courtesy tells whether a message is nothing but a greeting, thanks or a goodbye. Of a message that is several, a
// goodbye counts before thanks and thanks before a greeting. A question mark makes it more than courtesy.
func Courtesy(text string) CourtesyKind { return courtesyOf(scanWords(excerpt(text))) }

// courtesyOf looks whether courtesies and their padding cover every word.
func courtesyOf(words []word) CourtesyKind {
	if len(words) > mostCourtesyWords || courtesyFault != nil {
		return NoCourtesy
	}
	covered := make([]bool, len(words))
	kind := NoCourtesy
	for _, m := range courtesyBook.find(words) {
		kind = max(kind, courtesyTags[m.tag])
		for i := m.from; i < m.to; i++ {
			covered[i] = true
		}
	}
	names := 0
	for i, w := range words {
		switch {
		case w.asks > 0 || w.quoted:
			return NoCourtesy
		case covered[i] || w.emoji:
		case i > 0 && names < mostNames && nameLike(w):
			names++
		default:
			return NoCourtesy
		}
	}
	return kind
}

// mostNames is how many words of a courtesy may be the name of whom it is for or from.
const mostNames = 2

// nameLike tells whether a word may be a name: in its sentence's middle, with a capital and small letters.
func nameLike(w word) bool {
	first, _ := utf8.DecodeRuneInString(w.text)
	return w.before != sentence && unicode.IsUpper(first) && !w.loud && strings.IndexFunc(w.text, unicode.IsDigit) < 0
}

var courtesyTags = map[string]CourtesyKind{"greeting": Greeting, "thanks": Thanks, "goodbye": Goodbye}

// CourtesyReply gives the fixed sentence that answers a courtesy, in French for French and else in English; of
// NoCourtesy, nothing. It never says or hints that a person wrote it.
func CourtesyReply(kind CourtesyKind, lang desk.Language) string {
	french := lang == desk.French
	switch kind {
	case NoCourtesy:
		return ""
	case Greeting:
		return choose(french, "Bonjour ! Quelle est votre question ?", "Hello! What is your question?")
	case Thanks:
		return choose(french, "Avec plaisir. Si vous avez une autre question, écrivez-la ici.",
			"You are welcome. If you have another question, write it here.")
	case Goodbye:
		return choose(french, "Au revoir, et bonne continuation.", "Goodbye, and all the best.")
	}
	return ""
}

func choose(french bool, inFrench, inEnglish string) string {
	if french {
		return inFrench
	}
	return inEnglish
}
