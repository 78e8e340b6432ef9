package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
	"github.com/vigie-desk/vigie/internal/store"
)

func TestShelfIsBrowsedByTitle(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		put := func(id, title string, change func(*desk.Article)) {
			c := newVersion(id, 1)
			a := &c.Entry.Article
			a.Title, a.Contract.ReviewBy, a.Suspicious = title, time.Time{}, false
			if change != nil {
				change(a)
			}
			write(t, db, c)
		}
		put("1", "Écrans", nil)
		put("2", "ampoules 100%", func(a *desk.Article) { a.Contract.ValidUntil = now.Add(-time.Hour) })
		put("3", "Zinc", func(a *desk.Article) { a.Contract.ReviewBy = now.Add(-time.Hour); a.Language = desk.French })
		put("4", "bord", func(a *desk.Article) { a.Suspicious = true })
		put("5", "", func(a *desk.Article) {
			a.Contract.Status = desk.StatusDraft
			a.Contract.ValidUntil = now.Add(-time.Hour)
		})
		side := func(article string) contradict.Side {
			return contradict.Side{Article: article, Version: article + "-v1"}
		}
		if err := db.SetContradictions(t.Context(), nil, []contradict.Contradiction{
			{ID: "x", Kind: contradict.Amount, Left: side("1"), Right: side("3")}, {ID: "y", Kind: contradict.Amount, Left: side("4"), Right: side("3")},
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Rule(t.Context(), knowledge.Ruling{Contradiction: "y", Verdict: knowledge.BothHold, By: "op", At: now}); err != nil {
			t.Fatal(err)
		}
		ids := func(q knowledge.Browse) []string {
			t.Helper()
			q.At = now
			if q.Limit == 0 {
				q.Limit = 2
			}
			var got []string
			for {
				list, next, err := db.Browse(t.Context(), q)
				if err != nil || len(list) > q.Limit {
					t.Fatalf("%d of %d: %v", len(list), q.Limit, err)
				}
				for _, h := range list {
					got = append(got, h.Article.ID)
				}
				if q.After = next; next.ID == "" {
					return got
				}
			}
		}
		for name, c := range map[string]struct {
			q    knowledge.Browse
			want []string
		}{
			"all by title":      {knowledge.Browse{}, []string{"5", "2", "4", "1", "3"}},
			"accents and case":  {knowledge.Browse{Title: "ÉCR"}, []string{"1"}},
			"signs are letters": {knowledge.Browse{Title: "%"}, []string{"2"}},
			"underscore":        {knowledge.Browse{Title: "_"}, nil},
			"expired":           {knowledge.Browse{Sort: knowledge.Expired}, []string{"2"}},
			"due":               {knowledge.Browse{Sort: knowledge.ReviewDue}, []string{"3"}},
			"suspicious":        {knowledge.Browse{Sort: knowledge.Suspicious}, []string{"4"}},
			"contradicted":      {knowledge.Browse{Sort: knowledge.Contradicted}, []string{"1", "3"}},
			"french":            {knowledge.Browse{Language: desk.French}, []string{"3"}},
			"drafts":            {knowledge.Browse{Status: desk.StatusDraft}, []string{"5"}},
			"no such topic":     {knowledge.Browse{Topic: "none"}, nil},
		} {
			if diff := cmp.Diff(c.want, ids(c.q)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		// A contract set anew is found by its new dates.
		e, err := db.Entry(t.Context(), "1")
		if err != nil {
			t.Fatal(err)
		}
		e.Article.Contract.ValidUntil, e.Article.Contract.AmendedBy = now, "op"
		write(t, db, knowledge.Change{Kind: knowledge.Restate, Entry: knowledge.Entry{Article: e.Article}, From: 1})
		if got := ids(knowledge.Browse{Sort: knowledge.Expired}); !slices.Equal(got, []string{"2", "1"}) {
			t.Errorf("expired: %v", got)
		}
		if e, err = db.Entry(t.Context(), "1"); err != nil || e.Article.Contract.AmendedBy != "op" {
			t.Errorf("%+v %v", e.Article.Contract, err)
		}
	})
}

func TestEditions(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		db := newWorld(t, cfg).db
		write(t, db, newVersion("a", 1), newVersion("b", 1))
		write(t, db, newVersion("a", 2))
		got, err := db.Editions(t.Context(), "a")
		want := []knowledge.Edition{
			{ID: "a-v2", Number: 2, Title: "Title of a", Written: time.Date(2026, 11, 22, 12, 2, 0, 0, time.UTC)},
			{ID: "a-v1", Number: 1, Title: "Title of a", Written: time.Date(2026, 11, 22, 12, 1, 0, 0, time.UTC)},
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

// TestUpgradeToShelf: articles of a release that kept no titles for the list stand in it, with their dates.
func TestUpgradeToShelf(t *testing.T) {
	onEmpty(t, func(t *testing.T, cfg store.Config) {
		row := `INSERT INTO articles (id, source, name, path, language, title, url, topic, contract, status, version, number, hash, cut, suspicious, generation, updated_at)
			VALUES ('a', 's', 'a', 'a.md', 'fr', 'Écrans', '', 't', '{"status":"approved","valid_until":5}', 'approved', 'v', 1, 'h', 'c', FALSE, 1, 1)`
		if err := store.Earlier(t.Context(), cfg, 10, row); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		list, _, err := db.Browse(t.Context(), knowledge.Browse{Title: "ecrans", Sort: knowledge.Expired, At: time.Unix(1, 0), Limit: 5})
		if err != nil || len(list) != 1 {
			t.Errorf("%d found, %v", len(list), err)
		}
	})
}

// TestMissed gives what nothing answered, since a moment, the newest first; not what went to people for another reason, and
// no trial.
func TestMissed(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ask := func(question string, reason desk.Reason, trial bool) {
			t.Helper()
			w.clock.add(time.Hour)
			in := incoming("", question)
			in.Opening.Conversation.Trial = trial
			got, err := w.desk.Accept(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			d := desk.Decision{Action: desk.HandOver, Reason: reason, Language: desk.English, Question: question, Topic: "t"}
			if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
				t.Fatal(err)
			}
		}
		ask("long ago", desk.NotCovered, false)
		since := w.clock.now().Add(time.Minute)
		ask("first", desk.NotCovered, false)
		ask("angry", desk.Upset, false)
		ask("trial", desk.NotCovered, true)
		ask("second", desk.NotCovered, false)
		ask("third", desk.NotCovered, false)
		for limit, want := range map[int][]string{9: {"third", "second", "first"}, 2: {"third", "second"}} {
			got, err := w.db.Missed(t.Context(), since, limit)
			if err != nil {
				t.Fatal(err)
			}
			var questions []string
			for _, m := range got {
				questions = append(questions, m.Question)
				if m.Conversation == "" || m.Topic != "t" || m.Language != desk.English || m.At.Before(since) {
					t.Errorf("%+v", m)
				}
			}
			if diff := cmp.Diff(want, questions); diff != "" {
				t.Errorf("at most %d (-want +got):\n%s", limit, diff)
			}
		}
	})
}

// BenchmarkBrowse: a page of the list of 10,000 articles, at its end, by a word of the title, and by what needs a person.
func BenchmarkBrowse(b *testing.B) {
	if testing.Short() {
		b.Skip("left out: -short")
	}
	db := newWorld(b, store.Config{Folder: b.TempDir()}).db
	for i := range 100 {
		var changes []knowledge.Change
		for j := range 100 {
			c := newVersion(fmt.Sprintf("a%05d", 100*i+j), 1)
			c.Entry.Article.Title = fmt.Sprintf("Page %05d", 100*i+j)
			changes = append(changes, c)
		}
		if _, err := db.Write(b.Context(), changes); err != nil {
			b.Fatal(err)
		}
	}
	for name, q := range map[string]knowledge.Browse{
		"first": {}, "last": {After: knowledge.Place{Folded: "page 09940"}}, "title": {Title: "09999"}, "expired": {Sort: knowledge.Expired}, "contradicted": {Sort: knowledge.Contradicted},
	} {
		q.Limit, q.At = 50, time.Now()
		b.Run(name, func(b *testing.B) {
			timed(b, func(int) error {
				_, _, err := db.Browse(b.Context(), q)
				return err
			})
		})
	}
}
