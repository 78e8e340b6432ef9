// Package search finds conversations by words: of the customer's name and address, of messages, and of operators' notes.
// Words are folded (lower case, no accents) and kept one by one, so that a page of what is found is a range of an index. It
// owns the table words.
//
// It promises: what was said is found within seconds of being said, on every replica; a conversation is found by all of
// the words together, each as a whole and the last also as a beginning.
package search

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/review"
)

// Unread is a conversation whose newest words are not to be found yet.
type Unread struct {
	Conversation string
	After        int64 // the event up to which they are; 0: nothing is, and the customer's name is read too
	Events       int64 // the last event there is
}

// Read is a conversation with the words that are to be found.
type Read struct {
	Unread
	Words []string
}

// Store keeps the words.
type Store interface {
	Unread(ctx context.Context, limit int) ([]Unread, error)
	// Texts gives what was said after an event; from the beginning also the customer's name and address, and the notes.
	Texts(ctx context.Context, u Unread) ([]string, error)
	// PutWords keeps words, and that conversations are read up to an event. It passes over one that another replica has
	// read, or that is to be read anew, meanwhile.
	PutWords(ctx context.Context, list []Read) error
	// Beginning gives words that begin with a text, in order.
	Beginning(ctx context.Context, text string, limit int) ([]string, error)
	// WithWords gives conversations that hold all of some words, what began last first, before a conversation ("": from the
	// newest).
	WithWords(ctx context.Context, words []string, before string, limit int) ([]review.Waiting, error)
}

// Service is the room's work. It is safe for concurrent use.
type Service struct{ store Store }

// New makes the service.
func New(store Store) *Service { return &Service{store: store} }

const (
	readMost   = 50 // conversations whose words are kept in one transaction
	goes       = 20 // transactions in one go
	wordsMost  = 8  // of a question
	wordLength = 40 // code points of a word that count
	beginnings = 10 // words that the last word of a question may begin
	shortest   = 2  // code points of a beginning
)

// Index reads what is not to be found yet, as much as may be done in one go; it is called each second. What comes faster is
// read later: the desk's writer is there for customers first.
func (s *Service) Index(ctx context.Context) error {
	for range goes {
		unread, err := s.store.Unread(ctx, readMost)
		if err != nil {
			return err
		}
		list := make([]Read, len(unread))
		for i, u := range unread {
			texts, err := s.store.Texts(ctx, u)
			if err != nil {
				return err
			}
			list[i] = Read{u, words(texts...)}
		}
		if len(list) > 0 {
			if err := s.store.PutWords(ctx, list); err != nil {
				return err
			}
		}
		if len(list) < readMost {
			return nil
		}
	}
	return nil
}

// words gives the words of texts, folded, each once.
func words(texts ...string) []string {
	var list []string
	for _, text := range texts {
		list = append(list, folded(text)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// folded gives the words of a text in their order.
func folded(text string) []string {
	var list []string
	for _, token := range analysis.Tokens(text) {
		word := strings.TrimSpace(token.Text)
		if utf8.RuneCountInString(word) > wordLength {
			word = string([]rune(word)[:wordLength])
		}
		if word != "" {
			list = append(list, word)
		}
	}
	return list
}

// Find gives one page of the conversations that hold all words of a text, what began last first, after a cursor (""
// begins), with the next cursor ("" ends).
func (s *Service) Find(ctx context.Context, text, after string, limit int) ([]review.Waiting, string, error) {
	asked := folded(text)
	if len(asked) == 0 {
		return nil, "", nil
	}
	last := asked[len(asked)-1]
	whole := slices.DeleteFunc(words(text), func(w string) bool { return w == last })
	whole = whole[:min(len(whole), wordsMost-1)]
	ways := []string{last}
	if utf8.RuneCountInString(last) >= shortest {
		begun, err := s.store.Beginning(ctx, last, beginnings)
		if err != nil {
			return nil, "", err
		}
		ways = slices.Compact(slices.Sorted(slices.Values(append(ways, begun...))))
	}
	var found []review.Waiting
	for _, way := range ways {
		list, err := s.store.WithWords(ctx, append(slices.Clone(whole), way), after, limit+1)
		if err != nil {
			return nil, "", err
		}
		found = append(found, list...)
	}
	slices.SortFunc(found, func(a, b review.Waiting) int { return strings.Compare(b.ID, a.ID) })
	found = slices.CompactFunc(found, func(a, b review.Waiting) bool { return a.ID == b.ID })
	if len(found) <= limit {
		return found, "", nil
	}
	return found[:limit], found[limit-1].ID, nil
}
