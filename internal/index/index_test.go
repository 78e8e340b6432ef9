package index

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// page makes an article in force with one unit for each text.
func page(id string, language desk.Language, title string, texts ...string) Entry {
	e := Entry{Article: desk.Article{
		ID: id, Key: id, Path: id + ".md", Language: language, Title: title, Version: id + "@1",
		Contract: desk.Contract{Status: desk.StatusApproved},
	}}
	for i, text := range texts {
		e.Units = append(e.Units, desk.Unit{
			ID: fmt.Sprintf("%s@1/%d", id, i), Article: id, Version: id + "@1", Ordinal: i, Kind: desk.Prose, Text: text,
		})
	}
	return e
}

// holders gives the ids of the articles that hold a word, sorted.
func holders(s *Snapshot, language desk.Language, word string) []string {
	term, _ := retrieve.NewAnalyser(language).Term(word)
	list := []string{}
	for _, shard := range s.Part(language).Shards() {
		_, postings, _ := shard.Lookup(term)
		for _, p := range postings {
			if doc := shard.Document(p.Article); doc != nil {
				list = append(list, doc.Article.ID)
			}
		}
	}
	slices.Sort(list)
	return list
}

func TestPutReplacesAndRemoveTakesOut(t *testing.T) {
	x := New()
	x.Put(1, page("a", desk.English, "Parcels", "a zebra"), page("b", desk.English, "Refunds", "a giraffe"))
	before := x.Snapshot()
	x.Put(2, page("a", desk.English, "Parcels", "an okapi"))
	after := x.Snapshot()
	x.Remove(3, "b", "nobody")
	last := x.Snapshot()
	for _, c := range []struct {
		at   string
		view *Snapshot
		word string
		want []string
	}{
		{"before", before, "zebra", []string{"a"}},
		{"before", before, "okapi", []string{}},
		{"after", after, "zebra", []string{}},
		{"after", after, "okapi", []string{"a"}},
		{"after", after, "giraffe", []string{"b"}},
		{"last", last, "giraffe", []string{}},
	} {
		if diff := cmp.Diff(c.want, holders(c.view, desk.English, c.word)); diff != "" {
			t.Errorf("%s, %s: %s", c.at, c.word, diff)
		}
	}
	if before.Generation() != 1 || after.Generation() != 2 || last.Generation() != 3 || last.Articles() != 1 || last.Units() != 1 {
		t.Errorf("generations %d %d %d, %d articles, %d units", before.Generation(), after.Generation(), last.Generation(), last.Articles(), last.Units())
	}
}

func TestAnArticleMayChangeItsLanguage(t *testing.T) {
	x := New()
	x.Put(1, page("a", desk.English, "", "zebra"), page("a", desk.French, "", "girafe"))
	s := x.Snapshot()
	if diff := cmp.Diff([]desk.Language{desk.French}, s.Languages()); diff != "" {
		t.Error(diff)
	}
	x.Put(2, page("a", desk.English, "", "zebra"))
	if got := x.Snapshot(); got.Articles() != 1 || len(holders(got, desk.English, "zebra")) != 1 || got.Part(desk.French).Counterpart("a") != nil {
		t.Errorf("%d articles in %v", got.Articles(), got.Languages())
	}
}

// Whatever is done to an index, it holds what a plain map would, and every earlier snapshot still holds what it held.
func TestIndexIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, model := New(), map[string]string{}
		type moment struct {
			view *Snapshot
			want map[string]string
		}
		var moments []moment
		for step := range rapid.IntRange(1, 25).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
				id := strconv.Itoa(rapid.IntRange(0, 12).Draw(t, "id"))
				delete(model, id)
				x.Remove(int64(step), id)
			} else {
				var entries []Entry
				for range rapid.IntRange(1, 5).Draw(t, "entries") {
					id := strconv.Itoa(rapid.IntRange(0, 12).Draw(t, "id"))
					word := fmt.Sprintf("word%d", step)
					language := rapid.SampledFrom([]desk.Language{desk.English, desk.French}).Draw(t, "language")
					entries = append(entries, page(id, language, "t", word, "second unit"))
					model[id] = string(language) + word
				}
				x.Put(int64(step), entries...)
			}
			moments = append(moments, moment{x.Snapshot(), maps.Clone(model)})
		}
		for _, m := range moments {
			if diff := cmp.Diff(m.want, held(m.view)); diff != "" {
				t.Fatal(diff)
			}
			if m.view.Articles() != len(m.want) || m.view.Units() != 2*len(m.want) {
				t.Fatalf("%d articles and %d units, want %d articles", m.view.Articles(), m.view.Units(), len(m.want))
			}
		}
	})
}

