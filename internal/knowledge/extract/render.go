package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// render writes the canonical text of blocks and sets their places in it. Headings are "# …", list items "- …" or
// "1. …" with what they hold indented below, tables pipes, code fenced, quotes and notes "> …", a section's label a line
// that ends with a colon.
func render(blocks []Block) string {
	w := &writer{}
	w.blocks(blocks, "\n\n")
	if w.runes == 0 {
		return ""
	}
	w.put("\n")
	return w.out.String()
}

// writer builds the text. rest is what every new line starts with; inline says that the line has begun, with a marker.
type writer struct {
	out    strings.Builder
	runes  int
	rest   string
	inline bool
}

func (w *writer) put(s string) {
	w.out.WriteString(s)
	w.runes += utf8.RuneCountInString(s)
}

// begin starts a line unless a marker has.
func (w *writer) begin() {
	if !w.inline {
		w.put(w.rest)
	}
	w.inline = false
}

func (w *writer) blocks(blocks []Block, gap string) {
	for i := range blocks {
		if i > 0 {
			w.gap(gap)
		}
		w.block(&blocks[i])
	}
}

func (w *writer) gap(gap string) {
	w.inline = false
	if len(gap) > 1 && w.rest != "" {
		gap = "\n" + strings.TrimRight(w.rest, " ") + "\n"
	}
	w.put(gap)
}

func (w *writer) block(b *Block) {
	switch b.Kind {
	case Heading:
		w.line(b, strings.Repeat("#", b.Level)+" "+b.Text)
	case Paragraph:
		if w.rest != "" || w.inline {
			b.Text = strings.ReplaceAll(b.Text, "\n", " ")
		}
		w.line(b, b.Text)
	case List:
		w.list(b)
	case Table:
		w.table(b)
	case Code:
		w.code(b)
	case Quote, Note:
		w.within(b, "> ")
	case Section:
		w.section(b)
	}
}

func (w *writer) line(b *Block, text string) {
	w.begin()
	b.Start = w.runes
	w.put(text)
	b.End = w.runes
}

func (w *writer) list(b *Block) {
	outer := w.rest
	for i := range b.Items {
		item := &b.Items[i]
		if i > 0 {
			w.gap("\n")
		}
		marker := "- "
		if b.Ordered {
			marker = strconv.Itoa(b.First+i) + ". "
		}
		w.begin()
		item.Start = w.runes
		w.put(marker)
		w.rest, w.inline = outer+strings.Repeat(" ", len(marker)), true
		w.blocks(item.Blocks, "\n")
		w.rest, w.inline = outer, false
		item.End = w.runes
	}
	b.Start, b.End = b.Items[0].Start, b.Items[len(b.Items)-1].End
}

func (w *writer) within(b *Block, mark string) {
	outer := w.rest
	if w.inline {
		w.put(mark)
	}
	b.Start = w.runes
	w.rest += mark
	w.blocks(b.Blocks, "\n\n")
	w.rest = outer
	b.End = w.runes
}

func (w *writer) section(b *Block) {
	w.begin()
	b.Start = w.runes
	w.put(b.Text + ":")
	w.gap("\n\n")
	w.blocks(b.Blocks, "\n\n")
	b.End = w.runes
}

func (w *writer) code(b *Block) {
	fence := "```"
	for strings.Contains(b.Text, fence) {
		fence += "`"
	}
	w.begin()
	b.Start = w.runes
	w.put(fence)
	for line := range strings.SplitSeq(b.Text, "\n") {
		w.gap("\n")
		w.put(strings.TrimRight(w.rest+line, " "))
	}
	w.gap("\n")
	w.begin()
	w.put(fence)
	b.End = w.runes
}

func (w *writer) table(b *Block) {
	b.Start = w.runes
	if b.Caption != "" {
		w.begin()
		w.put(b.Caption)
		w.gap("\n\n")
	}
	if len(b.Header) > 0 {
		w.begin()
		w.put(pipes(b.Header))
		w.gap("\n")
		w.begin()
		w.put("|" + strings.Repeat(" --- |", len(b.Header)))
		w.gap("\n")
	}
	for i := range b.Rows {
		if i > 0 {
			w.gap("\n")
		}
		w.begin()
		b.Rows[i].Start = w.runes
		w.put(pipes(b.Rows[i].Cells))
		b.Rows[i].End = w.runes
	}
	b.End = w.runes
}

func pipes(cells []string) string {
	var b strings.Builder
	b.WriteString("|")
	for _, c := range cells {
		b.WriteString(" " + strings.ReplaceAll(c, "|", "\\|") + " |")
	}
	return b.String()
}
