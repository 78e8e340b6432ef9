package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
	"github.com/vigie-desk/vigie/internal/store"
)

// Whatever is written, changed, broken and taken away between imports: ids stay, versions only grow and only where
// something changed, what is gone is withdrawn, what was said once can be read back, and the units cover each text.
func TestVersionsFollowTheFiles(t *testing.T) {
	l, _ := library(t)
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		source := fmt.Sprint("run", runs)
		model := map[string]string{"keep.md": "# Keep\n\nThis page is always there."}
		versions, texts := map[string]string{}, map[string]string{} // path -> version; version -> text
		for range rapid.IntRange(1, 6).Draw(rt, "imports") {
			for range rapid.IntRange(0, 4).Draw(rt, "edits") {
				path := rapid.SampledFrom([]string{"a.md", "b.md", "c/d.md"}).Draw(rt, "path")
				switch rapid.IntRange(0, 3).Draw(rt, "edit") {
				case 0:
					delete(model, path)
				case 1:
					model[path] = "\xff" // cannot be read: what stood stays
				default:
					n := rapid.IntRange(1, 3).Draw(rt, "text")
					model[path] = fmt.Sprintf("# Page %s\n\nIt says that you have %d days for it.\n\n- one\n- two\n", path, n)
				}
			}
			before := ofSource(rt, l, source)
			if _, err := l.Import(context.Background(), files(model), knowledge.Options{Source: source, Trusted: true}); err != nil {
				rt.Fatal(err)
			}
			after := ofSource(rt, l, source)
			for path, e := range after {
				checkEntry(rt, e)
				was, known := before[path]
				text, there := model[path]
				switch {
				case known && was.Article.ID != e.Article.ID:
					rt.Fatalf("%s: the id changed", path)
				case text == "\xff" && known && !cmp.Equal(was, e):
					rt.Fatalf("%s: a broken file changed the article", path)
				case text == "\xff":
				case there != (e.Article.Contract.Status == desk.StatusApproved):
					rt.Fatalf("%s: file there is %v, status %s", path, there, e.Article.Contract.Status)
				case known && was.Article.Text == e.Article.Text && was.Article.Contract.Status == e.Article.Contract.Status && was.Article.Version != e.Article.Version:
					rt.Fatalf("%s: a version without a change", path)
				case known && e.Article.Number < was.Article.Number, known && e.Article.Number > was.Article.Number+1:
					rt.Fatalf("%s: number %d after %d", path, e.Article.Number, was.Article.Number)
				}
				versions[path], texts[e.Article.Version] = e.Article.Version, e.Article.Text
			}
			for path := range model {
				if _, there := after[path]; !there && model[path] != "\xff" {
					rt.Fatalf("%s did not go in", path)
				}
			}
		}
		for version, text := range texts {
			old, err := l.Version(context.Background(), version)
			if err != nil || old.Article.Text != text {
				rt.Fatalf("version %s cannot be read back: %v", version, err)
			}
		}
	})
}

func ofSource(t rapid.TB, l *knowledge.Library, source string) map[string]knowledge.Entry {
	t.Helper()
	heads, err := l.List(context.Background(), knowledge.Query{Source: source})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]knowledge.Entry{}
	for _, h := range heads {
		e, err := l.Get(context.Background(), h.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		all[e.Article.Path] = e
	}
	return all
}

// checkEntry checks that units are numbered within their version and cover the text.
func checkEntry(t rapid.TB, e knowledge.Entry) {
	t.Helper()
	end, runes := 0, []rune(e.Article.Text)
	for i, u := range e.Units {
		if u.ID != fmt.Sprintf("%s/%d", e.Article.Version, i) || u.Article != e.Article.ID || u.Version != e.Article.Version || u.Ordinal != i || u.Start != end {
			t.Fatalf("unit %d of %s: %+v, expected to start at %d", i, e.Article.Version, u, end)
		}
		end = u.End
	}
	if end != len(runes) {
		t.Fatalf("the units of %s end at %d of %d", e.Article.Version, end, len(runes))
	}
}

// flaky fails its write number fail, as a machine that goes down between two batches.
type flaky struct {
	*store.DB
	fail, writes int
}

var errDown = errors.New("down")

func (f *flaky) Write(ctx context.Context, changes []knowledge.Change) (int64, error) {
	if f.writes++; f.writes == f.fail {
		return 0, errDown
	}
	return f.DB.Write(ctx, changes)
}

