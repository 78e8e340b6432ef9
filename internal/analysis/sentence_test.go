package analysis_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/analysis"
)

func TestSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"two":                 {"You may return it. ", "We refund within 14 days."},
		"title":               {"Contact Dr. Smith or Mrs. Jones. ", "They answer."},
		"french title":        {"Écrivez à M. Dupont ou Mme Durand. ", "Il répond."},
		"e.g.":                {"Some plans, e.g. Balcony, i.e. the small one, are free. ", "Others are not."},
		"month":               {"Valable du 3 janv. 2025 au 4 févr. 2026. ", "Ensuite, non."},
		"month closes":        {"Offre valable jusqu'au 12 janv. ", "Le prix remonte ensuite."},
		"p. ex.":              {"Un document (p. ex. un passeport) suffit. ", "Sinon, venez."},
		"article":             {"Voir l'art. L. 121-3 du code. ", "Il s'applique."},
		"number":              {"See No. 5 for details. ", "It helps."},
		"no as a word":        {"No. ", "You cannot."},
		"decimals":            {"It costs 3.50 EUR, or 1.200,00 a year. ", "That is all."},
		"version":             {"Use v8.0 or npm 8.14.0. ", "Older ones fail."},
		"url":                 {"See https://example.org/a?b=1.2&c=d.html for more. ", "Then go on."},
		"ellipsis":            {"Please wait... then retry. ", "Done."},
		"ellipsis capital":    {"Patience… ", "Le colis arrive."},
		"lower case opens":    {"You published the package. ", "npm will sign it."},
		"shortened":           {"Prices incl. tax, etc. and so on."},
		"company":             {"Made by Acme Inc. Paris office. ", "We ship."},
		"company closes":      {"Made by Acme Inc. ", "The office is in Paris."},
		"initials":            {"Ask J. Smith. ", "He knows."},
		"country":             {"It ships from the U.S. Postal Service. ", "Fine."},
		"french marks":        {"Puis-je annuler ? ", "Oui ! ", "Sous 14 jours."},
		"question":            {"Really? ", "Yes! ", "Now."},
		"glued":               {"La CNIL n'est pas compétente dans ce domaine.", "Ces procédés sont autres."},
		"not glued":           {"Open README.Then or node.js or System.Text here. ", "Good."},
		"marker":              {"1. Open the page. ", "Then click."},
		"lines":               {"First line\n", "second line\n\n", "Third."},
		"quotes":              {"He said “stop.” ", "We stopped."},
		"leading white space": {"  Hello there. ", "You."},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Join(want, "")
			if diff := cmp.Diff(want, pieces(text)); diff != "" {
				t.Errorf("sentences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSentencesOfNothing(t *testing.T) {
	if got := analysis.Sentences(""); got != nil {
		t.Errorf("Sentences(%q) = %v, want none", "", got)
	}
}

func TestSentencesCoverTheText(t *testing.T) {
	words := rapid.SampledFrom([]string{
		"M.", "Dr.", "etc.", "npm", "Le", "jour", ".", "…", "?", "!", " ", "\n", "\u00a0", "a.b", "v8.0", "“", "”", "é", "\xff", "1.", "Ces", "\u200d",
		strings.Repeat("\x80", 50), strings.Repeat("日", 50), strings.Repeat(" ", 50), strings.Repeat(")", 50), strings.Repeat("\n", 50),
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(words).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "gap"))
		covers(t, text)
	})
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"", " ", "M. Dupont. Il va.", "a.B c", "\xff.\xfe A", "1.\n\n2.", "e.g.\u00a0x… Y", strings.Repeat(". ", 50)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { covers(t, text) })
}

func covers(t interface{ Fatalf(string, ...any) }, text string) {
	if got := strings.Join(slices.Collect(analysis.SentenceTexts(text)), ""); got != text {
		t.Fatalf("the sentences of %q give %q", text, got)
	}
	end := 0
	for _, s := range analysis.Sentences(text) {
		if s.Start != end || s.End <= s.Start {
			t.Fatalf("span %v of %q does not follow on %d", s, text, end)
		}
		end = s.End
	}
	if want := utf8.RuneCountInString(text); end != want {
		t.Fatalf("spans of %q end at %d, want %d", text, end, want)
	}
}

func pieces(text string) []string {
	var all []string
	runes := []rune(text)
	for _, s := range analysis.Sentences(text) {
		all = append(all, string(runes[s.Start:s.End]))
	}
	return all
}
