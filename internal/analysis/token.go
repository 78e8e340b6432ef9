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
	if plainLower(text) {
		return text
	}
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
	tokens := make([]Token, 0, len(text)/6+1)
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if !wordRune(runes[i]) {
			i++
			continue
		}
		end := tokenEnd(runes, i)
		tokens = append(tokens, cut(runes, i, end)...)
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
func cut(runes []rune, start, end int) []Token {
	folded := Fold(string(runes[start:end]))
	if head, tail, found := strings.Cut(folded, "'"); found && elision(head) && tail != "" {
		return []Token{{Text: tail, Start: start + utf8.RuneCountInString(head) + 1, End: end}}
	}
	return []Token{{Text: folded, Start: start, End: end}}
}

func elision(head string) bool {
	switch head {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}
