package contradict

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

func read(text string, language desk.Language) []string {
	r := &reader{language: language, stemmer: analysis.NewStemmer(language)}
	var got []string
	for _, v := range r.values(text, wordsOf(text, language)) {
		got = append(got, string(v.kind)+" "+v.String())
	}
	return got
}

func TestValues(t *testing.T) {
	tests := []struct {
		language desk.Language
		text     string
		want     string
	}{
		{"en", "You have 30 days from the day of delivery.", "duration 30 day"},
		{"en", "A refund takes 5 to 7 working days.", "duration 5-7 working day"},
		{"en", "Keep the pieces for 48 hours.", "duration 48 hour"},
		{"en", "The trial lasts one month.", "duration 1 month"},
		{"en", "It costs $7 a month, or €1,200.50 in all.", "amount 7 USD; amount 1200.5 EUR"},
		{"en", "Files of up to 25MB.", "size 25 MB"},
		{"en", "A fee of 12% applies.", "percentage 12 %"},
		{"en", "It closes on 31 December 2026.", "date 2026-12-31"},
		{"en", "It closes on December 31, 2026.", "date 2026-12-31"},
		{"en", "Write to help@acme.com.", "contact help@acme.com"},
		{"en", "Up to 5 devices.", "count 5 devic"},
		{"en", "Pots can be returned.", "permission yes"},
		{"en", "Plants cannot be returned.", "permission no"},
		{"en", "Pots are not included.", "permission no"},
		{"en", "Can I return a pot?", ""},
		{"en", "Install npm@7.24.2 and Debian 11.", ""},
		{"en", "See section 5 of version 1.2.3.", ""},
		{"en", "3. Go to the page.", ""},
		{"en", "We changed this 5 days ago.", ""},
		{"en", "Wait a second.", ""},
		{"fr", "Vous avez 14 jours ouvrés.", "duration 14 working day"},
		{"fr", "Le prix est de 1 200,50 €.", "amount 1200.5 EUR"},
		{"fr", "Une photo de 5 Mo.", "size 5 MB"},
		{"fr", "Il faut 20 pour cent.", "percentage 20 %"},
		{"fr", "Jusqu'au 1er mars 2026.", "date 2026-03-01"},
		{"fr", "Les chiens ne sont pas autorisés.", "permission no"},
		{"fr", "Appelez le 01 40 20 30 40.", "contact 0140203040"},
		{"fr", "Ce service est gratuit.", "permission yes"},
		{"fr", "Il y a 5 jours, tout marchait.", ""},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, strings.Join(read(tt.text, tt.language), "; ")); diff != "" {
			t.Errorf("%s: %s", tt.text, diff)
		}
	}
}

func TestValuesOfTwoUnitsAgree(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"for 24 months", "for 2 years", false},
		{"for 14 days", "for 2 weeks", false},
		{"for 30 days", "for one month", false},
		{"for 30 days", "for 14 days", true},
		{"for 30 days", "for 31 days", true},
		{"up to 1000 MB", "up to 1 GB", false},
	} {
		r := &reader{language: desk.English, stemmer: analysis.NewStemmer(desk.English)}
		a, b := r.values(tt.a, wordsOf(tt.a, desk.English)), r.values(tt.b, wordsOf(tt.b, desk.English))
		if len(a) != 1 || len(b) != 1 || a[0].unit != b[0].unit || a[0].differs(b[0]) != tt.want {
			t.Errorf("%q and %q: %v %v", tt.a, tt.b, a, b)
		}
	}
}
