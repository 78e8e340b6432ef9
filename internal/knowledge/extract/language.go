package extract

import (
	"path"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Language says in which language a document is written: as its front matter says, else as its words do; Unknown where
// neither tells. A language that the file's name gives (see Key) stands between the two:
// doc.Front.Language.Or(named).Or(Language(doc)).
func Language(doc Document) desk.Language {
	return doc.Front.Language.Or(detect(doc.Title + "\n" + doc.Text))
}

var (
	englishWords = nameSet(`the and you your to of is are was were this that these those with from can will not if it its for
		when how what which who our we they their have has must should may do does by or an be been as at into out then there
		using use please click choose`)
	frenchWords = nameSet(`le la les des du de et vous votre vos est sont pas une un ce cette ces dans pour avec sur par que qui
		quand si au aux en ou où nous notre nos il elle ils elles ont être avoir peut doit ne plus se son sa ses leur leurs mais
		donc comme sous chez cliquez`)
)

// enoughWords is how many function words it takes to be sure, and how much the one language must lead the other.
const (
	enoughWords = 3
	leadOver    = 2
	maxSample   = 20000
)

// detect counts the function words of English and French in the beginning of a text. A word of both counts for none.
func detect(text string) desk.Language {
	if len(text) > maxSample {
		text = strings.ToValidUTF8(text[:maxSample], "")
	}
	english, french, words := 0, 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		word = strings.ToLower(word)
		words++
		_, en := englishWords[word]
		_, fr := frenchWords[word]
		switch {
		case en && !fr:
			english++
		case fr && !en:
			french++
		}
	}
	switch floor := max(enoughWords, words/20); {
	case english >= floor && english >= leadOver*french:
		return desk.English
	case french >= floor && french >= leadOver*english:
		return desk.French
	}
	return desk.Unknown
}

// languageCodes are the codes that a file's name may carry. A folder counts only with a code that is spoken here, since
// "it" or "id" may well be a department.
var languageCodes = nameSet(`en fr de es it pt nl pl ru ja zh ko ar tr sv da no nb fi cs sk hu ro bg el he uk hi id vi th fa ca`)

// Key gives what a path shares with its counterparts in other languages, and the language that it names: "docs/pay.fr.md"
// and "fr/docs/pay.html" are both "docs/pay", French; "docs/pay.md" is "docs/pay", Unknown. Only the first folder that is
// a code counts, and a code in the file's name comes before it.
func Key(name string) (string, desk.Language) {
	clean := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/")
	dir, base := path.Split(clean)
	switch strings.ToLower(path.Ext(base)) {
	case ".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml", ".txt", ".text":
		base = strings.TrimSuffix(base, path.Ext(base))
	}
	if stem, code := strings.TrimSuffix(base, path.Ext(base)), strings.TrimPrefix(path.Ext(base), "."); stem != "" && languageCode(code) {
		return dir + stem, spoken(code)
	}
	folders := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	for i, f := range folders {
		if languageCode(f) && spoken(f) != desk.Unknown {
			return path.Join(path.Join(folders[:i]...), path.Join(folders[i+1:]...), base), spoken(f)
		}
	}
	return dir + base, desk.Unknown
}

// languageCode takes "fr", "fr-FR" and "fr_CA".
func languageCode(word string) bool {
	code, region, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(word), "_", "-"), "-")
	_, ok := languageCodes[code]
	return ok && (region == "" || len(region) == 2)
}

func spoken(word string) desk.Language {
	switch strings.ToLower(word[:2]) {
	case "en":
		return desk.English
	case "fr":
		return desk.French
	}
	return desk.Unknown
}
