package extract

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	textm "github.com/yuin/goldmark/text"

	"github.com/vigie-desk/vigie/internal/desk"
)

func markdownFile(name string, data []byte, options Options, mdx bool) (Document, error) {
	raw, err := decode(name, data)
	if err != nil {
		return Document{}, err
	}
	front, body, err := splitFront(name, raw)
	if err != nil {
		return Document{}, err
	}
	blocks, hidden, holes := markdown(body, options, mdx, front.Language.Or(detect(body)))
	hidden = append(hidden, unseen(data)...)
	return finish(name, front, blocks, hidden, holes), nil
}

// markdown reads the blocks of a Markdown text, and what no reader sees: comments and hidden elements.
func markdown(body string, options Options, mdx bool, language desk.Language) (blocks []Block, hidden, holes []string) {
	d := newDialect(body, options, mdx, language)
	source := []byte(d.rewrite())
	w := &walker{source: source, marks: d.marks, mdx: mdx}
	blocks = w.children(newParser().Parse(textm.NewReader(source)), 0)
	return blocks, append(d.hidden, w.hidden...), d.holes
}

// newParser is CommonMark with tables, strikethrough and footnotes.
func newParser() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote)).Parser()
}

// walker turns goldmark's tree into blocks.
type walker struct {
	source []byte
	marks  []mark
	hidden []string
	level  int // of the last heading
	mdx    bool
}

// maxBold is the length of the longest paragraph in bold that is a heading in all but name, in code points.
const maxBold = 80

// boldAlone tells whether a paragraph is bold from end to end.
func boldAlone(n ast.Node) bool {
	e, ok := n.FirstChild().(*ast.Emphasis)
	return ok && e.Level == 2 && e.NextSibling() == nil
}

// maxNest is how deep the tree is followed; what lies deeper is read as paragraphs.
const maxNest = 60

func (w *walker) children(n ast.Node, depth int) []Block {
	if depth > maxNest {
		return w.flattened(n)
	}
	var blocks []Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		blocks = append(blocks, w.block(c, depth)...)
	}
	return w.fold(blocks)
}

// flattened gives the paragraphs that lie in a node, whatever they lie in.
func (w *walker) flattened(n ast.Node) []Block {
	var blocks []Block
	for c := n.FirstChild(); c != nil; c = next(c, n) {
		if c.Type() == ast.TypeBlock && c.HasChildren() && c.FirstChild().Type() == ast.TypeInline {
			words, links := w.words(c)
			blocks = append(blocks, Block{Kind: Paragraph, Text: words, Links: links})
		}
	}
	return blocks
}

// next gives the node after another in reading order, within a root.
func next(n, root ast.Node) ast.Node {
	if c := n.FirstChild(); c != nil {
		return c
	}
	for ; n != root; n = n.Parent() {
		if s := n.NextSibling(); s != nil {
			return s
		}
	}
	return nil
}

func (w *walker) block(n ast.Node, depth int) []Block {
	switch n := n.(type) {
	case *ast.Heading:
		words, links := w.words(n)
		w.level = n.Level
		return []Block{{Kind: Heading, Level: n.Level, Text: words, Links: links}}
	case *ast.Paragraph, *ast.TextBlock:
		words, links := w.words(n)
		if depth == 0 && boldAlone(n) && plainHeading(words) && size(words) <= maxBold {
			return []Block{{Kind: Heading, Level: w.level + 1, Text: words, Links: links}}
		}
		return []Block{{Kind: Paragraph, Text: words, Links: links}}
	case *ast.List:
		return []Block{w.list(n, depth)}
	case *ast.Blockquote:
		return []Block{quoteOf(w.children(n, depth+1))}
	case *ast.FencedCodeBlock:
		return []Block{{Kind: Code, Text: w.lines(n)}}
	case *ast.CodeBlock:
		return w.indented(w.lines(n), depth)
	case *ast.HTMLBlock:
		raw := w.lines(n)
		if n.HasClosure() {
			raw += string(n.ClosureLine.Value(w.source))
		}
		blocks, hidden := htmlFragment(raw)
		w.hidden = append(w.hidden, hidden...)
		return blocks
	case *extast.Table:
		return []Block{w.table(n)}
	case *extast.FootnoteList:
		return w.children(n, depth+1)
	case *extast.Footnote:
		return w.children(n, depth+1)
	}
	return nil
}

