package knowledge_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// library makes a library on a fresh SQLite base.
func library(t testing.TB) (*knowledge.Library, *store.DB) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return over(db, db), db
}

// over makes a library on a shelf.
func over(shelf knowledge.Shelf, conflicts knowledge.Conflicts) *knowledge.Library {
	n := 0
	return knowledge.New(knowledge.Config{
		Shelf: shelf, Conflicts: conflicts, Now: func() time.Time { return noon },
		NewID: func() string { n++; return "ver_" + strconv.Itoa(1_000_000+n) },
	})
}

// testdata gives a folder of the real data, or skips aloud.
func testdata(t testing.TB, parts ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("measuring on public sets takes minutes: the run without -short does it")
	}
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("VIGIE_TESTDATA is not set: the real help centres are not here")
	}
	folder := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the real help centre is not here: %v", err)
	}
	return folder
}

// files makes a file system of texts.
func files(texts map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range texts {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func imported(t testing.TB, l *knowledge.Library, fsys fs.FS, opts knowledge.Options) knowledge.Report {
	t.Helper()
	report, err := l.Import(t.Context(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// byPath gives every article of a library, withdrawn ones too.
func byPath(t testing.TB, l *knowledge.Library) map[string]knowledge.Entry {
	t.Helper()
	entries, _, err := l.Changed(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]knowledge.Entry{}
	for _, e := range entries {
		all[e.Article.Path] = e
	}
	return all
}

func TestImportReadsWhatFilesSay(t *testing.T) {
	l, _ := library(t)
	imported(t, l, files(map[string]string{
		"02.billing/refunds.md": "---\ntitle: Getting a refund\nlang: en\nurl: https://help.example/refund\ntopic: Money Back\nowner: claire\nstatus: approved\n" +
			"valid_from: 2026-01-05\nvalid_until: 2026-12-31\nreview_by: 2026-11-30\napplies_to: {plan: [Garden]}\n---\nYou get your money back within 5 days.\n",
		"02.billing/invoices.md":    "# Where your invoices are\n\nThey are in your account, under Orders.\n",
		"02.billing/invoices.fr.md": "# Où sont vos factures\n\nElles sont dans votre compte, sous Commandes.\n",
		"cli/v8/commands/login.md":  "Use this command to log in to the registry from your terminal.\n",
		"de/konto.md":               "# Konto\n\nDas Konto wird von uns nicht mit der Karte geführt, und Sie können es löschen.\n",
		"names.md":                  "Alpha Beta Gamma",
		"picture.png":               "not text",
		".git/config.md":            "hidden",
	}), knowledge.Options{Trusted: true, URL: "https://docs.example/", Scope: []string{"cli/{version}"}})
	got := byPath(t, l)
	type facts struct {
		Key, Title, URL, Topic string
		Language               desk.Language
		Contract               desk.Contract
	}
	brought := func(scope desk.Scope) desk.Contract {
		return desk.Contract{Scope: scope, Status: desk.StatusApproved, ApprovedBy: knowledge.ByImport}
	}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	want := map[string]facts{
		"02.billing/refunds.md": {"02.billing/refunds", "Getting a refund", "https://help.example/refund", "money-back", "en", desk.Contract{
			Owner: "claire", ValidFrom: day(2026, 1, 5), ValidUntil: day(2027, 1, 1), ReviewBy: day(2026, 12, 1),
			Scope: desk.Scope{"plan": {"garden"}}, Status: desk.StatusApproved, ApprovedBy: knowledge.ByImport,
		}},
		"02.billing/invoices.md":    {"02.billing/invoices", "Where your invoices are", "https://docs.example/02.billing/invoices", "billing", "en", brought(nil)},
		"02.billing/invoices.fr.md": {"02.billing/invoices", "Où sont vos factures", "https://docs.example/02.billing/invoices.fr", "billing", "fr", brought(nil)},
		"cli/v8/commands/login.md":  {"cli/v8/commands/login", "Login", "https://docs.example/cli/v8/commands/login", "cli", "en", brought(desk.Scope{"version": {"v8"}})},
		"names.md":                  {"names", "Names", "https://docs.example/names", "other", "en", brought(nil)},
	}
	for path, w := range want {
		a := got[path].Article
		if diff := cmp.Diff(w, facts{a.Key, a.Title, a.URL, a.Topic, a.Language, a.Contract}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	if extra := slices.Sorted(maps.Keys(got)); len(extra) != len(want) {
		t.Errorf("imported %v", extra)
	}
}

func TestImportOfRecords(t *testing.T) {
	l, _ := library(t)
	report := imported(t, l, files(map[string]string{"sheets.jsonl": strings.Join([]string{
		`{"id":"a_1","article":"A","text":"Demander un passeport\n\nLe passeport coûte 86 €."}`,
		`{"id":"b","title":"Carte","theme":"Papiers","text":"La carte d'identité est gratuite pour vous."}`,
		`{"id":"a_2","article":"A","text":"Demander un passeport\n\nIl est prêt sous 15 jours chez vous."}`,
		`{"id":"c","text":`,
		`{"id":"d"}`,
	}, "\n")}), knowledge.Options{Trusted: true})
	got := byPath(t, l)
	a := got["sheets.jsonl#A"].Article
	first, second := strings.Index(a.Text, "86"), strings.Index(a.Text, "15 jours")
	if a.Title != "Demander un passeport" || first < 0 || second < first {
		t.Errorf("sections of one article are not joined in file order: %+v", a)
	}
	if b := got["sheets.jsonl#b"].Article; b.Topic != "papiers" || b.Language != desk.French || b.Title != "Carte" {
		t.Errorf("record b: %+v", b)
	}
	if report.Added != 2 || len(report.Skipped) != 2 {
		t.Errorf("report %+v", report)
	}
	for i, line := range []string{"line 4", "line 5"} {
		if !strings.Contains(report.Skipped[i].Reason, line) {
			t.Errorf("%q does not name %s", report.Skipped[i].Reason, line)
		}
	}
}

func TestBrokenFilesAreNamedAndTheRestGoesIn(t *testing.T) {
	tests := map[string]struct{ data, says string }{
		"latin1.md":   {"Le caf\xe9 est l\xe0.", "line 1"},
		"yaml.md":     {"---\ntitle: a: b: c\n---\nText.", "YAML"},
		"date.md":     {"---\nvalid_until: tomorrow\n---\nText.", "valid_until"},
		"open.md":     {"---\ntitle: never closed\nText.", "closed"},
		"huge.md":     {strings.Repeat("word ", 6<<20/5), "split"},
		"empty.md":    {"", "empty"},
		"blank.txt":   {" \n\n ", "empty"},
		"binary.html": {"\x00\x01\x02", "UTF-8"},
		"status.md":   {"---\nstatus: finished\n---\nText.", "status"},
	}
	texts := map[string]string{"good.md": "# Fine\n\nThis is a page that can be read by you and all of us."}
	for name, tt := range tests {
		texts[name] = tt.data
	}
	l, _ := library(t)
	report := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	if report.Added != 1 || len(report.Skipped) != len(tests) {
		t.Errorf("added %d, skipped %d: %+v", report.Added, len(report.Skipped), report.Skipped)
	}
	for _, s := range report.Skipped {
		if tt := tests[s.Path]; !strings.HasPrefix(s.Reason, s.Path) || !strings.Contains(s.Reason, tt.says) {
			t.Errorf("%s: %q does not say %q", s.Path, s.Reason, tt.says)
		}
	}
	delete(texts, "good.md")
	if _, err := l.Import(t.Context(), files(texts), knowledge.Options{Trusted: true}); !desk.Is(err, desk.Invalid) {
		t.Errorf("an import of nothing but broken files: %v", err)
	}
	if good := byPath(t, l)["good.md"]; good.Article.Contract.Status != desk.StatusApproved {
		t.Error("an import that could read nothing withdrew what stood")
	}
}

func TestAPageThatBreaksStaysAsItWas(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{"a.md": "# One\n\nThis is the page as it was at first.", "b.md": "# Two\n\nThis is another page of the same."}
	imported(t, l, files(texts), knowledge.Options{Trusted: true})
	texts["a.md"] = "---\ntitle: [\n---\nBroken."
	report := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	if report.Withdrawn != 0 || len(report.Skipped) != 1 || !report.Skipped[0].Stays {
		t.Errorf("report %+v", report)
	}
	if a := byPath(t, l)["a.md"].Article; a.Contract.Status != desk.StatusApproved || a.Title != "One" {
		t.Errorf("the page of before: %+v", a)
	}
}

func TestSecondImportReportsOnlyChanges(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{}
	for i := range 250 { // more than two batches
		texts[fmt0("page-%03d.md", i)] = fmt0("# Page %d\n\nThis is what page has to say about your orders.", i)
	}
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true}); r.Added != 250 || r.Units < 250 {
		t.Fatalf("first: %+v", r)
	}
	before := byPath(t, l)
	_, stood, err := l.Changed(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	again := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	if diff := cmp.Diff(knowledge.Report{Unchanged: 250, Units: again.Units}, again); diff != "" {
		t.Errorf("nothing changed (-want +got):\n%s", diff)
	}
	texts["page-000.md"] += " And a word more."
	delete(texts, "page-001.md")
	texts["new.md"] = "# New\n\nThis page was not there before, and now it is."
	r := imported(t, l, files(texts), knowledge.Options{Trusted: true})
	if r.Added != 1 || r.Changed != 1 || r.Withdrawn != 1 || r.Unchanged != 248 {
		t.Errorf("third: %+v", r)
	}
	entries, _, err := l.Changed(t.Context(), stood)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range entries {
		paths = append(paths, e.Article.Path+" "+string(e.Article.Contract.Status)+" "+strconv.Itoa(e.Article.Number))
	}
	slices.Sort(paths)
	if diff := cmp.Diff([]string{"new.md approved 1", "page-000.md approved 2", "page-001.md withdrawn 1"}, paths); diff != "" {
		t.Error(diff)
	}
	if a, b := before["page-000.md"], byPath(t, l)["page-000.md"]; a.Article.ID != b.Article.ID || a.Article.Version == b.Article.Version {
		t.Errorf("a change keeps the article and makes a version: %+v %+v", a.Article, b.Article)
	}
	old, err := l.Version(t.Context(), before["page-000.md"].Article.Version)
	if err != nil || old.Article.Text != before["page-000.md"].Article.Text {
		t.Errorf("the version of before is lost: %v, %v", old, err)
	}
	texts["page-001.md"] = "# Page 1\n\nThis is what page has to say about your orders."
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true}); r.Changed != 1 || byPath(t, l)["page-001.md"].Article.Contract.Status != desk.StatusApproved {
		t.Errorf("a page that came back: %+v", r)
	}
}

func fmt0(format string, n int) string {
	return strings.Replace(strings.Replace(format, "%03d", pad(n), 1), "%d", strconv.Itoa(n), 1)
}

func pad(n int) string { return strings.Repeat("0", 3-len(strconv.Itoa(n))) + strconv.Itoa(n) }

func TestApprovalByImport(t *testing.T) {
	tests := []struct {
		name, front string
		opts        knowledge.Options
		want        desk.Status
	}{
		{"trusted", "", knowledge.Options{Trusted: true}, desk.StatusApproved},
		{"trusted, says approved", "status: approved", knowledge.Options{Trusted: true}, desk.StatusApproved},
		{"trusted, says draft", "status: draft", knowledge.Options{Trusted: true}, desk.StatusDraft},
		{"trusted, says withdrawn", "status: withdrawn", knowledge.Options{Trusted: true}, desk.StatusWithdrawn},
		{"as draft", "status: approved", knowledge.Options{Trusted: true, AsDraft: true}, desk.StatusDraft},
		{"nobody vouches", "status: approved", knowledge.Options{}, desk.StatusDraft},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, _ := library(t)
			imported(t, l, files(map[string]string{"a.md": "---\ntitle: A\n" + tt.front + "\n---\nThis is the text of the page."}), tt.opts)
			c := byPath(t, l)["a.md"].Article.Contract
			if c.Status != tt.want || (c.Status == desk.StatusApproved) != (c.ApprovedBy == knowledge.ByImport && c.InForce(noon)) {
				t.Errorf("got %+v, want %s", c, tt.want)
			}
		})
	}
}

func TestWhatAnOperatorDecidedOutlivesImports(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{"a.md": "# A\n\nThis is the first of the pages.", "b.md": "# B\n\nThis is the second of the pages."}
	imported(t, l, files(texts), knowledge.Options{AsDraft: true})
	ids := map[string]string{}
	for path, e := range byPath(t, l) {
		ids[path] = e.Article.ID
	}
	if _, err := l.Approve(t.Context(), ids["a.md"], "op-claire"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Withdraw(t.Context(), ids["b.md"], "op-claire"); err != nil {
		t.Fatal(err)
	}
	if r := imported(t, l, files(texts), knowledge.Options{AsDraft: true}); r.Unchanged != 2 {
		t.Errorf("the same as drafts: %+v", r)
	}
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true}); r.Unchanged != 2 || r.Held != 1 {
		t.Errorf("the same, trusted: %+v", r)
	}
	texts["b.md"] += " It was mended."
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true}); r.Changed != 1 || r.Held != 1 {
		t.Errorf("the withdrawn page changed: %+v", r)
	}
	all := byPath(t, l)
	if a, b := all["a.md"].Article.Contract, all["b.md"].Article.Contract; a.Status != desk.StatusApproved || a.ApprovedBy != "op-claire" ||
		b.Status != desk.StatusWithdrawn || b.ApprovedBy != "op-claire" || all["b.md"].Article.Number != 2 {
		t.Errorf("what stands: %+v %+v", a, b)
	}
	texts["a.md"] += " It was changed."
	imported(t, l, files(texts), knowledge.Options{AsDraft: true})
	if a := byPath(t, l)["a.md"].Article.Contract; a.Status != desk.StatusDraft {
		t.Errorf("a changed text keeps the approval of the old one: %+v", a)
	}
	for _, by := range []string{"", knowledge.ByImport} {
		if _, err := l.Approve(t.Context(), ids["a.md"], by); !desk.Is(err, desk.Invalid) {
			t.Errorf("approved by %q: %v", by, err)
		}
	}
}

