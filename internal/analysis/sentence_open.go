package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// openSentence is a sentence whose end is being looked for. What would have to be found again at every place where it
// may end is found once. Offsets are bytes of the text.
type openSentence struct {
	text   string
	first  int // where the text starts, white space left out
	start  int // where the sentence starts, white space left out
	bare   int // where a list marker that opens the sentence has its first full stop or bracket
	marked int // where the marker ends, 0 if the sentence opens with none
}

func newOpenSentence(text string, first, start int) openSentence {
	s := openSentence{text: text, first: first, start: start}
	if bare, marked := listMarker(text[start:]); marked > 0 {
		s.bare, s.marked = start+bare, start+marked
	}
	return s
}

// endsBefore tells whether the sentence ends before at, where text[at] is not white space.
func (s openSentence) endsBefore(at int) bool {
	if at <= s.start {
		return false
	}
	said := strings.TrimRightFunc(s.text[s.start:at], unicode.IsSpace)
	end := s.start + len(said)
	if s.bare < end && end <= s.marked { // nothing but the marker was said
		return false
	}
	gap := s.text[end:at]
	if strings.ContainsAny(gap, "\n\r\u2028\u2029\u0085") {
		return true
	}
	if gap == "" {
		return s.glued(at)
	}
	return !continues(said, s.text[at:])
}

// glued tells whether a space was lost between two sentences: a lower-case word of three letters or more, its full stop,
// and a capitalised word that a space or an apostrophe follows. Dotted names, paths and addresses do not look so.
func (s openSentence) glued(at int) bool {
	if !gluedTail(s.text[at:]) {
		return false
	}
	head := strings.TrimRight(s.text[:at], ".!?…")
	return len(head) < at && s.gluedHead(head)
}

// gluedHead looks at the last word of what was said. The word that opens the text may have a capital: "Non.Le texte …".
func (s openSentence) gluedHead(head string) bool {
	letters := 0
	for i := len(head); i > 0; {
		r, size := utf8.DecodeLastRuneInString(head[:i])
		i -= size
		switch {
		case boundary(r):
			return letters >= 3
		case unicode.IsUpper(r) && i == s.first:
			return letters >= 2
		case !unicode.IsLower(r) && r != '-' && r != ')':
			return false
		}
		letters++
	}
	return letters >= 3
}

func gluedTail(tail string) bool {
	first, size := utf8.DecodeRuneInString(tail)
	if !unicode.IsUpper(first) {
		return false
	}
	for _, r := range tail[size:] {
		switch {
		case unicode.IsSpace(r) || r == '\'' || r == '’':
			return true
		case !unicode.IsLower(r):
			return false
		}
	}
	return false
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