// indented makes code of indented lines, unless they are the tags of a page that an empty line tore apart. MDX has no
// indented code: there, such lines are words inside a component.
func (w *walker) indented(text string, depth int) []Block {
	if w.mdx && depth <= maxNest {
		inner := &walker{source: []byte(dedent(text)), marks: w.marks, mdx: true}
		blocks := inner.children(newParser().Parse(textm.NewReader(inner.source)), depth+1)
		w.hidden = append(w.hidden, inner.hidden...)
		return blocks
	}
	if strings.HasPrefix(strings.TrimSpace(text), "<") && stripTags(text) == "" {
		return nil
	}
	return []Block{{Kind: Code, Text: text}}
}

// dedent takes off the blanks that all lines with words begin with.
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	least := len(text)
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			least = min(least, len(l)-len(strings.TrimLeft(l, " ")))
		}
	}
	for i, l := range lines {
		lines[i] = l[min(least, len(l)-len(strings.TrimLeft(l, " "))):]
	}
	return strings.Join(lines, "\n")
}

func (w *walker) lines(n ast.Node) string {
	var b strings.Builder
	all := n.Lines()
	for i := range all.Len() {
		line := all.At(i)
		b.Write(line.Value(w.source))
	}
	return b.String()
}

func (w *walker) list(n *ast.List, depth int) Block {
	b := Block{Kind: List, Ordered: n.IsOrdered(), First: n.Start}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.Items = append(b.Items, Item{Blocks: w.children(c, depth+1)})
	}
	return b
}

func (w *walker) table(n *extast.Table) Block {
	b := Block{Kind: Table}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			words, links := w.words(c)
			cells = append(cells, words)
			b.Links = append(b.Links, links...)
		}
		if _, header := r.(*extast.TableHeader); header {
			b.Header = cells
		} else {
			b.Rows = append(b.Rows, Row{Cells: cells})
		}
	}
	return b
}

// quoteOf makes a note of a quote that opens as GitHub's alerts do: "[!WARNING]".
func quoteOf(blocks []Block) Block {
	if len(blocks) == 0 || blocks[0].Kind != Paragraph || !strings.HasPrefix(blocks[0].Text, "[!") {
		return Block{Kind: Quote, Blocks: blocks}
	}
	name, rest, found := strings.Cut(blocks[0].Text[2:], "]")
	if !found || !noteName(name) {
		return Block{Kind: Quote, Blocks: blocks}
	}
	blocks[0].Text = strings.TrimSpace(rest)
	return Block{Kind: Note, Blocks: blocks}
}

// fold makes notes and sections of the marks that the dialect left as paragraphs. A mark without its counterpart ends
// with the blocks around it, or opens nothing.
func (w *walker) fold(blocks []Block) []Block {
	type frame struct {
		block Block
		kept  []Block
	}
	stack := []frame{{}}
	pop := func() {
		top := stack[len(stack)-1]
		top.block.Blocks = top.kept
		stack = stack[:len(stack)-1]
		stack[len(stack)-1].kept = append(stack[len(stack)-1].kept, top.block)
	}
	for _, b := range blocks {
		m, kind := w.markOf(b)
		switch {
		case kind == opening:
			stack = append(stack, frame{block: Block{Kind: m.kind, Text: m.label}})
		case kind == closing && len(stack) > 1:
			pop()
		case kind == noMark:
			stack[len(stack)-1].kept = append(stack[len(stack)-1].kept, b)
		}
	}
	for len(stack) > 1 {
		pop()
	}
	return stack[0].kept
}
