package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

func plainFile(name string, data []byte) (Document, error) {
	raw, err := decode(name, data)
	if err != nil {
		return Document{}, err
	}
	front, body, err := splitFront(name, raw)
	if err != nil {
		return Document{}, err
	}
	return finish(name, front, plainBlocks(body), unseen(data), nil), nil
}

var plainMarker = regexp.MustCompile(`^(?:[-*•·–▪◦]\s+|(\d{1,3})[.)]\s+)`)

// plainBlocks reads text without markup, such as what is left of a page when its tags are gone:
//
//   - Empty lines part blocks. A short line without a closing mark, between empty lines, is a heading.
//   - Lines that start with a dash, a bullet or a number are lists.
//   - After a line that ends with a colon, the lines up to the first that ends a sentence are a list.
//   - A line of 45 to 100 characters that ends no sentence goes on in the next: it was wrapped.
//   - A line that starts with a comma, a semicolon or a closing bracket belongs to the one before it.
func plainBlocks(text string) []Block {
	p := &plainReader{}
	groups := plainGroups(text)
	for i, lines := range groups {
		if len(lines) == 1 && i+1 < len(groups) && plainHeading(lines[0]) {
			p.blocks = append(p.blocks, Block{Kind: Heading, Level: 2, Text: lines[0]})
			continue
		}
		p.group(lines)
	}
	return p.blocks
}

// plainGroups cuts a text into groups of lines at the empty ones, and mends lines that were cut in two.
func plainGroups(text string) [][]string {
	var groups [][]string
	fresh := true
	for line := range strings.SplitSeq(text, "\n") {
		line = squeeze(line)
		switch {
		case line == "":
			fresh = true
		case len(groups) > 0 && strings.ContainsRune(",;.)]", rune(line[0])):
			last := groups[len(groups)-1]
			last[len(last)-1] += gapBefore(line) + line
			fresh = false
		case fresh && len(groups) > 0 && !worded(line): // a number of what was said before
			last := &groups[len(groups)-1]
			*last = append(*last, line)
			fresh = true
		case fresh:
			groups = append(groups, []string{line})
			fresh = false
		default:
			last := &groups[len(groups)-1]
			if lines := *last; wrapped(lines[len(lines)-1], line) {
				lines[len(lines)-1] += " " + line
			} else {
				*last = append(lines, line)
			}
		}
	}
	return groups
}

// worded tells whether a line has at least three letters: a heading does, "29,59 €" does not.
func worded(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 3
}

func gapBefore(line string) string {
	if line[0] == ';' {
		return " "
	}
	return ""
}

// wrapped tells whether a line goes on in the next one.
func wrapped(line, next string) bool {
	n := utf8.RuneCountInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	return n >= 45 && n <= 100 && !closes(line) && !strings.HasSuffix(line, ",") && unicode.IsLower(first) && !plainMarker.MatchString(line) && !plainMarker.MatchString(next)
}

// closes tells whether a line ends with a mark that ends a sentence or announces something.
func closes(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "\"”»)'’ "))
	return strings.ContainsRune(".!?…:;", r)
}

// plainHeading tells whether a line alone looks like a heading: short, opening with a capital or digit, without an end.
func plainHeading(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return utf8.RuneCountInString(line) <= 120 && (unicode.IsUpper(first) || unicode.IsDigit(first)) && !plainMarker.MatchString(line) &&
		(!closes(line) || strings.HasSuffix(line, "?")) && worded(line)
}

type plainReader struct{ blocks []Block }

func (p *plainReader) group(lines []string) {
	for i := 0; i < len(lines); {
		if m := plainMarker.FindStringSubmatch(lines[i]); m != nil {
			i += p.marked(lines[i:], m[1] != "")
			continue
		}
		p.blocks = append(p.blocks, Block{Kind: Paragraph, Text: lines[i]})
		i++
		if strings.HasSuffix(lines[i-1], ":") {
			i += p.announced(lines[i:])
		}
	}
}

// marked reads the list items that lines open with, and tells how many lines it took.
func (p *plainReader) marked(lines []string, ordered bool) int {
	b := Block{Kind: List, Ordered: ordered, First: 1}
	n := 0
	for _, line := range lines {
		m := plainMarker.FindStringSubmatch(line)
		if m == nil || (m[1] != "") != ordered {
			break
		}
		if n == 0 && ordered {
			b.First, _ = strconv.Atoi(m[1])
		}
		b.Items = append(b.Items, Item{Blocks: []Block{{Kind: Paragraph, Text: line[len(m[0]):]}}})
		n++
	}
	if n == 1 { // one marked line is no list
		b = Block{Kind: Paragraph, Text: lines[0]}
	}
	p.blocks = append(p.blocks, b)
	return n
}

// announced reads the lines after a colon as a list: those that end no sentence, and one that opens in lower case and
// ends it. Fewer than two are no list.
func (p *plainReader) announced(lines []string) int {
	b := Block{Kind: List, First: 1}
	for _, line := range lines {
		if plainMarker.MatchString(line) || strings.HasSuffix(line, ":") {
			break
		}
		first, _ := utf8.DecodeRuneInString(line)
		ends := closes(line) && !strings.HasSuffix(line, ";")
		if ends && !unicode.IsLower(first) {
			break
		}
		b.Items = append(b.Items, Item{Blocks: []Block{{Kind: Paragraph, Text: line}}})
		if ends {
			break
		}
	}
	if len(b.Items) < 2 {
		return 0
	}
	p.blocks = append(p.blocks, b)
	return len(b.Items)
}

// Plain reads a text without markup, as one record or answer holds it.
func Plain(name string, front Front, text string) (Document, error) {
	if len(text) > MaxBytes {
		return Document{}, desk.Errorf(desk.TooLarge, "%s: %d bytes; an article may have %d: split it", name, len(text), MaxBytes)
	}
	return finish(name, front, plainBlocks(clean(text)), unseen([]byte(text)), nil), nil
}
