package index

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// build makes a shard of articles. It reads every text once into numbers of words; then it knows how often each word
// stands, can cut those that were glued together where a page lost its spaces, and turns words into terms. The frequency
// of terms in the rest of the index helps with that.
func build(language desk.Language, entries []Entry, frequency func(term string) int) *shard {
	l := newLexicon(language)
	known := acronyms{}
	drafts := make([]draft, len(entries))
	for i := range entries {
		drafts[i] = l.read(&entries[i])
		known.learn(entries[i].Article.Title, language, l.analyser)
		for _, u := range entries[i].Units {
			known.learn(u.Text, language, l.analyser)
		}
	}
	t := l.translate(frequency)
	documents := make([]*retrieve.Document, len(entries))
	for i := range entries {
		documents[i] = t.document(&entries[i], &drafts[i])
	}
	s := invert(language, t.terms, t.numbers, documents)
	s.vectors = newVectors(entries)
	s.acronyms = known
	return s
}

// draft is an article as numbers of words.
type draft struct {
	title, slug []uint32
	units       [][]uint32
	headings    [][]uint32 // nil where a unit stands under the same headings as the one before
	holds       []retrieve.Holds
}

// lexicon gives every distinct word a number.
type lexicon struct {
	language desk.Language
	analyser *retrieve.Analyser
	words    []string
	numbers  map[string]uint32
	term     []int32          // of each word, -1 for a stop word
	terms    []string         // distinct
	places   map[string]int32 // of the terms
	articles []int32          // that hold a term
	last     []int32          // the last article that was counted for a term, from 1
	article  int32
}

func newLexicon(language desk.Language) *lexicon {
	return &lexicon{
		language: language, analyser: retrieve.NewAnalyser(language), numbers: map[string]uint32{}, places: map[string]int32{},
	}
}

func (l *lexicon) read(e *Entry) draft {
	l.article++
	n := len(e.Units)
	d := draft{units: make([][]uint32, n), headings: make([][]uint32, n), holds: make([]retrieve.Holds, n)}
	d.title = l.text(retrieve.Words(e.Article.Title))
	d.slug = l.text(retrieve.Words(slug(&e.Article)))
	for i := range e.Units {
		unit := &e.Units[i]
		words := retrieve.Words(unit.Text)
		d.holds[i] = retrieve.HoldsOf(unit, words)
		d.units[i] = l.text(words)
		if i > 0 && slices.Equal(unit.Path, e.Units[i-1].Path) {
			continue
		}
		d.headings[i] = []uint32{}
		for _, heading := range unit.Path {
			d.headings[i] = append(d.headings[i], l.text(retrieve.Words(heading))...)
		}
	}
	return d
}

func (l *lexicon) text(words []string) []uint32 {
	numbers := make([]uint32, len(words))
	for i, word := range words {
		number, known := l.numbers[word]
		if !known {
			number = l.add(word)
		}
		numbers[i] = number
		if term := l.term[number]; term >= 0 && l.last[term] != l.article {
			l.last[term] = l.article
			l.articles[term]++
		}
	}
	return numbers
}

func (l *lexicon) add(word string) uint32 {
	number := uint32(len(l.words)) //nolint:gosec // memory ends long before 2^32 words
	l.numbers[word] = number
	l.words = append(l.words, word)
	term, content := l.analyser.Term(word)
	if !content {
		l.term = append(l.term, -1)
		return number
	}
	place, known := l.places[term]
	if !known {
		place = int32(len(l.terms)) //nolint:gosec // memory ends long before 2^31 terms
		l.places[term] = place
		l.terms, l.articles, l.last = append(l.terms, term), append(l.articles, 0), append(l.last, 0)
	}
	l.term = append(l.term, place)
	return number
}

// frequency gives the number of articles read so far that hold a term.
func (l *lexicon) frequency(term string) int {
	place, known := l.places[term]
	if !known {
		return 0
	}
	return int(l.articles[place])
}

// translation turns numbers of words into numbers of terms.
type translation struct {
	terms   []string
	numbers map[string]uint32
	parts   [][]uint32 // by word: its term, then the terms of the words that it was glued from; none for a stop word
}

func (l *lexicon) translate(rest func(term string) int) *translation {
	t := &translation{numbers: map[string]uint32{}, parts: make([][]uint32, len(l.words))}
	split := splitter{language: l.language, analyser: l.analyser, frequency: func(term string) int { return l.frequency(term) + rest(term) }}
	for i, word := range l.words {
		if l.term[i] < 0 {
			continue
		}
		term := l.terms[l.term[i]]
		t.parts[i] = []uint32{t.number(term)}
		for _, part := range split.parts(word, term) {
			t.parts[i] = append(t.parts[i], t.number(part))
		}
	}
	return t
}

func (t *translation) number(term string) uint32 {
	if number, known := t.numbers[term]; known {
		return number
	}
	number := uint32(len(t.terms)) //nolint:gosec // memory ends long before 2^32 terms
	t.terms = append(t.terms, term)
	t.numbers[term] = number
	return number
}

func (t *translation) text(words []uint32) []uint32 {
	n := 0
	for _, w := range words {
		n += len(t.parts[w])
	}
	terms := make([]uint32, 0, n)
	for _, w := range words {
		terms = append(terms, t.parts[w]...)
	}
	return terms
}

// openingTerms is the number of content words from which an article's first prose says something.
const openingTerms = 6

func (t *translation) document(e *Entry, d *draft) *retrieve.Document {
	doc := &retrieve.Document{Article: e.Article, Shape: retrieve.Shape(&e.Article), Title: t.text(d.title), Slug: t.text(d.slug)}
	doc.Article.Text = ""
	for _, intent := range retrieve.Intents(e.Article.Title) {
		doc.Intents = append(doc.Intents, t.number(intent))
	}
	doc.Passages = make([]retrieve.Passage, len(e.Units))
	opened := false
	for i := range e.Units {
		p := &doc.Passages[i]
		p.Unit, p.Holds, p.Terms = e.Units[i], d.holds[i], t.text(d.units[i])
		if !opened && p.Unit.Kind == desk.Prose && len(p.Terms) >= openingTerms {
			p.Holds |= retrieve.HoldsOpening
			opened = true
		}
		if d.headings[i] == nil {
			p.Heading = doc.Passages[i-1].Heading
		} else {
			p.Heading = t.text(d.headings[i])
		}
	}
	return doc
}
