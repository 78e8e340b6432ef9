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
	Acknowledgement // the answer was taken note of: "ok", "got it"
	WhoAreYou       // asks whether a machine or a human is writing
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
	case Acknowledgement:
		return "acknowledgement"
	case WhoAreYou:
		return "who are you"
	}
	return "none"
}

//go:embed lexicon/courtesy.txt
var courtesyText string

var courtesyBook, courtesyFault = parsePhrases(courtesyText)

// mostCourtesyWords is how long a message of mere courtesy can be.
const mostCourtesyWords = 24

// Courtesy tells whether a message is nothing but a greeting, thanks, a goodbye, an acknowledgement or the question what
// is writing here. Of a message that is several, that question counts before a goodbye, a goodbye before thanks and
// thanks before a greeting; an acknowledgement is one alone. A question mark makes a message more than courtesy, save
// after the question what is writing. A message that asks for a person is never WhoAreYou.
func Courtesy(text string) CourtesyKind { return courtesyOf(scanWords(excerpt(text))) }

func courtesyOf(words []word) CourtesyKind {
	if len(words) > mostCourtesyWords || courtesyFault != nil {
		return NoCourtesy
	}
	matches := courtesyBook.find(words)
	if acknowledges(words, matches) {
		return Acknowledgement
	}
	kind := NoCourtesy
	for _, m := range matches {
		if k := courtesyTags[m.tag]; courtesyRank[k] > courtesyRank[kind] {
			kind = k
		}
	}
	if !allCourtesy(words, matches) || kind == WhoAreYou && wantsPerson(words) {
		return NoCourtesy
	}
	return kind
}

// allCourtesy looks whether courtesies, their padding and a name or two cover every word, and no question is left.
func allCourtesy(words []word, matches []phraseMatch) bool {
	covered, asked := make([]bool, len(words)), make([]bool, len(words))
	for _, m := range matches {
		for i := m.from; i < m.to; i++ {
			covered[i] = covered[i] || m.tag != acknowledgementTag
			asked[i] = asked[i] || courtesyTags[m.tag] == WhoAreYou
		}
	}
	names := 0
	for i, w := range words {
		switch {
		case w.asks > 0 && !asked[i] || w.quoted:
			return false
		case covered[i] || w.emoji:
		case i > 0 && names < mostNames && nameLike(w):
			names++
		default:
			return false
		}
	}
	return true
}

// acknowledgementTag is the tag of the phrases that acknowledge an answer. They are no padding of other courtesies: a
// word for yes, or a name, beside one may be the answer to a question, so nothing else may stand in such a message.
const acknowledgementTag = "acknowledgement"

// acknowledges tells whether every word acknowledges, or is the emoji that does; other emoji may stand beside.
func acknowledges(words []word, matches []phraseMatch) bool {
	covered, some := make([]bool, len(words)), false
	for _, m := range matches {
		for i := m.from; i < m.to && m.tag == acknowledgementTag; i++ {
			covered[i], some = true, true
		}
	}
	for i, w := range words {
		_, nod := nods[w.text]
		some = some || nod
		if w.asks > 0 || w.quoted || !covered[i] && !w.emoji {
			return false
		}
	}
	return some
}

// nods are the emoji that say yes, done or understood by themselves.
var nods = setOf("\U0001F44D \U0001F44C \u2705 \u2714 \u2611 \U0001F197")

// mostNames is how many words of a courtesy may be the name of whom it is for or from.
const mostNames = 2

// nameLike tells whether a word may be a name: in its sentence's middle, with a capital and small letters.
func nameLike(w word) bool {
	first, _ := utf8.DecodeRuneInString(w.text)
	return w.before != sentence && unicode.IsUpper(first) && !w.loud && strings.IndexFunc(w.text, unicode.IsDigit) < 0
}

var courtesyTags = map[string]CourtesyKind{
	"greeting": Greeting, "thanks": Thanks, "goodbye": Goodbye, "who are you": WhoAreYou,
}

// courtesyRank says which courtesy a message that is several counts as: the one of the highest rank.
var courtesyRank = map[CourtesyKind]int{NoCourtesy: 0, Greeting: 1, Thanks: 2, Goodbye: 3, WhoAreYou: 4}

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
	case Acknowledgement:
		return choose(french, "Très bien. Écrivez ici dès que vous avez une autre question.", "Glad to help. Write again whenever you need.")
	case WhoAreYou:
		return choose(french, "Vous parlez à un assistant, une intelligence artificielle et non une personne. Chaque réponse est vérifiée dans "+
			"les pages d’aide, et vous pouvez demander une personne à tout moment.",
			"This is an AI assistant, not a person. Every answer is checked against the help pages, and you can ask for a person at any time.")
	}
	return ""
}

func choose(french bool, inFrench, inEnglish string) string {
	if french {
		return inFrench
	}
	return inEnglish
}
