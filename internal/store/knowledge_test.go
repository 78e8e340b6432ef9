package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
	"github.com/vigie-desk/vigie/internal/store"
)

// newVersion makes the change that writes version n of an article.
func newVersion(id string, n int) knowledge.Change {
	version := fmt.Sprintf("%s-v%d", id, n)
	text := fmt.Sprintf("Version %d.\n", n)
	return knowledge.Change{
		From: n - 1, Cut: "cut" + version,
		Entry: knowledge.Entry{
			Article: desk.Article{
				ID: id, Source: "docs", Key: id, Path: id + ".md", Language: desk.English, Title: "Title of " + id, URL: "https://example.org/" + id,
				Topic: "billing", Version: version, Number: n, Text: text, Hash: "hash" + version, Suspicious: n%2 == 0,
				Updated: time.Date(2026, 11, 22, 12, n, 0, 0, time.UTC),
				Contract: desk.Contract{
					Owner: "claire", ValidFrom: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), ReviewBy: time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC),
					Scope: desk.Scope{"plan": {"balcony", "garden"}}, Status: desk.StatusApproved, ApprovedBy: knowledge.ByImport,
				},
			},
			Units: []desk.Unit{{
				ID: version + "/0", Article: id, Version: version, Kind: desk.Prose, Path: []string{"A heading"}, Start: 0, End: len(text),
				Text: "Version.", Scope: desk.Scope{"plan": {"garden"}},
			}},
		},
	}
}

func write(t *testing.T, db *store.DB, changes ...knowledge.Change) int64 {
	t.Helper()
	generation, err := db.Write(t.Context(), changes)
	if err != nil {
		t.Fatal(err)
	}
	return generation
}

func TestKnowledgeReadsBackWhatWasWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		first, second := newVersion("a", 1), newVersion("a", 2)
		write(t, db, first)
		write(t, db, second)
		got, err := db.Entry(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(second.Entry, got); diff != "" {
			t.Errorf("the newest version (-written +read):\n%s", diff)
		}
		if got, err = db.Version(t.Context(), "a-v1"); err != nil {
			t.Fatal(err)
		}
		want := first.Entry
		want.Article.Hash, want.Article.Suspicious = second.Entry.Article.Hash, second.Entry.Article.Suspicious // kept of the newest only
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the first version (-written +read):\n%s", diff)
		}
		for _, err := range []error{errorOf(db.Entry(t.Context(), "none")), errorOf(db.Version(t.Context(), "none"))} {
			if !desk.Is(err, desk.NotFound) {
				t.Errorf("an article that is not there: %v, want NotFound", err)
			}
		}
	})
}

func errorOf[T any](_ T, err error) error { return err }

func TestKnowledgeChangesAreSeenOnceAndInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		changed := func(since int64) (ids []string, generation int64) {
			generation, err := db.Changed(t.Context(), since, func(e knowledge.Entry) error {
				ids = append(ids, e.Article.Version)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return ids, generation
		}
		start := write(t, db, newVersion("b", 1), newVersion("a", 1))
		write(t, db, newVersion("c", 1))
		write(t, db, newVersion("a", 2))
		if ids, generation := changed(0); !cmp.Equal(ids, []string{"b-v1", "c-v1", "a-v2"}) || generation != start+2 {
			t.Errorf("all: %v up to %d", ids, generation)
		}
		if ids, generation := changed(start); !cmp.Equal(ids, []string{"c-v1", "a-v2"}) || generation != start+2 {
			t.Errorf("after the first: %v up to %d", ids, generation)
		}
		if ids, generation := changed(start + 2); ids != nil || generation != start+2 {
			t.Errorf("after the last: %v up to %d", ids, generation)
		}
	})
}

func TestKnowledgeWriteIsWholeOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		before := write(t, db, newVersion("a", 1))
		for name, stale := range map[string]knowledge.Change{
			"a version of the same number": newVersion("a", 1),
			"a version that skips one":     newVersion("a", 3),
			"a withdrawal of an old state": {Kind: knowledge.Restate, From: 7, Entry: newVersion("a", 1).Entry},
			"other units of an old state":  {Kind: knowledge.Recut, From: 7, Entry: newVersion("a", 1).Entry},
		} {
			if _, err := db.Write(t.Context(), []knowledge.Change{newVersion("b", 1), stale}); !desk.Is(err, desk.Conflict) {
				t.Errorf("%s: %v, want Conflict", name, err)
			}
		}
		if _, err := db.Entry(t.Context(), "b"); !desk.Is(err, desk.NotFound) {
			t.Errorf("half of a write that failed stayed: %v", err)
		}
		generation, err := db.Changed(t.Context(), 0, func(knowledge.Entry) error { return nil })
		if err != nil || generation != before {
			t.Errorf("generation %d (%v) after writes that failed, want %d", generation, err, before)
		}
	})
}

func TestKnowledgeRestateAndRecut(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		news, stop := db.Subscribe(store.TopicKnowledge)
		defer stop()
		c := newVersion("a", 1)
		write(t, db, c)
		withdrawn := c
		withdrawn.Kind, withdrawn.From = knowledge.Restate, 1
		withdrawn.Entry.Article.Contract.Status = desk.StatusWithdrawn
		write(t, db, withdrawn)
		recut := withdrawn
		recut.Kind, recut.Cut = knowledge.Recut, "anew"
		recut.Entry.Units = []desk.Unit{c.Entry.Units[0], c.Entry.Units[0]}
		write(t, db, recut)
		got, err := db.Entry(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if got.Article.Contract.Status != desk.StatusWithdrawn || got.Article.Number != 1 || len(got.Units) != 2 || got.Units[1].ID != "a-v1/1" {
			t.Errorf("after a withdrawal and a new cut: %+v", got)
		}
		first, err := db.Version(t.Context(), "a-v1")
		if err != nil || first.Article.Contract.Status != desk.StatusApproved {
			t.Errorf("the version forgot that it was approved when written: %+v, %v", first.Article.Contract, err)
		}
		select {
		case <-news:
		case <-time.After(5 * time.Second):
			t.Error("nobody was told of the change")
		}
	})
}

func TestKnowledgeHeadsPageByID(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		var want []string
		for i := range 25 {
			c := newVersion(fmt.Sprintf("a%02d", i), 1)
			if i%5 == 0 {
				c.Entry.Article.Topic, c.Entry.Article.Contract.Status = "orders", desk.StatusDraft
			}
			write(t, db, c)
			want = append(want, c.Entry.Article.ID)
		}
		var got []string
		for after := ""; ; {
			page, err := db.Heads(t.Context(), knowledge.Query{After: after, Limit: 7})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range page {
				got = append(got, h.Article.ID)
				after = h.Article.ID
			}
			if len(page) < 7 {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, q := range []knowledge.Query{{Topic: "orders"}, {Status: desk.StatusDraft}, {Source: "docs", Topic: "orders"}} {
			if page, err := db.Heads(t.Context(), q); err != nil || len(page) != 5 {
				t.Errorf("%+v: %d heads, %v; want 5", q, len(page), err)
			}
		}
	})
}

func TestContradictionsAreReplacedByArticle(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		pair := func(id, left, right string) contradict.Contradiction {
			return contradict.Contradiction{
				ID: id, Kind: contradict.Duration, Subject: "return pot", Withholds: true,
				Left:  contradict.Side{Article: left, Version: left + "-v1", Unit: left + "-v1/0", Value: "14 day", Quote: "Within 14 days.", End: 15},
				Right: contradict.Side{Article: right, Version: right + "-v1", Unit: right + "-v1/3", Value: "30 day", Quote: "Within 30 days.", Start: 4, End: 19},
			}
		}
		ab, bc, cd := pair("1", "a", "b"), pair("2", "b", "c"), pair("3", "c", "d")
		expect := func(articles []string, found []contradict.Contradiction, want ...contradict.Contradiction) {
			t.Helper()
			if err := db.SetContradictions(t.Context(), articles, found); err != nil {
				t.Fatal(err)
			}
			got, err := db.Contradictions(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		expect(nil, []contradict.Contradiction{ab, bc}, ab, bc)
		expect([]string{}, []contradict.Contradiction{ab, cd}, ab, bc, cd) // adds
		expect([]string{"b"}, nil, cd)
		expect([]string{"d"}, []contradict.Contradiction{ab}, ab)
		expect(nil, nil)
	})
}
