package extract

import "strings"

// bracket handles "[": the shortcodes of Grav.
func (d *dialect) bracket() bool {
	rest := d.src[d.at+1:]
	name := strings.TrimPrefix(rest, "/")
	end := strings.IndexFunc(name, func(r rune) bool { return !wordRune(r) && r != '-' })
	if end <= 0 {
		return false
	}
	isEnd := len(name) < len(rest)
	attributes := name[end:]
	name = name[:end]
	if _, ok := gravNames[name]; !ok || !strings.ContainsAny(attributes[:1], "]= /") {
		return false
	}
	if attributes[0] == ']' && !isEnd && !d.ended(name) { // a word in brackets
		return false
	}
	size := closeOf(attributes[:min(len(attributes), maxSpan)], ']')
	if size < 0 {
		return false
	}
	whole := 1 + len(name) + size + 1
	if isEnd {
		whole++
	}
	if after := d.src[d.at+whole:]; strings.HasPrefix(after, "(") && !isEnd { // a link whose words look like one
		return false
	}
	d.gravTag(name, attributes[:size], isEnd, whole)
	return true
}

// ended tells whether a shortcode has an end tag somewhere in the text.
func (d *dialect) ended(name string) bool {
	if d.ends == nil {
		d.ends = map[string]bool{}
	}
	found, done := d.ends[name]
	if !done {
		found = strings.Contains(d.src, "[/"+name+"]")
		d.ends[name] = found
	}
	return found
}

func (d *dialect) gravTag(name, attributes string, isEnd bool, size int) {
	switch {
	case isEnd:
		d.pop("[" + name)
		d.skip(size)
	case strings.HasSuffix(strings.TrimSpace(attributes), "/"):
		d.skip(size)
	case name == "figure" && !d.alone(size):
		d.out.WriteString(attributeOf(attributes, "caption"))
		d.skip(size)
	default:
		d.begin("["+name, name, attributeOf(attributes, labelNames), size)
	}
}
