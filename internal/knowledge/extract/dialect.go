package extract

import (
	"regexp"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// dialect rewrites what documentation sites add to Markdown into plain Markdown, before it is parsed:
//
//   - MDX and JSX: imports, exports and comments go; a component goes and what is inside stays; one named like a note
//     (Note, Tip, Callout …) becomes a note, one with a title or label (TabItem, Accordion …) a section, one with headers
//     and rows a table.
//   - Admonitions of Docusaurus (:::note), MkDocs (!!! note) and Grav (!!! words) become notes.
//   - Shortcodes of Grav ([ui-tab title="…"]) and Hugo ({{< … >}}, {{% … %}}): the same rules as components.
//   - Liquid, Twig and Jinja: a condition on lines of its own makes sections labelled "If …" and "Otherwise"; inside a
//     sentence the words stay, alternatives parted by " / ". Settings and includes go.
//   - A variable ({% data x %}, {{ x }}, {x}) has the value that Options give, else that of knownVariables, else the last
//     part of its name in words between brackets: a hole, listed in Document.Holes. Alone on its line it goes.
//
// Code is left as it is. Marks for notes and sections are paragraphs of private-use characters, which fold turns into
// blocks; a text cannot hold such characters itself (see clean).
type dialect struct {
	src      string
	mdx      bool
	french   bool
	values   map[string]string
	closers  map[string]bool // Hugo's shortcodes that have an end tag somewhere
	ends     map[string]bool // the same for Grav's, as far as it was asked
	out      strings.Builder
	at       int  // where the scan stands in src
	lineFrom int  // where its line starts
	inGrav   bool // in a note of lines that start with "!"
	open     []opened
	marks    []mark
	hidden   []string
	holes    []string
}

// opened is a construct that waits for its end.
type opened struct {
	name   string
	marked bool // it opened a note or section
}

// mark is a note or section that a paragraph stands for.
type mark struct {
	kind  Kind
	label string
}

type markKind int

const (
	noMark markKind = iota
	opening
	closing
)

const (
	openRune  = '\ue000'
	closeRune = '\ue001'
	firstMark = 0xe100
	maxMarks  = 0xf8ff - firstMark
	maxHoles  = 100
)

func newDialect(src string, options Options, mdx bool, language desk.Language) *dialect {
	return &dialect{src: src, mdx: mdx, french: language == desk.French, values: options.Variables, closers: closersOf(src)}
}

// rewrite gives the text as plain Markdown.
func (d *dialect) rewrite() string {
	d.out.Grow(len(d.src) + len(d.src)/16)
	for d.at < len(d.src) {
		if d.at == 0 || d.src[d.at-1] == '\n' {
			d.lineFrom = d.at
			if d.startOfLine() {
				continue
			}
		}
		d.step()
	}
	if d.inGrav {
		d.markClose()
	}
	return d.out.String()
}

// step copies up to the next character that may begin a construct, and handles it.
func (d *dialect) step() {
	rest := d.src[d.at:]
	next := strings.IndexAny(rest, "`<{[\\\n")
	if next < 0 {
		d.copy(len(rest))
		return
	}
	d.copy(next)
	switch d.src[d.at] {
	case '\n':
		d.copy(1)
	case '\\':
		d.copy(min(2, len(d.src)-d.at))
	case '`':
		d.codeSpan()
	case '<':
		d.orCopy(d.angle)
	case '{':
		d.orCopy(d.brace)
	case '[':
		d.orCopy(d.bracket)
	}
}

// orCopy copies one character where a construct was none.
func (d *dialect) orCopy(handle func() bool) {
	if !handle() {
		d.copy(1)
	}
}

func (d *dialect) copy(n int) {
	d.out.WriteString(d.src[d.at : d.at+n])
	d.at += n
}

func (d *dialect) skip(n int) { d.at += n }

// gravIcon is the one shortcode that Grav draws even in code: a picture.
var gravIcon = regexp.MustCompile(`\[fa=[\w-]+ ?/?\] ?`)

// codeSpan copies a span of code, but for icons: up to as many backticks as opened it, within the paragraph.
func (d *dialect) codeSpan() {
	rest := d.src[d.at:]
	ticks := len(rest) - len(strings.TrimLeft(rest, "`"))
	body := rest[ticks:min(len(rest), ticks+maxSpan)]
	if end := strings.Index(body, "\n\n"); end >= 0 {
		body = body[:end]
	}
	for from := 0; ; {
		i := strings.IndexByte(body[from:], '`')
		if i < 0 {
			d.copy(ticks)
			return
		}
		from += i
		run := len(body[from:]) - len(strings.TrimLeft(body[from:], "`"))
		if run == ticks {
			span := rest[:ticks+from+run]
			d.out.WriteString(gravIcon.ReplaceAllString(span, ""))
			d.skip(len(span))
			return
		}
		from += run
	}
}

// maxSpan is how far the end of a construct is looked for, in bytes.
const maxSpan = 4000

// line gives the line from the place of the scan, without its line break.
func (d *dialect) line() string {
	line, _, _ := strings.Cut(d.src[d.at:], "\n")
	return line
}

// alone tells whether what lies between the place of the scan and n bytes on is all that its line (or lines) hold.
func (d *dialect) alone(n int) bool {
	after, _, _ := strings.Cut(d.src[d.at+n:], "\n")
	return d.first() && strings.TrimSpace(after) == ""
}

// first tells whether only white space and quote marks stand before the place of the scan on its line.
func (d *dialect) first() bool { return strings.Trim(d.src[d.lineFrom:d.at], " \t>") == "" }

// indent is what the line begins with: a mark must lie as deep as the words around it.
func (d *dialect) indent() string {
	line := d.src[d.lineFrom:d.at]
	return line[:len(line)-len(strings.TrimLeft(line, " \t>"))]
}

// markOpen and markClose write a mark as a paragraph of its own.
func (d *dialect) markOpen(kind Kind, label string) bool {
	number := len(d.marks)
	if number >= maxMarks {
		return false
	}
	d.marks = append(d.marks, mark{kind, label})
	d.paragraph(string(openRune) + string(rune(firstMark+number)))
	return true
}

func (d *dialect) markClose() { d.paragraph(string(closeRune)) }

func (d *dialect) paragraph(text string) {
	indent := d.indent()
	gap := strings.TrimRight(indent, " \t")
	d.out.WriteString("\n" + gap + "\n" + indent + text + "\n" + gap + "\n" + indent)
}

// push opens a construct; pop closes it and all that was left open inside.
func (d *dialect) push(name string, marked bool) { d.open = append(d.open, opened{name, marked}) }

func (d *dialect) pop(name string) {
	for i := len(d.open) - 1; i >= 0 && i >= len(d.open)-20; i-- {
		if d.open[i].name != name {
			continue
		}
		for _, o := range d.open[i:] {
			if o.marked {
				d.markClose()
			}
		}
		d.open = d.open[:i]
		return
	}
}

func (d *dialect) hole(expression string) {
	expression = squeeze(expression)
	if len(d.holes) < maxHoles {
		d.holes = append(d.holes, expression)
	}
}

// markOf tells whether a block is a mark, and which.
func (w *walker) markOf(b Block) (mark, markKind) {
	if b.Kind != Paragraph {
		return mark{}, noMark
	}
	r := []rune(strings.TrimSpace(b.Text))
	switch {
	case len(r) == 1 && r[0] == closeRune:
		return mark{}, closing
	case len(r) == 2 && r[0] == openRune && r[1] >= firstMark && int(r[1])-firstMark < len(w.marks):
		return w.marks[r[1]-firstMark], opening
	}
	return mark{}, noMark
}
