package knowledge

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// Recheck compares all approved articles with each other, keeps what contradicts and gives it. The first comparison of a
// process reads the whole base; later ones what has changed.
func (l *Library) Recheck(ctx context.Context) ([]contradict.Contradiction, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.follow(ctx); err != nil {
		return nil, err
	}
	if err := l.conflicts.SetContradictions(ctx, nil, l.facts.All()); err != nil {
		return nil, err
	}
	return l.conflicts.Contradictions(ctx)
}

// Contradictions gives what is kept of the last comparisons.
func (l *Library) Contradictions(ctx context.Context) ([]contradict.Contradiction, error) {
	return l.conflicts.Contradictions(ctx)
}

// write makes changes and keeps the contradictions in step. Those of the new versions are written before the versions
// themselves, so that no article is in use before what it conflicts with is known; those of the old ones go last.
func (l *Library) write(ctx context.Context, changes ...Change) error {
	if err := l.foresee(ctx, changes); err != nil {
		return err
	}
	_, err := l.shelf.Write(ctx, changes)
	if err != nil {
		l.forget()
		return err
	}
	return l.recheck(ctx, changes)
}

// foresee adds the contradictions that changes will bring.
func (l *Library) foresee(ctx context.Context, changes []Change) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.follow(ctx); err != nil {
		return err
	}
	for _, c := range changes {
		entry := c.Entry
		if c.Kind == Restate && entry.Article.Contract.Status == desk.StatusApproved {
			stands, err := l.shelf.Entry(ctx, entry.Article.ID)
			if err != nil {
				return err
			}
			entry.Article.Text, entry.Units = stands.Article.Text, stands.Units
		}
		l.take(entry)
		l.foreseen[entry.Article.ID] = standing(entry.Article)
	}
	return l.conflicts.SetContradictions(ctx, []string{}, l.touching(changes))
}

// recheck replaces the contradictions of what changed.
func (l *Library) recheck(ctx context.Context, changes []Change) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.follow(ctx); err != nil {
		return err
	}
	ids := make([]string, len(changes))
	for i, c := range changes {
		ids[i] = c.Entry.Article.ID
	}
	return l.conflicts.SetContradictions(ctx, ids, l.touching(changes))
}

// touching gives the contradictions that touch what changed. Above a share of the base it is cheaper to take all.
func (l *Library) touching(changes []Change) []contradict.Contradiction {
	const few = 50
	if len(changes) > few {
		return l.facts.All()
	}
	var found []contradict.Contradiction
	for _, c := range changes {
		found = append(found, l.facts.Of(c.Entry.Article.ID)...)
	}
	return found
}

// follow brings the facts up to what the base has.
func (l *Library) follow(ctx context.Context) error {
	generation, err := l.shelf.Changed(ctx, l.generation, func(e Entry) error {
		if l.foreseen[e.Article.ID] != standing(e.Article) {
			l.take(e)
		}
		delete(l.foreseen, e.Article.ID)
		return nil
	})
	if err != nil {
		return err
	}
	l.generation = generation
	return nil
}

// standing names a version as it stands.
func standing(a desk.Article) string { return a.Version + " " + string(a.Contract.Status) }

// take puts an article among the facts or takes it out: only an approved one states anything.
func (l *Library) take(e Entry) {
	if e.Article.Contract.Status != desk.StatusApproved {
		l.facts.Remove(e.Article.ID)
		return
	}
	l.facts.Put(contradict.Page(e))
}

// forget drops the facts after a write that was foreseen and failed: the next comparison reads the base anew.
func (l *Library) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.facts, l.generation = contradict.NewFacts(), 0
	clear(l.foreseen)
}
