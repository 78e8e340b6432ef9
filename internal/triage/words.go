package triage

import (
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// pause says what stands between a word and the one before it.
type pause int

const (
	joined   pause = iota // nothing, a space, a hyphen, a bracket
	comma                 // a comma, colon, semicolon, dash or dots
	sentence              // the end of a sentence, or a paragraph; also before the first word
)

// word is one word, number or emoji of a text, and what stands before it.
type word struct {
	text   string // as written
	fold   string // lower case, without accents and apostrophes; runs of three or more letters cut to two
	short  string // fold with those runs cut to one; equal to fold where there are none
	before pause
	loud   bool // all capitals, two letters or more
	emoji  bool // a pictograph or an emoticon
	quoted bool // stands between quotation marks
	bangs  int  // exclamation marks right after it
	asks   int  // question marks right after it
	dots   bool // trailing dots right after it
}

// scanner cuts a text into words in one pass.
type scanner struct {
	runes  []rune
	words  []word
	before pause
	quoted bool
}

// scanWords cuts a text into words. French elisions give two words ("l'agent": l, agent), English contractions one
// ("don't": dont); hyphens and underscores separate; addresses of the web and of mail are left out.
func scanWords(text string) []word {
	s := scanner{runes: []rune(text), words: make([]word, 0, len(text)/6+1), before: sentence}
	for i := 0; i < len(s.runes); {
		i = s.step(i)
	}
	return s.words
}

// step reads what starts at i and gives where the next thing starts.
func (s *scanner) step(i int) int {
	r := s.runes[i]
	if end := emoticon(s.runes, i); end > i {
		s.add(word{text: string(s.runes[i:end]), emoji: true})
		return end
	}
	switch {
	case letter(r):
		end := s.runEnd(i)
		if address(s.runes[i:min(end+1, len(s.runes))]) {
			return s.skipBlackspace(i)
		}
		s.addLetters(i, end)
		return end
	case pictograph(r):
		s.add(word{text: string(r), emoji: true})
		return i + 1
	}
	return s.mark(i)
}

func letter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) && r < 0x3000
}

func pictograph(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2B50
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '\u2019' || r == '\u02BC' || r == '\u00B4' || r == '`'
}

func (s *scanner) runEnd(i int) int {
	for i < len(s.runes) {
		switch {
		case letter(s.runes[i]):
			i++
		case apostrophe(s.runes[i]) && i+1 < len(s.runes) && letter(s.runes[i+1]):
			i++
		default:
			return i
		}
	}
	return i
}

// address tells whether a run of letters, with the rune after it, opens a web address.
func address(run []rune) bool {
	switch strings.ToLower(string(run[:min(len(run), 6)])) {
	case "http:", "https:", "www.":
		return true
	}
	return len(run) > 1 && run[len(run)-1] == '@'
}

func (s *scanner) skipBlackspace(i int) int {
	for i < len(s.runes) && !unicode.IsSpace(s.runes[i]) {
		i++
	}
	return i
}

// addLetters adds a run of letters, cut at French elisions.
func (s *scanner) addLetters(start, end int) {
	cut := start
	for i := start; i < end; i++ {
		if apostrophe(s.runes[i]) && elides(s.runes[cut:i]) {
			s.add(newWord(string(s.runes[cut:i])))
			cut = i + 1
		}
	}
	if cut < end {
		s.add(newWord(string(s.runes[cut:end])))
	}
}

func elides(head []rune) bool {
	switch strings.ToLower(string(head)) {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

func newWord(text string) word {
	folded := strings.Map(func(r rune) rune {
		if apostrophe(r) {
			return -1
		}
		return r
	}, analysis.Fold(text))
	return word{text: text, fold: squeeze(folded, 2), short: squeeze(folded, 1), loud: loud(text)}
}

func (s *scanner) add(w word) {
	w.before, w.quoted = s.before, s.quoted
	s.words = append(s.words, w)
	s.before = joined
}

// squeeze cuts runs of three or more equal letters to keep of them: "soooo" is "soo" or "so". Digits are left alone.
func squeeze(text string, keep int) string {
	runes := []rune(text)
	out := runes[:0:0]
	for i := 0; i < len(runes); {
		end := i + 1
		for end < len(runes) && runes[end] == runes[i] {
			end++
		}
		n := end - i
		if n > 2 && !unicode.IsDigit(runes[i]) {
			n = keep
		}
		out = append(out, runes[i:i+n]...)
		i = end
	}
	return string(out)
}

func loud(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 2
}

// mark takes one rune that is no word: it sets the pause before the next word and counts the marks after the last.
func (s *scanner) mark(i int) int {
	last := s.last()
	switch r := s.runes[i]; r {
	case '!', '\u00A1', '\uFF01':
		last.bangs++
		s.pause(sentence)
	case '?', '\u00BF', '\uFF1F':
		last.asks++
		s.pause(sentence)
	case '.', '\u3002':
		return s.fullStop(i, last)
	case '\u2026':
		last.dots = true
		s.pause(comma)
	case ',', ';', ':', '\u2013', '\u2014', '/', '|', '(', ')', '[', ']':
		s.pause(comma)
	case '\n':
		s.lineEnd(i)
	case '"', '\u00AB', '\u00BB', '\u201C', '\u201D', '\u201E':
		s.quoted = r != '\u00BB' && r != '\u201D' && !s.quoted
	}
	return i + 1
}

// last gives the word that marks belong to; before the first word, one that nobody reads.
func (s *scanner) last() *word {
	if len(s.words) == 0 {
		return &word{}
	}
	return &s.words[len(s.words)-1]
}

func (s *scanner) pause(p pause) { s.before = max(s.before, p) }

func (s *scanner) fullStop(i int, last *word) int {
	end := i
	for end < len(s.runes) && s.runes[end] == '.' {
		end++
	}
	if end-i > 1 {
		last.dots = true
		s.pause(comma)
		return end
	}
	s.pause(sentence)
	return end
}

// lineEnd ends a sentence unless the line was merely wrapped: a single line end with a small letter after it.
func (s *scanner) lineEnd(i int) {
	if i+1 < len(s.runes) && unicode.IsLower(s.runes[i+1]) {
		return
	}
	s.pause(sentence)
}

// emoticon gives the end of an emoticon that starts at i, or i.
func emoticon(runes []rune, i int) int {
	if !strings.ContainsRune(":;=<>^-xX", runes[i]) || i > 0 && letter(runes[i-1]) {
		return i
	}
	for _, e := range emoticons {
		end := i + len(e)
		if end <= len(runes) && string(runes[i:end]) == e && (end == len(runes) || !letter(runes[end])) {
			return end
		}
	}
	return i
}

// The emoticons that are recognised, longer ones before what they start with. All are ASCII.
var emoticons = []string{
	":-)", ":)", ":-D", ":D", "=)", ";-)", ";)", "<3", "^^", "xD", "XD", ":-(", ":((", ":(", ":'(", "=(", ":-/", ":/",
	">:(", "-_-", ":@", ":|", ":-|",
}
