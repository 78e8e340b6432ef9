package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (h *htmlWalker) list(n *html.Node, depth int) Block {
	b := Block{Kind: List, Ordered: n.DataAtom == atom.Ol, First: 1}
	if first, err := strconv.Atoi(attr(n, "start")); err == nil && first >= 0 && first < 1e6 {
		b.First = first
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || concealed(c) {
			continue
		}
		if c.DataAtom == atom.Li || len(b.Items) == 0 {
			b.Items = append(b.Items, Item{Blocks: h.blocksOf(c, depth+1)})
			continue
		}
		last := &b.Items[len(b.Items)-1] // a list right inside a list belongs to the item before it
		outer := &htmlWalker{}
		outer.node(c, depth+1)
		last.Blocks = append(last.Blocks, outer.done()...)
		h.hidden = append(h.hidden, outer.hidden...)
	}
	return b
}

// definitions makes a list of "term: definition".
func (h *htmlWalker) definitions(n *html.Node, depth int) Block {
	b := Block{Kind: List, First: 1}
	term := ""
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || concealed(c) {
			continue
		}
		switch c.Data {
		case "dt":
			words, _ := h.wordsOf(c, depth+1)
			term = strings.TrimSpace(term + " " + strings.TrimRight(words, ": "))
		case "dd":
			blocks := h.blocksOf(c, depth+1)
			if term != "" {
				blocks = labelled(term, blocks)
			}
			b.Items = append(b.Items, Item{Blocks: blocks})
			term = ""
		}
	}
	return b
}

// table reads a table. Its header is the row of th, or the thead; a cell that spans columns is said in each of them.
func (h *htmlWalker) table(n *html.Node, depth int) Block {
	b := Block{Kind: Table}
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || concealed(c) || tableOf(c) != n {
			continue
		}
		switch c.Data {
		case "caption":
			b.Caption, _ = h.wordsOf(c, depth+1)
		case "tr":
			cells, header := h.cells(&b, c, depth+1)
			if header && b.Header == nil && len(b.Rows) == 0 {
				b.Header = cells
			} else if len(cells) > 0 {
				b.Rows = append(b.Rows, Row{Cells: cells})
			}
		}
	}
	return b
}

// tableOf gives the table that an element belongs to.
func tableOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Table {
			return p
		}
	}
	return nil
}

// maxColumns is how many columns a table may have; the words beyond are left to the last one.
const maxColumns = 50

func (h *htmlWalker) cells(b *Block, row *html.Node, depth int) (cells []string, header bool) {
	header = true
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || concealed(c) {
			continue
		}
		header = header && (c.DataAtom == atom.Th || row.Parent != nil && row.Parent.DataAtom == atom.Thead)
		words, links := h.wordsOf(c, depth)
		b.Links = append(b.Links, links...)
		span, err := strconv.Atoi(attr(c, "colspan"))
		if err != nil || span < 1 {
			span = 1
		}
		for range min(span, maxColumns) {
			if len(cells) == maxColumns {
				cells[maxColumns-1] += " " + words
				break
			}
			cells = append(cells, words)
		}
	}
	return cells, header && len(cells) > 0
}

// details makes a section of a fold, labelled with its summary.
func (h *htmlWalker) details(n *html.Node, depth int) {
	label := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Summary {
			label, _ = h.wordsOf(c, depth+1)
			n.RemoveChild(c)
			break
		}
	}
	if strings.TrimSpace(label) == "" {
		h.block(n, depth)
		return
	}
	h.add(Block{Kind: Section, Text: label, Blocks: h.blocksOf(n, depth)})
}

func asideKind(n *html.Node) Kind {
	if n.DataAtom == atom.Aside {
		return Note
	}
	return Quote
}

// noteElement tells whether a block is styled as an admonition: class="note", "alert alert-warning", "admonition tip".
func noteElement(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.P && n.DataAtom != atom.Section {
		return false
	}
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		if noteName(class) {
			return true
		}
	}
	return attr(n, "role") == "note"
}

// concealed tells whether an element is not shown: its words are no part of the article.
func concealed(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			if concealing(a.Val) {
				return true
			}
		}
	}
	return false
}

// concealing tells whether a style hides words: not displayed, no size, no opacity, white or transparent letters.
func concealing(style string) bool {
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	for declaration := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(strings.TrimSuffix(declaration, "!important"), ":")
		switch property {
		case "display":
			if value == "none" {
				return true
			}
		case "visibility":
			if value == "hidden" || value == "collapse" {
				return true
			}
		case "opacity", "font-size", "width", "height":
			if strings.Trim(value, "0.pxemrt%") == "" && value != "" {
				return true
			}
		case "color":
			switch value {
			case "white", "#fff", "#ffffff", "transparent", "rgb(255,255,255)", "rgba(0,0,0,0)", "rgba(255,255,255,0)":
				return true
			}
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf gives all words in an element as they stand, without its scripts and styles.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.DataAtom != atom.Script && c.Parent.DataAtom != atom.Style {
			b.WriteString(c.Data)
		} else if c.DataAtom == atom.Br {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
