package retrieve

import "github.com/vigie-desk/vigie/internal/desk"

// View is one immutable state of the knowledge in memory. It never changes under a reader, and it may be searched by
// many at once.
type View interface {
	// Generation is the number that the owner of the knowledge gave to this state.
	Generation() int64
	// Languages gives the languages of the articles, sorted.
	Languages() []desk.Language
	// Part gives the articles of one language; of a language that nothing is written in, an empty part.
	Part(language desk.Language) Part
	// Scopes gives every key of a scope with every value used anywhere, sorted. The caller must not write to it.
	Scopes() desk.Scope
	// Aliases gives, for a value of a scope, what else customers call it. The caller must not write to it.
	Aliases() map[string][]string
}

// Part is the articles of one language.
type Part interface {
	// Shards together hold each article once.
	Shards() []Shard
	// Synonyms gives what else the articles call a thing: short names that their texts explain, and what these stand for.
	// Terms of a longer name are joined by blanks.
	Synonyms(name string) []string
	// Counterpart gives the article with a key, or nil.
	Counterpart(key string) *Document
}

// Shard is a part of a language's articles, numbered from 0. What it returns belongs to it and must not be written to.
type Shard interface {
	// Totals gives the sums from which averages are made.
	Totals() Totals
	// Lookup gives the number of a term and its postings, in the order of the articles. Postings may speak of articles
	// that are gone: see Document. A term that the shard does not know gives false.
	Lookup(term string) (number uint32, postings []Posting, known bool)
	// Similar gives the terms nearest in spelling that begin with the same letters, so many of them, best first, with
	// their similarity in (0,1].
	Similar(term string, prefix, limit int) []Neighbour
	// Document gives an article, or nil where it has been removed or replaced.
	Document(article uint32) *Document
	// Nearest gives the units whose vectors point most nearly the same way, best first. Without vectors, or with one of
	// another width, it gives none.
	Nearest(vector []float32, limit int) []Near
}

// Field is a part of an article that is weighted by itself.
type Field int

// The fields of an article, and how many there are.
const (
	Title Field = iota
	Heading
	Body
	Slug // the words of its path and address
	Fields
)

// Totals are the sums over a shard.
type Totals struct {
	Articles int
	Units    int
	Terms    int           // distinct terms; their numbers are below this
	Lengths  [Fields]int64 // terms in each field, all articles together
	Each     []Lengths     // of each article, by its number
}

// Lengths are the numbers of terms in each field of one article.
type Lengths [Fields]uint32

// Posting says how often a term stands in each field of one article, 255 meaning that or more.
type Posting struct {
	Article uint32
	Counts  [Fields]uint8
}

// Neighbour is a term near in spelling to another.
type Neighbour struct {
	Term       string
	Similarity float64
}

// Near is a unit near in meaning: the article's number, the unit's place in it, and the cosine.
type Near struct {
	Article uint32
	Unit    int
	Cosine  float64
}

// Document is one article as it is searched: its terms are numbers of its shard, content words only, in order.
type Document struct {
	Article  desk.Article
	Title    []uint32
	Slug     []uint32
	Intents  []uint32 // what the title promises to answer: see Intents
	Passages []Passage
	Shape    string // see Shape
}

// Passage is one unit as it is searched.
type Passage struct {
	Unit    desk.Unit
	Holds   Holds
	Terms   []uint32
	Heading []uint32 // of the unit's path; units under one heading share it
}
