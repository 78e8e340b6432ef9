package guard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// pause is what stands between two words of a sentence.
type pause byte

const (
	noPause     pause = iota
	weakPause         // a comma, a bracket, a quotation mark, a dash
	strongPause       // a colon, a semicolon, the end of a line or of a sentence
)

// heardWord is one word of a sentence as the phrase books know it: folded, with elisions and contractions opened
// ("j'ai" is "j" and "ai", "we've" is "we" and "have", "can't" is "can" and "not").
type heardWord struct {
	fold       string
	start, end int // code points of the text that the sentence stands in
	before     pause
	capital    bool // written with a capital where no sentence opens
	quoted     bool // between quotation marks
}

func (w *heardWord) number() bool { return w.fold != "" && w.fold[0] >= '0' && w.fold[0] <= '9' }

// utterance is a sentence of a draft.
type utterance struct {
	claim int // index of the claim that the sentence opens in, or desk.WholeDraft
	text  string
	words []heardWord
}

// hear cuts a text into words. at is the code point offset of the text.
func hear(text string, at int) []heardWord {
	e := ear{text: text, at: at, before: strongPause}
	e.words = make([]heardWord, 0, len(text)/5+1)
	if !asciiOnly(text) {
		e.runes = []rune(text)
		e.runeWords()
		return e.words
	}
	for i := 0; i < len(text); {
		if end := asciiWordEnd(text, i); end > i {
			e.word(i, end)
			i = end
			continue
		}
		e.mark(i)
		i++
	}
	return e.words
}

func (e *ear) runeWords() {
	for i := 0; i < len(e.runes); {
		if end := wordEnd(e.runes, i); end > i {
			e.word(i, end)
			i = end
			continue
		}
		e.mark(i)
		i++
	}
}

type ear struct {
	text   string
	runes  []rune // of the text; nil where every byte is a code point
	at     int
	words  []heardWord
	before pause
	quoted bool
	path   bool // a button's name, behind the sign of a way through menus: "Boxes > I want another"
}

// rune gives a code point of the text.
func (e *ear) rune(i int) rune {
	if e.runes == nil {
		return rune(e.text[i])
	}
	return e.runes[i]
}

func (e *ear) length() int {
	if e.runes == nil {
		return len(e.text)
	}
	return len(e.runes)
}

// fold gives the folded words of a stretch of code points.
func (e *ear) fold(i, j int) string {
	if e.runes == nil {
		return analysis.Fold(e.text[i:j])
	}
	return analysis.Fold(string(e.runes[i:j]))
}

func (e *ear) mark(i int) {
	r := e.rune(i)
	if r == ' ' {
		return
	}
	if e.path && strings.ContainsRune(".!?…:;,)\n\r", r) {
		e.path, e.quoted = false, false
	}
	switch {
	case r == '>' && e.midLine(i):
		e.before, e.path, e.quoted = strongPause, true, true
	case strings.ContainsRune(".!?…:;\n\r•|>", r):
		e.before = strongPause
	case unicode.IsSpace(r):
		return
	case strings.ContainsRune("«“", r):
		e.quoted = true
	case strings.ContainsRune("»”", r):
		e.quoted = false
	case r == '"':
		e.quoted = !e.quoted
	case r == '\'' || r == '‘' || r == '’':
		e.quoted = i+1 < e.length() && unicode.IsLetter(e.rune(i+1))
	}
	if e.before == noPause && r != '-' && r != '\'' && r != '’' {
		e.before = weakPause
	}
}

// midLine tells whether a letter or digit stands before a place on its line.
func (e *ear) midLine(i int) bool {
	for n := i - 1; n >= max(0, i-40) && e.rune(n) != '\n'; n-- {
		if unicode.IsLetter(e.rune(n)) || unicode.IsDigit(e.rune(n)) {
			return true
		}
	}
	return false
}

// word adds the word runes[i:j], its contractions opened.
func (e *ear) word(i, j int) {
	capital := unicode.IsUpper(e.rune(i)) && e.before != strongPause
	cut := i
	for cut < j && !apostrophe(e.rune(cut)) {
		cut++
	}
	head, tail := e.fold(i, cut), ""
	if cut < j {
		tail = e.fold(cut+1, j)
	}
	switch {
	case tail == "":
		e.add(head, i, j, capital)
	case head == "aujourd":
		e.add("aujourd'hui", i, j, false)
	case tail == "t" && head == "won":
		e.add("will", i, cut, false)
		e.add("not", cut, j, false)
	case tail == "t" && head == "can":
		e.add("can", i, cut, false)
		e.add("not", cut, j, false)
	case tail == "t" && strings.HasSuffix(head, "n"):
		e.add(strings.TrimSuffix(head, "n"), i, cut, false)
		e.add("not", cut, j, false)
	case tail == "s":
		e.add(head, i, j, capital)
	case contractions[tail] != "":
		e.add(head, i, cut, capital)
		e.add(contractions[tail], cut, j, false)
	default:
		e.add(head, i, cut, false)
		e.add(tail, cut+1, j, unicode.IsUpper(e.rune(cut+1)))
	}
}

func (e *ear) add(fold string, i, j int, capital bool) {
	if fold == "" {
		return
	}
	e.words = append(e.words, heardWord{fold, e.at + i, e.at + j, e.before, capital, e.quoted})
	e.before = noPause
}

// What stands behind an apostrophe in English, opened. "d" is "had" or "would": patterns that mean either name both.
var contractions = map[string]string{"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '\u02BC' }

// wordEnd gives the end of the word that starts at runes[i], or i. Numbers keep their inner marks.
func wordEnd(runes []rune, i int) int {
	j := i
	for j < len(runes) {
		r := runes[j]
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		case j > i && j+1 < len(runes) && apostrophe(r) && unicode.IsLetter(runes[j-1]) && unicode.IsLetter(runes[j+1]):
		case j > i && j+1 < len(runes) && strings.ContainsRune(".,:/", r) && unicode.IsDigit(runes[j-1]) && unicode.IsDigit(runes[j+1]):
		default:
			return j
		}
		j++
	}
	return j
}

func asciiOnly(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asciiWordEnd is wordEnd of a text in which every byte is a code point.
func asciiWordEnd(text string, i int) int {
	j := i
	for j < len(text) {
		c := text[j]
		switch {
		case asciiLetter(c) || isDigit(c):
		case j == i || j+1 >= len(text):
			return j
		case c == '\'':
			if !asciiLetter(text[j-1]) || !asciiLetter(text[j+1]) {
				return j
			}
		case c == '.' || c == ',' || c == ':' || c == '/':
			if !isDigit(text[j-1]) || !isDigit(text[j+1]) {
				return j
			}
		default:
			return j
		}
		j++
	}
	return j
}

// foldsOf gives the folded words of a sentence.
func foldsOf(words []heardWord) []string {
	folds := make([]string, len(words))
	for i := range words {
		folds[i] = words[i].fold
	}
	return folds
}

// saidOf gives words of a sentence as one string for a message.
func saidOf(words []heardWord) string { return clip(strings.Join(foldsOf(words), " ")) }

// wordsOf gives the folded words of a text with a space before, between and behind.
func wordsOf(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range analysis.Tokens(text) {
		b.WriteString(t.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

func firstPhrase(words string, phrases []string) string {
	if i := slices.IndexFunc(phrases, func(p string) bool { return strings.Contains(words, " "+p+" ") }); i >= 0 {
		return phrases[i]
	}
	return ""
}

// setOf reads words separated by white space into a set.
func setOf(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for w := range strings.FieldsSeq(words) {
		set[w] = struct{}{}
	}
	return set
}
