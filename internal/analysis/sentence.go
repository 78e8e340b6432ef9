package analysis

import (
	"iter"
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
// The cost is linear in the length of the text, whatever the text is.
func Sentences(text string) []Span {
	var spans []Span
	at := 0
	for sentence := range SentenceTexts(text) {
		n := utf8.RuneCountInString(sentence)
		spans = append(spans, Span{Start: at, End: at + n})
		at += n
	}
	return spans
}

// SentenceTexts gives the sentences of Sentences as they stand in the text, white space included: joined they are the
// text. They are cut as they are asked for.
func SentenceTexts(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		last := 0
		for end := range cuts(text) {
			if !yield(text[last:end]) {
				return
			}
			last = end
		}
	}
}

// cuts gives the ends of the sentences in bytes; the last is the end of the text.
func cuts(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		first := leadingSpace(text)
		open := newOpenSentence(text, first, first)
		seen := 0 // places up to here were looked at; all of a run of white space are the one at its end
		for at := range places(text) {
			if at <= seen {
				continue
			}
			at += leadingSpace(text[at:])
			seen = at
			if at == len(text) || !open.endsBefore(at) {
				continue
			}
			if !yield(at) {
				return
			}
			open = newOpenSentence(text, first, at)
		}
		if text != "" {
			yield(len(text))
		}
	}
}

func leadingSpace(text string) int {
	return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
}

// places gives where a sentence may end, in bytes and in order: where UAX 29 ends one, and within those.
func places(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		short := shorten(text)
		it := sentences.FromString(short.text)
		from := 0
		for it.Next() {
			to := short.placeInText(it.End())
			for _, inner := range innerCuts(text, from, to) {
				if !yield(inner) {
					return
				}
			}
			if !yield(to) {
				return
			}
			from = to
		}
	}
}

// innerCuts gives the places inside one UAX 29 sentence where a sentence may end all the same: after a full stop before
// a lower-case word, after an ellipsis before a capital, and where a space was lost.
func innerCuts(text string, from, to int) []int {
	var found []int
	for i := from; i < to; {
		if c := text[i]; c < utf8.RuneSelf && c != '.' && c != '?' && c != '!' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:to])
		i += size
		if !terminator(r) || i >= to {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i:to])
		switch {
		case unicode.IsUpper(next):
			found = append(found, i)
		case unicode.IsSpace(next):
			after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text[i:to], unicode.IsSpace))
			if unicode.IsUpper(after) || r == '.' && unicode.IsLower(after) {
				found = append(found, i)
			}
		}
	}
	return found
}

func terminator(r rune) bool { return r == '.' || r == '…' || r == '?' || r == '!' }
