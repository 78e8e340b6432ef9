package mutate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// reading is a text with its tokens.
type reading struct {
	runes  []rune
	tokens []analysis.Token
	opens  []bool // whether a token is the first of its sentence
	ends   []int  // the token behind the last of the token's sentence
}

func read(text string) reading {
	d := reading{runes: []rune(text), tokens: analysis.Tokens(text)}
	d.opens, d.ends = make([]bool, len(d.tokens)), make([]int, len(d.tokens))
	first := 0
	for _, sentence := range analysis.Sentences(text) {
		next := first
		for next < len(d.tokens) && d.tokens[next].Start < sentence.End {
			next++
		}
		for i := first; i < next; i++ {
			d.opens[i], d.ends[i] = i == first, next
		}
		first = next
	}
	for i := first; i < len(d.tokens); i++ {
		d.ends[i] = len(d.tokens)
	}
	return d
}

// word gives a token as it is written.
func (d reading) word(i int) string { return string(d.runes[d.tokens[i].Start:d.tokens[i].End]) }

// text gives a folded token, "" beyond the ends.
func (d reading) text(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.tokens[i].Text
}

// gap gives what stands between token i and the one before it.
func (d reading) gap(i int) string {
	from, to := 0, len(d.runes)
	if i > 0 {
		from = d.tokens[i-1].End
	}
	if i < len(d.tokens) {
		to = d.tokens[i].Start
	}
	if from > to {
		return ""
	}
	return string(d.runes[from:to])
}

// at tells whether a phrase of folded words stands at token i, with nothing but spaces, hyphens and elisions between.
func (d reading) at(i int, phrase []string) bool {
	if len(phrase) == 0 || i < 0 || i+len(phrase) > len(d.tokens) {
		return false
	}
	for n, word := range phrase {
		if d.tokens[i+n].Text != word || n > 0 && strings.ContainsAny(d.gap(i+n), ".,;:!?()\n\"«»") {
			return false
		}
	}
	return true
}

// capital tells whether a token is written with a capital.
func (d reading) capital(i int) bool {
	return i >= 0 && i < len(d.tokens) && unicode.IsUpper(d.runes[d.tokens[i].Start])
}

// elided tells whether an apostrophe stands right before a token.
func (d reading) elided(i int) bool {
	start := d.tokens[i].Start
	return start > 0 && apostrophe(d.runes[start-1])
}

func apostrophe(r rune) bool { return r == '\'' || r == '\u2019' }

// put gives the text with the tokens from..to-1 replaced. The words take over the capital of what they replace.
func (d reading) put(from, to int, words string) string {
	if d.capital(from) {
		words = upperFirst(words)
	}
	return d.splice(d.tokens[from].Start, d.tokens[to-1].End, words)
}

// splice gives the text with a stretch of code points replaced. Words taken away leave no second space.
func (d reading) splice(from, to int, words string) string {
	before, after := string(d.runes[:from]), string(d.runes[to:])
	if words == "" && (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\n")) {
		after = strings.TrimLeft(after, " ")
	}
	return before + words + after
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return text
	}
	return string(unicode.ToLower(r)) + text[size:]
}

// plainWords gives the folded words of a text with single spaces between and around, so that a phrase can be looked for.
func plainWords(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range analysis.Tokens(text) {
		b.WriteString(t.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// holdsPhrase tells whether what is true holds the words of a phrase, one behind the other.
func (s *subject) holdsPhrase(phrase string) bool {
	return strings.Contains(s.ground, plainWords(phrase))
}

// foldedPhrase cuts a phrase into folded words.
func foldedPhrase(phrase string) []string { return strings.Fields(plainWords(phrase)) }

// reword makes the case of a text in words of its own.
func (s *subject) reword(text, change string) Case {
	return Case{Draft: s.drafted(text), Change: change, Reworded: true}
}
