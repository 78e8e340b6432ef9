package guard

import (
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// unmasked undoes five ways to hide a word from a reader of lists: digits and signs for letters ("1d1ot"), letters set
// apart ("i d i o t"), a word cut in two ("wom en"), words run together ("getlost"), and, in words of seven letters and
// more, two letters swapped or one left out. A word is changed only into one of the offence book's, and a word that the
// book or a language's function words know is left alone.
func unmasked(words []heardWord) []heardWord {
	out := make([]heardWord, 0, len(words))
	for i := 0; i < len(words); i++ {
		w := words[i]
		if n := spaced(words[i:]); n >= 3 {
			for _, l := range words[i+1 : i+n] {
				w.fold += l.fold
			}
			w.end, i = words[i+n-1].end, i+n-1
		}
		w.fold = unleet(w.fold)
		if i+1 < len(words) && words[i+1].before == noPause && offenceVocabulary.joins(w.fold, words[i+1].fold) {
			w.fold, w.end = w.fold+words[i+1].fold, words[i+1].end
			i++
		}
		if parts := offenceVocabulary.cut(w.fold); parts != nil {
			for n, part := range parts {
				piece := w
				piece.fold = part
				if n > 0 {
					piece.before = noPause
				}
				out = append(out, piece)
			}
			continue
		}
		w.fold = offenceVocabulary.meant(w.fold)
		out = append(out, w)
	}
	return out
}

// spaced gives how many single letters stand in a row.
func spaced(words []heardWord) int {
	n := 0
	for n < len(words) && len([]rune(words[n].fold)) == 1 && !words[n].number() && (n == 0 || words[n].before != strongPause) {
		n++
	}
	return n
}

var leetLetters = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "9", "g")

// unleet turns digits into letters in a word that has both, if the book knows the outcome.
func unleet(fold string) string {
	if !strings.ContainsAny(fold, "0123456789") || !strings.ContainsFunc(fold, unicode.IsLetter) {
		return fold
	}
	plain := leetLetters.Replace(fold)
	if offenceVocabulary.strong(plain) {
		return plain
	}
	if other := strings.NewReplacer("1", "l").Replace(fold); offenceVocabulary.strong(leetLetters.Replace(other)) {
		return leetLetters.Replace(other)
	}
	return fold
}

// vocabulary is the words of the offence book: all of them, those that are no function words, and these with one letter
// left out.
type vocabulary struct {
	words    map[string]struct{}
	prefixes map[string]struct{} // stems with an open ending
	without  map[string]string   // a strong word of seven letters and more, less one letter: that word
	fours    *fourLetters        // with which the words begin
	stems    *fourLetters        // with which the prefixes begin
}

// fourLetters is a set of the first four letters of words. It may hold some that no word has.
type fourLetters [1 << 9]uint64

func fourOf(w string) uint32 {
	return (uint32(w[0])*0x9E3779B1 ^ uint32(w[1])*0x85EBCA6B ^ uint32(w[2])*0xC2B2AE35 ^ uint32(w[3])*0x27D4EB2F) >> 17
}

func (f *fourLetters) add(w string) {
	if len(w) >= 4 {
		n := fourOf(w)
		f[n>>6] |= 1 << (n & 63)
	}
}

// holds tells whether a word of four letters and more may begin like one of the set.
func (f *fourLetters) holds(w string) bool {
	n := fourOf(w)
	return f[n>>6]&(1<<(n&63)) != 0
}

var offenceVocabulary = newVocabulary(offenceBook)

const leastMeant = 7 // letters; shorter words have too many neighbours

func newVocabulary(book *phraseBook) vocabulary {
	v := vocabulary{map[string]struct{}{}, map[string]struct{}{}, map[string]string{}, &fourLetters{}, &fourLetters{}}
	if book == nil {
		return v
	}
	for _, p := range book.patterns {
		if p.tag == "counter" || p.tag == "report" {
			continue
		}
		for _, piece := range p.parts {
			if piece.kind != wordPiece {
				continue
			}
			for _, w := range piece.words {
				v.words[w] = struct{}{}
			}
			for _, prefix := range piece.prefixes {
				v.prefixes[prefix] = struct{}{}
			}
			for _, run := range piece.runs {
				for _, w := range run {
					v.words[w.text] = struct{}{}
				}
			}
		}
	}
	for prefix := range v.prefixes {
		v.stems.add(prefix)
	}
	for w := range v.words {
		v.fours.add(w)
	}
	for w := range v.words {
		if len(w) < leastMeant || !v.strong(w) {
			continue
		}
		for i := range len(w) {
			less := w[:i] + w[i+1:]
			if old, ok := v.without[less]; !ok || w < old {
				v.without[less] = w
			}
		}
	}
	return v
}

