package triage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A phrase book is a list of word patterns, written in a small language so that people can read and mend them:
//
//	# a comment
//	@who = ~human|person|real_person     a class of alternatives; _ joins the words of one alternative
//	[want]                               the tag of the patterns that follow
//	speak|talk to|with a|an? @who        elements in a row; ? makes one optional
//	= furious livid fed_up               a list: each of these by itself
//
// An alternative may end in * (any ending) or start with ~ (spelt nearly so); # is any word that begins with a digit, %
// any that is written like a name. The element ... stands for up to three words, a comma for an optional pause, ^ and $ for the beginning and the end of a sentence. Elements do not reach over
// pauses unless a comma allows it. All words are folded, as in word.fold.
type phraseBook struct {
	phrases []phrase
	exact   map[string][]int32  // phrases by a word that they can begin with
	loose   [256][]int32        // the other phrases by the first byte that they can begin with
	words   map[string]struct{} // every plain word in it
}

type phrase struct {
	tag      string
	elements []element
}

type elementKind int

const (
	formsElement elementKind = iota
	gapElement
	pauseElement
	startElement
	endElement
)

// element is one place of a phrase.
type element struct {
	kind     elementKind
	optional bool
	exact    []string // the plain words among the alternatives, sorted
	forms    []form   // alternatives that are no single plain word
}

// form is an alternative of several words, or one spelt loosely.
type form struct {
	words  []string
	prefix bool // of the last word
	fuzzy  bool // of the last word
}

// What stands in a form for a whole sort of words.
const (
	anyNumber = "#"
	anyName   = "%"
)

// phraseMatch is a phrase found in words[from:to].
type phraseMatch struct {
	tag      string
	from, to int
}

const longestGap = 3

// parsePhrases reads a phrase book.
func parsePhrases(text string) (*phraseBook, error) {
	book := &phraseBook{exact: map[string][]int32{}, words: map[string]struct{}{}}
	classes := phraseClasses{forms: map[string][]string{}, elements: map[string]element{}}
	tag := ""
	for number, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			tag = strings.Trim(line, "[]")
		case line[0] == '@' && strings.Contains(line, "="):
			err = addClass(classes, line)
		case line[0] == '=':
			err = book.add(tag, strings.Join(strings.Fields(line[1:]), "|"), classes)
		default:
			err = book.add(tag, line, classes)
		}
		if err != nil {
			return &phraseBook{}, fmt.Errorf("phrase book, line %d: %w", number+1, err)
		}
	}
	book.fit()
	return book, nil
}

// fit gives back what the lists took too much of while they grew.
func (b *phraseBook) fit() {
	for w, list := range b.exact {
		b.exact[w] = slices.Clone(list)
	}
	for c, list := range b.loose {
		b.loose[c] = slices.Clone(list)
	}
	b.phrases = slices.Clone(b.phrases)
}

// phraseClasses are the classes defined so far, and the elements made with them, so that equal ones are made once.
type phraseClasses struct {
	forms    map[string][]string
	elements map[string]element
}

func addClass(classes phraseClasses, line string) error {
	name, body, _ := strings.Cut(line[1:], "=")
	forms, err := expand(strings.Join(strings.Fields(body), "|"), classes)
	name = strings.TrimSpace(name)
	classes.forms[name] = append(classes.forms[name], forms...)
	return err
}

// expand gives the alternatives of an element with its classes put in.
func expand(text string, classes phraseClasses) ([]string, error) {
	var forms []string
	for alternative := range strings.SplitSeq(text, "|") {
		name, isClass := strings.CutPrefix(alternative, "@")
		class, known := classes.forms[name]
		switch {
		case isClass && !known:
			return nil, fmt.Errorf("class @%s is not defined above this line", name)
		case isClass:
			forms = append(forms, class...)
		case alternative != "":
			forms = append(forms, alternative)
		}
	}
	return forms, nil
}

func (b *phraseBook) add(tag, line string, classes phraseClasses) error {
	p := phrase{tag: tag}
	for field := range strings.FieldsSeq(line) {
		e, err := parseElement(field, classes)
		if err != nil {
			return err
		}
		p.elements = append(p.elements, e)
		for _, w := range e.exact {
			b.words[w] = struct{}{}
		}
	}
	if len(p.elements) > 0 && p.elements[0].kind == startElement && len(p.elements) == 1 {
		return errors.New("a phrase needs a word")
	}
	b.phrases = append(b.phrases, p)
	b.file(int32(len(b.phrases) - 1)) //nolint:gosec // a book has some thousand phrases
	return nil
}

func parseElement(field string, classes phraseClasses) (element, error) {
	switch field {
	case "...":
		return element{kind: gapElement}, nil
	case ",":
		return element{kind: pauseElement}, nil
	case "^":
		return element{kind: startElement}, nil
	case "$":
		return element{kind: endElement}, nil
	}
	text, optional := strings.CutSuffix(field, "?")
	e, made := classes.elements[text]
	if !made {
		forms, err := expand(text, classes)
		if err != nil {
			return element{}, err
		}
		e = newElement(forms)
		classes.elements[text] = e
	}
	e.optional = optional
	return e, nil
}

func newElement(forms []string) element {
	var e element
	for _, f := range forms {
		e.addForm(f)
	}
	slices.Sort(e.exact)
	e.exact = slices.Compact(e.exact)
	return e
}

func (e *element) addForm(text string) {
	text, fuzzy := strings.CutPrefix(text, "~")
	text, prefix := strings.CutSuffix(text, "*")
	words := strings.Split(text, "_")
	if len(words) == 1 && !prefix && text != anyNumber && text != anyName {
		e.exact = append(e.exact, text)
		if !fuzzy {
			return
		}
	}
	e.forms = append(e.forms, form{words: words, prefix: prefix, fuzzy: fuzzy})
}

