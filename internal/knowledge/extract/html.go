package extract

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/vigie-desk/vigie/internal/desk"
)

func htmlFile(name string, data []byte) (Document, error) {
	raw, err := decodeHTML(name, data)
	if err != nil {
		return Document{}, err
	}
	root, err := html.Parse(strings.NewReader(raw))
	if err != nil {
		return Document{}, desk.Wrap(err, desk.Invalid, name+": cannot be read as HTML: save it again as HTML 5")
	}
	front, err := headOf(root)
	if err != nil {
		return Document{}, desk.Errorf(desk.Invalid, "%s: %v", name, err)
	}
	h := &htmlWalker{}
	h.block(mainOf(root), 0)
	return finish(name, front, h.done(), append(h.hidden, unseen(data)...), nil), nil
}

// decodeHTML takes UTF-8, and the encoding that the page itself declares where it is not UTF-8.
func decodeHTML(name string, data []byte) (string, error) {
	text, err := decode(name, data)
	if err == nil || bytes.IndexByte(data, 0) >= 0 {
		return text, err
	}
	encoding, declared, certain := charset.DetermineEncoding(data, "text/html")
	if !certain && !bytes.Contains(bytes.ToLower(data[:min(len(data), 1024)]), []byte("charset")) || declared == "utf-8" {
		return "", err
	}
	decoded, fault := encoding.NewDecoder().Bytes(data)
	if fault != nil {
		return "", err
	}
	return clean(string(decoded)), nil
}

// headOf reads the title, the language and the address that a page gives for itself.
func headOf(root *html.Node) (front Front, err error) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html":
			front.Language, _ = field{word: attr(n, "lang")}.language()
		case "title":
			if front.Title == "" && n.Namespace == "" {
				front.Title = squeeze(clean(textOf(n)))
			}
		case "link":
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				if front.URL, err = (field{word: clean(attr(n, "href"))}).address(); err != nil {
					return front, fmt.Errorf("canonical link: %w", err)
				}
			}
		case "body":
			return front, nil
		}
	}
	return front, nil
}

// mainOf finds what the page is about: its one <main> or <article>, else its body.
func mainOf(root *html.Node) *html.Node {
	var body *html.Node
	found := map[atom.Atom][]*html.Node{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.DataAtom == atom.Main || attr(n, "role") == "main":
			found[atom.Main] = append(found[atom.Main], n)
		case n.DataAtom == atom.Article:
			found[atom.Article] = append(found[atom.Article], n)
		case n.DataAtom == atom.Body:
			body = n
		}
	}
	for _, a := range []atom.Atom{atom.Main, atom.Article} {
		if len(found[a]) == 1 {
			return found[a][0]
		}
	}
	if body == nil {
		return root
	}
	return body
}

// htmlFragment reads the blocks of a piece of HTML inside Markdown, and what it hides.
func htmlFragment(raw string) ([]Block, []string) {
	nodes, err := html.ParseFragment(strings.NewReader(raw), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return []Block{{Kind: Paragraph, Text: raw}}, nil
	}
	h := &htmlWalker{}
	for _, n := range nodes {
		h.node(n, 0)
	}
	return h.done(), h.hidden
}

// htmlWalker turns a tree of elements into blocks. Words gather in the open paragraph until a block element ends it.
type htmlWalker struct {
	blocks []Block
	words  strings.Builder
	links  []Link
	hidden []string
}

// done ends the open paragraph and gives all blocks.
func (h *htmlWalker) done() []Block {
	h.flush()
	return h.blocks
}

func (h *htmlWalker) flush() {
	if text := h.words.String(); strings.TrimSpace(text) != "" {
		h.blocks = append(h.blocks, Block{Kind: Paragraph, Text: text, Links: h.links})
	}
	h.words.Reset()
	h.links = nil
}

func (h *htmlWalker) add(b Block) {
	h.flush()
	h.blocks = append(h.blocks, b)
}

// block reads what lies in a block element.
func (h *htmlWalker) block(n *html.Node, depth int) {
	h.flush()
	h.inside(n, depth)
	h.flush()
}

func (h *htmlWalker) inside(n *html.Node, depth int) {
	if depth > maxNest {
		h.words.WriteString(textOf(n))
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.node(c, depth+1)
	}
}

