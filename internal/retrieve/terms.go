package retrieve

import (
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Limits of what is read of one question: a customer may paste a whole mail.
const (
	maxQuestionBytes  = 32_000
	maxQuestionTokens = 2_000
	maxConcepts       = 40
)

// Analyser turns text into the terms that questions and articles are matched by. It is not safe for concurrent use.
type Analyser struct {
	language desk.Language
	stemmer  *analysis.Stemmer
}

// NewAnalyser makes an analyser for one language.
func NewAnalyser(language desk.Language) *Analyser {
	return &Analyser{language: language, stemmer: analysis.NewStemmer(language)}
}

// Term gives the term of one folded word, and false for a stop word.
func (a *Analyser) Term(word string) (string, bool) {
	if analysis.Stop(a.language, word) {
		return "", false
	}
	return a.stemmer.Stem(word), true
}

// content gives the terms of the content words of a text.
func (a *Analyser) content(text string) []string {
	var terms []string
	for _, word := range Words(text) {
		if term, content := a.Term(word); content {
			terms = append(terms, term)
		}
	}
	return terms
}

// Words cuts a text into folded words, none of them empty. A word written in several cases ("packageLock",
// "urlSuivante") is given whole and then in its parts.
func Words(text string) []string {
	tokens := analysis.Tokens(text)
	words := make([]string, 0, len(tokens))
	reader, mixed := runeReader{text: text}, mixedCase(text)
	for _, t := range tokens {
		if t.Text == "" { // nothing but accents
			continue
		}
		words = append(words, t.Text)
		if !mixed {
			continue
		}
		if span := reader.span(t.Start, t.End); mixedCase(span) {
			words = append(words, caseParts(span)...)
		}
	}
	return words
}

// runeReader finds spans of code points in a text, read from left to right.
type runeReader struct {
	text  string
	bytes int
	runes int
}

func (r *runeReader) span(start, end int) string {
	r.advance(start)
	from := r.bytes
	r.advance(end)
	return r.text[from:r.bytes]
}

func (r *runeReader) advance(to int) {
	for r.runes < to && r.bytes < len(r.text) {
		_, size := utf8.DecodeRuneInString(r.text[r.bytes:])
		r.bytes += size
		r.runes++
	}
}

// mixedCase tells whether an upper-case letter follows a lower-case one.
func mixedCase(word string) bool {
	lower := false
	for _, r := range word {
		if lower && unicode.IsUpper(r) {
			return true
		}
		lower = unicode.IsLower(r)
	}
	return false
}

// caseParts cuts a word where an upper-case letter follows a lower-case one; parts of one letter are left out.
func caseParts(word string) []string {
	var parts []string
	start, lower := 0, false
	for i, r := range word {
		if lower && unicode.IsUpper(r) {
			parts = append(parts, word[start:i])
			start = i
		}
		lower = unicode.IsLower(r)
	}
	parts = append(parts, word[start:])
	kept := parts[:0]
	for _, p := range parts {
		if folded := analysis.Fold(p); utf8.RuneCountInString(folded) > 1 {
			kept = append(kept, folded)
		}
	}
	return kept
}

// opening gives the part of a question that is read.
func opening(text string) string {
	if len(text) <= maxQuestionBytes {
		return text
	}
	end := maxQuestionBytes
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
