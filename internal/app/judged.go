package app

import (
	"context"
	"sync"

	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// judged keeps what people found of claims at hand, and reads it anew when somebody has judged one, on whatever server.
type judged struct {
	store *store.DB

	mu         sync.Mutex
	generation int64
	memory     *novelty.Memory
}

// read gives the newest state.
func (j *judged) read(ctx context.Context) (*novelty.Memory, error) {
	now, err := j.store.JudgedGeneration(ctx) // before the list: a judgement in between is read twice, not never
	if err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.memory != nil && j.generation >= now {
		return j.memory, nil
	}
	rows, err := j.store.Judged(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]novelty.Judged, len(rows))
	for i, r := range rows {
		list[i] = novelty.Judged{Text: r.Text, Language: r.Language, Right: r.Right}
	}
	j.generation, j.memory = now, novelty.Remember(list)
	return j.memory, nil
}