func (h *htmlWalker) node(n *html.Node, depth int) {
	switch n.Type {
	case html.TextNode:
		h.words.WriteString(strings.Map(lineToSpace, n.Data))
	case html.CommentNode:
		h.hidden = append(h.hidden, n.Data)
	case html.ElementNode:
		if concealed(n) {
			h.hidden = append(h.hidden, textOf(n))
			return
		}
		h.element(n, depth)
	case html.DocumentNode, html.ErrorNode, html.DoctypeNode, html.RawNode:
	}
}

func lineToSpace(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

func (h *htmlWalker) element(n *html.Node, depth int) {
	switch n.Data {
	case "script", "style", "nav", "footer", "form", "button", "select", "template", "noscript",
		"svg", "iframe", "object", "canvas", "audio", "video", "head", "s", "strike", "del",
		"textarea", "math":
	case "h1", "h2", "h3", "h4", "h5", "h6":
		words, links := h.wordsOf(n, depth)
		h.add(Block{Kind: Heading, Level: int(n.Data[1] - '0'), Text: words, Links: links})
	case "ul", "ol", "menu":
		h.add(h.list(n, depth))
	case "dl":
		h.add(h.definitions(n, depth))
	case "table":
		h.add(h.table(n, depth))
	case "pre", "listing":
		h.add(Block{Kind: Code, Text: textOf(n)})
	case "blockquote", "aside":
		h.add(Block{Kind: asideKind(n), Blocks: h.blocksOf(n, depth)})
	case "details":
		h.details(n, depth)
	case "br":
		h.words.WriteByte('\n')
	case "sup":
		if raised(h.words.String(), textOf(n)) {
			h.words.WriteByte('^')
		}
		h.inside(n, depth)
	case "hr":
		h.flush()
	case "img":
		if alt := squeeze(attr(n, "alt")); informative(alt) {
			h.words.WriteString(alt)
		}
	case "a":
		h.link(n, depth)
	default:
		h.other(n, depth)
	}
}

// other reads an element that has no form of its own: a block, words, or a word in angle brackets that is no element.
func (h *htmlWalker) other(n *html.Node, depth int) {
	switch {
	case noteElement(n):
		h.add(Block{Kind: Note, Blocks: h.blocksOf(n, depth)})
	case blockElement(n.Data):
		h.block(n, depth)
	case n.Namespace == "" && !knownElement(n.Data) && len(n.Attr) == 0 && !strings.Contains(n.Data, "-"):
		h.words.WriteString("<" + n.Data + ">")
		h.inside(n, depth)
	default:
		h.inside(n, depth)
	}
}

func (h *htmlWalker) link(n *html.Node, depth int) {
	at := h.words.Len()
	blocks := len(h.blocks)
	h.inside(n, depth)
	if url := attr(n, "href"); url != "" && len(h.blocks) == blocks && h.words.Len() > at {
		h.links = append(h.links, Link{Text: h.words.String()[at:], URL: url})
	}
}

// apart reads inside an element with a walker of its own.
func (h *htmlWalker) apart(n *html.Node, depth int) *htmlWalker {
	inner := &htmlWalker{}
	inner.inside(n, depth)
	inner.flush()
	h.hidden = append(h.hidden, inner.hidden...)
	return inner
}

func (h *htmlWalker) blocksOf(n *html.Node, depth int) []Block { return h.apart(n, depth).blocks }

// wordsOf gives the words of an element that holds no blocks, on one line.
func (h *htmlWalker) wordsOf(n *html.Node, depth int) (string, []Link) {
	var words []string
	var links []Link
	for _, b := range h.blocksOf(n, depth) {
		words = append(words, flat(b))
		links = append(links, b.Links...)
	}
	return strings.Join(words, " "), links
}

// flat gives the words of a block and of all that lies in it, on one line.
func flat(b Block) string {
	words := []string{b.Text}
	for _, inner := range b.Blocks {
		words = append(words, flat(inner))
	}
	for i, item := range b.Items {
		if i > 0 && len(words) > 0 {
			words[len(words)-1] += ","
		}
		for _, inner := range item.Blocks {
			words = append(words, flat(inner))
		}
	}
	for _, r := range b.Rows {
		words = append(words, r.Cells...)
	}
	return squeeze(strings.Join(words, " "))
}
