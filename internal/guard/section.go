package guard

import (
	"strings"
	"unicode/utf8"
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

// placedSentence is a sentence with the code point at which it starts in the article's text.
type placedSentence struct {
	text  string
	start int
}

// head gives the first n sentences of a text that say anything; offset is where the text starts in the article's.
func head(text string, n, offset int) []placedSentence {
	var list []placedSentence
	text = window(text, false)
	for s := range sentencesOf(text) {
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
	text = window(text, true)
	offset := end - utf8.RuneCountInString(text)
	var list []placedSentence
	for s := range sentencesOf(text) {
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

// window gives the part of a section that the nearest sentences can lie in, so that a page without headings costs no more
// than its neighbourhood. It is cut at a line where there is one.
func window(text string, last bool) string {
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

// shownElsewhere tells whether another cited unit, shown whole, holds the code point of the same article's text.
func shownElsewhere(all []*passage, but *passage, at int) bool {
	for _, p := range all {
		if p != but && p.source.Article == but.source.Article && p.source.Version == but.source.Version &&
			p.source.Start <= at && at < p.source.End && p.whole() {
			return true
		}
	}
	return false
}
