package extract

import (
	"regexp"
	"strings"
)

var (
	admonition  = regexp.MustCompile(`^[ \t>]*:{3,}\s*([A-Za-z]+)\s*(?:\[([^\]]*)\]|\{[^}]*\}|(.*))$`)
	admonitionX = regexp.MustCompile(`^[ \t>]*:{3,}\s*$`)
	mkdocs      = regexp.MustCompile(`^[ \t]*(?:!!!|\?\?\?\+?)\s+([a-z]+)(?:\s+"([^"]*)")?\s*$`)
	gravLine    = regexp.MustCompile(`^[ \t]*!{1,6} (?:!{1,6} )?`)
	mdxModule   = regexp.MustCompile(`^(?:import\s.+\sfrom\s+['"]|import\s+['"]|import\s+\{?$|export\s+(?:const|let|var|default|function|class|async|\{|\*))`)
)

// startOfLine handles what takes whole lines: fences, imports, admonitions. It tells whether it took the line.
func (d *dialect) startOfLine() bool {
	line := d.line()
	if from, to := excess(line); to > from {
		d.copy(from)
		d.skip(to - from)
		return false
	}
	trimmed := strings.TrimLeft(line, " \t>")
	if d.inGrav && !gravLine.MatchString(line) {
		d.inGrav = false
		d.markClose()
	}
	if trimmed == "" {
		return false
	}
	switch trimmed[0] {
	case '`', '~':
		return d.fence(trimmed)
	case 'i', 'e':
		return d.mdx && d.module(line)
	case ':':
		return d.admonition(line)
	case '!', '?':
		return d.mkdocs(line) || d.grav(line)
	}
	return false
}

// maxMarkers is how many quote and list markers one line may open with. A reader of Markdown takes quadratic time to nest
// deeper, and no author does.
const maxMarkers = 12

// excess gives the bytes of a line that are markers beyond maxMarkers.
func excess(line string) (from, to int) {
	at, markers := 0, 0
	for {
		blanks := len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
		marker := markerSize(line[at+blanks:])
		if marker == 0 {
			break
		}
		at += blanks + marker
		if markers++; markers == maxMarkers {
			from = at
		}
	}
	if markers <= maxMarkers {
		return 0, 0
	}
	return from, at
}

// markerSize is the size of the quote or list marker that a text opens with; 0: none.
func markerSize(text string) int {
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	switch {
	case text == "":
		return 0
	case text[0] == '>':
		return 1
	case digits > 0 && digits <= 9 && digits < len(text) && (text[digits] == '.' || text[digits] == ')'):
		return digits + 1
	case digits == 0 && strings.ContainsRune("-+*", rune(text[0])) && len(text) > 1 && text[1] == ' ':
		return 1
	}
	return 0
}

// fence copies a block of fenced code unchanged.
func (d *dialect) fence(trimmed string) bool {
	mark := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, trimmed[:1]))]
	if len(mark) < 3 || mark[0] == '`' && strings.Contains(trimmed[len(mark):], "`") {
		return false
	}
	d.copyLine()
	for d.at < len(d.src) {
		line := strings.TrimSpace(strings.TrimLeft(d.line(), " \t>"))
		d.copyLine()
		if strings.HasPrefix(line, mark) && strings.Trim(line, mark[:1]) == "" {
			break
		}
	}
	return true
}

func (d *dialect) copyLine() { d.copy(min(len(d.line())+1, len(d.src)-d.at)) }
func (d *dialect) skipLine() { d.skip(min(len(d.line())+1, len(d.src)-d.at)) }

// module drops an import or export of MDX: up to the next empty line, as MDX itself reads it.
func (d *dialect) module(line string) bool {
	if !mdxModule.MatchString(line) {
		return false
	}
	for d.at < len(d.src) && strings.TrimSpace(d.line()) != "" {
		d.skipLine()
	}
	return true
}

func (d *dialect) admonition(line string) bool {
	if admonitionX.MatchString(line) {
		d.enter(line)
		d.pop(":::")
		d.skipLine()
		return true
	}
	m := admonition.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	d.enter(line)
	kind, label := Note, strings.TrimSpace(m[2]+m[3])
	if !noteName(m[1]) {
		kind = Section
	}
	if kind == Section && label == "" {
		d.push(":::", false)
	} else {
		d.push(":::", d.markOpen(kind, label))
	}
	d.skipLine()
	return true
}

// enter moves past the indentation of a line, so that a mark is written as deep.
func (d *dialect) enter(line string) {
	d.skip(len(line) - len(strings.TrimLeft(line, " \t>")))
}

// mkdocs rewrites "!!! note" with its block of lines indented by four.
func (d *dialect) mkdocs(line string) bool {
	m := mkdocs.FindStringSubmatch(line)
	if m == nil || !noteName(m[1]) && line[len(line)-len(strings.TrimLeft(line, " \t"))] != '?' {
		return false
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	d.enter(line)
	marked := d.markOpen(Note, m[2])
	d.skipLine()
	for d.at < len(d.src) {
		inner := d.line()
		if strings.TrimSpace(inner) != "" && !strings.HasPrefix(inner, indent+"    ") {
			break
		}
		d.out.WriteString(indent)
		d.skip(min(len(indent)+4, len(inner)))
		d.copyLine()
	}
	if marked {
		d.lineFrom = d.at
		d.out.WriteString("\n" + indent)
		d.markClose()
	}
	return true
}

// grav rewrites consecutive lines that start with exclamation marks and a space.
func (d *dialect) grav(line string) bool {
	m := gravLine.FindString(line)
	if m == "" {
		return false
	}
	d.enter(line)
	if !d.inGrav {
		d.inGrav = d.markOpen(Note, "")
	} else {
		d.out.WriteString(d.indent())
	}
	d.skip(len(strings.TrimLeft(m, " \t")))
	d.lineFrom = d.at
	return false
}
