package analysis

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// signKind is a class of the property Sentence_Break of UAX 29, so far as it matters to shorten.
type signKind int

const (
	other   signKind = iota
	blank            // Sp
	closing          // Close
	ignored          // Extend and Format
)

// signAt gives the kind and the bytes of the sign at the start of a text.
func signAt(text string) (signKind, int) {
	if c := text[0]; c < utf8.RuneSelf {
		return asciiKinds[c], 1
	}
	r, size := utf8.DecodeRuneInString(text)
	return kindOf(r), size
}

var asciiKinds = [utf8.RuneSelf]signKind{
	' ': blank, '\t': blank, '\v': blank, '\f': blank,
	'"': closing, '\'': closing, '(': closing, ')': closing, '[': closing, ']': closing, '{': closing, '}': closing,
}

// kindOf gives the kind of a sign beyond ASCII by the definitions in table 4 of UAX 29. The cutter may know a newer
// Unicode than the tables here, and has its own mind on marks that stand before numbers: it is asked about those.
func kindOf(r rune) signKind {
	switch {
	case r == '\uff9e' || r == '\uff9f': // letters that are written as marks
		return ignored
	case unicode.IsLetter(r) || r == '\u0085' || r == '\u2028' || r == '\u2029': // the three end paragraphs
		return other
	case unicode.IsSpace(r):
		return blank
	case unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf) || ornamentalQuote(r):
		return closing
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return askedKind(string(r))
	case unicode.In(r, unicode.M, unicode.Cf):
		return ignored
	case unicode.In(r, unicode.N, unicode.P, unicode.S, unicode.Cc, unicode.Co):
		return other
	}
	return askedKind(string(r))
}

// ornamentalQuote tells whether a sign that is no letter or bracket breaks lines like a quotation mark (Line_Break=QU).
func ornamentalQuote(r rune) bool {
	switch {
	case r >= '\u275b' && r <= '\u2760', r >= '\U0001f676' && r <= '\U0001f678':
		return true
	case r == '\u2e00' || r == '\u2e01' || r >= '\u2e06' && r <= '\u2e08' || r == '\u2e0b':
		return true
	}
	return false
}

// askedKind tells the kind of a sign from where UAX 29 cuts when it stands between others.
func askedKind(sign string) signKind {
	if firstCut("?"+sign+"A") != 1+len(sign) { // after a closed sentence each of the three stays with it
		return other
	}
	switch {
	case firstCut("U."+sign+"A") == len("U.A")+len(sign): // as if it were not there
		return ignored
	case firstCut("? "+sign+"A") == 2:
		return closing
	case firstCut("?"+sign+")") == 1+len(sign) && firstCut("a"+sign+"b") == 2+len(sign):
		return blank
	}
	return other
}

func firstCut(text string) int {
	it := sentences.FromString(text)
	it.Next()
	return it.End()
}
