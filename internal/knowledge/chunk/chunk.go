// Package chunk cuts a document into units: the smallest pieces that stand alone when a customer reads nothing else.
//
// It promises that the spans of the units, in order, cover the document's text without gap or overlap; that a list is
// whole and has the sentence that introduces it; that a table row has its headers; that a sentence which leans on the one
// before it ("This …", "Otherwise …") or restricts it ("unless", "sauf") stays with it; and that every unit knows the
// headings above it and the scope that they name. Pure arithmetic on its arguments.
package chunk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// Sizes of units, in code points.
const (
	softSize = 420  // a paragraph, or a whole short section, up to this size stays one unit
	hardSize = 1500 // no unit is larger, but for one sentence, a list or steps, and what restricts them
	listSize = 3000 // an unordered list beyond this size may be cut between its items
	maxItems = 40   // so may one with more items
	noteSize = 240  // a restriction after a table is said with each row up to this size
)

// Units cuts a document. Ordinal counts from 0; ID, Article and Version are left to the caller, who knows them. known are
// the scope values seen in the knowledge base: a heading or row label that names one narrows the unit's scope.
func Units(doc extract.Document, known desk.Scope) []desk.Unit {
	text := []rune(doc.Text)
	if len(text) == 0 {
		return nil
	}
	c := &cutter{title: fold(doc.Title), text: text}
	c.blocks(doc.Blocks)
	c.endSection()
	return finish(c.units, text, newScopes(known))
}

// finish gives the units their spans, so that they cover the text: a unit reaches to where the next one begins, and begins
// with the headings, quote marks and table headers that stand before its own words.
func finish(drafts []draft, text []rune, scopes *scopes) []desk.Unit {
	if len(drafts) == 0 { // headings alone
		words := strings.TrimSpace(strings.TrimLeft(string(text), "# "))
		return []desk.Unit{{Kind: desk.Prose, Start: 0, End: len(text), Text: words}}
	}
	units := make([]desk.Unit, len(drafts))
	start := 0
	for i, d := range drafts {
		end := len(text)
		if i+1 < len(drafts) {
			end = d.end
			for end < len(text) && unicode.IsSpace(text[end]) {
				end++
			}
		}
		units[i] = desk.Unit{Ordinal: i, Kind: d.kind, Path: d.path, Start: start, End: end, Text: d.text, Scope: scopes.of(d.path, d.label)}
		start = end
	}
	return units
}

// draft is a unit before it has its span: end is where its own words end.
type draft struct {
	kind  desk.UnitKind
	path  []string
	label string // of a table row: its first cell
	end   int
	text  string
}

// cutter walks through the blocks. It gathers the atoms of one section, that is of what stands between two headings, and
// makes units of them when the section ends.
type cutter struct {
	title    string
	headings []heading // those in force, outermost first, with the labels of sections
	atoms    []atom
	units    []draft
	group    int // counts blocks, so that atoms know what they were in together
	note     int // the number of the note that the walk is in; 0: none
	notes    int // how many notes there were
	text     []rune
}

// heading is a heading, or the label of a section, which holds for all of the section whatever headings come in it.
type heading struct {
	level int // 0: a label
	text  string
}

func (c *cutter) path() []string {
	var path []string
	for _, h := range c.headings {
		path = append(path, h.text)
	}
	return path
}

func (c *cutter) heading(b extract.Block) {
	c.endSection()
	c.headings = slices.DeleteFunc(slices.Clone(c.headings), func(h heading) bool { return h.level >= b.Level })
	if fold(b.Text) == c.title && len(c.headings) == 0 {
		return
	}
	c.headings = append(c.headings, heading{b.Level, b.Text})
}

func (c *cutter) blocks(blocks []extract.Block) {
	for _, b := range blocks {
		c.group++
		switch b.Kind {
		case extract.Heading:
			c.heading(b)
		case extract.Paragraph:
			c.paragraph(b)
		case extract.List:
			c.list(b)
		case extract.Table:
			c.table(b)
		case extract.Code:
			c.code(b)
		case extract.Quote:
			c.blocks(b.Blocks)
		case extract.Note:
			c.inNote(b)
		case extract.Section:
			c.part(b.Text, b.Blocks)
		}
	}
}

func (c *cutter) inNote(b extract.Block) {
	outer := c.note
	if outer == 0 {
		c.notes++
		c.note = c.notes
	}
	c.blocks(b.Blocks)
	c.note = outer
}

// part walks through blocks that lie under a label, which may be empty, and nothing else.
func (c *cutter) part(label string, blocks []extract.Block) {
	c.endSection()
	headings := c.headings
	if label != "" {
		c.headings = append(slices.Clip(c.headings), heading{0, label})
	}
	c.blocks(blocks)
	c.endSection()
	c.headings = headings
}

func size(text string) int { return utf8.RuneCountInString(text) }
