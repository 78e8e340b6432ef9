package guard

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// phraseBook is a list of word patterns, written in a small language so that people can read and mend them:
//
//	# a comment
//	@agent = someone our_team          a class of alternatives; _ joins the words of one alternative
//	[promise]                          the tag of the patterns that follow
//	@agent will|shall ~1 call|ring     parts in a row: alternatives, or up to so many words of any kind
//	^ done , !not                      a beginning, a pause or the end, a word that may not follow
//
// A part may end in ? (it may be missing), an alternative in * (any ending). 9 is a number, % a word written like a name,
// $ the end of the sentence. All words are folded, elisions and contractions opened: see hear. No part reaches over a
// strong pause (colon, semicolon, line).
//
// A pattern looks at a bounded number of words from where it starts, so that a search is linear in the text.
type phraseBook struct {
	patterns []pattern
	first    beginnings
}

type pattern struct {
	tag   string
	parts []piece
}

type pieceKind int

const (
	wordPiece  pieceKind = iota
	gapPiece             // up to most words
	startPiece           // the beginning of the sentence or of what follows a strong pause
	pausePiece           // any pause, or the end
	endPiece             // the end, or a strong pause
	notPiece             // none of these words follows
)

type piece struct {
	kind     pieceKind
	optional bool
	most     int
	words    []string // sorted
	prefixes []string
	runs     []wordRun // alternatives of several words, the longest first
	number   bool
	name     bool
	letters  uint64 // the first letters of words, prefixes and runs: see letterBit
}

// wordRun is an alternative of several words.
type wordRun []runWord

type runWord struct {
	text string
	open bool // any ending may follow
}

// letterBit gives the bit of a word's first letter in a set of letters. Different letters may share one.
func letterBit(word string) uint64 {
	if word == "" {
		return 1
	}
	return 1 << (word[0] & 63)
}

// phraseMatch is a pattern found in words[from:to].
type phraseMatch struct {
	tag      string
	from, to int
}

// parseBook reads a phrase book. sets are classes that the program brings along.
func parseBook(text string, sets map[string][]string) (*phraseBook, error) {
	p := bookParser{book: &phraseBook{}, classes: map[string][]string{}, pieces: map[string]piece{}}
	maps.Copy(p.classes, sets)
	for number, line := range strings.Split(text, "\n") {
		if err := p.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d of a phrase book: %w", number+1, err)
		}
	}
	p.book.patterns = inOrder(p.book.patterns)
	p.book.first = newBeginnings(p.book.patterns)
	return p.book, nil
}

type bookParser struct {
	book    *phraseBook
	classes map[string][]string
	pieces  map[string]piece // by what they were made of: equal ones share their lists
	tag     string
}

func (p *bookParser) line(line string) error {
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
		return nil
	case strings.HasPrefix(line, "["):
		p.tag = strings.Trim(line, "[]")
		return nil
	case strings.HasPrefix(line, "@") && strings.Contains(line, " = "):
		name, body, _ := strings.Cut(line[1:], " = ")
		words, err := p.expand(strings.Join(strings.Fields(body), "|"))
		p.classes[name] = append(slices.Clip(p.classes[name]), words...)
		clear(p.pieces) // some may hold the class as it was
		return err
	}
	var parts []piece
	for field := range strings.FieldsSeq(line) {
		made, err := p.piece(field)
		if err != nil {
			return err
		}
		parts = append(parts, made)
	}
	p.book.patterns = append(p.book.patterns, pattern{p.tag, parts})
	return nil
}

// expand gives the alternatives of a part with its classes put in.
func (p *bookParser) expand(text string) ([]string, error) {
	var words []string
	for alternative := range strings.SplitSeq(text, "|") {
		name, isClass := strings.CutPrefix(alternative, "@")
		if !isClass {
			words = append(words, alternative)
			continue
		}
		class, known := p.classes[name]
		if !known {
			return nil, fmt.Errorf("class @%s is not defined above it", name)
		}
		words = append(words, class...)
	}
	return words, nil
}

func (p *bookParser) piece(field string) (piece, error) {
	switch field {
	case "^":
		return piece{kind: startPiece}, nil
	case ",":
		return piece{kind: pausePiece}, nil
	case "$":
		return piece{kind: endPiece}, nil
	}
	if digits, ok := strings.CutPrefix(field, "~"); ok && len(digits) == 1 && digits[0] >= '1' && digits[0] <= '9' {
		return piece{kind: gapPiece, most: int(digits[0] - '0')}, nil
	}
	body, optional := strings.CutSuffix(field, "?")
	body, not := strings.CutPrefix(body, "!")
	made, known := p.pieces[body]
	if !known {
		alternatives, err := p.expand(body)
		if err != nil {
			return piece{}, err
		}
		made = pieceOf(alternatives)
		p.pieces[body] = made
	}
	made.optional = optional
	if not {
		made.kind = notPiece
	}
	return made, nil
}

