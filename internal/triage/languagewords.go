package triage

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed lexicon/languages.txt
var languageText string

// languages is how many languages are told apart, in the order of languageNames.
const languages = 17

var languageNames = [languages]desk.Language{
	desk.English, desk.French, "es", "de", "it", "nl", "pt", "pl", "sv", "da", "ro", "cs", "tr",
	"fi", "hu", "id", "xx",
}

// languageWords says for each word which languages have it, as a bit for each.
var languageWords = parseLanguageWords(languageText)

func parseLanguageWords(text string) map[string]uint32 {
	table := map[string]uint32{}
	bit := uint32(0)
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			bit = 1 << languageIndex(desk.Language(strings.Trim(line, "[]")))
		default:
			for w := range strings.FieldsSeq(line) {
				table[w] |= bit
			}
		}
	}
	return table
}

// languageIndex gives a language's place in languageNames; one that is not there is the last, which stands for any.
func languageIndex(language desk.Language) int {
	for i, name := range languageNames {
		if name == language {
			return i
		}
	}
	return languages - 1
}

// letterHint is a letter or an ending that is typical of some languages, as written in lower case.
type letterHint struct {
	text   string
	ending bool
	points float64 // shared among the languages
	bits   uint32
}

var letterHints = []letterHint{
	{"ñ", false, 1, bitsOf("es")},
	{"ß", false, 1, bitsOf("de")},
	{"ä", false, .6, bitsOf("de", "sv", "fi")},
	{"ö", false, .6, bitsOf("de", "sv", "fi", "tr", "hu")},
	{"ü", false, .6, bitsOf("de", "tr", "hu")},
	{"ã", false, 1, bitsOf("pt")},
	{"õ", false, 1, bitsOf("pt")},
	{"ł", false, 1, bitsOf("pl")},
	{"ą", false, 1, bitsOf("pl")},
	{"ę", false, 1, bitsOf("pl")},
	{"ż", false, 1, bitsOf("pl")},
	{"ś", false, .8, bitsOf("pl")},
	{"ć", false, .8, bitsOf("pl")},
	{"ź", false, .8, bitsOf("pl")},
	{"å", false, .8, bitsOf("sv", "da")},
	{"ø", false, 1, bitsOf("da")},
	{"ş", false, 1, bitsOf("tr")},
	{"ğ", false, 1, bitsOf("tr")},
	{"ı", false, 1, bitsOf("tr")},
	{"ř", false, 1, bitsOf("cs")},
	{"ě", false, 1, bitsOf("cs")},
	{"ů", false, 1, bitsOf("cs")},
	{"ő", false, 1, bitsOf("hu")},
	{"ű", false, 1, bitsOf("hu")},
	{"ț", false, 1, bitsOf("ro")},
	{"ă", false, 1, bitsOf("ro")},
	{"œ", false, .8, bitsOf("fr")},
	{"ê", false, .6, bitsOf("fr", "pt")},
	{"è", false, .6, bitsOf("fr", "it")},
	{"û", false, .6, bitsOf("fr")},
	{"î", false, .6, bitsOf("fr", "ro")},
	{"ù", false, .4, bitsOf("fr", "it")},
	{"ç", false, .6, bitsOf("fr", "pt", "tr")},
	{"à", false, .4, bitsOf("fr", "it")},
	{"é", false, .5, bitsOf("fr")},
	{"ó", false, .5, bitsOf("es", "pt", "pl")},
	{"á", false, .5, bitsOf("es", "pt", "cs", "hu")},
	{"í", false, .5, bitsOf("es", "pt", "cs", "hu")},
	{"ij", false, .5, bitsOf("nl")},
	{"ing", true, .5, bitsOf("en")},
	{"ed", true, .2, bitsOf("en")},
	{"ly", true, .4, bitsOf("en")},
	{"ness", true, .4, bitsOf("en")},
	{"ght", true, .5, bitsOf("en")},
	{"ez", true, .5, bitsOf("fr")},
	{"eux", true, .5, bitsOf("fr")},
	{"eur", true, .4, bitsOf("fr")},
	{"aux", true, .4, bitsOf("fr")},
	{"oir", true, .4, bitsOf("fr")},
	{"ement", true, .3, bitsOf("fr")},
	{"ait", true, .3, bitsOf("fr")},
	{"ung", true, .5, bitsOf("de")},
	{"lich", true, .5, bitsOf("de")},
	{"keit", true, .5, bitsOf("de")},
	{"cion", true, .5, bitsOf("es")},
	{"ción", true, .5, bitsOf("es")},
	{"idad", true, .4, bitsOf("es")},
	{"zione", true, .6, bitsOf("it")},
	{"ção", true, .6, bitsOf("pt")},
	{"heid", true, .5, bitsOf("nl")},
	{"zioni", true, .6, bitsOf("it")},
	{"ować", true, .6, bitsOf("pl")},
}

func bitsOf(names ...desk.Language) uint32 {
	bits := uint32(0)
	for _, name := range names {
		bits |= 1 << languageIndex(name)
	}
	return bits
}

// addWordEvidence adds what one word says for each language: listed words count most, letters and endings of words that
// are not listed a little.
func addWordEvidence(points *[languages]float64, w word) {
	bits, listed := languageWords[w.fold]
	if !listed {
		bits, listed = languageWords[w.short]
	}
	share(points, bits, 1)
	if utf8.RuneCountInString(w.text) < 3 {
		return
	}
	scale := 1.0
	if listed {
		scale = 0.5
	}
	lower := strings.ToLower(w.text)
	for _, h := range letterHints {
		if h.ending && strings.HasSuffix(lower, h.text) || !h.ending && strings.Contains(lower, h.text) {
			share(points, h.bits, scale*h.points)
		}
	}
}

func share(points *[languages]float64, bits uint32, amount float64) {
	n := 0
	for b := bits; b != 0; b &= b - 1 {
		n++
	}
	for l := 0; l < languages && n > 0; l++ {
		if bits&(1<<l) != 0 {
			points[l] += amount / float64(n)
		}
	}
}