func TestImportOfPartsLeavesTheRest(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{"a/one.md": "---\ntopic: first\n---\n# One\n\nThis is the first of the pages.", "b/two.md": "# Two\n\nThis is the second of the pages."}
	imported(t, l, files(texts), knowledge.Options{Trusted: true})
	delete(texts, "b/two.md")
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true, Path: "a"}); r.Unchanged != 1 || r.Withdrawn != 0 {
		t.Errorf("a folder: %+v", r)
	}
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true, Path: "a/one.md"}); r.Unchanged != 1 || r.Withdrawn != 0 {
		t.Errorf("a file: %+v", r)
	}
	if r := imported(t, l, files(texts), knowledge.Options{Trusted: true, Source: "second"}); r.Added != 1 || r.Withdrawn != 0 {
		t.Errorf("another source: %+v", r)
	}
	for path, kind := range map[string]desk.Kind{"none": desk.NotFound, "../x": desk.Invalid, "/a": desk.Invalid} {
		if _, err := l.Import(t.Context(), files(texts), knowledge.Options{Path: path}); !desk.Is(err, kind) {
			t.Errorf("path %q: %v, want %v", path, err, kind)
		}
	}
	if _, err := l.Import(t.Context(), files(map[string]string{"x.png": ""}), knowledge.Options{}); !desk.Is(err, desk.Invalid) {
		t.Errorf("a folder without articles: %v", err)
	}
}

func TestProgressEndsWhole(t *testing.T) {
	l, _ := library(t)
	texts := map[string]string{"broken.md": "\xff"}
	for i := range 30 {
		texts[fmt0("p%d.md", i)] = fmt0("# Page %d\n\nThis is what it says.", i)
	}
	last, lastTotal := 0, 0
	imported(t, l, files(texts), knowledge.Options{Trusted: true, Progress: func(done, total int) {
		if done <= last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last, lastTotal = done, total
	}})
	if last == 0 || last != lastTotal {
		t.Errorf("ended at %d of %d", last, lastTotal)
	}
}
