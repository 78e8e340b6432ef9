package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Record is one article of a JSON-lines file.
type Record struct {
	ID       string // its id in that file: "article" where several lines are sections of one, else "id"
	Line     int    // where it begins, from 1
	Document Document
}

// maxRecord is the size of the largest line, in bytes.
const maxRecord = MaxBytes + 64<<10

// Records reads a file with one JSON object on each line. The keys are those of front matter, with
//
//	id        the article's id; required unless "article" is there
//	article   the article that this line is a section of; lines of one article are joined in order
//	text      the words; required
//	format    of the words: text (the default), markdown or html
//	theme     the topic, where "topic" is not there
//
// It gives every article that could be read; the error joins one desk.Error for each line that could not, and an article
// that lost a section is left out, for half an article is a wrong article.
func Records(name string, data []byte) ([]Record, error) {
	var faults []error
	groups := map[string]*recordGroup{}
	var order []*recordGroup
	number := 0
	for raw := range bytes.SplitSeq(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\n")) {
		number++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		s, err := readSection(fmt.Sprintf("%s: line %d", name, number), raw)
		if s.id == "" && err != nil {
			faults = append(faults, err)
			continue
		}
		s.raw = string(bytes.TrimSpace(raw))
		g := groups[s.id]
		if g == nil {
			g = &recordGroup{id: s.id, line: number}
			groups[s.id] = g
			order = append(order, g)
		} else if g.sections[0].raw == s.raw {
			continue // the same line again
		} else if !s.part && err == nil {
			err = desk.Errorf(desk.Conflict, "%s: line %d: id %q was on line %d already: give each article its own", name, number, s.id, g.line)
		}
		if err != nil {
			faults = append(faults, err)
			g.broken = true
		}
		g.sections = append(g.sections, s)
	}
	var records []Record
	for _, g := range order {
		if g.broken {
			continue
		}
		doc, err := g.document(fmt.Sprintf("%s: line %d", name, g.line))
		if err != nil {
			faults = append(faults, err)
			continue
		}
		records = append(records, Record{ID: g.id, Line: g.line, Document: doc})
	}
	return records, errors.Join(faults...)
}

type recordGroup struct {
	id       string
	line     int
	sections []section
	broken   bool
}

// section is one line.
type section struct {
	id, text, format string
	raw              string // the line itself
	part             bool   // one of several lines of an article
	front            Front
}

// readSection reads one line. The id is set even where the rest is broken, if it could be read.
func readSection(place string, raw []byte) (section, error) {
	if len(raw) > maxRecord {
		return section{}, desk.Errorf(desk.TooLarge, "%s: %d bytes; an article may have %d: split it", place, len(raw), MaxBytes)
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return section{}, desk.Wrap(err, desk.Invalid, place+": is not one JSON object: write one object on each line")
	}
	s := section{id: wordOf(fields["article"]), format: strings.ToLower(wordOf(fields["format"]))}
	s.part = s.id != ""
	if !s.part {
		s.id = wordOf(fields["id"])
	}
	if s.id == "" {
		return section{}, desk.Errorf(desk.Invalid, "%s: has no id: give it \"id\"", place)
	}
	text, ok := fields["text"].(string)
	if !ok {
		return s, desk.Errorf(desk.Invalid, "%s: has no text: give it \"text\"", place)
	}
	s.text = text
	if fields["topic"] == nil && fields["theme"] != nil {
		fields["topic"] = fields["theme"]
	}
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		switch key {
		case "id", "article", "text", "format", "theme":
			continue
		}
		if err := s.front.set(strings.ToLower(key), jsonField(fields[key])); err != nil {
			return s, desk.Errorf(desk.Invalid, "%s: %s: %v", place, key, err)
		}
	}
	return s, s.front.order(place)
}

func wordOf(v any) string { return squeeze(clean(jsonField(v).word)) }

func jsonField(v any) field {
	switch v := v.(type) {
	case nil:
		return field{missing: true}
	case string:
		return field{word: clean(v)}
	case bool:
		return field{word: strconv.FormatBool(v)}
	case float64:
		return field{word: strconv.FormatFloat(v, 'f', -1, 64)}
	case []any:
		f := field{isList: true}
		for _, e := range v {
			inner := jsonField(e)
			f.nested = f.nested || inner.isList || inner.isMap
			f.list = append(f.list, inner.word)
		}
		return f
	case map[string]any:
		f := field{isMap: true, scope: desk.Scope{}}
		for key, e := range v {
			inner := jsonField(e)
			f.nested = f.nested || inner.isMap || inner.nested
			f.scope[clean(key)] = inner.words()
		}
		return f
	}
	return field{nested: true}
}

// document joins the sections of an article.
func (g *recordGroup) document(place string) (Document, error) {
	first := g.sections[0]
	var blocks []Block
	var hidden, holes []string
	size := 0
	var path []string
	for _, s := range g.sections {
		if size += len(s.text); size > MaxBytes {
			return Document{}, desk.Errorf(desk.TooLarge, "%s: article %q has more than %d bytes: split it", place, g.id, MaxBytes)
		}
		more, concealedWords, left, err := s.blocks(place)
		if err != nil {
			return Document{}, err
		}
		if s.part && (s.format == "" || s.format == "text") {
			more, path = crumbs(more, path)
		}
		blocks = append(blocks, more...)
		hidden, holes = append(append(hidden, concealedWords...), unseen([]byte(s.text))...), append(holes, left...)
	}
	if first.front.Title == "" && first.part {
		blocks, first.front.Title = titled(blocks)
	}
	return finish(g.id, first.front, blocks, hidden, holes), nil
}

func (s section) blocks(place string) (blocks []Block, hidden, holes []string, err error) {
	switch s.format {
	case "", "text", "plain":
		return plainBlocks(clean(s.text)), nil, nil, nil
	case "markdown", "md":
		body := clean(s.text)
		blocks, hidden, holes = markdown(body, Options{}, false, s.front.Language.Or(detect(body)))
		return blocks, hidden, holes, nil
	case "html":
		blocks, hidden = htmlFragment(clean(s.text))
		return blocks, hidden, nil, nil
	}
	return nil, nil, nil, desk.Errorf(desk.Invalid, "%s: format %q is not read: use text, markdown or html", place, s.format)
}

// crumbs drops the headings that a section repeats from the one before it, and gives the others their level: sections of
// one article open with the headings above them, outermost first.
func crumbs(blocks []Block, before []string) (kept []Block, path []string) {
	n := 0
	for n < len(blocks) && blocks[n].Kind == Heading {
		path = append(path, blocks[n].Text)
		n++
	}
	if n < len(blocks) && n > 0 && n+1 < len(blocks) && blocks[n].Kind == Paragraph && plainHeading(blocks[n].Text) {
		path = append(path, blocks[n].Text)
		n++
	}
	path = slices.Compact(path)
	shared := 0
	for shared < len(path) && shared < len(before) && path[shared] == before[shared] {
		shared++
	}
	for level := shared; level < len(path); level++ {
		kept = append(kept, Block{Kind: Heading, Level: min(level+1, 6), Text: path[level]})
	}
	return append(kept, blocks[n:]...), path
}

// titled takes the first heading of level 1 as the title of an article, and drops its repeats.
func titled(blocks []Block) ([]Block, string) {
	title := firstHeading(blocks)
	var kept []Block
	for i, b := range blocks {
		if i == 0 || b.Kind != Heading || b.Level > 1 || b.Text != title {
			kept = append(kept, b)
		}
	}
	return kept, title
}
