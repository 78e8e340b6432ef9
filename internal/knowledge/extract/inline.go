package extract

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// words gives the plain words of a block's inline content, with \n for a hard line break, and its links.
func (w *walker) words(n ast.Node) (string, []Link) {
	in := &inliner{source: w.source}
	in.children(n, 0)
	w.hidden = append(w.hidden, in.hidden...)
	return strings.ReplaceAll(unbold(in.out.String()), codeStar, "*"), in.links
}

// strayBold finds the asterisks of bold words that their author did not write as Markdown wants: "** words **".
var strayBold = regexp.MustCompile(`(^|[^*\pL\pN])\*\*($|[^*])|([^*])\*\*($|[^*\pL\pN])`)

// codeStar stands for an asterisk of code, which is meant.
const codeStar = "\ue010"

var codeText = strings.NewReplacer("\n", " ", "*", codeStar)

type inliner struct {
	source []byte
	out    strings.Builder
	links  []Link
	hidden []string
	inLink bool
}

func (in *inliner) children(n ast.Node, depth int) {
	if depth > maxNest {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.node(c, depth)
	}
}

func (in *inliner) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		in.text(n)
	case *ast.String:
		in.out.Write(n.Value)
	case *ast.CodeSpan:
		in.code(n)
	case *ast.Link:
		in.link(n, depth)
	case *ast.AutoLink:
		label := string(n.Label(in.source))
		in.links = append(in.links, Link{Text: label, URL: string(n.URL(in.source))})
		in.out.WriteString(label)
	case *ast.Image:
		in.image(n, depth)
	case *ast.RawHTML:
		in.tag(string(n.Segments.Value(in.source)), n.NextSibling())
	case *extast.Strikethrough: // taken back by its author
	case *extast.FootnoteLink:
		in.out.WriteString(" [" + strconv.Itoa(n.Index) + "]")
	case *extast.FootnoteBacklink:
	default:
		in.children(n, depth+1)
	}
}

func (in *inliner) text(n *ast.Text) {
	value := n.Segment.Value(in.source)
	if !n.IsRaw() {
		value = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(value)))
	}
	in.out.Write(value)
	switch {
	case n.HardLineBreak():
		in.out.WriteByte('\n')
	case n.SoftLineBreak():
		in.out.WriteByte(' ')
	}
}

func unbold(value string) string {
	if !strings.Contains(value, "**") {
		return value
	}
	return strayBold.ReplaceAllString(value, "$1$2$3$4")
}

func (in *inliner) code(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			in.out.WriteString(codeText.Replace(string(t.Segment.Value(in.source))))
		}
	}
}

func (in *inliner) link(n *ast.Link, depth int) {
	inner := &inliner{source: in.source, inLink: true}
	inner.children(n, depth+1)
	words, url := inner.out.String(), string(n.Destination)
	if words == "AUTOTITLE" { // GitHub's documentation puts the title of the page that the link leads to
		words = titleOfURL(url)
	}
	in.out.WriteString(words)
	in.hidden = append(in.hidden, inner.hidden...)
	in.links = append(in.links, inner.links...)
	in.links = append(in.links, Link{Text: words, URL: url})
}

// titleOfURL reads a title from the last part of an address: "/docs/about-large-files#x" gives "About large files".
func titleOfURL(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	parts := strings.Split(strings.Trim(url, "/"), "/")
	return sentenceCase(parts[len(parts)-1])
}

func (in *inliner) image(n *ast.Image, depth int) {
	inner := &inliner{source: in.source}
	inner.children(n, depth+1)
	if alt := squeeze(inner.out.String()); !in.inLink && informative(alt) {
		in.out.WriteString(alt)
	}
}

// informative tells whether the alternative text of an image says more than that there is an image: four words or more,
// not opening with a word for a picture.
func informative(alt string) bool {
	words := strings.Fields(strings.ToLower(alt))
	if len(words) < 4 {
		return false
	}
	for _, w := range words[:2] {
		switch strings.Trim(w, ".,:;'’\"") {
		case "screenshot", "screenshots", "screencast", "image", "picture", "photo", "logo", "icon", "icône", "badge", "figure",
			"capture", "captures", "schéma", "diagram", "illustration", "gif", "animation", "view", "vue":
			return false
		}
	}
	return true
}

// tag handles one raw HTML tag among words: a break is a line break, a known element leaves nothing, and what only looks
// like a tag, such as the placeholder <name>, stays as it was written.
func (in *inliner) tag(raw string, next ast.Node) {
	if strings.HasPrefix(raw, "<!") || strings.HasPrefix(raw, "<?") {
		in.hidden = append(in.hidden, raw)
		return
	}
	name := tagName(raw)
	switch {
	case name == "br":
		in.out.WriteByte('\n')
	case name == "sup" && !strings.HasPrefix(raw, "</"):
		in.power(next)
	case knownElement(name) || component(raw):
	default:
		in.out.WriteString(raw)
	}
}

// power writes the mark of a power before a raised number that follows a number: 2<sup>10</sup> is not 210.
func (in *inliner) power(next ast.Node) {
	t, ok := next.(*ast.Text)
	if ok && raised(in.out.String(), string(t.Segment.Value(in.source))) {
		in.out.WriteByte('^')
	}
}

// raised tells whether words end with a number and what is raised after them begins with one.
func raised(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	last := before[len(before)-1]
	return (last >= '0' && last <= '9' || last == ')') && strings.ContainsAny(after[:1], "0123456789-(n")
}

// tagName gives the name in a tag, in lower case.
func tagName(raw string) string {
	raw = strings.TrimLeft(raw, "</")
	end := strings.IndexFunc(raw, func(r rune) bool { return !wordRune(r) && r != '-' && r != ':' })
	if end < 0 {
		end = len(raw)
	}
	return strings.ToLower(raw[:end])
}
