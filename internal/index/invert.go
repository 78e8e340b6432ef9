package index

import (
	"maps"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// invert derives postings, sums and spellings from the forward terms of documents, and keeps them all in one shard.
func invert(language desk.Language, words []string, numbers map[string]uint32, documents []*retrieve.Document) *shard {
	s := &shard{language: language, words: words, numbers: numbers, documents: documents}
	s.count()
	s.post()
	s.scopes = scopesOf(documents)
	s.keys = make(map[string]uint32, len(documents))
	for number, doc := range documents {
		s.keys[doc.Article.Key] = uint32(number) // see Index.place
	}
	s.spellings = newSpellings(words)
	return s
}

// count fills the lengths of the documents and the totals.
func (s *shard) count() {
	s.totals = retrieve.Totals{Articles: len(s.documents), Terms: len(s.words), Each: make([]retrieve.Lengths, len(s.documents))}
	for number, doc := range s.documents {
		lengths := &s.totals.Each[number]
		eachField(doc, func(field retrieve.Field, terms []uint32) { lengths[field] += uint32(len(terms)) }) //nolint:gosec // lengths of text in memory
		for f, n := range lengths {
			s.totals.Lengths[f] += int64(n)
		}
		s.totals.Units += len(doc.Passages)
	}
}

// eachField calls a function with each run of terms of a document. A heading path counts once for all units under it.
func eachField(doc *retrieve.Document, call func(field retrieve.Field, terms []uint32)) {
	call(retrieve.Title, doc.Title)
	call(retrieve.Title, doc.Intents)
	call(retrieve.Slug, doc.Slug)
	for i := range doc.Passages {
		p := &doc.Passages[i]
		if i == 0 || !sameRun(p.Heading, doc.Passages[i-1].Heading) {
			call(retrieve.Heading, p.Heading)
		}
		call(retrieve.Body, p.Terms)
	}
}

// sameRun tells whether two runs of terms are one and the same in memory.
func sameRun(a, b []uint32) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// post fills the postings: first the number of articles of each term, then the places, then the counts.
func (s *shard) post() {
	s.offsets = make([]uint32, len(s.words)+1)
	last := make([]uint32, len(s.words)) // the last article that held the term, from 1
	s.eachTerm(last, func(term uint32, _ uint32) { s.offsets[term+1]++ })
	for i := 1; i < len(s.offsets); i++ {
		s.offsets[i] += s.offsets[i-1]
	}
	s.postings = make([]retrieve.Posting, s.offsets[len(s.words)])
	next := slices.Clone(s.offsets[:len(s.words)])
	clear(last)
	for number, doc := range s.documents {
		article := uint32(number) // see Index.place
		eachField(doc, func(field retrieve.Field, terms []uint32) {
			for _, term := range terms {
				if last[term] != article+1 {
					last[term] = article + 1
					s.postings[next[term]].Article = article
					next[term]++
				}
				if p := &s.postings[next[term]-1]; p.Counts[field] < 255 {
					p.Counts[field]++
				}
			}
		})
	}
}

// eachTerm calls a function once for each term of each document.
func (s *shard) eachTerm(last []uint32, call func(term, article uint32)) {
	for number, doc := range s.documents {
		article := uint32(number) // see Index.place
		eachField(doc, func(_ retrieve.Field, terms []uint32) {
			for _, term := range terms {
				if last[term] != article+1 {
					last[term] = article + 1
					call(term, article)
				}
			}
		})
	}
}

func scopesOf(documents []*retrieve.Document) desk.Scope {
	sets := map[string]map[string]bool{}
	add := func(scope desk.Scope) {
		for key, values := range scope {
			if sets[key] == nil {
				sets[key] = map[string]bool{}
			}
			for _, v := range values {
				sets[key][v] = true
			}
		}
	}
	for _, doc := range documents {
		add(retrieve.ScopeOf(&doc.Article))
		for i := range doc.Passages {
			add(doc.Passages[i].Unit.Scope)
		}
	}
	scopes := desk.Scope{}
	for key, set := range sets {
		scopes[key] = slices.Sorted(maps.Keys(set))
	}
	return scopes
}
