// Package extract turns the bytes of one file into a Document: its front matter, its blocks, and the canonical text that
// versions, units and evidence point into. It reads Markdown, MDX, HTML, plain text and JSON-lines records.
//
// It promises that Text is valid UTF-8 in NFC, without control, bidirectional-override or invisible characters, every
// white space but the line break a plain space; that every block knows its place in Text; that no input makes it panic;
// and that what it cannot read is an error that names the place and the mend, never a silent loss. What it must leave
// open (a template variable that has no value here) stays visible in brackets and is listed in Document.Holes.
package extract

import (
	"path"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// MaxBytes is the size of the largest article that is read, in bytes.
const MaxBytes = 5 << 20

// Document is what one file says.
type Document struct {
	Front      Front
	Title      string  // front matter, else the first heading of level 1, else the file's name in words
	Blocks     []Block // in reading order
	Text       string  // the canonical text: a light rendering of the blocks; ends with a line break unless empty
	Suspicious []string
	Holes      []string // template expressions that had no value: the text has a word in brackets, or nothing, there
}

// Kind says what form a block has.
type Kind string

// The kinds of block.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	List      Kind = "list"
	Table     Kind = "table"
	Code      Kind = "code"
	Quote     Kind = "quote"   // a quotation or an aside; holds blocks
	Note      Kind = "note"    // an admonition: note, tip, warning; holds blocks
	Section   Kind = "section" // a part with a label that is no heading: a tab, a fold, a condition; holds blocks
)

// Block is one block of a document. Which fields are set depends on Kind.
type Block struct {
	Kind    Kind
	Level   int    // of a heading, from 1
	Text    string // heading, paragraph, code: the words, equal to Text[Start:End] for a paragraph; note, section: the label
	Ordered bool   // of a list
	First   int    // of an ordered list: the number of its first item
	Items   []Item // of a list
	Caption string // of a table
	Header  []string
	Rows    []Row
	Blocks  []Block // inside a quote, note or section
	Links   []Link  // in the words of this block itself
	Start   int     // code points in Document.Text
	End     int
}

// Item is one item of a list.
type Item struct {
	Blocks     []Block
	Start, End int // code points, marker included
}

// Row is one row of a table; Cells are as many as the table's columns.
type Row struct {
	Cells      []string
	Start, End int // code points, the line without its line break
}

// Link is where some words lead.
type Link struct{ Text, URL string }

// Options are what the caller knows beyond the file.
type Options struct {
	Variables map[string]string // values of template variables by their full name: "variables.product.name"
}

// File reads one file. Its name decides how: .md, .markdown, .mdx, .html, .htm, .txt; other names, too many bytes, bytes
// that are not text and broken front matter are desk.Error Invalid or TooLarge. Names are for people and for the fallback
// of the title; nothing is opened.
func File(name string, data []byte, options Options) (Document, error) {
	if len(data) > MaxBytes {
		return Document{}, desk.Errorf(desk.TooLarge, "%s: %d bytes; an article may have %d: split it", name, len(data), MaxBytes)
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return markdownFile(name, data, options, false)
	case ".mdx":
		return markdownFile(name, data, options, true)
	case ".html", ".htm", ".xhtml":
		return htmlFile(name, data)
	case ".txt", ".text", "":
		return plainFile(name, data)
	}
	return Document{}, desk.Errorf(desk.Invalid, "%s: cannot read this kind of file: use .md, .mdx, .html or .txt", name)
}

// finish gives a document its title and its canonical text, and looks for instructions to a model.
func finish(name string, front Front, blocks []Block, hidden, holes []string) Document {
	doc := Document{Front: front, Title: front.Title, Holes: holes}
	doc.Blocks = tidy(blocks)
	if doc.Title == "" {
		doc.Title = firstHeading(doc.Blocks)
	}
	if doc.Title == "" {
		doc.Title = titleOf(name)
	}
	doc.Text = render(doc.Blocks)
	doc.Suspicious = suspicious(doc.Title+"\n"+doc.Text, hidden)
	return doc
}

func firstHeading(blocks []Block) string {
	for _, b := range blocks {
		if b.Kind == Heading && b.Level == 1 {
			return b.Text
		}
	}
	return ""
}

// titleOf makes a title from a file's name: "docs/how-to_pay.fr.md" gives "How to pay".
func titleOf(name string) string {
	key, _ := Key(name)
	return sentenceCase(path.Base(key))
}

// sentenceCase turns a slug into words: "how-to_pay" gives "How to pay".
func sentenceCase(slug string) string {
	words := strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(slug))
	if words == "" || words == "." || words == "/" {
		return ""
	}
	r := []rune(words)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
