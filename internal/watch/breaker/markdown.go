package breaker

import (
	"strings"
	"unicode"
)

// harmless are signs that mean nothing in the middle of a line where all others are escaped.
const harmless = ",:;?!%'\"-()"

// plain gives a text that others wrote as one line of Markdown that shows it and does nothing else: no heading, list,
// link, image, table cell, code, HTML or address that turns into a link. It must not begin a line of its own. Line ends
// become spaces; control characters and those that turn the direction of writing are left out. An empty text gives a
// dash.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f': // French stands on them
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d': // joiners shape letters and emoji
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
	text = strings.TrimSpace(strings.Join(words, " "))
	if text == "" {
		return "–"
	}
	var out strings.Builder
	for _, r := range text {
		if r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !strings.ContainsRune(harmless, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// plainList gives several texts with commas between them.
func plainList(texts []string) string {
	shown := make([]string, 0, len(texts))
	for _, t := range texts {
		shown = append(shown, plain(t))
	}
	if len(shown) == 0 {
		return "–"
	}
	return strings.Join(shown, ", ")
}
