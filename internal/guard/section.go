package guard

import (
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// sectionTail gives the end of a text that stands in the same section as what follows: from behind its last heading.
func sectionTail(text string) string {
	for end := len(text); end > 0; {
		start := strings.LastIndexByte(text[:end-1], '\n') + 1
		if heading(text[start:end]) {
			return text[end:]
		}
		end = start
	}
	return text
}

// sectionHead gives the beginning of a text that stands in the same section as what came before: up to its first heading.
func sectionHead(text string) string {
	at := 0
	for line := range strings.Lines(text) {
		if heading(line) {
			return text[:at]
		}
		at += len(line)
	}
	return text
}

// heading tells whether a line is a Markdown heading.
func heading(line string) bool {
	body := strings.TrimLeft(strings.TrimLeft(line, " "), "#")
	marks := len(strings.TrimLeft(line, " ")) - len(body)
	return marks >= 1 && marks <= 6 && (strings.HasPrefix(body, " ") || strings.TrimSpace(body) == "")
}

// opensWithHeading tells whether a text begins with a heading: a unit's span takes in the headings above its words, and
// then nothing before the span is of its section.
func opensWithHeading(text string) bool {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			return heading(line)
		}
	}
	return false
}

// placedSentence is a sentence with the code point at which it starts in the article's text.
type placedSentence struct {
	text  string
	start int
}

// head gives the first n sentences of a text that say anything; offset is where the text starts in the article's.
func head(text string, n, offset int) []placedSentence {
	var list []placedSentence
	for s := range analysis.SentenceTexts(text) {
		if neighbour(s) {
			list = append(list, placedSentence{s, offset})
		}
		if len(list) == n {
			break
		}
		offset += utf8.RuneCountInString(s)
	}
	return list
}

// tail gives the last n sentences of a text that say anything; end is where the text ends in the article's.
func tail(text string, n, end int) []placedSentence {
	offset := end - utf8.RuneCountInString(text)
	var list []placedSentence
	for s := range analysis.SentenceTexts(text) {
		if neighbour(s) {
			list = append(list, placedSentence{s, offset})
		}
		offset += utf8.RuneCountInString(s)
	}
	return list[max(0, len(list)-n):]
}

// neighbour tells whether a sentence can restrict what stands beside it: it says something, and is no row of a table,
// which speaks of itself.
func neighbour(sentence string) bool {
	return spoken(sentence) && !strings.HasPrefix(strings.TrimLeft(sentence, " \t"), "|")
}

// nearby gives the part of what stands before or behind a unit that its neighbours can lie in, so that a long page costs no
// more than a short one.
func nearby(text string, last bool) string {
	const bytes = 8_000
	if len(text) <= bytes {
		return text
	}
	if last {
		text = text[len(text)-bytes:]
		for len(text) > 0 && !utf8.RuneStart(text[0]) {
			text = text[1:]
		}
		return text
	}
	text = text[:bytes]
	for len(text) > 0 && !utf8.ValidString(text[max(0, len(text)-utf8.UTFMax):]) {
		text = text[:len(text)-1]
	}
	return text
}

// shownElsewhere tells whether the draft shows a neighbouring sentence all the same: in another cited unit that it shows
// whole, or word for word, as with the sentence that introduces a table.
func shownElsewhere(all []*passage, but *passage, s placedSentence, draft string) bool {
	if saidIn(draft, strip(s.text).text) {
		return true
	}
	for _, p := range all {
		if p != but && p.source.Article == but.source.Article && p.source.Version == but.source.Version &&
			p.source.Start <= s.start && s.start < p.source.End && p.whole(draft) {
			return true
		}
	}
	return false
}
