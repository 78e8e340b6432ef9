package guard

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// line is one sentence, or one row of a table, of a source.
type line struct {
	*reading
	source     int
	start, end int    // code points of the source's Text
	back       bool   // opens by pointing at the line before
	label      string // of a row, what it is about
	labelKeys  []string
	columns    []column // of a row of a table whose columns are things
	first      int      // its occurrences are [first, last)
	last       int
}

// occurrence is one figure as a source says it, in the sentence or cell that it stands in.
type occurrence struct {
	in     *reading
	figure int
	line   int
}

func (o occurrence) value() *figure { return &o.in.figures[o.figure] }

// library is the sources of one draft, cut into lines and indexed.
type library struct {
	sources  []Source
	reader   *reader
	plains   []plain // of what each source shows, and of its raw text
	raws     []plain
	lines    []line
	figures  []occurrence
	byKey    map[string][]int // lines, ascending
	rows     []int            // lines that are rows of tables
	heads    []map[string]bool
	titles   []string        // words of title and headings
	said     map[string]bool // folded words of all sources and titles
	stems    map[string]bool
	names    map[string]bool    // words with a capital where the sentence puts none
	small    map[string]bool    // words written without a capital
	pairs    map[string]bool    // a name and the small word behind it, where that has a capital too
	ways     map[[2]string]bool // steps of the ways through menus that the articles give
	working  map[string]bool    // articles whose delays are in working days
	squashed string
	contacts string
}

func newLibrary(sources []Source, r *reader) *library {
	l := &library{sources: sources, reader: r, byKey: map[string][]int{}, said: map[string]bool{}, stems: map[string]bool{}, names: map[string]bool{}, small: map[string]bool{}, pairs: map[string]bool{}, ways: map[[2]string]bool{}, working: map[string]bool{}}
	var squashed, contacts strings.Builder
	for n := range sources {
		raw, shown := sources[n].words()
		rawPlain := strip(raw)
		l.raws = append(l.raws, rawPlain)
		if shown == raw {
			l.plains = append(l.plains, rawPlain)
		} else {
			l.plains = append(l.plains, strip(shown))
		}
		called := contactText(raw)
		contacts.WriteString(called + "\n")
		if shown != raw {
			called = contactText(shown)
		}
		contacts.WriteString(called + "\n")
		for _, text := range []string{raw, shown} {
			for _, step := range menuSteps(text) {
				l.ways[step] = true
			}
		}
		l.head(n, &squashed)
		if sources[n].Kind == desk.TableRow && shown != raw {
			l.shownRow(n, shown)
		} else {
			l.prose(n, raw)
		}
	}
	for _, n := range l.lines {
		for _, w := range n.words {
			squashed.WriteString(w)
		}
		squashed.WriteByte('\n')
	}
	l.squashed, l.contacts = squashed.String(), contacts.String()
	return l
}

// head notes the words of a source's title and headings.
func (l *library) head(n int, squashed *strings.Builder) {
	s := l.sources[n]
	keys := map[string]bool{}
	text := s.Title + "\n" + strings.Join(s.Path, "\n") + "\n" + s.Scope.Describe(s.Language)
	read := l.reader.read(text)
	for i, key := range read.keys {
		if key != "" {
			keys[key] = true
		}
		l.say(read.words[i])
		squashed.WriteString(read.words[i])
	}
	squashed.WriteByte('\n')
	tokens := analysis.Tokens(text)
	for i := 1; i < len(tokens); i++ {
		l.pairs[tokens[i-1].Text+" "+tokens[i].Text] = true
	}
	l.heads = append(l.heads, keys)
	l.titles = append(l.titles, wordsOf(text))
}

func (l *library) say(word string) {
	if !l.said[word] {
		l.said[word] = true
		l.stems[l.reader.stemmer.Stem(word)] = true
	}
}

// prose adds the sentences and table rows of a source's raw text.
func (l *library) prose(n int, raw string) {
	at := l.sources[n].Start
	table := tableReader{}
	for sentence := range analysis.SentenceTexts(raw) {
		start := at
		at += utf8.RuneCountInString(sentence)
		if !spoken(sentence) && !table.open() {
			continue
		}
		if row, isRow := table.row(sentence); isRow {
			if row != nil {
				l.addRow(n, start, at, *row)
			}
			continue
		}
		l.add(line{reading: l.reader.read(unlinked(sentence)), source: n, start: start, end: at, back: opensBack(sentence)})
	}
}

// unlinked takes the targets of links out of a text: their words are not said.
func unlinked(text string) string {
	if !strings.Contains(text, "](") {
		return text
	}
	var b strings.Builder
	for {
		i := strings.Index(text, "](")
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		n := linkTarget(text[i+1:])
		b.WriteString(text[:i+1])
		text = text[i+1+n:]
		if n == 0 {
			b.WriteString("(")
			text = text[1:]
		}
	}
}

// add indexes a line whose figures stand in itself.
func (l *library) add(n line) {
	n.first = len(l.figures)
	for i := range n.figures {
		l.figures = append(l.figures, occurrence{n.reading, i, len(l.lines)})
	}
	n.last = len(l.figures)
	l.index(n)
}

func (l *library) index(n line) {
	id := len(l.lines)
	if n.row {
		l.rows = append(l.rows, id)
	}
	if slices.ContainsFunc(n.words, mayBeFree) && firstPhrase(wordsOf(n.text), noCharge) != "" {
		l.byKey[concepts["free"]] = appendLast(l.byKey[concepts["free"]], id) // "without a fee" is "free"
	}
	for i, key := range n.keys {
		if key != "" {
			l.byKey[key] = appendLast(l.byKey[key], id)
		}
		l.say(n.words[i])
		if n.capital[i] && !n.opening[i] {
			l.names[n.words[i]] = true
		}
		if !n.capital[i] {
			l.small[n.words[i]] = true
		}
		if i > 0 && n.capital[i] && n.crossing[i] == 1 && analysisStop(n.words[i]) {
			l.pairs[n.words[i-1]+" "+n.words[i]] = true
		}
	}
	l.lines = append(l.lines, n)
}

// mayBeFree tells whether a word is one that each phrase of noCharge has one of.
func mayBeFree(word string) bool {
	switch strings.TrimPrefix(word, "jusqu") { // see spokenWords
	case "fee", "fees", "charge", "charged", "nothing", "cost", "frais", "rien":
		return true
	}
	return false
}

func appendLast(list []int, id int) []int {
	if len(list) > 0 && list[len(list)-1] == id {
		return list
	}
	return append(list, id)
}