func TestAnImportCutOffIsCompletedByTheNext(t *testing.T) {
	_, db := library(t)
	texts := map[string]string{}
	for i := range 250 {
		texts[fmt0("p%03d.md", i)] = fmt0("# Page %d\n\nThis is what it says of your orders.", i)
	}
	shelf := &flaky{DB: db, fail: 3}
	l := over(shelf, db)
	if _, err := l.Import(t.Context(), files(texts), knowledge.Options{Trusted: true}); !errors.Is(err, errDown) {
		t.Fatalf("the third batch: %v", err)
	}
	half := byPath(t, l)
	if len(half) != 200 {
		t.Fatalf("%d articles after two batches of 100", len(half))
	}
	for _, e := range half {
		checkEntry(t, e)
	}
	r := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	if r.Added != 50 || r.Unchanged != 200 || len(byPath(t, l)) != 250 {
		t.Errorf("the second import: %+v", r)
	}
}

// witness sees whether the contradictions of an article are kept before the article itself.
type witness struct {
	*store.DB
	t      *testing.T
	expect int
}

func (w *witness) Write(ctx context.Context, changes []knowledge.Change) (int64, error) {
	found, err := w.Contradictions(ctx)
	if err != nil || len(found) != w.expect {
		w.t.Errorf("%d contradictions are known before the write (%v), want %d", len(found), err, w.expect)
	}
	return w.DB.Write(ctx, changes)
}

const (
	thirty   = "# Sending things back\n\nUnused pots can be sent back within 30 days of delivery."
	fourteen = "# Pots and tools\n\nUnused pots can be sent back within 14 days of delivery."
)

func TestContradictionsAreKnownBeforeTheText(t *testing.T) {
	_, db := library(t)
	w := &witness{DB: db, t: t}
	l := over(w, db)
	imported(t, l, files(map[string]string{"a.md": thirty}), knowledge.Options{Trusted: true})
	w.expect = 1
	r := imported(t, l, files(map[string]string{"a.md": thirty, "b.md": fourteen}), knowledge.Options{Trusted: true})
	if r.Contradictions != 1 || r.Withholding != 1 {
		t.Errorf("report %+v", r)
	}
}

