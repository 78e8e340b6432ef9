package chunk

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// form says what an atom is.
type form int

const (
	sentence form = iota
	list
	steps
	row
	code
)

// atom is what is never cut: a sentence, a list or a slice of a long one, a table row, a piece of code.
type atom struct {
	form  form
	text  string // in plain words
	end   int    // where it ends in the document's text
	group int    // the block it comes from
	note  int    // the admonition that it stands in, from 1; 0: none
	brk   bool   // a line break followed it in its paragraph
	only  bool   // it is all of its paragraph
	label string // of a row: its first cell
	lead  string // of a later slice of a list, of a row, of later code: what introduces it, said again
	cont  bool   // it continues the atom before it, from which it was cut for its size
}

func (c *cutter) add(a atom) {
	a.group, a.note = c.group, c.note
	c.atoms = append(c.atoms, a)
}

func (c *cutter) paragraph(b extract.Block) {
	runes := []rune(b.Text)
	sentences := analysis.Sentences(b.Text)
	for _, s := range sentences {
		raw := string(runes[s.Start:s.End])
		if words := strings.TrimSpace(raw); words != "" {
			c.add(atom{form: sentence, text: words, end: b.Start + s.End, brk: strings.HasSuffix(raw, "\n"), only: len(sentences) == 1})
		}
	}
}

// list makes one atom of a list. An unordered one that is very long is cut between its items.
func (c *cutter) list(b extract.Block) {
	whole := plainList(b)
	if b.Ordered && numbered(b, size(whole)) {
		c.chapters(b)
		return
	}
	if b.Ordered {
		c.add(atom{form: steps, text: whole, end: b.End})
		return
	}
	if len(b.Items) <= maxItems && (size(whole) <= listSize || conjoined(c.lead())) {
		c.add(atom{form: list, text: whole, end: b.End})
		return
	}
	lead := c.lead()
	part := b
	for from := 0; from < len(b.Items); {
		to, length := from+1, size(plainItem(b, from))
		for to < len(b.Items) && to-from < maxItems && length+size(plainItem(b, to)) <= hardSize {
			length += size(plainItem(b, to))
			to++
		}
		part.Items = b.Items[from:to]
		a := atom{form: list, text: plainList(part), end: b.Items[to-1].End, cont: from > 0}
		if from > 0 {
			a.lead = lead
		}
		c.add(a)
		from = to
	}
}

// numbered tells whether an ordered list is no list of steps but a long text whose parts are numbered.
func numbered(b extract.Block, length int) bool {
	return length > 2*listSize && length/len(b.Items) > hardSize/4
}

// chapters walks through the items of a numbered text. A first paragraph that is short and ends no sentence is the heading
// of its part.
func (c *cutter) chapters(b extract.Block) {
	for i, item := range b.Items {
		blocks, label := item.Blocks, ""
		if first := blocks[0]; len(blocks) > 1 && first.Kind == extract.Paragraph && size(first.Text) <= maxLabel && !endsSentence(first.Text) {
			blocks, label = blocks[1:], strconv.Itoa(b.First+i)+". "+first.Text
		}
		c.part(label, blocks)
	}
}

func endsSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’»)] "))
	return strings.ContainsRune(".!?…:;,", r)
}

// lead gives the sentence that introduces what comes next in the section, if there is one.
func (c *cutter) lead() string {
	if n := len(c.atoms); n > 0 && c.atoms[n-1].form == sentence && introduces(c.atoms[n-1].text) {
		return c.atoms[n-1].text
	}
	return ""
}

// table makes an atom of each row: "Header: cell; Header: cell", after the caption or the sentence that introduces it.
func (c *cutter) table(b extract.Block) {
	lead := b.Caption
	if lead == "" {
		lead = c.lead()
	}
	for i, r := range b.Rows {
		a := atom{form: row, text: rowWords(b.Header, r.Cells), end: r.End, lead: lead, label: r.Cells[0], cont: i > 0}
		if i == 0 && b.Caption == "" {
			a.lead = "" // the sentence itself is right before it
		}
		c.add(a)
	}
}

func rowWords(header, cells []string) string {
	var parts []string
	for i, cell := range cells {
		switch {
		case cell == "":
		case i < len(header) && header[i] != "":
			parts = append(parts, strings.TrimRight(header[i], ": ")+": "+cell)
		default:
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, "; ")
}

// code makes one atom of code; long code is cut at its line breaks, at an empty line if there is one.
func (c *cutter) code(b extract.Block) {
	if size(b.Text) <= hardSize {
		c.add(atom{form: code, text: b.Text, end: b.End})
		return
	}
	c.longCode(b)
}

// longCode cuts code at the line breaks of the document's text, whose first line is the fence: at an empty line in the
// second half of a piece if there is one, else at the last that fits.
func (c *cutter) longCode(b extract.Block) {
	lines := strings.Split(b.Text, "\n")
	at := b.Start
	skipLine := func() {
		for at < b.End && c.text[at] != '\n' {
			at++
		}
		at++
	}
	skipLine()
	for from := 0; from < len(lines); {
		to := from + codePiece(lines[from:])
		for range to - from {
			skipLine()
		}
		end := at - 1
		if to == len(lines) {
			end = b.End
		}
		c.add(atom{form: code, text: strings.Join(lines[from:to], "\n"), end: end, cont: from > 0})
		from = to
	}
}

// codePiece tells how many lines make the next piece; at least one.
func codePiece(lines []string) int {
	length, gap := 0, 0
	for i, line := range lines {
		length += size(line) + 1
		if length > hardSize && i > 0 {
			if gap > 0 {
				return gap
			}
			return i
		}
		if line == "" && length > hardSize/2 {
			gap = i + 1
		}
	}
	return len(lines)
}

// plainList writes a list as a customer reads it: "- " and "1. ", nested parts indented.
func plainList(b extract.Block) string {
	var lines []string
	for i := range b.Items {
		lines = append(lines, plainItem(b, i))
	}
	return strings.Join(lines, "\n")
}

func plainItem(b extract.Block, i int) string {
	marker := "- "
	if b.Ordered {
		marker = strconv.Itoa(b.First+i) + ". "
	}
	var parts []string
	for _, inner := range b.Items[i].Blocks {
		parts = append(parts, plainBlock(inner))
	}
	indent := strings.Repeat(" ", len(marker))
	return marker + strings.ReplaceAll(strings.Join(parts, "\n"), "\n", "\n"+indent)
}

// plainBlock writes a block that lies in a list item.
func plainBlock(b extract.Block) string {
	switch b.Kind {
	case extract.Heading, extract.Paragraph, extract.Code:
		return b.Text
	case extract.List:
		return plainList(b)
	case extract.Table:
		var rows []string
		for _, r := range b.Rows {
			rows = append(rows, rowWords(b.Header, r.Cells))
		}
		return strings.TrimSpace(b.Caption + "\n" + strings.Join(rows, "\n"))
	case extract.Quote, extract.Note:
		return plainBlocks(b.Blocks)
	case extract.Section:
		return b.Text + ":\n" + plainBlocks(b.Blocks)
	}
	return ""
}

func plainBlocks(blocks []extract.Block) string {
	var parts []string
	for _, b := range blocks {
		parts = append(parts, plainBlock(b))
	}
	return strings.Join(parts, "\n")
}
