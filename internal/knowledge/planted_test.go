package knowledge_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

var plantable = regexp.MustCompile(`(\b\d{1,3})( (?:working |business |jours )?(?:days?|hours?|months?|years?|minutes?|weeks?|jours?|heures?|mois|ans|semaines?)\b| ?%| ?€)|(\$\d{1,3}\b)`)

// otherValue gives a text with its first value changed, and whether it has exactly one.
func otherValue(text string) (string, bool) {
	at := plantable.FindAllStringIndex(text, -1)
	if len(at) != 1 {
		return "", false
	}
	digits := regexp.MustCompile(`\d+`).FindStringIndex(text[at[0][0]:at[0][1]])
	from, to := at[0][0]+digits[0], at[0][0]+digits[1]
	n, err := strconv.Atoi(text[from:to])
	return text[:from] + strconv.Itoa(2*n+3) + text[to:], err == nil
}

// TestPlantedContradictions changes one value of a real sentence, or of a real translation, and counts how often that is
// seen. Real help centres hold hardly any contradictions of their own, so this is what says whether one would be found. A
// planted sentence is a copy but for its value: what people write in other words is measured by room contradict's pairs.
func TestPlantedContradictions(t *testing.T) {
	root := testdata(t, "kb")
	for _, s := range sources[:4] {
		l, _ := library(t)
		if _, err := l.Import(context.Background(), os.DirFS(root+"/"+s.name), knowledge.Options{Trusted: true, Scope: s.opts.Scope}); err != nil {
			t.Fatal(err)
		}
		facts, entries := contradict.NewFacts(), []knowledge.Entry{}
		if _, err := l.All(context.Background(), func(e knowledge.Entry) error {
			entries = append(entries, e)
			facts.Put(contradict.Page(e))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		copies, copiesSeen := plantCopies(facts, entries)
		units, unitsSeen := plantTranslations(facts, entries)
		t.Logf("%s: seen %d of %d changed copies in other pages, %d of %d values changed in translations", s.name, copiesSeen, copies, unitsSeen, units)
		if copies > 20 && 3*copiesSeen < copies {
			t.Errorf("%s: fewer than a third of the planted copies are seen", s.name)
		}
	}
}

// plantCopies says one sentence of a page, with another value, on a page that bears the next title of the same topic.
func plantCopies(facts *contradict.Facts, entries []knowledge.Entry) (planted, seen int) {
	for i, e := range entries {
		sentence, ok := valued(e)
		next := slices.IndexFunc(entries[i+1:], func(o knowledge.Entry) bool {
			return o.Article.Topic == e.Article.Topic && o.Article.Language == e.Article.Language && slices.Equal(o.Article.Contract.Scope["version"], e.Article.Contract.Scope["version"])
		})
		if !ok || next < 0 {
			continue
		}
		a := e.Article
		a.ID, a.Key, a.Title, a.Text = "planted", "planted", entries[i+1+next].Article.Title, sentence
		facts.Put(contradict.Page{Article: a, Units: []desk.Unit{{ID: "p/0", Kind: desk.Prose, End: utf8.RuneCountInString(sentence), Text: sentence}}})
		planted++
		if len(facts.Of("planted")) > 0 {
			seen++
		}
		facts.Remove("planted")
	}
	return planted, seen
}

// valued gives the first sentence of a page with one value, changed.
func valued(e knowledge.Entry) (string, bool) {
	for _, u := range e.Units {
		if u.Kind != desk.Prose {
			continue
		}
		runes := []rune(u.Text)
		for _, span := range analysis.Sentences(u.Text) {
			if changed, ok := otherValue(strings.TrimSpace(string(runes[span.Start:span.End]))); ok && len(strings.Fields(changed)) >= 8 {
				return changed, true
			}
		}
	}
	return "", false
}

// plantTranslations changes one value of a page that has a counterpart in the other language.
func plantTranslations(facts *contradict.Facts, entries []knowledge.Entry) (planted, seen int) {
	keys := map[string]int{}
	for _, e := range entries {
		keys[e.Article.Key]++
	}
	for _, e := range entries {
		if keys[e.Article.Key] != 2 || e.Article.Language != desk.French {
			continue
		}
		for i, u := range e.Units {
			changed, ok := otherValue(u.Text)
			if !ok || u.Kind == desk.Code {
				continue
			}
			page := contradict.Page{Article: e.Article, Units: slices.Clone(e.Units)}
			page.Units[i].Text = changed
			facts.Put(page)
			planted++
			if len(facts.Of(e.Article.ID)) > 0 {
				seen++
			}
		}
		facts.Put(contradict.Page(e))
	}
	return planted, seen
}
