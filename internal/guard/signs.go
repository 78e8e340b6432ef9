package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cheap looks at a text, by which a costly pattern is spared where it cannot match. Each may say yes too often, and never
// no too often.

// lowered gives a text in lower case as patterns that pass over case see it: they take the long s for an s, and the sign
// of the kelvin for a k.
func lowered(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "ſ") {
		text = strings.ReplaceAll(text, "ſ", "s")
	}
	return text
}

// holdsAny tells whether a text holds one of some words, as letters in a row.
func holdsAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// holdsWord tells whether a text holds a word that no letter, digit or underscore of ASCII touches.
func holdsWord(text, word string) bool {
	touches := func(c byte) bool { return asciiLetter(c) || isDigit(c) || c == '_' }
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(word)
		if (i == 0 || !touches(text[i-1])) && (end == len(text) || !touches(text[end])) {
			return true
		}
		from = i + 1
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func asciiLetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

// longNumber tells whether so many digits stand in a row with at most three signs between two of them, none a letter but
// the A and B of Corsica.
func longNumber(text string, least int) bool {
	digits, gap := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case isDigit(c):
			if digits++; digits >= least {
				return true
			}
			gap = 0
		case c >= 0x80 && c < 0xC0: // inside a sign of several bytes
		case asciiLetter(c) && c != 'A' && c != 'B':
			digits = 0
		default:
			if gap++; gap > 3 {
				digits = 0
			}
		}
	}
	return false
}

// numberRow tells whether three signs or more in a row are digits and white space, digits first and last.
func numberRow(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if !isDigit(text[i]) || !isDigit(text[i+1]) && !unicode.IsSpace(rune(text[i+1])) {
			continue
		}
		for k := i + 2; k < len(text) && (isDigit(text[k]) || unicode.IsSpace(rune(text[k]))); k++ {
			if isDigit(text[k]) {
				return true
			}
		}
	}
	return false
}

// accountLike tells whether two capitals and two digits stand in a row.
func accountLike(text string) bool {
	for i := 0; i+3 < len(text); i++ {
		if isDigit(text[i+2]) && isDigit(text[i+3]) && text[i] >= 'A' && text[i] <= 'Z' && text[i+1] >= 'A' && text[i+1] <= 'Z' {
			return true
		}
	}
	return false
}

// keySign tells whether a byte may stand in a key.
func keySign(c byte) bool {
	return asciiLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '+' || c == '='
}

// tokenLike tells whether sixteen signs of a key stand in a row, a digit and a letter among them.
func tokenLike(text string) bool {
	run, digit, letter := 0, false, false
	for i := range len(text) {
		c := text[i]
		if !keySign(c) {
			run, digit, letter = 0, false, false
			continue
		}
		run++
		digit, letter = digit || isDigit(c), letter || asciiLetter(c)
		if run >= 16 && digit && letter {
			return true
		}
	}
	return false
}

// prefixedKey tells whether a text holds what the known beginnings of keys have: one of some letters, or a hyphen or an
// underscore with ten signs of a key behind it.
func prefixedKey(text string) bool {
	if holdsAny(text, "AKIA", "ASIA", "AIza", "SG.", "eyJ") {
		return true
	}
	for i := 0; i < len(text); i++ {
		if text[i] != '-' && text[i] != '_' {
			continue
		}
		n := i + 1
		for n < len(text) && n-i <= 10 && keySign(text[n]) {
			n++
		}
		if n-i > 10 {
			return true
		}
	}
	return false
}

// holdsWorldWide tells whether a text writes "www." in capitals or small letters.
func holdsWorldWide(text string) bool {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '.')
		if i < 0 {
			return false
		}
		i += from
		if i >= 3 && text[i-1]|0x20 == 'w' && text[i-2]|0x20 == 'w' && text[i-3]|0x20 == 'w' {
			return true
		}
		from = i + 1
	}
}

// dotted tells whether a full stop stands between a letter, digit or hyphen and two more of them.
func dotted(text string) bool {
	part := func(c byte) bool { return asciiLetter(c) || isDigit(c) || c == '-' || c >= utf8.RuneSelf }
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '.')
		if i < 0 {
			return false
		}
		i += from
		if i > 0 && i+2 < len(text) && part(text[i-1]) && part(text[i+1]) && part(text[i+2]) {
			return true
		}
		from = i + 1
	}
}

// otherScript tells whether a text has a letter that may look like a Latin one and is none.
func otherScript(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == 'ı' || r >= 0x370 && unicode.IsLetter(r) {
			return true
		}
		i += size
	}
	return false
}

// streetLike tells whether a number stands before a word that may be of a street: one with a capital, the name of a kind
// of street, or a letter that belongs to the number.
func streetLike(text string) bool {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) || i+1 < len(text) && isDigit(text[i+1]) {
			continue
		}
		rest := strings.TrimLeft(text[i+1:], " \t\r\n\f\v,")
		if rest == "" {
			continue
		}
		if rest[0] >= utf8.RuneSelf || rest[0] >= 'A' && rest[0] <= 'Z' {
			return true
		}
		end := 0
		for end < len(rest) && asciiLetter(rest[end]) {
			end++
		}
		if end < len(rest) && rest[end] >= utf8.RuneSelf {
			return true
		}
		if member(streetWords, lowered(rest[:end])) {
			return true
		}
	}
	return false
}

var streetWords = setOf(`a b c d bis ter rue avenue av boulevard bd place chemin impasse allee quai cours route square passage villa`)

// titled tells whether a text holds a form of address before a name.
func titled(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != 'M' && c != 'D' || i > 0 && (asciiLetter(text[i-1]) || isDigit(text[i-1]) || text[i-1] == '_') {
			continue
		}
		rest := text[i:]
		for _, title := range formsOfAddress {
			if strings.HasPrefix(rest, title) && len(rest) > len(title) && (rest[len(title)] == '.' || rest[len(title)] <= ' ') {
				return true
			}
		}
	}
	return false
}

var formsOfAddress = [...]string{"Mr", "Mrs", "Ms", "Miss", "Mx", "M", "Mme", "Mlle", "Madame", "Monsieur", "Mademoiselle", "Dr", "Docteur", "Doctor"}
