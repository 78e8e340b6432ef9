package analysis

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestIrregularFormsMeetTheirWord(t *testing.T) {
	for _, c := range []struct {
		language desk.Language
		a, b     string
		same     bool
	}{
		{desk.English, "send", "sent", true},
		{desk.English, "pay", "paid", true},
		{desk.English, "child", "children's", true},
		{desk.English, "leave", "left", false},
		{desk.French, "recevoir", "recu", true},
		{desk.French, "envoyer", "envoie", true},
		{desk.French, "photo", "photos", true},
		{desk.French, "permettre", "permis", false},
		{desk.French, "send", "sent", false},
		{"de", "send", "sent", true}, // stemmed as English
	} {
		s := NewStemmer(c.language)
		if a, b := s.Stem(c.a), s.Stem(c.b); (a == b) != c.same {
			t.Errorf("%s: %q is %q, %q is %q", c.language, c.a, a, c.b, b)
		}
	}
}

// A form that stood under two words would mean whichever was read last.
func TestIrregularFormsAreListedOnceAndFolded(t *testing.T) {
	for language, list := range map[int]string{0: "English", 1: "French"} {
		seen := map[string]bool{}
		for line := range strings.Lines(strings.Split(irregularText, "\n|\n")[language]) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for i, word := range strings.Fields(line) {
				if word != Fold(word) {
					t.Errorf("%s: %q is not folded", list, word)
				}
				if i > 0 && seen[word] {
					t.Errorf("%s: %q stands under two words", list, word)
				}
				seen[word] = i > 0 || seen[word]
			}
		}
	}
}

func TestContractionsAreStopWords(t *testing.T) {
	for word, want := range map[string]bool{
		"you've": true, "they'll": true, "mustn't": true, "i'd": true, "courier's": false, "o'clock": false, "parcel": false, "'ve": true, "": false,
	} {
		if got := Stop(desk.English, word); got != want {
			t.Errorf("Stop(%q) = %v", word, got)
		}
	}
}