// held gives each article's language and first unit.
func held(s *Snapshot) map[string]string {
	all := map[string]string{}
	for _, language := range s.Languages() {
		for _, shard := range s.Part(language).Shards() {
			for number := range shard.Totals().Articles {
				if doc := shard.Document(uint32(number)); doc != nil {
					all[doc.Article.ID] += string(language) + doc.Passages[0].Unit.Text
				}
			}
		}
	}
	return all
}

// Articles put one by one are found with the same counts as articles put at once. The words are too short to be cut: what
// is cut out of a longer one depends on which words were known when its article came.
func TestMergingChangesNoCount(t *testing.T) {
	author := newAuthor(3, 400).brief()
	entries := author.entries(400)
	whole, grown := New(), New()
	whole.Put(1, entries...)
	for i := range entries {
		grown.Put(int64(i), entries[len(entries)-1-i])
	}
	if n := len(grown.Snapshot().Part(desk.English).Shards()); n > 6 {
		t.Errorf("%d articles lie in %d shards", len(entries), n)
	}
	for _, word := range author.words {
		term, _ := retrieve.NewAnalyser(desk.English).Term(word)
		if diff := cmp.Diff(counts(whole.Snapshot(), term), counts(grown.Snapshot(), term)); diff != "" {
			t.Fatalf("%s: %s", word, diff)
		}
	}
}

func counts(s *Snapshot, term string) map[string][retrieve.Fields]uint8 {
	all := map[string][retrieve.Fields]uint8{}
	for _, shard := range s.Part(desk.English).Shards() {
		_, postings, _ := shard.Lookup(term)
		for _, p := range postings {
			all[shard.Document(p.Article).Article.ID] = p.Counts
		}
	}
	return all
}

func TestReadersNeedNotWait(t *testing.T) {
	x := New()
	author := newAuthor(5, 300)
	x.Put(0, author.entries(80)...)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 100 {
				s := x.Snapshot()
				if got := len(held(s)); got != s.Articles() {
					t.Errorf("a snapshot of %d articles holds %d", s.Articles(), got)
				}
			}
		})
	}
	for i := range 200 {
		x.Put(int64(i), author.entry(i%20, 2))
		x.Remove(int64(i), fmt.Sprintf("a%d", (i+7)%20))
	}
	readers.Wait()
}

func TestWordsThatLostTheirSpaces(t *testing.T) {
	var entries []Entry
	for i := range 5 {
		entries = append(entries, page(strconv.Itoa(i), desk.French, "Règles", "quelques règles simples à respecter pour éviter les arnaques"))
	}
	entries = append(entries, page("glued", desk.French, "Conseils", "quelquesrègles simplesàrespecter pour la boîte"))
	x := New()
	x.Put(1, entries...)
	for _, word := range []string{"regles", "simples", "respecter"} {
		if got := holders(x.Snapshot(), desk.French, word); !slices.Contains(got, "glued") {
			t.Errorf("%s is not found in the glued text: %v", word, got)
		}
	}
}

func TestShortNames(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       []string
	}{
		{"Turn on two-factor authentication (2FA) now.", "two factor authent", nil},
		{"Use single sign-on (SSO) to enter.", "sso", []string{"singl sign"}},
		{"Every DPO (data protection officer) must", "dpo", []string{"data protect offic"}},
		{"a data protection officer (DPO) must", "data protect offic", []string{"dpo"}},
		{"Call us (MONDAY to Friday)", "monday", nil},
		{"the parcel (or letter)", "letter", nil},
		{"unclosed (DPO", "dpo", nil},
	} {
		a := acronyms{}
		a.learn(c.text, desk.English, retrieve.NewAnalyser(desk.English))
		if diff := cmp.Diff(c.want, a[c.name]); diff != "" {
			t.Errorf("%q, %q: %s in %v", c.text, c.name, diff, a)
		}
	}
}

func TestNearInSpelling(t *testing.T) {
	x := New()
	x.Put(1, page("a", desk.English, "", "reimbursement authentication publish subscription parcel"))
	shard := x.Snapshot().Part(desk.English).Shards()[0]
	stem := func(word string) string { term, _ := retrieve.NewAnalyser(desk.English).Term(word); return term }
	for typed, meant := range map[string]string{
		"athentication": "authentication", "subscritpion": "subscription", "parcle": "parcel",
	} {
		if got := shard.Similar(stem(typed), 0, 1); len(got) == 0 || got[0].Term != stem(meant) || got[0].Similarity > 1 {
			t.Errorf("%s: %v, want %s", typed, got, stem(meant))
		}
	}
	for _, odd := range []string{"", "ab", "12345", "?what", strings.Repeat("x", 100)} {
		if got := shard.Similar(odd, 0, 5); len(got) > 0 {
			t.Errorf("%q: %v", odd, got)
		}
	}
}