func pieceOf(alternatives []string) piece {
	var made piece
	for _, a := range alternatives {
		made.add(a)
	}
	slices.Sort(made.words)
	made.words = slices.Clip(slices.Compact(made.words))
	made.prefixes = slices.Clip(made.prefixes)
	slices.SortStableFunc(made.runs, func(a, b wordRun) int { return len(b) - len(a) })
	return made
}

func (p *piece) add(alternative string) {
	prefix, open := strings.CutSuffix(alternative, "*")
	switch {
	case alternative == "9":
		p.number = true
		return
	case alternative == "%":
		p.name = true
		return
	case open:
		p.prefixes = append(p.prefixes, prefix)
	case strings.Contains(alternative, "_"):
		var run wordRun
		for w := range strings.SplitSeq(alternative, "_") {
			text, open := strings.CutSuffix(w, "*")
			run = append(run, runWord{text, open})
		}
		p.runs = append(p.runs, run)
	default:
		p.words = append(p.words, alternative)
	}
	if prefix == "" {
		p.letters = ^uint64(0)
	}
	p.letters |= letterBit(alternative)
}

// find gives the patterns that stand in a sentence, by where they start. A book that could not be read finds nothing; the
// checks report its fault.
func (b *phraseBook) find(words []heardWord) []phraseMatch {
	if b == nil {
		return nil
	}
	var found []phraseMatch
	var room [32]int32
	for i := range words {
		for _, n := range b.first.at(room[:0], words, i) {
			p := &b.patterns[n]
			if to := matchParts(words, i, i, p.parts); to > i {
				found = append(found, phraseMatch{p.tag, i, to})
			}
		}
	}
	return found
}

// matchParts gives the index behind the parts matched from words[at] on, or -1. start is where the pattern started.
func matchParts(words []heardWord, start, at int, parts []piece) int {
	if len(parts) == 0 {
		return at
	}
	p, rest := &parts[0], parts[1:]
	switch p.kind {
	case startPiece:
		if at == 0 || words[at].before == strongPause {
			return matchParts(words, start, at, rest)
		}
		return -1
	case pausePiece:
		if at == len(words) || at > 0 && words[at].before != noPause {
			return matchParts(words, start, at, rest)
		}
		return -1
	case endPiece:
		if at == len(words) || at > 0 && words[at].before == strongPause {
			return matchParts(words, start, at, rest)
		}
		return -1
	case notPiece:
		if p.length(words, start, at, 0) > 0 {
			return -1
		}
		return matchParts(words, start, at, rest)
	case gapPiece:
		for n := 0; n <= p.most && at+n <= len(words); n++ {
			if n > 0 && at+n-1 > start && words[at+n-1].before == strongPause {
				return -1
			}
			if to := matchParts(words, start, at+n, rest); to >= 0 {
				return to
			}
		}
		return -1
	case wordPiece:
		for n := p.length(words, start, at, 0); n > 0; n = p.length(words, start, at, n) {
			if to := matchParts(words, start, at+n, rest); to >= 0 {
				return to
			}
		}
		if p.optional {
			return matchParts(words, start, at, rest)
		}
	}
	return -1
}

// length gives how many words from words[at] on the part's alternatives take: the longest that is shorter than under, or
// the longest of all where under is 0; 0 where there is none.
func (p *piece) length(words []heardWord, start, at, under int) int {
	if under == 1 || at >= len(words) || at > start && words[at].before == strongPause {
		return 0
	}
	w := &words[at]
	known := p.letters&letterBit(w.fold) != 0
	if known {
		for _, run := range p.runs {
			if (under == 0 || len(run) < under) && at+len(run) <= len(words) && run.at(words[at:]) {
				return len(run)
			}
		}
	}
	if known && p.holds(w.fold) || p.number && w.number() || p.name && w.capital {
		return 1
	}
	return 0
}

func (r wordRun) at(words []heardWord) bool {
	for i := range r {
		if fold := words[i].fold; r[i].open && !strings.HasPrefix(fold, r[i].text) || !r[i].open && fold != r[i].text {
			return false
		}
	}
	return true
}

// holds tells whether a word is one of the part's alternatives of one word.
func (p *piece) holds(fold string) bool {
	if _, ok := slices.BinarySearch(p.words, fold); ok {
		return true
	}
	for _, prefix := range p.prefixes {
		if strings.HasPrefix(fold, prefix) {
			return true
		}
	}
	return false
}
