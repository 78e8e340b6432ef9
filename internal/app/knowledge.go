package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// shelf is what the flow reads: the index in memory, kept as fresh as the store, and pages as they are quoted.
type shelf struct {
	library  *knowledge.Library
	index    *index.Index
	log      *slog.Logger
	folder   string // where the index is saved
	database string // which database the saved index belongs to

	ready     chan struct{} // closed once the index has been loaded from the store
	readyOnce sync.Once

	mu           sync.Mutex
	generation   int64
	kept         int64 // the generation of the saved index
	pages        map[string]answer.Page
	contradicted map[string]map[string][]string // article -> unit -> what it conflicts with
}

// pagesMost bounds the pages kept ready. Beyond, all are dropped: they are a millisecond away.
const pagesMost = 4_000

func newShelf(library *knowledge.Library, folder, database string, log *slog.Logger) *shelf {
	return &shelf{library: library, index: index.New(), log: log, folder: folder, database: database, pages: map[string]answer.Page{}, ready: make(chan struct{})}
}

// View implements flow.Knowledge.
func (s *shelf) View() retrieve.View { return s.index.Snapshot() }

// Page implements flow.Knowledge.
func (s *shelf) Page(ctx context.Context, version string) (answer.Page, error) {
	s.mu.Lock()
	page, ok := s.pages[version]
	s.mu.Unlock()
	if ok {
		return page, nil
	}
	entry, err := s.library.Version(ctx, version)
	if err != nil {
		return answer.Page{}, fmt.Errorf("page %s: %w", version, err)
	}
	page = answer.Page{Article: entry.Article, Units: entry.Units}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pages) >= pagesMost {
		clear(s.pages)
	}
	s.pages[version] = page
	return page, nil
}

// Contradicted implements flow.Knowledge.
func (s *shelf) Contradicted(article string) map[string][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.contradicted[article]
}

// load reads all that changed since the last time into the index. It reads the contradictions first: an article is never
// searchable before what it conflicts with is known.
func (s *shelf) load(ctx context.Context) error {
	found, err := s.library.Contradictions(ctx)
	if err != nil {
		return fmt.Errorf("contradictions: %w", err)
	}
	contradicted := map[string]map[string][]string{}
	note := func(side, other string, unit, quote string) {
		if contradicted[side] == nil {
			contradicted[side] = map[string][]string{}
		}
		contradicted[side][unit] = append(contradicted[side][unit], other+": "+quote)
	}
	for _, c := range found {
		left, right := c.Silenced()
		if left {
			note(c.Left.Article, c.Right.Article, c.Left.Unit, c.Right.Quote)
		}
		if right {
			note(c.Right.Article, c.Left.Article, c.Right.Unit, c.Left.Quote)
		}
	}
	s.mu.Lock()
	s.contradicted = contradicted
	since := s.generation
	s.mu.Unlock()
	entries, generation, err := s.library.Changed(ctx, since)
	if err != nil {
		return fmt.Errorf("knowledge after generation %d: %w", since, err)
	}
	if generation != since || len(entries) > 0 {
		s.put(generation, entries)
	}
	s.readyOnce.Do(func() { close(s.ready) })
	return nil
}

func (s *shelf) put(generation int64, entries []knowledge.Entry) {
	var put []index.Entry
	var gone []string
	for _, e := range entries {
		if e.Article.Contract.Status == desk.StatusWithdrawn {
			gone = append(gone, e.Article.ID)
			continue
		}
		put = append(put, index.Entry{Article: e.Article, Units: e.Units})
	}
	if len(gone) > 0 {
		s.index.Remove(generation, gone...)
	}
	s.index.Put(generation, put...)
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.pages)
	s.generation = generation
}

// follow keeps the index fresh until ctx ends: at once after a change by this process or another, and by looking twice
// a second where no word of it came.
func (s *shelf) follow(ctx context.Context, news <-chan struct{}, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.load(ctx); err != nil && !errors.Is(err, context.Canceled) {
			s.log.LogAttrs(ctx, slog.LevelError, "index not refreshed", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-news:
		case <-tick.C:
		}
	}
}
