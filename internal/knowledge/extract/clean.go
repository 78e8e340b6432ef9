package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/vigie-desk/vigie/internal/desk"
)

// decode gives the bytes of a file as text: valid UTF-8, NFC, line breaks as \n, without the characters that invisible
// drops. Bytes that are not UTF-8 are refused with their place: guessing an encoding would put wrong words before people.
func decode(name string, data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return "", desk.Errorf(desk.Invalid, "%s: line %d holds a zero byte, so it is no text in UTF-8: save it as UTF-8", name, lineAt(data, at))
	}
	if !utf8.Valid(data) {
		return "", desk.Errorf(desk.Invalid, "%s: line %d is not valid UTF-8: save the file as UTF-8", name, lineAt(data, invalidAt(data)))
	}
	return clean(string(data)), nil
}

func lineAt(data []byte, at int) int { return 1 + bytes.Count(data[:at], []byte("\n")) }

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// clean puts a text into the form that Document.Text promises. Invalid bytes become the replacement character.
func clean(text string) string {
	if plain(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	for i, r := range text {
		if r == '\r' && strings.HasPrefix(text[i+1:], "\n") {
			continue
		}
		if kept, ok := keep(before, r); ok {
			b.WriteRune(kept)
			before = kept
		}
	}
	return norm.NFC.String(b.String())
}

func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// keep says what becomes of one character after another.
func keep(before, r rune) (rune, bool) {
	switch {
	case r == '\n' || r == '\t':
		return r, true
	case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return '\n', true
	case r == '\u200d': // joins emoji
		return r, before > 0x1F000 || before == '\ufe0f' || before >= 0x2600 && before <= 0x27bf
	case unicode.Is(unicode.Zs, r):
		return ' ', true
	case unicode.IsControl(r), invisible(r):
		return 0, false
	}
	return r, true
}

// invisible tells whether a character shows nothing and may hide or turn words: zero-width marks, bidirectional
// controls, soft hyphens, tags, private use, noncharacters.
func invisible(r rune) bool {
	switch {
	case r == '\ufe0f': // asks for the coloured form of an emoji
		return false
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	}
	return r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r&0xfffe == 0xfffe
}

// squeeze makes one line of words: runs of white space become one space, none at the ends.
func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }
