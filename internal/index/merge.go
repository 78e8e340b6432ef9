package index

import "github.com/vigie-desk/vigie/internal/retrieve"

// merge makes one shard of the articles that are left in two. Texts are not read again: terms are renumbered.
func merge(older, younger live) *shard {
	numbers := map[string]uint32{}
	var words []string
	var documents []*retrieve.Document
	for _, l := range []live{older, younger} {
		m := renumbering{from: l.shard.words, to: make([]uint32, len(l.shard.words)), words: &words, numbers: numbers}
		for number, doc := range l.shard.documents {
			if !l.isGone(uint32(number)) { // see Index.place
				documents = append(documents, m.document(doc))
			}
		}
	}
	s := invert(older.shard.language, words, numbers, documents)
	s.vectors = mergeVectors(older, younger)
	s.acronyms = acronyms{}
	for _, l := range []live{older, younger} {
		for key, others := range l.shard.acronyms {
			for _, other := range others {
				s.acronyms.add(key, other)
			}
		}
	}
	return s
}

// renumbering maps the terms of an old shard to those of a new one as they are met.
type renumbering struct {
	from    []string
	to      []uint32 // number in the new shard, from 1
	words   *[]string
	numbers map[string]uint32
}

func (m *renumbering) document(old *retrieve.Document) *retrieve.Document {
	doc := &retrieve.Document{Article: old.Article, Shape: old.Shape, Title: m.terms(old.Title), Slug: m.terms(old.Slug), Intents: m.terms(old.Intents)}
	doc.Passages = make([]retrieve.Passage, len(old.Passages))
	for i := range old.Passages {
		p := &old.Passages[i]
		doc.Passages[i] = retrieve.Passage{Unit: p.Unit, Holds: p.Holds, Terms: m.terms(p.Terms)}
		if i > 0 && sameRun(p.Heading, old.Passages[i-1].Heading) {
			doc.Passages[i].Heading = doc.Passages[i-1].Heading
		} else {
			doc.Passages[i].Heading = m.terms(p.Heading)
		}
	}
	return doc
}

func (m *renumbering) terms(old []uint32) []uint32 {
	if len(old) == 0 {
		return nil
	}
	terms := make([]uint32, len(old))
	for i, number := range old {
		if m.to[number] == 0 {
			m.to[number] = m.number(m.from[number]) + 1
		}
		terms[i] = m.to[number] - 1
	}
	return terms
}

func (m *renumbering) number(term string) uint32 {
	if number, known := m.numbers[term]; known {
		return number
	}
	number := uint32(len(*m.words)) //nolint:gosec // see builder.number
	*m.words = append(*m.words, term)
	m.numbers[term] = number
	return number
}
