// Package knowledge keeps what the company knows: sources, articles, their versions and contracts, and where they
// contradict each other. It reads files through an fs.FS and rows through the interfaces below; it opens nothing itself.
//
// It promises: an article's id stays the same for as long as its source and path do; a version is never changed once
// written, save that its units may be cut anew; what a second import finds unchanged is not written; a file that is gone
// withdraws its article and deletes nothing; what an operator withdrew, no import brings back; and an import that is cut
// off at any moment leaves a base that a second import completes.
package knowledge

import (
	"context"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// Entry is one article in its newest version, with the units of that version.
type Entry struct {
	Article desk.Article
	Units   []desk.Unit
}

// Head is an article without its text and units.
type Head struct {
	Article desk.Article // Text is empty
	Cut     string       // a hash of its units
}

// ChangeKind says how much of an article a Change writes.
type ChangeKind int

// The kinds of change. The zero value writes everything.
const (
	NewVersion ChangeKind = iota // a version after From, or the first
	Recut                        // the units of version From, cut anew from the same text
	Restate                      // the contract only: approved, withdrawn
)

// Change is one write to one article.
type Change struct {
	Kind  ChangeKind
	Entry Entry
	Cut   string
	From  int // the number of the version that stood when the change was made; 0: there was none
}

// Query picks heads. Zero fields do not restrict.
type Query struct {
	Source string
	Status desk.Status
	Topic  string
	After  string // an article's id: the list goes on after it
	Limit  int    // 0: no limit
}

// Shelf is where articles are kept. Errors have a kind. What it returns is the caller's.
type Shelf interface {
	// Heads gives articles ordered by id.
	Heads(ctx context.Context, q Query) ([]Head, error)
	// Entry gives an article, withdrawn ones too; NotFound where there is none.
	Entry(ctx context.Context, id string) (Entry, error)
	// Version gives a version as it was written: the article of that time; NotFound where there is none.
	Version(ctx context.Context, id string) (Entry, error)
	// Changed hands over every article changed after a generation, withdrawn ones too, in the order of the changes, and
	// gives a generation such that no change up to it was left out. It ends at the first error of yield.
	Changed(ctx context.Context, since int64, yield func(Entry) error) (generation int64, err error)
	// Write makes all the changes or none, in one transaction, and gives the generation that they have. Conflict where
	// one of the articles is no longer at its From.
	Write(ctx context.Context, changes []Change) (generation int64, err error)
}

// Conflicts is where contradictions are kept.
type Conflicts interface {
	// Contradictions gives those of which nobody has said that both sides hold, ordered by id.
	Contradictions(ctx context.Context) ([]contradict.Contradiction, error)
	// SetContradictions replaces those that touch one of the articles by the given ones, in one transaction. With nil it
	// replaces all; with an empty list it only adds. One with the id of another that stays is the same one.
	SetContradictions(ctx context.Context, articles []string, found []contradict.Contradiction) error
	// Rule keeps what somebody found of a contradiction, for as long as both versions stand.
	Rule(ctx context.Context, r Ruling) error
}

// Config is what a Library stands on.
type Config struct {
	Shelf     Shelf
	Conflicts Conflicts
	Now       func() time.Time
	NewID     func() string // of versions, unique and growing
}

// Library is the company's knowledge. It is safe for concurrent use.
type Library struct {
	shelf     Shelf
	conflicts Conflicts
	now       func() time.Time
	newID     func() string

	mu         sync.Mutex // over what follows: one comparison at a time
	facts      *contradict.Facts
	generation int64             // up to which facts is
	foreseen   map[string]string // article -> the version that facts has of it already, before the base has
}

// New makes a library.
func New(cfg Config) *Library {
	return &Library{shelf: cfg.Shelf, conflicts: cfg.Conflicts, now: cfg.Now, newID: cfg.NewID, facts: contradict.NewFacts(), foreseen: map[string]string{}}
}

// All hands over every article that is not withdrawn and gives the generation to go on from with Changed.
func (l *Library) All(ctx context.Context, yield func(Entry) error) (int64, error) {
	return l.shelf.Changed(ctx, 0, func(e Entry) error {
		if e.Article.Contract.Status == desk.StatusWithdrawn {
			return nil
		}
		return yield(e)
	})
}

// Changed gives the articles changed after a generation, withdrawn ones too, and the generation to go on from.
func (l *Library) Changed(ctx context.Context, since int64) ([]Entry, int64, error) {
	var entries []Entry
	generation, err := l.shelf.Changed(ctx, since, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	return entries, generation, err
}

// Get gives an article, withdrawn ones too.
func (l *Library) Get(ctx context.Context, id string) (Entry, error) { return l.shelf.Entry(ctx, id) }

// Version gives a version as it was written.
func (l *Library) Version(ctx context.Context, id string) (Entry, error) {
	return l.shelf.Version(ctx, id)
}

// List gives articles without their texts, ordered by id; the next page goes on after the last id.
func (l *Library) List(ctx context.Context, q Query) ([]Head, error) { return l.shelf.Heads(ctx, q) }
