package attach

import (
	"bytes"
	"unicode/utf8"
)

// plain tells a text: valid UTF-8 with no control characters but those that texts have.
func plain(content []byte) bool {
	if !utf8.Valid(content) {
		return false
	}
	return !bytes.ContainsFunc(content, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r == 0x7f
	})
}

// openers begin what a browser, or the program that opens a saved file, may take for a page.
func openers() []string {
	return []string{
		"<!doctype", "<!--", "<?xml", "<?php", "<html", "<head", "<body", "<title", "<script", "<style", "<svg", "<math", "<iframe", "<frame", "<object",
		"<embed", "<form", "<input", "<img", "<video", "<audio", "<link", "<meta", "<base", "<template", "<table", "<a href", "<div", "<marquee", "<h1", "<p>", "<br",
	}
}

// hasMarkup tells a text that holds HTML, anywhere: what is harmless here may not be where it is saved.
func hasMarkup(content []byte) bool {
	lower := bytes.ToLower(content)
	for _, o := range openers() {
		if bytes.Contains(lower, []byte(o)) {
			return true
		}
	}
	return false
}
