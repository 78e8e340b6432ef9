package guard

import (
	"slices"
	"strings"
)

// beginnings tells which patterns of a phrase book can begin at a word, so that a search tries those and no others.
// Patterns are named by their index; lists of them ascend.
type beginnings struct {
	heads   [1024]uint16 // by the first two letters: index of a bucket, 0 for none
	buckets []bucket
	words   map[string][]entry
	number  []int32 // those that can begin with a number
	name    []int32 // with a word written like a name
	any     []int32 // with anything
}

// bucket is what begins with two letters, or with others of the same key.
type bucket struct {
	words    bool // some whole word does
	prefixes []openPrefix
}

type openPrefix struct {
	text    string
	entries []entry
}

// entry is a pattern, and the word that must stand behind the first: of an alternative of several words.
type entry struct {
	pattern int32
	next    runWord // of text "": any
}

// inOrder gives patterns in the order in which a search tries them: first those that begin with certain words, then those
// that begin with an open ending, a number, a name or something that may be missing.
func inOrder(patterns []pattern) []pattern {
	var certain, open []pattern
	for _, p := range patterns {
		if p.certain() {
			certain = append(certain, p)
		} else {
			open = append(open, p)
		}
	}
	return append(certain, open...)
}

func (p pattern) certain() bool {
	i := slices.IndexFunc(p.parts, func(f piece) bool { return f.kind != startPiece })
	if i < 0 {
		return false
	}
	f := p.parts[i]
	return f.kind == wordPiece && !f.optional && !f.number && !f.name && len(f.prefixes) == 0
}

func newBeginnings(patterns []pattern) beginnings {
	f := beginnings{buckets: make([]bucket, 1), words: map[string][]entry{}}
	for n := range patterns {
		f.file(int32(n), patterns[n].parts)
	}
	return f
}

// file enters a pattern under everything that it can begin with.
func (f *beginnings) file(n int32, parts []piece) {
	for i := range parts {
		p := &parts[i]
		switch p.kind {
		case startPiece, pausePiece, endPiece, notPiece:
			continue // they take no word: what follows them stands at the same place
		case gapPiece:
			f.any = appendOnce(f.any, n)
			return
		case wordPiece:
			f.piece(n, p)
			if !p.optional {
				return
			}
		}
	}
	f.any = appendOnce(f.any, n)
}

func (f *beginnings) piece(n int32, p *piece) {
	for _, w := range p.words {
		f.word(w, entry{pattern: n})
	}
	for _, prefix := range p.prefixes {
		f.prefix(prefix, entry{pattern: n})
	}
	for _, run := range p.runs {
		if run[0].open {
			f.prefix(run[0].text, entry{n, run[1]})
		} else {
			f.word(run[0].text, entry{n, run[1]})
		}
	}
	if p.number {
		f.number = appendOnce(f.number, n)
	}
	if p.name {
		f.name = appendOnce(f.name, n)
	}
}

func appendOnce(list []int32, n int32) []int32 {
	if len(list) > 0 && list[len(list)-1] == n {
		return list
	}
	return append(list, n)
}

func (f *beginnings) word(w string, o entry) {
	f.words[w] = append(f.words[w], o)
	f.bucket(headOf(w)).words = true
}

func (f *beginnings) prefix(text string, o entry) {
	var heads []uint16
	switch len(text) {
	case 0:
		f.any = appendOnce(f.any, o.pattern)
		return
	case 1:
		for second := range uint16(32) {
			heads = append(heads, headOf(text)|second)
		}
	default:
		heads = []uint16{headOf(text)}
	}
	for _, head := range heads {
		b := f.bucket(head)
		i := slices.IndexFunc(b.prefixes, func(p openPrefix) bool { return p.text == text })
		if i < 0 {
			i = len(b.prefixes)
			b.prefixes = append(b.prefixes, openPrefix{text: text})
		}
		b.prefixes[i].entries = append(b.prefixes[i].entries, o)
	}
}

// headOf gives the key of a word's first two letters. Words of other letters may share it.
func headOf(w string) uint16 {
	switch len(w) {
	case 0:
		return 0
	case 1:
		return uint16(w[0]&31) << 5
	}
	return uint16(w[0]&31)<<5 | uint16(w[1]&31)
}

func (f *beginnings) bucket(head uint16) *bucket {
	if f.heads[head] == 0 {
		f.heads[head] = uint16(len(f.buckets)) //nolint:gosec // at most 1024 of them
		f.buckets = append(f.buckets, bucket{})
	}
	return &f.buckets[f.heads[head]]
}

// at adds to a list the patterns that can begin at words[i], each once and ascending.
func (f *beginnings) at(list []int32, words []heardWord, i int) []int32 {
	w := &words[i]
	lists := 0 // that gave something
	note := func(had int) {
		if len(list) > had {
			lists++
		}
	}
	if n := f.heads[headOf(w.fold)]; n != 0 {
		b := &f.buckets[n]
		if b.words {
			had := len(list)
			list = enter(list, f.words[w.fold], words, i)
			note(had)
		}
		for k := range b.prefixes {
			if strings.HasPrefix(w.fold, b.prefixes[k].text) {
				had := len(list)
				list = enter(list, b.prefixes[k].entries, words, i)
				note(had)
			}
		}
	}
	if len(f.number) > 0 && w.number() {
		list = append(list, f.number...)
		lists++
	}
	if len(f.name) > 0 && w.capital {
		list = append(list, f.name...)
		lists++
	}
	if len(f.any) > 0 {
		list = append(list, f.any...)
		lists++
	}
	if lists > 1 {
		slices.Sort(list)
		list = slices.Compact(list)
	}
	return list
}

// enter adds the patterns that the word behind words[i] lets begin there.
func enter(list []int32, entries []entry, words []heardWord, i int) []int32 {
	for k := range entries {
		o := &entries[k]
		if len(list) > 0 && list[len(list)-1] == o.pattern {
			continue
		}
		if o.next.text != "" && (i+1 == len(words) || !strings.HasPrefix(words[i+1].fold, o.next.text) || !o.next.open && len(words[i+1].fold) != len(o.next.text)) {
			continue
		}
		list = append(list, o.pattern)
	}
	return list
}
