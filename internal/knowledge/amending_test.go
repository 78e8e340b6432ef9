package knowledge_test

import (
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// TestAmendedTermsOutliveImports sets an end, changes the file, and imports again: the end stays. A stale page changes
// nothing.
func TestAmendedTermsOutliveImports(t *testing.T) {
	l, _ := library(t)
	bring := func(text string) {
		t.Helper()
		if _, err := l.Import(t.Context(), files(map[string]string{"a.md": text}), knowledge.Options{Source: "s", Trusted: true}); err != nil {
			t.Fatal(err)
		}
	}
	only := func() desk.Article {
		t.Helper()
		heads, err := l.List(t.Context(), knowledge.Query{})
		if err != nil || len(heads) != 1 {
			t.Fatalf("%d articles, %v", len(heads), err)
		}
		return heads[0].Article
	}
	bring("# A\n\nYou have 14 days.\n")
	a := only()
	stood, end := a.Contract, noon.Add(24*time.Hour)
	terms := desk.Contract{Owner: "Claire", ValidUntil: end, Scope: desk.Scope{"plan": {"garden"}}}
	got, err := l.Amend(t.Context(), knowledge.Amendment{Article: a.ID, From: a.Number, Contract: terms, Stood: stood, By: "op-1"})
	if err != nil || got.Contract.AmendedBy != "op-1" || got.Contract.Status != desk.StatusApproved {
		t.Fatalf("%+v %v", got.Contract, err)
	}
	if _, err := l.Amend(t.Context(), knowledge.Amendment{Article: a.ID, From: a.Number, Contract: desk.Contract{Owner: "Jonas"}, Stood: stood, By: "op-2"}); !desk.Is(err, desk.Conflict) {
		t.Errorf("a page that is out of date: %v, want Conflict", err)
	}
	bring("# A\n\nYou have 14 days.\n") // nothing new
	bring("# A\n\nYou have 15 days.\n")
	if c := only().Contract; only().Number != 2 || c.Owner != "Claire" || !c.ValidUntil.Equal(end) || c.Scope["plan"][0] != "garden" || c.AmendedBy != "op-1" {
		t.Errorf("after the file changed: %+v", c)
	}
	for name, m := range map[string]knowledge.Amendment{
		"never holds":  {Contract: desk.Contract{ValidFrom: end, ValidUntil: end}, By: "op"},
		"other key":    {Contract: desk.Contract{Scope: desk.Scope{"colour": {"red"}}}, By: "op"},
		"empty values": {Contract: desk.Contract{Scope: desk.Scope{"plan": nil}}, By: "op"},
		"nobody":       {Contract: terms},
	} {
		m.Article = a.ID
		if _, err := l.Amend(t.Context(), m); !desk.Is(err, desk.Invalid) {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
}

// TestRestoredIsADraft: what comes back supports nothing yet, and an import of the same file does not approve it.
func TestRestoredIsADraft(t *testing.T) {
	l, _ := library(t)
	texts := files(map[string]string{"a.md": "# A\n\nYou have 14 days.\n"})
	for range 2 {
		if _, err := l.Import(t.Context(), texts, knowledge.Options{Source: "s", Trusted: true}); err != nil {
			t.Fatal(err)
		}
		heads, err := l.List(t.Context(), knowledge.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if heads[0].Article.Contract.Status == desk.StatusDraft {
			return
		}
		if _, err := l.Withdraw(t.Context(), heads[0].Article.ID, "op"); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Restore(t.Context(), heads[0].Article.ID, "op"); err != nil {
			t.Fatal(err)
		}
	}
	t.Error("the import approved what a person brought back as a draft")
}

// TestPartialImportWithdrawsNothing takes one file of a source that has two.
func TestPartialImportWithdrawsNothing(t *testing.T) {
	l, _ := library(t)
	all := map[string]string{"a.md": "# A\n\nYou have 14 days.\n", "b.md": "# B\n\nWe open at nine.\n"}
	if _, err := l.Import(t.Context(), files(all), knowledge.Options{Source: "s", Trusted: true}); err != nil {
		t.Fatal(err)
	}
	one := files(map[string]string{"a.md": all["a.md"]})
	if report, err := l.Import(t.Context(), one, knowledge.Options{Source: "s", Trusted: true, Partial: true}); err != nil || report.Withdrawn != 0 {
		t.Errorf("a part: %d withdrawn, %v", report.Withdrawn, err)
	}
	report, err := l.Import(t.Context(), one, knowledge.Options{Source: "s", Trusted: true})
	if err != nil || report.Withdrawn != 1 {
		t.Errorf("a whole import: %d withdrawn, %v, want 1", report.Withdrawn, err)
	}
}

// TestSettledContradictions: both hold is not found again for these versions; a side called wrong stays silenced alone; a
// page that is withdrawn ends it.
func TestSettledContradictions(t *testing.T) {
	l, _ := library(t)
	bring := func(days string) {
		t.Helper()
		if _, err := l.Import(t.Context(), files(map[string]string{
			"returns.md": "# Returning a lamp\n\nYou can return a lamp within " + days + " days of delivery.\n",
			"faq.md":     "# Returning a lamp: questions\n\nYou can return a lamp within 30 days of delivery.\n",
		}), knowledge.Options{Source: "s", Trusted: true}); err != nil {
			t.Fatal(err)
		}
	}
	open := func() int {
		t.Helper()
		list, err := l.Contradictions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	bring("14")
	list, err := l.Recheck(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%d contradictions, %v", len(list), err)
	}
	if _, err := l.Settle(t.Context(), list[0].ID, knowledge.LeftHolds, false, "op"); err != nil {
		t.Fatal(err)
	}
	marked, err := l.Recheck(t.Context())
	if err != nil || len(marked) != 1 {
		t.Fatalf("%d contradictions, %v", len(marked), err)
	}
	if left, right := marked[0].Silenced(); left || !right {
		t.Errorf("silenced: left %v, right %v; want the right alone", left, right)
	}
	if _, err := l.Settle(t.Context(), list[0].ID, knowledge.BothHold, false, "op"); err != nil {
		t.Fatal(err)
	}
	if again, err := l.Recheck(t.Context()); err != nil || len(again) != 0 || open() != 0 {
		t.Errorf("found again: %v %v", again, err)
	}
	if _, err := l.Settle(t.Context(), list[0].ID, knowledge.BothHold, false, "op"); !desk.Is(err, desk.NotFound) {
		t.Errorf("settled twice: %v, want NotFound", err)
	}
	bring("21") // another version says another thing
	if list, err = l.Recheck(t.Context()); err != nil || len(list) != 1 {
		t.Fatalf("after a change: %d contradictions, %v", len(list), err)
	}
	if _, err := l.Settle(t.Context(), list[0].ID, "perhaps", false, "op"); !desk.Is(err, desk.Invalid) {
		t.Errorf("%v, want Invalid", err)
	}
	if _, err := l.Settle(t.Context(), list[0].ID, knowledge.RightHolds, true, "op"); err != nil || open() != 0 {
		t.Errorf("%d left, %v", open(), err)
	}
	wrong, err := l.Get(t.Context(), list[0].Left.Article)
	if err != nil || wrong.Article.Contract.Status != desk.StatusWithdrawn {
		t.Errorf("%+v %v", wrong.Article.Contract, err)
	}
}

// TestHashesOutliveTheUpgrade: what an import kept of an article before contracts could be amended still says that nothing
// has changed.
func TestHashesOutliveTheUpgrade(t *testing.T) {
	l, _ := library(t)
	if _, err := l.Import(t.Context(), files(map[string]string{"a.md": "---\nowner: Claire\nvalid_until: 2026-12-31\n---\n# A\n\nYou have 14 days.\n"}), knowledge.Options{Source: "s", Trusted: true}); err != nil {
		t.Fatal(err)
	}
	heads, err := l.List(t.Context(), knowledge.Query{})
	if err != nil || len(heads) != 1 || heads[0].Article.Hash != "c76a3a1bb62163d37baea3d1982f294a" {
		t.Errorf("%+v %v", heads, err)
	}
}
