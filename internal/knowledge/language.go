package knowledge

import (
	"path"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// settleLanguages gives the pages whose words do not tell (a table of names, one line) the language that most pages have,
// and takes out those written in a language that is not spoken here.
func (im *importing) settleLanguages() {
	counts := map[desk.Language]int{}
	for _, p := range im.pages {
		counts[p.article.Language]++
	}
	most := desk.English
	if counts[desk.French] > counts[desk.English] {
		most = desk.French
	}
	kept := im.pages[:0]
	for _, p := range im.pages {
		switch {
		case p.article.Language != desk.Unknown:
		case p.foreign || foreign(p.article.Text):
			im.skip(p.article.Path, desk.Errorf(desk.Invalid,
				"%s: is not in English or French, the languages spoken here: set lang to en or fr at its top if that is wrong", p.article.Path))
			continue
		default:
			p.article.Language = most
		}
		kept = append(kept, p)
	}
	im.pages = kept
}

// languageOf gives the language of a document: its front matter's, else its name's, else its words'. Foreign means that
// the name carries the code of a language that is not spoken here.
func languageOf(file string, doc extract.Document) (language desk.Language, foreign bool) {
	key, named := extract.Key(file)
	if l := doc.Front.Language.Or(named); l != desk.Unknown {
		return l, false
	}
	if key != strings.TrimSuffix(file, path.Ext(file)) && key != file {
		return desk.Unknown, true
	}
	return extract.Language(doc), false
}

// foreign tells whether a text that shows neither English nor French shows another language: other letters, or in its
// first 4,000 bytes at least 5 small words of a neighbour and one in 20.
func foreign(text string) bool {
	const sample, least, share = 4000, 5, 20
	if len(text) > sample {
		text = strings.ToValidUTF8(text[:sample], "")
	}
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	words, small := 0, 0
	for _, t := range analysis.Tokens(text) {
		words++
		if neighbourWord(t.Text) {
			small++
		}
	}
	return other > latin || small >= least && share*small >= words
}

// neighbourWord knows the commonest small words of German, Spanish, Italian, Portuguese and Dutch.
func neighbourWord(word string) bool {
	switch word {
	case "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit", "fur", "auf", "sie", "wird", "werden",
		"el", "los", "las", "una", "por", "para", "con", "del", "esta", "como", "puede", "usted",
		"il", "gli", "che", "di", "della", "sono", "puo",
		"nao", "uma", "com", "voce", "dos", "pode",
		"het", "een", "van", "niet", "voor", "wordt", "zijn":
		return true
	}
	return false
}
