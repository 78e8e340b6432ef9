package recall

import (
	"slices"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// What of a sentence changes what it binds, and what does not.
func TestChanges(t *testing.T) {
	for _, c := range []struct {
		language    desk.Language
		before, now string
		want        string
	}{
		{"en", "You can return a lamp within 60 days.", "You can return a lamp within 14 days.", ChangedNumber},
		{"en", "Parcels arrive within two weeks.", "Parcels arrive within two months.", ChangedDelay},
		{"en", "Returns are free.", "Returns are free if the parcel is closed.", ChangedCondition},
		{"en", "Opened lamps can be returned.", "Opened lamps cannot be returned.", ChangedNegation},
		{"en", "Broken lamps are replaced.", "Broken lamps are repaired.", ChangedPolicy},
		{"en", "You can return a lamp within 60 days.", "Our shop is in Lyon.", ChangedRemoved},
		{"en", "You can return a lamp within 60 days.", "You can return a lamp within sixty days.", ""},
		{"en", "Our shop is in Lyon.", "The sun is shining.", ""},
		{"en", "The button is green.", "A button there is green.", ""},
		{"fr", "Vous pouvez retourner une lampe sous 60 jours.", "Vous pouvez retourner une lampe sous 14 jours.", ChangedNumber},
		{"fr", "Les lampes ouvertes sont reprises.", "Les lampes ouvertes ne sont pas reprises.", ChangedNegation},
	} {
		got := Changes([]Seed{{Text: c.before, Language: c.language}}, []string{c.now})
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%q to %q: %v", c.before, c.now, got[0].Changed)
		case c.want != "" && (len(got) == 0 || !slices.Contains(got[0].Changed, c.want)):
			t.Errorf("%q to %q: %v, want %s", c.before, c.now, got, c.want)
		}
	}
}

// A correction that would not say which answer was wrong, or what is right, is refused; a good one says all of it.
func TestCheck(t *testing.T) {
	for text, fine := range map[string]bool{
		"On {date} we said {said}. It is 14 days.": true, "": false, "It is 14 days.": false, "On {date} it was wrong.": false,
		"On {date} we said {said}. {name}, it is 14 days.": false, draftOf(desk.English, ""): false, draftOf(desk.French, ""): false,
		draftOf(desk.English, "It is 14 days."): true, draftOf(desk.French, "C'est 14 jours."): true, "{date} {said} " + strings.Repeat("x", Longest): false,
	} {
		if err := Check(text); (err == nil) != fine {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

// Whatever bytes are read, nothing panics, stems are few and short, and a sentence is like itself.
func FuzzRead(f *testing.F) {
	f.Add("You can return a lamp within 60 days.", "fr")
	f.Add("\xff 1,,2 €€ n't ne …", "en")
	f.Fuzz(func(t *testing.T, text, language string) {
		l := desk.Language(language)
		stems := Stems(l, text)
		if len(stems) > stemsMost || slices.ContainsFunc(stems, func(s string) bool { return len(s) > stemLongest || s == "" || strings.Contains(s, " ") }) {
			t.Errorf("%q", stems)
		}
		s := read(l, text)
		if w := weigh(s, nil, 10); len(s.about) > 0 && w.share(s, s) < .999 {
			t.Errorf("%q is not about what it is about: %v", text, s)
		}
		Changes([]Seed{{Text: text, Language: l}}, []string{text})
		_ = Check(text)
	})
}
