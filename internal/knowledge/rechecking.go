package knowledge

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// Recheck compares all approved articles with each other and keeps what contradicts.
func (l *Library) Recheck(ctx context.Context) ([]contradict.Contradiction, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.follow(ctx); err != nil {
		return nil, err
	}
	found := l.facts.All()
	return found, l.conflicts.SetContradictions(ctx, nil, found)
}

// recheckSome compares some changed articles with their neighbours.
func (l *Library) recheckSome(ctx context.Context, ids ...string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.follow(ctx); err != nil {
		return err
	}
	var found []contradict.Contradiction
	for _, id := range ids {
		found = append(found, l.facts.Of(id)...)
	}
	return l.conflicts.SetContradictions(ctx, ids, found)
}

// follow brings the facts up to what the base has: only an approved article states anything.
func (l *Library) follow(ctx context.Context) error {
	generation, err := l.shelf.Changed(ctx, l.generation, func(e Entry) error {
		if e.Article.Contract.Status == desk.StatusApproved {
			l.facts.Put(contradict.Page(e))
		} else {
			l.facts.Remove(e.Article.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	l.generation = generation
	return nil
}

// Contradictions gives what is kept of the last comparisons.
func (l *Library) Contradictions(ctx context.Context) ([]contradict.Contradiction, error) {
	return l.conflicts.Contradictions(ctx)
}
