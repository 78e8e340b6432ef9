package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// around cuts a text at two code point offsets. It is false where the offsets do not lie in the text in order.
func around(text string, start, end int) (before, span, after string, ok bool) {
	i, ok := byteOffset(text, start)
	if !ok || end < start {
		return "", "", "", false
	}
	n, ok := byteOffset(text[i:], end-start)
	if !ok {
		return "", "", "", false
	}
	return text[:i], text[i : i+n], text[i+n:], true
}

// byteOffset gives the byte at which a text's nth code point starts; n may be the length of the text.
func byteOffset(text string, n int) (int, bool) {
	if n < 0 || n > len(text) {
		return 0, false
	}
	seen := 0
	for i := range text {
		if seen == n {
			return i, true
		}
		seen++
	}
	return len(text), seen == n
}

// plain is a text without what is only form: white space and Markdown markers. Two texts that say the same in the same
// words have the same plain text. at gives for each byte the code point offset, in the text it was made from, of the
// rune that the byte belongs to; line gives the line that it stands on.
type plain struct {
	text string
	at   []int
	line []int
}

// strip makes the plain form of a text. Dropped are white space, emphasis and code marks, list and quote marks,
// headings' hashes, table rules, the brackets of links and their targets. Letters, digits, punctuation and signs stay.
func strip(text string) plain {
	p := stripper{}
	p.b.Grow(len(text))
	p.at = make([]int, 0, len(text))
	p.lines = make([]int, 0, len(text))
	for line := range strings.Lines(text) {
		p.line(line)
		p.number++
	}
	return plain{p.b.String(), p.at, p.lines}
}

type stripper struct {
	b      strings.Builder
	at     []int
	lines  []int
	pos    int // code points read so far
	number int // of the line
}

func (p *stripper) line(line string) {
	if tableRule(line) {
		p.pos += utf8.RuneCountInString(line)
		return
	}
	rest := line[markerLength(line):]
	p.pos += utf8.RuneCountInString(line[:len(line)-len(rest)])
	for i := 0; i < len(rest); {
		if rest[i] == ']' {
			if n := linkTarget(rest[i+1:]); n > 0 {
				p.pos += utf8.RuneCountInString(rest[i : i+1+n])
				i += 1 + n
				continue
			}
		}
		if c := rest[i]; c < utf8.RuneSelf {
			p.keepByte(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(rest[i:])
		p.keep(r)
		i += size
	}
}

// keepByte is keep of a sign of one byte.
func (p *stripper) keepByte(c byte) {
	switch c {
	case '*', '_', '`', '~', '|', '[', ']', '\\', ' ', '\t', '\n', '\v', '\f', '\r':
	default:
		p.b.WriteByte(c)
		p.at = append(p.at, p.pos)
		p.lines = append(p.lines, p.number)
	}
	p.pos++
}

// keep adds a rune if it is more than form.
func (p *stripper) keep(r rune) {
	defer func() { p.pos++ }()
	switch r {
	case '\u2019', '\u2018':
		r = '\''
	case '\u201c', '\u201d':
		r = '"'
	}
	if unicode.IsSpace(r) {
		return
	}
	before := p.b.Len()
	p.b.WriteRune(r)
	for range p.b.Len() - before {
		p.at = append(p.at, p.pos)
		p.lines = append(p.lines, p.number)
	}
}

// tableRule tells whether a line only draws a table or a rule.
func tableRule(line string) bool {
	marks := 0
	for _, r := range line {
		switch {
		case r == '-' || r == '=' || r == '_' || r == '*':
			marks++
		case r != '|' && r != ':' && !unicode.IsSpace(r):
			return false
		}
	}
	return marks >= 3
}

// markerLength gives the bytes of indentation, quote mark, hashes, bullet or number at the start of a line.
func markerLength(line string) int {
	rest := strings.TrimLeft(line, " \t>")
	switch {
	case strings.HasPrefix(rest, "#"):
		if body := strings.TrimLeft(rest, "#"); strings.HasPrefix(body, " ") {
			rest = body
		}
	case listItem(rest):
		rest = rest[strings.IndexAny(rest, " \t"):]
	}
	return len(line) - len(rest)
}

// listItem tells whether a line, its indentation taken off, opens an item of a list: a bullet or a number, then a space.
func listItem(line string) bool {
	mark, _, found := strings.Cut(line, " ")
	if !found || mark == "" {
		return false
	}
	switch mark {
	case "-", "*", "+", "•", "–", "·":
		return true
	}
	number := strings.TrimRight(mark, ".)")
	return len(number) > 0 && len(number) <= 3 && len(mark) == len(number)+1 && strings.Trim(number, "0123456789") == ""
}

// linkTarget gives the bytes of "(…)" or "[…]" right at the start of a text, where they end on the same line.
func linkTarget(text string) int {
	closing := byte(0)
	switch {
	case strings.HasPrefix(text, "("):
		closing = ')'
	case strings.HasPrefix(text, "["):
		closing = ']'
	default:
		return 0
	}
	const longest = 2_000 // a target longer than that is no target; the bound keeps the search linear
	return strings.IndexByte(text[:min(len(text), longest)], closing) + 1
}

// find gives the bytes [i, j) of needle in the plain text, from a byte on.
func (p plain) find(needle plain, from int) (i, j int, ok bool) {
	if needle.text == "" || from > len(p.text) {
		return 0, 0, false
	}
	i = strings.Index(p.text[from:], needle.text)
	if i < 0 {
		return 0, 0, false
	}
	return from + i, from + i + len(needle.text), true
}