func TestContradictionsFollowEveryChange(t *testing.T) {
	l, _ := library(t)
	imported(t, l, files(map[string]string{"a.md": thirty}), knowledge.Options{Trusted: true})
	expect := func(step string, want int) {
		t.Helper()
		kept, err := l.Contradictions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		anew, err := l.Recheck(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(anew, kept); diff != "" || len(kept) != want {
			t.Errorf("%s: %d contradictions, want %d (-anew +kept):\n%s", step, len(kept), want, diff)
		}
	}
	put := func(text string, status desk.Status) {
		t.Helper()
		if _, _, err := l.Put(t.Context(), knowledge.Page{ID: "faq", Text: text, Contract: desk.Contract{Status: status, ApprovedBy: "op"}}); err != nil {
			t.Fatal(err)
		}
	}
	put(fourteen, desk.StatusDraft)
	expect("a draft states nothing", 0)
	if _, err := l.Approve(t.Context(), "faq", "op"); err != nil {
		t.Fatal(err)
	}
	expect("approved", 1)
	put(strings.Replace(fourteen, "14", "30", 1), desk.StatusApproved)
	expect("mended", 0)
	put(fourteen, desk.StatusApproved)
	expect("back", 1)
	if err := l.Delete(t.Context(), "faq", "op"); err != nil {
		t.Fatal(err)
	}
	expect("deleted", 0)
}

func TestPut(t *testing.T) {
	l, _ := library(t)
	contract := desk.Contract{Owner: "claire", Status: desk.StatusApproved, ApprovedBy: "key:1"}
	page := knowledge.Page{ID: "refunds", Text: "---\ntopic: billing\n---\n# Refunds\n\nYou get your money back within 5 days.", Contract: contract}
	first, changed, err := l.Put(t.Context(), page)
	if err != nil || !changed || first.Article.Title != "Refunds" || first.Article.Topic != "billing" || first.Article.Language != desk.English ||
		first.Article.Contract.Owner != "claire" || first.Article.Number != 1 || !first.Article.Contract.InForce(noon) {
		t.Fatalf("first: %+v, %v, %v", first.Article, changed, err)
	}
	checkEntry(t, first)
	again, changed, err := l.Put(t.Context(), page)
	if err != nil || changed || !cmp.Equal(first, again) {
		t.Errorf("the same again: %v, %v, %s", changed, err, cmp.Diff(first, again))
	}
	page.Title = "Getting a refund"
	if second, changed, err := l.Put(t.Context(), page); err != nil || !changed || second.Article.Number != 2 || second.Article.Title != "Getting a refund" {
		t.Errorf("another title: %+v, %v, %v", second.Article, changed, err)
	}
	if err := l.Delete(t.Context(), "refunds", "op-claire"); err != nil {
		t.Fatal(err)
	}
	if held, _, err := l.Put(t.Context(), page); err != nil || held.Article.Contract.Status != desk.StatusWithdrawn {
		t.Errorf("what an operator withdrew came back by a put: %+v, %v", held.Article.Contract, err)
	}
	page.Contract.ApprovedBy = "op-claire"
	if back, _, err := l.Put(t.Context(), page); err != nil || back.Article.Contract.Status != desk.StatusApproved {
		t.Errorf("who withdrew it cannot bring it back: %+v, %v", back.Article.Contract, err)
	}
	unsigned := knowledge.Page{ID: "x", Text: "Nobody answers for this text.", Contract: desk.Contract{Status: desk.StatusApproved}}
	if e, _, err := l.Put(t.Context(), unsigned); err != nil || e.Article.Contract.Status != desk.StatusDraft {
		t.Errorf("approved by nobody: %+v, %v", e.Article.Contract, err)
	}
}

func TestPutRefuses(t *testing.T) {
	l, _ := library(t)
	imported(t, l, files(map[string]string{"a.md": thirty}), knowledge.Options{Trusted: true})
	id := byPath(t, l)["a.md"].Article.ID
	for name, tt := range map[string]struct {
		page knowledge.Page
		want desk.Kind
	}{
		"no id":             {knowledge.Page{Text: "Text."}, desk.Invalid},
		"id with a slash":   {knowledge.Page{ID: "a/b", Text: "Text."}, desk.Invalid},
		"id too long":       {knowledge.Page{ID: strings.Repeat("x", 201), Text: "Text."}, desk.Invalid},
		"no text":           {knowledge.Page{ID: "a", Text: " \n"}, desk.Invalid},
		"broken front":      {knowledge.Page{ID: "a", Text: "---\nlang: [\n---\nText."}, desk.Invalid},
		"too long":          {knowledge.Page{ID: "a", Text: strings.Repeat("word ", 6<<20/5)}, desk.TooLarge},
		"an import's":       {knowledge.Page{ID: id, Text: "Text."}, desk.Conflict},
		"would never hold":  {knowledge.Page{ID: "a", Text: "Text.", Contract: desk.Contract{ValidFrom: noon, ValidUntil: noon}}, desk.Invalid},
		"no such status":    {knowledge.Page{ID: "a", Text: "Text.", Contract: desk.Contract{Status: "done"}}, desk.Invalid},
		"a hidden language": {knowledge.Page{ID: "a", Text: "Text.", Language: "de"}, desk.Invalid},
	} {
		if _, _, err := l.Put(t.Context(), tt.page); !desk.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := l.Get(t.Context(), "none"); !desk.Is(err, desk.NotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

func TestNewScopeValuesCutOldPagesAnew(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{"plans.md": "# Plans\n\n## Garden\n\nYou get five plants in each box.\n\n## Orchard\n\nYou get one tree in each box."}
	imported(t, l, files(texts), knowledge.Options{Trusted: true})
	before := byPath(t, l)["plans.md"]
	texts["garden.md"] = "---\napplies_to: {plan: [garden, orchard]}\n---\n# Pausing\n\nYou can pause the plan for a month."
	r := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	after := byPath(t, l)["plans.md"]
	if r.Recut != 1 || r.Changed != 0 || before.Article.Version != after.Article.Version || cmp.Equal(before.Units, after.Units) {
		t.Errorf("report %+v; units %+v", r, after.Units)
	}
	scoped := 0
	for _, u := range after.Units {
		scoped += len(u.Scope["plan"])
	}
	if scoped != 2 {
		t.Errorf("%d units know their plan, want 2: %+v", scoped, after.Units)
	}
}

// The demo company holds one contradiction, planted in both languages, and nothing else that withholds.
func TestDemoCompanyHasItsOneContradiction(t *testing.T) {
	l, _ := library(t)
	imported(t, l, demo, knowledge.Options{Trusted: true})
	paths := map[string]string{}
	for path, e := range byPath(t, l) {
		paths[e.Article.ID] = path
	}
	found, err := l.Contradictions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]contradict.Kind{}
	for _, c := range found {
		got[min(paths[c.Left.Article], paths[c.Right.Article])+" "+max(paths[c.Left.Article], paths[c.Right.Article])] = c.Kind
		if c.Left.Value == c.Right.Value || !c.Withholds {
			t.Errorf("%+v", c)
		}
	}
	if diff := cmp.Diff(map[string]contradict.Kind{
		"returns/pots-and-tools.md returns/return-an-item.md":       contradict.Duration,
		"returns/pots-and-tools.fr.md returns/return-an-item.fr.md": contradict.Duration,
	}, got); diff != "" || len(found) != 2 {
		t.Errorf("%d found:\n%s", len(found), diff)
	}
}
