package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

const returnsPage = "# Returns\n\nYou can return a lamp within 60 days. Keep the receipt.\n\nWe pay the postage.\n"

// toldFrom has the assistant quote the first passage of an article that holds a text.
func (w *world) toldFrom(t *testing.T, e knowledge.Entry, text string) {
	t.Helper()
	for _, u := range e.Units {
		if !strings.Contains(u.Text, text) {
			continue
		}
		got := w.accept(t, "", "How is it?")
		d := answered()
		d.Draft.Text, d.Draft.Claims[0].Text = text, text
		d.Draft.Claims[0].Evidence = []desk.Evidence{{Article: e.Article.ID, Version: e.Article.Version, Unit: u.ID, Start: u.Start, End: u.End}}
		if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("no passage says %q", text)
}

// proposals gives the kinds and what changed of the recalls that there are, the oldest first, after two looks at the knowledge.
func (w *world) proposals(t *testing.T) (kinds []string, last recall.Recall) {
	t.Helper()
	for range 2 {
		if err := w.recalls().Consider(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	lines, _, err := w.db.Recalls(t.Context(), "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range slices.Backward(lines) {
		last = line.Recall
		kinds = append(kinds, string(last.Kind)+" "+strings.Join(last.Seeds[0].Changed, ","))
	}
	return kinds, last
}

// A text that changes in what it binds proposes one recall, once; one that is only reworded, and one that nobody was told of,
// propose none. So do a withdrawal, and an end that is brought forward.
func TestRecallProposesItself(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		library := knowledge.New(knowledge.Config{Shelf: w.db, Conflicts: w.db, Now: w.clock.now, NewID: newID})
		put := func(text string) knowledge.Entry {
			t.Helper()
			w.clock.add(time.Minute)
			e, _, err := library.Put(ctx, knowledge.Page{ID: "returns", Text: text, Language: desk.English, Contract: desk.Contract{Status: desk.StatusApproved, ApprovedBy: "ben"}})
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		want := func(why string, kinds ...string) recall.Recall {
			t.Helper()
			got, last := w.proposals(t)
			if strings.Join(got, "|") != strings.Join(kinds, "|") {
				t.Fatalf("%s: %q, want %q", why, got, kinds)
			}
			return last
		}
		want("nothing there")
		put(returnsPage)
		put(strings.Replace(returnsPage, "60", "61", 1))
		want("nobody was told")
		first := put(returnsPage)
		w.toldFrom(t, first, "You can return a lamp within 60 days.")
		put(strings.Replace(returnsPage, "the postage", "all of the postage", 1))
		want("another passage changed")
		put(strings.Replace(returnsPage, "You can return a lamp within 60 days.", "Within 60 days you can return a lamp.", 1))
		want("other words")
		put(strings.Replace(returnsPage, "60 days", "14 days", 1))
		r := want("another number", "change number")
		if r.ProposedBy != "" || r.State != recall.Proposed || len(w.standings(t, r.ID)) != 1 {
			t.Errorf("%+v", r)
		}
		k, err := w.db.Corrections(ctx, r.ID)
		if err != nil || len(k) != 1 || !strings.Contains(k[0].Text, "You can return a lamp within 14 days.") {
			t.Errorf("drafted %+v, %v", k, err)
		}
		fourteen := put(strings.Replace(strings.Replace(returnsPage, "60 days", "14 days", 1), "receipt", "bill", 1))
		want("something else changed", "change number")
		w.toldFrom(t, fourteen, "You can return a lamp within 14 days.")
		amended := fourteen.Article.Contract
		amended.ValidUntil = w.clock.now().Add(24 * time.Hour)
		if _, err := library.Amend(ctx, knowledge.Amendment{Article: "returns", From: fourteen.Article.Number, Contract: amended, Stood: fourteen.Article.Contract, By: "ben"}); err != nil {
			t.Fatal(err)
		}
		want("its end is brought forward", "change number", "expiry ")
		if err := library.Delete(ctx, "returns", "ben"); err != nil {
			t.Fatal(err)
		}
		want("withdrawn", "change number", "expiry ", "withdraw ")
	})
}
