package contradict

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Whatever was put and removed before, the facts say what comparing the present pages anew would say, and what they say of
// one article is their whole answer cut down to it.
func TestFactsFollowThePages(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, pages := NewFacts(), map[string]Page{}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			id := rapid.SampledFrom([]string{"p1", "p2", "p3", "p4"}).Draw(rt, "id")
			if rapid.Bool().Draw(rt, "remove") {
				f.Remove(id)
				delete(pages, id)
				continue
			}
			text := fmt.Sprintf("## %s\n\nUnused %s can be sent back within %d days of delivery. The fee is €%d.",
				rapid.SampledFrom([]string{"Returns", "Sending back"}).Draw(rt, "heading"),
				rapid.SampledFrom([]string{"pots", "tools"}).Draw(rt, "thing"),
				rapid.SampledFrom([]int{14, 30}).Draw(rt, "days"), rapid.SampledFrom([]int{3, 5}).Draw(rt, "fee"))
			p := made(t, id, "Returning pots and tools", text, desk.English)
			f.Put(p)
			pages[id] = p
		}
		all := f.All()
		list := slices.Collect(maps.Values(pages))
		if diff := cmp.Diff(Find(list), all); diff != "" {
			rt.Fatalf("the facts went astray (-anew +kept):\n%s", diff)
		}
		for id := range pages {
			want := slices.DeleteFunc(slices.Clone(all), func(c Contradiction) bool { return c.Left.Article != id && c.Right.Article != id })
			if diff := cmp.Diff(want, f.Of(id)); diff != "" {
				rt.Fatalf("Of(%s) (-all +of):\n%s", id, diff)
			}
		}
		for id := range pages {
			f.Remove(id)
		}
		if len(f.blocks)+len(f.count)+len(f.keys)+len(f.titles)+f.total != 0 {
			rt.Fatalf("something stays behind after all pages are gone: %v %v %v %v %d", f.blocks, f.count, f.keys, f.titles, f.total)
		}
	})
}

const (
	policy    = "## Delivery\n\nWe ship within %d days.\n\n## Returns\n\nYou have 30 days to return a pot. The label costs %s.\n\n- Pots\n- Tools\n"
	politique = "## Livraison\n\nNous expédions sous %d jours.\n\n## Retours\n\nVous avez 30 jours pour retourner un pot. L'étiquette coûte %s.\n\n- Pots\n- Outils\n"
)

func TestTranslations(t *testing.T) {
	tests := []struct {
		name         string
		left, right  string
		kinds        []Kind
		otherVersion bool
	}{
		{"the same", fmt.Sprintf(policy, 3, "€4.50"), fmt.Sprintf(politique, 3, "4,50 €"), nil, false},
		{"another price", fmt.Sprintf(policy, 3, "€4.50"), fmt.Sprintf(politique, 3, "5,50 €"), []Kind{Amount}, false},
		{"another delay", fmt.Sprintf(policy, 3, "€4.50"), fmt.Sprintf(politique, 5, "4,50 €"), []Kind{Duration}, false},
		{"another scope", fmt.Sprintf(policy, 3, "€4.50"), fmt.Sprintf(politique, 5, "4,50 €"), nil, true},
		{"another page", fmt.Sprintf(policy, 3, "€4.50"), "Une page toute autre.\n\nElle parle de 5 jours.", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, r := made(t, "en", "Orders", tt.left, desk.English), made(t, "fr", "Commandes", tt.right, desk.French)
			l.Article.Key, r.Article.Key = "orders", "orders"
			if tt.otherVersion {
				l.Article.Contract.Scope, r.Article.Contract.Scope = desk.Scope{"country": {"gb"}}, desk.Scope{"country": {"fr"}}
			}
			var got []Kind
			for _, c := range Find([]Page{l, r}) {
				got = append(got, c.Kind)
			}
			if diff := cmp.Diff(tt.kinds, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	f.Add("You have 30 days to return a pot.", "A pot can be returned within 14 days.", "en")
	f.Add("| A | B |\n| --- | --- |\n| x | 1 €; 2: 3 |", "- 5 Go\n- 1 000 000 €", "fr")
	f.Add("31 février 2026-12-31 1.2.3.4 +33 1 23 45 67 89 a@b.cc", "cannot can't may May not", "fr")
	f.Add("0x1 1e9 9999999999999999999999 days 3-2 days", "½ € ٣ days \u0000", "")
	f.Fuzz(func(t *testing.T, left, right, language string) {
		l, r := crude(left, "l", language), crude(right, "r", language)
		for _, c := range Find([]Page{l, r}) {
			for _, s := range []Side{c.Left, c.Right} {
				if p := map[string]Page{"l": l, "r": r}[s.Article]; s.Start < 0 || s.End < s.Start || s.End > utf8.RuneCountInString(p.Article.Text) {
					t.Fatalf("%+v lies outside its text", s)
				}
			}
		}
	})
}

// crude makes a page of one unit for each kind, whatever the text.
func crude(text, id, language string) Page {
	p := Page{Article: desk.Article{ID: id, Key: "k", Language: desk.Language(language), Title: text, Text: text}}
	n := utf8.RuneCountInString(text)
	for i, kind := range []desk.UnitKind{desk.Prose, desk.List, desk.Steps, desk.TableRow, desk.Code} {
		p.Units = append(p.Units, desk.Unit{ID: id + string(rune('0'+i)), Kind: kind, Start: 0, End: n, Text: text, Path: []string{text}})
	}
	return p
}
