package index

import "github.com/vigie-desk/vigie/internal/retrieve"

// part is the articles of one language. It is a retrieve.Part.
type part []live

var _ retrieve.Part = part(nil)

// Shards gives the shards, from the oldest.
func (p part) Shards() []retrieve.Shard {
	shards := make([]retrieve.Shard, len(p))
	for i := range p {
		shards[i] = p[i]
	}
	return shards
}

// Synonyms gives the short names that texts explain, and what they stand for. Those of articles that were removed may
// linger until their shard is merged.
func (p part) Synonyms(name string) []string {
	var found []string
	for _, l := range p {
		found = append(found, l.shard.acronyms[name]...)
	}
	return found
}

// Counterpart gives the article with a key, or nil.
func (p part) Counterpart(key string) *retrieve.Document {
	for _, l := range p {
		if number, known := l.shard.keys[key]; known && !l.isGone(number) {
			return l.shard.documents[number]
		}
	}
	return nil
}
