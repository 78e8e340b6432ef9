package novelty

import (
	_ "embed"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed words.txt
var wordsFile string

// wordBook is the file, read.
type wordBook struct {
	marked    map[string]string   // word -> its sense
	logic     map[string]struct{} // the senses that change what binds
	binding   map[string]struct{} // stems of both languages
	courteous map[string]struct{} // words as they stand
	titles    map[string]struct{} // what stands before a name
	phrases   []string            // what a courtesy may hold, each with what takes its place
}

var book = readBook(wordsFile)

func readBook(file string) wordBook {
	b := wordBook{marked: map[string]string{}, logic: map[string]struct{}{}, binding: map[string]struct{}{}, courteous: map[string]struct{}{}, titles: map[string]struct{}{}}
	stemmers := []*analysis.Stemmer{analysis.NewStemmer(desk.English), analysis.NewStemmer(desk.French)}
	section := ""
	for row := range strings.Lines(file) {
		row = strings.TrimSpace(row)
		switch {
		case row == "" || row[0] == '#':
		case row[0] == '[':
			section = row
		case section == "[phrases]":
			b.phrases = append(b.phrases, row, " ")
		case section == "[marks]", section == "[persons]":
			b.mark(row, section == "[marks]")
		default:
			for w := range strings.FieldsSeq(row) {
				b.add(section, w, stemmers)
			}
		}
	}
	return b
}

func (b *wordBook) mark(row string, logical bool) {
	sense, words, _ := strings.Cut(row, "=")
	sense = strings.TrimSpace(sense)
	if logical {
		b.logic[sense] = struct{}{}
	}
	for w := range strings.FieldsSeq(words) {
		b.marked[w] = sense
	}
}

func (b *wordBook) add(section, word string, stemmers []*analysis.Stemmer) {
	switch section {
	case "[binds]":
		for _, s := range stemmers {
			b.binding[s.Stem(word)] = struct{}{}
		}
	case "[titles]":
		b.courteous[word], b.titles[word] = struct{}{}, struct{}{}
	case "[polite]":
		b.courteous[word] = struct{}{}
	}
}

// carriesNothing tells whether a word is left out of a comparison: articles, pronouns, prepositions, auxiliaries.
func carriesNothing(language desk.Language, word string) bool { return analysis.Stop(language, word) }

// readable is the least part of a sentence's words that must be known small words, one in so many: a sentence in a language that
// nobody can read here has fewer.
const readable = 5

// binds tells whether a new sentence may be about what binds the company: it holds a number, a word of logic (must, may, not,
// if, every, will), or one of the words that rules, prices, delays and the law are said with; or it cannot be read. It takes
// in far too much, and that is meant: what it lets go may be told to a few customers unseen.
func binds(l line) bool {
	if l.small*readable < l.all {
		return true
	}
	for _, w := range l.words {
		_, bound := book.binding[w.stem]
		if _, logical := book.logic[w.stem]; logical || bound || numeral(w.stem) {
			return true
		}
	}
	return false
}

// polite tells whether a sentence is nothing but courtesy: each of its words is on a short list, or carries nothing, or is
// the name of who is greeted.
func polite(s *analysis.Stemmer, text string) bool {
	text = strings.TrimSpace(courteousPhrases(text))
	runes := []rune(text)
	names := 0 // that may follow
	for _, t := range analysis.Tokens(text) {
		_, ok := book.courteous[t.Text]
		_, marks := book.logic[book.marked[t.Text]]
		if !ok && (marks || !carriesNothing(s.Language(), t.Text)) && (names == 0 || !named(runes, t.Start)) {
			return false
		}
		names = max(0, names-1)
		if _, title := book.titles[t.Text]; title {
			names = 2
		}
	}
	return true
}

// courteousPhrases takes fixed phrases out of a text, whatever their case and accents; the others stay as they are written.
func courteousPhrases(text string) string {
	folded := analysis.Fold(text)
	if cut := strings.NewReplacer(book.phrases...).Replace(folded); cut != folded {
		return cut
	}
	return text
}