func functionWord(w string) bool {
	return analysis.Stop(desk.English, w) || analysis.Stop(desk.French, w)
}

// strong tells whether a word is one of the book's that carries meaning.
func (v vocabulary) strong(w string) bool {
	if len(w) < 3 || len(w) >= 4 && !v.fours.holds(w) && !v.stems.holds(w) || functionWord(w) {
		return false
	}
	if _, ok := v.words[w]; ok {
		return true
	}
	if len(w) < 4 || !v.stems.holds(w) {
		return false
	}
	for n := 4; n <= len(w); n++ {
		if _, ok := v.prefixes[w[:n]]; ok {
			return true
		}
	}
	return false
}

// joins tells whether two words are one strong word cut in two. Two words of the language are never joined.
func (v vocabulary) joins(a, b string) bool {
	if len(a)+len(b) < 4 || len(a)+len(b) > 16 {
		return false
	}
	var room [16]byte
	both := room[:copy(room[:], a)+copy(room[len(a):], b)]
	if _, ok := v.words[string(both)]; !ok || functionWord(string(both)) {
		return false
	}
	known := 0
	for _, part := range []string{a, b} {
		if functionWord(part) && len(part) > 1 || v.strong(part) {
			known++
		}
	}
	return known == 0 || known == 1 && len(a)+len(b) >= 7
}

func (v vocabulary) exact(w string) bool {
	_, ok := v.words[w]
	return ok && !functionWord(w)
}

// cut gives the known words that a long unknown one is made of, two of them strong, or a person who speaks and one; nil where it is not.
func (v vocabulary) cut(fold string) []string {
	const longest = 40
	if len(fold) < 5 || len(fold) > longest || !v.begins(fold) || v.strong(fold) || functionWord(fold) || strings.HasPrefix(fold, "therapist") {
		return nil
	}
	for i := range len(fold) {
		if fold[i] < 'a' || fold[i] > 'z' {
			return nil
		}
	}
	from := [longest + 1]int{} // where the last word of the best cut up to here starts; 0 words before means -1
	pieces := [longest + 1]int{}
	for i := 1; i <= len(fold); i++ {
		from[i] = -1
		for j := max(0, i-14); j < i; j++ {
			if (j > 0 && from[j] < 0) || !v.pieceOf(fold[j:i]) {
				continue
			}
			if from[i] < 0 || pieces[j]+1 < pieces[i] {
				from[i], pieces[i] = j, pieces[j]+1
			}
		}
	}
	if from[len(fold)] < 0 || pieces[len(fold)] < 2 {
		return nil
	}
	var parts []string
	strong := 0
	for i := len(fold); i > 0; i = from[i] {
		part := fold[from[i]:i]
		if v.exact(part) && len(part) >= 4 {
			strong++
		}
		parts = append([]string{part}, parts...)
	}
	if strong < 2 && (strong != 1 || !speaker(parts[0])) {
		return nil
	}
	return parts
}

// begins tells whether a word of the vocabulary may begin somewhere in a run of letters.
func (v vocabulary) begins(fold string) bool {
	for i := 0; i+4 <= len(fold); i++ {
		if v.fours.holds(fold[i:]) {
			return true
		}
	}
	return false
}

// speaker tells whether a word names who speaks or is spoken to.
func speaker(w string) bool {
	switch w {
	case "i", "we", "you", "they", "je", "nous", "vous", "tu", "ils", "elles":
		return true
	}
	return false
}

// pieceOf tells whether a word may stand in a run of words: one of the book's, or a function word of two letters and more.
func (v vocabulary) pieceOf(w string) bool {
	if len(w) < 2 {
		return w == "i" || w == "a"
	}
	return v.exact(w) && len(w) >= 4 || functionWord(w)
}

// meant gives the strong word that a misspelt one of about seven letters means, or the word itself.
func (v vocabulary) meant(fold string) string {
	if len(fold) < leastMeant-1 || v.strong(fold) || functionWord(fold) {
		return fold
	}
	if w, ok := v.without[fold]; ok { // one letter left out
		return w
	}
	var room [64]byte
	if len(fold) > len(room) {
		return fold // longer than any word of the book
	}
	swapped := room[:copy(room[:], fold)]
	for i := range len(fold) - 1 { // two letters swapped
		if fold[i] == fold[i+1] {
			continue
		}
		swapped[i], swapped[i+1] = fold[i+1], fold[i]
		if _, ok := v.words[string(swapped)]; ok && v.exact(string(swapped)) {
			return string(swapped)
		}
		swapped[i], swapped[i+1] = fold[i], fold[i+1]
	}
	return fold
}
