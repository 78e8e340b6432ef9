package analysis

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ÉTÉ": "ete", "Cœur": "coeur", "l’été": "l'ete", "plain": "plain", "Straße": "strasse", "ﬁn": "fin", "\xff": "\uFFFD",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"Don't pay 1,000.50 € at 17:30!": {"don't", "pay", "1,000.50", "at", "17:30"},
		"L’adresse d'expédition":         {"adresse", "expedition"},
		"aujourd'hui":                    {"aujourd'hui"},
		"qu'est-ce que l'API v8.0":       {"est", "ce", "que", "api", "v8.0"},
		"":                               {},
	} {
		got := []string{}
		for _, tok := range Tokens(in) {
			got = append(got, tok.Text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Tokens(%q): %s", in, diff)
		}
	}
}

func TestTermsMeetAcrossInflection(t *testing.T) {
	fr := NewStemmer(desk.French)
	a, b := fr.Terms("remboursement"), fr.Terms("je veux être remboursé")
	if a[0] != b[len(b)-1] {
		t.Errorf("remboursement and remboursé do not meet: %v %v", a, b)
	}
	en := NewStemmer(desk.English)
	if diff := cmp.Diff(en.Terms("unpublish packages"), en.Terms("unpublishing a package")); diff != "" {
		t.Error(diff)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "a'b'c", "1.2.3.", "’’", "\xff\xfe", "e\u0301te\u0301", "8:", "İstanbul"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, last := utf8.RuneCountInString(s), 0
		for _, tok := range Tokens(s) {
			if tok.Start < last || tok.End <= tok.Start || tok.End > n {
				t.Fatalf("token %+v out of place in %q", tok, s)
			}
			last = tok.End
		}
	})
}

// TestFoldOfWesternLetters compares the table of western letters with the folding of any text, alone and in pairs.
func TestFoldOfWesternLetters(t *testing.T) {
	letters := []string{"\u2019", "e\u0301"}
	for r := range rune(westernEnd) {
		letters = append(letters, string(r))
	}
	for _, a := range letters {
		for _, b := range letters {
			if got, want := Fold(a+b), foldAny(a+b); got != want {
				t.Fatalf("Fold(%q) = %q, want %q", a+b, got, want)
			}
		}
	}
}

// TestPlainTokens compares the tokens of plain text with those of the same text beside a sign that is not plain.
func TestPlainTokens(t *testing.T) {
	for _, text := range []string{"", "Don't pay 1,000.50 at 17:30! l'adresse d'x 24/7 a.b 3. 'x' x'", "aujourd'hui qu'il 1.a 1.2.3 a1'b2"} {
		plain, other := Tokens(text), Tokens(text+" €")
		if diff := cmp.Diff(other, plain); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
