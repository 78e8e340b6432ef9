package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

func (w *world) folder(t testing.TB, shelf review.Shelf, size int) []string {
	t.Helper()
	return pages(t, size, func(cursor string, limit int) (ids []string, next string, err error) {
		list, next, err := w.db.Folder(t.Context(), shelf, cursor, limit)
		for _, line := range list {
			ids = append(ids, line.ID)
		}
		return ids, next, err
	})
}

// Every folder holds what its name says, page by page in its order, and its count says how much that is.
func TestFolders(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		ann, ben := desk.Operator{ID: "ann"}, desk.Operator{ID: "ben"}
		want := map[review.Folder][]string{}
		put := func(id string, folders ...review.Folder) {
			w.clock.add(1e9)
			for _, f := range folders {
				want[f] = append(want[f], id)
			}
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for range 5 {
			put(w.handOver(t, desk.NotCovered), review.Unassigned, review.ForPerson, review.Open)
			held := w.accept(t, "", "hold")
			hold := answered()
			hold.Action = desk.Hold
			must(w.desk.Settle(t.Context(), w.claim(t, held), hold))
			put(held.Conversation, review.Held, review.ForPerson, review.Open)
			id := w.handOver(t, desk.NotCovered)
			must(people.TakeOver(t.Context(), id, ann))
			put(id, review.Mine, review.Open)
			id = w.handOver(t, desk.NotCovered)
			must(people.TakeOver(t.Context(), id, ben))
			put(id, review.Open)
			sent := w.accept(t, "", "asked")
			must(w.desk.Settle(t.Context(), w.claim(t, sent), answered()))
			put(sent.Conversation, review.ForReply, review.Open)
			id = w.handOver(t, desk.NotCovered)
			must(people.Resolve(t.Context(), id, ann))
			put(id, review.Closed)
		}
		urgent := w.handOver(t, desk.Vulnerable)
		for _, f := range []review.Folder{review.Unassigned, review.ForPerson} {
			want[f] = append([]string{urgent}, want[f]...)
		}
		put(urgent, review.Open)
		slices.Reverse(want[review.Open])
		slices.Reverse(want[review.Closed])
		for _, team := range []string{"", "support"} {
			for _, f := range review.Folders() {
				for _, size := range []int{1, 3, 50} {
					if diff := cmp.Diff(want[f], w.folder(t, review.Shelf{Folder: f, Operator: "ann", Team: team}, size)); diff != "" {
						t.Errorf("%s of team %q, %d on a page (-want +got):\n%s", f, team, size, diff)
					}
				}
			}
			counts, err := w.db.FolderCounts(t.Context(), "ann", team)
			must(err)
			for f, n := range counts {
				if n != len(want[f]) {
					t.Errorf("%s of team %q: counted %d of %d", f, team, n, len(want[f]))
				}
			}
			if len(counts) != 6 {
				t.Errorf("counts %v", counts)
			}
		}
		if got := w.folder(t, review.Shelf{Folder: review.Open, Team: "nobody"}, 5); len(got) > 0 {
			t.Errorf("another team is shown %v", got)
		}
		if _, _, err := w.db.Folder(t.Context(), review.Shelf{Folder: "attic"}, "", 5); !desk.Is(err, desk.Invalid) {
			t.Errorf("a folder that does not exist: %v", err)
		}
	})
}
