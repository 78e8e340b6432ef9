package novelty_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Numbers count in one way of writing, negations as one flag, small words not at all.
func TestFacets(t *testing.T) {
	for text, want := range map[string]novelty.Facets{
		"You can return a lamp within thirty days.": {Stems: []string{"day", "lamp", "return", "you"}, Values: []string{"30"}, Beside: map[string][]string{"30": {"day", "within"}}, Logic: []string{"can", "within"}, Binds: true},
		"Opened lamps can't be returned.":           {Stems: []string{"lamp", "open", "return"}, Logic: []string{"can"}, Beside: map[string][]string{}, Negated: true, Binds: true},
		"This one is blue.":                         {Stems: []string{"blue"}, Beside: map[string][]string{}, Binds: true},
	} {
		if diff := cmp.Diff(want, novelty.FacetsOf(desk.English, text)); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
	french := novelty.FacetsOf(desk.French, "Les lampes ouvertes ne sont jamais remboursées.")
	if !french.Negated || len(french.Values) != 0 {
		t.Errorf("%+v", french)
	}
	if a, b := novelty.FacetsOf(desk.English, "It costs €4.90."), novelty.FacetsOf(desk.English, "It costs 4,90 euros."); !cmp.Equal(a.Values, b.Values) {
		t.Errorf("%v, %v", a.Values, b.Values)
	}
}

func TestSays(t *testing.T) {
	page := []string{"You can return a lamp within 30 days. The parcel is free of charge."}
	for text, want := range map[string]bool{
		"You can return a lamp within 30 days.": true, "A lamp can be returned within 30 days.": false, "You can return a lamp within 14 days.": false,
		"The parcel is free of charge.": true,
	} {
		if got := novelty.Know(desk.English, page).Says(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	if got := novelty.Sentences(page[0]); len(got) != 2 {
		t.Errorf("%q", got)
	}
}
