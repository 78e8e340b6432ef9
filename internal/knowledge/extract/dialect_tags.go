package extract

import (
	"strings"
	"unicode/utf8"
)

// angle handles "<": comments, fragments, components, and the summary of a fold.
func (d *dialect) angle() bool {
	rest := d.src[d.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return d.comment("-->", 4)
	case d.mdx && strings.HasPrefix(rest, "<>"):
		d.skip(2)
		return true
	case d.mdx && strings.HasPrefix(rest, "</>"):
		d.skip(3)
		return true
	case rawElement(rest) != "":
		return d.dropElement(rawElement(rest))
	case component(rest) && !d.afterWord():
		return d.component()
	case strings.HasPrefix(rest, "<summary"), strings.HasPrefix(rest, "<details"), strings.HasPrefix(rest, "</details>"):
		return d.fold()
	}
	return false
}

// rawElement names an element whose words no reader sees, or "".
func rawElement(rest string) string {
	name := tagName(rest[:min(len(rest), 12)])
	switch name {
	case "script", "style", "template", "svg", "iframe", "noscript":
		if !strings.HasPrefix(rest, "</") {
			return name
		}
	}
	return ""
}

// dropElement skips an element with all that is in it; one that is never closed loses its tag alone.
func (d *dialect) dropElement(name string) bool {
	rest := d.src[d.at:]
	near := strings.ToLower(rest[:min(len(rest), maxTag)])
	end := strings.Index(near, "</"+name)
	if end < 0 {
		return false
	}
	gt := strings.IndexByte(near[end:], '>')
	if gt < 0 {
		return false
	}
	d.skip(end + gt + 1)
	return true
}

// afterWord tells whether a letter or digit stands right before the place of the scan.
func (d *dialect) afterWord() bool {
	r, _ := utf8.DecodeLastRuneInString(d.src[:d.at])
	return wordRune(r)
}

// comment drops what no reader sees, and keeps it aside.
func (d *dialect) comment(end string, from int) bool {
	rest := d.src[d.at:]
	n := strings.Index(rest[from:], end)
	if n < 0 {
		n = len(rest) - from
		end = ""
	}
	d.hidden = append(d.hidden, rest[from:from+n])
	d.skip(from + n + len(end))
	return true
}

// component takes one tag of JSX.
func (d *dialect) component() bool {
	tag, ok := tagAt(d.src[d.at:])
	if !ok {
		return false
	}
	name, attributes := tag.name, tag.attributes
	switch {
	case tag.end:
		d.pop("<" + name)
		d.skip(tag.size)
		d.newLine()
	case tag.selfClosing:
		if table, ok := arrayTable(attributes); ok {
			d.out.WriteString("\n\n" + table + "\n\n")
		}
		d.skip(tag.size)
	default:
		d.begin("<"+name, name, attributeOf(attributes, labelNames), tag.size)
	}
	return true
}

// labelNames are the attributes that say what a part is called.
const labelNames = "title label summary header heading caption tab"

// begin opens a construct: a note, a section with a label, or nothing at all.
func (d *dialect) begin(key, name, label string, size int) {
	marked := false
	switch {
	case !d.first():
	case noteName(name):
		marked = d.markOpen(Note, label)
	case label != "":
		marked = d.markOpen(Section, label)
	}
	d.push(key, marked)
	d.skip(size)
	if marked {
		d.trimLeft()
	}
}

// trimLeft skips the blanks that follow a tag on its line.
func (d *dialect) trimLeft() {
	rest := d.src[d.at:]
	d.skip(len(rest) - len(strings.TrimLeft(rest, " \t")))
}

// newLine lets words after an end tag start afresh in the indentation of their line.
func (d *dialect) newLine() {
	if d.first() {
		d.trimLeft()
	}
}

// fold takes <details> and its <summary>.
func (d *dialect) fold() bool {
	rest := d.src[d.at:]
	if strings.HasPrefix(rest, "</details>") {
		d.pop("<details")
		d.skip(len("</details>"))
		return true
	}
	if strings.HasPrefix(rest, "<details") {
		end := strings.IndexByte(rest[:min(len(rest), maxSpan)], '>')
		if end < 0 {
			return false
		}
		d.push("<details", false)
		d.skip(end + 1)
		return true
	}
	from := strings.IndexByte(rest[:min(len(rest), maxSpan)], '>')
	end := strings.Index(rest[:min(len(rest), maxSpan)], "</summary>")
	if from < 0 || end < from {
		return false
	}
	label := stripTags(rest[from+1 : end])
	if n := len(d.open); n > 0 && d.open[n-1].name == "<details" && !d.open[n-1].marked && hasWord(label) {
		d.open[n-1].marked = d.markOpen(Section, label)
	}
	d.skip(end + len("</summary>"))
	return true
}

// stripTags leaves the words of a short piece of HTML.
func stripTags(raw string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(raw, "<")
		b.WriteString(before)
		if !found {
			return squeeze(b.String())
		}
		if _, raw, found = strings.Cut(rest, ">"); !found {
			return squeeze(b.String())
		}
		b.WriteByte(' ')
	}
}

// tag is one tag of JSX.
type tag struct {
	name             string
	attributes       string
	end, selfClosing bool
	size             int
}

// tagAt reads a tag that may hold quotes and nested braces.
func tagAt(s string) (tag, bool) {
	t := tag{end: strings.HasPrefix(s, "</")}
	at := 1
	if t.end {
		at = 2
	}
	from := at
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !wordRune(r) && r != '.' {
			break
		}
		at += size
	}
	t.name = s[from:at]
	if at >= len(s) || !strings.ContainsRune(" \t\n/>", rune(s[at])) {
		return tag{}, false
	}
	end := closeOf(s[at:], '>')
	if end < 0 {
		return tag{}, false
	}
	t.attributes = s[at : at+end]
	t.selfClosing = strings.HasSuffix(strings.TrimSpace(t.attributes), "/")
	t.size = at + end + 1
	return t, true
}

// maxTag is the size of the largest tag, in bytes: tables may be written in one.
const maxTag = 64 << 10

// closeOf finds a byte outside of quotes and of braces and square brackets; -1 where there is none.
func closeOf(s string, end byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(s) && i < maxTag; i++ {
		c := s[i]
		switch {
		case quote != 0:
			switch c {
			case '\\':
				i++
			case quote:
				quote = 0
			}
		case c == end && depth == 0:
			return i
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{' || c == '[' || c == '(':
			depth++
		case c == '}' || c == ']' || c == ')':
			depth--
		}
	}
	return -1
}

// attributeOf gives the first of the named attributes that has a value in quotes.
func attributeOf(attributes, names string) string {
	for name := range strings.FieldsSeq(names) {
		for from := 0; ; {
			i := strings.Index(attributes[from:], name)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(name)
			if at > 0 && !strings.ContainsRune(" \t\n,|", rune(attributes[at-1])) {
				continue
			}
			value := strings.TrimLeft(attributes[from:], " ")
			if !strings.HasPrefix(value, "=") && !strings.HasPrefix(value, ":") {
				continue
			}
			if v := quoted(strings.TrimLeft(value[1:], " {")); v != "" {
				return v
			}
		}
	}
	return ""
}

// quoted gives what a text opens with in quotes.
func quoted(s string) string {
	if s == "" || s[0] != '"' && s[0] != '\'' && s[0] != '`' {
		return ""
	}
	end := strings.IndexByte(s[1:], s[0])
	if end < 0 {
		return ""
	}
	return stripTags(s[1 : 1+end])
}
