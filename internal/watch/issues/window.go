package issues

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// late is how long a question may take from its moment until others can read it: longer than an answer may take.
const late = 30 * time.Second

// window keeps at hand what was asked lately, so that a busy hour is not read again for each question. What the database holds
// counts: the last half minute is always read, and all of it when a freeze or a card has come or gone.
type window struct {
	mu    sync.Mutex
	asked map[string]burst.Symptom // by turn
	read  time.Time
	mark  string
}

// recent gives what was asked within the window, oldest first.
func (s *Service) recent(ctx context.Context, now time.Time, standing burst.Standing) ([]burst.Symptom, error) {
	w := &s.window
	w.mu.Lock()
	defer w.mu.Unlock()
	since, from := now.Add(-s.Rules.Window), w.read.Add(-late)
	mark := markOf(standing)
	if w.asked == nil || w.mark != mark || now.Before(w.read) || from.Before(since) {
		w.asked, from = map[string]burst.Symptom{}, since
	}
	news, err := s.Symptoms.RecentSymptoms(ctx, from, recentMost)
	if err != nil {
		w.asked = nil
		return nil, err
	}
	for _, one := range news {
		w.asked[one.Turn] = one
	}
	w.read, w.mark = now, mark
	list := make([]burst.Symptom, 0, len(w.asked))
	for turn, one := range w.asked {
		if one.At.After(since) {
			list = append(list, one)
		} else {
			delete(w.asked, turn)
		}
	}
	slices.SortFunc(list, func(a, b burst.Symptom) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Turn, b.Turn)) })
	return list[max(0, len(list)-recentMost):], nil
}

// markOf changes whenever a freeze or a card comes or goes.
func markOf(s burst.Standing) string {
	var b strings.Builder
	for _, f := range s.Freezes {
		b.WriteString(f.ID + string(f.State) + " ")
	}
	for _, i := range s.Issues {
		b.WriteString(i.ID + string(i.State) + " ")
	}
	return b.String()
}
