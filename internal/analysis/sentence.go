package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Span is a stretch of a text, in code points: Start inclusive, End exclusive.
type Span struct{ Start, End int }

// Sentences cuts a text into sentences. The spans cover the text without gap or overlap; white space belongs to the
// sentence before it, at the very start to the first. The cuts are those of Unicode Standard Annex 29, less the ones
// after an abbreviation, an initial, a list marker or inside a URL, plus the ones before a sentence that opens in lower
// case ("… a package. npm then …") or was glued to the one before ("du domaine.Ces procédés"). A line break always cuts.
func Sentences(text string) []Span {
	var spans []Span
	runes, last := 0, 0
	for _, cut := range cuts(text) {
		n := utf8.RuneCountInString(text[last:cut])
		spans = append(spans, Span{Start: runes, End: runes + n})
		runes, last = runes+n, cut
	}
	return spans
}

// cuts gives the ends of the sentences in bytes; the last is the end of the text.
func cuts(text string) []int {
	var ends []int
	last := 0
	accept := func(at int) {
		at += len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		if at > last && at < len(text) && cutsAt(text, last, at) {
			ends = append(ends, at)
			last = at
		}
	}
	it := sentences.FromString(text)
	for it.Next() {
		from := it.Start()
		for _, inner := range innerCuts(text, from, it.End()) {
			accept(inner)
		}
		accept(it.End())
	}
	if len(text) > 0 {
		ends = append(ends, len(text))
	}
	return ends
}

// cutsAt tells whether the sentence that began at start ends before at, where text[at] is not white space.
func cutsAt(text string, start, at int) bool {
	before := text[start:at]
	said := strings.TrimRightFunc(before, unicode.IsSpace)
	if strings.TrimLeftFunc(said, unicode.IsSpace) == "" || listMarker(said) {
		return false
	}
	gap := before[len(said):]
	if strings.ContainsAny(gap, "\n\r\u2028\u2029\u0085") {
		return true
	}
	if gap == "" {
		return glued(text, at)
	}
	return !continues(said, text[at:])
}

// continues tells whether the words before a full stop keep the sentence open: an abbreviation or an initial.
func continues(said, rest string) bool {
	bare := strings.TrimRight(said, "\"'”’»)]")
	if !strings.HasSuffix(bare, ".") {
		return false
	}
	word := lastWord(strings.TrimSuffix(bare, "."))
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"'“‘«([ \u00a0"))
	switch {
	case abbreviated(word):
		return true
	case beforeNumber(word):
		return unicode.IsDigit(next) || unicode.IsLower(next)
	case unicode.IsLower(next):
		return shortened(word) || !closesBefore(word)
	case initial(word) || company(word):
		return !opener(rest)
	}
	return false
}

// innerCuts gives the places inside one UAX 29 sentence where a sentence may end all the same: after a full stop before
// a lower-case word, after an ellipsis before a capital, and where a space was lost.
func innerCuts(text string, from, to int) []int {
	var places []int
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:to])
		i += size
		if !terminator(r) || i >= to {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i:to])
		switch {
		case unicode.IsUpper(next):
			places = append(places, i)
		case unicode.IsSpace(next):
			after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text[i:to], unicode.IsSpace))
			if unicode.IsUpper(after) || r == '.' && unicode.IsLower(after) {
				places = append(places, i)
			}
		}
	}
	return places
}

func terminator(r rune) bool { return r == '.' || r == '…' || r == '?' || r == '!' }