// file enters a phrase under the words that it can begin with, or, where they are many or optional or spelt loosely,
// under their first bytes; one that can begin with anything, under every byte.
func (b *phraseBook) file(index int32) {
	elements := b.phrases[index].elements
	first := elements[0]
	if first.kind == startElement && len(elements) > 1 {
		first = elements[1]
	}
	if first.kind == formsElement && !first.optional && first.plainStart() {
		for _, w := range first.starts() {
			b.exact[w] = append(b.exact[w], index)
		}
		return
	}
	for c, begins := range firstBytes(elements) {
		if begins {
			b.loose[c] = append(b.loose[c], index)
		}
	}
}

// firstBytes says with which bytes a match of the elements can begin.
func firstBytes(elements []element) [256]bool {
	var bytes [256]bool
	for _, e := range elements {
		if e.kind == startElement || e.kind == pauseElement {
			continue
		}
		if e.kind == gapElement || e.kind == endElement {
			return everyByte()
		}
		for _, w := range e.starts() {
			if w == "" || w == anyNumber || w == anyName {
				return everyByte()
			}
			bytes[w[0]] = true
		}
		if !e.optional {
			return bytes
		}
	}
	return everyByte()
}

func everyByte() (bytes [256]bool) {
	for c := range bytes {
		bytes[c] = true
	}
	return bytes
}

// plainStart tells whether every alternative begins with a word spelt exactly.
func (e element) plainStart() bool {
	for _, f := range e.forms {
		if len(f.words) == 1 || f.words[0] == anyNumber || f.words[0] == anyName {
			return false
		}
	}
	return true
}

// starts gives the words that the alternatives begin with, each once.
func (e element) starts() []string {
	starts := slices.Clone(e.exact)
	for _, f := range e.forms {
		starts = append(starts, f.words[0])
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// has tells whether a word is one of the plain alternatives.
func (e element) has(w word) bool {
	_, found := slices.BinarySearch(e.exact, w.fold)
	if !found && w.short != w.fold {
		_, found = slices.BinarySearch(e.exact, w.short)
	}
	return found
}

// find gives every phrase that occurs, at each place its longest match, in the order of the text.
func (b *phraseBook) find(words []word) []phraseMatch {
	var found []phraseMatch
	for i, w := range words {
		found = b.findAt(found, words, i, b.exact[w.fold])
		if w.short != w.fold {
			found = b.findAt(found, words, i, b.exact[w.short])
		}
		if w.fold != "" {
			found = b.findAt(found, words, i, b.loose[w.fold[0]])
		}
	}
	return found
}

func (b *phraseBook) findAt(found []phraseMatch, words []word, i int, candidates []int32) []phraseMatch {
	for _, c := range candidates {
		p := b.phrases[c]
		m := matcher{words: words, start: i}
		if end := m.match(p.elements, i, false); end > i {
			found = append(found, phraseMatch{tag: p.tag, from: i, to: end})
		}
	}
	return found
}

// matcher tries the elements of one phrase from one word on.
type matcher struct {
	words []word
	start int
}

// match gives the end of the longest match of the elements at word i, or -1. With over, a pause before word i is no bar.
func (m matcher) match(elements []element, i int, over bool) int {
	if len(elements) == 0 {
		return i
	}
	e, rest := elements[0], elements[1:]
	switch e.kind {
	case pauseElement:
		return m.match(rest, i, true)
	case startElement:
		if i < len(m.words) && m.words[i].before == sentence {
			return m.match(rest, i, over)
		}
		return -1
	case endElement:
		if i == len(m.words) || m.words[i].before == sentence {
			return m.match(rest, i, over)
		}
		return -1
	case gapElement:
		return m.gap(rest, i, over)
	case formsElement:
	}
	best := -1
	if m.open(i, over) {
		best = m.forms(e, rest, i)
	}
	if e.optional {
		best = max(best, m.match(rest, i, over))
	}
	return best
}

// open tells whether a phrase may go on with word i: there is one, and no pause keeps it away.
func (m matcher) open(i int, over bool) bool {
	if i >= len(m.words) {
		return false
	}
	before := m.words[i].before
	return i == m.start || before == joined || over && before == comma
}

func (m matcher) gap(rest []element, i int, over bool) int {
	best := m.match(rest, i, over)
	for n := 1; n <= longestGap && m.open(i+n-1, over && n == 1); n++ {
		best = max(best, m.match(rest, i+n, false))
	}
	return best
}

func (m matcher) forms(e element, rest []element, i int) int {
	best := -1
	if e.has(m.words[i]) {
		best = m.match(rest, i+1, false)
	}
	for _, f := range e.forms {
		if m.fits(f, i) {
			best = max(best, m.match(rest, i+len(f.words), false))
		}
	}
	return best
}

// fits tells whether the words from i on are those of a form.
func (m matcher) fits(f form, i int) bool {
	last := len(f.words) - 1
	if i+last >= len(m.words) {
		return false
	}
	for n, want := range f.words {
		if n > 0 && !m.open(i+n, false) {
			return false
		}
		w := m.words[i+n]
		switch {
		case w.fold == want || w.short == want:
		case want == anyNumber && w.fold != "" && w.fold[0] >= '0' && w.fold[0] <= '9':
		case want == anyName && nameLike(w):
		case n == last && f.prefix && strings.HasPrefix(w.fold, want):
		case n == last && f.fuzzy && near(w.fold, want):
		default:
			return false
		}
	}
	return true
}
