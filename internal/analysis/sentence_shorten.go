package analysis

import (
	"strings"
	"unicode/utf8"
)

// shortText is a text of which the middle of long runs of blanks or of closing marks was left out.
//
// UAX 29 looks, at each sign of such a run after a full stop, for the letter behind the run (rule SB8), so that a run
// costs its length squared; yet its rules end no sentence inside, and no sign after the second of its kind changes what
// they do behind the run. So the ends are where they would be. Four are kept, for a broken rune before them is told by
// the three bytes that follow it.
type shortText struct {
	text string
	left []leftOut // in order
	next int       // the first of left that placeInText has not passed
	sum  int       // bytes left out before that
}

// leftOut says that so many bytes of the text stood before a byte of the short one.
type leftOut struct{ at, bytes int }

// longestRun is how many signs of one kind may follow each other before all but keptSigns are left out.
const (
	longestRun = 16
	keptSigns  = 4
)

func shorten(text string) shortText {
	var b strings.Builder
	var left []leftOut
	copied := 0
	for i := 0; i < len(text); {
		if lone(text, i) {
			i++
			continue
		}
		keep, end, signs := runOf(text[i:])
		if signs > longestRun {
			b.WriteString(text[copied : i+keep])
			left = append(left, leftOut{b.Len(), end - keep})
			copied = i + end
		}
		i += end
	}
	if left == nil {
		return shortText{text: text}
	}
	b.WriteString(text[copied:])
	return shortText{text: b.String(), left: left}
}

// placeInText gives the byte of the text at which a sentence ends that ends at a byte of the short text. The bytes asked
// for must rise.
func (s *shortText) placeInText(at int) int {
	for s.next < len(s.left) && s.left[s.next].at <= at {
		s.sum += s.left[s.next].bytes
		s.next++
	}
	return at + s.sum
}

// lone tells, of a sign that is of no kind or stands before such a one, that it begins no run: prose has hardly others,
// and is passed over fast.
func lone(text string, i int) bool {
	c := text[i]
	if c >= utf8.RuneSelf {
		return false
	}
	if asciiKinds[c] == other {
		return true
	}
	return i+1 < len(text) && text[i+1] < utf8.RuneSelf && asciiKinds[text[i+1]] == other
}

// runOf measures the run of one kind at the start of a text, and counts its signs; keep is where the last ends
// that stays if the run is shortened. A sign of no kind is a run of itself.
func runOf(text string) (keep, end, signs int) {
	kind, size := signAt(text)
	if kind != blank && kind != closing {
		return size, size, 1
	}
	for end < len(text) {
		next, size := signAt(text[end:])
		if next != kind && next != ignored {
			break
		}
		end += size
		if next == kind {
			signs++
		}
		if next == kind && signs <= keptSigns {
			keep = end
		}
	}
	return keep, end, signs
}
