package extract

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

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
	root := newParser(mdx).Parse(text.NewReader(source))
	w := &walker{source: source, marks: d.marks}
	blocks = w.children(root, 0)
	return blocks, append(d.hidden, w.hidden...), d.holes
}

// newParser is CommonMark with tables, strikethrough and footnotes. MDX has no indented code: there, indented text is
// text inside a component.
func newParser(mdx bool) parser.Parser {
	blocks := parser.DefaultBlockParsers()
	if mdx {
		var kept []util.PrioritizedValue
		for _, p := range blocks {
			if p.Priority != codeBlockPriority {
				kept = append(kept, p)
			}
		}
		blocks = kept
	}
	p := parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	return goldmark.New(goldmark.WithParser(p),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote)).Parser()
}

// codeBlockPriority is the place of the indented code block in goldmark's default block parsers.
const codeBlockPriority = 500

// walker turns goldmark's tree into blocks.
type walker struct {
	source []byte
	marks  []mark
	hidden []string
}

// maxNest is how deep the tree is followed; deeper is nobody's writing.
const maxNest = 60

func (w *walker) children(n ast.Node, depth int) []Block {
	var blocks []Block
	if depth > maxNest {
		return nil
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		blocks = append(blocks, w.block(c, depth)...)
	}
	return w.fold(blocks)
}

func (w *walker) block(n ast.Node, depth int) []Block {
	switch n := n.(type) {
	case *ast.Heading:
		words, links := w.words(n)
		return []Block{{Kind: Heading, Level: n.Level, Text: words, Links: links}}
	case *ast.Paragraph, *ast.TextBlock:
		words, links := w.words(n)
		return []Block{{Kind: Paragraph, Text: words, Links: links}}
	case *ast.List:
		return []Block{w.list(n, depth)}
	case *ast.Blockquote:
		return []Block{quoteOf(w.children(n, depth+1))}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return []Block{{Kind: Code, Text: w.lines(n)}}
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
