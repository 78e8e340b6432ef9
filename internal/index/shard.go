package index

import (
	"math/bits"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// shard is an immutable set of articles of one language with everything that is derived from them.
type shard struct {
	language  desk.Language
	words     []string          // number -> term
	numbers   map[string]uint32 // term -> number
	offsets   []uint32          // where a term's postings begin; one more than there are terms
	postings  []retrieve.Posting
	documents []*retrieve.Document
	totals    retrieve.Totals
	keys      map[string]uint32 // an article's key -> its number
	scopes    desk.Scope
	spellings spellings
	acronyms  acronyms
	vectors   vectors
}

func (s *shard) lookup(term string) (uint32, []retrieve.Posting, bool) {
	number, known := s.numbers[term]
	if !known {
		return 0, nil, false
	}
	return number, s.postings[s.offsets[number]:s.offsets[number+1]], true
}

// live is a shard without the articles that have been removed or replaced since it was built. The bits are copied before
// they are changed, never shared between two snapshots that differ.
type live struct {
	shard *shard
	gone  []uint64 // one bit an article; nil: all are there
	lost  int      // how many bits are set
	units int      // of the articles that are gone
}

var _ retrieve.Shard = live{}

func (l live) articles() int { return len(l.shard.documents) - l.lost }

func (l live) liveUnits() int { return l.shard.totals.Units - l.units }

func (l live) isGone(number uint32) bool {
	return l.gone != nil && l.gone[number/64]>>(number%64)&1 == 1
}

// strike takes one article out; the first change to a snapshot in the making copies the bits.
func (l *live) strike(number uint32, first bool) {
	switch {
	case l.gone == nil:
		l.gone = make([]uint64, (len(l.shard.documents)+63)/64)
	case first:
		l.gone = slices.Clone(l.gone)
	}
	l.gone[number/64] |= 1 << (number % 64)
	l.lost = 0
	for _, word := range l.gone {
		l.lost += bits.OnesCount64(word)
	}
	l.units += len(l.shard.documents[number].Passages)
}

// Totals gives the sums, articles that are gone included: they leave with the next merge.
func (l live) Totals() retrieve.Totals { return l.shard.totals }

// Lookup gives a term's number and postings.
func (l live) Lookup(term string) (uint32, []retrieve.Posting, bool) { return l.shard.lookup(term) }

// Similar gives the terms nearest in spelling.
func (l live) Similar(term string, prefix, limit int) []retrieve.Neighbour {
	if prefix > 0 {
		return l.shard.spellings.relatives(term, prefix, limit, l.shard.words)
	}
	return l.shard.spellings.similar(term, limit, l.shard.words)
}

// Document gives an article, or nil where it is gone.
func (l live) Document(number uint32) *retrieve.Document {
	if l.isGone(number) {
		return nil
	}
	return l.shard.documents[number]
}

// Nearest gives the units whose vectors point most nearly the same way.
func (l live) Nearest(vector []float32, limit int) []retrieve.Near {
	return l.shard.vectors.nearest(vector, limit, l.isGone)
}
