package extract

import (
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep blocks may lie in blocks; what lies deeper is lifted to this depth, in order.
const maxDepth = 8

// tidy cleans the words of blocks, drops what is empty, and puts what authors scattered back together.
func tidy(blocks []Block) []Block { return joinLists(tidyAt(blocks, 0)) }

func tidyAt(blocks []Block, depth int) []Block {
	var kept []Block
	for _, b := range blocks {
		if depth >= maxDepth && len(b.Blocks) > 0 {
			kept = append(kept, tidyAt(b.Blocks, depth)...)
			continue
		}
		if tidyBlock(&b, depth) {
			kept = append(kept, b)
		}
	}
	return kept
}

// tidyBlock tells whether anything is left of a block.
func tidyBlock(b *Block, depth int) bool {
	for i := range b.Links {
		b.Links[i] = Link{Text: squeeze(clean(b.Links[i].Text)), URL: squeeze(clean(b.Links[i].URL))}
	}
	switch b.Kind {
	case Heading:
		b.Text = squeeze(clean(b.Text))
		b.Level = min(max(b.Level, 1), 6)
		return hasWord(b.Text)
	case Paragraph:
		b.Text = lines(clean(b.Text))
		return b.Text != ""
	case Code:
		b.Text = strings.Trim(strings.ReplaceAll(clean(b.Text), "\t", "    "), "\n")
		return strings.TrimSpace(b.Text) != ""
	case List:
		return tidyList(b, depth)
	case Table:
		return tidyTable(b)
	case Quote, Note:
		b.Text = squeeze(clean(b.Text))
		b.Blocks = labelled(b.Text, tidyAt(b.Blocks, depth+1))
		return len(b.Blocks) > 0
	case Section:
		b.Text = strings.TrimRight(squeeze(clean(b.Text)), ": ")
		b.Blocks = joinLists(tidyAt(b.Blocks, depth+1))
		return len(b.Blocks) > 0
	}
	return false
}

// lines squeezes each line of a text and drops the empty ones.
func lines(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = squeeze(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func tidyList(b *Block, depth int) bool {
	var kept []Item
	for _, item := range b.Items {
		item.Blocks = joinLists(tidyAt(item.Blocks, depth+1))
		if len(item.Blocks) > 0 {
			kept = append(kept, item)
		}
	}
	b.Items = kept
	return len(kept) > 0
}

// tidyTable makes every row as wide as the widest, and drops empty rows, columns without any word, and a header of
// empty cells.
func tidyTable(b *Block) bool {
	b.Caption = squeeze(clean(b.Caption))
	width := len(b.Header)
	for _, r := range b.Rows {
		width = max(width, len(r.Cells))
	}
	if width == 0 {
		return false
	}
	header := tidyCells(b.Header, width)
	var rows []Row
	for _, r := range b.Rows {
		if cells := tidyCells(r.Cells, width); !blank(cells) {
			rows = append(rows, Row{Cells: cells})
		}
	}
	if blank(header) {
		header = nil
	}
	if len(rows) == 0 && header != nil { // a header alone is a row of words
		rows, header = []Row{{Cells: header}}, nil
	}
	b.Header, b.Rows = header, rows
	return len(rows) > 0
}

func tidyCells(cells []string, width int) []string {
	all := make([]string, width)
	for i, c := range cells {
		all[i] = squeeze(clean(c))
	}
	return all
}

func blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// labelled puts the label of a note before its words, unless they begin with it.
func labelled(label string, blocks []Block) []Block {
	if label == "" || len(blocks) == 0 {
		return blocks
	}
	label = strings.TrimRight(label, ": ")
	if first := &blocks[0]; first.Kind == Paragraph {
		if !strings.HasPrefix(strings.ToLower(first.Text), strings.ToLower(label)) {
			first.Text = label + ": " + first.Text
		}
		return blocks
	}
	return append([]Block{{Kind: Paragraph, Text: label + ":"}}, blocks...)
}

// maxBetween is how many blocks may stand between two parts of one ordered list, maxBetweenSize how many code points:
// more is no step but a text with numbered headings.
const (
	maxBetween     = 4
	maxBetweenSize = 1000
)

// joinLists makes one list of ordered lists whose numbers go on over the notes, code and paragraphs between them; what
// stood between becomes part of the step before it.
func joinLists(blocks []Block) []Block {
	var kept []Block
	last := -1 // where in kept the ordered list stands that may go on
	for _, b := range blocks {
		switch {
		case b.Kind == List && b.Ordered && last >= 0 && b.First > 1 && b.First == kept[last].First+len(kept[last].Items) && wordsIn(kept[last+1:]) <= maxBetweenSize:
			items := kept[last].Items
			step := &items[len(items)-1]
			step.Blocks = append(step.Blocks, kept[last+1:]...)
			kept[last].Items = append(items, b.Items...)
			kept = kept[:last+1]
			continue
		case b.Kind == List && b.Ordered:
			last = len(kept)
		case b.Kind == Heading || b.Kind == Section || last >= 0 && len(kept)-last > maxBetween:
			last = -1
		}
		kept = append(kept, b)
	}
	return kept
}

// hasWord tells whether a text has a letter or a digit.
func hasWord(text string) bool { return strings.IndexFunc(text, wordRune) >= 0 }

// wordsIn counts the code points in blocks.
func wordsIn(blocks []Block) int {
	n := 0
	for _, b := range blocks {
		n += size(flat(b))
	}
	return n
}

func size(text string) int { return utf8.RuneCountInString(text) }
