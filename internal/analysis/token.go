package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one word or number of a text, folded, with its place in code points.
type Token struct {
	Text       string // lower case, without accents
	Start, End int
}

// Number tells whether the token starts with a digit.
func (t Token) Number() bool { return t.Text != "" && t.Text[0] >= '0' && t.Text[0] <= '9' }

// Fold gives a text in lower case without accents: what two spellings of one word have in common. Ligatures are opened
// (œ, æ, ß), typographic apostrophes and dashes become plain ones, invalid bytes become the replacement character.
func Fold(text string) string {
	switch {
	case plainLower(text):
		return text
	case western(text):
		return foldWestern(text)
	}
	return foldAny(text)
}

// foldAny folds a text of any signs.
func foldAny(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(text, "\uFFFD")) {
		foldRune(&b, r)
	}
	return b.String()
}

func plainLower(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// westernEnd is the first code point behind the letters of Latin-1 and Latin Extended-A.
const westernEnd = 0x180

// westernFolds is what each letter of western alphabets folds to, alone or beside others of them.
var westernFolds = func() (folds [westernEnd]string) {
	for r := range folds {
		folds[r] = foldAny(string(rune(r)))
	}
	return folds
}()

// western tells whether a text is valid and of western letters only, typographic apostrophes among them.
func western(text string) bool {
	for _, r := range text {
		if r >= westernEnd && r != '\u2019' {
			return false
		}
	}
	return true
}

// foldWestern folds such a text sign by sign: it has no marks that belong to the sign before them.
func foldWestern(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b.WriteByte(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < westernEnd {
			b.WriteString(westernFolds[r])
		} else {
			b.WriteByte('\'')
		}
		i += size
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case unicode.Is(unicode.Mn, r):
	case r == 'œ' || r == 'Œ':
		b.WriteString("oe")
	case r == 'æ' || r == 'Æ':
		b.WriteString("ae")
	case r == 'ß':
		b.WriteString("ss")
	case r == '\u2019' || r == '\u2018' || r == '\u02BC':
		b.WriteByte('\'')
	case r == '\u2010' || r == '\u2011' || r == '\u2212':
		b.WriteByte('-')
	default:
		b.WriteRune(unicode.ToLower(r))
	}
}

// Tokens cuts a text into words and numbers. A word is a run of letters and digits that may hold an inner apostrophe
// ("don't"), a number may hold inner . , : / ("1,000.50", "8.0", "17:30"). French elisions are cut off ("l'adresse" gives
// "adresse", "aujourd'hui" stays). Hyphens separate.
func Tokens(text string) []Token {
	tokens := make([]Token, 0, len(text)/5+1)
	if plainText(text) {
		return plainTokens(tokens, text)
	}
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if !wordRune(runes[i]) {
			i++
			continue
		}
		end := tokenEnd(runes, i)
		tokens = append(tokens, cut(string(runes[i:end]), i, end))
		i = end
	}
	return tokens
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func tokenEnd(runes []rune, start int) int {
	i := start
	for i < len(runes) {
		switch {
		case wordRune(runes[i]):
			i++
		case i+1 < len(runes) && i > start && inner(runes[i-1], runes[i], runes[i+1]):
			i++
		default:
			return i
		}
	}
	return i
}

// inner tells whether a mark between two runes belongs inside the token.
func inner(before, mark, after rune) bool {
	switch mark {
	case '\'', '\u2019', '\u02BC':
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	case '.', ',', ':', '/':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

// cut folds one token and takes a French elision off its front.
func cut(word string, start, end int) Token {
	folded := Fold(word)
	if head, tail, found := strings.Cut(folded, "'"); found && elision(head) && tail != "" {
		return Token{Text: tail, Start: start + utf8.RuneCountInString(head) + 1, End: end}
	}
	return Token{Text: folded, Start: start, End: end}
}

func plainText(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainTokens is Tokens of a text in which every byte is a code point.
func plainTokens(tokens []Token, text string) []Token {
	for i := 0; i < len(text); {
		if !plainWord(text[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(text) && (plainWord(text[end]) || end+1 < len(text) && inner(rune(text[end-1]), rune(text[end]), rune(text[end+1]))) {
			end++
		}
		tokens = append(tokens, cut(text[i:end], i, end))
		i = end
	}
	return tokens
}

func plainWord(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z'
}

func elision(head string) bool {
	switch head {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}
