package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestThesaurus(t *testing.T) {
	th := ReadThesaurus("# a remark | none\nrefund money_back | rembourser\nbroken line without a bar\nparcel box | colis\nbox carton | carton")
	for _, c := range []struct {
		key      string
		from, to desk.Language
		want     []string
	}{
		{"refund", desk.English, desk.English, []string{"money back"}},
		{"money back", desk.English, desk.English, []string{"refund"}},
		{"money back", desk.English, desk.French, []string{"rembours"}},
		{"box", desk.English, desk.English, []string{"parcel", "carton"}},
		{"coli", desk.French, desk.English, nil},
		{"colis", desk.French, desk.English, []string{"parcel", "box"}},
		{"remark", desk.English, desk.English, nil},
		{"", desk.English, desk.French, nil},
	} {
		if diff := cmp.Diff(c.want, th.Of(c.key, c.from, c.to)); diff != "" {
			t.Errorf("%q: %s", c.key, diff)
		}
	}
	if th.Longest() != 2 {
		t.Errorf("the longest phrase has %d words", th.Longest())
	}
}

// Every entry says something, in one concept once, and can be looked up by its own words.
func TestConcepts(t *testing.T) {
	english, french := NewStemmer(desk.English), NewStemmer(desk.French)
	for line := range strings.Lines(conceptsText) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for stemmer, words := range map[*Stemmer]string{english: left, french: right} {
			entries := strings.Fields(words)
			for i, entry := range entries {
				phrase := strings.ReplaceAll(entry, "_", " ")
				if len(stemmer.Terms(phrase)) == 0 {
					t.Errorf("%q says nothing", entry)
				}
				if slices.Contains(entries[:i], entry) {
					t.Errorf("%q stands twice in one line", entry)
				}
			}
		}
	}
	if !slices.Contains(Concepts().Of(english.Stem("shipping"), desk.English, desk.French), french.Stem("livraison")) {
		t.Error("shipping is not livraison")
	}
}
