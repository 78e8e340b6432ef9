package knowledge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// webPage makes a page of HTML.
func webPage(place, text string) knowledge.WebPage {
	return knowledge.WebPage{
		Place: place, Form: ".html", URL: "https://h/" + place,
		Data: []byte(`<html lang="en"><head><title>` + place + `</title><link rel="canonical" href="../not/resolved"></head><body><p>` + text),
	}
}

func failed(place string) knowledge.WebPage {
	return knowledge.WebPage{Place: place, Fault: desk.Errorf(desk.Unavailable, "https://h/%s: answered 503", place)}
}

func importedSite(t *testing.T, l *knowledge.Library, site knowledge.Site) knowledge.Report {
	t.Helper()
	report, err := l.ImportSite(t.Context(), site, knowledge.Options{Source: "h", Trusted: true})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// counts is what a report says of articles.
type counts struct{ Added, Changed, Unchanged, Withdrawn, Skipped int }

func countsOf(r knowledge.Report) counts {
	return counts{r.Added, r.Changed, r.Unchanged, r.Withdrawn, len(r.Skipped)}
}

func TestSecondImportOfASite(t *testing.T) {
	l, _ := library(t)
	pages := []knowledge.WebPage{webPage("docs", "How this works for you."), webPage("docs/a", "The delivery takes two days."), webPage("docs/b", "You can pay by card."), webPage("faq?id=1", "We are open on Monday.")}
	site := knowledge.Site{Pages: pages, Notes: []string{"a note"}, Ignored: 3}
	report := importedSite(t, l, site)
	if diff := cmp.Diff(counts{Added: 4}, countsOf(report)); diff != "" || report.Notes[0] != "a note" || report.Ignored != 3 {
		t.Errorf("first: notes %q, ignored %d: %s", report.Notes, report.Ignored, diff)
	}
	if a := byPath(t, l)["docs/a"].Article; a.URL != "https://h/docs/a" || a.Source != "h" || a.Topic != "other" || a.Contract.ApprovedBy != knowledge.ByImport || a.Language != desk.English {
		t.Errorf("%+v", a)
	}
	steps := []struct {
		name  string
		pages []knowledge.WebPage
		below string
		part  bool
		want  counts
	}{
		{"the same", pages, "", false, counts{Unchanged: 4}},
		{"one failed, of which nothing is known", []knowledge.WebPage{pages[0], failed("docs/a"), pages[2], pages[3]}, "", false, counts{Unchanged: 3, Skipped: 1}},
		{"a failed one is no folder for those below it", []knowledge.WebPage{failed("docs"), pages[1], pages[3]}, "", false, counts{Unchanged: 2, Withdrawn: 1, Skipped: 1}},
		{"back again, and one changed", []knowledge.WebPage{pages[0], webPage("docs/a", "The delivery takes three days."), pages[2], pages[3]}, "", false, counts{Changed: 2, Unchanged: 2}},
		{"one page of the site", pages[1:2], "", true, counts{Changed: 1}},
		{"one folder of the site", pages[:2], "docs", false, counts{Unchanged: 2, Withdrawn: 1}},
		{"a page of that folder by its query", []knowledge.WebPage{pages[0], pages[1], webPage("docs?part=2", "The second part of this.")}, "docs", false, counts{Added: 1, Unchanged: 2}},
		{"which is gone again", pages[:2], "docs", false, counts{Unchanged: 2, Withdrawn: 1}},
		{"a list that is not whole", pages[:1], "", true, counts{Unchanged: 1}},
	}
	for _, s := range steps {
		report := importedSite(t, l, knowledge.Site{Pages: s.pages, Below: s.below, Partial: s.part})
		if diff := cmp.Diff(s.want, countsOf(report)); diff != "" {
			t.Errorf("%s: %s", s.name, diff)
		}
		for _, skip := range report.Skipped {
			if !skip.Stays || !strings.Contains(skip.Reason, "https://h/"+skip.Path) {
				t.Errorf("%s: %+v", s.name, skip)
			}
		}
	}
}

// A page's identity is its place: neither the kind of its text nor its address changes it.
func TestSitePagesKeepTheirIdentity(t *testing.T) {
	l, _ := library(t)
	importedSite(t, l, knowledge.Site{Pages: []knowledge.WebPage{webPage("v1.2", "The words of this page.")}})
	before := byPath(t, l)["v1.2"].Article.ID
	markdown := knowledge.WebPage{Place: "v1.2", Form: ".md", URL: "https://h/v1.2", Data: []byte("---\nlang: en\nurl: https://h/own\n---\n# Words\n\nThe words of this page.")}
	report := importedSite(t, l, knowledge.Site{Pages: []knowledge.WebPage{markdown}})
	if a := byPath(t, l)["v1.2"].Article; a.ID != before || a.URL != "https://h/own" || report.Changed != 1 {
		t.Errorf("%+v, %+v", a, countsOf(report))
	}
}

func TestSiteRecords(t *testing.T) {
	l, _ := library(t)
	page := knowledge.WebPage{Place: "all.jsonl", Form: ".jsonl", URL: "https://h/all.jsonl", Data: []byte(
		`{"id":"1","lang":"en","title":"One","text":"The first of them."}` + "\n" + `{"id":"2","lang":"en","url":"https://h/two","title":"Two","text":"The second of them."}` + "\n{broken\n")}
	report := importedSite(t, l, knowledge.Site{Pages: []knowledge.WebPage{page}})
	got := byPath(t, l)
	if diff := cmp.Diff(counts{Added: 2, Skipped: 1}, countsOf(report)); diff != "" || got["all.jsonl#1"].Article.URL != "https://h/all.jsonl#1" || got["all.jsonl#2"].Article.URL != "https://h/two" {
		t.Errorf("%+v: %s", got, diff)
	}
	if report := importedSite(t, l, knowledge.Site{Pages: []knowledge.WebPage{failed("all.jsonl"), webPage("x", "Some words.")}}); report.Withdrawn != 0 {
		t.Errorf("records of a file that failed: %+v", report)
	}
}

func TestSiteTopics(t *testing.T) {
	l, _ := library(t)
	want := map[string]string{"docs/billing/refund": "billing", "fr/aide/02-compte/mot-de-passe": "compte", "hc/en-us/articles/1-x": "other", "x": "other", "apps/y": "apps"}
	var pages []knowledge.WebPage
	for place := range want {
		pages = append(pages, webPage(place, "The words of this page "+place))
	}
	importedSite(t, l, knowledge.Site{Pages: pages})
	for place, topic := range want {
		if got := byPath(t, l)[place].Article.Topic; got != topic {
			t.Errorf("%s: topic %q, want %q", place, got, topic)
		}
	}
}

// A site that gives nothing must not withdraw a help centre.
func TestSiteWithNothingChangesNothing(t *testing.T) {
	l, _ := library(t)
	importedSite(t, l, knowledge.Site{Pages: []knowledge.WebPage{webPage("a", "The words of this page.")}})
	empty := webPage("a", "")
	for _, pages := range [][]knowledge.WebPage{nil, {failed("a")}, {empty}, {{Place: "a", Form: ".html", URL: "https://h/a"}}} {
		report, err := l.ImportSite(t.Context(), knowledge.Site{Pages: pages}, knowledge.Options{Source: "h", Trusted: true})
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("%d pages: %v, %+v", len(pages), err, report)
		}
	}
	if status := byPath(t, l)["a"].Article.Contract.Status; status != desk.StatusApproved {
		t.Errorf("the article is %s", status)
	}
	if _, err := l.ImportSite(t.Context(), knowledge.Site{Below: "../up", Pages: []knowledge.WebPage{empty}}, knowledge.Options{}); !desk.Is(err, desk.Invalid) {
		t.Errorf("a folder outside: %v", err)
	}
}
