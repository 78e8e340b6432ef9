// Package index keeps the knowledge in memory, ready to be searched: postings, forward terms, spellings and vectors, per
// language. It takes no SQL and no network: a loader feeds it.
//
// It promises that a Snapshot never changes, that what was put is in every later snapshot, and that putting one article
// costs in proportion to that article: new articles make a small shard of their own, what they replace is struck out,
// and shards of like size are merged, so that an article is copied a logarithmic number of times.
package index

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// Entry is one article with its units. The article's text is not kept. Vectors, where given, are one for each unit.
type Entry struct {
	Article desk.Article
	Units   []desk.Unit
	Vectors [][]float32
}

// Index is the knowledge as it changes. It is safe for concurrent use: writers wait for each other, readers for nobody.
type Index struct {
	mu      sync.Mutex
	placed  map[string]place // article id -> where it is
	current atomic.Pointer[Snapshot]
}

// place says where an article is.
type place struct {
	language desk.Language
	shard    *shard
	number   uint32
}

// New makes an empty index of generation 0.
func New() *Index {
	x := &Index{placed: map[string]place{}}
	x.current.Store(&Snapshot{})
	return x
}

// Snapshot gives the newest state. It stays as it is for as long as it is held.
func (x *Index) Snapshot() *Snapshot { return x.current.Load() }

// Put adds articles, or replaces those with the same id, and gives the index a generation. Of one id twice the last
// counts.
func (x *Index) Put(generation int64, entries ...Entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	next := x.current.Load().next(generation)
	for language, group := range byLanguage(entries) {
		x.strike(next, ids(group))
		built := build(language, group, next.frequency(language))
		next.shards[language] = append(next.shards[language], live{shard: built})
		x.place(language, built)
		x.compact(next, language)
	}
	next.settle()
	x.current.Store(next)
}

// Remove takes articles out and gives the index a generation. Ids that it does not know are passed over.
func (x *Index) Remove(generation int64, ids ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	next := x.current.Load().next(generation)
	x.strike(next, ids)
	next.settle()
	x.current.Store(next)
}

func byLanguage(entries []Entry) map[desk.Language][]Entry {
	last := map[string]int{}
	for i, e := range entries {
		last[e.Article.ID] = i
	}
	groups := map[desk.Language][]Entry{}
	for i, e := range entries {
		if last[e.Article.ID] == i {
			groups[e.Article.Language] = append(groups[e.Article.Language], e)
		}
	}
	return groups
}

func ids(entries []Entry) []string {
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = e.Article.ID
	}
	return list
}

// strike takes articles out of the shards of a snapshot in the making.
func (x *Index) strike(next *Snapshot, ids []string) {
	fresh := map[*shard]bool{}
	for _, id := range ids {
		at, known := x.placed[id]
		if !known {
			continue
		}
		delete(x.placed, id)
		shards := next.shards[at.language]
		i := slices.IndexFunc(shards, func(l live) bool { return l.shard == at.shard })
		shards[i].strike(at.number, !fresh[at.shard])
		fresh[at.shard] = true
	}
	for language, shards := range next.shards {
		next.shards[language] = slices.DeleteFunc(shards, func(l live) bool { return l.articles() == 0 })
	}
}

func (x *Index) place(language desk.Language, s *shard) {
	for number, doc := range s.documents {
		x.placed[doc.Article.ID] = place{language, s, uint32(number)} // a shard holds far fewer than 2^32 articles
	}
}

// mergeRatio is how many times larger a shard must be than the next younger one to be left alone.
const mergeRatio = 4

// compact merges the youngest shards of a language until sizes fall steeply from old to young.
func (x *Index) compact(next *Snapshot, language desk.Language) {
	shards := next.shards[language]
	for n := len(shards); n > 1 && shards[n-2].articles() < mergeRatio*shards[n-1].articles(); n = len(shards) {
		merged := merge(shards[n-2], shards[n-1])
		x.place(language, merged)
		shards = append(shards[:n-2:n-2], live{shard: merged})
	}
	next.shards[language] = shards
}

// Snapshot is one state of the index. It is a retrieve.View.
type Snapshot struct {
	generation int64
	languages  []desk.Language
	shards     map[desk.Language][]live
	scopes     desk.Scope
	aliases    map[string][]string
	articles   int
	units      int
}

var _ retrieve.View = (*Snapshot)(nil)

// Generation is the number given with the last change.
func (s *Snapshot) Generation() int64 { return s.generation }

// Languages gives the languages of the articles, sorted.
func (s *Snapshot) Languages() []desk.Language { return s.languages }

// Scopes gives every key of a scope with every value used by an article or a unit, sorted. Values of articles that were
// removed may linger until their shard is merged.
func (s *Snapshot) Scopes() desk.Scope { return s.scopes }

// Aliases gives what plans are called in other languages, learnt from the titles of translations.
func (s *Snapshot) Aliases() map[string][]string { return s.aliases }

// Articles is the number of articles.
func (s *Snapshot) Articles() int { return s.articles }

// Units is the number of units.
func (s *Snapshot) Units() int { return s.units }

// Part gives the articles of one language.
func (s *Snapshot) Part(language desk.Language) retrieve.Part { return part(s.shards[language]) }

// next gives a copy to be changed: the lists are its own, the shards are shared.
func (s *Snapshot) next(generation int64) *Snapshot {
	next := &Snapshot{generation: generation, shards: map[desk.Language][]live{}}
	for language, shards := range s.shards {
		next.shards[language] = slices.Clone(shards)
	}
	return next
}

// settle derives what a snapshot answers from its shards.
func (s *Snapshot) settle() {
	s.scopes = desk.Scope{}
	for language, shards := range s.shards {
		if len(shards) == 0 {
			delete(s.shards, language)
			continue
		}
		for _, l := range shards {
			s.articles += l.articles()
			s.units += l.liveUnits()
			for key, values := range l.shard.scopes {
				s.scopes[key] = append(s.scopes[key], values...)
			}
		}
	}
	for key, values := range s.scopes {
		slices.Sort(values)
		s.scopes[key] = slices.Compact(values)
	}
	s.languages = slices.Sorted(maps.Keys(s.shards))
	s.aliases = aliasesOf(s.shards)
}

// frequency gives a function that tells in how many articles of a language a term stands.
func (s *Snapshot) frequency(language desk.Language) func(term string) int {
	shards := s.shards[language]
	return func(term string) int {
		n := 0
		for _, l := range shards {
			_, postings, _ := l.shard.lookup(term)
			n += len(postings)
		}
		return n
	}
}
