package triage

import (
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// OtherLanguage is what Language calls a language that Vigie does not speak.
const OtherLanguage desk.Language = "other"

// Language tells the language of a text: desk.English, desk.French, OtherLanguage, or desk.Unknown where nothing in it
// tells.
func Language(text string) desk.Language {
	lead := weighLanguages(scanWords(excerpt(text)))
	switch {
	case lead.points < leastPoints:
		return desk.Unknown
	case lead.language == desk.English, lead.language == desk.French:
		return lead.language
	}
	return OtherLanguage
}

// Detect tells which language to answer in. A text with little in it keeps the language that the conversation is known
// to be in. With other, the text is in a language that Vigie does not speak, and the language given is the known one.
func Detect(text string, known desk.Language) (lang desk.Language, other bool) {
	return detect(scanWords(excerpt(text)), known)
}

const (
	leastPoints  = 0.4 // what a lead over the runner-up must come to before it says anything
	switchPoints = 1.4 // ... before a short text turns a conversation to another language
	otherPoints  = 1.9 // ... before the text is called foreign

	otherShortPoints = 1.4 // ... before one of three to shortWords words is
	shortWords       = 7
)

func detect(words []word, known desk.Language) (desk.Language, bool) {
	lead := weighLanguages(words)
	foreign := otherPoints
	if n := len(words); n >= 3 && n <= shortWords {
		foreign = otherShortPoints
	}
	spoken := lead.language == desk.English || lead.language == desk.French
	switch {
	case spoken && lead.points >= switchPoints, spoken && known == desk.Unknown && lead.points >= leastPoints:
		return lead.language, false
	case lead.points >= foreign && !spoken:
		return known, true
	}
	return known, false
}

// languageLead is the likeliest language of a text and by how many points it leads the next.
type languageLead struct {
	language desk.Language
	points   float64
}

// weighLanguages adds up the evidence for each language: a word that one language has alone counts 1, one shared by n
// languages 1/n, a letter or ending typical of one a little. A text in no Latin letters is foreign at once.
func weighLanguages(words []word) languageLead {
	var points [languages]float64
	latin, foreign := 0, 0
	for _, w := range words {
		switch script(w.text) {
		case noScript:
		case otherScript:
			foreign++
		case latinScript:
			latin++
			addWordEvidence(&points, w)
		}
	}
	if foreign > latin/2 && foreign > 0 {
		return languageLead{OtherLanguage, float64(2 * foreign)}
	}
	return leadOf(points)
}

// leadOf gives the language with the most points. One that Vigie does not speak leads by what it is ahead of English and
// French, not of its kin: that a text may be German or Dutch makes it no less foreign.
func leadOf(points [languages]float64) languageLead {
	first, second := 0, 1
	if points[second] > points[first] {
		first, second = second, first
	}
	for l := 2; l < languages; l++ {
		switch {
		case points[l] > points[first]:
			first, second = l, first
		case points[l] > points[second]:
			second = l
		}
	}
	if first > lastSpoken {
		return languageLead{languageNames[first], points[first] - max(points[0], points[lastSpoken])}
	}
	return languageLead{languageNames[first], points[first] - points[second]}
}

// lastSpoken is the place in languageNames of the last language that Vigie speaks.
const lastSpoken = 1

type scriptKind int

const (
	noScript scriptKind = iota
	latinScript
	otherScript
)

// script tells what letters a word is written in; digits are in none.
func script(text string) scriptKind {
	kind := noScript
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			return latinScript
		case unicode.IsLetter(r):
			kind = otherScript
		}
	}
	return kind
}
